/** A licensing office at work: packages in, findings, questions, decisions, letters. */
import { err, ok, type Result, type Sealed } from '../../base/index.ts'
import type { Delivery, LicensingEvent, Official } from '../../licensing/index.ts'
import { letterPdf } from '../../papers/index.ts'
import type { StreamReader } from '../../store/index.ts'
import type { Desk, DeskResult } from '../desk.ts'
import type { ForumDesk } from '../forum/desk.ts'
import type { Person } from '../people/person.ts'
import type { PostDesk } from '../post/desk.ts'
import type { Counterparty } from '../post/message.ts'
import type { Handled, Incoming, TurnedAway } from '../post/take.ts'
import type { WorkItem } from '../work/work-item.ts'
import { actOnLicensing } from './acts.ts'
import { newLicensingBook } from './book.ts'
import { type DenialsDesk, openDenials } from './denials.ts'
import { applicantOf, takePackage, takeReply, takeSupplement } from './receive.ts'
import { officialOf, REFUSED_STREAM } from './recorded.ts'
import {
  type LetterShown,
  type LicensingRow,
  type LicensingView,
  licensingFile,
  licensingRows,
  licensingView,
  licensingWork,
  noCase,
} from './show.ts'

/** A package that was not taken in. The text is kept under its hash. */
export type RefusedPackageRow = {
  readonly at: string
  readonly file: string
  readonly exporter: string | null
  readonly from: string | null
  readonly why: string
  readonly sentence: string
}

export type AuthorityDesk = DenialsDesk & {
  /** Takes in a package that was handed in, or the one of a case anew. @returns the id of the case */
  readonly receive: (
    delivery: Delivery,
    options: { readonly isSupplement: boolean },
    person: Person,
  ) => Promise<DeskResult<string>>
  /** What is due first on top. */
  readonly list: (person: Person) => Promise<readonly LicensingRow[]>
  /** Packages that were not taken in, newest first; for those of the office alone. */
  readonly refused: (person: Person) => Promise<readonly RefusedPackageRow[]>
  /** One of them as it came, by its hash. */
  readonly refusedText: (hash: string, person: Person) => Promise<DeskResult<Uint8Array>>
  /** Unknown too when this person may not see it. */
  readonly show: (id: string, person: Person) => Promise<DeskResult<LicensingView>>
  /** Records what an official does, or refuses it with the way on; the applicant is told what it must know. */
  readonly act: (id: string, asked: unknown, person: Person) => Promise<DeskResult<readonly LicensingEvent[]>>
  /** The letter as it went, or as it would go today. */
  readonly letter: (id: string, person: Person) => Promise<DeskResult<LetterShown>>
  /** On paper; of one that was issued always the same bytes. */
  readonly letterPdf: (id: string, person: Person) => Promise<DeskResult<Uint8Array>>
  readonly registerExporter: (
    exporter: Pick<Counterparty, 'name' | 'key' | 'address'>,
    person: Person,
  ) => Promise<DeskResult<Counterparty>>
  readonly file: (id: string, hash: string, person: Person) => Promise<DeskResult<Uint8Array>>
  /** Rows of the node's worklist that are this person's to move. */
  readonly rows: (person: Person) => Promise<readonly WorkItem[]>
}

export function openAuthorityDesk(
  desk: Desk,
  post: PostDesk,
  forum: Pick<ForumDesk, 'preview' | 'issueOn'>,
): AuthorityDesk {
  if (desk.node.kind === 'authority') handlePost(desk, post)
  const book = newLicensingBook(desk.store.streams)
  const refuseOutsider = outsider(desk)
  const official = (person: Person) => officialOf(person, desk.node.name)
  const show = async (id: string, person: Person): Promise<DeskResult<LicensingView>> => {
    const view = await licensingView(desk, book, id, official(person))
    return view === null ? err(noCase(id)) : ok(view)
  }
  const refused = async (person: Person) =>
    person.agency === null ? refusedPackages(await desk.store.streams.entries(REFUSED_STREAM)) : []
  const letter = async (id: string, person: Person) => {
    const view = await show(id, person)
    if (!view.ok) return view
    const { letter: shown } = view.value
    return shown === null
      ? err({ kind: 'desk.refused', sentence: 'nothing is proposed yet; the letter is made of the proposal' } as const)
      : ok({ shown, issuedAt: issuedAt(view.value) })
  }
  return {
    ...openDenials(desk, book, forum),
    receive: async (delivery, options, person) =>
      refuseOutsider(official(person), 'takes in what is handed in') ?? receive(desk, delivery, options, person),
    list: (person) => licensingRows(desk, book, official(person)),
    refused,
    refusedText: async (hash, person) => {
      const isKept = (await refused(person)).some(({ file }) => file === hash)
      const bytes = isKept ? await desk.store.streams.document(hash) : null
      return bytes === null
        ? err({ kind: 'desk.unknown', sentence: `no package \`${hash.slice(0, 64)}\` was refused here` })
        : ok(bytes)
    },
    show,
    act: (id, asked, person) => actOnLicensing(desk, post, id, asked, official(person)),
    letter: async (id, person) => {
      const made = await letter(id, person)
      return made.ok ? ok(made.value.shown) : made
    },
    letterPdf: async (id, person) => {
      const made = await letter(id, person)
      if (!made.ok) return made
      const { shown, issuedAt: at } = made.value
      return shown.letter === null
        ? err({ kind: 'desk.refused', sentence: shown.refusal ?? 'the letter cannot be made' })
        : ok(await letterPdf(shown.letter, at ?? desk.now()))
    },
    registerExporter: async (exporter, person) =>
      refuseOutsider(official(person), 'registers exporters') ??
      post.register({ ...exporter, kind: 'exporter' }, person),
    file: (id, hash, person) => licensingFile(desk, id, hash, official(person)),
    rows: async (person) => (desk.node.kind === 'authority' ? licensingWork(desk, book, official(person)) : []),
  }
}

/** What nobody of another agency does, and not every role of the office. */
function outsider(desk: Desk) {
  return ({ agency, roles }: Official, does: string) =>
    agency === desk.node.name && (roles.includes('registrar') || roles.includes('officer'))
      ? null
      : err({ kind: 'desk.not-permitted', sentence: `a registrar or officer of ${desk.node.name} ${does}` } as const)
}

function refusedPackages(entries: readonly Sealed[]): readonly RefusedPackageRow[] {
  return entries
    .map(({ at, body }) => {
      // Written by `takePackage` and sealed: what is read is what was written.
      const { file, exporter, from, why, sentence } = body as unknown as Omit<RefusedPackageRow, 'at'>
      return { at, file, exporter, from, why, sentence }
    })
    .toReversed()
}

function issuedAt({ timeline }: LicensingView): string | null {
  return timeline.find(({ event }) => event.kind === 'letter.issued')?.at ?? null
}

async function receive(
  desk: Desk,
  delivery: Delivery,
  { isSupplement }: { readonly isSupplement: boolean },
  person: Person,
): Promise<DeskResult<string>> {
  const by = officialOf(person, desk.node.name)
  return desk.store.streams.append<DeskResult<string>>(async (reader) => {
    const taken = isSupplement
      ? await takeSupplement(desk, reader, delivery, null, by)
      : await takePackage(desk, reader, delivery, null, by)
    if (taken.ok) return { result: ok(taken.value.id), ...taken.value }
    const { sentence, entries = [], documents = [] } = taken.error
    return { result: err({ kind: 'desk.refused', sentence }), entries, documents }
  })
}

/** What applicants send: each kind of message to its own door of the gate. */
function handlePost(desk: Desk, post: PostDesk): void {
  const packageIn =
    (take: typeof takePackage) =>
    async ({ message, from, files }: Incoming, reader: StreamReader): Promise<Result<Handled, TurnedAway>> => {
      const { body, about } = message
      if (typeof body !== 'string')
        return err({ sentence: 'the body is not the text of a signed package; send that text' })
      return take(desk, reader, { text: body, files }, { name: from.name, about }, applicantOf(from.name))
    }
  post.handle('application', packageIn(takePackage))
  post.handle('supplement', packageIn(takeSupplement))
  post.handle('to-authority', ({ message, from, files }, reader) =>
    takeReply(
      desk,
      reader,
      { exporter: from.name, exportersCase: message.about },
      message.body,
      files.map(({ bytes }) => bytes),
    ),
  )
}
