import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Asked, act } from './act.ts'
import { applicationBlocks, releaseBlocks } from './blocks.ts'
import { disclosureSchedule, subjectsToDisclose } from './disclosure.ts'
import type { CaseEvent, HumanRightsAssessment } from './event.ts'
import type { Actor } from './people.ts'
import { afterEvent, type CaseState, caseOf } from './state.ts'

const AT = '2026-11-24T09:00:00.000Z'
const officer: Actor = { id: 'u1', name: 'Fictional Officer', roles: ['officer'] }
const secondOfficer: Actor = { id: 'u2', name: 'Second Fictional Officer', roles: ['officer'] }
const executive: Actor = { id: 'u3', name: 'Fictional Executive', roles: ['executive'] }
const seller: Actor = { id: 'u4', name: 'Fictional Seller', roles: ['sales'] }
const sellingOfficer: Actor = { id: 'u5', name: 'Fictional Selling Officer', roles: ['officer'] }

function openedCase(law = 'licence-required'): CaseState {
  const event: CaseEvent = {
    kind: 'case.opened',
    reference: 'C-1',
    exportOn: '2026-09-20',
    assessment: { id: 'a1', sha256: '0'.repeat(64) },
    law,
    action: 'hold',
    parties: [{ ref: 'p1', names: ['Fictional Ministry'], roles: ['end-user'], country: 'EG' }],
    items: [],
    revenueOwners: ['u5'],
    relies: [],
  }
  return caseOf([{ event, actor: officer, at: AT }])
}

function advanced(state: CaseState, asked: Asked, actor: Actor): CaseState {
  const acted = act(state, asked, actor)
  if (!acted.ok) throw new Error(acted.error.sentence)
  return acted.value.reduce((now, event) => afterEvent(now, { event, actor, at: AT }), state)
}

const tip: Asked = {
  kind: 'information.linked',
  item: 'n1',
  sha256: '1'.repeat(64),
  party: 'p1',
  because: 'names the unit',
  isRetroactive: false,
}
const flagRaised: Asked = {
  kind: 'flag.raised',
  flag: 'F1',
  text: 'Used against reporters.',
  because: ['a tip'],
  from: 'information n1',
}
const rights = (conclusion: HumanRightsAssessment['conclusion'] = 'apply'): HumanRightsAssessment => ({
  rights: [
    {
      right: 'ICCPR 17',
      holders: 'reporters',
      scale: 4,
      scope: 3,
      irremediability: 4,
      likelihood: 4,
      evidence: ['n1'],
      counterEvidence: [],
    },
  ],
  involvement: 'directly-linked',
  mitigations: ['logging that cannot be switched off'],
  conclusion,
  reasons: 'the use is covert',
})
const inquiry: Asked = {
  kind: 'flag.inquired',
  flag: 'F1',
  question: 'Was it used so?',
  askedOf: 'the buyer',
  dueOn: '2026-10-01',
}
const disposal = (disposition: 'noted' | 'not-relevant', second: Actor | null = null): Asked => ({
  kind: 'information.disposed',
  item: 'n1',
  disposition,
  reason: 'read and weighed',
  evidence: ['e1'],
  second,
})

/** Every act anybody could ask for, with every person, in a small world: one tip, one flag, one question, one hold. */
function asksIn(state: CaseState): readonly { readonly asked: Asked; readonly actor: Actor }[] {
  const considered = state.information.map((one) => one.item)
  const schedule = disclosureSchedule(state, () => 'words').lines.map((line) => line.subject)
  const asks: readonly Asked[] = [
    ...(state.information.length === 0 ? [tip] : []),
    ...(state.flags.length === 0 ? [flagRaised] : []),
    ...(state.questions.length === 0
      ? [{ kind: 'question.opened', question: 'q1', text: 'Which unit?', paragraph: '15 CFR 748.5(f)' } as const]
      : []),
    ...(state.holds.length === 0
      ? [{ kind: 'hold.placed', hold: 'h1', reason: 'a list changed', source: 'list' } as const]
      : []),
    { kind: 'question.answered', question: 'q1', answer: 'the third', source: 'letter' },
    { kind: 'hold.lifted', hold: 'h1', basis: 'the change does not concern the party' },
    disposal('noted'),
    disposal('not-relevant', secondOfficer),
    { kind: 'information.reopened', item: 'n1', reason: 'new facts' },
    ...(state.flags.every((flag) => flag.inquiries.length === 0) ? [inquiry] : []),
    { kind: 'flag.answered', flag: 'F1', answer: 'no', isAdequate: false },
    { kind: 'flag.resolved', flag: 'F1', reason: 'explained', evidence: ['e2'], considered },
    { kind: 'flag.unresolved', flag: 'F1', reason: 'not explained' },
    { kind: 'rights.assessed', assessment: rights(), considered },
    { kind: 'application.prepared', package: 'sha', schedule },
    { kind: 'application.signed', package: 'sha', statement: 'I stand behind it', signature: 's' },
    { kind: 'application.submitted', package: 'sha', authority: 'fictional authority' },
    {
      kind: 'application.decided',
      decision: { outcome: 'granted', authority: 'f', reference: 'L1', letter: '2'.repeat(64), conditions: [] },
    },
    { kind: 'case.released', basis: 'nothing blocks', second: secondOfficer },
    { kind: 'case.reopened', reason: 'news', source: 'information' },
    { kind: 'shipment.recorded', shipment: 's1', on: '2026-10-02', quantity: '1', licence: null },
  ]
  return asks.flatMap((asked) => [officer, executive, seller, sellingOfficer].map((actor) => ({ asked, actor })))
}

/** States that can be told apart by what they allow; counts and histories that only grow are cut at one. */
function keyOf(state: CaseState): string {
  const flag = state.flags.map((one) => [
    one.state,
    one.considered.length,
    one.inquiries.some((inquiry) => inquiry.answer === null),
  ])
  return JSON.stringify([
    state.law,
    state.information.map((one) => one.disposition),
    flag,
    state.questions.map((one) => one.answer),
    state.holds.map((one) => one.liftedBy !== null),
    state.rights?.considered.length ?? null,
    state.application.stage,
    state.application.schedule,
    state.application.isSupplementDue,
    state.application.decision !== null,
    state.closed,
    state.shipments.length > 0,
  ])
}

/** Walks every state that can be reached, and hands each accepted act to `check`. */
function walk(start: CaseState, check: (before: CaseState, asked: Asked, actor: Actor) => void): number {
  const seen = new Set([keyOf(start)])
  const waiting = [start]
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const { asked, actor } of asksIn(state)) {
      const acted = act(state, asked, actor)
      if (!acted.ok) continue
      check(state, asked, actor)
      const next = acted.value.reduce((now, event) => afterEvent(now, { event, actor, at: AT }), state)
      const key = keyOf(next)
      if (seen.has(key)) continue
      seen.add(key)
      waiting.push(next)
    }
  }
  return seen.size
}

describe('every state that can be reached', () => {
  const isOpen = (state: CaseState): boolean =>
    state.information.some((one) => one.disposition === null) ||
    state.flags.some((flag) => flag.state === 'raised' || flag.state === 'inquiring' || flag.state === 'answered')

  it.each(['licence-required', 'no-licence-required', 'undecided', 'prohibited'])(
    'T3 blocking: no case under %s is released, submitted or shipped while information waits or a red flag is open',
    (law) => {
      const wrong: string[] = []
      let released = 0
      const states = walk(openedCase(law), (before, asked) => {
        if (asked.kind === 'application.submitted') {
          const isWhole =
            [...before.application.schedule].sort().join() === [...subjectsToDisclose(before)].sort().join()
          if (isOpen(before) || applicationBlocks(before).length > 0 || !isWhole)
            wrong.push(`submitted from ${keyOf(before)}`)
        }
        if (asked.kind === 'case.released' || asked.kind === 'shipment.recorded') {
          released += 1
          const isFree = law === 'no-licence-required' || before.application.decision?.outcome === 'granted'
          if (isOpen(before) || releaseBlocks(before).length > 0 || !isFree)
            wrong.push(`${asked.kind} from ${keyOf(before)}`)
        }
      })
      expect(wrong).toEqual([])
      expect(states).toBeGreaterThan(100)
      expect(released).toBeGreaterThan(0)
    },
  )

  it('T11 the salesperson guard: who earns from the sale may add, and does nothing else; and no block is without a way on', () => {
    const additions = [
      'information.linked',
      'information.reopened',
      'flag.raised',
      'question.opened',
      'hold.placed',
      'case.reopened',
      'application.decided',
    ]
    const wrong: string[] = []
    walk(openedCase(), (before, asked, who) => {
      const earns = who.id === seller.id || who.id === sellingOfficer.id
      if (earns && !additions.includes(asked.kind)) wrong.push(`${who.name} did ${asked.kind}`)
      for (const block of [...releaseBlocks(before), ...applicationBlocks(before)]) {
        if (!block.unblock || !block.who) wrong.push(`no way on from ${block.kind}`)
      }
    })
    expect(wrong).toEqual([])
    expect(act(openedCase(), tip, seller).ok).toBe(true)
  })
})

describe('a second person', () => {
  const withTip = advanced(openedCase(), tip, seller)

  it('stands behind setting information aside', () => {
    expect(act(withTip, disposal('not-relevant'), officer).ok).toBe(false)
    expect(act(withTip, disposal('not-relevant', officer), officer).ok).toBe(false)
    expect(act(withTip, disposal('not-relevant', secondOfficer), officer).ok).toBe(true)
  })

  it('signs the application, and is not who wrote the assessment', () => {
    const both: Actor = { ...officer, roles: ['officer', 'executive'] }
    const prepared = [
      { kind: 'rights.assessed', assessment: rights(), considered: [] } as const,
      { kind: 'application.prepared', package: 'sha', schedule: [] } as const,
    ].reduce((state, asked) => advanced(state, asked, both), openedCase())
    const signature: Asked = { kind: 'application.signed', package: 'sha', statement: 'x', signature: 's' }
    expect(act(prepared, signature, both).ok).toBe(false)
    expect(act(prepared, signature, executive).ok).toBe(true)
  })
})

describe('T18 re-evaluation', () => {
  it('opens a resolved flag again when information comes in later', () => {
    const resolved = [
      [flagRaised, seller],
      [{ kind: 'flag.inquired', flag: 'F1', question: 'q', askedOf: 'buyer', dueOn: '2026-10-01' }, officer],
      [{ kind: 'flag.answered', flag: 'F1', answer: 'a', isAdequate: true }, officer],
      [{ kind: 'flag.resolved', flag: 'F1', reason: 'explained', evidence: ['e'], considered: [] }, officer],
    ].reduce(
      (state, [asked, actor]) => advanced(state, asked as Asked, actor as Actor),
      openedCase('no-licence-required'),
    )
    expect(releaseBlocks(resolved)).toEqual([])
    const later = advanced(advanced(resolved, tip, seller), disposal('noted'), officer)
    expect(releaseBlocks(later).map((block) => block.kind)).toEqual(['red-flag'])
  })

  it('makes a human-rights assessment stale when information comes in later', () => {
    const assessed = advanced(openedCase(), { kind: 'rights.assessed', assessment: rights(), considered: [] }, officer)
    expect(applicationBlocks(assessed)).toEqual([])
    const later = advanced(advanced(assessed, tip, seller), disposal('noted'), officer)
    expect(applicationBlocks(later).map((block) => block.kind)).toEqual(['human-rights'])
  })

  it('is not answered by an assessment that leaves the new information out', () => {
    const later = advanced(advanced(openedCase(), tip, seller), disposal('noted'), officer)
    expect(act(later, { kind: 'rights.assessed', assessment: rights(), considered: [] }, officer).ok).toBe(false)
  })
})

describe('T4 late news', () => {
  it('after submission makes a supplement due', () => {
    const submitted = [
      [{ kind: 'rights.assessed', assessment: rights(), considered: [] }, officer],
      [{ kind: 'application.prepared', package: 'sha', schedule: [] }, officer],
      [{ kind: 'application.signed', package: 'sha', statement: 'x', signature: 's' }, executive],
      [{ kind: 'application.submitted', package: 'sha', authority: 'fictional' }, officer],
    ].reduce((state, [asked, actor]) => advanced(state, asked as Asked, actor as Actor), openedCase())
    expect(submitted.application.isSupplementDue).toBe(false)
    expect(advanced(submitted, tip, seller).application.isSupplementDue).toBe(true)
  })
})

describe('T12 disclosure', () => {
  const asks = fc.array(fc.nat({ max: 200 }), { maxLength: 60 })

  it('holds exactly every red flag, every item noted or more and every inquiry that failed or is pending', () => {
    fc.assert(
      fc.property(asks, (picks) => {
        let state = openedCase()
        for (const pick of picks) {
          const choices = asksIn(state)
          const choice = choices[pick % choices.length]
          const acted = choice && act(state, choice.asked, choice.actor)
          if (choice && acted?.ok) {
            state = acted.value.reduce((now, event) => afterEvent(now, { event, actor: choice.actor, at: AT }), state)
          }
        }
        const schedule = disclosureSchedule(state, () => 'words')
        expect(schedule.lines.map((line) => line.subject)).toEqual(subjectsToDisclose(state))
        expect(schedule.lines.filter((line) => line.kind === 'red-flag')).toHaveLength(state.flags.length)
        const noted = state.information.filter(
          (one) => one.disposition === 'noted' || one.disposition === 'red-flag-raised',
        )
        expect(schedule.lines.filter((line) => line.kind === 'information')).toHaveLength(noted.length)
      }),
    )
  })

  it('counts what was withheld with a second signature, by ground, and never says which', () => {
    const noted = advanced(advanced(openedCase(), tip, seller), disposal('noted'), officer)
    const withheld = advanced(
      noted,
      { kind: 'disclosure.withheld', subject: 'information n1', ground: 'safety of the source', second: executive },
      officer,
    )
    const schedule = disclosureSchedule(withheld, () => 'words')
    expect(schedule).toEqual({ lines: [], withheld: [{ ground: 'safety of the source', count: 1 }] })
    expect(JSON.stringify(schedule)).not.toContain('n1')
  })

  it('refuses an application whose schedule leaves a fact out', () => {
    const flagged = advanced(openedCase(), flagRaised, seller)
    expect(act(flagged, { kind: 'application.prepared', package: 'sha', schedule: [] }, officer).ok).toBe(false)
    expect(act(flagged, { kind: 'application.prepared', package: 'sha', schedule: ['flag F1'] }, officer).ok).toBe(true)
  })
})
