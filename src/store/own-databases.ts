/** Several databases on one embedded server: for several nodes on one machine, none of which sees another's rows. */
import pg from 'pg'
import { EMBEDDED_NAME, openEmbedded } from './embedded.ts'
import { hasErrorCode } from './error-code.ts'

/** A server that was killed is started again within about this long. */
const LOOK_EVERY_MS = 500

export type OwnDatabases = {
  /** As `DATABASE_URL` says it; the database is made when it is not there. A name is lower-case letters and digits. */
  readonly urlOf: (name: string) => Promise<string>
  /** Stops the server after those who use it are done. */
  readonly close: () => Promise<void>
}

/** @throws DatabaseUnavailable with a sentence for the person at the terminal. */
export async function openOwnDatabases(dataDir: string): Promise<OwnDatabases> {
  const server = await openEmbedded(dataDir, 'server')
  // The nodes know the server by its address alone: somebody has to start it again when it is gone.
  const looking = setInterval(() => void server.revive().catch(() => {}), LOOK_EVERY_MS)
  looking.unref()
  return {
    urlOf: async (name) => {
      if (!/^[a-z][a-z0-9]*$/.test(name)) throw new Error(`\`${name}\` is no name for a database`)
      await makeDatabase(server.socketDir, name)
      return `postgresql://${EMBEDDED_NAME}@localhost/${name}?host=${encodeURIComponent(server.socketDir)}`
    },
    close: async () => {
      clearInterval(looking)
      await server.close()
    },
  }
}

async function makeDatabase(socketDir: string, name: string): Promise<void> {
  const client = new pg.Client({ host: socketDir, user: EMBEDDED_NAME, database: 'postgres' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`create database ${name} template template0`)
  } catch (error) {
    // It is there from an earlier start.
    if (!hasErrorCode(error, '42P04')) throw error
  } finally {
    await client.end()
  }
}
