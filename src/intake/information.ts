import type { Result, Sha256, Ulid } from '../base/index.ts'
import { type Mail, type Mailbox, type MailText, withForwarded } from './mail.ts'
import { type MailProblem, sentenceOf } from './problem.ts'
import { maskedAddress } from './source.ts'

/** The ways information reaches a firm in the normal course of its business. */
export const CHANNELS = [
  'email',
  'crm',
  'call-note',
  'site-visit',
  'service-ticket',
  'news',
  'ngo-report',
  'list-update',
  'whistleblower',
  'customer-document',
  'telemetry',
  'authority-letter',
  'manual',
] as const
export type Channel = (typeof CHANNELS)[number]

/** Who may see whom it came from. `sealed`: named handlers only. */
export type SourceProtection = 'open' | 'restricted' | 'sealed'

/** A document that came with the information, by hash; its bytes are kept beside the original. */
export type InformationDocument = {
  readonly name: string | null
  readonly mediaType: string
  readonly sha256: Sha256
  readonly size: number
}

/** Where a passage was forwarded from, its author masked. */
export type InformationOrigin = {
  readonly source: string | null
  readonly sentAt: string | null
  readonly subject: string | null
}

/**
 * Something the firm now knows, or could know by opening it. Captured whether or not it could be read, and never removed.
 * Plain values only, so that it can be sealed.
 */
export type InformationItem = {
  readonly id: Ulid
  readonly channel: Channel
  /** Of the bytes as received, which are kept: the item can always be made again from them. */
  readonly originalBytesSha256: Sha256
  readonly size: number
  /** UTC, ISO 8601. */
  readonly receivedAt: string
  /** Parties, units, items, cases and countries it speaks of; none until linked. */
  readonly subjectRefs: readonly string[]
  readonly subject: string | null
  /** What it says, in reading order; `null`: nothing could be read. It may name its author: see `withoutSource`. */
  readonly allegation: string | null
  /** The author, masked; `null`: none was named. */
  readonly source: string | null
  readonly sentAt: string | null
  readonly origins: readonly InformationOrigin[]
  readonly documents: readonly InformationDocument[]
  /** Of the source, A to F, and of the information, 1 to 6; `null`: nobody has judged it. */
  readonly reliability: null
  readonly credibility: null
  readonly sourceProtection: SourceProtection
  /** `null`: not established. Text in a language nobody reads is never irrelevant. */
  readonly language: null
  /** `false`: a person must open the original. */
  readonly readable: boolean
  /** What a person should know about how it came in, in sentences. */
  readonly problems: readonly string[]
  readonly state: 'captured'
}

/** Longest text an item carries, in UTF-16 units; the rest is in the original and in `allegationOf`. */
export const MAX_ALLEGATION = 500_000
/** Most documents and origins an item names; all are in the original. */
const MAX_NAMED = 1_000

export type Receipt = {
  readonly id: Ulid
  /** UTC, ISO 8601. */
  readonly receivedAt: string
  readonly channel: Channel
  /** Default `restricted`. */
  readonly sourceProtection?: SourceProtection
}

/** The item that some bytes make, read or not: whatever comes in becomes exactly one. */
export function toInformation(read: Result<Mail, MailProblem>, receipt: Receipt): InformationItem {
  const { id, receivedAt, channel, sourceProtection = 'restricted' } = receipt
  const common = {
    id,
    channel,
    receivedAt,
    subjectRefs: [],
    reliability: null,
    credibility: null,
    sourceProtection,
    language: null,
    state: 'captured',
  } as const
  if (!read.ok) return { ...common, ...unopened(read.error) }
  const mail = read.value
  const words = allegationOf(mail)
  const problems = [...problemsOf(mail), ...(words.length > MAX_ALLEGATION ? [cutSentence(words.length)] : [])]
  return {
    ...common,
    originalBytesSha256: mail.originalBytesSha256,
    size: mail.size,
    subject: mail.subject,
    allegation: words === '' ? null : words.slice(0, MAX_ALLEGATION).toWellFormed(),
    source: mail.from === null ? null : maskedAddress(mail.from),
    sentAt: mail.sentAt,
    origins: originsOf(mail).slice(0, MAX_NAMED),
    documents: documentsOf(mail).slice(0, MAX_NAMED),
    readable: mail.readable,
    problems,
  }
}

export type Intake =
  | { readonly kind: 'captured'; readonly item: InformationItem }
  /** The very same bytes came in before, as the item named: they add a date of receipt, not an item. */
  | { readonly kind: 'duplicate'; readonly of: Ulid; readonly originalBytesSha256: Sha256; readonly receivedAt: string }

/**
 * What becomes of some bytes: one new item, or a second receipt of one there is. Only equal bytes are a duplicate: a message
 * id is the sender's to choose, and one forged alike must not keep a tip out.
 */
export function takeIn(
  read: Result<Mail, MailProblem>,
  receipt: Receipt,
  seen: (originalBytesSha256: Sha256) => Ulid | null,
): Intake {
  const item = toInformation(read, receipt)
  const { originalBytesSha256, receivedAt } = item
  const of = seen(originalBytesSha256)
  return of === null ? { kind: 'captured', item } : { kind: 'duplicate', of, originalBytesSha256, receivedAt }
}

/** All a mail says: its subject, its texts and those of what it forwards, in order. Two versions of one text count once. */
export function allegationOf(mail: Mail): string {
  const own = distinct(mail.texts).map(({ text, attachedAs }) =>
    attachedAs === null ? text : `[${attachedAs}]\n${text}`,
  )
  const parts = [mail.subject ?? '', ...own, ...mail.forwarded.map(allegationOf)]
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')
}

/**
 * Of two versions of one text, one is left out only when the other says all it says: a version made for other eyes would
 * otherwise hide what the plain one leaves out.
 */
function distinct(texts: readonly MailText[]): readonly MailText[] {
  const kept = new Map<MailText, { readonly all: string; readonly said: string }>()
  for (const text of texts) {
    if (text.text.trim() === '') continue
    const versions = text.alternativeIn === null ? [] : versionsOf(text, kept)
    if (text.alternativeIn === null || versions.length >= MAX_VERSIONS) {
      kept.set(text, NOTHING)
      continue
    }
    const words = { all: wordsIn(text.text), said: wordsIn(withoutLinks(text.text)) }
    if (versions.some(([, other]) => other.all.includes(words.all))) continue
    // The links of an HTML version are no reason to say the rest twice.
    for (const [version, other] of versions) if (words.said.includes(other.said)) kept.delete(version)
    kept.set(text, words)
  }
  return [...kept.keys()]
}

/** Most versions of one text compared with each other; further ones are all kept. */
const MAX_VERSIONS = 8
const NOTHING = { all: '', said: ' ' }

function versionsOf<Words>(
  text: MailText,
  kept: ReadonlyMap<MailText, Words>,
): readonly (readonly [MailText, Words])[] {
  return [...kept].filter(([one]) => one.alternativeIn === text.alternativeIn)
}

function withoutLinks(text: string): string {
  return text.replace(/<?https?:\/\/[^\s>]+>?/g, ' ')
}

/** Letters and figures only, with a blank at each end so that no word is found in a longer one. */
function wordsIn(text: string): string {
  return ` ${text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()} `
}

function unopened(problem: MailProblem) {
  return {
    originalBytesSha256: problem.sha256,
    size: problem.size,
    subject: null,
    allegation: null,
    source: null,
    sentAt: null,
    origins: [],
    documents: [],
    readable: false,
    problems: [sentenceOf(problem)],
  }
}

function problemsOf(mail: Mail): readonly string[] {
  return withForwarded(mail).flatMap((one) => {
    const where = one === mail ? '' : 'in a forwarded mail, '
    return one.problems.map((problem) => `${where}${sentenceOf(problem)}`)
  })
}

function cutSentence(length: number): string {
  return `the text is ${length} characters long and only ${MAX_ALLEGATION} are shown here; read the rest in the original`
}

function originsOf(mail: Mail): readonly InformationOrigin[] {
  const origins = withForwarded(mail).flatMap((one) => [
    ...(one === mail ? [] : [{ source: maskedOrNull(one.from), sentAt: one.sentAt, subject: one.subject }]),
    ...one.quoted.map(({ from, sentAt, subject }) => ({ source: maskedAddress(mailboxIn(from)), sentAt, subject })),
  ])
  // The plain and the HTML version of one text quote the same mail.
  return [...new Map(origins.map((origin) => [JSON.stringify(origin), origin])).values()]
}

function maskedOrNull(mailbox: Mailbox | null): string | null {
  return mailbox === null ? null : maskedAddress(mailbox)
}

/** The mailbox a quoted header line names, as far as it has one. */
function mailboxIn(words: string): Mailbox {
  const address = /[^\s<>"'[\]():;,]{1,200}@[^\s<>"'[\]():;,]{1,200}/.exec(words)?.[0] ?? ''
  return { name: words.replace(address, '').trim() || null, address }
}

function documentsOf(mail: Mail): readonly InformationDocument[] {
  return withForwarded(mail).flatMap((one) =>
    one.attachments.map(({ name, mediaType, sha256, bytes }) => ({ name, mediaType, sha256, size: bytes.length })),
  )
}
