/** What came in, as the people who may read it see it: every word, its author protected; where it is linked; its clock. */
import type { Day, Sealed } from '../../base/index.ts'
import { type CaseState, caseOf } from '../../case/index.ts'
import { type InformationItem, readMail, withoutSource } from '../../intake/index.ts'
import type { StreamReader, Streams } from '../../store/index.ts'
import { CASE_STREAMS, caseOfStream, recordedIn } from '../cases-recorded.ts'
import { INFORMATION, informationIn } from '../inbox-information.ts'
import { clockOf, type InformationClock, type InformationStage } from './clock.ts'

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

export type Triage = {
  readonly finding: 'concerns-a-case' | 'concerns-nobody-known'
  readonly reason: string
  readonly by: string
  readonly at: string
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
  /** Words that would have named a party, and the rule that passed over them. */
  readonly passedOver: { readonly rule: string; readonly words: readonly string[] }
}

export type ShownContext = {
  readonly streams: StreamReader & Pick<Streams, 'document'>
  readonly timeZone: string
  readonly today: () => Day
  readonly protectedWords: ProtectedWords
}

/** Oldest first: information is dealt with in the order in which it came. */
export async function allInformation(context: ShownContext): Promise<readonly InformationView[]> {
  const entries = await context.streams.entries(INFORMATION)
  const links = await linksByItem(context.streams)
  const told = toldOf(entries)
  return Promise.all(informationIn(entries).map((item) => shown(context, item, links.get(item.id) ?? [], told)))
}

async function shown(
  { timeZone, today, protectedWords, streams }: ShownContext,
  item: InformationItem,
  links: readonly InformationLink[],
  told: Told,
): Promise<InformationView> {
  const { id, channel, size, receivedAt, source, sentAt, origins, documents, sourceProtection, readable, problems } =
    item
  const triage = told.triage.get(id) ?? []
  const stage = stageOf(links, triage)
  const searched = told.searched.get(id)
  const { subject, words } = await protectedWords(streams, item)
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

async function linksByItem(streams: StreamReader): Promise<ReadonlyMap<string, readonly InformationLink[]>> {
  const links = new Map<string, InformationLink[]>()
  for (const { stream } of await streams.firsts(CASE_STREAMS)) {
    const state = caseOf(recordedIn(await streams.entries(stream)))
    for (const one of state.information) {
      const { item, party, because, isRetroactive, disposition, reason, by } = one
      links.set(item, [
        ...(links.get(item) ?? []),
        {
          case: caseOfStream(stream),
          reference: state.reference,
          closed: state.closed,
          party,
          partyName: state.parties.find(({ ref }) => ref === party)?.names[0] ?? party,
          because,
          isRetroactive,
          disposition,
          reason,
          by: by?.name ?? null,
        },
      ])
    }
  }
  return links
}

type Told = {
  readonly again: ReadonlyMap<string, number>
  readonly searched: ReadonlyMap<string, Pick<InformationView, 'isComplete' | 'passedOver'>>
  readonly triage: ReadonlyMap<string, readonly Triage[]>
}

/** What the stream says of items after they came in. */
function toldOf(entries: readonly Sealed[]): Told {
  const again = new Map<string, number>()
  const searched = new Map<string, Pick<InformationView, 'isComplete' | 'passedOver'>>()
  const triage = new Map<string, Triage[]>()
  for (const { kind, body, actor, at } of entries) {
    const item = String(body.item)
    if (kind === 'information.received-again') again.set(item, (again.get(item) ?? 0) + 1)
    // Sealed as it was written: see `newInbox`.
    if (kind === 'information.searched') {
      searched.set(item, body as unknown as Pick<InformationView, 'isComplete' | 'passedOver'>)
    }
    if (kind === 'information.triaged') {
      const { finding, reason } = body as unknown as Pick<Triage, 'finding' | 'reason'>
      triage.set(item, [...(triage.get(item) ?? []), { finding, reason, by: actor, at }])
    }
  }
  return { again, searched, triage }
}

export type ProtectedWords = (
  streams: Pick<Streams, 'document'>,
  item: InformationItem,
) => Promise<{ readonly subject: string | null; readonly words: string | null }>

/** Most items whose words are remembered. */
const MAX_REMEMBERED = 1_000

/** Bytes never change, so what they say is read once. */
export function rememberedWords(): ProtectedWords {
  const remembered = new Map<string, Awaited<ReturnType<ProtectedWords>>>()
  return async (streams, item) => {
    const known = remembered.get(item.id)
    if (known !== undefined) return known
    const bytes = await streams.document(item.originalBytesSha256)
    if (bytes === null) throw new Error(`the bytes of information ${item.id} are not kept`)
    const mail = readMail(bytes)
    const read = (text: string | null) => (mail.ok && text !== null ? withoutSource(text, mail.value).text : null)
    const words = { subject: read(item.subject), words: read(item.allegation) }
    remembered.set(item.id, words)
    const [oldest] = remembered.keys()
    if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    return words
  }
}
