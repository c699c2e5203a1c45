import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Head, type Sha256, seal, sha256 } from '../../base/index.ts'
import { type LicensingEvent, licensingCaseOf, type Official } from '../../licensing/index.ts'
import type { StoredEntry } from '../../store/index.ts'
import { newLicensingBook } from './book.ts'
import { entryOfLicensing, licensingTimeline, type RefusedAct, streamOfLicensing } from './recorded.ts'

const official: Official = { id: 'o', name: 'Fictional Officer', agency: 'Office', roles: ['officer'] }
const AT = '2026-11-24T15:00:00.000Z'

/** A log as the store keeps it, read by ranges. */
function newLog() {
  const log: StoredEntry[] = []
  const heads = new Map<string, Head>()
  return {
    log,
    inLog: async (from: number, until: number) => log.slice(from, until),
    add: (stream: string, event: LicensingEvent | RefusedAct) => {
      const { entry, text } = seal(heads.get(stream) ?? null, entryOfLicensing(event, official, AT))
      heads.set(stream, entry)
      log.push({ stream, seq: entry.seq, logIndex: log.length, text, hash: entry.hash })
    },
  }
}

const received = (id: string): LicensingEvent => ({
  kind: 'package.received',
  authority: 'Office',
  file: sha256(id),
  package: sha256(id),
  exporter: 'Fictional Instruments Inc',
  exportersCase: id,
  destination: 'EG',
  items: [],
  signedBy: 'Fictional Executive',
  receivedOn: '2026-11-24',
  disclosed: [],
  evidence: [],
})
const EVENTS: readonly (LicensingEvent | RefusedAct)[] = [
  { kind: 'case.registered', reference: 'R', registeredOn: '2026-11-24' },
  { kind: 'case.assigned', officer: 'Fictional Officer' },
  { kind: 'query.sent', query: 'q', question: 'Which unit?', dueOn: '2026-12-14' },
  { kind: 'act.refused', asked: 'case.decided', sentence: 'not now' },
]

describe('the book of applications', () => {
  it('tells each as its own ledger does, however the log mixes them, long it is, or often it is asked', async () => {
    const steps = fc.array(
      fc.record({ stream: fc.integer({ min: 0, max: 3 }), event: fc.nat(EVENTS.length - 1), isRead: fc.boolean() }),
      { maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 7 }), async (list, pageSize) => {
        const { log, inLog, add } = newLog()
        const book = newLicensingBook({ inLog }, pageSize)
        const begun = new Set<string>()
        for (const { stream, event, isRead } of list) {
          const id = `A${stream}`
          if (!begun.has(id)) add(streamOfLicensing(id), received(id))
          begun.add(id)
          add(streamOfLicensing(id), EVENTS[event] ?? received(id))
          // Other desks write in the same log.
          add('post', { kind: 'act.refused', asked: 'nothing', sentence: 'of another desk' })
          if (isRead) await Promise.all([book(), book()])
        }
        const known = await book()
        expect(known.map(({ id }) => id)).toEqual([...begun])
        for (const { id, state, entries } of known) {
          expect(entries).toHaveLength(log.filter(({ stream }) => stream === streamOfLicensing(id)).length)
          expect(state).toEqual(licensingCaseOf(licensingTimeline(entries)))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('says where a seal does not hold, and goes on saying it', async () => {
    const { log, inLog, add } = newLog()
    add(streamOfLicensing('A'), received('A'))
    add(streamOfLicensing('A'), { kind: 'case.assigned', officer: 'Fictional Officer' })
    const last = log.at(-1)
    if (last === undefined) throw new Error('the log holds two entries')
    log[1] = { ...last, text: last.text.replace('Fictional Officer', 'Another Officer'), hash: last.hash as Sha256 }
    const book = newLicensingBook({ inLog })
    await expect(book()).rejects.toThrow('stream `authority/A`')
    await expect(book()).rejects.toThrow('stream `authority/A`')
  })
})
