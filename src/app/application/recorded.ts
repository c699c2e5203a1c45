/** The papers of a case's application, as their own stream holds them: what happened is in the case, the papers are here. */
import type { Answers, Attachment } from '../../application/index.ts'
import type { Canonical, NewEntry, Sealed } from '../../base/index.ts'
import type { Person } from '../people/person.ts'
import { type GivenAnswers, withGiven } from './answers.ts'

/** Begins the name of every such stream. */
export const APPLICATION_STREAMS = 'application/'

export function streamOfApplication(caseId: string): string {
  return `${APPLICATION_STREAMS}${caseId}`
}

export function caseOfApplication(stream: string): string {
  return stream.slice(APPLICATION_STREAMS.length)
}

/** A file that was kept: its bytes are a document of this hash. */
export type KeptPaper = {
  readonly id: string
  readonly title: string
  readonly name: string
  readonly mediaType: string
  readonly sha256: string
  readonly size: number
}

/** A package that went to an authority. */
export type SentPackage = {
  readonly at: string
  readonly by: string
  readonly to: string
  /** Of the message in the outbox. */
  readonly message: string
  /** SHA-256 of the package, and of the signed text. */
  readonly package: string
  readonly file: string
  readonly isSupplement: boolean
}

/** What the authority wrote, or what was written to it, with the files that came or went along. */
export type PaperOfWord = {
  readonly at: string
  readonly message: string
  readonly from: string
  readonly to: string
  /** Kind of the event in the case. */
  readonly word: string
  readonly query: string | null
  readonly files: readonly KeptPaper[]
}

export type Papers = {
  readonly answers: Answers
  readonly attachments: readonly KeptPaper[]
  /** SHA-256 of the package prepared last, whose text is kept. */
  readonly prepared: {
    readonly package: string
    readonly file: string
    readonly at: string
    readonly by: string
  } | null
  /** The package signed last: its signed text is kept under `file`. */
  readonly signed: { readonly package: string; readonly file: string; readonly at: string; readonly by: string } | null
  readonly sent: readonly SentPackage[]
  readonly words: readonly PaperOfWord[]
}

const NO_PAPERS: Papers = { answers: {}, attachments: [], prepared: null, signed: null, sent: [], words: [] }

export type PaperEvent =
  | { readonly kind: 'answers.given'; readonly answers: GivenAnswers }
  | { readonly kind: 'attachment.kept'; readonly paper: KeptPaper }
  | { readonly kind: 'attachment.left-out'; readonly id: string }
  | { readonly kind: 'package.prepared'; readonly package: string; readonly file: string }
  | { readonly kind: 'package.signed'; readonly package: string; readonly file: string }
  | ({ readonly kind: 'package.sent' } & Omit<SentPackage, 'at' | 'by'>)
  | ({ readonly kind: 'word.exchanged' } & Omit<PaperOfWord, 'at'>)

export function paperEntry(
  { kind, ...fields }: PaperEvent,
  { id, name, roles }: Pick<Person, 'id' | 'name' | 'roles'>,
  at: string,
): NewEntry {
  return { at, actor: name, kind, body: { ...(fields as unknown as Body), person: { id, name, roles } } }
}

type Body = { readonly [field: string]: Canonical }

export function papersOf(entries: readonly Sealed[]): Papers {
  return entries.reduce((papers, entry) => afterPaper(papers, entry), NO_PAPERS)
}

function afterPaper(papers: Papers, { at, actor: by, kind, body }: Sealed): Papers {
  // Written by `paperEntry` and sealed: what is read is what was written.
  const event = { kind, ...body } as unknown as PaperEvent
  switch (event.kind) {
    case 'answers.given':
      return { ...papers, answers: withGiven(papers.answers, event.answers) }
    case 'attachment.kept':
      return {
        ...papers,
        attachments: [...papers.attachments.filter(({ id }) => id !== event.paper.id), event.paper],
      }
    case 'attachment.left-out':
      return { ...papers, attachments: papers.attachments.filter(({ id }) => id !== event.id) }
    case 'package.prepared':
      return { ...papers, prepared: { package: event.package, file: event.file, at, by } }
    case 'package.signed':
      return { ...papers, signed: { package: event.package, file: event.file, at, by } }
    case 'package.sent': {
      const { to, message, package: whole, file, isSupplement } = event
      return { ...papers, sent: [...papers.sent, { at, by, to, message, package: whole, file, isSupplement }] }
    }
    case 'word.exchanged': {
      const { message, from, to, word, query, files } = event
      return { ...papers, words: [...papers.words, { at, message, from, to, word, query, files }] }
    }
    default:
      return papers
  }
}

/** As the package names them. */
export function attachmentsOf({ attachments }: Papers): readonly Attachment[] {
  return attachments.map(({ id, title, sha256 }) => ({ id, title, sha256: sha256 as Attachment['sha256'] }))
}
