import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCaseBook } from '../src/app/cases-book.ts'
import { entryOf, recordedIn, streamOfCase } from '../src/app/cases-recorded.ts'
import { type Actor, type CaseEvent, caseOf } from '../src/case/index.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { testDatabase } from './database.ts'

const database = await testDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'unblind-book-'))
const AT = '2026-11-24T15:00:00.000Z'
const OFFICER: Actor = { id: 'o', name: 'Fictional Officer', roles: ['officer'] }

let store: Store
beforeAll(async () => {
  store = await openStore({ dataDir, databaseUrl: database.url, purpose: 'command', org: 'local' })
})
afterAll(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const opening = (reference: string): CaseEvent => ({
  kind: 'case.opened',
  reference,
  exportOn: '2026-12-01',
  assessment: { id: 'a', sha256: '0'.repeat(64) },
  law: 'licence-required',
  action: 'hold',
  parties: [],
  items: [],
  revenueOwners: [],
  relies: [],
})

async function append(stream: string, event: CaseEvent): Promise<void> {
  await store.streams.append(async (reader) => {
    await reader.entries(stream)
    return { result: null, entries: [{ stream, entry: entryOf(event, OFFICER, AT) }] }
  })
}

describe('the book of cases', () => {
  it('holds every case as its own stream tells it, however much was written between two readings', async () => {
    const page = 4
    const book = newCaseBook(store.streams, page)
    const known: string[] = []
    const step = fc.record({ pick: fc.nat({ max: 3 }), isOther: fc.boolean(), reads: fc.nat({ max: 5 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        for (const { pick, isOther, reads } of steps) {
          if (isOther) await append('something-else', { kind: 'hold.lifted', hold: 'h', basis: 'b' })
          const id = known[pick]
          if (id === undefined) {
            known.push(`C${known.length}`)
            await append(streamOfCase(`C${known.length - 1}`), opening(`FI-${known.length}`))
          } else {
            const hold = { kind: 'hold.placed', hold: `h${pick}`, reason: 'news', source: 'list' } as const
            await append(streamOfCase(id), hold)
          }
          if (reads === 0) await Promise.all([book(), book()])
        }
        const [cases, again] = await Promise.all([book(), book()])
        expect(again).toEqual(cases)
        expect(cases.map(({ id }) => id)).toEqual(known)
        for (const { id, state, timeline } of cases) {
          const told = recordedIn(await store.streams.entries(streamOfCase(id)))
          expect(timeline).toEqual(told)
          expect(state).toEqual(caseOf(told))
        }
      }),
      { numRuns: 30 },
    )
    expect(await newCaseBook(store.streams, page)()).toEqual(await book())
    const log = await store.streams.leaves()
    expect(log.length).toBeGreaterThan(10 * page)
  })
})
