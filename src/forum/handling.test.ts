import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalHash, type Sha256, sha256, ulid } from '../base/index.ts'
import { CAVEATS, LABELS, type Label, RELATIONS } from './envelope.ts'
import { foldGroups } from './groups.ts'
import {
  type Audience,
  audienceOf,
  isForNobody,
  type Known,
  mayReadLater,
  nodesOf,
  type Surroundings,
} from './handling.ts'
import { EVERYONE, type GroupId, type PersonId, type StateId, stateId } from './ids.ts'
import type { Membership, Standing } from './membership.ts'
import type { ForumRecord } from './record.ts'

const STATES = ['NO', 'DK', 'NL', 'US', 'FR', 'AT'].map(stateId)
const GROUP = 'urn:forum:group:NO:g' as GroupId
const MINUTE = 60_000
const instantOf = (step: number) => new Date(Date.parse('2026-11-20T00:00:00.000Z') + step * MINUTE).toISOString()
const personOf = (state: StateId) => `urn:forum:person:${state.slice(-2)}:one` as PersonId
const stateOfPerson = (person: PersonId) => stateId(person.slice(17, 19))

/** One record of a generated story, before anything is decided about it. */
type Plan = {
  readonly author: number
  readonly type: 'comment' | 'release' | 'retract' | 'ack' | 'practice.share'
  readonly label: Label | null
  readonly inGroup: boolean
  readonly eyes: readonly number[] | null
  readonly names: readonly number[]
  readonly orcon: boolean
  readonly refs: readonly { readonly rel: (typeof RELATIONS)[number]; readonly back: number }[]
  readonly regime: { readonly release: number | null } | null
  readonly to: readonly number[]
}
type Spans = readonly { readonly from: number; readonly until: number | null }[]
type Story = {
  readonly spans: readonly Spans[]
  readonly definitions: readonly { readonly step: number; readonly members: readonly number[] }[]
  readonly plans: readonly Plan[]
}

const index = fc.nat(STATES.length - 1)
const indexes = fc.uniqueArray(index, { maxLength: STATES.length })
const plan: fc.Arbitrary<Plan> = fc.record({
  author: index,
  type: fc.constantFrom('comment', 'comment', 'practice.share', 'release', 'retract', 'ack'),
  label: fc.option(fc.constantFrom(...LABELS), { freq: 12 }),
  inGroup: fc.boolean(),
  eyes: fc.option(indexes, { freq: 1 }),
  names: indexes,
  orcon: fc.nat(5).map((n) => n === 0),
  refs: fc.array(fc.record({ rel: fc.constantFrom(...RELATIONS), back: fc.nat(8) }), { maxLength: 2 }),
  regime: fc.option(fc.record({ release: fc.option(fc.nat(8), { freq: 5 }) }), { freq: 1 }).map((one) => one),
  to: indexes,
})
const spans: fc.Arbitrary<Spans> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([{ from: -1, until: null }]) },
  { weight: 1, arbitrary: fc.nat(8).map((until) => [{ from: -1, until }]) },
  { weight: 1, arbitrary: fc.nat(8).map((from) => [{ from, until: null }]) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => [
      { from: -1, until: a },
      { from: a + b + 1, until: null },
    ]),
  },
)
const story: fc.Arbitrary<Story> = fc.record({
  spans: fc.array(spans, { minLength: STATES.length, maxLength: STATES.length }),
  definitions: fc.uniqueArray(fc.record({ step: fc.integer({ min: -1, max: 7 }), members: indexes }), {
    maxLength: 3,
    selector: ({ step }) => step,
  }),
  plans: fc.array(plan, { minLength: 1, maxLength: 9 }),
})

const at = (i: number) => STATES[i] ?? stateId('NO')

function told(story: Story): readonly { readonly plan: Plan; readonly known: Known; readonly around: Surroundings }[] {
  const membership = membershipOf(story.spans)
  const definitions = story.definitions
    .map((one, i) => definitionAt(one, i))
    .sort((a, b) => (a.record.created < b.record.created ? -1 : 1))
  const byHash = new Map<Sha256, Known>(definitions.map((one) => [one.hash, one]))
  const around: Surroundings = {
    membership,
    groups: foldGroups(definitions),
    known: (hash) => byHash.get(hash) ?? null,
    isReading: false,
  }
  const order: Known[] = []
  return story.plans.map((plan, step) => {
    const record = recordOf(plan, step, order, definitions)
    const audience = audienceOf(record, record.created, around)
    const hash = sha256(`record ${step}`)
    const holders = new Set([record.author, ...nodesOf(audience, membership)])
    const known: Known = { record, text: '', hash, audience, holders }
    byHash.set(hash, known)
    order.push(known)
    return { plan, known, around }
  })
}

function membershipOf(spans: readonly Spans[]): Membership {
  const states = new Map(
    spans.map((during, i): [StateId, Standing] => [
      at(i),
      {
        state: at(i),
        name: at(i),
        basis: 'founder',
        memberDuring: during.map(({ from, until }) => ({
          from: instantOf(from),
          until: until === null ? null : instantOf(until),
        })),
        keys: [],
        host: null,
        attestedBy: [],
      },
    ]),
  )
  const delegates = new Map(
    STATES.map((state) => [personOf(state), { person: personOf(state), state, name: 'x', office: 'x' }]),
  )
  return { states, delegates, newcomers: [] }
}

const NOTHING: Audience = audienceOf(
  {
    author: at(0),
    type: 'comment',
    group: EVERYONE,
    definedBy: null,
    refs: [],
    basis: 'national',
    releasedBy: null,
    body: {},
  },
  instantOf(0),
  { membership: membershipOf([]), groups: new Map(), known: () => null, isReading: false },
)

function definitionAt({ step, members }: Story['definitions'][number], i: number): Known {
  const hash = sha256(`definition ${i}`)
  const body = { group: GROUP, name: 'g', purpose: 'g', members: members.map(at), history: { kind: 'none' as const } }
  const record = { ...shared(step), author: at(0), type: 'group.define', group: GROUP, body } as unknown as ForumRecord
  return { record, text: '', hash, audience: NOTHING, holders: new Set(STATES) }
}

function shared(step: number) {
  return {
    v: 1,
    id: ulid(step + 1, new Uint8Array(16)),
    created: instantOf(step),
    definedBy: null,
    channel: canonicalHash(step),
    gseq: 0,
    gprev: canonicalHash(0),
    refs: [],
    handling: { tlp: 'AMBER', caveats: [], eyes: null, names: [], reviewBy: null, expires: null },
    basis: 'national',
    releasedBy: null,
  }
}

function recordOf(plan: Plan, step: number, order: readonly Known[], definitions: readonly Known[]): ForumRecord {
  const refs = plan.refs.flatMap(({ rel, back }) => {
    const of = order[back]
    return of === undefined
      ? []
      : [{ rel: plan.type === 'retract' ? ('retracts' as const) : rel, id: of.record.id, hash: of.hash }]
  })
  const definition = definitions.findLast(({ record }) => record.created <= instantOf(step))
  const release = plan.regime?.release === null || plan.regime === null ? undefined : order[plan.regime.release]
  const handling = {
    tlp: plan.label,
    caveats: plan.orcon ? ['ORCON'] : [],
    eyes: plan.eyes?.map(at) ?? null,
    names: plan.names.map(at).map(personOf),
    reviewBy: null,
    expires: null,
  }
  return {
    ...shared(step),
    author: at(plan.author),
    type: plan.type,
    group: plan.inGroup ? GROUP : EVERYONE,
    definedBy: plan.inGroup && definition !== undefined ? { id: definition.record.id, hash: definition.hash } : null,
    refs: plan.type === 'retract' || plan.type === 'ack' ? refs.slice(0, 1) : refs,
    handling: plan.label === null ? undefined : handling,
    basis: plan.regime === null ? 'national' : 'wassenaar-arrangement',
    releasedBy: release === undefined ? null : { id: release.record.id, hash: release.hash },
    body: plan.type === 'release' ? { regime: 'wassenaar-arrangement', what: 'x', to: plan.to.map(at) } : {},
  } as unknown as ForumRecord
}

/**
 * The rules once more, as a question about one state and one record, written without looking at how audiences are made:
 * may this state ever hold it? Says nothing of what is convenient, only of what is allowed.
 */
function oracle(story: Story, cases: ReturnType<typeof told>) {
  const order = new Map(cases.map(({ known }) => [known.hash, known]))
  const isMember = (state: StateId, step: number) =>
    (story.spans[STATES.indexOf(state)] ?? []).some(
      ({ from, until }) => from <= step && (until === null || step < until),
    )
  const stepOf = (known: Known) => cases.findIndex((one) => one.known === known)
  const isReplacement = (of: Known, rel: string, known: Known) =>
    of.record.author === known.record.author && rel === 'supersedes'

  /** Records whose restrictions a record bears: all it refers to, and through what it replaces, what that referred to. */
  function bearing(known: Known): readonly { readonly of: Known; readonly rel: string; readonly by: StateId }[] {
    return known.record.refs.flatMap(({ rel, hash }) => {
      const of = order.get(hash)
      if (of === undefined) return []
      return isReplacement(of, rel, known) ? bearing(of) : [{ of, rel, by: known.record.author }]
    })
  }
  function labelOf(known: Known): number {
    // A retraction tells of what it retracts.
    const isRetraction = known.record.type === 'retract' && known.record.handling !== undefined
    const of = isRetraction ? order.get(known.record.refs[0]?.hash ?? sha256('')) : undefined
    if (of?.record.author === known.record.author) return labelOf(of)
    const own = known.record.handling === undefined ? LABELS.length - 1 : LABELS.indexOf(known.record.handling.tlp)
    return Math.max(own, ...bearing(known).map(({ of }) => labelOf(of)))
  }
  const isOrcon = (known: Known): boolean =>
    (known.record.handling?.caveats.includes('ORCON') ?? false) || bearing(known).some(({ of }) => isOrcon(of))

  function mayHold(state: StateId, known: Known): boolean {
    const { record } = known
    if (state === record.author) return true
    if (record.handling === undefined) return false
    if (record.basis !== 'national' && !isReleasedTo(state, known)) return false
    const [first] = record.refs.map(({ hash }) => order.get(hash))
    if (record.type === 'ack') return first !== undefined && first.record.author === state
    if (record.type === 'retract') return first?.record.author === record.author && mayHoldNow(state, first)
    const step = stepOf(known)
    if (!isMember(state, step) || !isInGroup(state, known)) return false
    if (record.handling.eyes !== null && !record.handling.eyes.includes(state)) return false
    if (LABELS[labelOf(known)] === 'RED' && !mayPersonRead(state, known)) return false
    return bearing(known).every(({ of, rel, by }) => {
      if (rel === 'derives-from' && isOrcon(of) && by !== of.record.author) return state === of.record.author
      return mayHoldNow(state, of)
    })
  }
  /** Open to all members means to later ones too. */
  function mayHoldNow(state: StateId, known: Known): boolean {
    return mayHold(state, known) || (known.audience.isOpen && isOpenByRule(known))
  }
  function isOpenByRule(known: Known): boolean {
    if (known.record.type === 'retract') {
      const of = order.get(known.record.refs[0]?.hash ?? sha256(''))
      return of !== undefined && isOpenByRule(of)
    }
    return (
      known.record.handling !== undefined &&
      known.record.handling.eyes === null &&
      known.record.group === EVERYONE &&
      known.record.basis === 'national' &&
      labelOf(known) <= LABELS.indexOf('GREEN') &&
      bearing(known).every(
        ({ of, rel, by }) => isOpenByRule(of) && !(rel === 'derives-from' && isOrcon(of) && by !== of.record.author),
      )
    )
  }
  function isInGroup(state: StateId, { record }: Known): boolean {
    if (record.group === EVERYONE) return true
    const step = Math.max(...story.definitions.map((one) => one.step).filter((one) => instantOf(one) <= record.created))
    const newest = story.definitions.filter((one) => one.step === step)
    return newest.some(({ members }) => state === at(0) || members.map(at).includes(state))
  }
  function isReleasedTo(state: StateId, { record }: Known): boolean {
    const release = record.releasedBy === null ? undefined : order.get(record.releasedBy.hash)
    if (release?.record.type !== 'release') return false
    return state === release.record.author || (release.record.body.to.includes(state) && mayHoldNow(state, release))
  }
  function mayPersonRead(state: StateId, known: Known): boolean {
    if (known.record.handling.tlp !== 'RED' || !known.record.handling.names.includes(personOf(state))) return false
    return bearing(known)
      .filter(({ of }) => LABELS[labelOf(of)] === 'RED')
      .every(({ of }) => of.record.author === state || of.audience.people.includes(personOf(state)))
  }
  return mayHold
}

describe('who may read a record', () => {
  it('is never anyone the rules do not name, in ten thousand records of every label, group, change and derivation', () => {
    let records = 0
    let reached = 0
    fc.assert(
      fc.property(story, (story) => {
        const cases = told(story)
        const mayHold = oracle(story, cases)
        for (const { known, around } of cases) {
          records++
          const given = nodesOf(known.audience, around.membership)
          reached += given.length
          for (const state of given) {
            if (!mayHold(state, known)) throw new Error(`${state} is given ${JSON.stringify(known.record)}`)
          }
          // A retraction goes to the persons who had the record.
          if (known.record.type === 'retract') continue
          for (const person of known.audience.people) expect(known.record.handling.names).toContain(person)
        }
      }),
      { numRuns: 2_500 },
    )
    expect(records).toBeGreaterThan(10_000)
    expect(reached).toBeGreaterThan(5_000)
  })

  it('is everyone the rules name', () => {
    fc.assert(
      fc.property(story, (story) => {
        const cases = told(story)
        const mayHold = oracle(story, cases)
        for (const { known, around } of cases) {
          // A retraction of what was open goes out to later members by their history.
          if (known.record.type === 'retract' && known.audience.isOpen) continue
          const given = nodesOf(known.audience, around.membership)
          const named = STATES.filter((state) => state !== known.record.author && mayHold(state, known))
          expect(given).toEqual(named.sort())
        }
      }),
      { numRuns: 600 },
    )
  })

  it('is nobody where the label is missing', () => {
    fc.assert(
      fc.property(story, (story) => {
        for (const { plan, known } of told(story))
          if (plan.label === null) expect(isForNobody(known.audience)).toBe(true)
      }),
      { numRuns: 250 },
    )
  })

  it('is told by name: every member either receives it or is left out, each with a reason', () => {
    fc.assert(
      fc.property(story, (story) => {
        for (const { known, around } of told(story)) {
          const { audience, record } = known
          if (audience.isOpen && record.type === 'retract') continue
          const told = [...audience.why, ...audience.leftOut]
          expect(told.every(({ why }) => why.length > 0)).toBe(true)
          const names = new Set<string>(told.map(({ to }) => to))
          for (const person of audience.people) names.add(stateOfPerson(person))
          const members = [...around.membership.states.values()].filter(({ memberDuring }) =>
            memberDuring.some(
              ({ from, until }) => from <= record.created && (until === null || record.created < until),
            ),
          )
          for (const { state } of members) if (state !== record.author) expect(names).toContain(state)
        }
      }),
      { numRuns: 250 },
    )
  })

  it('never widens when a caveat, a narrower label or a reference is added', () => {
    fc.assert(
      fc.property(story, fc.constantFrom(...LABELS), fc.constantFrom(...CAVEATS), (story, label, caveat) => {
        for (const { known, around } of told(story)) {
          const { record } = known
          if (record.handling === undefined || record.type === 'retract' || record.type === 'ack') continue
          // Names are read only where the record itself is RED, so that label alone can add persons.
          if (label === 'RED' && record.handling.tlp !== 'RED') continue
          const stricter = LABELS.indexOf(label) > LABELS.indexOf(record.handling.tlp) ? label : record.handling.tlp
          const handling = { ...record.handling, tlp: stricter, caveats: [...record.handling.caveats, caveat] }
          const narrowed = audienceOf({ ...record, handling } as ForumRecord, record.created, around)
          const before = nodesOf(known.audience, around.membership)
          for (const state of nodesOf(narrowed, around.membership)) expect(before).toContain(state)
          if (narrowed.isPublic) expect(known.audience.isPublic).toBe(true)
          if (narrowed.isOpen) expect(known.audience.isOpen).toBe(true)
        }
      }),
      { numRuns: 250 },
    )
  })

  it('gives a state that comes later nothing for named states or persons, and nothing that refers to what it lacks', () => {
    fc.assert(
      fc.property(story, (story) => {
        const cases = told(story)
        for (const { known, around } of cases) {
          for (const state of STATES) {
            if (!mayReadLater(known, state, instantOf(100), around) || known.audience.isOpen) continue
            expect(known.record.handling.eyes).toBeNull()
            expect(known.audience.label).not.toBe('RED')
            for (const { hash } of known.record.refs) expect(around.known(hash)?.holders.has(state)).toBe(true)
          }
        }
      }),
      { numRuns: 250 },
    )
  })
})

describe('an audience', () => {
  const everyone = STATES.map((): Spans => [{ from: -1, until: null }])
  const base = membershipOf(everyone)
  const second = 'urn:forum:person:DK:two' as PersonId
  const delegates = new Map(base.delegates).set(second, { person: second, state: at(1), name: 'y', office: 'y' })
  const around = (...held: readonly Known[]): Surroundings => ({
    membership: { ...base, delegates },
    groups: new Map(),
    known: (hash) => held.find((one) => one.hash === hash) ?? null,
    isReading: false,
  })
  const make = (fields: object) =>
    ({ ...shared(1), author: at(0), type: 'comment', group: EVERYONE, body: {}, ...fields }) as unknown as ForumRecord
  const handled = (tlp: Label, names: readonly PersonId[] = []) => ({ ...shared(1).handling, tlp, names })
  const hold = (record: ForumRecord, surroundings = around()): Known => {
    const audience = audienceOf(record, record.created, surroundings)
    const holders = new Set([record.author, ...nodesOf(audience, surroundings.membership)])
    return { record, text: '', hash: canonicalHash(record.body), audience, holders }
  }
  const refTo = (known: Known, rel = 'about') => ({ rel, id: known.record.id, hash: known.hash })

  it('of a reply to a RED record leaves out a person of the same state who was not named', () => {
    const red = hold(make({ handling: handled('RED', [personOf(at(1))]), body: { a: 1 } }))
    const reply = make({ author: at(1), refs: [refTo(red)], handling: handled('RED', [second, personOf(at(0))]) })
    expect(audienceOf(reply, reply.created, around(red)).people).toEqual([personOf(at(0))])
  })

  it('is nobody where the release is of another regime', () => {
    const release = hold(
      make({ type: 'release', handling: handled('GREEN'), body: { regime: 'australia-group', what: 'x', to: STATES } }),
    )
    const made = make({ basis: 'wassenaar-arrangement', releasedBy: { id: release.record.id, hash: release.hash } })
    expect(isForNobody(audienceOf(made, made.created, around(release)))).toBe(true)
    const fitting = { ...made, basis: 'australia-group' } as ForumRecord
    expect(audienceOf(fitting, made.created, around(release)).states).toHaveLength(STATES.length - 1)
  })

  it('is nobody where a record referred to is not held, but for a reader of what replaces it', () => {
    const lost = { rel: 'supersedes', id: shared(0).id, hash: sha256('lost') }
    const made = make({ refs: [lost], handling: handled('GREEN') })
    expect(isForNobody(audienceOf(made, made.created, around()))).toBe(true)
    expect(audienceOf(made, made.created, { ...around(), isReading: true }).isOpen).toBe(true)
    const derived = make({ refs: [{ ...lost, rel: 'derives-from' }], handling: handled('GREEN') })
    expect(isForNobody(audienceOf(derived, made.created, { ...around(), isReading: true }))).toBe(true)
  })

  it('of a group’s definition is those in it, even where it is labelled GREEN and addressed to all', () => {
    const body = { group: GROUP, name: 'g', purpose: 'g', members: [at(1)], history: { kind: 'none' } }
    const made = make({ type: 'group.define', body, handling: handled('GREEN') })
    expect(audienceOf(made, made.created, around())).toMatchObject({ states: [at(1)], isOpen: false, isPublic: false })
  })

  it('of a retraction or acknowledgement that refers to two records is nobody', () => {
    const [one, two] = [hold(make({ body: { a: 1 } })), hold(make({ body: { a: 2 } }))]
    const theirs = hold(make({ author: at(1), body: { a: 3 } }))
    for (const [type, rel, of] of [
      ['retract', 'retracts', one],
      ['ack', 'about', theirs],
    ] as const) {
      const single = make({ type, refs: [refTo(of, rel)] })
      expect(isForNobody(audienceOf(single, single.created, around(one, two, theirs)))).toBe(false)
      const double = make({ type, refs: [refTo(of, rel), refTo(two, rel)] })
      expect(isForNobody(audienceOf(double, double.created, around(one, two, theirs)))).toBe(true)
    }
  })
})

describe('a record made from others', () => {
  const cases = (plans: readonly Partial<Plan>[]) =>
    told({
      spans: STATES.map(() => [{ from: -1, until: null }]),
      definitions: [],
      plans: plans.map((one) => ({
        author: 0,
        type: 'comment' as const,
        label: 'GREEN' as const,
        inGroup: false,
        eyes: null,
        names: [],
        orcon: false,
        refs: [],
        regime: null,
        to: [],
        ...one,
      })),
    }).map(({ known }) => known.audience)

  it('bears the strictest label and goes only where all of them went', () => {
    const [, , made] = cases([
      { label: 'AMBER', eyes: [1, 2, 3] },
      { label: 'AMBER+STRICT', eyes: [2, 3, 4] },
      {
        label: 'GREEN',
        refs: [
          { rel: 'derives-from', back: 0 },
          { rel: 'about', back: 1 },
        ],
      },
    ])
    expect(made).toMatchObject({ label: 'AMBER+STRICT', states: [stateId('NL'), stateId('US')].sort(), isOpen: false })
  })

  it('is freed from its own label by its author’s replacement, and not from what it took from others', () => {
    const [, , own] = cases([
      { label: 'AMBER', eyes: [1] },
      {},
      { label: 'CLEAR', refs: [{ rel: 'supersedes', back: 0 }] },
    ])
    expect(own).toMatchObject({ label: 'CLEAR', isPublic: true })
    const [, , taken] = cases([
      { author: 1, label: 'AMBER', eyes: [0, 2] },
      { label: 'AMBER', refs: [{ rel: 'derives-from', back: 0 }] },
      { label: 'CLEAR', refs: [{ rel: 'supersedes', back: 1 }] },
    ])
    expect(taken).toMatchObject({ label: 'AMBER', isPublic: false, states: [stateId('DK'), stateId('NL')] })
  })

  it('from one that its originator controls goes to the originator alone', () => {
    const [, made] = cases([
      { label: 'AMBER', orcon: true },
      { author: 1, label: 'AMBER', refs: [{ rel: 'derives-from', back: 0 }] },
    ])
    expect(made?.states).toEqual([stateId('NO')])
  })
})
