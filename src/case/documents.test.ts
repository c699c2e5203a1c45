import { describe, expect, it } from 'vitest'
import { documentsOf } from './documents.ts'
import type { CaseEvent } from './event.ts'
import { type Actor, PROGRAM } from './people.ts'

const AT = '2026-11-24T09:00:00.000Z'
const olive: Actor = { id: 'u1', name: 'Olive Officer', roles: ['officer'] }
const otto: Actor = { id: 'u2', name: 'Otto Officer', roles: ['officer'] }
const ITEM = '01JABCDEFGHJKMNPQRSTVWXYZ0'
const LETTER = '2'.repeat(64)

const OPENED: CaseEvent = {
  kind: 'case.opened',
  reference: 'C-1',
  exportOn: '2026-09-20',
  assessment: { id: 'a1', sha256: '0'.repeat(64) },
  law: 'licence-required',
  action: 'apply',
  parties: [],
  items: [],
  revenueOwners: [],
  relies: [],
}
const LINKED: CaseEvent = {
  kind: 'information.linked',
  item: ITEM,
  sha256: '1'.repeat(64),
  party: 'p1',
  because: 'it names the unit',
  isRetroactive: false,
}
const DISPOSED: CaseEvent = {
  kind: 'information.disposed',
  item: ITEM,
  disposition: 'not-relevant',
  reason: 'another unit',
  evidence: [ITEM, 'register of 20 November'],
  second: otto,
}

function documents(...events: readonly (readonly [CaseEvent, Actor])[]) {
  return documentsOf([[OPENED, olive] as const, ...events].map(([event, actor]) => ({ event, actor, at: AT })))
}

describe('the documents of a case', () => {
  it('begin with the assessment, read by who opened the case on it', () => {
    expect(documents()).toEqual([
      {
        kind: 'assessment',
        name: 'assessment a1',
        sha256: '0'.repeat(64),
        proves: ['the three answers on which the case was opened'],
        since: 0,
        readBy: ['Olive Officer'],
      },
    ])
  })

  it('hold what came in, which nobody has read while nobody acted on it: linking is no reading', () => {
    expect(documents([LINKED, PROGRAM])[1]).toMatchObject({ kind: 'information', since: 1, readBy: [] })
  })

  it('name both who stand behind setting it aside, and the evidence that lies elsewhere without a hash', () => {
    const [, information, named, ...others] = documents([LINKED, PROGRAM], [DISPOSED, olive])
    expect(information?.readBy).toEqual(['Olive Officer', 'Otto Officer'])
    expect(named).toMatchObject({ kind: 'named', name: 'register of 20 November', sha256: null, since: 2 })
    expect(others).toEqual([])
  })

  it('tell one letter once, with everything it stands for, whoever speaks of it', () => {
    const decided: CaseEvent = {
      kind: 'application.decided',
      decision: { outcome: 'granted', authority: 'Fictional Office', reference: 'L-1', letter: LETTER, conditions: [] },
    }
    const licence: CaseEvent = {
      kind: 'licence.recorded',
      licence: 'L-1',
      letter: LETTER,
      lines: [],
      from: null,
      until: null,
    }
    const [, letter, ...others] = documents([decided, PROGRAM], [licence, olive])
    expect(letter).toMatchObject({
      kind: 'letter',
      proves: ['Fictional Office L-1: granted', 'what licence L-1 grants'],
      readBy: ['Olive Officer'],
    })
    expect(others).toEqual([])
  })
})
