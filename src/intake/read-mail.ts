/**
 * Bytes of a mail to what they say. A reader of our own, because nothing may get lost unseen: of the libraries tried
 * (postal-mime 4.0.0, mailparser 3.14.2) both dropped what stands outside parts, a mail without headers and parts whose
 * boundary is missing, and neither tells of broken base64 or of an encoding it could not read.
 */
import { err, ok, type Result, type Sha256, sha256 } from '../base/index.ts'
import { readCharset } from './charset.ts'
import { readHeaderText, readInstant, readParameters } from './header-values.ts'
import { type Header, type HeaderBlock, headerOf, splitHeaders } from './headers.ts'
import { htmlToText } from './html-text.ts'
import {
  type Attachment,
  MAX_DEFECTS,
  MAX_DEPTH,
  MAX_MAIL_BYTES,
  MAX_PARTS,
  type Mail,
  type Mailbox,
  type MailText,
} from './mail.ts'
import { readMailboxes } from './mailboxes.ts'
import { cutParts, guessBoundary, type Parts } from './parts.ts'
import type { MailDefect, MailProblem } from './problem.ts'
import { quotedOrigins } from './quoted.ts'
import { shownName, shownText } from './shown.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts'

/**
 * Reads one mail with all it forwards. Never throws on any bytes, and takes time in proportion to their number.
 * What is odd about a mail is among its `problems`; what could not be read is among its `attachments` as it came.
 */
export function readMail(bytes: Uint8Array): Result<Mail, MailProblem> {
  const hash = sha256(bytes)
  if (bytes.length === 0) return err({ kind: 'mail.empty', sha256: hash, size: 0 })
  if (bytes.length > MAX_MAIL_BYTES) {
    return err({ kind: 'mail.too-large', sha256: hash, size: bytes.length, maxBytes: MAX_MAIL_BYTES })
  }
  return ok(readMessage(bytes, hash, { part: '1', depth: 0, parts: { left: MAX_PARTS } }))
}

/** Where the reading stands: what it is in, how deep, and how many parts may still be opened in the whole mail. */
type Place = { readonly part: string; readonly depth: number; readonly parts: { left: number } }

/** What one message was found to hold, while it is being read. */
class Gathered {
  readonly texts: MailText[] = []
  readonly attachments: Attachment[] = []
  readonly forwarded: Mail[] = []
  readonly problems: MailDefect[] = []
  private unnamed = 0

  note(problem: MailDefect): void {
    if (this.problems.length < MAX_DEFECTS) this.problems.push(problem)
    else this.unnamed++
  }

  keep(part: string, bytes: Uint8Array, about: Partial<Pick<Attachment, 'name' | 'mediaType' | 'form'>> = {}): void {
    const hash = sha256(bytes)
    const isKept = this.attachments.some((other) => other.part === part && other.sha256 === hash)
    if (bytes.length === 0 || isKept) return
    const { name = null, mediaType = 'application/octet-stream', form = 'raw' } = about
    this.attachments.push({ part, name, mediaType, form, sha256: hash, bytes })
  }

  /** Nothing stands below the headers: the subject is the message. */
  holdsNothing(): boolean {
    const hasText = this.texts.some(({ text }) => text.trim() !== '')
    return !hasText && this.attachments.length === 0 && this.forwarded.length === 0
  }

  allProblems(): readonly MailDefect[] {
    if (this.unnamed === 0) return this.problems
    return [...this.problems, { kind: 'mail.more-problems', part: '1', count: this.unnamed }]
  }
}

function readMessage(bytes: Uint8Array, hash: Sha256, place: Place): Mail {
  const gathered = new Gathered()
  const block = splitHeaders(withLineFeeds(bytes))
  const about = readEnvelope(block.headers, place.part, gathered)
  readEntity(block, { place, gathered, defaultType: 'text/plain', alternativeIn: null, isMessage: true })
  const isWhole = (text: MailText) => !text.isDamaged && text.text.trim() !== ''
  const saysItAllAbove = about.subject !== null && gathered.holdsNothing()
  return {
    originalBytesSha256: hash,
    size: bytes.length,
    ...about,
    language: null,
    readable: saysItAllAbove || gathered.texts.some(isWhole) || gathered.forwarded.some((mail) => mail.readable),
    texts: gathered.texts,
    attachments: gathered.attachments,
    forwarded: gathered.forwarded,
    quoted: gathered.texts.flatMap(({ text, part }) => quotedOrigins(text, part)),
    problems: gathered.allProblems(),
  }
}

/** Line ends of old Macintosh files to line feeds; other mail is returned as it is. */
function withLineFeeds(bytes: Uint8Array): Uint8Array {
  if (bytes.includes(0x0a) || !bytes.includes(0x0d)) return bytes
  return bytes.map((byte) => (byte === 0x0d ? 0x0a : byte))
}

type Envelope = Pick<Mail, 'messageId' | 'from' | 'otherSenders' | 'to' | 'cc' | 'subject' | 'sentAt'>

const SINGLE = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'content-type',
  'mime-version',
]

function readEnvelope(headers: readonly Header[], part: string, gathered: Gathered): Envelope {
  for (const header of SINGLE) {
    const times = headers.filter(({ name }) => name === header).length
    if (times > 1) gathered.note({ kind: 'mail.repeated-header', part, header, times })
  }
  const charset = readParameters(headerOf(headers, 'content-type') ?? '', null).parameters.get('charset') ?? null
  const mailboxes = (...names: string[]) =>
    headers.filter(({ name }) => names.includes(name)).flatMap(({ value }) => readMailboxes(value, charset))
  const senders = [...mailboxes('from'), ...mailboxes('sender', 'reply-to')]
  const written = headerOf(headers, 'subject')
  const subject = written === null ? null : readHeaderText(written, charset)
  if (subject?.badCharset) noteCharset(gathered, part, subject.badCharset, 'wrong', null)
  const date = headerOf(headers, 'date')
  const sentAt = date === null ? null : readInstant(date)
  if (headers.length > 0 && sentAt === null) gathered.note({ kind: 'mail.unread-date', part })
  const shown = subject === null ? null : shownName(subject.text)
  if (shown !== null && shown !== subject?.text) gathered.note({ kind: 'mail.hidden-marks', part, shown })
  const [from = null, ...rest] = senders
  noteHiddenNames(senders, part, gathered)
  return {
    messageId: messageIdOf(headerOf(headers, 'message-id')),
    from,
    otherSenders: rest.filter((other) => other.address !== from?.address || other.name !== from.name),
    to: mailboxes('to'),
    cc: mailboxes('cc', 'bcc'),
    subject: shown,
    sentAt,
  }
}

function noteHiddenNames(senders: readonly Mailbox[], part: string, gathered: Gathered): void {
  for (const { name, address } of senders) {
    const shown = name === null ? address : `${name} <${address}>`
    if (/\\u\{[0-9A-F]+\}/.test(shown)) gathered.note({ kind: 'mail.hidden-marks', part, shown })
  }
}

function messageIdOf(value: string | null): string | null {
  const id = value === null ? '' : shownName((/<([^<>]{1,1000})>/.exec(value)?.[1] ?? value).trim()).slice(0, 1_000)
  return id === '' ? null : id
}

type Setting = {
  readonly place: Place
  readonly gathered: Gathered
  readonly defaultType: string
  readonly alternativeIn: string | null
  /** The headers are a message's own, not only a part's. */
  readonly isMessage: boolean
}

/** What the headers say about a part's content. */
type Kind = {
  readonly mediaType: string
  readonly charset: string | null
  readonly boundary: string | null
  readonly encoding: string
  readonly name: string | null
  readonly isAttachment: boolean
  readonly isFlowed: boolean
  readonly dropsBlanks: boolean
}

function readEntity(block: HeaderBlock, setting: Setting): void {
  const { place, gathered, isMessage } = setting
  const { part } = place
  if (block.hasNone && isMessage) gathered.note({ kind: 'mail.no-headers', part })
  if (block.isCut) gathered.note({ kind: 'mail.headers-cut', part })
  if (block.isBroken) gathered.note({ kind: 'mail.broken-header', part })
  if (block.isCut || block.isBroken) gathered.keep(part, block.raw, { mediaType: 'text/rfc822-headers' })
  const kind = readKind(block.headers, setting)
  if (kind.mediaType.startsWith('multipart/')) readMultipart(block.body, kind, setting)
  else readLeaf(block.body, kind, setting)
}

function readKind(headers: readonly Header[], { place, gathered, defaultType }: Setting): Kind {
  const type = readParameters(headerOf(headers, 'content-type') ?? '', null)
  const disposition = readParameters(headerOf(headers, 'content-disposition') ?? '', null)
  const name = disposition.parameters.get('filename') ?? type.parameters.get('name') ?? null
  const shown = name === null ? null : shownName(name).slice(0, MAX_FILE_NAME)
  if (shown !== null && shown !== name) gathered.note({ kind: 'mail.hidden-marks', part: place.part, shown })
  return {
    mediaType: /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/.test(type.value) ? type.value : defaultType,
    charset: type.parameters.get('charset') ?? null,
    boundary: type.parameters.get('boundary') ?? null,
    encoding: (headerOf(headers, 'content-transfer-encoding') ?? '7bit').replace(/[\s;(].*$/s, '').toLowerCase(),
    name: shown,
    isAttachment: disposition.value === 'attachment',
    isFlowed: type.parameters.get('format')?.toLowerCase() === 'flowed',
    dropsBlanks: type.parameters.get('delsp')?.toLowerCase() === 'yes',
  }
}

const MAX_FILE_NAME = 1_000
/** Longest boundary looked for; the standard allows 70. */
const MAX_BOUNDARY = 200

function readMultipart(body: Uint8Array, kind: Kind, setting: Setting): void {
  const { place, gathered } = setting
  const { part } = place
  if (kind.mediaType === 'multipart/encrypted') gathered.note({ kind: 'mail.encrypted', part })
  if (place.depth >= MAX_DEPTH) {
    gathered.note({ kind: 'mail.too-deep', part, max: MAX_DEPTH })
    gathered.keep(part, body, { mediaType: kind.mediaType })
    return
  }
  const isGiven = kind.boundary !== null && kind.boundary !== '' && kind.boundary.length <= MAX_BOUNDARY
  if (!isGiven) gathered.note({ kind: 'mail.no-boundary', part })
  const boundary = isGiven ? kind.boundary : guessBoundary(body)
  const cut = boundary === null ? null : cutParts(body, boundary, place.parts.left)
  if (cut === null) {
    if (isGiven) gathered.note({ kind: 'mail.boundary-not-found', part })
    gathered.keep(part, body, { mediaType: kind.mediaType })
    readLeaf(body, { ...kind, mediaType: 'text/plain', isAttachment: false, name: null }, setting)
  } else readParts(cut, kind, setting)
}

function readParts(cut: Parts, kind: Kind, setting: Setting): void {
  const { place, gathered } = setting
  if (!cut.isClosed && cut.rest === null) gathered.note({ kind: 'mail.cut', part: place.part })
  for (const outside of [cut.preamble, cut.epilogue]) readOutside(outside, setting)
  place.parts.left -= cut.parts.length
  for (const [i, bytes] of cut.parts.entries()) {
    readEntity(splitHeaders(bytes), {
      place: { ...place, part: `${place.part}.${i + 1}`, depth: place.depth + 1 },
      gathered,
      defaultType: kind.mediaType === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
      alternativeIn: kind.mediaType === 'multipart/alternative' ? place.part : setting.alternativeIn,
      isMessage: false,
    })
  }
  if (cut.rest === null) return
  const part = `${place.part}.${cut.parts.length + 1}`
  gathered.note({ kind: 'mail.too-many-parts', part, max: MAX_PARTS })
  gathered.keep(part, cut.rest, { mediaType: kind.mediaType })
}

/** What mail programs write before the parts for readers without MIME says nothing. */
const CUSTOMARY = /^\s*(this is a (cryptographically signed )?(multi-?part )?message in mime format\.?\s*)?$/i

function readOutside(bytes: Uint8Array, setting: Setting): void {
  const isCustomary = bytes.length < 500 && CUSTOMARY.test(readCharset(bytes, null).text)
  if (isCustomary || bytes.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09)) return
  setting.gathered.note({ kind: 'mail.outside-parts', part: setting.place.part })
  readText(bytes, PLAIN, true, { ...setting, alternativeIn: null })
}

const PLAIN: Kind = {
  mediaType: 'text/plain',
  charset: null,
  boundary: null,
  encoding: '7bit',
  name: null,
  isAttachment: false,
  isFlowed: false,
  dropsBlanks: false,
}

function readLeaf(body: Uint8Array, kind: Kind, setting: Setting): void {
  const { gathered, place } = setting
  const { part } = place
  const { bytes, isWhole } = decodeTransfer(body, kind.encoding, part, gathered)
  if (!isWhole) gathered.keep(part, body, { name: kind.name, mediaType: kind.mediaType })
  if (kind.mediaType === 'message/external-body') gathered.note({ kind: 'mail.kept-elsewhere', part })
  if (kind.mediaType === 'message/partial') gathered.note({ kind: 'mail.one-of-several', part })
  if (isEncrypted(kind)) gathered.note({ kind: 'mail.encrypted', part })
  const isText = kind.mediaType === 'text/plain' || kind.mediaType === 'text/html'
  if (!isText || kind.isAttachment || kind.name !== null) {
    if (kind.mediaType !== 'message/rfc822') keepDecoded(bytes, kind, part, gathered)
    if (isMessage(kind)) readForwarded(bytes, kind, setting)
  }
  if (isText) readText(bytes, kind, isWhole || kind.encoding !== 'base64', setting)
}

function keepDecoded(bytes: Uint8Array, { name, mediaType }: Kind, part: string, gathered: Gathered): void {
  gathered.keep(part, bytes, { name, mediaType, form: 'decoded' })
}

function isMessage({ mediaType, name }: Kind): boolean {
  if (mediaType === 'message/rfc822' || mediaType === 'message/global') return true
  return mediaType.startsWith('application/') && name !== null && /\.eml$/i.test(name)
}

/** Opened only by who holds a key. A detached signature is no such thing. */
function isEncrypted({ mediaType, name }: Kind): boolean {
  return /^application\/(x-)?pkcs7-mime$/.test(mediaType) || /\.p7m$/i.test(name ?? '')
}

function readForwarded(bytes: Uint8Array, kind: Kind, { place, gathered }: Setting): void {
  const { part } = place
  if (bytes.length === 0) return
  if (place.depth + 1 >= MAX_DEPTH) {
    gathered.note({ kind: 'mail.too-deep', part, max: MAX_DEPTH })
    keepDecoded(bytes, kind, part, gathered)
  } else gathered.forwarded.push(readMessage(bytes, sha256(bytes), { ...place, depth: place.depth + 1 }))
}

function decodeTransfer(
  body: Uint8Array,
  encoding: string,
  part: string,
  gathered: Gathered,
): { readonly bytes: Uint8Array; readonly isWhole: boolean } {
  if (['7bit', '8bit', 'binary', ''].includes(encoding)) return { bytes: body, isWhole: true }
  if (encoding !== 'base64' && encoding !== 'quoted-printable') {
    gathered.note({ kind: 'mail.unknown-encoding', part, encoding: shownName(encoding).slice(0, 60) })
    return { bytes: body, isWhole: false }
  }
  const { bytes, places } = encoding === 'base64' ? decodeBase64(body) : decodeQuotedPrintable(body)
  if (places > 0) gathered.note({ kind: 'mail.broken-encoding', part, encoding, places })
  return { bytes, isWhole: places === 0 }
}

function readText(bytes: Uint8Array, kind: Kind, isSound: boolean, { place, gathered, alternativeIn }: Setting): void {
  const { part } = place
  const isHtml = kind.mediaType === 'text/html'
  if (isBinary(bytes, kind)) {
    gathered.note({ kind: 'mail.not-text', part })
    if (kind.name === null && !kind.isAttachment) keepDecoded(bytes, kind, part, gathered)
    return
  }
  const read = readCharset(bytes, kind.charset ?? (isHtml ? charsetInHtml(bytes) : null))
  if (read.defect !== null) {
    noteCharset(gathered, part, kind.charset ?? 'utf-8', read.defect, read.isDamaged ? null : read.readAs)
    keepDecoded(bytes, kind, part, gathered)
  }
  const html = isHtml ? htmlToText(read.text) : null
  if (html && html.active.length > 0) gathered.note({ kind: 'mail.active-content', part, elements: html.active })
  if (html?.breaksOff) {
    gathered.note({ kind: 'mail.broken-html', part })
    keepDecoded(bytes, kind, part, gathered)
  }
  const text = shownText(html?.text ?? read.text)
  gathered.texts.push({
    part,
    mediaType: isHtml ? 'text/html' : 'text/plain',
    text: kind.isFlowed && !isHtml ? unflowed(text, kind.dropsBlanks) : text,
    attachedAs: kind.name,
    alternativeIn,
    isDamaged: read.isDamaged || !isSound,
  })
}

function noteCharset(
  gathered: Gathered,
  part: string,
  charset: string,
  defect: 'unknown' | 'wrong',
  readAs: string | null,
) {
  const kind = defect === 'unknown' ? 'mail.unknown-charset' : 'mail.wrong-charset'
  gathered.note({ kind, part, charset: shownName(charset).slice(0, 60), readAs })
}

/** Text holds no zero bytes outside UTF-16; files sent as text do. */
function isBinary(bytes: Uint8Array, { charset }: Kind): boolean {
  const isWide =
    /^(utf-?16|ucs-?2|unicode)/i.test(charset ?? '') ||
    (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isWide) return false
  const opening = bytes.subarray(0, 4_096)
  const zeros = opening.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  return zeros * 20 > opening.length
}

function charsetInHtml(bytes: Uint8Array): string | null {
  const opening = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1')
  return /<meta\s[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w:.-]{1,60})/i.exec(opening)?.[1] ?? null
}

/** Paragraphs of RFC 3676 put together again: a line that ends with a blank goes on in the next, a signature mark does not. */
function unflowed(text: string, dropsBlanks: boolean): string {
  const joined = text.replace(/(^|\n)(-- )(?=\n)/g, '$1--\u0000')
  const blank = dropsBlanks ? '' : ' '
  return joined
    .replace(/ \n(?![>\n])/g, blank)
    .replaceAll('--\u0000', '-- ')
    .replace(/(^|\n) (?=[ >]|From )/g, '$1')
}
