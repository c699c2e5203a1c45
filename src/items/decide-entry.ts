import { networkCamera, thermalCamera } from './cameras.ts'
import { crowdControl, restraint } from './force.ts'
import { fingerprint, interrogation } from './identification.ts'
import { covertListening, mobileInterception } from './interception.ts'
import {
  type Contradiction,
  type Decision,
  type Family,
  type Item,
  type ItemQuestion,
  type ItemReading,
  isAtOrBelow,
} from './item.ts'
import { deviceForensics, intrusion, networkSurveillance } from './networks.ts'

/** Families of items of human-rights concern that facts tell apart. Order does not matter. */
export const FAMILIES: readonly Family[] = [
  mobileInterception,
  covertListening,
  networkSurveillance,
  intrusion,
  deviceForensics,
  thermalCamera,
  networkCamera,
  restraint,
  crowdControl,
  fingerprint,
  interrogation,
]

const CLASSIFICATION = 'us-ear/774/classification'

/**
 * Which entries the measured facts of an item point to, where they contradict the entry claimed, and which facts would
 * decide. It proposes; a person classifies. Words of a description bring a family in and never decide.
 * @example decideEntry({ eccn: '6A993', paragraph: 'a', measurements: { frameRateHz: 30, isMicrobolometerUncooled: true } })
 */
export function decideEntry(item: Item): ItemReading {
  const decisions = FAMILIES.filter((family) => isTouched(family, item)).flatMap((family) => {
    const decision = family.decide(item)
    return decision ? [{ family, decision }] : []
  })
  const proposals = decisions.flatMap(({ decision }) => {
    if (decision.kind !== 'entry') return []
    const { entry, because, citation } = decision
    return [{ entry, because, citation }]
  })
  const contradictions = decisions.flatMap(({ decision }) =>
    contradictionOf(
      item,
      decision,
      decisions.map((each) => each.decision),
    ),
  )
  const questions = [
    ...decisions.flatMap(({ decision }) => questionsOf(item, decision)),
    ...contradictions.map(askAboutContradiction),
  ]
  return { proposals, contradictions, questions: distinct(questions) }
}

function isTouched({ entries, facts, words }: Family, item: Item): boolean {
  const claimed = claimOf(item)
  return (
    facts.some((name) => Object.hasOwn(item.measurements, name)) ||
    words.every((word) => word.test(item.description ?? '')) ||
    (claimed !== null && entries.some((path) => isAtOrBelow(claimed, path) || isAtOrBelow(path, claimed)))
  )
}

function claimOf({ eccn, paragraph }: Item): string | null {
  if (eccn === undefined) return null
  return paragraph === undefined || paragraph === '' ? eccn : `${eccn}.${paragraph}`
}

function contradictionOf(item: Item, decision: Decision, all: readonly Decision[]): readonly Contradiction[] {
  const claimed = claimOf(item)
  if (claimed === null) return []
  const { citation } = decision
  if (decision.kind === 'entry') {
    const agrees = all.some(
      (other) => other.kind === 'entry' && (isAtOrBelow(claimed, other.entry) || isAtOrBelow(other.entry, claimed)),
    )
    return agrees ? [] : [{ claimed, entry: decision.entry, because: decision.because, citation }]
  }
  if (decision.kind === 'open' || !decision.entries.some((path) => isAtOrBelow(claimed, path))) return []
  return [{ claimed, entry: `not ${claimed}`, because: decision.because, citation }]
}

/** Asked where nobody claims an entry, or where the claim is not the strictest the item may be. */
function questionsOf(item: Item, decision: Decision): readonly ItemQuestion[] {
  if (decision.kind !== 'open') return []
  const claimed = claimOf(item)
  const [strictest] = decision.entries
  if (claimed !== null && strictest !== undefined && isAtOrBelow(claimed, strictest)) return []
  const may = decision.entries.join(', ')
  return decision.ask.map(({ name, text }) => ({
    id: `item/${name}`,
    fact: `items[].measurements.${name}`,
    text: `${text} It decides whether the item is ${may}`,
    rules: [CLASSIFICATION],
    paragraph: decision.citation,
  }))
}

function askAboutContradiction({ claimed, entry, because, citation }: Contradiction): ItemQuestion {
  return {
    id: `item/contradiction/${claimed}/${entry.replace(' ', '-')}`,
    fact: 'items[].eccn',
    text: `The item is claimed as ${claimed}, but its facts point to ${entry}: ${because.join('; ')}. Which is right?`,
    rules: [CLASSIFICATION],
    paragraph: citation,
  }
}

function distinct(questions: readonly ItemQuestion[]): readonly ItemQuestion[] {
  return [...new Map(questions.map((question) => [question.id, question])).values()]
}
