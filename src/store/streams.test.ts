import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { appendLeaf, EMPTY_LOG, merkleRoot, rootOf, sha256 } from '../base/index.ts'
import { openStore, type Store } from './store.ts'
import type { Decided, StreamReader } from './streams.ts'
import { TamperedRecord } from './tampered-record.ts'

const database = await testDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'unblind-streams-'))
const stores: Store[] = []
const opened = async () => {
  const store = await openStore({ dataDir, databaseUrl: database.url, purpose: 'command', org: 'local' })
  stores.push(store)
  return store
}
let first: Store
let second: Store
beforeAll(async () => {
  first = await opened()
  second = await opened()
})
afterAll(async () => {
  for (const store of stores) await store.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const note = (text: string) => ({
  at: '2026-11-24T09:00:00.000Z',
  actor: 'Fictional Officer',
  kind: 'note.written',
  body: { text },
})
/** Writes how many notes the stream held when it was decided. */
const counting =
  (stream: string) =>
  async (reader: StreamReader): Promise<Decided<number>> => {
    const held = (await reader.entries(stream)).length
    return { result: held, entries: [{ stream, entry: note(String(held)) }] }
  }

describe('streams of sealed entries', () => {
  it('let every writer decide on what the one before left, from two processes and in one stream', async () => {
    const writers = Array.from({ length: 120 }, (_, i) =>
      (i % 2 === 0 ? first : second).streams.append(counting('case/one')),
    )
    const seen = await Promise.all(writers)
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => i))
    const entries = await second.streams.entries('case/one')
    expect(entries.map((entry) => entry.body.text)).toEqual(Array.from({ length: 120 }, (_, i) => String(i)))
  })

  it('make one log without gaps, whose kept peaks are those of its leaves', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => first.streams.append(counting(`case/${name}`))))
    const stored = await first.streams.inLog(0, 1_000)
    expect(stored.map((entry) => entry.logIndex)).toEqual(stored.map((_, i) => i))
    const leaves = await first.streams.leaves()
    expect(leaves).toHaveLength(stored.length)
    for (const head of await first.streams.heads()) {
      expect(rootOf(head)).toBe(merkleRoot(leaves.slice(0, head.size)))
      expect(rootOf(head)).toBe(rootOf(leaves.slice(0, head.size).reduce(appendLeaf, EMPTY_LOG)))
    }
  })

  it('write several streams and the documents they name together or not at all', async () => {
    const bytes = Buffer.from('a fictional letter')
    await first.streams.append(async (reader) => {
      await reader.entries('x/1')
      await reader.entries('x/2')
      return {
        result: null,
        entries: [
          { stream: 'x/1', entry: note(sha256(bytes)) },
          { stream: 'x/2', entry: note('beside it') },
        ],
        documents: [bytes],
      }
    })
    expect(await second.streams.document(sha256(bytes))).toEqual(bytes)
    const failing = first.streams.append(async (reader) => {
      await reader.entries('x/1')
      return {
        result: null,
        entries: [
          { stream: 'x/1', entry: note('half') },
          { stream: 'x/unread', entry: note('half') },
        ],
      }
    })
    const beside = first.streams.append(counting('x/2'))
    await expect(failing).rejects.toThrow(/unread/)
    expect(await beside).toBe(1)
    expect(await second.streams.entries('x/1')).toHaveLength(1)
  })

  it('are not decided upon when a stored text was changed', async () => {
    await first.streams.append(counting('case/changed'))
    await database.asOwner((client) =>
      client.query(
        "alter table unblind.stream_entries disable trigger append_only; update unblind.stream_entries set text = replace(text, 'Fictional', 'Another') where stream = 'case/changed'; alter table unblind.stream_entries enable trigger append_only",
      ),
    )
    const third = await opened()
    await expect(third.streams.append(counting('case/changed'))).rejects.toThrow(TamperedRecord)
  })
})

describe.each(['stream_entries', 'log_heads', 'documents'])('the table %s', (table) => {
  const statements = [
    `update unblind.${table} set org_id = 'other'`,
    `delete from unblind.${table}`,
    `truncate unblind.${table}`,
  ]

  it.each(statements)('refuses the application: %s', async (statement) => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      await client.query("set role unblind_app; select set_config('unblind.org', 'local', false)")
      await expect(client.query(statement)).rejects.toThrow(/permission denied/)
    } finally {
      await client.end()
    }
  })

  it.each(statements)('refuses its owner too: %s', async (statement) => {
    await expect(database.asOwner((client) => client.query(statement))).rejects.toThrow(/append-only/)
  })

  it('shows and takes the rows of one organisation only', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      await client.query("set role unblind_app; select set_config('unblind.org', 'another', false)")
      expect((await client.query(`select * from unblind.${table}`)).rows).toEqual([])
    } finally {
      await client.end()
    }
  })
})
