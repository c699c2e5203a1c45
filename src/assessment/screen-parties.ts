import { type CountryCode, type Day, given } from '../base/index.ts'
import type { Listing, OwnerFacts, PartyFacts } from '../law/index.ts'
import { ALGORITHM, type Match, type Query, screen, unreadIn } from '../match/index.ts'
import type { Hit, OwnerAnswer, PartyAnswer, Screening } from './assessment.ts'
import type { ScreeningSnapshot } from './snapshot.ts'
import {
  boundTo,
  type Subject,
  type Suppression,
  type SuppressionUse,
  subjectOf,
  subjectOfOwner,
  suppressionOf,
} from './suppression.ts'
import type { Owner, Transaction } from './transaction.ts'

/** Name score from which a hit in the same country is read as the listed party until a person says otherwise, millionths. */
export const PRESUMED_SCORE = 950_000

/** Territories that lists and people write either way. */
const SAME_FOR_SCREENING: Readonly<Record<string, string>> = {
  HK: 'CN',
  MO: 'CN',
  'UA-43': 'UA',
  'UA-14': 'UA',
  'UA-09': 'UA',
}

type Party = Transaction['parties'][number]
type Decision = NonNullable<Party['hitDecisions']>[number]

/** A screened party, twice: as the answer shows it and as the law reads it. */
export type ScreenedParty = { readonly answer: PartyAnswer; readonly facts: PartyFacts }

/** Suppressions as they stood, oldest first, and the last day on which they must hold. */
export type Silencing = { readonly suppressions: readonly Suppression[]; readonly on: Day }

/**
 * Screens one party and its owners, under every name form, against every list of the snapshot.
 * @param silencing default: every match speaks
 */
export function screenParty(
  party: Party,
  ref: string,
  snapshot: ScreeningSnapshot,
  unread: readonly string[],
  silencing: Silencing | null = null,
): ScreenedParty {
  const nameForms = distinct([
    party.name,
    ...(party.otherNames ?? []),
    ...(party.unit === undefined ? [] : [party.unit]),
  ])
  const subject = subjectOf(party)
  const against: Against = { decisions: party.hitDecisions ?? [], snapshot, unread, silencing }
  const hits = findHits(
    nameForms,
    { ...given('schema', party.schema), ...queryOf(party) },
    party.country,
    subject,
    against,
  )
  const owners = screenOwners(party.owners ?? [], [], subject, against)
  return {
    answer: {
      ref,
      name: party.name,
      roles: party.roles,
      country: party.country ?? null,
      screening: screeningOf(nameForms, hits, unread),
      hits,
      owners: owners.flatMap((owner) => owner.answers),
    },
    facts: {
      ref,
      name: party.name,
      roles: party.roles,
      ...given('country', party.country),
      ...given('endUserType', party.endUserType),
      ...given('isMilitaryEndUser', party.isMilitaryEndUser),
      ...given('takesPossession', party.takesPossession),
      listings: hits.flatMap(listingOf),
      ...(party.owners === undefined && party.ownersAsked !== true
        ? {}
        : { owners: owners.map((owner) => owner.facts) }),
      isScreened: snapshot.parties.length > 0,
    },
  }
}

type Against = {
  readonly decisions: readonly Decision[]
  readonly snapshot: ScreeningSnapshot
  readonly unread: readonly string[]
  readonly silencing: Silencing | null
}

function screenOwners(
  owners: readonly Owner[],
  above: readonly string[],
  owned: Subject,
  against: Against,
): readonly { readonly answers: readonly OwnerAnswer[]; readonly facts: OwnerFacts }[] {
  return owners.map((owner) => {
    const path = [...above, owner.name]
    const country = owner.country as CountryCode | undefined
    const subject = subjectOfOwner(owner, owned)
    const hits = findHits([owner.name], country ? { countries: [country] } : {}, country, subject, against)
    const further = screenOwners(owner.owners ?? [], path, subject, against)
    const answer: OwnerAnswer = {
      path: path.join(' > '),
      name: owner.name,
      percent: owner.percent ?? null,
      screening: screeningOf([owner.name], hits, against.unread),
      hits,
    }
    return {
      answers: [answer, ...further.flatMap((one) => one.answers)],
      facts: {
        name: owner.name,
        ...given('percent', owner.percent),
        ...given('percentAtLeast', owner.percentAtLeast),
        ...given('percentAtMost', owner.percentAtMost),
        listings: hits.flatMap(listingOf),
        ...(owner.owners === undefined ? {} : { owners: further.map((one) => one.facts) }),
      },
    }
  })
}

function queryOf(party: Party): Partial<Query> {
  return {
    ...(party.country === undefined ? {} : { countries: [party.country] }),
    ...(party.addresses === undefined ? {} : { addresses: party.addresses }),
    ...(party.birthDates === undefined ? {} : { birthDates: party.birthDates }),
    ...(party.identifiers === undefined ? {} : { identifiers: party.identifiers }),
  }
}

/** Best match of each entry over all name forms, best first. */
function findHits(
  nameForms: readonly string[],
  rest: Partial<Query>,
  country: CountryCode | undefined,
  subject: Subject,
  against: Against,
): readonly Hit[] {
  const best = new Map<number, Match>()
  for (const name of nameForms) {
    for (const match of screen(against.snapshot.index, { ...rest, name })) {
      const before = best.get(match.entry)
      if (match.isMatch && (before === undefined || before.score < match.score)) best.set(match.entry, match)
    }
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score || a.entry - b.entry)
    .map((match) => hitOf(match, country, subject, against))
}

function hitOf(
  match: Match,
  country: CountryCode | undefined,
  subject: Subject,
  { decisions, snapshot, silencing }: Against,
): Hit {
  const party = snapshot.parties[match.entry]
  const source = snapshot.sourceOf[match.entry]
  if (!party || !source) throw new Error('the index names an entry the snapshot does not hold')
  const decision = decisions.find(
    (one) =>
      one.list === party.list &&
      one.entryKey === party.entryKey &&
      (one.entryVersion === undefined || one.entryVersion === party.entryVersion),
  )
  // What a person decided of this very transaction goes before what was decided for any.
  const suppression =
    silencing === null || decision
      ? null
      : suppressionOf(silencing.suppressions, boundTo(subject, party, ALGORITHM.name), silencing.on)
  return {
    list: party.list,
    source,
    entryKey: party.entryKey,
    entryVersion: party.entryVersion,
    schema: party.schema,
    name: party.properties.name?.[0] ?? match.explanation.entryName,
    properties: party.properties,
    programmes: party.listing.programmes,
    federalRegister: party.listing.federalRegister,
    licenceRequirement: party.listing.licenceRequirement,
    licencePolicy: party.listing.licencePolicy,
    startOn: party.listing.startOn,
    endOn: party.listing.endOn,
    grounds: party.grounds,
    score: match.score,
    explanation: match.explanation,
    identity: decision
      ? decidedIdentity(decision)
      : isSilenced(suppression)
        ? 'false-match'
        : presumedIdentity(match, country, party.properties.country ?? []),
    ...(decision ? { decidedBy: { by: decision.by, reason: decision.reason } } : {}),
    ...(suppression === null ? {} : { suppression }),
  }
}

function isSilenced(suppression: SuppressionUse | null): boolean {
  return suppression !== null && suppression.lapsed.length === 0
}

function decidedIdentity(decision: Decision): Hit['identity'] {
  return decision.decision === 'true-match' ? 'confirmed' : 'false-match'
}

/** A weak alias, another country or an unknown one never presumes: a person settles it. */
function presumedIdentity(
  match: Match,
  country: CountryCode | undefined,
  entryCountries: readonly string[],
): Hit['identity'] {
  const { explanation } = match
  const isWeak = explanation.qualifiers.some((qualifier) => qualifier.kind === 'weak-alias')
  const isContradicted = explanation.qualifiers.some(
    (qualifier) => qualifier.effect === 'contradicts' && qualifier.kind !== 'country',
  )
  const isIdentified = explanation.qualifiers.some(
    (qualifier) => qualifier.kind === 'identifier' && qualifier.effect === 'confirms',
  )
  if (isIdentified && !isContradicted) return 'presumed'
  const isHome =
    country !== undefined &&
    (entryCountries.length === 0 || entryCountries.some((code) => home(code) === home(country)))
  return isHome && !isWeak && !isContradicted && explanation.nameScore >= PRESUMED_SCORE ? 'presumed' : 'possible'
}

function home(code: string): string {
  return SAME_FOR_SCREENING[code] ?? code
}

function listingOf(hit: Hit): readonly Listing[] {
  if (hit.identity === 'false-match') return []
  return [
    {
      list: hit.list,
      entryKey: hit.entryKey,
      name: hit.name,
      identity: hit.identity,
      programmes: hit.programmes,
      licenceRequirement: hit.licenceRequirement,
      licencePolicy: hit.licencePolicy,
      federalRegister: hit.federalRegister,
      startOn: hit.startOn,
      endOn: hit.endOn,
      isAddressOnly: hit.schema === 'Address',
      countries: hit.properties.country ?? [],
    },
  ]
}

function screeningOf(nameForms: readonly string[], hits: readonly Hit[], unread: readonly string[]): Screening {
  if (hits.length > 0) {
    const open = hits.filter((hit) => hit.identity === 'possible').length
    const silenced = hits.filter((hit) => isSilenced(hit.suppression ?? null)).length
    const because = [
      `${count(hits.length, 'listed entry', 'listed entries')} matched`,
      ...(open > 0 ? [`${open} to be settled by a person`] : []),
      ...(silenced > 0 ? [`${silenced} silenced as a false match by two people`] : []),
    ].join(', ')
    return { nameForms, state: 'hits', because: unread.length > 0 ? `${because}; not every list was read` : because }
  }
  const notRead = nameForms.flatMap((name) => {
    const what = unreadIn(name)
    return what === null ? [] : [what]
  })
  // A name that cannot be read was compared with nothing.
  if (notRead.length > 0)
    return {
      nameForms,
      state: 'notPerformed',
      because: notRead.includes('all')
        ? 'no hit, but a name holds no letter and no digit that can be compared'
        : 'no hit, but a name is too long to be compared to its end; give each name by itself',
    }
  return unread.length > 0
    ? {
        nameForms,
        state: 'notPerformed',
        because: `no hit, but missing or too old to count as read: ${unread.join(', ')}`,
      }
    : { nameForms, state: 'clear', because: 'no entry of any required list matched any name form' }
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
