/** Chapter 4: the licensing office, from the mailbag to the letter. */
import type { ApplicationView, LetterShown, LicensingRow, LicensingView, RefusedPackageRow } from '../../app/index.ts'
import type { Caller } from '../caller.ts'
import { castNode } from '../cast.ts'
import { NotHeld } from '../claims.ts'
import type { Chapter, Step } from '../step.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'
import { applicationOf } from './application.ts'
import { dayOf } from './days.ts'
import { act, caseOf, recorded } from './exporter.ts'
import { OLD_REFERENCE, REFERENCE, TIP_AUTHOR } from './papers.ts'
import { doersOfDuties, SUPPLEMENT } from './tip.ts'

const OFFICE = castNode('aldermark').name
const EXPORTER = castNode('instruments').name
const MINISTRY = castNode('aldermark').people.find(({ name }) => name === 'Ada Adviser')?.agency ?? ''

const olive = (world: World) => world.as('instruments', 'Olive Officer')
const regina = (world: World) => world.as('aldermark', 'Regina Registrar')
const lars = (world: World) => world.as('aldermark', 'Lars Licensing')
const lena = (world: World) => world.as('aldermark', 'Lena Licensing')
const ada = (world: World) => world.as('aldermark', 'Ada Adviser')

const applicationPage = async (world: World) => `/cases/${(await caseOf(olive(world), REFERENCE)).id}/application`
const reviewPage =
  (part = '') =>
  async (world: World) =>
    `/licensing/${(await rowOf(regina(world))).id}${part}`

/** The row of the application of the story. @throws NotHeld when it did not arrive */
async function rowOf(caller: Caller): Promise<LicensingRow> {
  const { applications } = await caller.get<{ applications: readonly LicensingRow[] }>('/v1/licensing/applications')
  const row = applications.find(({ exporter }) => exporter === EXPORTER)
  if (row === undefined) throw new NotHeld('no application of the exporter is at the licensing office')
  return row
}

export async function reviewOf(caller: Caller): Promise<LicensingView> {
  return caller.get<LicensingView>(`/v1/licensing/applications/${(await rowOf(caller)).id}`)
}

async function decide(caller: Caller, id: string, asked: Readonly<Record<string, unknown>>): Promise<void> {
  await caller.post(`/v1/licensing/applications/${id}/acts`, asked)
}

/** Waits until post between the two has brought a word into the exporter's case. */
async function heard(world: World, kind: string): Promise<void> {
  await until(`\`${kind}\` in the exporter's case`, async () => {
    const view = await caseOf(olive(world), REFERENCE)
    return recorded(view, kind).length > 0 ? view : null
  })
}

const known: Step = {
  id: 'keys',
  title: 'The exporter and the office register each other’s keys',
  told: 'Named people compare the keys by another way than the one they came by. From then on each knows what the other signed.',
  doors: [
    { node: 'aldermark', as: 'Regina Registrar', label: 'See the office’s worklist', path: async () => '/licensing' },
  ],
  play: async (world) => {
    const { key: ours } = await world.as('instruments', 'Ann Administrator').get<{ key: string }>('/v1/counterparties')
    const { key: theirs } = await regina(world).get<{ key: string }>('/v1/licensing/exporters')
    await regina(world).post('/v1/licensing/exporters', {
      name: EXPORTER,
      key: ours,
      address: world.node('instruments').address,
    })
    await world.as('instruments', 'Ann Administrator').post('/v1/counterparties', {
      name: OFFICE,
      kind: 'authority',
      key: theirs,
      address: world.node('aldermark').address,
    })
  },
  check: async (world, { that }) => {
    const { exporters } = await regina(world).get<{ exporters: readonly { name: string; key: string }[] }>(
      '/v1/licensing/exporters',
    )
    const { key } = await olive(world).get<{ key: string }>('/v1/counterparties')
    that(
      'the office knows the exporter by its key',
      exporters.some((one) => one.name === EXPORTER && one.key === key),
      exporters,
    )
    const { authorities } = await applicationOf(world)
    that('the exporter knows the office', authorities.includes(OFFICE), authorities)
  },
}

const altered: Step = {
  id: 'altered',
  title: 'The same package with one byte changed is refused',
  told: 'Somebody hands in the signed package with one byte changed. The office refuses it with a sentence, keeps what came as evidence, and nothing else is disturbed.',
  doors: [{ node: 'aldermark', as: 'Regina Registrar', label: 'See what was refused', path: async () => '/licensing' }],
  play: async (world) => {
    const { id } = await caseOf(olive(world), REFERENCE)
    const whole = await olive(world).ask('GET', `/v1/cases/${id}/application/files/application.json`)
    const text = Buffer.from(whole.bytes).toString('utf8')
    const changed = text.replace('Unit Nine', 'Unit Nina')
    if (changed === text) throw new NotHeld('the package does not name the unit')
    const answer = await regina(world).ask('POST', '/v1/licensing/applications', { json: { text: changed, files: [] } })
    if (answer.status < 400) throw new NotHeld('a changed package was taken in')
  },
  check: async (world, { that }) => {
    const { refused } = await regina(world).get<{ refused: readonly RefusedPackageRow[] }>('/v1/licensing/applications')
    that(
      'it is on record as altered, with its hash',
      refused.some(({ why, file }) => why === 'package.altered' && /^[0-9a-f]{64}$/.test(file)),
      refused,
    )
  },
}

const sent: Step = {
  id: 'send',
  title: 'The package goes to the licensing office of Aldermark',
  told: 'The post brings it, signed, and says so once it was taken. The office verifies signature and hashes and shows it in its worklist.',
  doors: [
    { node: 'instruments', as: 'Olive Officer', label: 'Send it', path: applicationPage },
    { node: 'aldermark', as: 'Regina Registrar', label: 'See it arrive', path: async () => '/licensing' },
  ],
  play: async (world) => {
    const view = await applicationOf(world)
    if (view.sentTo === null) await olive(world).post(`/v1/cases/${view.caseId}/application/send`, { to: OFFICE })
    await until('the package at the office', () => rowOf(regina(world)).catch(() => null))
  },
  check: async (world, { that }) => {
    const view = await applicationOf(world)
    that('the exporter sent it to the office', view.sentTo === OFFICE, view.sentTo)
    const review = await reviewOf(regina(world))
    that(
      'the office holds the very package that was signed',
      review.state.package === view.signed?.package,
      review.state.package,
    )
    that(
      'it knows whose case it is and who signed',
      review.state.exportersCase === REFERENCE || review.state.signedBy === 'Edgar Executive',
      review.state.signedBy,
    )
    const text = JSON.stringify(review)
    that('the tip is disclosed to the office', text.includes('used against reporters'))
    that('and its author is not', !TIP_AUTHOR.test(text), TIP_AUTHOR.exec(text)?.[0])
  },
}

const registered: Step = {
  id: 'register',
  title: 'A registrar registers it and gives it to an officer',
  told: 'From the day of registration the clocks run: nine days to refer, thirty for positions, ninety in all.',
  doors: [{ node: 'aldermark', as: 'Regina Registrar', label: 'Open the application', path: reviewPage() }],
  play: async (world) => {
    const { id, state, next } = await reviewOf(regina(world))
    if (state.reference === null)
      await decide(regina(world), id, { kind: 'case.registered', reference: next.reference })
    if (state.officer === null) {
      await decide(regina(world), id, { kind: 'case.assigned', officer: 'Lars Licensing' })
    }
    await heard(world, 'application.registered')
  },
  check: async (world, { that }) => {
    const review = await reviewOf(regina(world))
    that('it has a reference', review.state.reference !== null)
    that('clocks run', review.clocks.length > 0, review.clocks)
    const view = await caseOf(olive(world), REFERENCE)
    const [told] = recorded(view, 'application.registered')
    that(
      'the exporter’s case says under which reference',
      told?.event.kind === 'application.registered' && told.event.reference === review.state.reference,
      told,
    )
  },
}

const supplemented: Step = {
  id: 'supplement',
  title: 'The last duty of the shipped case is done: the authority was told',
  told: 'What came in after the racks had gone is before the office, in the words in which it came. Olive Officer records so in the shipped case, with the reference under which it can be found. No duty of it is open any more.',
  doors: [
    {
      node: 'instruments',
      as: 'Olive Officer',
      label: 'Open the duties of the shipped case',
      path: async (world) => `/cases/${(await caseOf(olive(world), OLD_REFERENCE)).id}#papers`,
    },
  ],
  play: async (world) => {
    const { id, state } = await caseOf(olive(world), OLD_REFERENCE)
    const told = await referenceTold(world)
    for (const duty of state.duties.filter(({ paragraph, isDone }) => paragraph === SUPPLEMENT && !isDone)) {
      await act(olive(world), id, {
        kind: 'duty.done',
        duty: duty.id,
        how: `${OFFICE} has it in the disclosure schedule of ${REFERENCE}, registered as ${told}; nothing said to an authority about the racks has become untrue.`,
      })
    }
  },
  check: async (world, { that }) => {
    const old = await caseOf(olive(world), OLD_REFERENCE)
    const told = await referenceTold(world)
    const done = recorded(old, 'duty.done').flatMap(({ event }) => (event.kind === 'duty.done' ? [event.how] : []))
    that('the authority was told', doersOfDuties(old).get(SUPPLEMENT) === 'Olive Officer', [...doersOfDuties(old)])
    that(
      'and where it can be found',
      done.some((how) => how.includes(told)),
      done,
    )
    that(
      'no duty of the shipped case is open',
      old.state.duties.length >= 3 && old.state.duties.every(({ isDone }) => isDone),
      old.state.duties,
    )
    const items = old.state.information.map(({ item }) => item)
    const { evidence } = await reviewOf(regina(world))
    that(
      'what came in on the shipped case is what the office holds',
      items.length > 0 && items.every((item) => evidence.some(({ id }) => id === `information ${item}`)),
      evidence.map(({ id }) => id),
    )
  },
}

/** The office's reference, as the exporter's case has it. @throws NotHeld when it was not registered */
async function referenceTold(world: World): Promise<string> {
  const [told] = recorded(await caseOf(olive(world), REFERENCE), 'application.registered')
  if (told?.event.kind !== 'application.registered') throw new NotHeld('the application was not registered')
  return told.event.reference
}

const weighed: Step = {
  id: 'findings',
  title: 'Everything disclosed is weighed, and each human-rights factor gets its finding',
  told: 'The officer finds a clear risk in the unit’s conduct (H3) on the strength of the tip, and says for every other factor what is found.',
  doors: [{ node: 'aldermark', as: 'Lars Licensing', label: 'Open the findings', path: reviewPage('#findings') }],
  play: async (world) => {
    await weighAll(world)
    const { id, openFactors, evidence } = await reviewOf(lars(world))
    const tip = evidence.find((one) => one.id.startsWith('information '))?.id ?? 'package'
    for (const factor of openFactors) {
      await decide(lars(world), id, {
        kind: 'finding.recorded',
        factor,
        finding: factor === 'H3' ? 'clear-risk' : 'moderate',
        evidence: factor === 'H3' ? ['package', tip] : ['package'],
        counterEvidence: [],
        text:
          factor === 'H3'
            ? 'The unit is said, specifically and credibly, to have used such a device against reporters.'
            : 'As the applicant states it; nothing before us says otherwise.',
      })
    }
  },
  check: async (world, { that }) => {
    const { state, openFactors } = await reviewOf(lars(world))
    that('no factor is without a finding', openFactors.length === 0 && state.findings.length >= 14, openFactors)
    that(
      'a clear risk is found in the unit’s conduct',
      state.findings.some(({ factor, finding }) => factor === 'H3' && finding === 'clear-risk'),
    )
    that(
      'each finding rests on evidence',
      state.findings.every(({ evidence }) => evidence.length > 0),
    )
    const first = state.subjects.filter(({ subject }) => !/reply|rebuttal/i.test(subject))
    that(
      'everything the applicant disclosed was weighed',
      first.length > 0 && first.every(({ weight }) => weight !== null),
      first,
    )
  },
}

/** Weighs what is not weighed yet; more comes in with every answer. */
async function weighAll(world: World): Promise<void> {
  const { id, state } = await reviewOf(lars(world))
  for (const { subject } of state.subjects.filter(({ weight }) => weight === null)) {
    await decide(lars(world), id, {
      kind: 'information.weighed',
      subject,
      weight: subject.startsWith('information ') ? 'relied-on' : 'considered',
      reason: 'Read in full and set against the rest.',
      evidence: ['package'],
    })
  }
}

const questioned: Step = {
  id: 'question',
  title: 'A request for information goes back, and is answered',
  told: 'The question appears in the exporter’s case with its due day; to acknowledge it is not to answer it.',
  doors: [
    { node: 'aldermark', as: 'Lars Licensing', label: 'Ask', path: reviewPage('#questions') },
    { node: 'instruments', as: 'Olive Officer', label: 'Answer', path: applicationPage },
  ],
  play: async (world) => {
    const { id, state, next } = await reviewOf(lars(world))
    if (state.queries.length === 0) {
      await decide(lars(world), id, {
        kind: 'query.sent',
        query: next.query,
        question: 'Did you sell devices of this model to the ministry before, and where are they now?',
        dueOn: dayOf(world, 14),
      })
    }
    await heard(world, 'application.asked')
    const view = await applicationOf(world)
    const open = view.application.queries.find(({ answer }) => answer === null)
    if (open !== undefined) {
      await olive(world).post(`/v1/cases/${view.caseId}/application/replies`, {
        query: open.query,
        answer: 'One, in 2024, through a distributor. We do not know where it is, and have asked.',
        files: [],
      })
    }
    await until('the reply at the office', async () => {
      const review = await reviewOf(lars(world))
      return review.state.queries.some(({ answer }) => answer !== null) ? review : null
    })
    await weighAll(world)
  },
  check: async (world, { that }) => {
    const view = await caseOf(olive(world), REFERENCE)
    that('the question is in the exporter’s case', recorded(view, 'application.asked').length > 0)
    const { state } = await reviewOf(lars(world))
    const told = recorded(view, 'application.replied').flatMap(({ event }) =>
      event.kind === 'application.replied' ? [event.answer] : [],
    )
    that(
      'the answer is at the office, in the words of the exporter',
      state.queries.some(({ answer }) => answer !== null && told.includes(answer)),
      state.queries,
    )
    that(
      'the reply is weighed too',
      state.subjects.some(({ subject, weight }) => /reply/i.test(subject) && weight !== null),
      state.subjects.map(({ subject }) => subject),
    )
  },
}

const consulted: Step = {
  id: 'agency',
  title: 'Another agency is consulted, and owns the condition it sets',
  told: 'The ministry of foreign affairs advises in its own name. Its condition cannot be dropped without its consent: the officer tries, and is told whose it is.',
  doors: [
    { node: 'aldermark', as: 'Ada Adviser', label: 'Advise', path: reviewPage('#agencies') },
    { node: 'aldermark', as: 'Lars Licensing', label: 'Try to drop the condition', path: reviewPage('#conditions') },
  ],
  play: async (world) => {
    const { id, state, next } = await reviewOf(lars(world))
    if (!state.consultations.some(({ agency }) => agency === MINISTRY)) {
      await decide(lars(world), id, {
        kind: 'agency.consulted',
        agency: MINISTRY,
        question: 'What is known of Unit Nine, and what would you require?',
        dueOn: dayOf(world, 30),
      })
    }
    const own = state.conditions.find(({ imposedBy }) => imposedBy === MINISTRY)
    const condition = own?.condition ?? next.condition
    if (own === undefined) {
      await decide(ada(world), id, {
        kind: 'condition.imposed',
        condition,
        text: 'No device leaves before a court of the destination has confirmed in writing that it supervises its use.',
        metric: 'the confirmation, in writing, by name of the court',
        imposedBy: MINISTRY,
      })
    }
    if (state.consultations.every(({ advice }) => advice === null)) {
      await decide(ada(world), id, {
        kind: 'agency.advised',
        agency: MINISTRY,
        advice: 'refuse',
        reasons: 'Our mission reports the same of the unit as the letter does.',
        evidence: ['package'],
      })
    }
    const dropped = await lars(world).ask('POST', `/v1/licensing/applications/${id}/acts`, {
      json: { kind: 'condition.changed', condition, to: null, reason: 'simpler without' },
    })
    if (dropped.status !== 403)
      throw new NotHeld(`dropping another agency's condition was answered with ${dropped.status}`)
  },
  check: async (world, { that }) => {
    const { state, timeline } = await reviewOf(lars(world))
    const advice = state.consultations.find(({ agency }) => agency === MINISTRY)
    that('the ministry advises to refuse', advice?.advice === 'refuse', advice)
    const condition = state.conditions.find(({ imposedBy }) => imposedBy === MINISTRY)
    that('its condition stands, and is its own', condition !== undefined && condition.text !== null, condition)
    const attempt = timeline.find(
      ({ event, actor }) =>
        event.kind === 'act.refused' && actor.name === 'Lars Licensing' && event.asked === 'condition.changed',
    )
    that('the attempt to drop it is on record', attempt !== undefined)
  },
}

const intended: Step = {
  id: 'intent',
  title: 'An intent to deny goes out, and the exporter’s answer comes in',
  told: 'Nobody is denied unheard: reasons, what would help, and at least twenty days (15 CFR 750.6).',
  doors: [
    { node: 'aldermark', as: 'Lars Licensing', label: 'Intend', path: reviewPage('#decision') },
    { node: 'instruments', as: 'Olive Officer', label: 'Answer', path: applicationPage },
  ],
  play: async (world) => {
    const { id, state } = await reviewOf(lars(world))
    if (state.intents.length === 0) {
      await decide(lars(world), id, {
        kind: 'denial.intended',
        reasons: REASONS,
        wouldHelp: 'A named court that supervises every use, and proof of what became of the device of 2024.',
        answerBy: dayOf(world, 21),
      })
    }
    await heard(world, 'application.intent-to-deny')
    const view = await applicationOf(world)
    if (view.application.stage === 'intent-to-deny') {
      await olive(world).post(`/v1/cases/${view.caseId}/application/rebuttal`, {
        answer: 'We cannot name such a court, and we do not dispute what the letter says.',
        files: [],
      })
    }
    await until('the answer at the office', async () => {
      const review = await reviewOf(lars(world))
      return review.state.intents.some((intent) => intent.state === 'received') ? review : null
    })
    await weighAll(world)
  },
  check: async (world, { that }) => {
    const view = await caseOf(olive(world), REFERENCE)
    that(
      'the exporter’s case shows the intent and its reasons',
      recorded(view, 'application.intent-to-deny').length > 0,
    )
    const { state } = await reviewOf(lars(world))
    that(
      'the exporter’s answer is at the office',
      state.intents.some(({ answer }) => answer !== null && answer !== ''),
      state.intents,
    )
    that(
      'and is weighed before anything is decided',
      state.subjects.some(({ subject, weight }) => /rebuttal/i.test(subject) && weight !== null),
      state.subjects.map(({ subject }) => subject),
    )
  },
}

const REASONS = [
  {
    text: 'The end user’s unit is said, specifically and credibly, to have used a device of this model against reporters, and was given the chance to explain.',
    evidence: ['finding H3'],
  },
]

const decided: Step = {
  id: 'decide',
  title: 'A second officer countersigns, and the decision is a denial',
  told: 'Who proposes cannot countersign. The letter says nothing without evidence: each of its sentences links to what it rests on.',
  doors: [
    { node: 'aldermark', as: 'Lena Licensing', label: 'Read and countersign', path: reviewPage('#decision') },
    { node: 'aldermark', as: 'Lars Licensing', label: 'Read the letter', path: reviewPage('#letter') },
    { node: 'instruments', as: 'Olive Officer', label: 'See it in the exporter’s case', path: applicationPage },
  ],
  play: async (world) => {
    const { id, state, next } = await reviewOf(lars(world))
    if (state.decision === null) {
      if (state.proposal === null) {
        await decide(lars(world), id, {
          kind: 'decision.proposed',
          outcome: 'denied',
          reasons: REASONS,
          grounds: ['15 CFR 742.13(b)(2)', '15 CFR 742.7(b)'],
        })
      }
      if (state.proposal === null || state.proposal.countersignedBy === null) {
        const own = await lars(world).ask('POST', `/v1/licensing/applications/${id}/acts`, {
          json: { kind: 'decision.countersigned', isAccepted: true, reason: 'my own' },
        })
        if (own.status !== 403) throw new NotHeld(`countersigning one's own proposal was answered with ${own.status}`)
        await decide(lena(world), id, { kind: 'decision.countersigned', isAccepted: true, reason: 'Read, and agreed.' })
      }
      await decide(lars(world), id, { kind: 'case.decided', reference: next.decision })
    }
    if (state.letter === null) await decide(lars(world), id, { kind: 'letter.issued' })
    await heard(world, 'application.decided')
  },
  check: async (world, { that }) => {
    const review = await reviewOf(lars(world))
    const { decision } = review.state
    that('it is denied', decision?.outcome === 'denied', decision)
    that(
      'one officer proposed it, and another countersigned',
      decision?.countersignedBy != null && decision.countersignedBy.id !== decision.by.id,
    )
    const shown = await lars(world).get<LetterShown>(`/v1/licensing/applications/${review.id}/letter`)
    const sentences = shown.letter?.sentences ?? []
    that(
      `each of the letter's ${sentences.length} sentences links to evidence`,
      shown.isIssued && sentences.length > 0 && sentences.every(({ evidence }) => evidence.length > 0),
      sentences,
    )
    const pdf = await lars(world).ask('GET', `/v1/licensing/applications/${review.id}/letter?format=pdf`)
    that(
      'the letter is there on paper',
      pdf.status === 200 && Buffer.from(pdf.bytes).subarray(0, 5).toString() === '%PDF-',
    )
    const view = await olive(world).get<ApplicationView>(
      `/v1/cases/${(await caseOf(olive(world), REFERENCE)).id}/application`,
    )
    that(
      'the exporter’s case shows the denial',
      view.application.decision?.outcome === 'denied',
      view.application.decision,
    )
    that(
      'with the very letter',
      view.application.decision?.letter === review.state.letter && view.letter !== null,
      view.application.decision?.letter,
    )
  },
}

export const AUTHORITY_CHAPTER: Chapter = {
  title: 'The licensing office decides',
  told: 'The same program, started as an authority: it verifies, registers, finds, asks, consults, hears and decides.',
  steps: [known, altered, sent, registered, supplemented, weighed, questioned, consulted, intended, decided],
}
