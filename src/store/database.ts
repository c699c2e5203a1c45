/** The one door to PostgreSQL: a pool whose sessions run as the application's role, for one organisation. */
import pg from 'pg'
import { CopyOut, type RawRow } from './copy-out.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { EMBEDDED_NAME, type EmbeddedServer, openEmbedded } from './embedded.ts'
import { hasErrorCode } from './error-code.ts'
import { APP_ROLE, type Migrated, migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Purpose } from './process-lock.ts'

const OLDEST_SERVER = 150_000
const CONNECT_WITHIN_MS = 10_000
const POOL_SIZE = 10
/** How long a command goes on looking for a server whose owner changes meanwhile. */
const JOIN_WITHIN_MS = 60_000

export type DatabaseOptions = {
  readonly dataDir: string
  /** Absent: the embedded server of the data directory. */
  readonly databaseUrl?: string | undefined
  readonly purpose: Purpose
  /** Whose rows are seen and written. */
  readonly org: string
}

export type DatabaseFacts = {
  readonly kind: 'embedded' | 'shared'
  /** `18.4`. */
  readonly version: string
  /** Statements run under a role that may only insert and select. */
  readonly hasOwnRole: boolean
}

export type Database = {
  readonly facts: DatabaseFacts
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>
  /**
   * Gives on every row of a query, as one moment has them, in the order in which an index has them: nothing is sorted.
   * @param onRow called while the rows come; a row is there until it returns
   */
  readonly eachRaw: (query: string, onRow: (row: RawRow) => void) => Promise<void>
  /** All of `work` or none of it. */
  readonly transaction: <T>(work: (query: Database['query']) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** @throws DatabaseUnavailable with a sentence for the person at the terminal. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl !== undefined) return openShared(options.databaseUrl, options)
  const deadline = Date.now() + JOIN_WITHIN_MS
  for (;;) {
    const server = await openEmbedded(options.dataDir, options.purpose)
    try {
      return await openOn(server, options)
    } catch (error) {
      await server.close()
      const isOwnerLeaving = server.standing === 'guest' && isConnectionLost(error)
      if (!isOwnerLeaving || Date.now() > deadline) throw error
    }
  }
}

async function openShared(databaseUrl: string, options: DatabaseOptions): Promise<Database> {
  const settings: pg.ClientConfig = { connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_WITHIN_MS }
  const { migrated, version } = await prepare(settings)
  const pool = makePool(settings, options.org, migrated.role !== null, POOL_SIZE)
  return makeDatabase({ kind: 'shared', version, hasOwnRole: migrated.role !== null }, pool, {
    reconnect: async () => {},
    close: async () => {},
  })
}

async function openOn(server: EmbeddedServer, options: DatabaseOptions): Promise<Database> {
  const at = (database: string): pg.ClientConfig => ({
    host: server.socketDir,
    user: EMBEDDED_NAME,
    database,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  })
  const { migrated, version } = await prepareEmbedded(at)
  // A guest keeps one session from first to last: an owner that stops waits for open sessions and takes no new ones.
  const size = server.standing === 'guest' ? 1 : POOL_SIZE
  const pool = makePool(at(EMBEDDED_NAME), options.org, migrated.role !== null, size)
  await pool.query('select 1')
  return makeDatabase({ kind: 'embedded', version, hasOwnRole: migrated.role !== null }, pool, {
    reconnect: async () => {
      await server.revive()
    },
    close: server.close,
  })
}

async function prepareEmbedded(at: (database: string) => pg.ClientConfig): Promise<Prepared> {
  try {
    return await prepare(at(EMBEDDED_NAME))
  } catch (error) {
    if (!hasErrorCode(error, '3D000')) throw error
  }
  const client = new pg.Client(at('postgres'))
  await client.connect()
  try {
    await client.query(`create database ${EMBEDDED_NAME}`)
  } catch (error) {
    if (!hasErrorCode(error, '42P04', '23505')) throw error
  } finally {
    await client.end()
  }
  return prepare(at(EMBEDDED_NAME))
}

type Prepared = { readonly migrated: Migrated; readonly version: string }

async function prepare(settings: pg.ClientConfig): Promise<Prepared> {
  const client = new pg.Client(settings)
  // A session that breaks while idle says so here; the statement that needs it fails on its own.
  client.on('error', () => {})
  await connectOrSay(client, settings)
  try {
    const { rows } = await client.query<{ number: string; version: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as version",
    )
    const version = rows[0]?.version ?? ''
    if (Number(rows[0]?.number) < OLDEST_SERVER) {
      throw new DatabaseUnavailable(`the database of DATABASE_URL is PostgreSQL ${version}; unblind needs 15 or newer`)
    }
    return { migrated: await migrate(client, MIGRATIONS), version }
  } finally {
    await client.end()
  }
}

async function connectOrSay(client: pg.Client, settings: pg.ClientConfig): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    if (settings.connectionString === undefined) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new DatabaseUnavailable(
      `the database of DATABASE_URL cannot be reached (${why}); check the address, or unset it to use the built-in database`,
      { cause: error },
    )
  }
}

function makePool(settings: pg.ClientConfig, org: string, hasRole: boolean, size: number): pg.Pool {
  const role = hasRole ? APP_ROLE : 'none'
  const pool = new pg.Pool({
    ...settings,
    max: size,
    idleTimeoutMillis: size === 1 ? 0 : 60_000,
    // Waited for before the session is handed out; a session that cannot take the role never is.
    onConnect: async (client) => {
      // A session that breaks while it is lent out says so to its statement, which is told to whoever asked; without
      // this, the same news unheard would end the process.
      client.on('error', () => {})
      await client.query("select set_config('unblind.org', $1, false), set_config('role', $2, false)", [org, role])
    },
  })
  pool.on('error', () => {
    // An idle session broke (the server was stopped); the pool has dropped it and makes another when needed.
  })
  return pool
}

type Upkeep = { readonly reconnect: () => Promise<void>; readonly close: () => Promise<void> }

function makeDatabase(facts: DatabaseFacts, pool: pg.Pool, upkeep: Upkeep): Database {
  const session = async (): Promise<pg.PoolClient> => {
    try {
      return await pool.connect()
    } catch (error) {
      if (!isConnectionLost(error)) throw error
      await upkeep.reconnect()
      return pool.connect()
    }
  }
  const transaction = async <T>(work: (query: Database['query']) => Promise<T>): Promise<T> => {
    const client = await session()
    let broken: Error | undefined
    try {
      await client.query('begin')
      const result = await work(async (text, values) => (await client.query(text, values && [...values])).rows)
      await client.query('commit')
      return result
    } catch (error) {
      broken = await rollback(client)
      throw error
    } finally {
      client.release(broken)
    }
  }
  const eachRaw: Database['eachRaw'] = async (query, onRow) => {
    const client = await session()
    let broken: Error | undefined
    try {
      await client.query('begin read only')
      // Before the tables are counted anew the server would rather sort all of them.
      await client.query('set local enable_sort = off')
      await client.query(new CopyOut(`copy (${query}) to stdout (format binary)`, onRow)).done
      await client.query('commit')
    } catch (error) {
      broken = await rollback(client)
      throw error
    } finally {
      client.release(broken)
    }
  }
  return {
    facts,
    transaction,
    eachRaw,
    query: async (text, values) => {
      const client = await session()
      let broken: Error | undefined
      try {
        return (await client.query(text, values && [...values])).rows
      } catch (error) {
        if (isConnectionLost(error) && error instanceof Error) broken = error
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: async () => {
      await pool.end()
      await upkeep.close()
    },
  }
}

/** The error of a session that can no longer be used, if it cannot. */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The server is not there, is leaving, or is not yet back. */
function isConnectionLost(error: unknown): boolean {
  if (hasErrorCode(error, 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03')) return true
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
}
