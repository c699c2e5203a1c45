import { describe, expect, it } from 'vitest'
import { draft, type Forum, labelled, makeForum, nodeOf, say, syncAll } from '../../test/forum-nodes.ts'
import { day, type Sha256 } from '../base/index.ts'
import {
  currencyOf,
  type Draft,
  type Issued,
  indexRecords,
  recordsOf,
  stateId,
  stateOf,
  unacknowledged,
  workingDaysAfter,
} from './index.ts'

const about = (
  of: Issued,
  rel: 'about' | 'answers' | 'implements' | 'supersedes' | 'corrects' | 'retracts' = 'about',
) => ({
  refs: [{ rel, hash: of.hash }],
})

function tell(forum: Forum, code: string, what: Draft): Issued {
  const issued = say(forum, code, what)
  syncAll(forum)
  return issued
}

function known(forum: Forum, code: string, hash: Sha256) {
  const records = recordsOf(nodeOf(forum, code).log)
  const subject = records.find((one) => one.hash === hash)
  if (subject === undefined) throw new Error(`${code} does not hold it`)
  return { subject, records: indexRecords(records) }
}

function stateAt(forum: Forum, of: Issued, on: string, code = 'NO') {
  const { subject, records } = known(forum, code, of.hash)
  return stateOf(subject, records, day(on))
}

const threat = draft('threat.notice', {
  title: 'Fictional device',
  summary: 'Fictional.',
  goods: [],
  endUse: 'Watching reporters',
  actors: [],
  route: [],
  rightsAffected: ['Privacy'],
  confidence: 'low',
  redFlags: [],
  adviceToExporters: null,
})

describe('a threat notice', () => {
  it('is corroborated and disputed by others, and by its author never', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    const notice = tell(forum, 'NO', threat)
    tell(forum, 'NO', draft('corroborate', { account: 'Ours.', isIndependent: false }, about(notice)))
    expect(stateAt(forum, notice, '2026-11-24').is).toBe('issued')
    tell(forum, 'DK', draft('corroborate', { account: 'Seen here.', isIndependent: true }, about(notice)))
    const dispute = tell(forum, 'NL', draft('dispute', { reasons: 'Not seen here.' }, about(notice)))
    expect(stateAt(forum, notice, '2026-11-24')).toMatchObject({
      is: 'corroborated-and-disputed',
      disputedBy: [stateId('NL')],
    })
    tell(forum, 'NL', draft('retract', { reasons: 'We erred.' }, about(dispute, 'retracts')))
    expect(stateAt(forum, notice, '2026-11-24').is).toBe('corroborated')
  })

  it('is superseded, corrected, retracted or expired, and says by what', () => {
    const forum = makeForum(['NO', 'DK'])
    const notice = tell(forum, 'NO', { ...threat, handling: labelled('GREEN', { expires: day('2026-12-31') }) })
    const currency = (on: string) => {
      const { subject, records } = known(forum, 'DK', notice.hash)
      return currencyOf(subject, records, day(on))
    }
    expect(currency('2026-12-31')).toMatchObject({ is: 'current' })
    expect(currency('2027-01-01')).toEqual({ is: 'expired', since: '2027-01-01' })
    tell(forum, 'NO', draft('correct', { becauseOf: 'A name', correction: 'Another name' }, about(notice, 'corrects')))
    expect(currency('2026-12-31')).toMatchObject({ is: 'current', corrections: [{ record: { type: 'correct' } }] })
    const newer = tell(forum, 'NO', { ...threat, ...about(notice, 'supersedes') })
    expect(currency('2026-12-31')).toMatchObject({ is: 'superseded', by: { hash: newer.hash } })
    const retraction = tell(forum, 'NO', draft('retract', { reasons: 'Wrong.' }, about(notice, 'retracts')))
    expect(currency('2026-12-31')).toMatchObject({ is: 'retracted', by: { hash: retraction.hash } })
  })

  it('tells its author which holders have not said that they applied a retraction', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    const notice = tell(forum, 'NO', {
      ...threat,
      handling: labelled('AMBER', { eyes: [stateId('DK'), stateId('NL')] }),
    })
    const retraction = tell(forum, 'NO', draft('retract', { reasons: 'Wrong.' }, about(notice, 'retracts')))
    tell(forum, 'DK', draft('ack', { did: 'applied-retraction' }, about(retraction)))
    const { subject, records } = known(forum, 'NO', retraction.hash)
    expect(unacknowledged(subject, records)).toEqual([stateId('NL')])
    expect(recordsOf(nodeOf(forum, 'NL').log).some(({ record }) => record.type === 'ack')).toBe(false)
  })
})

describe('a policy question', () => {
  it('goes from open to answered by each state to a standing answer', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    const body = {
      question: 'Is it controlled?',
      background: 'Fictional.',
      goods: [],
      destinations: [],
      answerBy: null,
    }
    const question = tell(forum, 'NO', draft('policy.question', body))
    expect(stateAt(forum, question, '2026-11-24').is).toBe('open')
    tell(forum, 'DK', draft('policy.answer', { answer: 'Yes.', lawCited: [] }, about(question, 'answers')))
    const answered = stateAt(forum, question, '2026-11-24')
    expect(answered).toMatchObject({ is: 'answered', answeredBy: [stateId('DK')] })
    expect(answered.family === 'question' && answered.unanswered).toContain(stateId('NL'))
    const position = { subject: 'Devices', position: 'Yes.', lawCited: [], from: day('2026-12-01') }
    tell(forum, 'DK', draft('policy.position', position, about(question, 'answers')))
    expect(stateAt(forum, question, '2026-11-24').is).toBe('standing-answer')
  })
})

describe('a denial', () => {
  const notice = draft(
    'denial.notice',
    {
      deniedOn: day('2026-11-18'),
      validUntil: null,
      goods: [{ description: 'Fictional device', entries: [] }],
      destination: 'EG' as never,
      consignees: [],
      endUse: 'Fictional.',
      grounds: ['human-rights'],
      rightsAffected: ['Privacy'],
      reasons: 'Fictional.',
      legalBasis: { act: 'Fictional Act', provision: 'section 1', consentGiven: true, note: null },
      alsoNotifiedTo: [],
    },
    { handling: labelled('AMBER') },
  )

  it('is in force for three years, to the day before', () => {
    const forum = makeForum(['NO', 'DK'])
    const denial = tell(forum, 'NO', notice)
    expect(stateAt(forum, denial, '2029-11-17')).toMatchObject({ is: 'in-force', validUntil: '2029-11-17' })
    expect(stateAt(forum, denial, '2029-11-18').is).toBe('expired')
  })

  it('is revoked or kept longer by a review of its author', () => {
    const forum = makeForum(['NO', 'DK'])
    const denial = tell(forum, 'NO', notice)
    const review = (outcome: 'kept' | 'revoked', reviewedOn: string, validUntil: string | null) =>
      draft(
        'denial.review',
        {
          outcome,
          reviewedOn: day(reviewedOn),
          validUntil: validUntil === null ? null : day(validUntil),
          reasons: 'x',
        },
        { ...about(denial), handling: labelled('AMBER') },
      )
    tell(forum, 'NO', review('kept', '2029-11-01', '2032-11-17'))
    expect(stateAt(forum, denial, '2030-01-01')).toMatchObject({ is: 'in-force', isReviewed: true })
    tell(forum, 'NO', review('revoked', '2030-02-01', null))
    expect(stateAt(forum, denial, '2030-02-01').is).toBe('revoked')
  })

  it('gives a consulted state ten working days, thirty when it asks for more', () => {
    const forum = makeForum(['NO', 'DK'])
    const denial = tell(forum, 'NO', notice)
    const body = {
      likeness: 'Same goods.',
      goods: [],
      destination: 'EG' as never,
      startedOn: day('2026-11-24'),
      isExtended: false,
    }
    const amber = { handling: labelled('AMBER') }
    const consult = tell(forum, 'DK', draft('undercut.consult', body, { ...about(denial), ...amber }))
    expect(stateAt(forum, consult, '2026-12-08')).toMatchObject({ is: 'open', answerBy: '2026-12-08' })
    expect(stateAt(forum, consult, '2026-12-09').is).toBe('overdue')
    const answer = (advice: 'needs-more-time' | 'would-undercut') =>
      draft('undercut.answer', { advice, reasons: 'x' }, { ...about(consult, 'answers'), ...amber })
    tell(forum, 'NO', answer('needs-more-time'))
    expect(stateAt(forum, consult, '2026-12-09')).toMatchObject({ is: 'open', answerBy: '2027-01-05' })
    tell(forum, 'NO', answer('would-undercut'))
    expect(stateAt(forum, consult, '2026-12-09')).toMatchObject({ is: 'answered', advice: 'would-undercut' })
  })
})

describe('working days', () => {
  it('pass over week-ends and the holidays given', () => {
    expect(workingDaysAfter(day('2026-11-27'), 1, [])).toBe('2026-11-30')
    expect(workingDaysAfter(day('2026-12-24'), 1, [day('2026-12-25')])).toBe('2026-12-28')
    expect(workingDaysAfter(day('2026-11-27'), 0, [])).toBe('2026-11-27')
  })
})

describe('from a meeting to a procedure', () => {
  const forum = makeForum(['NO', 'DK', 'NL'])
  const meeting = tell(
    forum,
    'NO',
    draft('meeting', {
      title: 'On devices',
      purpose: 'Fictional.',
      startsAt: '2026-11-25T09:00:00.000Z',
      endsAt: '2026-11-25T11:00:00.000Z',
      place: 'By video',
      invited: [],
    }),
  )
  const decisionBody = { title: 'Ask before shipping', text: 'Fictional.', objectionsBy: day('2026-12-10') }
  const decision = tell(forum, 'NO', draft('decision', decisionBody, about(meeting)))
  const steps = [{ what: 'Ask the others', who: 'The licensing state', withinDays: 10 }]
  const procedure = (version: number, from: string, of: Issued) =>
    draft('procedure', { name: 'Asking', version, from: day(from), steps }, about(of, 'implements'))

  it('a meeting is proposed, has an agenda, was held, is minuted', () => {
    expect(stateAt(forum, meeting, '2026-11-24').is).toBe('proposed')
    tell(forum, 'NO', draft('agenda', { points: [{ title: 'Devices', lead: null, note: null }] }, about(meeting)))
    expect(stateAt(forum, meeting, '2026-11-24').is).toBe('agreed-agenda')
    expect(stateAt(forum, meeting, '2026-11-26').is).toBe('held')
    const minute = tell(
      forum,
      'NO',
      draft('minute', { text: 'Fictional.', present: [], objectionsBy: day('2026-12-02') }, about(meeting)),
    )
    expect(stateAt(forum, meeting, '2026-11-26').is).toBe('minuted')
    expect(stateAt(forum, minute, '2026-12-03').is).toBe('adopted')
  })

  it('a decision is adopted the day after the period in which nobody objects', () => {
    expect(stateAt(forum, decision, '2026-12-10').is).toBe('open')
    expect(stateAt(forum, decision, '2026-12-11').is).toBe('adopted')
  })

  it('a procedure is in force from its day, and until a later version is', () => {
    const first = tell(forum, 'NO', procedure(1, '2027-01-01', decision))
    expect(stateAt(forum, first, '2026-12-10').is).toBe('proposed')
    expect(stateAt(forum, first, '2026-12-11').is).toBe('not-yet-in-force')
    expect(stateAt(forum, first, '2027-01-01').is).toBe('in-force')
    const second = tell(forum, 'NO', procedure(2, '2027-06-01', decision))
    expect(stateAt(forum, first, '2027-05-31').is).toBe('in-force')
    expect(stateAt(forum, first, '2027-06-01').is).toBe('replaced')
    expect(stateAt(forum, second, '2027-06-01').is).toBe('in-force')
  })

  it('a decision is blocked by one objection, and free again when that is withdrawn', () => {
    const other = tell(forum, 'DK', draft('decision', decisionBody, about(meeting)))
    const objection = tell(forum, 'NL', draft('objection', { reasons: 'Not agreed.' }, about(other)))
    expect(stateAt(forum, other, '2026-12-11')).toMatchObject({ is: 'blocked', objectedBy: [stateId('NL')] })
    const made = tell(forum, 'DK', procedure(3, '2027-01-01', other))
    expect(stateAt(forum, made, '2027-02-01').is).toBe('proposed')
    tell(forum, 'NL', draft('retract', { reasons: 'Agreed now.' }, about(objection, 'retracts')))
    expect(stateAt(forum, other, '2026-12-11').is).toBe('adopted')
  })
})

describe('working with others', () => {
  it('a consultation is open, answered by industry and academia through a state, closed and summarised', () => {
    const forum = makeForum(['NO', 'DK'])
    const body = {
      title: 'On devices',
      questions: ['What is sold?'],
      invites: ['industry', 'academia'] as const,
      closesOn: day('2026-12-31'),
    }
    const call = tell(forum, 'NO', draft('consult.call', body))
    expect(call.audience.guests).toEqual(['industry', 'academia'])
    tell(
      forum,
      'DK',
      draft('consult.response', { voice: 'industry', name: null, answers: ['Much.'] }, about(call, 'answers')),
    )
    expect(stateAt(forum, call, '2026-12-31')).toMatchObject({ is: 'open', responses: 1 })
    expect(stateAt(forum, call, '2027-01-01').is).toBe('closed')
    tell(forum, 'NO', draft('consult.summary', { heard: 'Much.', follows: 'A procedure.' }, about(call)))
    expect(stateAt(forum, call, '2027-01-01').is).toBe('summarised')
  })

  it('a collaboration is open, joined and handed over by its author', () => {
    const forum = makeForum(['NO', 'DK'])
    const body = { title: 'A control', regime: null, goods: [], ask: 'Who joins?', decideBy: null }
    const opening = tell(forum, 'NO', draft('collab.opportunity', body))
    expect(stateAt(forum, opening, '2026-11-24').is).toBe('open')
    tell(forum, 'DK', draft('collab.join', { brings: 'An expert.' }, about(opening)))
    expect(stateAt(forum, opening, '2026-11-24')).toMatchObject({ is: 'joined', joinedBy: [stateId('DK')] })
    tell(forum, 'NO', draft('collab.close', { outcome: 'handed-over', to: 'A regime', account: 'x' }, about(opening)))
    expect(stateAt(forum, opening, '2026-11-24').is).toBe('handed-over')
  })

  it('a concern about a licence is raised, discussed and closed by its author with what it did', () => {
    const forum = makeForum(['NO', 'DK'])
    const amber = { handling: labelled('AMBER') }
    const body = {
      application: '0'.repeat(32),
      goods: [],
      destination: 'EG' as never,
      endUse: 'x',
      concern: 'x',
      asked: 'x',
    }
    const concern = tell(forum, 'NO', draft('licence.concern', body, amber))
    expect(stateAt(forum, concern, '2026-11-24').is).toBe('raised')
    tell(forum, 'DK', draft('comment', { text: 'We denied one.' }, { ...about(concern), ...amber }))
    expect(stateAt(forum, concern, '2026-11-24').is).toBe('discussed')
    tell(forum, 'NO', draft('licence.concern-closed', { did: 'denied', account: 'x' }, { ...about(concern), ...amber }))
    expect(stateAt(forum, concern, '2026-11-24').is).toBe('closed')
  })

  it('a view on a technology gathers views and is summarised by its author', () => {
    const forum = makeForum(['NO', 'DK'])
    const body = { technology: 'Fictional', misuse: 'x', controlGap: 'x', proposedControl: null }
    const view = tell(forum, 'NO', draft('tech.view', body))
    tell(forum, 'DK', draft('tech.view', body, about(view)))
    expect(stateAt(forum, view, '2026-11-24')).toMatchObject({ is: 'views', viewsBy: [stateId('DK')] })
    tell(forum, 'NO', draft('tech.summary', { summary: 'x' }, about(view)))
    expect(stateAt(forum, view, '2026-11-24').is).toBe('summarised')
  })
})
