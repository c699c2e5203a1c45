import {
  alteredExhibit,
  type PackageProblem,
  readSignedPackage,
  type SignedPackage,
  scheduleSubjects,
} from '../application/index.ts'
import { err, ok, type Result, sha256 } from '../base/index.ts'
import type { Evidence, LicensingEvent } from './event.ts'

/** An exporter whose key the authority registered. */
export type KnownExporter = { readonly name: string; readonly key: string }

/** What arrived: the signed text as it stood, and the files that go with it by the id the package gives them. */
export type Delivery = {
  readonly text: string
  readonly files: readonly { readonly id: string; readonly bytes: Uint8Array }[]
}

export type Reception = {
  readonly authority: string
  readonly receivedOn: string
  readonly exporters: readonly KnownExporter[]
  /** The case that already rests on a package of this hash, `null` for none. */
  readonly seen: (packageHash: string) => string | null
}

/**
 * Why a package was not taken in, as an entry for the node's own log: what was signed stays as evidence, and nothing else
 * is touched.
 */
export type RefusedPackage = {
  readonly kind: 'package.refused'
  readonly file: string
  readonly receivedOn: string
  readonly why:
    | PackageProblem['kind']
    | 'package.unknown-exporter'
    | 'package.file'
    | 'package.exhibit'
    | 'package.duplicate'
  readonly sentence: string
  /** As the text claims; `null`: it could not be read. */
  readonly exporter: string | null
}

type Received = Extract<LicensingEvent, { kind: 'package.received' }>

/**
 * Takes a package in, or refuses it: altered by a byte, signed by nobody known, not whole, with other files than it names,
 * or received before.
 */
export function receivePackage(delivery: Delivery, reception: Reception): Result<Received, RefusedPackage> {
  const file = sha256(delivery.text)
  const refuse = (why: RefusedPackage['why'], sentence: string, exporter: string | null = null) =>
    err({ kind: 'package.refused', file, receivedOn: reception.receivedOn, why, sentence, exporter } as const)
  const read = readSignedPackage(delivery.text)
  if (!read.ok) return refuse(read.error.kind, read.error.sentence)
  const { package: whole, declaration, key } = read.value
  const { applicant } = whole
  if (!reception.exporters.some((known) => known.key === key && known.name === applicant)) {
    return refuse('package.unknown-exporter', `no key of \`${applicant}\` that is registered here signed it`, applicant)
  }
  const altered = alteredExhibit(whole)
  if (altered !== null)
    return refuse('package.exhibit', `exhibit \`${altered}\` is not what its hash in the package says`, applicant)
  const wrong = wrongFile(read.value, delivery.files)
  if (wrong !== null) return refuse('package.file', wrong, applicant)
  const before = reception.seen(declaration.package)
  if (before !== null) return refuse('package.duplicate', `it was received before, as ${before}`, applicant)
  return ok({
    kind: 'package.received',
    authority: reception.authority,
    file,
    package: declaration.package,
    exporter: applicant,
    exportersCase: whole.case,
    destination: whole.destination,
    signedBy: `${declaration.name}, ${declaration.title}`,
    receivedOn: reception.receivedOn,
    disclosed: scheduleSubjects(whole),
    evidence: evidenceOf(read.value, file),
  })
}

function wrongFile({ package: whole }: SignedPackage, files: Delivery['files']): string | null {
  const named = new Map(whole.exhibits.filter((one) => one.where === 'attached').map((one) => [one.id, one.sha256]))
  const brought = new Map(files.map(({ id, bytes }) => [id, sha256(bytes)]))
  const extra = [...brought.keys()].find((id) => !named.has(id))
  if (extra !== undefined) return `file \`${extra}\` came along, and the package does not name it`
  for (const [id, hash] of named) {
    if (!brought.has(id)) return `file \`${id}\` is named and did not come along`
    if (brought.get(id) !== hash) return `file \`${id}\` is not the one the package names`
  }
  return null
}

function evidenceOf({ package: whole }: SignedPackage, file: string): readonly Evidence[] {
  return [
    { id: 'package', title: 'Your application as received', sha256: file, isOpen: true },
    ...whole.exhibits.map(({ id, title, sha256: hash }) => ({ id, title, sha256: hash, isOpen: true })),
  ]
}
