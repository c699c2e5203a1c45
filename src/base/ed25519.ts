/**
 * Ed25519 keys that are fit to be trusted. Node verifies with any 32 bytes: under a key of small order one signature
 * holds for every message, so a public key is taken in here or nowhere.
 */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Brand } from './brand.ts'
import { err, ok, type Result } from './result.ts'

/** A public key that was checked: a point of the curve in its one encoding, not of small order. */
export type PublicKey = Brand<{ readonly hex: string; readonly object: KeyObject }, 'PublicKey'>

export type PrivateKey = Brand<{ readonly publicKey: PublicKey; readonly object: KeyObject }, 'PrivateKey'>

export type KeyProblem = {
  readonly kind: 'key.unreadable' | 'key.not-ed25519' | 'key.not-public' | 'key.not-a-point' | 'key.small-order'
}

/** The prime of the field, 2^255 - 19. */
const P = 2n ** 255n - 19n
/** The constant of the curve -x² + y² = 1 + d x² y² (RFC 8032 section 5.1). */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
/** A root of d y⁴ + 2 y² = 1, where doubling twice leads to the point of order 2. */
const ORDER_8_Y = 2707385501144840649318225287225658788936804267575313519463743609750303402022n
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The `y` of every point whose order divides 8, in both encodings where it has two. Each stands for two keys, with and
 * without the sign bit of `x`: fourteen in all.
 */
const SMALL_ORDER_Y: readonly bigint[] = [
  // Order 1, the neutral point, and order 2.
  1n,
  P - 1n,
  // Order 4.
  0n,
  // Order 8: the two `y` and their signs.
  ORDER_8_Y,
  P - ORDER_8_Y,
  // The same as 0 and 1, not reduced.
  P,
  P + 1n,
]

/** From a PEM text, 64 hexadecimal digits, 32 raw bytes, or a JWK. */
export function readPublicKey(input: string | Uint8Array | JsonWebKey): Result<PublicKey, KeyProblem> {
  const raw = rawOf(input)
  if (!raw.ok) return raw
  const problem = problemOf(raw.value)
  if (problem !== null) return err({ kind: problem })
  const object = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw.value]), format: 'der', type: 'spki' })
  return ok({ hex: Buffer.from(raw.value).toString('hex'), object } as PublicKey)
}

/** From a PKCS #8 PEM text, or a seed of 32 bytes that nobody else knows. */
export function readPrivateKey(input: string | Uint8Array): Result<PrivateKey, KeyProblem> {
  const object = privateObject(input)
  if (object === null) return err({ kind: 'key.unreadable' })
  if (object.asymmetricKeyType !== 'ed25519') return err({ kind: 'key.not-ed25519' })
  const { x = '' } = object.export({ format: 'jwk' })
  const publicKey = readPublicKey(Buffer.from(x, 'base64url'))
  return publicKey.ok ? ok({ publicKey: publicKey.value, object } as PrivateKey) : publicKey
}

/** PKCS #8 PEM, to keep. */
export function privateKeyPem(key: PrivateKey): string {
  return key.object.export({ format: 'pem', type: 'pkcs8' }).toString()
}

/** 64 bytes. */
export function signBytes(key: PrivateKey, data: Uint8Array): Uint8Array {
  return sign(null, data, key.object)
}

export function isSignedBy(key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, data, key.object, signature)
}

/** A sentence for the door. */
export function sayKeyProblem({ kind }: KeyProblem): string {
  return KEY_WORDS[kind]
}

const KEY_WORDS: Readonly<Record<KeyProblem['kind'], string>> = {
  'key.unreadable': 'the key cannot be read; give PEM, a JWK or 32 bytes',
  'key.not-ed25519': 'the key is not an Ed25519 key',
  'key.not-public': 'this is a private key; give the public one, and keep this one secret',
  'key.not-a-point': 'the key is not a point of the curve in its one encoding',
  'key.small-order': 'the key is of small order: anyone could sign for it',
}

function rawOf(input: string | Uint8Array | JsonWebKey): Result<Uint8Array, KeyProblem> {
  if (input instanceof Uint8Array) return input.length === 32 ? ok(input) : err({ kind: 'key.unreadable' })
  if (typeof input !== 'string') return rawOfJwk(input)
  if (/^[0-9a-f]{64}$/i.test(input)) return ok(Buffer.from(input, 'hex'))
  if (input.includes('PRIVATE KEY')) return err({ kind: 'key.not-public' })
  try {
    const object = createPublicKey(input)
    return object.asymmetricKeyType === 'ed25519'
      ? rawOfJwk(object.export({ format: 'jwk' }))
      : err({ kind: 'key.not-ed25519' })
  } catch {
    return err({ kind: 'key.unreadable' })
  }
}

function rawOfJwk({ kty, crv, x, d }: JsonWebKey): Result<Uint8Array, KeyProblem> {
  if (d !== undefined) return err({ kind: 'key.not-public' })
  if (kty !== 'OKP' || crv !== 'Ed25519') return err({ kind: 'key.not-ed25519' })
  const raw = Buffer.from(typeof x === 'string' ? x : '', 'base64url')
  return raw.length === 32 && raw.toString('base64url') === x ? ok(raw) : err({ kind: 'key.unreadable' })
}

function privateObject(input: string | Uint8Array): KeyObject | null {
  if (input instanceof Uint8Array && input.length !== 32) return null
  try {
    return typeof input === 'string'
      ? createPrivateKey(input)
      : createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, input]), format: 'der', type: 'pkcs8' })
  } catch {
    return null
  }
}

function problemOf(raw: Uint8Array): 'key.not-a-point' | 'key.small-order' | null {
  const bigEndian = Buffer.from(raw).reverse()
  const y = BigInt(`0x${bigEndian.toString('hex')}`) & (2n ** 255n - 1n)
  if (SMALL_ORDER_Y.includes(y)) return 'key.small-order'
  if (y >= P) return 'key.not-a-point'
  // x² = (y² - 1) / (d y² + 1) has a root when numerator times denominator is a square (Euler's criterion).
  const [numerator, denominator] = [y * y - 1n, D * y * y + 1n]
  return power(numerator * denominator, (P - 1n) / 2n) === 1n ? null : 'key.not-a-point'
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = ((base % P) + P) % P
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}
