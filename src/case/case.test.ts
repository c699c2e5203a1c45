import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Asked, act, give } from './act.ts'
import { applicationBlocks, isStale, releaseBlocks } from './blocks.ts'
import { disclosureSchedule, subjectsToDisclose } from './disclosure.ts'
import type { ActToSecond, CaseEvent, HumanRightsAssessment } from './event.ts'
import { type Actor, PROGRAM } from './people.ts'
import { changedSinceRights } from './rights.ts'
import { afterEvent, type CaseState, caseOf } from './state.ts'

const AT = '2026-11-24T09:00:00.000Z'
const officer: Actor = { id: 'u1', name: 'Fictional Officer', roles: ['officer'] }
const secondOfficer: Actor = { id: 'u2', name: 'Second Fictional Officer', roles: ['officer'] }
const executive: Actor = { id: 'u3', name: 'Fictional Executive', roles: ['executive'] }
/** Whoever writes by post: without a role in the firm. */
const authority: Actor = { id: 'f', name: 'Fictional Authority', roles: [] }
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
function asksIn(
  state: CaseState,
  people = [officer, executive, seller, sellingOfficer],
): readonly { readonly asked: Asked; readonly actor: Actor }[] {
  const considered = state.information.map((one) => one.item)
  const schedule = disclosureSchedule(state, () => 'words').lines.map((line) => line.subject)
  const open = state.questions.find((one) => one.answer === null)
  const question = `q${state.questions.length + 1}`
  const asks: readonly Asked[] = [
    ...(state.information.length === 0 ? [tip] : []),
    ...(state.flags.length === 0 ? [flagRaised] : []),
    ...(state.questions.every((one) => one.answer !== null)
      ? [{ kind: 'question.opened', question, text: 'Which unit?', paragraph: '15 CFR 748.5(f)' } as const]
      : []),
    ...(state.holds.every((one) => one.liftedBy !== null)
      ? [{ kind: 'hold.placed', hold: 'h1', reason: 'a list changed', source: 'list' } as const]
      : []),
    { kind: 'question.answered', question: open?.id ?? question, answer: 'the third', source: 'letter' },
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
    { kind: 'rights.confirmed', looked: 'what came in', reason: 'it was weighed already', considered },
    { kind: 'case.released', basis: 'nothing blocks', second: secondOfficer },
    { kind: 'case.reopened', reason: 'news', source: 'information' },
    { kind: 'shipment.recorded', shipment: 's1', on: '2026-10-02', quantity: '1', licence: null },
  ]
  const decided: Asked = {
    kind: 'application.decided',
    decision: { outcome: 'granted', authority: 'f', reference: 'L1', letter: '2'.repeat(64), conditions: [] },
  }
  return [
    ...asks.flatMap((asked) => people.map((actor) => ({ asked, actor }))),
    ...[authority, ...people].map((actor) => ({ asked: decided, actor })),
  ]
}

/**
 * What tells two states apart for the gate in this world, and nothing else: what only grows and is never asked for, such as
 * shipments without a licence, holds that were lifted and questions that were answered, does not multiply the states.
 */
function keyOf(state: CaseState): string {
  const { application, rights } = state
  const isInPreparation = application.stage === 'prepared' || application.stage === 'signed'
  return JSON.stringify([
    state.law,
    state.information.map((one) => one.disposition),
    // No answer asked for here is adequate: an inquiry that was made stays to be disclosed.
    state.flags.map((one) => [one.state, isStale(one, state), one.inquiries.length > 0]),
    state.questions.some((one) => one.answer === null),
    state.holds.some((one) => one.liftedBy === null),
    state.screenings.map((one) => [one.isComplete, one.vouchedBy.length]),
    state.hits.map((one) => [one.decision, one.entryVersion]),
    state.approvals.map((one) => [one.act.kind, one.state, one.askedBy.id]),
    // Which fact is newer tells nothing more: whoever looks again looks at all of them.
    rights === null ? null : changedSinceRights(state).length > 0,
    application.stage,
    // Of a package that is on its way out all is compared; of one that is there, whether it told of the flag.
    isInPreparation ? application.schedule : application.schedule.filter((subject) => subject.startsWith('flag ')),
    application.isWithAuthority,
    application.isSupplementDue,
    application.decision !== null,
    state.closed,
  ])
}

/** Nobody changed since. */
const asBefore = (who: Actor): Actor => who

type Choice = { readonly actor: Actor; readonly asked: Asked } | { readonly actor: Actor; readonly given: string }
type Taken = { readonly event: CaseEvent; readonly actor: Actor }

function taken(state: CaseState, choice: Choice): readonly Taken[] | null {
  if ('given' in choice) {
    const done = give(state, choice.given, choice.actor, asBefore)
    return done.ok ? done.value : null
  }
  const done = act(state, choice.asked, choice.actor)
  return done.ok ? done.value.map((event) => ({ event, actor: choice.actor })) : null
}

/** Walks every state that can be reached, the nearest first, and hands each event that was let through to `check`. */
function walk(
  start: CaseState,
  choicesIn: (state: CaseState) => readonly Choice[],
  check: (before: CaseState, event: CaseEvent, actor: Actor) => void,
  onMerge: (met: CaseState, again: CaseState) => void = () => {},
): number {
  const seen = new Map([[keyOf(start), start]])
  const waiting = [start]
  for (const state of waiting) {
    for (const choice of choicesIn(state)) {
      const events = taken(state, choice)
      if (events === null) continue
      let next = state
      for (const { event, actor } of events) {
        check(next, event, actor)
        next = afterEvent(next, { event, actor, at: AT })
      }
      const key = keyOf(next)
      const met = seen.get(key)
      if (met !== undefined) {
        if (next !== state) onMerge(met, next)
        continue
      }
      seen.set(key, next)
      waiting.push(next)
    }
  }
  return seen.size
}

/** Everything that is let through in a state, by whom, and what tells the state after it apart. */
function waysOn(state: CaseState, choicesIn: (state: CaseState) => readonly Choice[]): readonly string[] {
  const ways = choicesIn(state).flatMap((choice) => {
    const events = taken(state, choice)
    if (events === null) return []
    const next = events.reduce((now, { event, actor }) => afterEvent(now, { event, actor, at: AT }), state)
    return [JSON.stringify([choice.actor.id, events.map(({ event }) => event.kind), keyOf(next)])]
  })
  return ways.filter((way) => !way.endsWith(`,${JSON.stringify(keyOf(state))}]`)).toSorted()
}

describe('every state that can be reached', () => {
  const isOpen = (state: CaseState): boolean =>
    state.information.some((one) => one.disposition === null) ||
    state.flags.some((flag) => flag.state === 'raised' || flag.state === 'inquiring' || flag.state === 'answered')

  /** Told without the gate's own reckoning. */
  const isRightsOld = ({ rights, information, flags, questions }: CaseState): boolean =>
    rights !== null &&
    (information.some(({ item }) => !rights.considered.includes(item)) ||
      flags.some(({ id }) => !rights.basis.includes(`flag ${id}`)) ||
      questions.some(({ id, answer }) => answer !== null && !rights.basis.includes(`answer ${id}`)))

  it.each(['licence-required', 'no-licence-required', 'undecided', 'prohibited'])(
    'T3 blocking: no case under %s is released, submitted or shipped while information waits or a red flag is open',
    (law) => {
      const wrong: string[] = []
      let released = 0
      // Who earns from the sale adds nothing that an officer could not: the walk with everybody is that of T11.
      const choices = (state: CaseState) => asksIn(state, [officer, executive])
      const states = walk(openedCase(law), choices, (before, asked) => {
        if (asked.kind === 'application.submitted') {
          const isWhole =
            [...before.application.schedule].sort().join() === [...subjectsToDisclose(before)].sort().join()
          if (isOpen(before) || applicationBlocks(before).length > 0 || !isWhole)
            wrong.push(`submitted from ${keyOf(before)}`)
        }
        if (asked.kind === 'case.released' || asked.kind === 'shipment.recorded') {
          released += 1
          const isFree = law === 'no-licence-required' || before.application.decision?.outcome === 'granted'
          if (isOpen(before) || releaseBlocks(before).length > 0 || !isFree || isRightsOld(before))
            wrong.push(`${asked.kind} from ${keyOf(before)}`)
        }
      })
      expect(wrong).toEqual([])
      expect(states).toBeGreaterThan(100)
      expect(released).toBeGreaterThan(0)
    },
    60_000,
  )

  it('is met by the walk: states that it takes for one let the same people do the same', () => {
    for (const law of ['licence-required', 'no-licence-required']) {
      const choicesIn = (state: CaseState) => asksIn(state, [officer, executive])
      let merged = 0
      walk(
        openedCase(law),
        choicesIn,
        () => {},
        (met, again) => {
          // Every one of them would be as many walks as a state has ways in.
          if (merged++ % 37 === 0) expect(waysOn(again, choicesIn)).toEqual(waysOn(met, choicesIn))
        },
      )
      expect(merged).toBeGreaterThan(10_000)
    }
  }, 60_000)

  it('T11 the salesperson guard: who earns from the sale may add, and does nothing else; and no block is without a way on', () => {
    const additions = [
      'information.linked',
      'information.reopened',
      'flag.raised',
      'question.opened',
      'hold.placed',
      'case.reopened',
    ]
    const wrong: string[] = []
    walk(
      openedCase(),
      (state) => asksIn(state),
      (before, asked, who) => {
        const earns = who.id === seller.id || who.id === sellingOfficer.id
        if (earns && !additions.includes(asked.kind)) wrong.push(`${who.name} did ${asked.kind}`)
        for (const block of [...releaseBlocks(before), ...applicationBlocks(before)]) {
          if (!block.unblock || !block.who) wrong.push(`no way on from ${block.kind}`)
        }
      },
    )
    expect(wrong).toEqual([])
    expect(act(openedCase(), tip, seller).ok).toBe(true)
  }, 60_000)
})

const screening = (isComplete: boolean, entryVersion = 'v1', partyVersion = 'p1'): CaseEvent => ({
  kind: 'screening.recorded',
  party: 'p1',
  partyVersion,
  state: 'hits',
  because: isComplete ? '1 listed entry matched' : '1 listed entry matched; not every list was read',
  isComplete,
  hits: [{ entry: 'us-sdn/1', entryVersion, name: 'Fictional Listed Ministry' }],
})

function screenedCase(law: string, isComplete: boolean): CaseState {
  return afterEvent(openedCase(law), { event: screening(isComplete), actor: PROGRAM, at: AT })
}

const decision = (decided: 'true-match' | 'false-match' | 'undetermined', entryVersion = 'v1'): Asked => ({
  kind: 'hit.decided',
  party: 'p1',
  entry: 'us-sdn/1',
  entryVersion,
  decision: decided,
  reason: 'compared by hand',
})
const release: ActToSecond = { kind: 'case.released', basis: 'nothing blocks' }
const vouching: ActToSecond = { kind: 'screening.vouched', party: 'p1', how: 'on paper', evidence: ['e3'] }
const setAside: ActToSecond = {
  kind: 'information.disposed',
  item: 'n1',
  disposition: 'not-relevant',
  reason: 'another ministry',
  evidence: ['e1'],
}
const PEOPLE = [officer, secondOfficer, executive, seller, sellingOfficer]

/** Screening, hits and second persons, with one tip, in a case that a decision of the authority can free. */
function secondedChoicesIn(state: CaseState): readonly Choice[] {
  const asks: readonly Asked[] = [
    ...(state.information.length === 0 ? [tip] : []),
    disposal('noted'),
    decision('true-match'),
    decision('false-match'),
    decision('undetermined'),
    { kind: 'case.reopened', reason: 'news', source: 'information' },
    { kind: 'shipment.recorded', shipment: 's1', on: '2026-10-02', quantity: '1', licence: null },
  ]
  const approvals = [release, vouching, setAside].flatMap((wanted): readonly Asked[] => {
    const isKnown = state.approvals.some((one) => one.act.kind === wanted.kind)
    return isKnown ? [] : [{ kind: 'approval.asked', approval: wanted.kind, act: wanted, sentence: 'so' }]
  })
  const declining = state.approvals.map(
    ({ id }): Asked => ({ kind: 'approval.declined', approval: id, reason: 'not convinced' }),
  )
  return PEOPLE.flatMap((actor): readonly Choice[] => [
    ...[...asks, ...approvals, ...declining].map((asked) => ({ asked, actor })),
    ...state.approvals.map(({ id }) => ({ given: id, actor })),
  ])
}

describe('screening, hits and second persons in every state that can be reached', () => {
  const isSettled = ({ screenings, hits }: CaseState): boolean =>
    screenings.every((one) => one.isComplete || one.vouchedBy.length === 2) &&
    hits.every((one) => one.decision === 'false-match')

  it.each([true, false])(
    'T3 blocking, T7 not performed is not clear: nothing is released or shipped past an open hit or a list that was not read (every list read: %s)',
    (isComplete) => {
      const wrong: string[] = []
      let released = 0
      walk(screenedCase('no-licence-required', isComplete), secondedChoicesIn, (before, event) => {
        if (event.kind !== 'case.released' && event.kind !== 'shipment.recorded') return
        released++
        const waits = before.information.some((one) => one.disposition === null)
        if (waits || !isSettled(before)) wrong.push(`${event.kind} from ${keyOf(before)}`)
      })
      expect(wrong).toEqual([])
      expect(released).toBeGreaterThan(0)
    },
  )

  it('T11 the salesperson guard: who earns from the sale neither disposes, nor decides, nor stands behind who does', () => {
    const wrong: string[] = []
    const kinds = new Set<string>()
    walk(screenedCase('no-licence-required', false), secondedChoicesIn, (before, event, who) => {
      kinds.add(event.kind)
      const earns = who.id === seller.id || who.id === sellingOfficer.id
      if (earns && event.kind !== 'information.linked' && event.kind !== 'case.reopened') {
        wrong.push(`${who.name} did ${event.kind} from ${keyOf(before)}`)
      }
      if (!('second' in event) || event.second === null) return
      const { id } = event.second
      if (id === who.id || id === seller.id || id === sellingOfficer.id) wrong.push(`${id} seconded ${event.kind}`)
      if (!before.approvals.some((one) => one.state === 'given' && one.answeredBy?.id === id)) {
        wrong.push(`${event.kind} without a second person's own word`)
      }
    })
    expect(wrong).toEqual([])
    for (const kind of ['case.released', 'screening.vouched', 'information.disposed', 'approval.declined']) {
      expect(kinds).toContain(kind)
    }
  })

  it('a true match is freed by a licence alone, and an undecided one by none', () => {
    const granted = (state: CaseState): CaseState => ({
      ...state,
      application: {
        ...state.application,
        isProven: true,
        decision: { outcome: 'granted', authority: 'f', reference: 'L1', letter: '2'.repeat(64), conditions: [] },
      },
    })
    const start = screenedCase('licence-required', true)
    for (const [decided, isFree] of [
      ['true-match', true],
      ['undetermined', false],
      ['false-match', true],
    ] as const) {
      expect(releaseBlocks(granted(advanced(start, decision(decided), officer))).length === 0).toBe(isFree)
    }
    expect(releaseBlocks(advanced(start, decision('true-match'), officer)).map(({ kind }) => kind)).toEqual(['hit'])
  })
})

describe('a decision on a hit', () => {
  const decided = advanced(screenedCase('no-licence-required', true), decision('false-match'), officer)

  it('holds for the versions it was made on, and for no other', () => {
    const again = (event: CaseEvent) => afterEvent(decided, { event, actor: PROGRAM, at: AT })
    expect(releaseBlocks(again(screening(true)))).toEqual([])
    for (const changed of [screening(true, 'v2'), screening(true, 'v1', 'p2')]) {
      const [hit] = again(changed).hits
      expect(hit?.decision).toBe(null)
      expect(hit?.earlier).toMatchObject([{ decision: 'false-match', entryVersion: 'v1' }])
      expect(releaseBlocks(again(changed)).map(({ kind }) => kind)).toEqual(['hit'])
    }
  })

  it('is not made on an entry that changed since it was read, nor without a reason', () => {
    expect(act(decided, decision('false-match', 'v0'), officer).ok).toBe(false)
    expect(act(decided, { ...decision('false-match'), reason: ' ' } as Asked, officer).ok).toBe(false)
    expect(act(decided, decision('true-match'), officer).ok).toBe(true)
  })

  it('goes on standing in the way when a later screening does not meet the entry', () => {
    const open = screenedCase('no-licence-required', true)
    const clear = afterEvent(open, {
      event: { ...screening(true), state: 'clear', hits: [] } as CaseEvent,
      actor: PROGRAM,
      at: AT,
    })
    expect(releaseBlocks(clear).map(({ kind }) => kind)).toEqual(['hit'])
  })
})

describe('an approval', () => {
  const ready = advanced(screenedCase('no-licence-required', true), decision('false-match'), officer)
  const asking: Asked = { kind: 'approval.asked', approval: 'a1', act: release, sentence: 'release C-1' }
  const asked = advanced(ready, asking, officer)

  it('blocks nothing, and does what was asked in the names of both', () => {
    expect(releaseBlocks(asked)).toEqual([])
    const given = give(asked, 'a1', executive, asBefore)
    expect(given.ok ? given.value : given.error).toMatchObject([
      { event: { kind: 'approval.given', approval: 'a1' }, actor: executive },
      { event: { kind: 'case.released', second: executive }, actor: officer },
    ])
  })

  it('is not given by whoever asked, by who earns from the sale, nor twice', () => {
    for (const who of [officer, seller, sellingOfficer, PROGRAM])
      expect(give(asked, 'a1', who, asBefore).ok, who.name).toBe(false)
    const declined = advanced(asked, { kind: 'approval.declined', approval: 'a1', reason: 'no' }, secondOfficer)
    expect(give(declined, 'a1', executive, asBefore).ok).toBe(false)
    expect(give(asked, 'a2', executive, asBefore).ok).toBe(false)
  })

  it('is stale when the case has changed: the gate is asked again when it is given', () => {
    const late = give(advanced(asked, tip, seller), 'a1', executive, asBefore)
    expect(late.ok ? null : late.error.kind).toBe('case.blocked')
  })

  it('is asked for only what could be done, and not twice', () => {
    expect(act(screenedCase('no-licence-required', true), asking, officer).ok).toBe(false)
    expect(act(ready, asking, sellingOfficer).ok).toBe(false)
    expect(act(asked, { ...asking, approval: 'a2' } as Asked, officer).ok).toBe(false)
  })

  it('is taken back by whoever asked', () => {
    const back = act(asked, { kind: 'approval.declined', approval: 'a1', reason: 'too early' }, officer)
    expect(back.ok).toBe(true)
  })
})

describe('an attempt that was refused', () => {
  it('changes nothing, and is disclosed to nobody', () => {
    const state = screenedCase('licence-required', false)
    const event: CaseEvent = { kind: 'act.refused', asked: 'case.released', sentence: 'the case cannot be released' }
    expect(afterEvent(state, { event, actor: seller, at: AT })).toEqual(state)
  })
})

describe('a red flag that could not be resolved', () => {
  it('stands in the way until the authority that was told of it grants a licence', () => {
    const licensed = (schedule: readonly string[]): CaseState => {
      const state = openedCase('licence-required')
      return {
        ...afterEvent(afterEvent(state, { event: flagRaised, actor: officer, at: AT }), {
          event: { kind: 'flag.unresolved', flag: 'F1', reason: 'not explained' },
          actor: officer,
          at: AT,
        }),
        application: {
          ...state.application,
          isProven: true,
          schedule,
          decision: { outcome: 'granted', authority: 'f', reference: 'L1', letter: '2'.repeat(64), conditions: [] },
        },
      }
    }
    expect(releaseBlocks(licensed([])).map(({ kind }) => kind)).toEqual(['red-flag'])
    expect(releaseBlocks(licensed(['flag F1']))).toEqual([])
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

describe('a human-rights assessment from before', () => {
  const free = advanced(
    openedCase('no-licence-required'),
    { kind: 'rights.assessed', assessment: rights('proceed'), considered: [] },
    officer,
  )
  const facts = { destination: 'CA', endUse: 'a', parties: 'b', items: 'c' }
  const assessedAgain = (changed: Partial<typeof facts>): CaseEvent => ({
    kind: 'case.reassessed',
    reason: 'the order changed',
    exportOn: '2026-09-20',
    assessment: { id: 'a2', sha256: '0'.repeat(64) },
    law: 'no-licence-required',
    action: 'release',
    relies: [],
    facts: { ...facts, ...changed },
  })
  const known = advanced(
    afterEvent(free, { event: assessedAgain({}), actor: officer, at: AT }),
    { kind: 'rights.assessed', assessment: rights('proceed'), considered: [] },
    officer,
  )
  const changes: readonly (readonly [string, CaseEvent])[] = [
    ['the destination', assessedAgain({ destination: 'EG' })],
    ['the end use', assessedAgain({ endUse: 'another' })],
    ['a party', assessedAgain({ parties: 'another' })],
    ['an item', assessedAgain({ items: 'another' })],
    ['what a party is screened by', { ...screening(true), hits: [] } as CaseEvent],
  ]

  it.each(changes)('lets nothing go when %s changed, until a named person looks at it again', (_, event) => {
    expect(releaseBlocks(known)).toEqual([])
    const later = afterEvent(known, { event, actor: officer, at: AT })
    const [block, ...others] = releaseBlocks(later)
    expect(others).toEqual([])
    expect(block?.sentence).toMatch(/^the human-rights assessment is from before .*; look at it again$/)
    expect(act(later, { kind: 'case.released', basis: 'b', second: executive }, officer).ok).toBe(false)
    expect(applicationBlocks(later).map(({ kind }) => kind)).toEqual(['human-rights'])
    const confirmed: Asked = {
      kind: 'rights.confirmed',
      looked: 'the change',
      reason: 'the same people',
      considered: [],
    }
    expect(act(later, confirmed, seller).ok).toBe(false)
    expect(act(later, { ...confirmed, looked: ' ' }, officer).ok).toBe(false)
    expect(act(later, { ...confirmed, reason: '' }, officer).ok).toBe(false)
    const again = advanced(later, confirmed, officer)
    expect(releaseBlocks(again)).toEqual([])
    expect(again.rights?.confirmed).toMatchObject([{ by: officer, looked: 'the change', reason: 'the same people' }])
    expect(act(again, confirmed, officer).ok, 'nothing changed since').toBe(false)
  })

  it('is one when a question was answered, a red flag raised, or information opened again since', () => {
    const asked: Asked = { kind: 'question.opened', question: 'q1', text: 'Which unit?', paragraph: 'p' }
    const answered: Asked = { kind: 'question.answered', question: 'q1', answer: 'the third', source: 'letter' }
    const blocks = (state: CaseState) => releaseBlocks(state).map(({ kind }) => kind)
    expect(blocks(advanced(advanced(free, asked, officer), answered, officer))).toEqual(['human-rights'])
    expect(blocks(advanced(free, flagRaised, officer))).toEqual(['red-flag', 'human-rights'])
    const weighed = advanced(
      advanced(advanced(openedCase('no-licence-required'), tip, officer), disposal('noted'), officer),
      { kind: 'rights.assessed', assessment: rights('proceed'), considered: ['n1'] },
      officer,
    )
    expect(blocks(weighed)).toEqual([])
    const reopened = advanced(weighed, { kind: 'information.reopened', item: 'n1', reason: 'new facts' }, officer)
    expect(blocks(advanced(reopened, disposal('noted'), officer))).toEqual(['human-rights'])
    const leftOut: Asked = { kind: 'rights.confirmed', looked: 'l', reason: 'r', considered: [] }
    expect(act(reopened, leftOut, officer).ok).toBe(false)
  })

  it('is not signed by whoever confirmed it', () => {
    const both: Actor = { ...executive, roles: ['officer', 'executive'] }
    const later = advanced(
      afterEvent(known, { event: assessedAgain({ endUse: 'x' }), actor: officer, at: AT }),
      { kind: 'rights.confirmed', looked: 'l', reason: 'r', considered: [] },
      both,
    )
    const prepared = advanced(later, { kind: 'application.prepared', package: 'sha', schedule: [] }, officer)
    const signature: Asked = { kind: 'application.signed', package: 'sha', statement: 'x', signature: 's' }
    expect(act(prepared, signature, both).ok).toBe(false)
    expect(act(prepared, signature, { ...both, id: 'u9' }).ok).toBe(true)
  })
})

describe('an application made elsewhere', () => {
  const letter: Asked = { ...tip, item: 'n2', sha256: '2'.repeat(64) } as Asked
  const withLetters = [letter, { ...disposal('noted'), item: 'n2' } as Asked].reduce(
    (state, asked) => advanced(state, asked, officer),
    openedCase('licence-required'),
  )
  const made: Asked = {
    kind: 'application.made-elsewhere',
    authority: 'Fictional Authority',
    reference: 'N-1',
    on: '2026-08-01',
    evidence: '2'.repeat(64),
    schedule: [],
  }
  const granted = (hash = '2'.repeat(64), second: Actor | null = executive): Asked => ({
    kind: 'application.decided-elsewhere',
    decision: { outcome: 'granted', authority: 'Fictional Authority', reference: 'L-1', letter: hash, conditions: [] },
    second,
  })

  it('is recorded with its number and what shows it, and its licence by two from the letter', () => {
    expect(act(openedCase(), made, officer).ok, 'nothing shows it').toBe(false)
    expect(act(withLetters, { ...made, reference: '' } as Asked, officer).ok).toBe(false)
    expect(act(withLetters, made, seller).ok).toBe(false)
    expect(act(withLetters, granted(), officer).ok, 'it is not recorded').toBe(false)
    const waiting = advanced(withLetters, made, officer)
    expect(waiting.application).toMatchObject({ stage: 'submitted', reference: 'N-1', isByHand: true, isProven: false })
    for (const [asked, actor] of [
      [granted('3'.repeat(64)), officer],
      [granted(undefined, null), officer],
      [granted(undefined, officer), officer],
      [granted(undefined, sellingOfficer), officer],
      [granted(), seller],
    ] as const) {
      expect(act(waiting, asked, actor).ok).toBe(false)
    }
    const released: Asked = { kind: 'case.released', basis: 'L-1', second: executive }
    expect(act(waiting, released, officer).ok).toBe(false)
    const licensed = advanced(waiting, granted(), officer)
    expect(licensed.application).toMatchObject({ stage: 'decided', isByHand: true, isProven: true })
    expect(act(licensed, released, officer).ok).toBe(true)
  })

  it('is denied by the word of one, from the letter', () => {
    const denied = { ...granted(undefined, null) } as Extract<Asked, { kind: 'application.decided-elsewhere' }>
    const asked: Asked = { ...denied, decision: { ...denied.decision, outcome: 'denied' } }
    expect(act(advanced(withLetters, made, officer), asked, officer).ok).toBe(true)
  })

  it('lets nothing go when, before letters were asked for, somebody only wrote that it was granted', () => {
    const submitted: CaseEvent = { kind: 'application.submitted', package: 'p', authority: 'Fictional Authority' }
    const { decision: said } = granted() as Extract<Asked, { kind: 'application.decided-elsewhere' }>
    const state = [submitted, { kind: 'application.decided', decision: said } as const].reduce(
      (now: CaseState, event: CaseEvent) => afterEvent(now, { event, actor: officer, at: AT }),
      withLetters,
    )
    expect(state.application).toMatchObject({ stage: 'decided', isByHand: true, isProven: false })
    const released: Asked = { kind: 'case.released', basis: 'L-1', second: executive }
    expect(act(state, released, officer).ok).toBe(false)
    expect(act(advanced(state, granted(), officer), released, officer).ok).toBe(true)
  })
})

describe('T4 late news', () => {
  it('after submission makes a supplement due, and the shipment gate reads the hold', () => {
    const submitted = [
      [{ kind: 'rights.assessed', assessment: rights(), considered: [] }, officer],
      [{ kind: 'application.prepared', package: 'sha', schedule: [] }, officer],
      [{ kind: 'application.signed', package: 'sha', statement: 'x', signature: 's' }, executive],
      [{ kind: 'application.submitted', package: 'sha', authority: 'fictional' }, officer],
    ].reduce((state, [asked, actor]) => advanced(state, asked as Asked, actor as Actor), openedCase())
    expect(submitted.application.isSupplementDue).toBe(false)
    const late = advanced(submitted, tip, seller)
    expect(late.application.isSupplementDue).toBe(true)
    const held = advanced(late, { kind: 'hold.placed', hold: 'h1', reason: 'late news', source: 'n1' }, PROGRAM)
    expect(releaseBlocks(held).map(({ kind }) => kind)).toContain('hold')
    const shipment: Asked = {
      kind: 'shipment.recorded',
      shipment: 's1',
      on: '2026-10-02',
      quantity: '1',
      licence: null,
    }
    expect(act({ ...held, closed: 'released', law: 'no-licence-required' }, shipment, officer)).toMatchObject({
      ok: false,
      error: { kind: 'case.blocked' },
    })
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
