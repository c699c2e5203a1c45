/** The program itself, serving a data directory, as a process that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { databaseHome } from './log-heads.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const START_WITHIN_MS = 120_000

export type ServedNode = {
  readonly address: string
  readonly kill: () => Promise<void>
}

/** Resolves when it answers. What it says goes to standard error of this process only when it fails to start. */
export async function serveNode(dataDir: string): Promise<ServedNode> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'src', 'cli', 'main.ts'), 'serve', '--port', '0', '--no-download'],
    {
      cwd: ROOT,
      env: { ...process.env, UNBLIND_DATA_DIR: dataDir, UNBLIND_AUTH: '', DATABASE_URL: '', UNBLIND_LISTS_DIR: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const address = await greeted(child)
  return {
    address,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const closed = once(child, 'close')
      child.kill('SIGKILL')
      await closed
    },
  }
}

function greeted(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const deadline = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`the node did not answer within ${START_WITHIN_MS / 1000} s: ${said.slice(-2_000)}`))
    }, START_WITHIN_MS)
    const hear = (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-20_000)
      const found = /answers at (http:\/\/[\d.:]+)/.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(deadline)
      resolve(found)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', (code) => {
      clearTimeout(deadline)
      reject(new Error(`the node ended with ${code} before it answered: ${said.slice(-2_000)}`))
    })
  })
}

/** SIGKILL to the PostgreSQL of a data directory; `false`: none runs. */
export function killDatabase(dataDir: string): boolean {
  const pidFile = join(databaseHome(dataDir), 'cluster', 'postmaster.pid')
  if (!existsSync(pidFile)) return false
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}
