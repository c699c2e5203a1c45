/** What records are called and what each is about, for people. */
import { countryName, parseCountry } from '../base/index.ts'
import type { ForumRecord } from './record.ts'
import type { RecordType } from './types.ts'

/** `Threat notice`. */
export const TYPE_NAMES: Readonly<Record<RecordType, string>> = {
  'threat.notice': 'Threat notice',
  'tech.view': 'View on a technology',
  'tech.summary': 'Summary of views',
  'policy.question': 'Policy question',
  'policy.answer': 'Answer',
  'policy.position': 'Standing answer',
  'licence.concern': 'Concern about a licence',
  'licence.concern-closed': 'Concern closed',
  'denial.notice': 'Denial notice',
  'denial.review': 'Review of a denial',
  'undercut.consult': 'Consultation on a denial',
  'undercut.answer': 'Answer on a denial',
  meeting: 'Meeting',
  agenda: 'Agenda',
  minute: 'Minute',
  decision: 'Decision by no objection',
  objection: 'Objection',
  procedure: 'Procedure',
  'consult.call': 'Consultation',
  'consult.response': 'Response',
  'consult.summary': 'What was heard',
  'collab.opportunity': 'Collaboration opportunity',
  'collab.join': 'Joins',
  'collab.close': 'Collaboration closed',
  'practice.share': 'Best practice',
  'capacity.offer': 'Offer of capacity building',
  corroborate: 'Corroborates',
  dispute: 'Disputes',
  comment: 'Comment',
  translate: 'Translation',
  correct: 'Correction',
  retract: 'Retraction',
  ack: 'Acknowledgement',
  release: 'Release of a regime’s confidence',
  'membership.found': 'Founds the forum',
  'membership.subscribe': 'Subscription',
  'membership.attest': 'Attestation of identity',
  'membership.withdraw': 'Withdrawal',
  delegates: 'List of delegates',
  'group.define': 'Group of states',
}

/** What a record is about, in one line of its own words where it has them. */
export function titleOf(record: ForumRecord): string {
  switch (record.type) {
    case 'threat.notice':
    case 'meeting':
    case 'decision':
    case 'consult.call':
    case 'collab.opportunity':
    case 'practice.share':
      return record.body.title
    case 'capacity.offer':
      return `${record.body.title} (to ${placeName(record.body.to)})`
    case 'tech.view':
      return record.body.technology
    case 'policy.question':
      return record.body.question
    case 'policy.position':
      return record.body.subject
    case 'denial.notice':
      return `${record.body.goods.map(({ description }) => description).join(', ')} to ${placeName(record.body.destination)}`
    case 'licence.concern':
      return `${record.body.goods.map(({ description }) => description).join(', ') || 'An application'} to ${placeName(record.body.destination)}`
    case 'undercut.consult':
      return `Is this the sale that was denied? To ${placeName(record.body.destination)}`
    case 'procedure':
      return `${record.body.name}, version ${record.body.version}`
    case 'translate':
      return record.body.title ?? TYPE_NAMES.translate
    case 'release':
      return record.body.what
    case 'membership.found':
    case 'membership.subscribe':
      return record.body.descriptor.name
    case 'group.define':
      return record.body.name
    default:
      return TYPE_NAMES[record.type]
  }
}

/** A country by its name, or the code of a place that has none in ISO 3166-1. */
function placeName(code: string): string {
  const country = parseCountry(code)
  return country === null ? code : countryName(country)
}
