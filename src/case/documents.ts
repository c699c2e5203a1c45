/** Every document that a case rests on: what it stands for there, its hash, and who said that they read it. */
import type { CaseEvent } from './event.ts'
import { PROGRAM } from './people.ts'
import type { Recorded } from './state.ts'

export type CaseDocument = {
  /** `named`: somebody wrote its name down as evidence, and its bytes are not kept here. */
  readonly kind: 'assessment' | 'information' | 'package' | 'letter' | 'reply' | 'named'
  readonly name: string
  /** SHA-256, hex; `null`: only its name is known, so what it said cannot be proven from here. */
  readonly sha256: string | null
  /** What it stands for in this case, one clause each. */
  readonly proves: readonly string[]
  /** Place of the entry that brought it in, from 0. */
  readonly since: number
  /** Who acted on it as having read it, each once; empty: nobody has said so. */
  readonly readBy: readonly string[]
}

/** In the order in which they came into the case. */
export function documentsOf(timeline: readonly Recorded[]): readonly CaseDocument[] {
  const documents = new Map<string, CaseDocument>()
  for (const [since, { event, actor }] of timeline.entries()) {
    for (const { key, isReading, ...mentioned } of mentionsIn(event)) {
      const known = documents.get(key)
      // A mention of something that never came in by itself, such as an item of another case, is a name.
      if (known === undefined && mentioned.kind === null) continue
      const proves = [...(known?.proves ?? []), ...mentioned.proves]
      const readers =
        isReading && actor.id !== PROGRAM.id
          ? [actor.name, ...('second' in event && event.second !== null ? [event.second.name] : [])]
          : []
      documents.set(key, {
        kind: known?.kind ?? mentioned.kind ?? 'named',
        name: known?.name ?? mentioned.name,
        sha256: known?.sha256 ?? mentioned.sha256,
        proves: [...new Set(proves)],
        since: known?.since ?? since,
        readBy: [...new Set([...(known?.readBy ?? []), ...readers])],
      })
    }
  }
  return [...documents.values()]
}

type Mention = {
  readonly key: string
  /** `null`: it only counts where the document is known already. */
  readonly kind: CaseDocument['kind'] | null
  readonly name: string
  readonly sha256: string | null
  readonly proves: readonly string[]
  /** Whoever recorded the entry says with it that they read the document. */
  readonly isReading: boolean
}

function mentionsIn(event: CaseEvent): readonly Mention[] {
  switch (event.kind) {
    case 'case.opened':
      return [assessment(event.assessment, `the three answers on which the case was opened`)]
    case 'case.reassessed':
      return [assessment(event.assessment, `the three answers when it was assessed again: ${event.reason}`)]
    case 'information.linked': {
      const { item, sha256, because } = event
      return [
        {
          key: informationKey(item),
          kind: 'information',
          name: `information ${item}`,
          sha256,
          proves: [because],
          isReading: false,
        },
      ]
    }
    case 'information.disposed':
      return [
        reading(informationKey(event.item)),
        ...evidence(
          event.evidence,
          `that information ${event.item} is dealt with: ${event.disposition.replaceAll('-', ' ')}`,
        ),
      ]
    case 'flag.resolved':
      return [
        ...event.considered.map((item) => reading(informationKey(item))),
        ...evidence(event.evidence, `that red flag ${event.flag} is settled`),
      ]
    case 'rights.assessed':
      return [
        ...event.considered.map((item) => reading(informationKey(item))),
        ...event.assessment.rights.flatMap((right) => [
          ...evidence(right.evidence, `the risk to ${right.right}`),
          ...evidence(right.counterEvidence, `against the risk to ${right.right}`),
        ]),
      ]
    case 'screening.vouched':
      return evidence(event.evidence, `that ${event.party} was screened by other means`)
    case 'application.prepared':
      return [packaged(event.package, 'what the application says', true)]
    case 'application.signed':
      return [packaged(event.package, 'what the accountable executive signed', true)]
    case 'application.submitted':
      return [packaged(event.package, `what was sent to ${event.authority}`, true)]
    case 'application.replied':
      return event.documents.map((name) => ({
        ...named(name, `part of the answer to ${event.query}`),
        kind: 'reply' as const,
      }))
    case 'application.made-elsewhere':
      return [named(event.evidence, `the application ${event.reference} to ${event.authority}, made elsewhere`)]
    case 'application.decided-elsewhere':
    case 'application.decided': {
      const { authority, reference, letter, outcome } = event.decision
      return [decisionLetter(letter, `${authority} ${reference}: ${outcome.replaceAll('-', ' ')}`, false)]
    }
    case 'licence.recorded':
      return [decisionLetter(event.letter, `what licence ${event.licence} grants`, true)]
    default:
      return []
  }
}

function assessment({ id, sha256 }: { readonly id: string; readonly sha256: string }, proves: string): Mention {
  return {
    key: `sha256 ${sha256}`,
    kind: 'assessment',
    name: `assessment ${id}`,
    sha256,
    proves: [proves],
    isReading: true,
  }
}

function packaged(sha256: string, proves: string, isReading: boolean): Mention {
  return { key: `sha256 ${sha256}`, kind: 'package', name: 'application package', sha256, proves: [proves], isReading }
}

function decisionLetter(sha256: string, proves: string, isReading: boolean): Mention {
  return { key: `sha256 ${sha256}`, kind: 'letter', name: 'decision letter', sha256, proves: [proves], isReading }
}

function reading(key: string): Mention {
  return { key, kind: null, name: '', sha256: null, proves: [], isReading: true }
}

/** Evidence is written down as words: an item of information, a hash, or the name of a document that lies elsewhere. */
function evidence(lines: readonly string[], proves: string): readonly Mention[] {
  return lines.flatMap((line) => {
    const item = line.replace(/^information /, '')
    return [{ ...reading(informationKey(item)), proves: [proves] }, ...(isItem(line) ? [] : [named(line, proves)])]
  })
}

/** Ids of information are ULIDs. */
function isItem(line: string): boolean {
  return /^(information )?[0-9A-HJKMNP-TV-Z]{26}$/.test(line)
}

function named(name: string, proves: string): Mention {
  const sha256 = /^[0-9a-f]{64}$/.test(name) ? name : null
  return {
    key: sha256 === null ? `name ${name}` : `sha256 ${sha256}`,
    kind: 'named',
    name,
    sha256,
    proves: [proves],
    isReading: true,
  }
}

function informationKey(item: string): string {
  return `information ${item}`
}
