/** What an office sees of its applications: the worklist, one case whole, the letter it would send. */
import { readSignedPackage, type SignedPackage } from '../../application/index.ts'
import { type Day, dayAt, err, ok } from '../../base/index.ts'
import {
  type DecisionLetter,
  decisionLetter,
  evidenceIds,
  type Factor,
  holds,
  type LicensingCase,
  type LicensingClock,
  type LicensingStage,
  licensingCaseOf,
  licensingClocks,
  type Official,
  openFactors,
  proposalGaps,
  stageOf,
} from '../../licensing/index.ts'
import { type Desk, type DeskResult, LAW_TIME_ZONE } from '../desk.ts'
import type { WorkItem } from '../work/work-item.ts'
import type { KnownApplication, LicensingBook } from './book.ts'
import { type LicensingEntry, licensingEntries, licensingTimeline, streamOfLicensing } from './recorded.ts'

/** One row of the office's worklist. */
export type LicensingRow = {
  readonly id: string
  readonly reference: string | null
  readonly exporter: string
  readonly exportersCase: string
  readonly items: readonly string[]
  readonly destination: string
  readonly receivedOn: string
  readonly stage: LicensingStage
  readonly officer: string | null
  /** The clock that ends first of those that run; `null`: none does. */
  readonly clock: LicensingClock | null
  readonly isOverdue: boolean
  /** What is open, the first first. */
  readonly open: readonly string[]
  readonly outcome: string | null
}

/** A package as it was signed, and when it came. */
export type ReceivedPackage = { readonly file: string; readonly receivedOn: string; readonly signed: SignedPackage }

export type LicensingView = {
  readonly id: string
  readonly state: LicensingCase
  readonly stage: LicensingStage
  /** The first, then supplements; the last is what the applicant says now. */
  readonly packages: readonly ReceivedPackage[]
  readonly clocks: readonly LicensingClock[]
  readonly today: Day
  readonly gaps: readonly string[]
  readonly openFactors: readonly Factor[]
  /** Every id a finding or a sentence may rest on, with what it is where that can be said. */
  readonly evidence: readonly { readonly id: string; readonly title: string }[]
  /** As the office would number them next. */
  readonly next: {
    readonly reference: string
    readonly decision: string
    readonly query: string
    readonly condition: string
  }
  /** As it would go out today, or as it went; `null`: nothing is proposed. A letter that cannot go out says why. */
  readonly letter: LetterShown | null
  readonly timeline: readonly LicensingEntry[]
}

export type LetterShown = {
  readonly isIssued: boolean
  readonly letter: DecisionLetter | null
  readonly refusal: string | null
}

/** Every case this official may see, what is due first on top, what is closed last. */
export async function licensingRows(desk: Desk, book: LicensingBook, by: Official): Promise<readonly LicensingRow[]> {
  const today = desk.today()
  return (await book())
    .filter(({ state }) => maySee(state, by))
    .map((known) => rowOf(known, today))
    .toSorted(byUrgency)
}

/** `null`: there is none, or none that this official may see. */
export async function licensingView(
  desk: Desk,
  book: LicensingBook,
  id: string,
  by: Official,
): Promise<LicensingView | null> {
  const { store, today } = desk
  const timeline = licensingEntries(await store.streams.entries(streamOfLicensing(id)))
  if (timeline.length === 0) return null
  const events = licensingTimeline(timeline)
  const state = licensingCaseOf(events)
  if (!maySee(state, by)) return null
  return {
    id,
    state,
    stage: stageOf(state),
    packages: await packagesOf(desk, state),
    clocks: licensingClocks(state, events, today(), officeDay),
    today: today(),
    gaps: proposalGaps(state),
    openFactors: openFactors(state),
    evidence: citable(state),
    next: await nextNames(desk, book, id, state),
    letter: letterShown(state, today()),
    timeline,
  }
}

/** Those of the office see all its cases; an adviser of another agency those on which it was asked. */
function maySee(state: LicensingCase, by: Official): boolean {
  return by.agency === state.authority || state.consultations.some(({ agency }) => agency === by.agency)
}

async function packagesOf({ store }: Desk, state: LicensingCase): Promise<readonly ReceivedPackage[]> {
  const files = [{ file: state.file, receivedOn: state.receivedOn }, ...state.supplements]
  return Promise.all(
    files.map(async ({ file, receivedOn }) => {
      const bytes = await store.streams.document(file)
      const read = bytes === null ? null : readSignedPackage(Buffer.from(bytes).toString('utf8'))
      if (read === null || !read.ok) throw new Error(`the package ${file} is not kept as it was received`)
      return { file, receivedOn, signed: read.value }
    }),
  )
}

function citable(state: LicensingCase): LicensingView['evidence'] {
  const titles = new Map(state.evidence.map(({ id, title }) => [id, title]))
  return [...evidenceIds(state)].map((id) => ({ id, title: titles.get(id) ?? madeTitle(id) }))
}

function madeTitle(id: string): string {
  const [kind = '', ...rest] = id.split(' ')
  return MADE[kind]?.(rest.join(' ')) ?? id
}

const MADE: Readonly<Record<string, (name: string) => string>> = {
  finding: (name) => `Our finding on ${name}`,
  advice: (name) => `Advice of ${name}`,
  reply: (name) => `The reply to question ${name}`,
  query: (name) => `Question ${name}, on which no reply came`,
  condition: (name) => `Condition ${name}`,
  intent: (name) => `Intent to deny ${name}`,
  rebuttal: (name) => `The answer to intent to deny ${name}`,
}

async function nextNames(
  { node, today }: Desk,
  book: LicensingBook,
  id: string,
  state: LicensingCase,
): Promise<LicensingView['next']> {
  const number = (await book()).findIndex((one) => one.id === id) + 1
  const name = `${node.state ?? 'L'}-${today().slice(0, 4)}-${String(number).padStart(4, '0')}`
  return {
    reference: name,
    decision: `${state.reference ?? name}-D`,
    query: `Q${state.queries.length + 1}`,
    condition: `C${state.conditions.length + 1}`,
  }
}

/** The letter of a decision, or of a proposal as if it were decided today. */
export function letterShown(state: LicensingCase, today: Day): LetterShown | null {
  const { proposal, decision } = state
  if (decision === null && proposal === null) return null
  const made = decisionLetter(
    decision !== null || proposal === null
      ? state
      : { ...state, decision: { ...proposal, on: today, reference: `${state.reference ?? ''} (draft)` } },
  )
  return {
    isIssued: state.letter !== null,
    letter: made.ok ? made.value : null,
    refusal: made.ok ? null : made.error.sentence,
  }
}

/** The civil day of an instant where the law that is applied counts its days. */
function officeDay(instant: string): Day {
  return dayAt(instant, LAW_TIME_ZONE)
}

function rowOf({ id, state, entries }: KnownApplication, today: Day): LicensingRow {
  const clocks = licensingClocks(state, licensingTimeline(entries), today, officeDay)
  const clock = clocks.find(({ metOn }) => metOn === null) ?? null
  const { reference, exporter, exportersCase, destination, receivedOn, officer, decision } = state
  return {
    id,
    reference,
    exporter,
    exportersCase,
    items: state.items,
    destination,
    receivedOn,
    stage: stageOf(state),
    officer,
    clock,
    isOverdue: clock !== null && clock.dueOn < today,
    open: openOf(state),
    outcome: decision?.outcome ?? null,
  }
}

/** The next things to do, in the order in which to do them. */
function openOf(state: LicensingCase): readonly string[] {
  switch (stageOf(state)) {
    case 'closed':
      return state.subjects.some(({ weight }) => weight === null) ? ['read what came in after the decision'] : []
    case 'decided':
      return ['issue the letter']
    case 'countersigned':
      return ['decide']
    case 'proposed':
      return ['countersign, or send it back']
    case 'intent-to-deny':
      return [`wait for the answer to the intent to deny until ${state.intents.at(-1)?.answerBy ?? ''}`]
    default: {
      const gaps = proposalGaps(state)
      return gaps.length === 0 ? ['propose a decision'] : gaps
    }
  }
}

const CLOSED = (row: LicensingRow) => (row.stage === 'closed' && row.open.length === 0 ? 1 : 0)

function byUrgency(a: LicensingRow, b: LicensingRow): number {
  return (
    CLOSED(a) - CLOSED(b) ||
    (a.clock?.dueOn ?? '9999').localeCompare(b.clock?.dueOn ?? '9999') ||
    a.receivedOn.localeCompare(b.receivedOn) ||
    a.id.localeCompare(b.id)
  )
}

/** Rows of the node's one worklist that are this person's to move. */
export async function licensingWork(desk: Desk, book: LicensingBook, by: Official): Promise<readonly WorkItem[]> {
  const today = desk.today()
  return (await book()).flatMap(({ id, state, entries }) =>
    maySee(state, by)
      ? workIn(id, state, licensingClocks(state, licensingTimeline(entries), today, officeDay), by, today)
      : [],
  )
}

function workIn(
  id: string,
  state: LicensingCase,
  clocks: readonly LicensingClock[],
  by: Official,
  today: Day,
): readonly WorkItem[] {
  const title = `${state.reference ?? state.exportersCase}, ${state.exporter}`
  const item = (
    kind: WorkItem['kind'],
    why: string,
    due: string | null,
    owner: string,
    label: string,
    anchor = '',
  ): WorkItem => ({
    kind,
    id,
    title,
    why,
    due,
    isOverdue: due !== null && due < today,
    owner,
    next: { label, href: `/licensing/${id}${anchor}` },
  })
  const awaited = state.consultations.find(({ agency, isAwaited }) => agency === by.agency && isAwaited)
  if (by.agency !== state.authority) {
    return awaited === undefined
      ? []
      : [item('authority', `${state.authority} asks for advice`, awaited.dueOn, by.agency, 'Advise', '#agencies')]
  }
  const stage = stageOf(state)
  const open = openOf(state)
  if (open.length === 0) return []
  const officer = state.officer ?? 'an officer'
  const clock = clocks.find(({ metOn }) => metOn === null) ?? null
  const due = clock?.dueOn ?? null
  const [next = ''] = open
  const more = open.length > 1 ? ` and ${open.length - 1} more` : ''
  switch (stage) {
    case 'received':
      return [item('authority', `received on ${state.receivedOn}, not registered`, null, 'registrar', 'Register')]
    case 'proposed': {
      if (state.proposal?.by.id === by.id || !holds(by, 'officer')) return []
      const why = `${state.proposal?.by.name ?? 'an officer'} proposes; another officer countersigns`
      return [item('approval', why, due, 'another officer', 'Countersign', '#decision')]
    }
    case 'asked':
    case 'consulting':
    case 'intent-to-deny':
    case 'in-review': {
      const owner = next.startsWith('wait ') ? (clock?.waitsFor ?? officer) : officer
      return [item('authority', `${next}${more}`, due, owner === 'officer' ? officer : owner, 'Review')]
    }
    case 'countersigned':
    case 'decided':
      return [item('authority', next, due, officer, stage === 'decided' ? 'Issue the letter' : 'Decide', '#decision')]
    case 'closed':
      return [item('information', next, null, officer, 'Read', '#information')]
  }
}

/** A paper of a case by its hash: only what the case names, and only for who may see the case. */
export async function licensingFile(
  desk: Desk,
  id: string,
  hash: string,
  by: Official,
): Promise<DeskResult<Uint8Array>> {
  const timeline = licensingTimeline(licensingEntries(await desk.store.streams.entries(streamOfLicensing(id))))
  const state = timeline.length === 0 ? null : licensingCaseOf(timeline)
  if (state === null || !maySee(state, by)) return err(noCase(id))
  const named = [
    state.file,
    state.letter,
    ...state.supplements.map(({ file }) => file),
    ...state.evidence.map(({ sha256 }) => sha256),
  ]
  const bytes = named.includes(hash) ? await desk.store.streams.document(hash) : null
  return bytes === null
    ? err({
        kind: 'desk.unknown',
        sentence: `\`${hash.slice(0, 64)}\` is no file that is kept with this case; what the applicant holds is asked of the applicant`,
      })
    : ok(bytes)
}

export function noCase(id: string) {
  return {
    kind: 'desk.unknown',
    sentence: `there is no application \`${id.slice(0, 60).toWellFormed()}\` here; the list of applications shows all`,
  } as const
}
