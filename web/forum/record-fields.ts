/**
 * The fields of each type of record, once: the form asks them, the discussion shows them. What is valid is said by the
 * server; here stands what each is called and how it is written.
 */
import type { RecordView } from '../../src/app/index.ts'

export type RecordType = RecordView['type']

export type FieldKind =
  | { readonly as: 'line' | 'prose' | 'day' | 'instant' | 'country' | 'code' | 'number' | 'check' | 'own-group' }
  /** One a line. */
  | { readonly as: 'lines' | 'countries' | 'goods' | 'actors' | 'steps' | 'points' | 'delegates' }
  | { readonly as: 'states' }
  | { readonly as: 'choice' | 'choices'; readonly of: readonly (readonly [value: string, name: string])[] }

export type RecordField = FieldKind & {
  /** Path in the body: `legalBasis.act`. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly isNeeded?: boolean
}

const GOODS_HINT = 'One a line. A control-list entry may follow after a bar: Telephone interception system | 5A001.f.1'
const ACTORS_HINT =
  'One a line: name | country code | role. Leave the name out where you may not give it. Roles: end-user, consignee, intermediary, supplier, carrier, owner, other.'
const COUNTRIES_HINT = 'One a line, by name or code, in the order goods move.'

const line = (name: string, label: string, hint?: string): RecordField => field('line', name, label, true, hint)
const prose = (name: string, label: string, hint?: string): RecordField => field('prose', name, label, true, hint)
const day = (name: string, label: string, hint?: string): RecordField => field('day', name, label, false, hint)
const lines = (name: string, label: string, hint = 'One a line.'): RecordField =>
  field('lines', name, label, false, hint)

function field(
  as: Exclude<FieldKind['as'], 'choice' | 'choices'>,
  name: string,
  label: string,
  isNeeded: boolean,
  hint?: string,
): RecordField {
  return { as, name, label, isNeeded, ...(hint === undefined ? {} : { hint }) }
}

const goods = field('goods', 'goods', 'Goods, software or technology', false, GOODS_HINT)

export const RECORD_FIELDS: Readonly<Record<RecordType, readonly RecordField[]>> = {
  'threat.notice': [
    line('title', 'Title'),
    prose('summary', 'What is known'),
    goods,
    prose('endUse', 'End use'),
    field('actors', 'actors', 'Who is involved', false, ACTORS_HINT),
    field('countries', 'route', 'Route', false, COUNTRIES_HINT),
    {
      ...lines('rightsAffected', 'Rights affected', 'One a line, with the instrument: Privacy, ICCPR 17'),
      isNeeded: true,
    },
    {
      as: 'choice',
      name: 'confidence',
      label: 'Confidence',
      isNeeded: true,
      of: [
        ['low', 'Low'],
        ['moderate', 'Moderate'],
        ['high', 'High'],
      ],
    },
    lines('redFlags', 'Red flags to look for'),
    field('prose', 'adviceToExporters', 'Advice to exporters', false, 'They see it only where the label is CLEAR.'),
  ],
  'tech.view': [
    line('technology', 'Technology'),
    prose('misuse', 'How it can be misused'),
    prose('controlGap', 'What controls do not reach'),
    field('prose', 'proposedControl', 'Proposed control text', false),
  ],
  'tech.summary': [prose('summary', 'What the views come to')],
  'policy.question': [
    line('question', 'Question'),
    prose('background', 'Background'),
    goods,
    field('countries', 'destinations', 'Destinations', false, 'One a line, by name or code.'),
    day('answerBy', 'Answer by'),
  ],
  'policy.answer': [prose('answer', 'Answer'), lines('lawCited', 'Law or guidance it rests on')],
  'policy.position': [
    line('subject', 'Subject'),
    prose('position', 'What this state will answer until it says otherwise'),
    lines('lawCited', 'Law or guidance it rests on'),
    { ...day('from', 'From'), isNeeded: true },
  ],
  'licence.concern': [
    line(
      'application',
      'Name of the application',
      '32 to 64 hexadecimal digits that only this state can resolve; never its number in your register.',
    ),
    goods,
    field('country', 'destination', 'Destination', true),
    prose('endUse', 'End use'),
    prose('concern', 'Concern'),
    prose('asked', 'What is asked of others'),
  ],
  'licence.concern-closed': [
    {
      as: 'choice',
      name: 'did',
      label: 'What this state did',
      isNeeded: true,
      of: [
        ['licensed', 'Licensed'],
        ['licensed-with-conditions', 'Licensed with conditions'],
        ['denied', 'Denied'],
        ['withdrawn', 'The application was withdrawn'],
        ['other', 'Something else'],
      ],
    },
    prose('account', 'Account'),
  ],
  'denial.notice': [
    { ...day('deniedOn', 'Denied on'), isNeeded: true },
    day('validUntil', 'In force until', 'Open: three years.'),
    { ...goods, isNeeded: true },
    field('country', 'destination', 'Destination', true),
    field('actors', 'consignees', 'Consignees and end users', false, ACTORS_HINT),
    prose('endUse', 'End use'),
    {
      as: 'choices',
      name: 'grounds',
      label: 'Grounds',
      isNeeded: true,
      of: [
        ['human-rights', 'Human rights'],
        ['internal-repression', 'Internal repression'],
        ['humanitarian-law', 'Humanitarian law'],
        ['diversion', 'Diversion'],
        ['other', 'Other'],
      ],
    },
    lines('rightsAffected', 'Rights affected', 'One a line, with the instrument: Privacy, ICCPR 17'),
    prose('reasons', 'Reasons, in words other authorities may read'),
    line('legalBasis.act', 'Act under which it may be shared'),
    line('legalBasis.provision', 'Provision'),
    field('check', 'legalBasis.consentGiven', 'The applicant agreed to it, where the law asks for that', false),
    field('prose', 'legalBasis.note', 'Note on the legal basis', false),
    lines('alsoNotifiedTo', 'Also notified to'),
  ],
  'denial.review': [
    {
      as: 'choice',
      name: 'outcome',
      label: 'Outcome',
      isNeeded: true,
      of: [
        ['kept', 'Kept'],
        ['revoked', 'Revoked'],
      ],
    },
    { ...day('reviewedOn', 'Reviewed on'), isNeeded: true },
    day('validUntil', 'In force until', 'Open where it is revoked.'),
    prose('reasons', 'Reasons'),
  ],
  'undercut.consult': [
    prose('likeness', 'Why the application may be essentially identical'),
    goods,
    field('country', 'destination', 'Destination', true),
    { ...day('startedOn', 'Consultation starts on', 'The answer is due ten working days later.'), isNeeded: true },
    field('check', 'isExtended', 'Extended to thirty working days', false),
  ],
  'undercut.answer': [
    {
      as: 'choice',
      name: 'advice',
      label: 'Advice',
      isNeeded: true,
      of: [
        ['no-objection', 'No objection'],
        ['would-undercut', 'It would undercut our denial'],
        ['needs-more-time', 'More time is needed'],
      ],
    },
    prose('reasons', 'Reasons'),
  ],
  meeting: [
    line('title', 'Title'),
    prose('purpose', 'Purpose'),
    field('instant', 'startsAt', 'Begins', true, 'UTC: 2026-12-01 14:00'),
    field('instant', 'endsAt', 'Ends', true, 'UTC: 2026-12-01 16:00'),
    line('place', 'Place'),
    { as: 'states', name: 'invited', label: 'Invited' },
  ],
  agenda: [field('points', 'points', 'Points', true, 'One a line: title | code of the state that leads it | note')],
  minute: [
    prose('text', 'What was said and agreed'),
    { as: 'states', name: 'present', label: 'Present' },
    { ...day('objectionsBy', 'Objections by', 'Approved when no objection stands after this day.'), isNeeded: true },
  ],
  decision: [
    line('title', 'Title'),
    prose('text', 'What is decided'),
    { ...day('objectionsBy', 'Objections by', 'Adopted when no objection stands after this day.'), isNeeded: true },
  ],
  objection: [prose('reasons', 'Reasons', 'It blocks what it is against until it is retracted.')],
  procedure: [
    line('name', 'Name'),
    field('number', 'version', 'Version', true),
    { ...day('from', 'In force from'), isNeeded: true },
    field('steps', 'steps', 'Steps', true, 'One a line: what is done | who does it | within how many days'),
  ],
  'consult.call': [
    line('title', 'Title'),
    { ...lines('questions', 'Questions'), isNeeded: true },
    {
      as: 'choices',
      name: 'invites',
      label: 'Invited',
      isNeeded: true,
      of: [
        ['industry', 'Industry'],
        ['academia', 'Academia'],
        ['civil-society', 'Civil society'],
      ],
    },
    { ...day('closesOn', 'Open until'), isNeeded: true },
  ],
  'consult.response': [
    {
      as: 'choice',
      name: 'voice',
      label: 'Whose voice',
      isNeeded: true,
      of: [
        ['industry', 'Industry'],
        ['academia', 'Academia'],
        ['civil-society', 'Civil society'],
      ],
    },
    field(
      'line',
      'name',
      'Name of the contributor',
      false,
      'Leave it out where they asked not to be named: then only this state knows.',
    ),
    { ...lines('answers', 'Answers', 'One a line, in the order of the questions.'), isNeeded: true },
  ],
  'consult.summary': [prose('heard', 'What was heard'), prose('follows', 'What follows from it')],
  'collab.opportunity': [
    line('title', 'Title'),
    field('line', 'regime', 'Regime or forum in which the work would be done', false),
    goods,
    prose('ask', 'What is asked of others'),
    day('decideBy', 'Say so by'),
  ],
  'collab.join': [prose('brings', 'What this state brings')],
  'collab.close': [
    {
      as: 'choice',
      name: 'outcome',
      label: 'Outcome',
      isNeeded: true,
      of: [
        ['handed-over', 'Handed over'],
        ['closed', 'Closed'],
      ],
    },
    field('line', 'to', 'Handed over to', false),
    prose('account', 'Account'),
  ],
  'practice.share': [
    line('title', 'Title'),
    {
      as: 'choice',
      name: 'undertaking',
      label: 'Undertaking of the Code it serves',
      isNeeded: true,
      of: [
        ['human-rights-in-licensing', 'Human rights in licensing'],
        ['consultation', 'Consultation'],
        ['information-sharing', 'Sharing of information'],
        ['best-practice', 'Best practice'],
        ['private-sector-due-diligence', 'Due diligence of the private sector'],
        ['capacity-building', 'Capacity building'],
      ],
    },
    prose('practice', 'Practice'),
    prose('learned', 'What was learned'),
  ],
  'capacity.offer': [
    field('code', 'to', 'To', true, 'Two-letter code of a state that has not subscribed.'),
    line('title', 'Title'),
    prose('offer', 'Offer'),
    line('contact', 'Contact'),
    day('openUntil', 'Open until'),
  ],
  corroborate: [
    prose('account', 'What this state knows of it'),
    field('check', 'isIndependent', 'From a source of our own', false),
  ],
  dispute: [prose('reasons', 'Reasons')],
  comment: [prose('text', 'Comment')],
  translate: [
    line('language', 'Language', 'As BCP 47 writes it: fr, es, sr-Latn.'),
    field('line', 'title', 'Title', false),
    prose('text', 'Text'),
  ],
  correct: [prose('becauseOf', 'What was wrong'), prose('correction', 'What is right')],
  retract: [prose('reasons', 'Reasons', 'Every holder is told, and is to leave the record unused.')],
  ack: [
    {
      as: 'choice',
      name: 'did',
      label: 'What this state did',
      isNeeded: true,
      of: [
        ['received', 'Received it'],
        ['applied-correction', 'Applied the correction'],
        ['applied-retraction', 'Applied the retraction'],
      ],
    },
  ],
  release: [
    {
      as: 'choice',
      name: 'regime',
      label: 'Regime',
      isNeeded: true,
      of: [
        ['wassenaar-arrangement', 'Wassenaar Arrangement'],
        ['australia-group', 'Australia Group'],
        ['missile-technology-control-regime', 'Missile Technology Control Regime'],
        ['nuclear-suppliers-group', 'Nuclear Suppliers Group'],
        ['european-union', 'European Union'],
      ],
    },
    line('what', 'What is released'),
    { as: 'states', name: 'to', label: 'To these states, and no others', isNeeded: true },
  ],
  'membership.found': [],
  'membership.subscribe': [
    line('declaration', 'Declaration'),
    line('name', 'Name of the state'),
    line(
      'noteSha256',
      'SHA-256 of the diplomatic note',
      '64 hexadecimal digits of the file that was sent to the others.',
    ),
  ],
  'membership.attest': [
    line(
      'fingerprint',
      'Fingerprint as it was read to you',
      'Eight groups of four. Compare it outside this network; it is not filled in here.',
    ),
    {
      as: 'choice',
      name: 'checkedBy',
      label: 'How it was compared',
      isNeeded: true,
      of: [
        ['in-person', 'In person'],
        ['diplomatic-note', 'By diplomatic note'],
        ['telephone', 'By telephone'],
        ['video', 'By video'],
      ],
    },
  ],
  'membership.withdraw': [
    line('statement', 'Statement', 'Duties towards what this state holds outlive its membership.'),
  ],
  delegates: [
    field(
      'delegates',
      'delegates',
      'Delegates',
      true,
      'All of them, one a line: short name | name | office. The list replaces the one before.',
    ),
  ],
  'group.define': [
    field('own-group', 'group', 'Short name', true, 'Lower-case letters, digits and hyphens: interception'),
    line('name', 'Name'),
    line('purpose', 'Purpose'),
    { as: 'states', name: 'members', label: 'Members besides this state' },
    {
      as: 'choice',
      name: 'history.kind',
      label: 'What states that join later may read of what came before',
      isNeeded: true,
      of: [
        ['none', 'Nothing'],
        ['all', 'Everything'],
      ],
    },
  ],
}

/** Types a discussion can begin with, as the chooser sorts them. */
export const NEW_RECORDS: readonly {
  readonly title: string
  readonly types: readonly (readonly [type: RecordType, name: string, what: string])[]
}[] = [
  {
    title: 'Warn',
    types: [
      ['threat.notice', 'Threat notice', 'Goods, end use, actors, route and the rights at risk.'],
      ['denial.notice', 'Denial notice', 'A licence that was denied, and the law that lets it be shared.'],
      ['licence.concern', 'Concern about a licence', 'Ask others before deciding on an application.'],
      ['tech.view', 'View on a technology', 'What controls do not reach yet.'],
    ],
  },
  {
    title: 'Ask and decide',
    types: [
      ['policy.question', 'Policy question', 'How do others treat such goods or destinations?'],
      ['policy.position', 'Standing answer', 'What this state answers until it says otherwise.'],
      ['meeting', 'Meeting', 'Call one; agenda, minute and decisions follow in it.'],
      ['decision', 'Decision by no objection', 'Adopted when nobody entitled objects in time.'],
      ['consult.call', 'Consultation', 'Ask industry, academia or civil society.'],
    ],
  },
  {
    title: 'Work together',
    types: [
      ['collab.opportunity', 'Collaboration opportunity', 'Work to be done together, here or in a regime.'],
      ['practice.share', 'Best practice', 'What works, and what was learned.'],
      ['capacity.offer', 'Offer of capacity building', 'Help for a state that has not subscribed.'],
    ],
  },
  {
    title: 'Keep house',
    types: [
      ['delegates', 'List of delegates', 'Who speaks for this state; RED goes to named persons.'],
      ['group.define', 'Group of states', 'Readers that are written to again and again.'],
      ['release', 'Release of a regime’s confidence', 'Lets others share what a regime holds in confidence.'],
      ['membership.subscribe', 'Subscription', 'Declare that this state subscribes to the Code.'],
      ['membership.withdraw', 'Withdrawal', 'Leave the forum.'],
    ],
  },
]
