import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Sealed, seal } from '../base/index.ts'
import { type CaseEvent, caseOf, PROGRAM } from '../case/index.ts'
import { caseIn, entryOf, recordedIn } from './cases-recorded.ts'

const AT = '2026-11-24T09:00:00.000Z'
const opening: CaseEvent = {
  kind: 'case.opened',
  reference: 'FI-1',
  exportOn: '2026-09-20',
  assessment: { id: 'a1', sha256: '0'.repeat(64) },
  law: 'no-licence-required',
  action: 'hold',
  parties: [{ ref: 'buyer', names: ['Fictional Harbour Guard'], roles: ['end-user'], country: 'CA' }],
  items: [],
  revenueOwners: [],
  relies: [],
}

function sealed(before: readonly Sealed[], event: CaseEvent): readonly Sealed[] {
  return [...before, seal(before.at(-1) ?? null, entryOf(event, PROGRAM, AT)).entry]
}

const linked = (item: string): CaseEvent => ({
  kind: 'information.linked',
  item,
  sha256: '1'.repeat(64),
  party: 'buyer',
  because: 'it names it',
  isRetroactive: false,
})

it('a case is the same however often and in whatever order it was asked for as it was known then', () => {
  const begun = sealed([], opening)
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 40 }), (moments) => {
      let entries = begun
      for (const moment of moments) {
        entries = sealed(entries, linked(`n${entries.length}`))
        for (const asked of [entries.slice(0, moment + 1), entries])
          expect(caseIn(asked)).toEqual(caseOf(recordedIn(asked)))
      }
    }),
  )
})

it('an entry that was never written after all is not in the case', () => {
  const begun = sealed([], opening)
  const never = sealed(sealed(begun, linked('n1')), linked('n2'))
  expect(caseIn(never).information).toHaveLength(2)
  const written = sealed(sealed(begun, linked('n3')), linked('n4'))
  expect(caseIn(written).information.map(({ item }) => item)).toEqual(['n3', 'n4'])
})
