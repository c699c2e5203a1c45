/** The story, killed while it is played, looked through, and played on to its end. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApp, openOwnDatabases } from '../../src/app/index.ts'
import { CAST } from '../../src/demo/cast.ts'
import { cutConnections, type Head, hadHead } from './log-heads.ts'
import type { RoundReport } from './round.ts'
import { killDatabase } from './served-node.ts'

const SCRIPT = fileURLToPath(new URL('../../test/processes/play-story-until-killed.ts', import.meta.url))
/** The story has a few more writes than this. */
const WRITES = 150
const END_WITHIN_MS = 10 * 60_000

/** What is killed. Where it is a node's connections or the database alone, the story may go on by itself. */
const KILLS = ['server', 'database', 'both', 'database alone', 'connections'] as const
/** A kill comes so long after an answer at most: in the middle of what comes next, as often as between. */
const AFTER_ANSWER_MS = 250

type Told = { readonly node: string; readonly head: Head }

export async function playStoryRound(random: () => number): Promise<RoundReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ub-story-'))
  const after = 1 + Math.floor(random() * WRITES)
  const kill = KILLS[Math.floor(random() * KILLS.length)] ?? 'both'
  const laterMs = Math.round(random() * AFTER_ANSWER_MS)
  const endLaterMs = Math.round(random() * 300)
  const node = CAST[Math.floor(random() * CAST.length)]?.key ?? 'instruments'
  const { told, isAtEnd } = await playUntil(dataDir, after, async (end) => {
    await pause(laterMs)
    if (kill === 'connections') return cutConnections(dataDir, node).catch(() => {})
    if (kill !== 'server') killDatabase(dataDir)
    if (kill === 'database alone') return
    if (kill === 'database') await pause(endLaterMs)
    end()
  })
  const faults = await whatIsLost(dataDir, told)
  if (isAtEnd && (kill === 'server' || kill === 'both')) faults.push('the story was at its end before it was killed')
  const rest = isAtEnd ? { isAtEnd, said: '' } : await playUntil(dataDir, Number.POSITIVE_INFINITY, async () => {})
  if (!rest.isAtEnd) faults.push(`it could not be played on to its end: ${rest.said.slice(-600)}`)
  if (faults.length === 0) rmSync(dataDir, { recursive: true, force: true })
  else faults.push(`kept in ${dataDir}`)
  const what = kill === 'connections' ? `every connection of ${node}` : kill
  return { what: `story, killed ${what} ${laterMs} ms after write ${after}`, acknowledged: told.length, faults }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Runs the story; after so many writes `kill` is called with what ends the process. */
async function playUntil(dataDir: string, writes: number, kill: (end: () => void) => Promise<void>) {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] })
  const told: Told[] = []
  let said = ''
  let rest = ''
  let isKilled = false
  let isAtEnd = false
  const deadline = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS)
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-5_000)
  })
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = `${rest}${chunk.toString('utf8')}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === 'the end') isAtEnd = true
      else told.push(JSON.parse(line))
    }
    if (told.length >= writes && !isKilled) {
      isKilled = true
      void kill(() => child.kill('SIGKILL'))
    }
  })
  await once(child, 'close')
  clearTimeout(deadline)
  return { told, isAtEnd, said }
}

async function whatIsLost(dataDir: string, told: readonly Told[]): Promise<string[]> {
  const databases = await openOwnDatabases(dataDir)
  try {
    const faults: string[] = []
    for (const { node, head } of told) {
      if (!(await hadHead(dataDir, node, head)))
        faults.push(`${node} no longer begins with ${head.size} entries it had`)
    }
    for (const node of new Set(told.map((one) => one.node))) {
      const app = await openApp({
        dataDir: join(dataDir, node),
        databaseUrl: await databases.urlOf(node),
        needsDatabase: true,
        mayDownload: false,
        // The story may be ahead of real time, and what is sealed next comes after what is there.
        clock: () => new Date(Date.now() + 7 * 86_400_000),
      })
      const { broken } = await app.verifyAll()
      await app.close()
      if (broken !== null) faults.push(`${node} does not verify: ${broken.sentence}`)
    }
    return faults.slice(0, 5)
  } finally {
    await databases.close()
  }
}
