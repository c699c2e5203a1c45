/** A message on the wire: canonical, whole, signed under a purpose that no other signature bears. */
import { z } from 'zod'
import {
  type Canonical,
  canonical,
  err,
  isSignedBy,
  type NoteSigner,
  ok,
  type Result,
  readBase64,
  readCanonical,
  readPublicKey,
  sayKeyProblem,
  sayNotCanonical,
  sha256,
  signBytes,
} from '../../base/index.ts'
import { MESSAGE_KINDS, type Message, type MessageFile, type SignedMessage } from './message.ts'

/** Most bytes that the files of one message hold together. */
export const MAX_FILES_BYTES = 5_000_000
/** Most bytes of the text that travels: files as base64, the package, and room. */
export const MAX_MESSAGE_BYTES = 12_000_000
const MAX_FILES = 100

/** A file that came along, checked against its hash. */
export type BroughtFile = Omit<MessageFile, 'base64'> & { readonly bytes: Uint8Array }

const word = z.string().min(1).max(500)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const messageSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
  from: word,
  to: word,
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  kind: z.enum(MESSAGE_KINDS),
  about: word,
  body: z.custom<Canonical>((value) => value !== undefined),
  files: z
    .array(z.strictObject({ id: word, name: word, mediaType: word, sha256: hash, base64: z.string() }))
    .max(MAX_FILES),
})

const signedSchema = z.strictObject({
  message: messageSchema,
  key: hash,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})

const PURPOSE = 'unblind message 1'

/** @param message its canonical text */
function purposed(message: string): Uint8Array {
  return Buffer.from(`${PURPOSE}\n${message}`, 'utf8')
}

/** The text whose hash names the message. */
export function writeMessage(message: Message): string {
  return canonical(message)
}

/** The text that travels. The same message under the same key gives the same text. */
export function signMessage(message: Message, { key, privateKey }: NoteSigner): string {
  const signature = Buffer.from(signBytes(privateKey, purposed(writeMessage(message)))).toString('hex')
  return canonical({ message, key: key.publicKey.hex, signature } satisfies SignedMessage)
}

/** Before the message, in canonical text: the key. */
const BEGINNING = /^\{"key":"([0-9a-f]{64})","message":/
/** After it: the signature. */
const END = /,"signature":"([0-9a-f]{128})"\}$/

/** Characters from which the key of a message is read: what comes after them need not have come yet. */
export const BEGINNING_CHARACTERS = `{"key":"${'0'.repeat(64)}","message":`.length
const END_CHARACTERS = `,"signature":"${'0'.repeat(128)}"}`.length

/** The key that a message says it is signed with, read from how it begins; `null`: it is no message. Nothing is proven. */
export function keyIn(beginning: string): string | null {
  return BEGINNING.exec(beginning)?.[1] ?? null
}

/** Most bytes of a text in which a fault of form is looked for when the signature does not hold. */
const MAX_EXPLAINED_BYTES = 256 * 1024

/**
 * Signature, then form: nothing that nobody signed is read further than that. Whose key it is, and whether it is for us,
 * is asked afterwards. The error is a sentence.
 */
export function readSignedMessage(text: string): Result<SignedMessage, string> {
  const size = Buffer.byteLength(text)
  if (size > MAX_MESSAGE_BYTES) {
    return err(`the message is larger than ${megabytes(MAX_MESSAGE_BYTES)}; send less in one message`)
  }
  const fault = sealFault(text)
  if (fault === null) return read(text)
  if (size > MAX_EXPLAINED_BYTES) return err(fault)
  const shaped = read(text)
  return shaped.ok ? err(fault) : shaped
}

function sealFault(text: string): string | null {
  const key = keyIn(text)
  const signature = END.exec(text.slice(-END_CHARACTERS))?.[1]
  if (key === null || signature === undefined) return 'this is no signed message; send it as this program writes it'
  const trusted = readPublicKey(key)
  if (!trusted.ok) return `the key of the message cannot be trusted: ${sayKeyProblem(trusted.error)}`
  const message = text.slice(BEGINNING_CHARACTERS, -END_CHARACTERS)
  return isSignedBy(trusted.value, purposed(message), Buffer.from(signature, 'hex'))
    ? null
    : 'the signature does not hold: the message or its signature was changed on the way; send it again'
}

function read(text: string): Result<SignedMessage, string> {
  const value = readCanonical(text)
  if (!value.ok)
    return err(`the message is not as it was signed: ${sayNotCanonical(value.error)}; send it as it was sealed`)
  const parsed = signedSchema.safeParse(value.value)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  return err(`\`${issue?.path.join('.') ?? ''}\` is not as a message has it; send it as this program writes it`)
}

/** The files of a message as bytes, each the one its hash names. The error is a sentence. */
export function openFiles(files: readonly MessageFile[]): Result<readonly BroughtFile[], string> {
  const opened: BroughtFile[] = []
  let size = 0
  for (const { base64, ...file } of files) {
    if (opened.some(({ id }) => id === file.id))
      return err(`file \`${file.id}\` came twice; give each an id of its own`)
    const bytes = readBase64(base64)
    if (bytes === null) return err(`file \`${file.id}\` is not base64; send its bytes as RFC 4648 writes them`)
    size += bytes.length
    if (size > MAX_FILES_BYTES) {
      return err(
        `the files are larger than ${megabytes(MAX_FILES_BYTES)} together; leave some out or make them smaller`,
      )
    }
    if (sha256(bytes) !== file.sha256) return err(`file \`${file.id}\` is not the one its hash names; send it again`)
    opened.push({ ...file, bytes })
  }
  return ok(opened)
}

export function packFile({ bytes, ...file }: Omit<BroughtFile, 'sha256'>): MessageFile {
  return { ...file, sha256: sha256(bytes), base64: Buffer.from(bytes).toString('base64') }
}

function megabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`
}
