import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountInWords, millionths } from '../base/index.ts'
import { act } from './act.ts'
import { licenceBalances } from './balance.ts'
import type { CaseEvent, Draw, LicenceLine } from './event.ts'
import type { Actor } from './people.ts'
import { afterEvent, type CaseState, caseOf } from './state.ts'

const AT = '2026-11-24T09:00:00.000Z'
const office = { id: 'f', name: 'Fictional Licensing Office', roles: [] } as const
const officer: Actor = { id: 'u1', name: 'Fictional Officer', roles: ['officer'] }
const second: Actor = { id: 'u2', name: 'Second Fictional Officer', roles: ['officer'] }
const LETTER = '2'.repeat(64)

const LINE: LicenceLine = { item: 'interceptor', quantity: '2', unit: 'piece', valueUsd: '240000.00' }

/** A case that only a licence lets go, with the licence granted. */
function grantedCase(events: readonly CaseEvent[] = [], law = 'licence-required'): CaseState {
  const granted: readonly CaseEvent[] = [
    {
      kind: 'case.opened',
      reference: 'C-1',
      exportOn: '2026-09-20',
      assessment: { id: 'a1', sha256: '0'.repeat(64) },
      law,
      action: 'apply',
      parties: [{ ref: 'p1', names: ['Fictional Ministry'], roles: ['end-user'], country: 'EG' }],
      items: [{ ref: 'interceptor', name: 'FI-IC-1', eccn: '5A001', paragraph: 'f.1' }],
      revenueOwners: [],
      relies: [],
    },
    { kind: 'application.submitted', package: 'sha', authority: 'Fictional Licensing Office' },
    {
      kind: 'application.decided',
      decision: {
        outcome: 'granted',
        authority: 'Fictional Licensing Office',
        reference: 'L-1',
        letter: LETTER,
        conditions: [],
      },
    },
  ]
  return caseOf(
    [...granted, ...events].map((event) => ({
      event,
      actor: event.kind === 'application.decided' ? office : officer,
      at: AT,
    })),
  )
}

function recorded(line: Partial<LicenceLine> = {}, days: { from?: string; until?: string } = {}) {
  return {
    kind: 'licence.recorded',
    licence: 'L-1',
    letter: LETTER,
    lines: [{ ...LINE, ...line }],
    from: days.from ?? null,
    until: days.until ?? null,
  } as const satisfies CaseEvent
}

const RELEASED = { kind: 'case.released', basis: 'licence L-1', second } as const satisfies CaseEvent

function shipped(draw: Partial<Draw> | null, on = '2026-10-02', licence: string | null = 'L-1') {
  return {
    kind: 'shipment.recorded',
    shipment: 's1',
    on,
    quantity: 'as drawn',
    licence,
    ...(draw === null
      ? {}
      : { drawn: [{ item: 'interceptor', quantity: '1', unit: 'piece', valueUsd: '120000.00', ...draw }] }),
  } as const satisfies CaseEvent
}

function refusal(state: CaseState, asked: Parameters<typeof act>[1]): string | null {
  const acted = act(state, asked, officer)
  return acted.ok ? null : acted.error.sentence
}

describe('what is left of a licence', () => {
  it('is not known while nobody recorded what its letter grants', () => {
    const [balance] = licenceBalances(grantedCase())
    expect(balance).toMatchObject({ licence: 'L-1', recorded: null, lines: [] })
  })

  it('is what it grants, less what shipments took', () => {
    const [balance] = licenceBalances(grantedCase([recorded(), RELEASED, shipped({})]))
    expect(balance?.lines[0]?.quantity).toEqual({ granted: '2', drawn: '1', isDrawnWhole: true, remaining: '1' })
    expect(balance?.lines[0]?.valueUsd.remaining).toBe('120000')
    expect(balance?.shipments).toEqual(['s1'])
  })

  it('is not known once a shipment went of which nobody said what it took, or in another unit', () => {
    for (const one of [shipped(null), shipped({ unit: 'rack' })]) {
      const [balance] = licenceBalances(grantedCase([recorded(), RELEASED, one]))
      expect(balance?.lines[0]?.quantity).toMatchObject({ isDrawnWhole: false, remaining: null })
    }
  })

  it('is not known of a measure that the letter does not name: none named is not without limit', () => {
    const [balance] = licenceBalances(grantedCase([recorded({ valueUsd: null }), RELEASED, shipped({})]))
    expect(balance?.lines[0]?.valueUsd).toMatchObject({ granted: null, remaining: null })
  })

  it('goes by what was read last of the same number', () => {
    const [balance, ...others] = licenceBalances(grantedCase([recorded({ quantity: '5' }), recorded()]))
    expect(balance?.lines[0]?.quantity.remaining).toBe('2')
    expect(others).toEqual([])
  })

  it('never grows by a shipment, and what the gate lets go never takes it below nothing', () => {
    const amount = fc.integer({ min: 0, max: 3_000_000 }).map((one) => amountInWords(BigInt(one)))
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 8 }), (granted, wanted) => {
        let state = grantedCase([recorded({ quantity: granted, valueUsd: null }), RELEASED])
        let left = millionths(granted) ?? 0n
        for (const quantity of wanted) {
          const asked = shipped({ quantity })
          const isLetGo = act(state, asked, officer).ok
          const taken = millionths(quantity) ?? 0n
          expect(isLetGo).toBe(taken > 0n && taken <= left)
          if (!isLetGo) continue
          state = afterEvent(state, { event: asked, actor: officer, at: AT })
          left -= taken
          expect(licenceBalances(state)[0]?.lines[0]?.quantity.remaining).toBe(amountInWords(left))
        }
      }),
    )
  })
})

describe('a shipment on a licence', () => {
  const released = grantedCase([recorded({}, { from: '2026-09-01', until: '2026-12-31' }), RELEASED])

  it('goes to the last piece and the last dollar', () => {
    expect(refusal(released, shipped({ quantity: '2', valueUsd: '240000' }))).toBeNull()
  })

  it('is refused by one piece too many, and by one cent', () => {
    expect(refusal(released, shipped({ quantity: '3' }))).toBe(
      'of `interceptor` the licence grants 2 piece and 2 piece is left: 3 is more',
    )
    expect(refusal(released, shipped({ valueUsd: '240000.01' }))).toContain('240000.01 is more')
  })

  it('goes on the first and the last day of the licence, and on no other side of them', () => {
    expect(refusal(released, shipped({}, '2026-09-01'))).toBeNull()
    expect(refusal(released, shipped({}, '2026-12-31'))).toBeNull()
    expect(refusal(released, shipped({}, '2026-08-31'))).toContain('holds from 2026-09-01')
    expect(refusal(released, shipped({}, '2027-01-01'))).toContain('held until 2026-12-31')
  })

  it('must say what it takes, in the unit of the licence, and of the value where that is limited', () => {
    expect(refusal(released, shipped(null))).toContain('say what the shipment takes')
    expect(refusal(released, shipped({ unit: 'rack' }))).toContain('say it in that unit')
    expect(refusal(released, shipped({ valueUsd: null }))).toContain('say the value')
    expect(refusal(released, shipped({ item: 'manual' }))).toContain('grants nothing of `manual`')
    expect(refusal(released, shipped({ quantity: '0' }))).toContain('more than nothing')
  })

  it('cannot go around it: where only a licence lets it go, the licence is named and its amounts are recorded', () => {
    expect(refusal(released, shipped(null, '2026-10-02', null))).toContain('name the licence')
    expect(refusal(grantedCase([RELEASED]), shipped({}))).toContain('record it from the letter first')
    expect(refusal(released, shipped({}, '2026-10-02', 'L-2'))).toContain('record it from the letter first')
  })

  it('goes without one where the law asks for none', () => {
    expect(refusal(grantedCase([RELEASED], 'no-licence-required'), shipped(null, '2026-10-02', null))).toBeNull()
  })

  it('waits where an earlier one took an amount that nobody knows', () => {
    const earlier = grantedCase([recorded(), RELEASED, shipped({ unit: 'rack' })])
    expect(refusal(earlier, shipped({}))).toContain('what is left is not known')
  })
})

describe('a release', () => {
  it('is refused when nothing is left of the licence, and not while one piece is', () => {
    const rights = {
      kind: 'rights.assessed',
      considered: [],
      assessment: { rights: [], involvement: 'none', mitigations: [], conclusion: 'proceed', reasons: 'weighed' },
    } as const satisfies CaseEvent
    const again = { kind: 'case.reopened', reason: 'more is ordered', source: 'order' } as const
    const one = grantedCase([rights, recorded(), RELEASED, shipped({}), again])
    expect(refusal(one, RELEASED)).toBeNull()
    const none = grantedCase([rights, recorded(), RELEASED, shipped({ quantity: '2', valueUsd: '1' }), again])
    expect(refusal(none, RELEASED)).toBe('nothing is left of the licence; another is needed before more can go')
  })
})

describe('what a letter grants', () => {
  it('is recorded from the letter of the decision, for items of the case, in amounts', () => {
    expect(refusal(grantedCase(), recorded())).toBeNull()
    const asked = recorded()
    expect(refusal(grantedCase(), { ...asked, letter: '3'.repeat(64) })).toContain('this is another')
    expect(refusal(grantedCase(), { ...asked, lines: [] })).toContain('at least one item')
    expect(refusal(grantedCase(), { ...asked, lines: [{ ...LINE, item: 'manual' }] })).toContain('no item of this case')
    expect(refusal(grantedCase(), { ...asked, lines: [LINE, LINE] })).toContain('twice')
    expect(refusal(grantedCase(), { ...asked, lines: [{ ...LINE, unit: null }] })).toContain('unit')
    expect(refusal(grantedCase(), { ...asked, lines: [{ ...LINE, quantity: null, valueUsd: null }] })).toContain(
      'how many',
    )
    expect(refusal(grantedCase(), { ...asked, from: '2026-10-02', until: '2026-10-01' })).toContain('before it begins')
  })

  it('cannot be recorded where nothing is granted', () => {
    const [first] = [grantedCase()]
    const denied = { ...first, application: { ...first.application, decision: null } }
    expect(refusal(denied, recorded())).toBe('no licence is granted in this case')
  })
})
