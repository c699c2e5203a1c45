/** A database of its own for a test file: cloned in a moment from a template that was migrated once. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll } from 'vitest'
import { EMBEDDED_NAME, openEmbedded } from '../src/store/embedded.ts'
import { hasErrorCode } from '../src/store/error-code.ts'
import { migrate } from '../src/store/migrate.ts'
import { MIGRATIONS } from '../src/store/migrations/index.ts'

const TEMPLATE = 'template_of_tests'
const TEMPLATE_LOCK = 4_747_900

export type TestDatabase = {
  /** As `DATABASE_URL` says it. */
  readonly url: string
  /** A session of the database's owner, who may do what the application may not. */
  readonly asOwner: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>
}

/** Made once in a test file, outside its tests; dropped after the last of them. */
export async function testDatabase(): Promise<TestDatabase> {
  return freshDatabase(TEMPLATE)
}

/** The same without any table of ours. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return freshDatabase('template0')
}

async function freshDatabase(template: string): Promise<TestDatabase> {
  const socketDir = await serverSocket()
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await withClient(socketDir, 'postgres', async (client) => {
    if (template === TEMPLATE) await ensureTemplate(client, socketDir)
    await client.query(`create database ${name} template ${template}`)
  })
  afterAll(async () => {
    await withClient(socketDir, 'postgres', (client) => client.query(`drop database if exists ${name} with (force)`))
  })
  return {
    url: `postgresql://${EMBEDDED_NAME}@localhost/${name}?host=${encodeURIComponent(socketDir)}`,
    asOwner: (work) => withClient(socketDir, name, work),
  }
}

/** The first test file to come starts the server; it goes on when that file's process ends. */
async function serverSocket(): Promise<string> {
  const dataDir = process.env.UNBLIND_TEST_SERVER
  if (dataDir === undefined) throw new Error('run the tests with vitest: its global setup names the test server')
  return (await openEmbedded(dataDir, 'command')).socketDir
}

async function ensureTemplate(client: pg.Client, socketDir: string): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [TEMPLATE])
    if (rowCount === 1) return
    await client.query(`drop database if exists ${TEMPLATE}`)
    await client.query(`create database ${TEMPLATE} template template0`)
    await withClient(socketDir, TEMPLATE, (inside) => migrate(inside, MIGRATIONS))
    await client.query(`alter database ${TEMPLATE} is_template true`)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK])
  }
}

async function withClient<T>(socketDir: string, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ host: socketDir, user: EMBEDDED_NAME, database })
    client.on('error', () => {})
    await client.connect()
    try {
      return await work(client)
    } catch (error) {
      // A session that has just left the template is still counted for a moment.
      if (!hasErrorCode(error, '55006') || attempt === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await client.end()
    }
  }
}
