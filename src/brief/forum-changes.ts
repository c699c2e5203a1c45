/** Forum records marked CLEAR, as change records. Only CLEAR leaves the forum unattended. */
import type { Day, Sha256 } from '../base/index.ts'
import { type ChangeKind, type ChangeRecord, type Detection, makeChange, type Relation } from './change.ts'
import { placeOf } from './words.ts'

/** What the brief needs of a record: who, what about, and what it refers to. */
export type ClearRecord = {
  readonly id: string
  readonly hash: Sha256
  readonly type: string
  readonly tlp: 'CLEAR'
  /** The state that says it, for people: `NO`. */
  readonly author: string
  readonly createdOn: Day
  readonly title: string
  /** Control-list codes it names. */
  readonly itemCodes: readonly string[]
  readonly countries: readonly string[]
  readonly endUses: readonly string[]
  readonly rightsAffected: readonly string[]
  /** Names it names, with country where given. */
  readonly actors: readonly { readonly name: string; readonly country: string | null }[]
  readonly refs: readonly { readonly rel: string; readonly id: string; readonly hash: Sha256 }[]
  /** From when it applies, where it says so. */
  readonly effectiveOn: Day | null
  readonly answerBy: Day | null
  readonly expiresOn: Day | null
  readonly confidence: 'low' | 'moderate' | 'high' | null
  readonly address: string | null
}

/**
 * In the order given.
 * @throws Error on a record that is not CLEAR: that it came here is a bug, and it must go no further.
 */
export function changesOfForum(records: readonly ClearRecord[], detection: Detection): readonly ChangeRecord[] {
  const stray = records.find((record) => record.tlp !== 'CLEAR')
  if (stray !== undefined) throw new Error(`forum record ${stray.id} is not CLEAR and stays in the forum`)
  return records.map((record) => changeOf(record, detection))
}

function changeOf(record: ClearRecord, detection: Detection): ChangeRecord {
  const links = record.refs.flatMap(({ rel, id }) => {
    const relation = RELATIONS[rel]
    return relation === undefined ? [] : [{ rel: relation, to: id }]
  })
  const replaced = record.refs.filter(({ rel }) => REPLACING.has(rel))
  return makeChange(
    {
      kind: KINDS[record.type] ?? 'policy',
      status: statusOf(record),
      source: {
        id: 'forum',
        name: 'Forum of states',
        citation: `${record.type.replace('.', ' ')} of ${placeOf(record.author)}, record ${record.id}`,
        address: record.address,
      },
      title: `${placeOf(record.author)}: ${record.title}`,
      publishedOn: record.createdOn,
      effectiveOn: record.effectiveOn,
      expiresOn: record.expiresOn,
      answerBy: record.answerBy,
      targets: [
        { kind: 'forum-record', id: record.id, before: null, after: record.hash },
        ...replaced.map(({ id, hash }) => ({
          kind: 'forum-record' as const,
          id,
          before: hash,
          after: record.hash,
        })),
      ],
      differences: [],
      links,
      itemCodes: record.itemCodes,
      countries: record.countries,
      endUses: record.endUses,
      parties: record.actors.map(({ name, country }) => ({
        list: 'forum',
        entryKey: `${record.id} ${name}`,
        form: {
          schema: 'LegalEntity',
          names: [{ text: name, quality: 'strong' }],
          countries: country === null ? [] : [country],
        },
      })),
      rightsIssues: record.rightsAffected,
      confidence: record.confidence ?? 'high',
    },
    detection,
  )
}

const KINDS: Readonly<Record<string, ChangeKind>> = {
  'threat.notice': 'guidance',
  'tech.view': 'guidance',
  'tech.summary': 'guidance',
  'practice.share': 'guidance',
  correct: 'guidance',
  retract: 'guidance',
}

/** Relations of the forum after which the earlier record no longer stands as it was. */
const REPLACING = new Set(['corrects', 'supersedes', 'retracts'])

const RELATIONS: Readonly<Record<string, Relation>> = {
  corrects: 'corrects',
  supersedes: 'supersedes',
  retracts: 'withdraws',
  implements: 'implements',
  answers: 'follow-up',
  about: 'same-subject',
  'derives-from': 'follow-up',
}

function statusOf(record: ClearRecord): ChangeRecord['status'] {
  if (record.type === 'retract') return 'withdrawn'
  return record.type === 'correct' ? 'corrected' : 'published'
}
