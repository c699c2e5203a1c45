/** What the brief takes of a record of the forum, and from which records: those marked CLEAR, and no others. */
import { day } from '../base/index.ts'
import { codeOfState, type ForumRecord, type Signed } from '../forum/index.ts'
import type { ClearRecord } from './forum-changes.ts'
import { itemCode } from './item-code.ts'

/**
 * `null` for a record that is not CLEAR, whatever it says: it stays in the forum.
 * @param address where the public can read it; `null`: nowhere yet
 */
export function clearRecordOf({ record, hash }: Signed, address: string | null): ClearRecord | null {
  if (record.handling.tlp !== 'CLEAR') return null
  return {
    ...NOTHING_NAMED,
    id: record.id,
    hash,
    type: record.type,
    tlp: 'CLEAR',
    author: codeOfState(record.author),
    createdOn: day(record.created.slice(0, 10)),
    refs: record.refs,
    expiresOn: record.handling.expires,
    address,
    ...particulars(record),
  }
}

const NOTHING_NAMED = {
  itemCodes: [],
  countries: [],
  endUses: [],
  rightsAffected: [],
  actors: [],
  effectiveOn: null,
  answerBy: null,
  confidence: null,
} as const

type Particulars = Pick<ClearRecord, 'title'> & Partial<ClearRecord>

function particulars(record: ForumRecord): Particulars {
  switch (record.type) {
    case 'threat.notice': {
      const { title, goods, endUse, actors, route, rightsAffected, confidence } = record.body
      const named = actors.flatMap(({ name, country }) => (name === null ? [] : [{ name, country }]))
      const countries = [...route, ...actors.flatMap(({ country }) => country ?? [])]
      return {
        title,
        itemCodes: codesOf(goods),
        countries: [...new Set(countries)],
        endUses: [endUse],
        rightsAffected,
        actors: named,
        confidence,
      }
    }
    case 'tech.view':
      return { title: record.body.technology, endUses: [record.body.misuse] }
    case 'policy.question': {
      const { question, goods, destinations, answerBy } = record.body
      return { title: question, itemCodes: codesOf(goods), countries: destinations, answerBy }
    }
    case 'policy.position':
      return { title: record.body.subject, effectiveOn: record.body.from }
    case 'decision':
      return { title: record.body.title, answerBy: record.body.objectionsBy }
    case 'procedure':
      return { title: `${record.body.name}, version ${record.body.version}`, effectiveOn: record.body.from }
    case 'consult.call':
      return { title: record.body.title, answerBy: record.body.closesOn }
    case 'collab.opportunity':
      return { title: record.body.title, itemCodes: codesOf(record.body.goods), answerBy: record.body.decideBy }
    case 'capacity.offer':
      return { title: record.body.title, answerBy: record.body.openUntil }
    case 'meeting':
    case 'practice.share':
      return { title: record.body.title }
    default:
      return { title: OTHER_TITLES[record.type] ?? `a record of type ${record.type}` }
  }
}

/** What the record does, of types that bear no title. */
const OTHER_TITLES: Readonly<Record<string, string>> = {
  'membership.found': 'founds the forum',
  'membership.subscribe': 'subscribes to the Code of Conduct',
  'membership.attest': 'attests to the identity of a subscriber',
  'membership.withdraw': 'withdraws from the forum',
  'policy.answer': 'answers a policy question',
  'consult.summary': 'sums up a consultation',
  minute: 'the minute of a meeting',
  agenda: 'the agenda of a meeting',
  correct: 'corrects an earlier record',
  retract: 'retracts an earlier record',
}

function codesOf(goods: readonly { readonly entries: readonly string[] }[]): readonly string[] {
  return [...new Set(goods.flatMap(({ entries }) => entries.flatMap((entry) => itemCode(entry) ?? [])))]
}
