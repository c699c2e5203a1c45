/**
 * A record as states sign it: RFC 7515 compact serialisation, Ed25519, over the RFC 8785 text of the envelope. The
 * header is one fixed text, so that no header can choose an algorithm or a key. Everything is checked before a field
 * is used: size, form, canonical text, version, label, envelope, type, body.
 */
import type { z } from 'zod'
import {
  canonical,
  err,
  ok,
  type PrivateKey,
  type Result,
  readCanonical,
  type Sha256,
  sayNotCanonical,
  sha256,
} from '../base/index.ts'
import { ENVELOPE_VERSION, envelope } from './envelope.ts'
import { codeOfState } from './ids.ts'
import { isTextSignedBy, type KeyText, signText } from './keys.ts'
import { quoted, type Refusal, refusal } from './refusal.ts'
import { BODIES, type BodyOf, isRecordType, type RecordType } from './types.ts'

/** Longest record read, in bytes of its signed text. */
export const MAX_RECORD_BYTES = 256 * 1024

type Envelope = z.output<typeof envelope>
/** A record of one type. */
export type RecordOf<Type extends RecordType> = Omit<Envelope, 'type' | 'body'> & {
  readonly type: Type
  readonly body: BodyOf<Type>
}

/** What one state says, whole. A union on `type`. */
export type ForumRecord = { readonly [Type in RecordType]: RecordOf<Type> }[RecordType]

/** A record, the text that was signed, and the hash of that text, by which others refer to it. */
export type Signed<Of extends ForumRecord = ForumRecord> = {
  readonly record: Of
  readonly text: string
  readonly hash: Sha256
}

const HEADER = Buffer.from('{"alg":"EdDSA","typ":"forum-record+jws"}').toString('base64url')
const SIGNATURE_BYTES = 64

/**
 * @throws TypeError when the record holds what canonical JSON cannot.
 */
export function signRecord(record: ForumRecord, key: PrivateKey): string {
  const signed = `${HEADER}.${Buffer.from(canonical(record)).toString('base64url')}`
  return `${signed}.${signText(signed, key)}`
}

/** Does not look at the signature: which key it must bear depends on who says it and when. See `isSignedWith`. */
export function readRecord(text: string): Result<Signed, Refusal> {
  const payload = payloadOf(text)
  if (!payload.ok) return payload
  const value = readCanonical(payload.value)
  if (!value.ok) {
    return unread(
      'record.not-canonical',
      `the record is not canonical JSON: ${sayNotCanonical(value.error)}; refuse it`,
    )
  }
  const record = recordOf(value.value)
  return record.ok ? ok({ record: record.value, text, hash: sha256(text) }) : record
}

/** Holds fields to the schema of their version and type. Whatever it gives back can be signed. */
export function recordOf(fields: unknown): Result<ForumRecord, Refusal> {
  if (!isObject(fields)) return unread('record.malformed', 'the record is not an object; refuse it')
  const early = earlyRefusal(fields)
  if (early !== null) return err(early)
  const read = envelope.safeParse(fields)
  if (!read.success) return err(malformed(read.error))
  const { type } = read.data
  if (!isRecordType(type)) {
    return unread('record.unknown-type', `no record is of type ${quoted(type)}; update this node if others read it`)
  }
  const body = BODIES[type].safeParse(read.data.body)
  if (!body.success) return err(malformedBody(type, body.error))
  // The schema of `type` made `body`; the compiler cannot follow a key into a union.
  return ok({ ...read.data, type, body: body.data } as ForumRecord)
}

/** Signatures that held, by the text: verifying costs more than all else together, and taking a record asks thrice. */
const HELD = new Map<string, KeyText>()
const MOST_HELD = 1_000

export function isSignedWith(text: string, key: KeyText): boolean {
  if (HELD.get(text) === key) return true
  const end = text.lastIndexOf('.')
  if (!isTextSignedBy(text.slice(0, end), text.slice(end + 1), key)) return false
  if (HELD.size >= MOST_HELD) HELD.clear()
  HELD.set(text, key)
  return true
}

/** `threat.notice of NO, 01ARZ3…`, for sentences. */
export function nameOf(record: Pick<ForumRecord, 'type' | 'author' | 'id'>): string {
  return `\`${record.type}\` ${record.id} of ${codeOfState(record.author)}`
}

function payloadOf(text: string): Result<string, Refusal> {
  if (text.length > MAX_RECORD_BYTES) {
    return err(refusal('record.too-large', `the record is longer than ${MAX_RECORD_BYTES} bytes; split it`))
  }
  const [header, payload, signature, ...rest] = text.split('.')
  const notJws = (what: string) => err(refusal('record.not-jws', `${what}; send the compact form of RFC 7515`))
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return notJws('the record is not three parts joined by full stops')
  }
  if (header !== HEADER) return notJws('the header is not the one this forum signs with')
  const bytes = base64url(payload)
  if (bytes === null || base64url(signature)?.length !== SIGNATURE_BYTES) {
    return notJws('a part is not base64url as RFC 4648 writes it, or the signature is not 64 bytes')
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return notJws('the content is not UTF-8')
  }
}

/** Bytes of the one spelling that encodes them; `null` for any other. */
function base64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

/** Faults that deserve their own words, told before the envelope is held to its schema. */
function earlyRefusal(fields: { readonly [key: string]: unknown }): Refusal | null {
  if (typeof fields.v === 'number' && fields.v > ENVELOPE_VERSION) {
    return refusal(
      'record.future-version',
      `the record is of version ${fields.v} and this node reads up to ${ENVELOPE_VERSION}; update the node and fetch it again`,
    )
  }
  if (!isObject(fields.handling) || typeof fields.handling.tlp !== 'string') {
    return refusal(
      'record.missing-label',
      'the record bears no TLP label, so it is for nobody; its author must label it',
    )
  }
  return null
}

function malformed(error: z.ZodError): Refusal {
  return refusal('record.malformed', `${sayIssue(error)}; its author must write it again`)
}

/** Of a denial notice whose legal basis is missing or not whole. */
export const NO_LEGAL_BASIS =
  'the denial notice names no law under which it may be shared; name act and provision in `body.legalBasis`, or do not share it'

function malformedBody(type: RecordType, error: z.ZodError): Refusal {
  if (type === 'denial.notice' && error.issues.some((issue) => issue.path[0] === 'legalBasis')) {
    return refusal('record.missing-basis', NO_LEGAL_BASIS)
  }
  return refusal('record.malformed', `in a \`${type}\`, ${sayIssue(error, 'body')}; its author must write it again`)
}

function sayIssue(error: z.ZodError, within = ''): string {
  const [issue] = error.issues
  if (issue === undefined) return 'a field is not as it should be'
  const path = [within, ...issue.path.map(String)].filter((step) => step !== '').join('.')
  const where = path === '' ? 'the record' : quoted(path)
  if (issue.code === 'unrecognized_keys') return `${where} holds ${quoted(issue.keys.join(', '))}, which nobody reads`
  return `${where} ${issue.code === 'custom' ? issue.message : `is not as it should be (${issue.message.toLowerCase()})`}`
}

function unread(kind: Refusal['kind'], sentence: string): Result<never, Refusal> {
  return err(refusal(kind, sentence))
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
