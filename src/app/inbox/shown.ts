/** What came in, as the people who may read it see it: every word, its author protected; where it is linked; its clock. */
import type { Day } from '../../base/index.ts'
import type { CaseState } from '../../case/index.ts'
import type { InformationItem } from '../../intake/index.ts'
import type { Streams } from '../../store/index.ts'
import type { CaseBook, KnownCase } from '../cases-book.ts'
import { INFORMATION, type ProtectedWords, protectedWords } from '../inbox-information.ts'
import { clockOf, type InformationClock, type InformationStage } from './clock.ts'
import { type KnownInformation, newInformationReader, type Searched, type Triage } from './known.ts'

export type InformationLink = {
  readonly case: string
  readonly reference: string
  readonly closed: CaseState['closed']
  readonly party: string
  readonly partyName: string
  readonly because: string
  readonly isRetroactive: boolean
  /** `null`: it waits for one. */
  readonly disposition: string | null
  readonly reason: string | null
  readonly by: string | null
}

export type InformationView = Pick<
  InformationItem,
  | 'id'
  | 'channel'
  | 'size'
  | 'receivedAt'
  | 'source'
  | 'sentAt'
  | 'origins'
  | 'documents'
  | 'sourceProtection'
  | 'readable'
  | 'problems'
> & {
  readonly sha256: string
  readonly subject: string | null
  /** Every mark of its author taken out; `null`: nothing could be read, and a person must open the original. */
  readonly words: string | null
  readonly stage: InformationStage
  readonly links: readonly InformationLink[]
  readonly clock: InformationClock | null
  /** What a person said it is about, newest last. */
  readonly triage: readonly Triage[]
  /** Each time the same bytes came in, the first too. */
  readonly receivedTimes: number
  /** `false`: not all of it could be read or compared when it came in, so that naming nobody says nothing. */
  readonly isComplete: boolean
  readonly passedOver: Searched['passedOver']
}

export type ShownContext = {
  readonly streams: Pick<Streams, 'entries' | 'document'>
  readonly book: CaseBook
  readonly timeZone: string
  readonly today: () => Day
}

export type InformationReader = {
  /** Oldest first: information is dealt with in the order in which it came. */
  readonly all: () => Promise<readonly InformationView[]>
  /** `null`: nothing came in under this id. */
  readonly open: (id: string) => Promise<InformationView | null>
}

export function newInformationViews(context: ShownContext): InformationReader {
  const read = newInformationReader()
  const viewsOf = async (wanted: (id: string) => boolean) => {
    const known = read(await context.streams.entries(INFORMATION))
    const links = linksByItem(await context.book())
    return Promise.all(
      [...known.items.values()]
        .filter(({ id }) => wanted(id))
        .map(async (item) =>
          shown(context, item, links.get(item.id) ?? [], known, await protectedWords(context.streams, item)),
        ),
    )
  }
  return {
    all: () => viewsOf(() => true),
    open: async (id) => (await viewsOf((one) => one === id))[0] ?? null,
  }
}

function shown(
  { timeZone, today }: ShownContext,
  item: InformationItem,
  links: readonly InformationLink[],
  told: KnownInformation,
  { subject, words }: ProtectedWords,
): InformationView {
  const { id, channel, size, receivedAt, source, sentAt, origins, documents, sourceProtection, readable, problems } =
    item
  const triage = told.triage.get(id) ?? []
  const stage = stageOf(links, triage)
  const searched = told.searched.get(id)
  return {
    id,
    channel,
    size,
    receivedAt,
    source,
    sentAt,
    origins: origins.map((origin) => ({ ...origin, subject: null })),
    documents,
    sourceProtection,
    readable,
    problems,
    sha256: item.originalBytesSha256,
    subject,
    words,
    stage,
    links,
    clock: isLaidAside(links, triage) ? null : clockOf(stage, receivedAt, timeZone, today()),
    triage,
    receivedTimes: 1 + (told.again.get(id) ?? 0),
    isComplete: searched?.isComplete ?? false,
    passedOver: searched?.passedOver ?? { rule: '', words: [] },
  }
}

function stageOf(links: readonly InformationLink[], triage: readonly Triage[]): InformationStage {
  if (links.length === 0) return 'unlinked'
  if (links.every(({ disposition }) => disposition !== null)) return 'disposed'
  return triage.length > 0 || links.some(({ disposition }) => disposition !== null) ? 'triaged' : 'linked'
}

/** A person said that it concerns nobody known here. A case opened later on someone it names finds it all the same. */
function isLaidAside(links: readonly InformationLink[], triage: readonly Triage[]): boolean {
  return links.length === 0 && triage.at(-1)?.finding === 'concerns-nobody-known'
}

function linksByItem(cases: readonly KnownCase[]): ReadonlyMap<string, readonly InformationLink[]> {
  const links = new Map<string, InformationLink[]>()
  for (const { id, state } of cases) {
    for (const { item, party, because, isRetroactive, disposition, reason, by } of state.information) {
      const link = {
        case: id,
        reference: state.reference,
        closed: state.closed,
        party,
        partyName: state.parties.find(({ ref }) => ref === party)?.names[0] ?? party,
        because,
        isRetroactive,
        disposition,
        reason,
        by: by?.name ?? null,
      }
      const known = links.get(item)
      if (known === undefined) links.set(item, [link])
      else known.push(link)
    }
  }
  return links
}
