/**
 * Signed notes (C2SP signed-note): a text of lines with the signatures of named keys beneath it. Checkpoints are notes;
 * other programs can read and cosign them. Only Ed25519 signatures, type 0x01, are made and checked.
 */
import { isSignedBy, type KeyProblem, type PrivateKey, type PublicKey, readPublicKey, signBytes } from './ed25519.ts'
import { sha256 } from './hash.ts'
import { err, ok, type Result } from './result.ts'

/** A key under the name that its signatures carry. */
export type NoteKey = {
  /** Like an address without scheme: `example.org/log`. No spaces, no plus. */
  readonly name: string
  /** 8 hexadecimal digits: finds the key, does not prove it. */
  readonly id: string
  readonly publicKey: PublicKey
}

export type NoteSigner = { readonly key: NoteKey; readonly privateKey: PrivateKey }

export type NoteProblem =
  /** Not a note in form. */
  | { readonly kind: 'note.malformed' }
  /** No signature by this key. */
  | { readonly kind: 'note.not-signed'; readonly name: string }
  /** A signature by this key that does not hold: the text was changed. */
  | { readonly kind: 'note.wrong-signature'; readonly name: string }

/** Plenty for a log and its witnesses; more is an attack on the reader's time. */
const MAX_SIGNATURES = 64
const ED25519 = 0x01
const SIGNATURE_LINE = /^\u2014 ([^\s+\u0085]+) ([A-Za-z0-9+/]+={0,2})$/u

/** @throws RangeError on a name that a note cannot carry. */
export function noteKey(name: string, publicKey: PublicKey): NoteKey {
  if (!isKeyName(name)) throw new RangeError(`not a name for a key: \`${name}\``)
  const material = Buffer.from(publicKey.hex, 'hex')
  const id = sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), material])).slice(0, 8)
  return { name, id, publicKey }
}

export function noteSigner(name: string, privateKey: PrivateKey): NoteSigner {
  return { key: noteKey(name, privateKey.publicKey), privateKey }
}

/** `name+id+base64`, as verifiers take it. */
export function writeNoteKey({ name, id, publicKey }: NoteKey): string {
  const material = Buffer.concat([Buffer.of(ED25519), Buffer.from(publicKey.hex, 'hex')])
  return `${name}+${id}+${material.toString('base64')}`
}

export function readNoteKey(text: string): Result<NoteKey, KeyProblem> {
  const [, name = '', id = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/su.exec(text) ?? []
  const material = readBase64(base64)
  if (material === null || material.length !== 33 || !isKeyName(name)) return err({ kind: 'key.unreadable' })
  if (material[0] !== ED25519) return err({ kind: 'key.not-ed25519' })
  const publicKey = readPublicKey(material.subarray(1))
  if (!publicKey.ok) return publicKey
  const key = noteKey(name, publicKey.value)
  return key.id === id ? ok(key) : err({ kind: 'key.unreadable' })
}

/**
 * The text with a blank line and the signature beneath.
 * @throws RangeError on a text that a note cannot hold: it must end in a newline and have no other control characters.
 */
export function signNote(text: string, { key, privateKey }: NoteSigner): string {
  if (!isNoteText(text)) throw new RangeError('a note holds lines of text, each with a newline at its end')
  const signature = Buffer.concat([Buffer.from(key.id, 'hex'), signBytes(privateKey, Buffer.from(text))])
  return `${text}\n\u2014 ${key.name} ${signature.toString('base64')}\n`
}

/**
 * The text of a note that this key signed. Signatures by other keys are passed over, as the format demands; a wrong one
 * by this key refuses the whole note.
 */
export function openNote(note: string, key: NoteKey): Result<string, NoteProblem> {
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  const lines = note.slice(end + 2).split('\n')
  if (end < 0 || lines.pop() !== '' || !isNoteText(text)) return err({ kind: 'note.malformed' })
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) return err({ kind: 'note.malformed' })
  let isSigned = false
  for (const line of lines) {
    const [, name = '', base64 = ''] = SIGNATURE_LINE.exec(line) ?? []
    const bytes = readBase64(base64)
    if (!isPlain(line) || bytes === null || bytes.length < 5) return err({ kind: 'note.malformed' })
    if (name !== key.name || bytes.toString('hex', 0, 4) !== key.id) continue
    if (!isSignedBy(key.publicKey, Buffer.from(text), bytes.subarray(4))) {
      return err({ kind: 'note.wrong-signature', name: key.name })
    }
    isSigned = true
  }
  return isSigned ? ok(text) : err({ kind: 'note.not-signed', name: key.name })
}

/** A sentence for the door. */
export function sayNoteProblem(problem: NoteProblem): string {
  switch (problem.kind) {
    case 'note.malformed':
      return 'this is not a signed note'
    case 'note.not-signed':
      return `the note is not signed by \`${problem.name}\``
    case 'note.wrong-signature':
      return `the signature of \`${problem.name}\` does not hold: the text or the signature was changed`
  }
}

/** The bytes, or `null` when this is not the one base64 text of any bytes (RFC 4648 section 4, zero pad bits). */
export function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\s+\u0085]+$/u.test(name) && isPlain(name)
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && isPlain(text)
}

/** No control characters below U+0020 but the newline. */
function isPlain(text: string): boolean {
  return !/[^\n -\u{10ffff}]/u.test(text)
}
