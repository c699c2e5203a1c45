import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { sha256 } from '../../base/index.ts'
import { openStore } from '../../store/index.ts'
import { POST } from './recorded.ts'
import { MAX_STRANGE, MAX_STRANGE_BYTES, openStrangers } from './strangers.ts'

const folder = mkdtempSync(join(tmpdir(), 'unblind-strangers-'))
const { url } = await testDatabase()
const store = await openStore({ dataDir: folder, databaseUrl: url, purpose: 'command', org: 'local' })
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

let ms = Date.parse('2026-11-24T09:00:00.000Z')
const said: string[] = []
const open = () => openStrangers({ store, now: () => new Date(ms).toISOString(), say: (line) => said.push(line) })
const turnAway = (strangers: ReturnType<typeof open>, text: string) =>
  strangers.turnAway({ sha256: sha256(text), bytes: text.length, text, sentence: 'nobody knows you' })
const counts = async () =>
  (await store.streams.entries(POST))
    .filter(({ kind }) => kind === 'message.strange-counted')
    .map(({ body }) => body.count)

describe('what nobody known sends', () => {
  it('is kept as it came up to 256 KiB, and by its hash beyond', async () => {
    const strangers = open()
    const [small, large] = ['s'.repeat(MAX_STRANGE_BYTES), 'l'.repeat(MAX_STRANGE_BYTES + 1)]
    for (const text of [small, large, small]) {
      expect(await turnAway(strangers, text)).toMatchObject({ outcome: 'refused', isStrange: true })
    }
    expect(await store.streams.document(sha256(small))).not.toBeNull()
    expect(await store.streams.document(sha256(large))).toBeNull()
    expect((await store.streams.entries(POST)).map(({ body }) => [body.bytes, body.isKept])).toEqual([
      [MAX_STRANGE_BYTES, true],
      [MAX_STRANGE_BYTES + 1, false],
    ])
  })

  it('is counted beyond a thousand, told once an hour and when the node stops, and never dropped in silence', async () => {
    const strangers = open()
    for (let i = 2; i < MAX_STRANGE; i += 100) {
      await Promise.all(
        Array.from({ length: Math.min(100, MAX_STRANGE - i) }, (_, j) => turnAway(strangers, `${i + j}`)),
      )
    }
    expect(await strangers.numbers()).toEqual({ recorded: MAX_STRANGE, counted: 0 })
    for (let i = 0; i < 7; i++) await turnAway(strangers, `one more ${i}`)
    expect(await counts()).toEqual([1])
    expect(await strangers.numbers()).toEqual({ recorded: MAX_STRANGE, counted: 7 })
    expect(said).toEqual([expect.stringContaining('1 more messages came that no node known here signed')])
    ms += 3_600_000
    await turnAway(strangers, 'an hour later')
    expect(await counts()).toEqual([1, 7])
    await turnAway(strangers, 'and one')
    await strangers.stop()
    expect(await counts()).toEqual([1, 7, 1])
    expect(await open().numbers()).toEqual({ recorded: MAX_STRANGE, counted: 9 })
  })
})
