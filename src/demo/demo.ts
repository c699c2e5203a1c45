/** The whole story on one machine: nodes, people, hub. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CAST } from './cast.ts'
import { type DemoClock, demoClock } from './clock.ts'
import { openHub } from './hub.ts'
import { type DemoNodes, openNodes } from './nodes.ts'
import { ensurePeople } from './people.ts'
import { freePorts } from './ports.ts'
import { type Progress, progressOf } from './progress.ts'
import { STORY } from './story/index.ts'
import { type World, worldOf } from './world.ts'

export type DemoOptions = {
  /** Kept there and gone on from there. Default: a temporary folder that is removed at the end. */
  readonly dataDir?: string | undefined
  /** The hub's; the nodes follow. `0`: any that are free. A folder that was used before keeps its own. */
  readonly port: number
  readonly pagesDir?: string | undefined
  readonly listsDir?: string | undefined
  readonly say: (line: string) => void
}

export type Demo = {
  /** Of the hub. */
  readonly address: string
  readonly world: World
  readonly progress: Progress
  readonly close: () => Promise<void>
}

/**
 * @example
 * const demo = await startDemo({ port: 0, say: () => {} })
 * await demo.progress.playUpTo('tip')
 * await demo.close()
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'unblind-demo-'))
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'demo.json')
  const kept = await keptOrNew(path, options.port)
  const { ports } = kept
  const clock = keptClock(path, kept)
  const nodes = await openNodes({ ...options, dataDir, clock, ports: ports.slice(1) })
  const close = () => endDemo(nodes, options.dataDir === undefined ? dataDir : null)
  try {
    await ensurePeople(nodes)
    const world = worldOf(nodes, clock)
    const progress = progressOf(STORY, world)
    if (options.dataDir !== undefined) await progress.look()
    const hub = await openHub(world, progress, ports[0] ?? 0)
    return {
      address: hub.address,
      world,
      progress,
      close: async () => {
        await hub.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function endDemo(nodes: DemoNodes, temporary: string | null): Promise<void> {
  await nodes.close()
  if (temporary !== null) rmSync(temporary, { recursive: true, force: true })
}

/** What outlives the process: where the story is in time, or what is written next would come before what is there, and the
 * ports, because the nodes know each other by their addresses. */
type Kept = { readonly ahead: number; readonly ports: readonly number[] }

/** The story begins with what was done in the summer, when the law was last compared with the official text. */
const BEFORE_MS = Date.parse('2026-07-22T14:00:00Z')

async function keptOrNew(path: string, wanted: number): Promise<Kept> {
  const kept = keptIn(path)
  if (kept !== null) return kept
  const count = CAST.length + 1
  const ports = wanted === 0 ? await freePorts(count) : Array.from({ length: count }, (_, i) => wanted + i)
  return { ahead: BEFORE_MS - Date.now(), ports }
}

function keptClock(path: string, { ahead, ports }: Kept): DemoClock {
  const clock = demoClock(ahead)
  const keep = () => {
    const kept: Kept = { ahead: clock.ahead(), ports }
    writeFileSync(`${path}.new`, JSON.stringify(kept))
    renameSync(`${path}.new`, path)
  }
  keep()
  return {
    ...clock,
    advance: (ms) => {
      clock.advance(ms)
      keep()
    },
  }
}

function keptIn(path: string): Kept | null {
  if (!existsSync(path)) return null
  const kept: Partial<Kept> = JSON.parse(readFileSync(path, 'utf8'))
  return typeof kept.ahead === 'number' && kept.ports?.length === CAST.length + 1
    ? { ahead: kept.ahead, ports: kept.ports }
    : null
}
