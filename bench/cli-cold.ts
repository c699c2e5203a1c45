/** The built program from cold to answer, as a person at a terminal waits for it, and the memory of a server at work. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const EXAMPLE = fileURLToPath(new URL('../examples/01-intercept-device-egypt/', import.meta.url))
const RUNS = 9

export async function run(): Promise<Readonly<Record<string, number>>> {
  if (!existsSync(PROGRAM)) throw new Error('the program is not built; run `npm run build` first')
  const dataDir = await mkdtemp(join(tmpdir(), 'unblind-cold-'))
  const determine = ['determine', '--eccn', '5A001', '--paragraph', 'f.1', '--to', 'EG', '--json']
  const assess = ['assess', `${EXAMPLE}transaction.yaml`, '--lists', `${EXAMPLE}lists`, '--json']
  try {
    const version = await median(dataDir, ['--version'])
    const determined = await median(dataDir, determine)
    const screened = await median(dataDir, ['screen', 'Fictional Far Sight', '--json'])
    const first = await timeOf(dataDir, assess)
    const assessed = await median(dataDir, assess)
    const served = await server(dataDir)
    return {
      versionMs: version,
      determineMs: determined,
      screenMs: screened,
      assessFirstMs: first,
      assessMs: assessed,
      ...served,
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function median(dataDir: string, args: readonly string[]): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < RUNS; i++) took.push(await timeOf(dataDir, args))
  took.sort((a, b) => a - b)
  return took[Math.floor(RUNS / 2)] ?? 0
}

function timeOf(dataDir: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...process.env, UNBLIND_DATA_DIR: dataDir },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(Math.round(performance.now() - began))
        : reject(new Error(`unblind ${args[0]} ended with ${code}`)),
    )
  })
}

/** Time until a second start answers, and resident memory after a hundred assessments. */
async function server(dataDir: string): Promise<Readonly<Record<string, number>>> {
  const began = performance.now()
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0'], {
    env: { ...process.env, UNBLIND_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let text = ''
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        const found = /http:\/\/[\w.:[\]-]+/.exec(text)
        if (found) resolve(found[0])
      })
      child.on('close', (code) => reject(new Error(`the server ended with ${code}`)))
    })
    const serveMs = Math.round(performance.now() - began)
    const body = readFileSync(`${EXAMPLE}transaction.yaml`)
    for (let i = 0; i < 100; i++) {
      const answer = await fetch(`${address}/v1/assessments`, {
        method: 'POST',
        headers: { 'content-type': 'application/yaml' },
        body,
      })
      if (answer.status !== 201) throw new Error(`the server answered ${answer.status}`)
      await answer.arrayBuffer()
    }
    return { serveMs, serverRssMb: rssMb(child.pid) }
  } finally {
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

/** Linux only; elsewhere 0. */
function rssMb(pid: number | undefined): number {
  const path = `/proc/${pid}/status`
  if (!existsSync(path)) return 0
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(path, 'utf8'))?.[1]
  return Math.round(Number(kilobytes ?? 0) / 1024)
}
