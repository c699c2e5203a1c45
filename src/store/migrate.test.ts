import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { emptyDatabase, testDatabase } from '../../test/database.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'

const empty = await emptyDatabase()
const ready = await testDatabase()

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

describe('migrations', () => {
  it('run once when several processes begin at the same moment', async () => {
    const all = await Promise.all(
      Array.from({ length: 3 }, () => connected(empty.url, (client) => migrate(client, MIGRATIONS))),
    )
    expect(all.flatMap((one) => one.applied)).toEqual(MIGRATIONS.map((step) => step.id))
    expect(all.map((one) => one.role)).toEqual(['unblind_app', 'unblind_app', 'unblind_app'])
  })

  it('do nothing to a database in order', async () => {
    const again = await connected(ready.url, (client) => migrate(client, MIGRATIONS))
    expect(again.applied).toEqual([])
  })

  it('refuse a database that a newer program made, and name the step it does not know', async () => {
    const older = connected(ready.url, (client) => migrate(client, []))
    await expect(older).rejects.toThrow(DatabaseUnavailable)
    await expect(older).rejects.toThrow(/newer unblind.*`0001-ground`/)
  })

  it('refuse a database whose step was made from another text', async () => {
    const changed = MIGRATIONS.map((step) => ({ ...step, sql: `${step.sql}\n-- changed` }))
    await expect(connected(ready.url, (client) => migrate(client, changed))).rejects.toThrow(/does not know/)
  })

  it('leave nothing of a step that fails half-way, and go on from there', async () => {
    const broken = [...MIGRATIONS, { id: '9999-broken', sql: 'create table unblind.half (id text); select 1 / 0;' }]
    await expect(connected(ready.url, (client) => migrate(client, broken))).rejects.toThrow(/division by zero/)
    const found = await connected(ready.url, (client) => client.query("select to_regclass('unblind.half') as half"))
    expect(found.rows).toEqual([{ half: null }])
    const after = await connected(ready.url, (client) => migrate(client, MIGRATIONS))
    expect(after.applied).toEqual([])
  })
})

const TABLES = ['events', 'list_files', 'list_versions', 'assessments'] as const

describe('the role of the application', () => {
  const asApplication = <T>(work: (client: pg.Client) => Promise<T>) =>
    connected(ready.url, async (client) => {
      await client.query("set role unblind_app; select set_config('unblind.org', 'local', false)")
      return work(client)
    })

  it.each(TABLES)('may not change, remove or empty %s', async (table) => {
    for (const statement of [
      `update unblind.${table} set org_id = 'other'`,
      `delete from unblind.${table}`,
      `truncate unblind.${table}`,
      `drop table unblind.${table}`,
    ]) {
      await expect(asApplication((client) => client.query(statement))).rejects.toThrow(
        /permission denied|must be owner/,
      )
    }
  })

  it.each(TABLES)('finds no rows of %s when it names no organisation', async (table) => {
    const unnamed = connected(ready.url, async (client) => {
      await client.query('set role unblind_app')
      return client.query(`select * from unblind.${table}`)
    })
    await expect(unnamed).rejects.toThrow(/unblind.org/)
  })

  it('cannot write a row for another organisation', async () => {
    const foreign = asApplication((client) =>
      client.query(
        "insert into unblind.events (org_id, seq, at, kind, text, hash) values ('other', 0, now(), 'x', '{}', repeat('0', 64))",
      ),
    )
    await expect(foreign).rejects.toThrow(/row-level security/)
  })

  it.each(TABLES)('is not needed to keep %s append-only: the owner of the tables is refused too', async (table) => {
    await expect(ready.asOwner((client) => client.query(`delete from unblind.${table}`))).rejects.toThrow(/append-only/)
    await expect(ready.asOwner((client) => client.query(`truncate unblind.${table}`))).rejects.toThrow(/append-only/)
  })
})

describe('a database whose user may not make roles', () => {
  it('is used under that user, and is append-only and apart by organisation all the same', async () => {
    const plain = `plain_${process.pid}`
    const owned = await emptyDatabase()
    await owned.asOwner(async (client) => {
      await client.query(`create role ${plain} login`)
      await client.query(`grant create on database ${new URL(owned.url).pathname.slice(1)} to ${plain}`)
    })
    const url = owned.url.replace('//unblind@', `//${plain}@`)
    try {
      const migrated = await connected(url, (client) => migrate(client, MIGRATIONS))
      expect(migrated.role).toBe(null)
      await connected(url, async (client) => {
        await client.query("select set_config('unblind.org', 'ours', false)")
        await client.query(
          "insert into unblind.events (seq, at, kind, text, hash) values (0, now(), 'x', '{}', repeat('0', 64))",
        )
        await expect(client.query('delete from unblind.events')).rejects.toThrow(/append-only/)
        await client.query("select set_config('unblind.org', 'theirs', false)")
        expect((await client.query('select * from unblind.events')).rows).toEqual([])
      })
    } finally {
      await owned.asOwner(async (client) => {
        await client.query(`drop owned by ${plain} cascade`)
        await client.query(`drop role ${plain}`)
      })
    }
  })
})
