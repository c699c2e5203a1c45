/** What an exporter's worklist holds, from the lists, the cases and what came in. */
import { addDays, type Day } from '../../base/index.ts'
import { type Actor, type Block, type CaseState, isOpenFlag, mayGive, releaseBlocks } from '../../case/index.ts'
import type { KnownCase } from '../cases-book.ts'
import { actorOf } from '../cases-person.ts'
import type { InformationView } from '../inbox/shown.ts'
import { isPermitted } from '../people/person.ts'
import type { Status } from '../status.ts'
import type { WorkRows } from './desk.ts'
import type { WorkItem } from './work-item.ts'

export type ExporterSources = {
  readonly status: () => Promise<Status>
  readonly cases: () => Promise<readonly KnownCase[]>
  readonly information: () => Promise<readonly InformationView[]>
  readonly today: () => Day
}

/** A shipment is near when it is this many days away, or fewer. */
const NEAR_DAYS = 2

export function exporterRows({ status, cases, information, today }: ExporterSources): WorkRows {
  return async (person) => {
    const [lists, known, items] = await Promise.all([status(), cases(), information()])
    const on = today()
    return [
      ...integrityRows(lists),
      ...(isPermitted(person, 'cases.read') ? known.flatMap((one) => caseRows(one, on, actorOf(person))) : []),
      ...(isPermitted(person, 'information.read') ? items.flatMap(informationRow) : []),
    ]
  }
}

function integrityRows({ lists, tables, coverage, versions }: Status): readonly WorkItem[] {
  const open = { label: 'Look at the lists', href: '/lists' }
  const row = (id: string, title: string, why: string): WorkItem => ({
    kind: 'integrity',
    id,
    title,
    why,
    due: null,
    isOverdue: true,
    owner: 'officer',
    next: open,
  })
  const unread = lists.filter((list) => list.isRequired && (list.state === 'missing' || list.state === 'stale'))
  const waiting = versions.filter(({ state }) => state === 'quarantined')
  const unchecked = tables.filter(({ state }) => state === 'unchecked')
  const oldest = Math.max(0, ...lists.map(({ ageDays }) => ageDays ?? 0))
  return [
    {
      kind: 'integrity',
      id: 'coverage',
      title: `Screening coverage is ${coverage.state}`,
      why: coverage.gaps[0] ?? `${lists.length} sources of lists are read, the oldest ${counted(oldest, 'day')} old`,
      due: null,
      isOverdue: false,
      owner: 'officer',
      next: open,
    },
    ...unread.map(({ source, title, state, ageDays }) =>
      row(
        source,
        `${title} is ${state}`,
        state === 'missing'
          ? 'nobody is screened against it'
          : `it is ${counted(ageDays ?? 0, 'day')} old and counts as read no more`,
      ),
    ),
    ...waiting.map(({ id, title, reasons }) =>
      row(id, `A new version of ${title} waits for a person`, reasons[0] ?? 'it was not put in use'),
    ),
    ...(unchecked.length === 0
      ? []
      : [
          row(
            'tables',
            `${counted(unchecked.length, 'law table')} not compared with the official text lately`,
            unchecked.map(({ table, ageDays }) => `${table} ${counted(ageDays, 'day')} ago`).join(', '),
          ),
        ]),
  ]
}

function caseRows(known: KnownCase, today: Day, actor: Actor): readonly WorkItem[] {
  const { id, state } = known
  const rowOf = rowsOfCase(known, today)
  const approvals = state.approvals
    .filter((approval) => mayGive(state, approval, actor))
    .map(({ id: approval, sentence, askedBy }) =>
      rowOf('approval', approval, `${askedBy.name} asks you to stand behind an act`, sentence, {
        due: null,
        owner: actor.name,
        label: 'Give it or decline it',
        part: 'approvals',
      }),
    )
  if (state.closed === 'refrained') return approvals
  const blocks = releaseBlocks(state)
  const isShipmentNear = state.shipments.length === 0 && state.exportOn <= addDays(today, NEAR_DAYS)
  return [
    ...(isShipmentNear && blocks.length > 0
      ? [
          rowOf('shipment', id, `${state.reference} is to ship and cannot`, blockWords(blocks), {
            due: state.exportOn,
            owner: blocks[0]?.who ?? 'officer',
            label: 'See what blocks it',
            part: 'blocks',
          }),
        ]
      : []),
    ...state.holds
      .filter((hold) => hold.liftedBy === null && !isOwnHold(hold.source))
      .map((hold) =>
        rowOf('change', hold.id, `${state.reference} is on hold`, hold.reason, {
          due: null,
          owner: 'officer',
          label: 'Deal with the change',
          part: 'blocks',
        }),
      ),
    ...approvals,
    ...hitRows(known, rowOf),
    ...authorityRows(state, rowOf),
    ...taskRows(state, rowOf),
    ...(state.closed === null && !isShipmentNear && blocks.length > 0 && isWithNobodyElse(state)
      ? [
          rowOf(
            'case',
            id,
            `${state.reference}: ${partyNames(state)}`,
            `${decisionWords(state)}${blockWords(blocks)}`,
            {
              // What has shipped is late for nothing.
              due: state.shipments.length === 0 ? state.exportOn : null,
              owner: blocks[0]?.who ?? 'officer',
              label: 'Open the case',
              part: '',
            },
          ),
        ]
      : []),
  ]
}

/** No application waits for its signature or its answer: the next move is the firm's own. */
function isWithNobodyElse({ application }: CaseState): boolean {
  return application.stage === 'none' || application.stage === 'decided'
}

function decisionWords({ application: { decision } }: CaseState): string {
  return decision === null ? '' : `the authority's decision: ${decision.outcome.replaceAll('-', ' ')}; `
}

type RowOf = ReturnType<typeof rowsOfCase>

function rowsOfCase({ id }: KnownCase, today: Day) {
  return (
    kind: WorkItem['kind'],
    of: string,
    title: string,
    why: string,
    rest: { readonly due: string | null; readonly owner: string; readonly label: string; readonly part: string },
  ): WorkItem => ({
    kind,
    id: of === id ? id : `${id}/${of}`,
    title,
    why,
    due: rest.due,
    isOverdue: rest.due !== null && rest.due < today,
    owner: rest.owner,
    next: { label: rest.label, href: `/cases/${id}${rest.part === '' ? '' : `#${rest.part}`}` },
  })
}

/** One row for each party: whoever compares one entry compares them all. */
function hitRows({ id, state }: KnownCase, rowOf: RowOf): readonly WorkItem[] {
  const open = state.hits.filter(({ decision }) => decision === null || decision === 'undetermined')
  return [...new Set(open.map(({ party }) => party))].map((party) => {
    const hits = open.filter((hit) => hit.party === party)
    const [first] = hits
    const name = state.parties.find(({ ref }) => ref === party.split(' > ')[0])?.names[0] ?? party
    const owner = party.split(' > ').slice(1).at(-1)
    const row = rowOf(
      'hit',
      party,
      `${owner ?? name} may be ${hits.length === 1 ? 'a listed party' : `one of ${hits.length} listed parties`}`,
      hits.map((hit) => `${hit.name} (${hit.entry})`).join('; '),
      { due: state.exportOn, owner: 'officer', label: 'Compare the two', part: '' },
    )
    const path = ['cases', id, 'hits', party, first?.entry ?? ''].map(encodeURIComponent).join('/')
    return { ...row, next: { ...row.next, href: `/${path}` } }
  })
}

/** Holds that the case placed on itself: what they wait for has rows of its own. */
function isOwnHold(source: string): boolean {
  return source.startsWith('assessment ') || source.startsWith('information ')
}

function authorityRows({ reference, application }: CaseState, rowOf: RowOf): readonly WorkItem[] {
  const to = { owner: 'officer', part: 'application' }
  return [
    ...application.queries
      .filter(({ answer }) => answer === null)
      .map(({ query, question, dueOn }) =>
        rowOf('authority', query, `The authority asks about ${reference}`, question, {
          ...to,
          due: dueOn,
          label: 'Answer the question',
        }),
      ),
    ...(application.stage === 'intent-to-deny'
      ? [
          rowOf('authority', 'intent-to-deny', `The authority intends to deny ${reference}`, 'an answer can be given', {
            ...to,
            due: application.answerBy,
            label: 'Answer the intent to deny',
          }),
        ]
      : []),
    ...(application.isSupplementDue
      ? [
          rowOf(
            'authority',
            'supplement',
            `The authority is owed news of ${reference}`,
            'information came in after the application was submitted (15 CFR 764.2(g)(2))',
            { ...to, due: null, label: 'Prepare the supplement' },
          ),
        ]
      : []),
    ...(application.stage === 'signed'
      ? [
          rowOf(
            'authority',
            'submit',
            `The application of ${reference} is signed`,
            'it is not with the authority yet',
            {
              ...to,
              due: null,
              label: 'Send the application',
            },
          ),
        ]
      : []),
    ...(application.stage === 'prepared'
      ? [
          rowOf('authority', 'sign', `The application of ${reference} is prepared`, 'it waits for its signature', {
            ...to,
            due: null,
            owner: 'accountable executive',
            label: 'Read and sign it',
          }),
        ]
      : []),
  ]
}

function taskRows(state: CaseState, rowOf: RowOf): readonly WorkItem[] {
  return [
    ...state.duties
      .filter(({ isDone }) => !isDone)
      .map(({ id, text, paragraph, dueOn }) =>
        rowOf('task', id, `${state.reference}: ${text}`, paragraph, {
          due: dueOn,
          owner: 'officer',
          label: 'Record how it was done',
          part: 'duties',
        }),
      ),
    ...state.flags.filter(isOpenFlag).flatMap((flag) =>
      flag.inquiries
        .filter(({ answer }) => answer === null)
        .map(({ askedOf, question, dueOn }) =>
          rowOf('task', `inquiry/${flag.id}`, `${state.reference}: ${askedOf} has not answered`, question, {
            due: dueOn,
            owner: 'officer',
            label: 'Record the answer',
            part: 'flags',
          }),
        ),
    ),
  ]
}

function informationRow({ id, subject, links, clock, stage }: InformationView): readonly WorkItem[] {
  if (clock === null) return []
  const where = links.map(({ reference }) => reference).join(', ')
  return [
    {
      kind: 'information',
      id,
      title: subject ?? 'Information without a subject',
      why: stage === 'unlinked' ? 'it names no party of any case, and nobody has read it' : `it is about ${where}`,
      due: clock.dueOn,
      isOverdue: clock.isOverdue,
      owner: clock.owner,
      next: { label: LABELS[clock.todo], href: `/information/${id}` },
    },
  ]
}

const LABELS = { link: 'Read it, and link it', triage: 'Read it', dispose: 'Dispose of it' } as const

function blockWords(blocks: readonly Block[]): string {
  const [first] = blocks
  if (first === undefined) return ''
  return blocks.length === 1 ? first.sentence : `${first.sentence}; and ${counted(blocks.length - 1, 'more thing')}`
}

function partyNames({ parties }: CaseState): string {
  return parties.map(({ names, ref }) => names[0] ?? ref).join(', ')
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
