/** What one node sends another: the shape both sides build to. Signed as it stands, kept by both, taken once. */
import type { Canonical } from '../../base/index.ts'

export const MESSAGE_KINDS = [
  /** To an authority. Body: the signed package as text. Files: what goes along with it. */
  'application',
  /** To an authority: the package of the same case anew. */
  'supplement',
  /** To an authority. Body: a `LicensingAsked` that `tellAuthority` made. */
  'to-authority',
  /** To an applicant. Body: an `Asked` of the case that `tellApplicant` made. Files: the letter, where one is named. */
  'to-applicant',
] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

export type MessageFile = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly sha256: string
  readonly base64: string
}

export type Message = {
  readonly version: 1
  readonly id: string
  /** Name of the node that sends it, as its counterparty knows it. */
  readonly from: string
  readonly to: string
  /** Instant, UTC, as the sender claims. */
  readonly at: string
  readonly kind: MessageKind
  /** Reference of the exporter's case. */
  readonly about: string
  readonly body: Canonical
  readonly files: readonly MessageFile[]
}

/** Canonical JSON of this is what travels. */
export type SignedMessage = {
  readonly message: Message
  /** Ed25519 public key of the sending node and its signature, hexadecimal. */
  readonly key: string
  readonly signature: string
}

/** Another node this one knows: registered by a named person who compared the key out of band. */
export type Counterparty = {
  readonly name: string
  readonly kind: 'exporter' | 'authority'
  /** Hexadecimal Ed25519 public key. */
  readonly key: string
  /** `null`: it is not reached from here; what is for it is handed over as a file. */
  readonly address: string | null
}
