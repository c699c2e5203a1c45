import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { openDatabase } from './database.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'

const database = await testDatabase()
const open = () => openDatabase({ dataDir: '', databaseUrl: database.url, purpose: 'command', org: 'local' })

/** Ends every session of the application, as a server that is stopped does. */
function endSessions(): Promise<unknown> {
  return database.asOwner((client) =>
    client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    ),
  )
}

describe('a session that breaks', () => {
  it('while idle is replaced before the next statement', async () => {
    const db = await open()
    await db.query('select 1')
    await endSessions()
    await sleep(50)
    expect(await db.query('select 2 as answer')).toEqual([{ answer: 2 }])
    await db.close()
  })

  it('while it is lent out fails what was asked of it, and nothing else', async () => {
    const db = await open()
    const broken = db.transaction(async (query) => {
      await query('select 1')
      await endSessions()
      await sleep(50)
      await query('select 2')
    })
    await expect(broken).rejects.toThrow()
    await expect(db.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow()
    expect(await db.query('select 3 as answer')).toEqual([{ answer: 3 }])
    await db.close()
  })
})

describe('a transaction', () => {
  it('that fails leaves nothing, and its session is of use again', async () => {
    const db = await open()
    const failed = db.transaction(async (query) => {
      await query(
        "insert into unblind.events (seq, at, kind, text, hash) values (0, now(), 'x', '{}', repeat('0', 64))",
      )
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await db.query('select seq from unblind.events')).toEqual([])
    await db.close()
  })
})

describe('a DATABASE_URL that leads nowhere', () => {
  it('is said in a sentence that names the setting', async () => {
    const lost = openDatabase({
      dataDir: '',
      databaseUrl: database.url.replace(/host=.*/, 'host=/nowhere'),
      purpose: 'command',
      org: 'local',
    })
    await expect(lost).rejects.toThrow(DatabaseUnavailable)
    await expect(lost).rejects.toThrow(/DATABASE_URL cannot be reached/)
  })
})
