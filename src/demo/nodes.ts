/** Starts every node of the story on this machine: one database server, a database, a data folder and a port for each. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type App, type OwnDatabases, openApp, openOwnDatabases } from '../app/index.ts'
import { type RunningServer, startServer } from '../http/index.ts'
import { CAST, type CastNode, type NodeKey } from './cast.ts'
import type { DemoClock } from './clock.ts'

export type DemoNode = CastNode & {
  /** `http://127.0.0.1:4801` */
  readonly address: string
  readonly dataDir: string
  readonly app: App
}

export type DemoNodes = {
  readonly of: (key: NodeKey) => DemoNode
  readonly all: readonly DemoNode[]
  readonly close: () => Promise<void>
}

export type NodesOptions = {
  readonly dataDir: string
  readonly clock: DemoClock
  /** One for each of the cast, in its order. */
  readonly ports: readonly number[]
  /** Folder of the built pages; default: those of the installed program. */
  readonly pagesDir?: string | undefined
  /** A folder of official list files for the exporters. */
  readonly listsDir?: string | undefined
  readonly say: (line: string) => void
}

/** The node of the forum whose public records the exporters read. */
const FORUM_NODE = CAST.findIndex(({ key }) => key === 'aldermark')

export async function openNodes(options: NodesOptions): Promise<DemoNodes> {
  const databases = await openOwnDatabases(options.dataDir)
  const ends: (() => Promise<void>)[] = [() => databases.close()]
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    const nodes: DemoNode[] = []
    for (const [i, cast] of CAST.entries()) {
      const { app, server, dataDir } = await openNode(options, databases, cast, i, nodes[0]?.app)
      ends.push(
        () => app.close(),
        () => server.close(),
      )
      nodes.push({ ...cast, app, dataDir, address: server.address })
    }
    return {
      all: nodes,
      of: (key) => {
        const node = nodes.find((one) => one.key === key)
        if (node === undefined) throw new Error(`node \`${key}\` is not started`)
        return node
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function openNode(
  { dataDir: home, clock, ports, pagesDir, listsDir, say }: NodesOptions,
  databases: OwnDatabases,
  { key, kind, name, state }: CastNode,
  at: number,
  first: App | undefined,
): Promise<{ readonly app: App; readonly server: RunningServer; readonly dataDir: string }> {
  const dataDir = join(home, key)
  mkdirSync(dataDir, { recursive: true })
  const port = ports[at] ?? 0
  const app = await openApp({
    dataDir,
    databaseUrl: await databases.urlOf(key),
    ...(kind === 'exporter' ? { listsDir, forumPublic: `http://127.0.0.1:${ports[FORUM_NODE] ?? 0}` } : {}),
    needsDatabase: true,
    purpose: 'server',
    mayDownload: false,
    clock: clock.now,
    tables: first?.tables,
    node: { kind, name, address: `http://127.0.0.1:${port}`, state },
    auth: 'local',
    say: (line) => say(`${name}: ${line}`),
  })
  try {
    const server = await startServer(app, {
      host: '127.0.0.1',
      port,
      ...(pagesDir === undefined ? {} : { pagesDir }),
      onFailure: (id, error) => say(`${name}: request failed (${id}): ${error instanceof Error ? error.stack : error}`),
    })
    return { app, server, dataDir }
  } catch (error) {
    await app.close()
    throw error
  }
}
