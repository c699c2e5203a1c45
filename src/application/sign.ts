import { z } from 'zod'
import {
  canonical,
  err,
  isSignedBy,
  ok,
  type PublicKey,
  type Result,
  readCanonical,
  readPublicKey,
  sayNotCanonical,
} from '../base/index.ts'
import { draftReasons } from './missing.ts'
import { type ApplicationPackage, packageHash, packageSchema } from './package.ts'

const declaration = z
  .strictObject({
    /** SHA-256 of the package. */
    package: z.string().regex(/^[0-9a-f]{64}$/),
    name: z.string().min(1).max(500),
    title: z.string().min(1).max(500),
    statement: z.string().min(1).max(10_000),
    /** Instant, UTC, as the signer claims. */
    signedAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  })
  .readonly()

const signedSchema = z
  .strictObject({
    package: packageSchema,
    declaration,
    /** Ed25519 public key and signature, hexadecimal. */
    key: z.string().regex(/^[0-9a-f]{64}$/),
    signature: z.string().regex(/^[0-9a-f]{128}$/),
  })
  .readonly()

/** What the accountable executive declares of a package by signing. */
export type Declaration = z.output<typeof declaration>
export type SignedPackage = z.output<typeof signedSchema>

export type PackageProblem = {
  readonly kind:
    | 'package.draft'
    | 'package.unreadable'
    | 'package.key'
    | 'package.altered'
    | 'package.signature'
    | 'package.incomplete'
  readonly sentence: string
}

const PURPOSE = 'unblind application package 1'

/** The bytes that are signed: hash, name, title, statement and instant, under a purpose no other signature bears. */
export function declaredBytes(declared: Declaration): Uint8Array {
  return Buffer.from(`${PURPOSE}\n${canonical(declared)}`, 'utf8')
}

/** A package with its signature, once nothing keeps it a draft and the signature holds. */
export function signedPackage(
  whole: ApplicationPackage,
  declared: Declaration,
  key: PublicKey,
  signature: Uint8Array,
): Result<SignedPackage, PackageProblem> {
  const [reason] = draftReasons(whole)
  if (reason !== undefined) return refused('package.draft', `a draft cannot be signed: ${reason}`)
  const signed = {
    package: whole,
    declaration: declared,
    key: key.hex,
    signature: Buffer.from(signature).toString('hex'),
  }
  return verifyPackage(signed)
}

/** Canonical JSON, the form in which a package is sent and kept. */
export function writePackage(whole: ApplicationPackage | SignedPackage): string {
  return canonical(whole)
}

/** A package read back from its text: canonical, whole, signed by the key in it, and one that its own rules let be signed. */
export function readSignedPackage(text: string): Result<SignedPackage, PackageProblem> {
  const read = readCanonical(text)
  if (!read.ok)
    return refused('package.unreadable', `the package is not as it was sealed: ${sayNotCanonical(read.error)}`)
  const parsed = signedSchema.safeParse(read.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused('package.unreadable', `\`${issue?.path.join('.') ?? ''}\` is not as a signed package has it`)
  }
  return verifyPackage(parsed.data)
}

/** Hash and signature. A signature over another hash, or under a weak key, is none. */
export function verifyPackage(signed: SignedPackage): Result<SignedPackage, PackageProblem> {
  if (packageHash(signed.package) !== signed.declaration.package) {
    return refused('package.altered', 'the package is not the one that was signed: its hash is another')
  }
  const key = readPublicKey(signed.key)
  if (!key.ok) return refused('package.key', 'the key cannot be trusted for any signature')
  if (!isSignedBy(key.value, declaredBytes(signed.declaration), Buffer.from(signed.signature, 'hex'))) {
    return refused('package.signature', 'the signature does not hold for this package and declaration')
  }
  const [reason] = draftReasons(signed.package)
  return reason === undefined ? ok(signed) : refused('package.incomplete', `the package is not whole: ${reason}`)
}

function refused(kind: PackageProblem['kind'], sentence: string): Result<never, PackageProblem> {
  return err({ kind, sentence })
}
