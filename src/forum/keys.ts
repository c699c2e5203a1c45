/** Keys as records carry them. What makes a key fit to be trusted is decided in base. */
import {
  type Brand,
  isSignedBy,
  type PrivateKey,
  type PublicKey,
  readPublicKey,
  sha256,
  signBytes,
} from '../base/index.ts'

/** An Ed25519 public key that was checked: 32 bytes as 64 lower-case hexadecimal digits. */
export type KeyText = Brand<string, 'KeyText'>

/** Checking a point costs more than verifying a signature, and a forum has few keys. */
const CHECKED = new Map<KeyText, PublicKey>()
const MOST_CHECKED = 1_000

/** `null` for what is no key, has a second spelling, or is of small order, so that anyone could sign for it. */
export function parseKey(text: string): KeyText | null {
  if (!/^[0-9a-f]{64}$/.test(text)) return null
  const key = text as KeyText
  return checkedKey(key) === null ? null : key
}

export function keyTextOf(key: PrivateKey): KeyText {
  return key.publicKey.hex as KeyText
}

/** What two people read to each other over the telephone: the first 32 digits of SHA-256, in fours. */
export function fingerprint(key: KeyText): string {
  return (sha256(Buffer.from(key, 'hex')).slice(0, 32).match(/.{4}/g) ?? []).join(' ')
}

/** Base64url of 64 bytes. */
export function signText(text: string, key: PrivateKey): string {
  return Buffer.from(signBytes(key, Buffer.from(text, 'utf8'))).toString('base64url')
}

export function isTextSignedBy(text: string, signature: string, key: KeyText): boolean {
  const checked = checkedKey(key)
  const bytes = Buffer.from(signature, 'base64url')
  // Another spelling of a signature is the carrier's doing; it must not tell against the signer.
  if (checked === null || bytes.toString('base64url') !== signature) return false
  return isSignedBy(checked, Buffer.from(text, 'utf8'), bytes)
}

function checkedKey(key: KeyText): PublicKey | null {
  const held = CHECKED.get(key)
  if (held !== undefined) return held
  const read = readPublicKey(key)
  if (!read.ok) return null
  if (CHECKED.size >= MOST_CHECKED) CHECKED.clear()
  CHECKED.set(key, read.value)
  return read.value
}
