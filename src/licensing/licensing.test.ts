import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterActs,
  executive,
  fullAnswers,
  interceptionAssessment,
  keyOf,
  officer,
  signedBy,
  tippedCase,
  tipWords,
  wholePackage,
} from '../../test/application-story.ts'
import { type ApplicationPackage, prepare, scheduleSubjects, writePackage } from '../application/index.ts'
import { canonical, readSealed, seal, sha256 } from '../base/index.ts'
import type { BodyOf } from '../forum/index.ts'
import { actLicensing, type LicensingAsked, proposalGaps } from './act.ts'
import { tellApplicant, tellAuthority } from './correspondence.ts'
import { denialNotice, type Sharing } from './denial.ts'
import type { Evidence, LicensingEvent } from './event.ts'
import { FACTORS } from './factors.ts'
import { decisionLetter, letterHash } from './letter.ts'
import type { Official } from './people.ts'
import { type Reception, receivePackage, receiveSupplement } from './receive.ts'
import { afterLicensing, evidenceIds, type LicensingCase, licensingCaseOf, openFactors } from './state.ts'

const AT = '2026-11-24T09:00:00.000Z'
const registrar: Official = { id: 'r1', name: 'Fictional Registrar', agency: 'Authority', roles: ['registrar'] }
const first: Official = { id: 'o1', name: 'Fictional Officer', agency: 'Authority', roles: ['officer'] }
const second: Official = { id: 'o2', name: 'Second Fictional Officer', agency: 'Authority', roles: ['officer'] }
const senior: Official = { id: 's1', name: 'Fictional Director', agency: 'Authority', roles: ['senior'] }
const adviser: Official = { id: 'a1', name: 'Fictional Adviser', agency: 'Ministry', roles: ['adviser'] }
const stranger: Official = {
  id: 'x1',
  name: 'Fictional Stranger',
  agency: 'Elsewhere',
  roles: ['officer', 'adviser', 'senior'],
}

const whole = wholePackage()
const key = keyOf(1)
const text = writePackage(signedBy(key, whole))
const files = [{ id: 'attachment brochure', bytes: Buffer.from('brochure') }]
const reception: Reception = {
  authority: 'Authority',
  receivedOn: '2026-11-25',
  exporters: [{ name: 'Fictional Instruments Inc', key: key.publicKey.hex }],
  seen: () => null,
}

function receivedCase(): LicensingCase {
  const received = receivePackage({ text, files }, reception)
  if (!received.ok) throw new Error(received.error.sentence)
  return licensingCaseOf([{ event: received.value, actor: registrar, at: AT }])
}

function advanced(state: LicensingCase, ...acts: readonly (readonly [LicensingAsked, Official])[]): LicensingCase {
  return acts.reduce((now, [asked, actor]) => {
    const acted = actLicensing(now, asked, actor)
    if (!acted.ok) throw new Error(`${asked.kind}: ${acted.error.sentence}`)
    return following(now, acted.value, actor)
  }, state)
}

function following(state: LicensingCase, events: readonly LicensingEvent[], actor: Official): LicensingCase {
  return events.reduce((now, event) => afterLicensing(now, { event, actor, at: AT }), state)
}

function refusalOf(state: LicensingCase, asked: LicensingAsked, actor: Official): string | null {
  const acted = actLicensing(state, asked, actor)
  return acted.ok ? null : acted.error.kind
}

const evidence = (id: string, isOpen = true): Evidence => ({
  id,
  title: `Fictional paper ${id}`,
  sha256: sha256(id),
  isOpen,
})

const registered: readonly (readonly [LicensingAsked, Official])[] = [
  [{ kind: 'case.registered', reference: 'R-1', registeredOn: '2026-11-25' }, registrar],
  [{ kind: 'case.assigned', officer: 'o1' }, registrar],
]

function weighAll(state: LicensingCase): LicensingCase {
  return state.subjects
    .filter((one) => one.weight === null)
    .reduce(
      (now, { subject }) =>
        advanced(now, [
          {
            kind: 'information.weighed',
            subject,
            weight: 'relied-on',
            reason: 'It is specific.',
            evidence: ['package'],
          },
          first,
        ]),
      state,
    )
}

function findAll(state: LicensingCase): LicensingCase {
  return openFactors(state).reduce(
    (now, factor) =>
      advanced(now, [
        {
          kind: 'finding.recorded',
          factor,
          finding: factor === 'H3' ? 'clear-risk' : 'low',
          evidence: ['information n1'],
          counterEvidence: ['human-rights'],
          text: 'The unit used it on reporters.',
        },
        first,
      ]),
    state,
  )
}

const readyCase = (): LicensingCase => findAll(weighAll(advanced(receivedCase(), ...registered)))

const reasons = [
  { text: 'The end user turned such a device on reporters.', evidence: ['finding H3', 'information n1'] },
]
const intent: Extract<LicensingAsked, { kind: 'denial.intended' }> = {
  kind: 'denial.intended',
  reasons,
  wouldHelp: 'No change to this application would.',
  on: '2026-12-01',
  answerBy: '2026-12-21',
}
const denial: Extract<LicensingAsked, { kind: 'decision.proposed' }> = {
  kind: 'decision.proposed',
  outcome: 'denied',
  reasons,
  grounds: ['15 CFR 742.13(b)(2)'],
}
const countersignature: LicensingAsked = { kind: 'decision.countersigned', isAccepted: true, reason: '' }
const decided: Extract<LicensingAsked, { kind: 'case.decided' }> = {
  kind: 'case.decided',
  on: '2027-01-04',
  reference: 'D-1',
}

function deniedCase(): LicensingCase {
  const answered = advanced(
    readyCase(),
    [intent, first],
    [{ kind: 'rebuttal.received', answer: 'We disagree.', documents: [] }, registrar],
  )
  return advanced(weighAll(answered), [denial, first], [countersignature, second], [decided, first])
}

describe('a package that arrives', () => {
  const refused = (delivery: Parameters<typeof receivePackage>[0], changes: Partial<Reception> = {}) => {
    const received = receivePackage(delivery, { ...reception, ...changes })
    return received.ok ? null : received.error
  }

  it('is taken in with everything it discloses, and every exhibit as evidence', () => {
    const state = receivedCase()
    expect(state.subjects.map((one) => one.subject)).toEqual(whole.disclosure.lines.map((line) => line.subject))
    expect(state.evidence.map((one) => one.id)).toEqual(['package', ...whole.exhibits.map((one) => one.id)])
  })

  it('is refused when a byte of it is changed, and what came is kept by its hash', () => {
    const changed = text.replace('Fictional Third Unit', 'Fictional Tbird Unit')
    expect(refused({ text: changed, files })).toMatchObject({ why: 'package.altered', file: sha256(changed) })
    expect(refused({ text: `${text} `, files })?.why).toBe('package.unreadable')
  })

  it.each([
    [
      'from a key nobody registered',
      { exporters: [{ name: 'Fictional Instruments Inc', key: keyOf(2).publicKey.hex }] },
      'package.unknown-exporter',
    ],
    [
      'in the name of another exporter',
      { exporters: [{ name: 'Fictional Other Inc', key: key.publicKey.hex }] },
      'package.unknown-exporter',
    ],
    ['a second time', { seen: () => 'R-1' }, 'package.duplicate'],
  ])('is refused %s', (_, changes, why) => {
    expect(refused({ text, files }, changes)?.why).toBe(why)
  })

  it('is refused with a file changed, missing or unknown', () => {
    expect(refused({ text, files: [{ id: 'attachment brochure', bytes: Buffer.from('brochurf') }] })?.why).toBe(
      'package.file',
    )
    expect(refused({ text, files: [] })?.why).toBe('package.file')
    expect(refused({ text, files: [...files, { id: 'more', bytes: Buffer.from('') }] })?.why).toBe('package.file')
  })

  it('is refused when the signer gave an exhibit another hash, a name of something else, or left one out or in twice', () => {
    const exhibits = whole.exhibits.map((one) => (one.id === 'schedule' ? { ...one, sha256: sha256('other') } : one))
    const named = whole.exhibits.map((one) => (one.id === 'assessment' ? { ...one, id: 'finding H3' } : one))
    const silent = whole.exhibits.filter((one) => one.id !== 'flag F1')
    const doubled = whole.exhibits.flatMap((one) => (one.id === 'original n1' ? [one, one] : [one]))
    const letter = whole.letter.filter(
      (paragraph) => !paragraph.evidence.some((id) => ['assessment', 'flag F1'].includes(id)),
    )
    const wrong = [exhibits, named, silent, doubled].map((faulty) => {
      const lying = writePackage(signedBy(key, { ...whole, letter, exhibits: faulty }))
      return refused({ text: lying, files })?.why
    })
    expect(wrong).toEqual(Array.from({ length: 4 }, () => 'package.exhibit'))
  })
})

describe('a supplement', () => {
  const supplemented = (): ApplicationPackage => {
    const later = afterActs(
      tippedCase(),
      [
        {
          kind: 'information.linked',
          item: 'n2',
          sha256: sha256('later mail'),
          party: 'ministry',
          because: 'names the unit',
          isRetroactive: false,
        },
        officer,
      ],
      [
        {
          kind: 'information.disposed',
          item: 'n2',
          disposition: 'noted',
          reason: 'weighed',
          evidence: ['n2'],
          second: null,
        },
        officer,
      ],
      [{ kind: 'rights.assessed', assessment: assessedRights, considered: ['n1', 'n2'] }, officer],
    )
    const words = { item: 'n2', words: 'It was used again.', sourceMarks: [] }
    return prepare(later, interceptionAssessment(), { answers: fullAnswers, information: [tipWords, words] })
  }
  const assessedRights = tippedCase().rights?.assessment ?? never()
  const delivery = () => ({ text: writePackage(signedBy(key, supplemented())), files })

  it('T4 adds what the applicant learned since, to be weighed anew, and takes a proposal back', () => {
    const proposed = advanced(
      readyCase(),
      [{ ...denial, outcome: 'returned-without-action' }, first],
      [countersignature, second],
    )
    const received = receiveSupplement(proposed, delivery(), reception)
    if (!received.ok) throw new Error(received.error.sentence)
    expect(received.value.disclosed).toEqual(['package (supplement 1)', 'information n2 (supplement 1)'])
    const later = following(proposed, [received.value], registrar)
    expect(later.proposal).toBeNull()
    expect(proposalGaps(later)).toEqual(['weigh package (supplement 1)', 'weigh information n2 (supplement 1)'])
    expect(later.evidence.slice(0, proposed.evidence.length)).toEqual(proposed.evidence)
  })

  it('comes in after the decision too, and leaves the decision as it was', () => {
    const received = receiveSupplement(deniedCase(), delivery(), reception)
    if (!received.ok) throw new Error(received.error.sentence)
    const later = following(deniedCase(), [received.value], registrar)
    expect(later.decision).toEqual(deniedCase().decision)
    expect(later.subjects.some((one) => one.weight === null)).toBe(true)
  })

  it('of another case is refused', () => {
    const other = receiveSupplement({ ...readyCase(), exportersCase: 'C-9' }, delivery(), reception)
    expect(!other.ok && other.error.why).toBe('package.other-case')
  })
})

describe('what the two sides tell each other', () => {
  it('is one fact in both ledgers, and nothing between officers goes out', () => {
    const state = deniedCase()
    const letter = decisionLetter(state)
    const issued: LicensingEvent = {
      kind: 'letter.issued',
      letter: letter.ok ? letterHash(letter.value) : '',
      on: '2027-01-04',
    }
    expect(tellApplicant({ kind: 'case.registered', reference: 'R-1', registeredOn: '2026-11-25' }, state)).toEqual({
      kind: 'application.registered',
      reference: 'R-1',
    })
    expect(tellApplicant(issued, state)).toMatchObject({
      kind: 'application.decided',
      decision: { outcome: 'denied', reference: 'D-1', letter: issued.letter, conditions: [] },
    })
    expect(tellApplicant({ kind: 'agency.consulted', agency: 'Ministry', question: 'q', dueOn: 'd' }, state)).toBeNull()
    expect(tellApplicant(denial, state)).toBeNull()
    expect(tellAuthority({ kind: 'application.rebutted', answer: 'no' }, [])).toEqual({
      kind: 'rebuttal.received',
      answer: 'no',
      documents: [],
    })
    expect(tellAuthority({ kind: 'hold.lifted', hold: 'h', basis: 'b' }, [])).toBeNull()
  })

  it('tells the applicant of each thing it must answer, as its own case takes it', () => {
    const submitted = afterActs(
      tippedCase(),
      [{ kind: 'application.prepared', package: 'p', schedule: scheduleSubjects(whole) }, officer],
      [{ kind: 'application.signed', package: 'p', statement: 's', signature: 'x' }, executive],
      [{ kind: 'application.submitted', package: 'p', authority: 'Authority' }, officer],
    )
    const told = [{ kind: 'query.sent', query: 'q', question: 'Which unit?', dueOn: '2026-12-20' }, intent] as const
    const answered = told.reduce((now, event) => {
      const asked = tellApplicant(event, readyCase())
      return asked === null ? never() : afterActs(now, [asked, { id: 'authority', name: 'Authority', roles: [] }])
    }, submitted)
    expect(answered.application.stage).toBe('intent-to-deny')
    expect(answered.application.queries).toHaveLength(1)
  })
})

describe('what is recorded', () => {
  it('can be sealed: strings, whole numbers, yes and no, and nothing JSON would lose', () => {
    const received = receivePackage({ text, files }, reception)
    const events: readonly LicensingEvent[] = [
      ...(received.ok ? [received.value] : []),
      ...registered.map(([asked]) => asked),
      ...asksIn(receivedCase()).map(([asked]) => asked),
    ]
    const wrong = events.filter(({ kind, ...body }) => {
      const { entry, text: sealed } = seal(null, { at: AT, actor: first.id, kind, body })
      const read = readSealed({ text: sealed, hash: entry.hash })
      return !read.ok || canonical(read.value.body) !== canonical(body)
    })
    expect(events.length).toBeGreaterThan(20)
    expect(wrong).toEqual([])
  })
})

/** Every act anybody could ask for in a small world: one query, one agency with one condition, one paper, two officers. */
function asksIn(state: LicensingCase): readonly (readonly [LicensingAsked, Official])[] {
  const subject = state.subjects.find((one) => one.weight === null)?.subject
  const [factor] = openFactors(state)
  const asks: readonly LicensingAsked[] = [
    { kind: 'case.registered', reference: 'R-1', registeredOn: '2026-11-25' },
    ...(subject === undefined
      ? []
      : [
          {
            kind: 'information.weighed',
            subject,
            weight: 'considered',
            reason: 'read',
            evidence: ['package'],
          } as const,
        ]),
    ...(factor === undefined
      ? []
      : [
          {
            kind: 'finding.recorded',
            factor,
            finding: factor === 'H3' ? 'serious' : 'low',
            evidence: ['package'],
            counterEvidence: [],
            text: 'found',
          } as const,
        ]),
    ...(state.queries.length === 0
      ? [{ kind: 'query.sent', query: 'q', question: 'Which unit?', dueOn: '2026-12-01' } as const]
      : []),
    ...(state.queries.some((one) => one.answer === null)
      ? [{ kind: 'query.replied', query: 'q', answer: 'third', documents: [] } as const]
      : []),
    ...(state.consultations.every((one) => one.advice !== null)
      ? [{ kind: 'agency.consulted', agency: 'Ministry', question: 'And you?', dueOn: '2026-12-01' } as const]
      : []),
    ...(state.consultations.some((one) => one.isAwaited)
      ? [
          {
            kind: 'agency.advised',
            agency: 'Ministry',
            advice: 'refuse',
            reasons: 'risk',
            evidence: ['package'],
          } as const,
        ]
      : []),
    { kind: 'conflict.settled', agency: 'Ministry', outcome: 'proceed', reasons: 'heard' },
    ...(state.conditions.length === 0
      ? [
          {
            kind: 'condition.imposed',
            condition: 'c',
            text: 'Report use.',
            metric: 'a report',
            imposedBy: 'Ministry',
          } as const,
        ]
      : []),
    { kind: 'condition.consented', condition: 'c', to: null },
    { kind: 'condition.changed', condition: 'c', to: null, reason: 'not needed' },
    ...(state.intents.length < 2 ? [{ ...intent, reasons: [{ text: 'risk', evidence: ['package'] }] }] : []),
    ...(state.intents.at(-1)?.state === 'waited-for'
      ? [{ kind: 'rebuttal.received', answer: 'no', documents: [] } as const]
      : []),
    {
      kind: 'decision.proposed',
      outcome: 'denied',
      reasons: [{ text: 'risk', evidence: ['finding H3'] }],
      grounds: ['law'],
    },
    {
      kind: 'decision.proposed',
      outcome: 'granted',
      reasons: [{ text: 'fine', evidence: ['finding H3'] }],
      grounds: ['law'],
    },
    {
      kind: 'decision.proposed',
      outcome: 'granted-with-conditions',
      reasons: [{ text: 'fine', evidence: ['finding H3'] }],
      grounds: ['law'],
    },
    countersignature,
    decided,
  ]
  return asks.flatMap((asked) => [first, second, senior, adviser, stranger].map((actor) => [asked, actor] as const))
}

function keyOfState(state: LicensingCase): string {
  return JSON.stringify([
    state.reference !== null,
    state.subjects.filter((one) => one.weight === null).length > 0,
    state.subjects.map((one) => one.subject.startsWith('rebuttal') && one.weight === null),
    state.subjects.some((one) => one.subject === 'reply q' && one.weight === null),
    openFactors(state).length,
    state.queries.map((one) => one.answer),
    state.consultations.map((one) => [one.advice, one.isAwaited, one.settled !== null]),
    state.conditions.map((one) => [one.text, one.consentedTo]),
    state.intents.map((one) => one.state),
    [state.proposal?.outcome, state.proposal?.by.id, state.proposal?.countersignedBy?.id],
    state.decision?.outcome,
  ])
}

describe('every state that can be reached', () => {
  it('comes to a decision only with every factor found, everything weighed, reasons, and two officers', {
    timeout: 60_000,
  }, () => {
    const wrong: string[] = []
    const outcomes = new Set<string>()
    // All factors but two are found beforehand, and what was disclosed is weighed: the walk is about order and persons.
    const start = receivedCase()
    const prepared = weighAll(advanced(start, ...registered))
    const known = FACTORS.filter((factor) => factor !== 'H3').reduce(
      (now, factor) =>
        advanced(now, [
          {
            kind: 'finding.recorded',
            factor,
            finding: 'none',
            evidence: ['package'],
            counterEvidence: [],
            text: 'found',
          },
          first,
        ]),
      prepared,
    )
    const seen = new Set([keyOfState(known)])
    const waiting = [known]
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      for (const [asked, actor] of asksIn(state)) {
        const acted = actLicensing(state, asked, actor)
        if (!acted.ok) continue
        const next = following(state, acted.value, actor)
        wrong.push(
          ...wrongIn(state, asked, actor, next).map((why) => `${why}: ${asked.kind} from ${keyOfState(state)}`),
        )
        if (next.decision !== null) outcomes.add(next.decision.outcome)
        const key = keyOfState(next)
        if (seen.has(key)) continue
        seen.add(key)
        waiting.push(next)
      }
    }
    expect(wrong.slice(0, 5)).toEqual([])
    expect([...outcomes].sort()).toEqual(['denied', 'granted', 'granted-with-conditions'])
    expect(seen.size).toBeGreaterThan(1_000)
  })

  function wrongIn(
    before: LicensingCase,
    asked: LicensingAsked,
    actor: Official,
    next: LicensingCase,
  ): readonly string[] {
    const { decision } = next
    return [
      ...(actor === stranger ? ['a stranger acted'] : []),
      ...(asked.kind === 'decision.countersigned' && before.proposal?.by.id === actor.id
        ? ['countersigned by its author']
        : []),
      ...(asked.kind === 'condition.changed' &&
      actor.agency !== 'Ministry' &&
      before.conditions[0]?.consentedTo?.to !== null
        ? ['a condition was touched without its owner']
        : []),
      ...(decision !== null && before.decision === null
        ? [
            ...(proposalGaps(next).length > 0 ? ['decided with gaps'] : []),
            ...(openFactors(next).length > 0 ? ['decided with a factor open'] : []),
            ...(decision.reasons.some((reason) => reason.evidence.length === 0) ? ['decided without evidence'] : []),
            ...(decision.countersignedBy === null || decision.countersignedBy.id === decision.by.id
              ? ['decided by one']
              : []),
            ...(decision.outcome === 'denied' && next.intents.at(-1)?.state !== 'received' ? ['denied unheard'] : []),
            ...(decision.outcome.startsWith('granted') &&
            next.consultations.some((one) => one.advice === 'refuse' && one.settled === null)
              ? ['granted against an agency']
              : []),
            ...letterFaults(next),
          ]
        : []),
    ]
  }

  function letterFaults(state: LicensingCase): readonly string[] {
    const letter = decisionLetter(state)
    return letter.ok ? [] : [letter.error.sentence]
  }
})

describe('the guards of a decision', () => {
  it('an acknowledgement of a question is no reply', () => {
    const asked = advanced(readyCase(), [
      { kind: 'query.sent', query: 'q', question: 'Which unit?', dueOn: '2026-12-20' },
      first,
    ])
    const acknowledged = advanced(asked, [{ kind: 'query.acknowledged', query: 'q' }, registrar])
    expect(proposalGaps(acknowledged)).toEqual(['wait for the reply to q until 2026-12-20'])
    const lapse: LicensingAsked = { kind: 'query.lapsed', query: 'q', on: '2026-12-20', reason: 'no reply' }
    expect(refusalOf(acknowledged, lapse, first)).toBe('licensing.not-now')
    expect(proposalGaps(advanced(acknowledged, [{ ...lapse, on: '2026-12-21' }, first]))).toEqual([])
    const replied = advanced(acknowledged, [
      { kind: 'query.replied', query: 'q', answer: 'The third.', documents: [evidence('letter')] },
      registrar,
    ])
    expect(proposalGaps(replied)).toEqual(['weigh reply q'])
  })

  it('news takes back a proposal and its countersignature', () => {
    const signed = advanced(
      weighAll(
        advanced(readyCase(), [intent, first], [{ kind: 'rebuttal.received', answer: 'no', documents: [] }, registrar]),
      ),
      [denial, first],
      [countersignature, second],
    )
    const later = advanced(signed, [{ kind: 'evidence.added', evidence: evidence('report'), from: 'press' }, registrar])
    expect(later.proposal).toBeNull()
    expect(refusalOf(later, decided, first)).toBe('licensing.not-now')
    expect(proposalGaps(later)).toEqual(['weigh report'])
  })

  it('a denial is told before, with 20 days to answer', () => {
    expect(refusalOf(readyCase(), denial, first)).toBe('licensing.not-now')
    expect(refusalOf(readyCase(), { ...intent, answerBy: '2026-12-20' }, first)).toBe('licensing.incomplete')
    const told = advanced(readyCase(), [intent, first])
    expect(refusalOf(told, denial, first)).toBe('licensing.not-now')
    expect(refusalOf(told, { kind: 'rebuttal.lapsed', on: '2026-12-21' }, first)).toBe('licensing.not-now')
    expect(refusalOf(advanced(told, [{ kind: 'rebuttal.lapsed', on: '2026-12-22' }, first]), denial, first)).toBeNull()
  })

  it('a serious finding is not passed over in silence', () => {
    const grant: LicensingAsked = {
      kind: 'decision.proposed',
      outcome: 'granted',
      reasons: [{ text: 'Fine.', evidence: ['package'] }],
      grounds: ['x'],
    }
    expect(refusalOf(readyCase(), grant, first)).toBe('licensing.incomplete')
    expect(
      refusalOf(readyCase(), { ...grant, reasons: [{ text: 'Fine.', evidence: ['finding H3'] }] }, first),
    ).toBeNull()
    expect(refusalOf(readyCase(), { ...grant, reasons: [] }, first)).toBe('licensing.incomplete')
  })

  it('a finding rests on what came in: not on nothing, not on what is unknown, not on another finding', () => {
    const finding = (ids: readonly string[]): LicensingAsked => ({
      kind: 'finding.recorded',
      factor: 'H1',
      finding: 'low',
      evidence: ids,
      counterEvidence: [],
      text: 'found',
    })
    const wrong = [[], ['nowhere'], ['finding H3']].filter(
      (ids) => refusalOf(readyCase(), finding(ids), first) === null,
    )
    expect(wrong).toEqual([])
    expect(refusalOf(readyCase(), finding(['information n1']), first)).toBeNull()
  })

  it('evidence never takes the name of what is there, or of what the case names itself', () => {
    const add = (id: string): LicensingAsked => ({ kind: 'evidence.added', evidence: evidence(id), from: 'press' })
    expect(
      ['package', 'rebuttal 1', 'finding H3', 'law x'].filter(
        (id) => refusalOf(readyCase(), add(id), registrar) === null,
      ),
    ).toEqual([])
    expect(refusalOf(readyCase(), add('report'), registrar)).toBeNull()
  })
})

describe('an agency that is consulted', () => {
  const ask: LicensingAsked = {
    kind: 'agency.consulted',
    agency: 'Ministry',
    question: 'And you?',
    dueOn: '2026-12-20',
  }
  const advise = (advice: 'refuse' | 'approve' | 'need-information'): LicensingAsked => ({
    kind: 'agency.advised',
    agency: 'Ministry',
    advice,
    reasons: 'So it is.',
    evidence: ['package'],
  })
  const lapse: LicensingAsked = { kind: 'agency.lapsed', agency: 'Ministry', on: '2026-12-21', reason: 'silent' }
  const grant: LicensingAsked = { kind: 'decision.proposed', outcome: 'granted', reasons, grounds: ['15 CFR 742.7(b)'] }

  it('is waited for until its day', () => {
    const asked = advanced(readyCase(), [ask, first])
    expect(proposalGaps(asked)).toEqual(['wait for the advice of Ministry until 2026-12-20'])
    expect(refusalOf(asked, { ...lapse, on: '2026-12-20' }, first)).toBe('licensing.not-now')
    expect(proposalGaps(advanced(asked, [lapse, first]))).toEqual([])
  })

  it('does not lose its refusal by being asked again and not answering', () => {
    const again = advanced(readyCase(), [ask, first], [advise('refuse'), adviser], [ask, first], [lapse, first])
    expect(refusalOf(again, grant, first)).toBe('licensing.not-now')
    const settlement: LicensingAsked = {
      kind: 'conflict.settled',
      agency: 'Ministry',
      outcome: 'proceed',
      reasons: 'The risk is met by the contract.',
    }
    expect(refusalOf(again, settlement, first)).toBe('licensing.not-permitted')
    expect(refusalOf(again, { ...settlement, reasons: ' ' }, senior)).toBe('licensing.incomplete')
    expect(refusalOf(advanced(again, [settlement, senior]), grant, first)).toBeNull()
  })

  it('that asks for information is given it and asked again', () => {
    const short = advanced(readyCase(), [ask, first], [advise('need-information'), adviser])
    expect(proposalGaps(short)).toEqual(['give Ministry what it asks for, and consult it again'])
    expect(refusalOf(short, lapse, first)).toBe('licensing.not-now')
    expect(proposalGaps(advanced(short, [ask, first], [advise('approve'), adviser]))).toEqual([])
  })
})

describe('an act that is refused', () => {
  const state = readyCase()
  const query: LicensingAsked = { kind: 'query.sent', query: 'q', question: 'Which unit?', dueOn: '2026-12-20' }
  const asked = advanced(state, [query, first])
  const replied = advanced(asked, [
    { kind: 'query.replied', query: 'q', answer: 'the third', documents: [] },
    registrar,
  ])
  const rebuttal: LicensingAsked = { kind: 'rebuttal.received', answer: 'We disagree.', documents: [] }
  const condition: LicensingAsked = {
    kind: 'condition.imposed',
    condition: 'c',
    text: 'Report.',
    metric: 'a report',
    imposedBy: 'Authority',
  }
  const proposed = advanced(state, [{ ...denial, outcome: 'returned-without-action' }, first])

  const refusals: readonly (readonly [string, LicensingCase, LicensingAsked, Official])[] = [
    [
      'a reply to what was never asked',
      state,
      { kind: 'query.replied', query: 'q', answer: 'x', documents: [] },
      registrar,
    ],
    [
      'a second reply in place of the first',
      replied,
      { kind: 'query.replied', query: 'q', answer: 'y', documents: [] },
      registrar,
    ],
    ['a reply without words', asked, { kind: 'query.replied', query: 'q', answer: ' ', documents: [] }, registrar],
    ['the same question twice', asked, query, first],
    ['an answer to an intent nobody sent', state, rebuttal, registrar],
    [
      'a second answer in place of the first',
      advanced(state, [intent, first], [rebuttal, registrar]),
      rebuttal,
      registrar,
    ],
    ['a second intent while the first waits', advanced(state, [intent, first]), intent, first],
    ['an intent that does not say what would help', state, { ...intent, wouldHelp: ' ' }, first],
    ['an intent without reasons', state, { ...intent, reasons: [] }, first],
    [
      'an intent whose reason has no words',
      state,
      { ...intent, reasons: [{ text: ' ', evidence: ['package'] }] },
      first,
    ],
    [
      'advice nobody asked for',
      state,
      { kind: 'agency.advised', agency: 'Ministry', advice: 'approve', reasons: 'x', evidence: [] },
      adviser,
    ],
    ['a condition by who was not consulted', state, { ...condition, imposedBy: 'Ministry' }, adviser],
    ['a condition of an id that stands', advanced(state, [condition, first]), condition, second],
    ['a condition nobody could check', state, { ...condition, metric: ' ' }, first],
    [
      'a change of a condition that does not stand',
      state,
      { kind: 'condition.changed', condition: 'c', to: null, reason: 'x' },
      first,
    ],
    [
      'a change of a condition without a reason',
      advanced(state, [condition, first]),
      { kind: 'condition.changed', condition: 'c', to: null, reason: '' },
      first,
    ],
    [
      'a change of a condition to blank words',
      advanced(state, [condition, first]),
      { kind: 'condition.changed', condition: 'c', to: ' ', reason: 'x' },
      first,
    ],
    [
      'consent to a change of what does not stand',
      state,
      { kind: 'condition.consented', condition: 'c', to: null },
      adviser,
    ],
    [
      'weighing what never came',
      state,
      { kind: 'information.weighed', subject: 'rumour', weight: 'considered', reason: 'x', evidence: [] },
      first,
    ],
    [
      'weighing without a reason',
      state,
      { kind: 'information.weighed', subject: 'flag F1', weight: 'considered', reason: '', evidence: [] },
      first,
    ],
    [
      'setting a factor aside without evidence',
      state,
      { kind: 'factor.set-aside', factor: 'H7', reason: 'x', evidence: [] },
      first,
    ],
    [
      'setting a factor aside without a reason',
      state,
      { kind: 'factor.set-aside', factor: 'H7', reason: '', evidence: ['package'] },
      first,
    ],
    [
      'a finding without words',
      state,
      { kind: 'finding.recorded', factor: 'H1', finding: 'low', evidence: ['package'], counterEvidence: [], text: '' },
      first,
    ],
    [
      'a finding whose counter-evidence is unknown',
      state,
      {
        kind: 'finding.recorded',
        factor: 'H1',
        finding: 'low',
        evidence: ['package'],
        counterEvidence: ['x'],
        text: 'x',
      },
      first,
    ],
    [
      'consulting oneself',
      state,
      { kind: 'agency.consulted', agency: 'Authority', question: 'x', dueOn: '2026-12-20' },
      first,
    ],
    [
      'settling with an agency that did not advise',
      state,
      { kind: 'conflict.settled', agency: 'Ministry', outcome: 'x', reasons: 'x' },
      senior,
    ],
    ['registering twice', state, { kind: 'case.registered', reference: 'R-2', registeredOn: '2026-11-26' }, registrar],
    [
      'registering without a reference',
      receivedCase(),
      { kind: 'case.registered', reference: '', registeredOn: '2026-11-26' },
      registrar,
    ],
    [
      'registering by an adviser of the authority',
      receivedCase(),
      { kind: 'case.registered', reference: 'R', registeredOn: '2026-11-26' },
      { ...adviser, agency: 'Authority' },
    ],
    ['assigning what is not registered', receivedCase(), { kind: 'case.assigned', officer: 'o1' }, registrar],
    ['a question before registration', receivedCase(), query, first],
    ['a decision by a registrar', state, { ...denial, outcome: 'returned-without-action' }, registrar],
    ['a proposal without law', state, { ...denial, outcome: 'returned-without-action', grounds: [] }, first],
    ['a grant with conditions where none stands', state, { ...denial, outcome: 'granted-with-conditions' }, first],
    ['countersigning nothing', state, countersignature, second],
    ['countersigning twice', advanced(proposed, [countersignature, second]), countersignature, second],
    [
      'sending back without a reason',
      proposed,
      { kind: 'decision.countersigned', isAccepted: false, reason: '' },
      second,
    ],
    ['deciding what one officer proposed', proposed, decided, first],
    [
      'deciding without a reference',
      advanced(proposed, [countersignature, second]),
      { ...decided, reference: ' ' },
      first,
    ],
    ['a letter before a decision', state, { kind: 'letter.issued', letter: sha256('x'), on: '2027-01-04' }, first],
    [
      'a letter by a registrar',
      deniedCase(),
      { kind: 'letter.issued', letter: sha256('x'), on: '2027-01-04' },
      registrar,
    ],
    ['any change after a decision', deniedCase(), query, first],
    ['a condition after a decision', deniedCase(), condition, first],
    [
      'evidence that is not named by a hash',
      state,
      { kind: 'evidence.added', evidence: { ...evidence('r'), sha256: 'x' }, from: 'press' },
      registrar,
    ],
    [
      'evidence twice in one reply',
      asked,
      { kind: 'query.replied', query: 'q', answer: 'x', documents: [evidence('r'), evidence('r')] },
      registrar,
    ],
  ]

  it.each(refusals)('is %s', (_, before, act, actor) => {
    expect(refusalOf(before, act, actor)).not.toBeNull()
  })

  it('says in a sentence what would make it possible', () => {
    const silent = refusals.filter(([, before, act, actor]) => {
      const acted = actLicensing(before, act, actor)
      return acted.ok || acted.error.sentence.length < 8
    })
    expect(silent.map(([what]) => what)).toEqual([])
  })
})

describe('a condition of another agency', () => {
  const imposed = advanced(
    readyCase(),
    [{ kind: 'agency.consulted', agency: 'Ministry', question: 'And you?', dueOn: '2026-12-20' }, first],
    [
      { kind: 'agency.advised', agency: 'Ministry', advice: 'proviso', reasons: 'only so', evidence: ['package'] },
      adviser,
    ],
    [
      {
        kind: 'condition.imposed',
        condition: 'c1',
        text: 'Report each use.',
        metric: 'a report a month',
        imposedBy: 'Ministry',
      },
      adviser,
    ],
  )
  const change = (to: string | null): LicensingAsked => ({
    kind: 'condition.changed',
    condition: 'c1',
    to,
    reason: 'too much',
  })

  it('is changed or dropped only as that agency consents, to the word', () => {
    expect(refusalOf(imposed, change(null), first)).toBe('licensing.not-owned')
    expect(refusalOf(imposed, { kind: 'condition.consented', condition: 'c1', to: null }, first)).toBe(
      'licensing.not-owned',
    )
    const consented = advanced(imposed, [
      { kind: 'condition.consented', condition: 'c1', to: 'Report each quarter.' },
      adviser,
    ])
    expect(refusalOf(consented, change(null), first)).toBe('licensing.not-owned')
    const changed = advanced(consented, [change('Report each quarter.'), first])
    expect(changed.conditions[0]?.text).toBe('Report each quarter.')
    expect(refusalOf(changed, change('Report each quarter.'), first)).toBe('licensing.not-owned')
  })

  it('of the authority itself is changed by its own officer, who needs nobody’s consent', () => {
    const own = advanced(readyCase(), [
      { kind: 'condition.imposed', condition: 'c1', text: 'Report.', metric: 'a report', imposedBy: 'Authority' },
      first,
    ])
    expect(advanced(own, [change('Report twice.'), second]).conditions[0]?.text).toBe('Report twice.')
  })

  it('is imposed in no other agency’s name', () => {
    const forged: LicensingAsked = {
      kind: 'condition.imposed',
      condition: 'c2',
      text: 'x',
      metric: 'y',
      imposedBy: 'Ministry',
    }
    expect(refusalOf(imposed, forged, first)).toBe('licensing.not-owned')
  })

  it('binds a grant: none goes out without it, and the letter says whose it is', () => {
    const grant: LicensingAsked = {
      kind: 'decision.proposed',
      outcome: 'granted',
      reasons,
      grounds: ['15 CFR 742.7(b)'],
    }
    expect(refusalOf(imposed, grant, first)).toBe('licensing.not-now')
    const granted = advanced(
      imposed,
      [{ ...grant, outcome: 'granted-with-conditions' }, first],
      [countersignature, second],
      [decided, first],
    )
    const letter = decisionLetter(granted)
    expect(letter.ok && letter.value.sentences.some(({ text: said }) => said.includes('imposed by Ministry'))).toBe(
      true,
    )
  })
})

describe('the letter', () => {
  it('links every sentence to what it rests on, down to what came in', () => {
    const letter = decisionLetter(deniedCase())
    if (!letter.ok) throw new Error(letter.error.sentence)
    const { sentences, exhibits } = letter.value
    const ids = new Set(exhibits.map((one) => one.id))
    expect(sentences.filter(({ evidence: ids_ }) => ids_.length === 0 || ids_.some((id) => !ids.has(id)))).toEqual([])
    expect(exhibits.flatMap((one) => one.restsOn).filter((id) => !ids.has(id))).toEqual([])
    const told = sentences.map((sentence) => sentence.text).join('\n')
    expect(told).toContain('is denied')
    expect(told).toContain('You may appeal until 2027-02-18, 15 CFR 756.2(c)(1).')
  })

  it('is refused when a sentence of it rests on nothing, or on what the case does not hold', () => {
    const state = deniedCase()
    if (state.decision === null) throw new Error('it is decided')
    const forged = (ids: readonly string[]) =>
      decisionLetter({
        ...state,
        decision: { ...(state.decision ?? never()), reasons: [{ text: 'So we feel.', evidence: ids }] },
      })
    expect(forged([]).ok).toBe(false)
    expect(forged(['nowhere']).ok).toBe(false)
    expect(forged(['finding H3']).ok).toBe(true)
  })

  it('has no sentence without evidence, whatever reasons, findings and papers there were', () => {
    const base = readyCase()
    const ids = [...evidenceIds(base)]
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ text: fc.string(), evidence: fc.array(fc.constantFrom(...ids, 'nowhere'), { maxLength: 3 }) }),
          { maxLength: 4 },
        ),
        fc.array(fc.string(), { maxLength: 3 }),
        (said, grounds) => {
          const proposal: LicensingAsked = {
            kind: 'decision.proposed',
            outcome: 'returned-without-action',
            reasons: [...said, ...reasons],
            grounds,
          }
          const acted = actLicensing(base, proposal, first)
          if (!acted.ok) return
          const closed = advanced(following(base, acted.value, first), [countersignature, second], [decided, first])
          const letter = decisionLetter(closed)
          if (!letter.ok) throw new Error(letter.error.sentence)
          const known = new Set(letter.value.exhibits.map((one) => one.id))
          const loose = letter.value.sentences.filter(
            (one) => one.evidence.length === 0 || one.evidence.some((id) => !known.has(id)),
          )
          if (loose.length > 0) throw new Error(`loose: ${JSON.stringify(loose)}`)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('does not say what evidence held in confidence is, and binds the authority to its hash', () => {
    const told = advanced(readyCase(), [
      { kind: 'evidence.added', evidence: evidence('sealed report', false), from: 'another state' },
      first,
    ])
    const cited = [{ text: 'It was used on reporters before.', evidence: ['sealed report', 'finding H3'] }]
    const closed = advanced(
      weighAll(told),
      [
        { kind: 'decision.proposed', outcome: 'returned-without-action', reasons: cited, grounds: ['15 CFR 750.4'] },
        first,
      ],
      [countersignature, second],
      [decided, first],
    )
    const letter = decisionLetter(closed)
    expect(letter.ok && letter.value.exhibits.find((one) => one.id === 'sealed report')).toMatchObject({
      title: null,
      sha256: sha256('sealed report'),
    })
    expect(JSON.stringify(letter)).not.toContain('Fictional paper sealed report')
  })

  it('is issued as the decision makes it, once', () => {
    const state = deniedCase()
    const letter = decisionLetter(state)
    const hash = letter.ok ? letterHash(letter.value) : ''
    expect(refusalOf(state, { kind: 'letter.issued', letter: sha256('another'), on: '2027-01-04' }, first)).toBe(
      'licensing.incomplete',
    )
    const issued = advanced(state, [{ kind: 'letter.issued', letter: hash, on: '2027-01-04' }, first])
    expect(refusalOf(issued, { kind: 'letter.issued', letter: hash, on: '2027-01-04' }, first)).toBe(
      'licensing.not-now',
    )
  })
})

describe('a denial told to other states', () => {
  const sharing: Sharing = {
    legalBasis: { act: 'Fictional Export Act', provision: 'section 12', consentGiven: false, note: null },
    grounds: ['human-rights'],
    rightsAffected: ['ICCPR 17'],
    reasons: 'The end user turned such a device on reporters.',
    parties: 'named',
    validUntil: null,
    alsoNotifiedTo: [],
  }

  it('needs the law under which it may be shared', () => {
    const without = (legalBasis: Partial<Sharing['legalBasis']>) =>
      denialNotice(deniedCase(), whole, { ...sharing, legalBasis: { ...sharing.legalBasis, ...legalBasis } })
    expect(without({ act: ' ' }).ok).toBe(false)
    expect(without({ provision: '' }).ok).toBe(false)
    expect(without({}).ok).toBe(true)
  })

  it('is made of a denial only, and of the package that was decided upon', () => {
    expect(denialNotice(readyCase(), whole, sharing).ok).toBe(false)
    expect(denialNotice(deniedCase(), { ...whole, case: 'C-2' }, sharing).ok).toBe(false)
  })

  it('says what, where to and why, never who applied, and names the end user only where the law lets it', () => {
    const named = denialNotice(deniedCase(), whole, sharing)
    if (!named.ok) throw new Error(named.error.sentence)
    // The forum's own shape of such a body.
    const body: Omit<BodyOf<'denial.notice'>, 'deniedOn' | 'validUntil' | 'destination' | 'consignees'> = named.value
    expect(body.goods[0]?.entries).toEqual(['5A001.f.1'])
    expect(JSON.stringify(named.value)).not.toContain('Fictional Instruments')
    expect(named.value.consignees).toEqual([
      { name: 'Fictional Ministry of the Interior, Fictional Third Unit', country: null, role: 'end-user' },
    ])
    const unnamed = denialNotice(deniedCase(), whole, { ...sharing, parties: 'unnamed' })
    expect(JSON.stringify(unnamed)).not.toContain('Fictional Ministry')
  })
})

function never(): never {
  throw new Error('not reached')
}
