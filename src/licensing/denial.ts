import { type ApplicationPackage, linesOf, packageHash, partiesOf } from '../application/index.ts'
import { addDays, err, ok, parseDay, type Result } from '../base/index.ts'
import type { LicensingRefusal } from './refusal.ts'
import type { LicensingCase } from './state.ts'

/** The law under which a denial may be told to other states. Without one it is told to nobody. */
export type LegalBasis = {
  readonly act: string
  readonly provision: string
  /** The applicant agreed to it, where the law asks for that. */
  readonly consentGiven: boolean
  readonly note: string | null
}

export type DenialGround = 'human-rights' | 'internal-repression' | 'humanitarian-law' | 'diversion' | 'other'

export type Sharing = {
  readonly legalBasis: LegalBasis
  readonly grounds: readonly DenialGround[]
  /** Of the findings: `ICCPR 17`. */
  readonly rightsAffected: readonly string[]
  /** Words for other authorities: never the evidence itself. */
  readonly reasons: string
  /** `unnamed`: the law lets the denial be told, not who was to receive the goods. */
  readonly parties: 'named' | 'unnamed'
  /** Last day in force; `null` for the usual time. */
  readonly validUntil: string | null
  readonly alsoNotifiedTo: readonly string[]
}

/** What other states are told of a denial: what, where to, for what use and why not. Nothing of the applicant. */
export type DenialNotice = {
  readonly deniedOn: string
  readonly validUntil: string | null
  readonly goods: readonly { readonly description: string; readonly entries: readonly string[] }[]
  readonly destination: string
  readonly consignees: readonly {
    readonly name: string | null
    readonly country: string | null
    readonly role: 'end-user' | 'consignee'
  }[]
  readonly endUse: string
  readonly grounds: readonly DenialGround[]
  readonly rightsAffected: readonly string[]
  readonly reasons: string
  readonly legalBasis: LegalBasis
  readonly alsoNotifiedTo: readonly string[]
}

/** Longest line of a notice, in UTF-16 units. */
const MAX_LINE = 500

/** A notice of a denial that was decided, once the law that lets it be shared is named. */
export function denialNotice(
  state: LicensingCase,
  whole: ApplicationPackage,
  sharing: Sharing,
): Result<DenialNotice, LicensingRefusal> {
  const { decision } = state
  if (decision === null || decision.outcome !== 'denied') return notNow('only a denial that was decided is notified')
  const newest = state.supplements.at(-1)?.package ?? state.package
  if (packageHash(whole) !== newest) return notNow('this is not the package that was decided upon')
  const { act, provision } = sharing.legalBasis
  if (act.trim() === '' || provision.trim() === '')
    return incomplete('name the act and the provision under which it may be shared; without one it stays here')
  if (sharing.grounds.length === 0) return incomplete('name the grounds of the denial')
  if (sharing.reasons.trim() === '') return incomplete('say why, in words other authorities may read')
  const deniedOn = parseDay(decision.on)
  if (deniedOn === null) return incomplete('the day of the denial is not known')
  if (sharing.validUntil !== null) {
    const until = parseDay(sharing.validUntil)
    if (until === null || until < addDays(deniedOn, 1)) return incomplete('a denial is in force until a later day')
  }
  const { legalBasis, grounds, rightsAffected, reasons, validUntil, alsoNotifiedTo } = sharing
  return ok({
    deniedOn,
    validUntil,
    goods: whole.items.map((item) => ({
      description: shortened(item.description ?? item.model ?? 'not described'),
      entries: item.eccn === null ? [] : [item.eccn],
    })),
    destination: whole.destination,
    consignees: consigneesOf(whole, sharing.parties === 'named'),
    endUse: oneLine(linesOf(whole, '21').join(' ')) || 'not stated',
    grounds,
    rightsAffected,
    reasons,
    legalBasis,
    alsoNotifiedTo,
  })
}

function consigneesOf(whole: ApplicationPackage, isNamed: boolean): DenialNotice['consignees'] {
  const entries = (block: string, role: 'end-user' | 'consignee') =>
    partiesOf(whole, block).map(({ name }) => ({ name: isNamed ? shortened(name) : null, country: null, role }))
  const endUsers = entries('19', 'end-user')
  // Block 19 is blank where the ultimate consignee is the end user.
  return [...entries('18', endUsers.length === 0 ? 'end-user' : 'consignee'), ...endUsers]
}

function shortened(text: string): string {
  const line = oneLine(text)
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1).toWellFormed()}…`
}

/** As records of the forum have their words: one Unicode form, no control characters. */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
}

function notNow(sentence: string): Result<never, LicensingRefusal> {
  return err({ kind: 'licensing.not-now', sentence })
}

function incomplete(sentence: string): Result<never, LicensingRefusal> {
  return err({ kind: 'licensing.incomplete', sentence })
}
