/** What a change is called, once: the pages and every writer say the same. It needs nothing else to run. */
import type { Day } from '../base/index.ts'
import type { ChangeKind, ChangeRecord, ChangeStatus } from './change.ts'
import type { Notice, SectionId } from './edition.ts'

export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  'list-add': 'added to a list',
  'list-remove': 'removed from a list',
  'list-amend': 'amended on a list',
  text: 'text of a rule or table',
  guidance: 'guidance',
  enforcement: 'enforcement',
  'import-rule': 'import rule abroad',
  policy: 'policy',
}

export const STATUS_WORDS: Readonly<Record<ChangeStatus, string>> = {
  proposed: 'proposed, not in force',
  'pre-published': 'pre-published, not in force',
  published: 'published',
  effective: 'in force',
  delayed: 'delayed',
  corrected: 'corrected',
  withdrawn: 'withdrawn',
}

export const SECTION_WORDS: Readonly<Record<SectionId, string>> = {
  lists: 'Lists',
  rules: 'Rules in force',
  pending: 'Pending rules and comment days',
  abroad: 'Import and export rules abroad',
  enforcement: 'Enforcement',
  forum: 'Forum of states',
  corrections: 'Corrections to what was told before',
}

/** When it was published, binds and is to be answered, and what it relates to, as clauses. */
export function noticeClauses({
  status,
  publishedOn,
  effectiveOn,
  answerBy,
  rights,
  links,
}: Notice): readonly string[] {
  return [
    ...(status === 'published' && publishedOn !== null ? [] : [STATUS_WORDS[status]]),
    ...(publishedOn === null ? [] : [`published ${spokenDay(publishedOn)}`]),
    ...(effectiveOn === null ? [] : [`in force from ${spokenDay(effectiveOn)}`]),
    ...(answerBy === null ? [] : [`answer by ${spokenDay(answerBy)}`]),
    ...(rights.length === 0 ? [] : [`rights: ${rights.join(', ')}`]),
    ...links.map(({ rel, to }) => `${RELATION_WORDS[rel]} ${to}`),
  ]
}

const RELATION_WORDS: Readonly<Record<ChangeRecord['links'][number]['rel'], string>> = {
  amends: 'amends',
  corrects: 'corrects',
  delays: 'delays',
  implements: 'implements',
  supersedes: 'supersedes',
  withdraws: 'withdraws',
  'follow-up': 'follows',
  'same-subject': 'same subject as',
}

/** `24 Nov 2026`. */
export function spokenDay(on: Day): string {
  const [year, month, date] = on.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
