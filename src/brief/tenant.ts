/** What a firm is due to be told about: its parties and owners, items, destinations, end uses, and cases with what they rest on. */
import type { Owner, Transaction } from '../assessment/index.ts'
import { type CountryCode, canonical, type Day, day } from '../base/index.ts'
import type { CaseParty, CaseState, Reliance } from '../case/index.ts'
import type { Query, Schema } from '../match/index.ts'

/** A party, or an owner of one. */
export type TenantParty = {
  /** The firm's own code; the only thing about the party that e-mail and feeds may carry is how many there are. */
  readonly ref: string
  /** First: the main name. */
  readonly names: readonly string[]
  readonly schema: Schema | null
  readonly countries: readonly string[]
  readonly addresses: readonly string[]
  readonly birthDates: readonly string[]
  readonly identifiers: readonly string[]
  /** `ref` of what it owns, in whole or part; empty: a party itself. */
  readonly owns: readonly string[]
}

export type TenantItem = {
  readonly ref: string
  readonly name: string
  /** `null`: not classified. */
  readonly eccn: string | null
  readonly paragraph: string | null
}

export type TenantCase = {
  readonly id: string
  readonly reference: string
  /** Not released, refrained from or decided: a hold can still be placed. */
  readonly isOpen: boolean
  readonly exportOn: Day
  readonly destination: CountryCode | null
  readonly parties: readonly string[]
  readonly items: readonly string[]
  readonly endUses: readonly string[]
  readonly relies: readonly Reliance[]
}

export type Tenant = {
  readonly id: string
  readonly name: string
  readonly parties: readonly TenantParty[]
  readonly items: readonly TenantItem[]
  /** Where it sells, beside the destinations of its cases. */
  readonly destinations: readonly CountryCode[]
  /** Uses its items are sold for, beside those of its cases. */
  readonly endUses: readonly string[]
  readonly cases: readonly TenantCase[]
}

/** A case as its ledger says it, with what the ledger does not hold. */
export type KnownCase = {
  readonly id: string
  readonly caseState: CaseState
  readonly destination: CountryCode | null
  /** What the case was assessed from, where that is kept: it says more of the parties, and who owns them. */
  readonly transaction?: Pick<Transaction, 'parties' | 'endUse'> | null
}

/** The tenant that a firm's cases make: each party, owner and item once, however many cases it is in. */
export function tenantOf(id: string, name: string, known: readonly KnownCase[]): Tenant {
  const parties = new Map<string, TenantParty>()
  const items = new Map<string, TenantItem>()
  /** The same party is met again by everything but the name it has in a case. */
  const meet = (party: TenantParty): string => {
    const { ref: _, owns, ...is } = party
    const key = canonical(is)
    const met = parties.get(key)
    parties.set(key, met === undefined ? party : { ...met, owns: [...new Set([...met.owns, ...owns])] })
    return met?.ref ?? party.ref
  }
  const cases = known.map(({ id: caseId, caseState, destination, transaction = null }): TenantCase => {
    const refOf = (ref: string) => `${caseState.reference}/${ref}`
    const ofParties =
      transaction === null
        ? caseState.parties.map((party) => meet(partyOf(refOf(party.ref), party)))
        : transaction.parties.map((party, i) => {
            const ref = meet(fullParty(refOf(party.ref ?? `p${i + 1}`), party))
            meetOwners(ref, party.owners ?? [], meet)
            return ref
          })
    const ofItems = caseState.items.map((item) => {
      const key = canonical([item.name, item.eccn, item.paragraph])
      const made = items.get(key) ?? { ...item, ref: refOf(item.ref) }
      items.set(key, made)
      return made.ref
    })
    const use = transaction?.endUse?.text?.trim() ?? ''
    return {
      id: caseId,
      reference: caseState.reference,
      isOpen: caseState.closed === null,
      exportOn: day(caseState.exportOn),
      destination,
      parties: [...new Set(ofParties)],
      items: [...new Set(ofItems)],
      endUses: use === '' ? [] : [use],
      relies: caseState.relies,
    }
  })
  return { id, name, parties: [...parties.values()], items: [...items.values()], destinations: [], endUses: [], cases }
}

function partyOf(ref: string, { names, country }: CaseParty): TenantParty {
  return { ...UNKNOWN_BESIDE, ref, names, countries: country === null ? [] : [country] }
}

const UNKNOWN_BESIDE = {
  schema: null,
  countries: [],
  addresses: [],
  birthDates: [],
  identifiers: [],
  owns: [],
} as const

type GivenParty = Transaction['parties'][number]

function fullParty(ref: string, party: GivenParty): TenantParty {
  return {
    ref,
    names: [...new Set([party.name, ...(party.otherNames ?? []), ...(party.unit === undefined ? [] : [party.unit])])],
    schema: party.schema ?? null,
    countries: party.country === undefined ? [] : [party.country],
    addresses: party.addresses ?? [],
    birthDates: party.birthDates ?? [],
    identifiers: party.identifiers ?? [],
    owns: [],
  }
}

function meetOwners(ref: string, owners: readonly Owner[], meet: (party: TenantParty) => string): void {
  for (const [i, { name, country, owners: above = [] }] of owners.entries()) {
    const countries = country === undefined ? [] : [country]
    const owner = meet({ ...UNKNOWN_BESIDE, ref: `${ref} > o${i + 1}`, names: [name], countries, owns: [ref] })
    meetOwners(owner, above, meet)
  }
}

/** A tenant made ready to be asked about many changes. */
export type PreparedTenant = {
  readonly tenant: Tenant
  /** What each party is screened by, in the order of the tenant's parties; `null`: it has no name. */
  readonly queries: readonly (Query | null)[]
  /** Reliance by node, `table entries/5A001`, sorted by node for what lies below one. */
  readonly nodes: readonly string[]
  readonly casesByNode: ReadonlyMap<string, readonly RelyingCase[]>
  readonly casesByParty: ReadonlyMap<string, readonly TenantCase[]>
  readonly casesByItem: ReadonlyMap<string, readonly TenantCase[]>
  readonly casesByDestination: ReadonlyMap<string, readonly TenantCase[]>
}

export type RelyingCase = { readonly case: TenantCase; readonly reliance: Reliance }

export function prepareTenant(tenant: Tenant): PreparedTenant {
  const casesByNode = new Map<string, RelyingCase[]>()
  for (const one of tenant.cases)
    for (const reliance of one.relies) push(casesByNode, nodeKey(reliance), { case: one, reliance })
  return {
    tenant,
    queries: tenant.parties.map(queryOf),
    nodes: [...casesByNode.keys()].sort(),
    casesByNode,
    casesByParty: casesByParty(tenant),
    casesByItem: grouped(tenant.cases, (one) => one.items),
    casesByDestination: grouped(tenant.cases, (one) => (one.destination === null ? [] : [one.destination])),
  }
}

/** `list-entry us-sdn/123`. */
export function nodeKey(node: Pick<Reliance, 'kind' | 'id'>): string {
  return `${node.kind} ${node.id}`
}

function queryOf(party: TenantParty): Query | null {
  const [name, ...otherNames] = party.names
  if (name === undefined) return null
  const { schema, countries, addresses, birthDates, identifiers } = party
  return {
    name,
    otherNames,
    countries,
    addresses,
    birthDates,
    identifiers,
    ...(schema === null ? {} : { schema }),
  }
}

/** An owner touches every case of what it owns, through any number of owners between. */
function casesByParty(tenant: Tenant): ReadonlyMap<string, readonly TenantCase[]> {
  const own = grouped(tenant.cases, (one) => one.parties)
  const owns = new Map(tenant.parties.map((party) => [party.ref, party.owns]))
  return new Map(
    tenant.parties.map(({ ref }) => {
      const reached = new Set([ref])
      for (const one of reached) for (const owned of owns.get(one) ?? []) reached.add(owned)
      return [ref, [...new Set([...reached].flatMap((one) => own.get(one) ?? []))]]
    }),
  )
}

function grouped(
  cases: readonly TenantCase[],
  keysOf: (one: TenantCase) => readonly string[],
): ReadonlyMap<string, readonly TenantCase[]> {
  const groups = new Map<string, TenantCase[]>()
  for (const one of cases) for (const key of new Set(keysOf(one))) push(groups, key, one)
  return groups
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}
