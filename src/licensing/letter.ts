import {
  addDays,
  canonicalHash,
  countryName,
  err,
  ok,
  parseCountry,
  parseDay,
  type Result,
  type Sha256,
} from '../base/index.ts'
import type { LicensingOutcome, Sentence } from './event.ts'
import { FACTOR_TITLES, FACTORS } from './factors.ts'
import type { LicensingRefusal } from './refusal.ts'
import type { Intent, LicensingCase } from './state.ts'

/**
 * What a sentence of a letter rests on. A finding rests on evidence in turn, and so on down to what came in. `title` is
 * `null` where the applicant may not be told what it is; the hash binds the authority to it all the same.
 */
export type LetterExhibit = {
  readonly id: string
  readonly title: string | null
  readonly sha256: string
  readonly restsOn: readonly string[]
}

export type DecisionLetter = {
  readonly reference: string
  readonly authority: string
  readonly to: string
  readonly on: string
  readonly outcome: LicensingOutcome
  readonly sentences: readonly Sentence[]
  readonly exhibits: readonly LetterExhibit[]
}

/** Days to appeal from the date of the notice, 15 CFR 756.2(c)(1). */
const DAYS_TO_APPEAL = 45

/**
 * The letter of a decided case. Every sentence is linked to what it rests on; a sentence that rests on nothing known to the
 * case is refused, and with it the letter.
 */
export function decisionLetter(state: LicensingCase): Result<DecisionLetter, LicensingRefusal> {
  const { decision } = state
  if (decision === null) return refused('licensing.not-now', 'decide first')
  const sentences = sentencesOf(state, decision)
  const exhibits = new Map<string, LetterExhibit>()
  for (const { text, evidence } of sentences) {
    if (evidence.length === 0) return refused('licensing.incomplete', `the sentence \`${text}\` rests on no evidence`)
    const unknown = evidence.find((id) => !gather(state, id, exhibits))
    if (unknown !== undefined)
      return refused(
        'licensing.incomplete',
        `the sentence \`${text}\` rests on \`${unknown}\`, which is not in the case`,
      )
  }
  return ok({
    reference: decision.reference,
    authority: state.authority,
    to: state.exporter,
    on: decision.on,
    outcome: decision.outcome,
    sentences,
    exhibits: [...exhibits.values()],
  })
}

/** SHA-256 of the canonical text of a letter. */
export function letterHash(letter: DecisionLetter): Sha256 {
  return canonicalHash(letter)
}

type Decided = NonNullable<LicensingCase['decision']>

const OUTCOME_WORDS: Readonly<Record<LicensingOutcome, string>> = {
  granted: 'is granted',
  'granted-with-conditions': 'is granted with the conditions named below',
  denied: 'is denied',
  'returned-without-action': 'is returned without action',
}

function sentencesOf(state: LicensingCase, decision: Decided): readonly Sentence[] {
  return [
    {
      text: `Your application ${state.exportersCase}, registered as ${state.reference ?? 'not registered'}, for a licence to ${destinationWords(state)} ${OUTCOME_WORDS[decision.outcome]}.`,
      evidence: ['package'],
    },
    ...decision.grounds.map((ground) => ({ text: `The decision rests on ${ground}.`, evidence: [`law ${ground}`] })),
    ...decision.reasons,
    ...findingSentences(state),
    ...weighedSentences(state),
    ...intentSentences(state),
    ...conditionSentences(state, decision.outcome),
    ...appealSentences(decision),
  ]
}

/** What was found, factor by factor; a factor on which nothing was found is not in a letter. */
function findingSentences(state: LicensingCase): readonly Sentence[] {
  return FACTORS.flatMap((factor) => state.findings.filter((one) => one.factor === factor))
    .filter(({ finding }) => finding !== null && finding !== 'none')
    .map(({ factor, finding, text, evidence, counterEvidence }) => ({
      text: `On ${factor} (${lowerFirst(FACTOR_TITLES[factor])}) the authority found ${FINDING_WORDS[finding ?? 'none']}: ${text}`,
      evidence: [`finding ${factor}`, ...evidence, ...counterEvidence],
    }))
}

const FINDING_WORDS = {
  none: 'no concern',
  low: 'a low concern',
  moderate: 'a moderate concern',
  serious: 'a serious concern',
  'clear-risk': 'a clear risk',
} as const

/** What the applicant sent, and what was made of it. Evidence the authority holds from elsewhere is not told here. */
function weighedSentences(state: LicensingCase): readonly Sentence[] {
  const isOpen = new Map(state.evidence.map((one) => [one.id, one.isOpen]))
  return state.subjects
    .filter(({ subject }) => isOpen.get(subject) !== false)
    .flatMap(({ subject, weight, reason, evidence }) =>
      weight === null
        ? []
        : [
            {
              text: `${subjectWords(state, subject)} was ${WEIGHT_WORDS[weight]}: ${reason ?? ''}`,
              evidence: [subject, ...evidence],
            },
          ],
    )
}

/** What came in, as the applicant knows it. */
function subjectWords(state: LicensingCase, subject: string): string {
  const [kind, ...rest] = subject.split(' ')
  if (kind === 'reply') return `Your reply to question ${rest.join(' ')}`
  if (kind === 'rebuttal') return 'Your answer to the notice of an intent to deny'
  const title = state.evidence.find((one) => one.id === subject)?.title
  return title === undefined ? subject : `${title}, ${subject},`
}

const WEIGHT_WORDS = {
  'relied-on': 'relied on',
  considered: 'considered and not relied on',
  'not-relevant': 'found not to bear on this decision',
} as const

function intentSentences({ intents }: LicensingCase): readonly Sentence[] {
  return intents.map(({ answerBy, state }, i) => ({
    text: `You were told of an intent to deny, with time to answer until ${answerBy}; ${INTENT_WORDS[state]}.`,
    evidence: state === 'received' ? [`intent ${i + 1}`, `rebuttal ${i + 1}`] : [`intent ${i + 1}`],
  }))
}

const INTENT_WORDS = {
  'waited-for': 'this decision does not wait for your answer, since it is not a denial',
  received: 'your answer was received and weighed',
  lapsed: 'no answer came in that time',
} as const

function conditionSentences(state: LicensingCase, outcome: LicensingOutcome): readonly Sentence[] {
  if (outcome !== 'granted-with-conditions') return []
  return state.conditions.flatMap(({ condition, text, metric, imposedBy }) =>
    text === null
      ? []
      : [
          {
            text: `Condition ${condition}, imposed by ${imposedBy}: ${text} It is verified by: ${metric}`,
            evidence: [`condition ${condition}`],
          },
        ],
  )
}

function appealSentences({ outcome, on }: Decided): readonly Sentence[] {
  const day = parseDay(on)
  if (outcome !== 'denied' || day === null) return []
  const law = '15 CFR 756.2(c)(1)'
  return [{ text: `You may appeal until ${addDays(day, DAYS_TO_APPEAL)}, ${law}.`, evidence: [`law ${law}`] }]
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function destinationWords({ destination }: LicensingCase): string {
  const country = parseCountry(destination)
  return country === null ? destination : countryName(country)
}

/** Adds an exhibit and all it rests on. `false`: nothing of that name is in the case. */
function gather(state: LicensingCase, id: string, exhibits: Map<string, LetterExhibit>): boolean {
  if (exhibits.has(id)) return true
  const exhibit = exhibitOf(state, id)
  if (exhibit === null) return false
  exhibits.set(id, exhibit)
  return exhibit.restsOn.every((under) => gather(state, under, exhibits))
}

function exhibitOf(state: LicensingCase, id: string): LetterExhibit | null {
  const direct = state.evidence.find((one) => one.id === id)
  if (direct !== undefined)
    return { id, title: direct.isOpen ? direct.title : null, sha256: direct.sha256, restsOn: [] }
  const [kind = '', ...rest] = id.split(' ')
  const name = rest.join(' ')
  const made = (title: string | null, value: unknown, restsOn: readonly string[] = []): LetterExhibit | null =>
    value === undefined || value === null ? null : { id, title, sha256: canonicalHash(value), restsOn }
  switch (kind) {
    case 'law':
      return name === '' ? null : made(name, name)
    case 'finding': {
      const finding = state.findings.find((one) => one.factor === name)
      return made(`Finding on ${name}`, finding, [...(finding?.evidence ?? []), ...(finding?.counterEvidence ?? [])])
    }
    case 'advice': {
      const consultation = state.consultations.find((one) => one.agency === name && one.advice !== null)
      // What another agency advised is between the agencies.
      return made(null, consultation, consultation?.evidence)
    }
    case 'reply':
      return made(
        `Your reply to question ${name}`,
        state.queries.find((one) => one.query === name && one.answer !== null),
      )
    case 'query':
      return made(
        `Question ${name}`,
        state.queries.find((one) => one.query === name),
      )
    case 'condition':
      return made(
        `Condition ${name}`,
        state.conditions.find((one) => one.condition === name),
      )
    case 'intent':
      return made('The notice of an intent to deny', withoutAnswer(state.intents[Number(name) - 1]))
    case 'rebuttal':
      return made('Your answer to an intent to deny', state.intents[Number(name) - 1]?.answer)
    default:
      return null
  }
}

function withoutAnswer(intent: Intent | undefined): unknown {
  if (intent === undefined) return null
  const { reasons, wouldHelp, answerBy } = intent
  return { reasons, wouldHelp, answerBy }
}

function refused(kind: LicensingRefusal['kind'], sentence: string): Result<never, LicensingRefusal> {
  return err({ kind, sentence })
}
