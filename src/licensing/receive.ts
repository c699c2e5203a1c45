import {
  faultyExhibit,
  type PackageProblem,
  readSignedPackage,
  type SignedPackage,
  scheduleSubjects,
} from '../application/index.ts'
import { err, ok, type Result, sha256 } from '../base/index.ts'
import type { Evidence, LicensingEvent } from './event.ts'
import type { LicensingCase } from './state.ts'

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
    | 'package.other-case'
  readonly sentence: string
  /** As the text claims; `null`: it could not be read. */
  readonly exporter: string | null
}

type Received = Extract<LicensingEvent, { kind: 'package.received' }>
type Supplement = Extract<LicensingEvent, { kind: 'supplement.received' }>

/**
 * Takes a package in, or refuses it: altered by a byte, signed by nobody known, not whole, with other files than it names,
 * or received before.
 */
export function receivePackage(delivery: Delivery, reception: Reception): Result<Received, RefusedPackage> {
  const verified = verify(delivery, reception)
  if (!verified.ok) return verified
  const { signed, file } = verified.value
  const { package: whole, declaration } = signed
  return ok({
    kind: 'package.received',
    authority: reception.authority,
    file,
    package: declaration.package,
    exporter: whole.applicant,
    exportersCase: whole.case,
    destination: whole.destination,
    items: whole.items.map(({ eccn, model, description }) =>
      shortened(`${eccn ?? 'not classified'}, ${model ?? description ?? 'not described'}`),
    ),
    signedBy: `${declaration.name}, ${declaration.title}`,
    receivedOn: reception.receivedOn,
    disclosed: scheduleSubjects(whole),
    evidence: evidenceOf(signed, file),
  })
}

/**
 * Takes in what an applicant sends after its application, before the decision or after: the package of the same case anew.
 * What is new or other than before becomes evidence of its own, and what came before stays as it was.
 */
export function receiveSupplement(
  state: LicensingCase,
  delivery: Delivery,
  reception: Reception,
): Result<Supplement, RefusedPackage> {
  const verified = verify(delivery, reception)
  if (!verified.ok) return verified
  const { signed, file } = verified.value
  const { package: whole, declaration } = signed
  if (whole.applicant !== state.exporter || whole.case !== state.exportersCase) {
    const sentence = `it is of case \`${whole.case}\` of \`${whole.applicant}\`, not of the one it is to supplement`
    return err(refusedAs(delivery, reception, 'package.other-case', sentence, whole.applicant))
  }
  const mark = ` (supplement ${state.supplements.length + 1})`
  const known = new Set(state.evidence.map((one) => `${one.id.replace(MARK, '')} ${one.sha256}`))
  const news = evidenceOf(signed, file)
    .map((one) => (one.id === 'package' ? { ...one, title: 'Your supplement as received' } : one))
    .filter((one) => !known.has(`${one.id} ${one.sha256}`))
  // The whole of it is read too: what is new may stand in the letter or in the form alone.
  const disclosed = new Set(['package', ...scheduleSubjects(whole)])
  return ok({
    kind: 'supplement.received',
    file,
    package: declaration.package,
    receivedOn: reception.receivedOn,
    disclosed: news.filter((one) => disclosed.has(one.id)).map((one) => one.id + mark),
    evidence: news.map((one) => ({ ...one, id: one.id + mark })),
  })
}

/** What is put behind an id that a supplement gives anew. */
const MARK = / \(supplement \d+\)$/

type Verified = { readonly signed: SignedPackage; readonly file: string }

function verify(delivery: Delivery, reception: Reception): Result<Verified, RefusedPackage> {
  const file = sha256(delivery.text)
  const refuse = (why: RefusedPackage['why'], sentence: string, exporter: string | null = null) =>
    err(refusedAs(delivery, reception, why, sentence, exporter))
  const read = readSignedPackage(delivery.text)
  if (!read.ok) return refuse(read.error.kind, read.error.sentence)
  const { package: whole, declaration, key } = read.value
  const { applicant } = whole
  if (!reception.exporters.some((known) => known.key === key && known.name === applicant)) {
    return refuse('package.unknown-exporter', `no key of \`${applicant}\` that is registered here signed it`, applicant)
  }
  const faulty = faultyExhibit(whole)
  if (faulty !== null)
    return refuse(
      'package.exhibit',
      `exhibit \`${faulty}\` is doubled, missing or not what its hash in the package says`,
      applicant,
    )
  const wrong = wrongFile(read.value, delivery.files)
  if (wrong !== null) return refuse('package.file', wrong, applicant)
  const before = reception.seen(declaration.package)
  if (before !== null) return refuse('package.duplicate', `it was received before, as ${before}`, applicant)
  return ok({ signed: read.value, file })
}

function refusedAs(
  { text }: Delivery,
  { receivedOn }: Reception,
  why: RefusedPackage['why'],
  sentence: string,
  exporter: string | null,
): RefusedPackage {
  return { kind: 'package.refused', file: sha256(text), receivedOn, why, sentence, exporter }
}

/** Longest line for an item, in UTF-16 units; the package has the rest. */
const MAX_ITEM_LINE = 200

function shortened(text: string): string {
  return text.length <= MAX_ITEM_LINE ? text : `${text.slice(0, MAX_ITEM_LINE - 1).toWellFormed()}…`
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
  const disclosed = new Map(whole.disclosure.lines.map((line) => [line.subject, line]))
  return [
    { id: 'package', title: 'Your application as received', sha256: file, isOpen: true },
    ...whole.exhibits.map(({ id, title, sha256: hash }) => {
      const line = disclosed.get(id)
      const words = line === undefined ? title : `${DISCLOSED[line.kind]}: ${excerpt(line.text)}`
      return { id, title: words, sha256: hash, isOpen: true }
    }),
  ]
}

const DISCLOSED = {
  'red-flag': 'Disclosed red flag',
  information: 'Disclosed information',
  inquiry: 'Disclosed inquiry',
} as const

/** Longest excerpt of a disclosed line in a title, in UTF-16 units. */
const MAX_EXCERPT = 90

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= MAX_EXCERPT ? line : `${line.slice(0, MAX_EXCERPT - 1).toWellFormed()}…`
}
