/** What states of a plainly fictional forum tell each other, from a denial to a procedure, over HTTP. */
import type { IssuedRecord } from '../src/app/index.ts'
import { type Clock, type Code, call, foundForum, opened, type SeatNode, seat, syncAll } from './forum-seats.ts'

type Nodes = ReadonlyMap<Code, SeatNode>

export type Told = Readonly<
  Record<
    | 'denial'
    | 'threat'
    | 'clear'
    | 'question'
    | 'answer'
    | 'secondAnswer'
    | 'meeting'
    | 'minute'
    | 'decision'
    | 'procedure'
    | 'call'
    | 'industry'
    | 'academia'
    | 'heard'
    | 'opportunity'
    | 'practice'
    | 'offer',
    string
  >
>

const DEVICE = { description: 'Device that intercepts mobile telephones (fictional)', entries: ['5A001.f.1'] }

export async function issue(nodes: Nodes, code: Code, draft: Record<string, unknown>): Promise<IssuedRecord> {
  return call<IssuedRecord>(seat(nodes, code), '/v1/forum/records', draft)
}

export const DENIAL = {
  type: 'denial.notice',
  handling: { tlp: 'AMBER', eyes: ['QN'] },
  basis: 'national',
  body: {
    deniedOn: '2026-11-24',
    goods: [DEVICE],
    destination: 'EG',
    consignees: [{ name: 'Interior Signals Unit (fictional)', country: 'EG', role: 'end-user' }],
    endUse: 'Interception of mobile telephones by a police unit.',
    grounds: ['human-rights', 'internal-repression'],
    rightsAffected: ['Privacy, ICCPR 17', 'Expression, ICCPR 19'],
    reasons: 'The unit used such a device against reporters, and no warrant is asked of it.',
    legalBasis: {
      act: 'Export Control Act of Aldermark (fictional)',
      provision: 'section 12(3)',
      consentGiven: false,
      note: null,
    },
  },
}

export const THREAT = {
  type: 'threat.notice',
  handling: { tlp: 'AMBER', caveats: ['NO-INDUSTRY'], eyes: ['QN'], reviewBy: '2027-05-24' },
  basis: 'code-of-conduct',
  body: {
    title: 'Interception devices used against reporters',
    summary: 'A unit of a police force uses portable interception devices against reporters and their families.',
    goods: [DEVICE],
    endUse: 'Watching reporters and their sources.',
    actors: [{ name: 'Interior Signals Unit (fictional)', country: 'EG', role: 'end-user' }],
    route: ['US', 'AE', 'EG'],
    rightsAffected: ['Privacy, ICCPR 17', 'Expression, ICCPR 19'],
    confidence: 'moderate',
    redFlags: [
      'The end user asks that no maker’s name is on the device',
      'Training is asked for a unit that is not named',
    ],
    adviceToExporters: 'Ask which unit will use the device and under whose warrant.',
  },
}

export async function foundAndTell(nodes: Nodes, clock: Clock): Promise<Told> {
  await foundForum(nodes, ['QM', 'QN', 'QO'])
  return tell(nodes, clock)
}

/** Founders only; `QP` joins afterwards. */
export async function tell(nodes: Nodes, clock: Clock): Promise<Told> {
  const green = { handling: { tlp: 'GREEN' }, basis: 'code-of-conduct' }
  const say = async (code: Code, draft: Record<string, unknown>) => {
    const { hash } = await issue(nodes, code, { ...green, ...draft })
    await syncAll(nodes)
    return hash
  }
  const denial = await say('QM', DENIAL)
  const threat = await say('QM', THREAT)
  const clear = await say('QM', {
    type: 'threat.notice',
    handling: { tlp: 'CLEAR' },
    body: {
      title: 'Ask who will hold an interception device',
      summary: 'Portable interception devices are bought for units that are not named in the order.',
      goods: [DEVICE],
      endUse: 'Interception without a warrant.',
      rightsAffected: ['Privacy, ICCPR 17'],
      confidence: 'high',
      redFlags: ['The unit that will use the device is not named'],
    },
  })
  const question = await say('QN', {
    type: 'policy.question',
    body: {
      question: 'Which assurances do you ask for interception devices that go to police units?',
      background: 'An application names a unit whose warrants no court reviews.',
      goods: [DEVICE],
      destinations: ['EG'],
      answerBy: '2026-12-10',
    },
  })
  const answer = await say('QM', {
    type: 'policy.answer',
    refs: [{ rel: 'answers', hash: question }],
    body: {
      answer: 'None suffices where no court reviews the warrants; we denied such a case.',
      lawCited: ['Export Control Act (fictional), section 9'],
    },
  })
  const secondAnswer = await say('QO', {
    type: 'policy.answer',
    refs: [{ rel: 'answers', hash: question }],
    body: { answer: 'We ask for a list of warrants each quarter, and for a switch that turns the device off.' },
  })
  const meeting = await say('QN', {
    type: 'meeting',
    refs: [{ rel: 'about', hash: question }],
    body: {
      title: 'Interception devices: one practice',
      purpose: 'To agree what is asked before such a device is licensed.',
      startsAt: '2026-11-26T14:00:00.000Z',
      endsAt: '2026-11-26T16:00:00.000Z',
      place: 'By video',
      invited: ['QM', 'QO'],
    },
  })
  clock.forward(3)
  const minute = await say('QN', {
    type: 'minute',
    refs: [{ rel: 'about', hash: meeting }],
    body: {
      text: 'The three states agreed to ask for court review of warrants, and to tell each other of denials.',
      present: ['QM', 'QN', 'QO'],
      objectionsBy: '2026-11-29',
    },
  })
  const decision = await say('QN', {
    type: 'decision',
    refs: [{ rel: 'about', hash: meeting }],
    body: {
      title: 'Court review is asked before an interception device is licensed',
      text: 'Each state asks whether a court reviews the warrants of the unit that will use the device.',
      objectionsBy: '2026-11-29',
    },
  })
  clock.forward(4)
  const procedure = await say('QN', {
    type: 'procedure',
    refs: [{ rel: 'implements', hash: decision }],
    body: {
      name: 'Interception devices',
      version: 1,
      from: '2026-12-01',
      steps: [
        { what: 'Ask for the unit and its warrants.', who: 'Licensing officer', withinDays: 5 },
        { what: 'Tell the others of a denial.', who: 'Delegate', withinDays: 10 },
      ],
    },
  })
  const consultation = await say('QO', {
    type: 'consult.call',
    body: {
      title: 'How can a device be turned off after delivery?',
      questions: ['Which means exist?', 'What would they cost?'],
      invites: ['industry', 'academia'],
      closesOn: '2026-12-20',
    },
  })
  const industry = await say('QM', {
    type: 'consult.response',
    refs: [{ rel: 'answers', hash: consultation }],
    body: { voice: 'industry', answers: ['A licence that ends each month.', 'Little, where it is built in.'] },
  })
  const academia = await say('QN', {
    type: 'consult.response',
    refs: [{ rel: 'answers', hash: consultation }],
    body: {
      voice: 'academia',
      name: 'Institute for Made-up Studies (fictional)',
      answers: ['Keys that a third party holds.', 'We measured two per cent.'],
    },
  })
  clock.forward(20)
  const heard = await say('QO', {
    type: 'consult.summary',
    refs: [{ rel: 'about', hash: consultation }],
    body: {
      heard: 'Devices can be built so that they stop without a monthly licence.',
      follows: 'Cestria will ask for it.',
    },
  })
  const opportunity = await say('QN', {
    type: 'collab.opportunity',
    body: {
      title: 'A control text for devices that can be turned off',
      regime: 'Wassenaar Arrangement',
      goods: [DEVICE],
      ask: 'Engineers who know the mobile standards.',
      decideBy: '2027-01-31',
    },
  })
  const practice = await say('QM', {
    type: 'practice.share',
    body: {
      title: 'The tip goes with the application',
      undertaking: 'private-sector-due-diligence',
      practice: 'Exporters hand over what they were told, with its source protected.',
      learned: 'Officers decide sooner, and the letter can say why.',
    },
  })
  const offer = await say('QM', {
    type: 'capacity.offer',
    handling: { tlp: 'CLEAR' },
    body: {
      to: 'QP',
      title: 'A week with licensing officers',
      offer: 'Two places for officers of Dunmark.',
      contact: 'desk@aldermark.example',
      openUntil: '2027-03-31',
    },
  })
  return {
    denial,
    threat,
    clear,
    question,
    answer,
    secondAnswer,
    meeting,
    minute,
    decision,
    procedure,
    call: consultation,
    industry,
    academia,
    heard,
    opportunity,
    practice,
    offer,
  }
}

/** Dunmark subscribes, and the three founders attest it, each having had the fingerprint read to it. */
export async function join(nodes: Nodes, code: Code, by: readonly Code[]): Promise<string> {
  const { hash } = await issue(nodes, code, {
    type: 'membership.subscribe',
    handling: { tlp: 'CLEAR' },
    basis: 'code-of-conduct',
    body: {
      declaration: 'Dunmark subscribes to the Code of Conduct (fictional).',
      name: 'Dunmark',
      noteSha256: 'd'.repeat(64),
    },
  })
  await syncAll(nodes)
  const { fingerprint } = opened(await seat(nodes, code).app.forum.key())
  for (const member of by) {
    await issue(nodes, member, {
      type: 'membership.attest',
      handling: { tlp: 'CLEAR' },
      basis: 'code-of-conduct',
      body: { subscription: hash, fingerprint, checkedBy: 'video' },
    })
  }
  await syncAll(nodes)
  return hash
}
