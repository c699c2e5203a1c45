import type { Sha256 } from '../base/index.ts'
import type { MailDefect } from './problem.ts'

/** Largest mail opened, in bytes. A larger one is captured by its hash and waits for a person. */
export const MAX_MAIL_BYTES = 64 * 1024 * 1024
/** Deepest part opened, multiparts and forwarded mails counted together; real mail is under 10. */
export const MAX_DEPTH = 20
/** Most parts opened in one mail with all it forwards; real mail is under 100. */
export const MAX_PARTS = 1_000
/** Most defects named; the rest are counted. */
export const MAX_DEFECTS = 200

/** A mailbox as the mail claims it. Nothing about a sender is verified. */
export type Mailbox = {
  /** Hidden direction marks and control characters are shown as `\u{202E}`. */
  readonly name: string | null
  readonly address: string
}

/** Words found in the mail, in reading order. */
export type MailText = {
  /** Where it stands, numbered as IMAP does: `1.2`; the whole message is `1`. */
  readonly part: string
  /** As received: HTML has been turned to plain text, without scripts and styles, with links written out. */
  readonly mediaType: 'text/plain' | 'text/html'
  readonly text: string
  /** Name of the file it was attached as; `null`: it is the body. */
  readonly attachedAs: string | null
  /** Part of the `multipart/alternative` it is one version of; `null`: no other version came with it. */
  readonly alternativeIn: string | null
  /** Some of its bytes could not be read as the characters they stand for. */
  readonly isDamaged: boolean
}

export type Attachment = {
  readonly part: string
  /** As the sender wrote it, for display only: never a path. Hidden marks shown. `null`: it was given none. */
  readonly name: string | null
  /** As the sender claims; never trusted. */
  readonly mediaType: string
  /** `raw`: the bytes as they came, encoded, because decoding lost something or was not possible. */
  readonly form: 'decoded' | 'raw'
  readonly sha256: Sha256
  /** A view of the bytes read, not a copy where none was needed. */
  readonly bytes: Uint8Array
}

/** Where a passage quoted in the text says it comes from: the header lines a mail program writes above what it forwards. */
export type QuotedOrigin = {
  readonly part: string
  /** As written there, hidden marks shown. */
  readonly from: string
  /** As written there; these carry no time zone, so no instant is made of them. */
  readonly sentText: string | null
  /** UTC, ISO 8601, where the words give day, time and zone. */
  readonly sentAt: string | null
  readonly subject: string | null
}

/** All that could be made of one mail. Nothing that came in is missing: what could not be read is among `attachments`. */
export type Mail = {
  /** Of the bytes as received. */
  readonly originalBytesSha256: Sha256
  readonly size: number
  /** Without angle brackets. A sender may write any: never a reason to set a mail aside. */
  readonly messageId: string | null
  readonly from: Mailbox | null
  /** Further mailboxes that claim to have sent it: more `From`, `Sender`, `Reply-To`. */
  readonly otherSenders: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly subject: string | null
  /** UTC, ISO 8601, as the sender claims. */
  readonly sentAt: string | null
  /** Not established by reading: a person or a later step says which. */
  readonly language: null
  /** Some text in it, or in what it forwards, came out whole. `false`: a person must open it. */
  readonly readable: boolean
  readonly texts: readonly MailText[]
  readonly attachments: readonly Attachment[]
  /** Mails attached to it, each read the same way. */
  readonly forwarded: readonly Mail[]
  readonly quoted: readonly QuotedOrigin[]
  readonly problems: readonly MailDefect[]
}

/** Every mail in this one, itself first. */
export function withForwarded(mail: Mail): readonly Mail[] {
  return [mail, ...mail.forwarded.flatMap(withForwarded)]
}
