/**
 * For whom a change matters, and how it was found: by what a case rests on (exact, no score), by item, destination and
 * end use, by parties met by name. A case that rests on what changed is never left out.
 */
import { buildIndex, screen } from '../match/index.ts'
import type { ChangeRecord, NodeChange } from './change.ts'
import { itemCode, relationOf } from './item-code.ts'
import { nodeKey, type PreparedTenant, type RelyingCase, type TenantCase } from './tenant.ts'

/** One reason why a change is for this firm. */
export type Reason =
  /** The case rests on what changed. `restsOn`: the version it read. */
  | {
      readonly kind: 'relies'
      readonly case: string
      readonly node: string
      readonly restsOn: string
    }
  | {
      readonly kind: 'item'
      readonly item: string
      readonly code: string
      readonly changed: string
      readonly relation: 'same' | 'broader' | 'narrower'
    }
  | { readonly kind: 'destination'; readonly country: string }
  | { readonly kind: 'end-use'; readonly endUse: string }
  | {
      readonly kind: 'party'
      readonly party: string
      readonly partyName: string
      readonly entry: string
      readonly entryName: string
      /** Millionths, as screening the party against the entry gives it. */
      readonly score: number
      readonly isMatch: boolean
    }

export const HOLD_GROUNDS = ['relies', 'party', 'item', 'destination', 'item-and-destination'] as const
export type HoldGround = (typeof HOLD_GROUNDS)[number]

export type TouchedCase = {
  readonly id: string
  readonly reference: string
  readonly isOpen: boolean
  readonly exportOn: TenantCase['exportOn']
  /** It rests on what changed, so its answer is no longer of today. */
  readonly isStale: boolean
  /** Why it is to be held; `null`: it need not, or is closed already. */
  readonly hold: HoldGround | null
}

/** One change that touches the firm. */
export type Relevance = {
  readonly change: ChangeRecord
  readonly reasons: readonly Reason[]
  readonly cases: readonly TouchedCase[]
}

/** In the order of the changes. Changes that touch nothing of the firm are left out. */
export function relevantChanges(prepared: PreparedTenant, changes: readonly ChangeRecord[]): readonly Relevance[] {
  const met = metParties(prepared, changes)
  return changes.flatMap((change) => {
    const found = reasonsFor(prepared, change, met.get(change) ?? [])
    return found.reasons.length === 0 ? [] : [{ change, reasons: found.reasons, cases: touchedCases(found, change) }]
  })
}

type Found = {
  readonly reasons: readonly Reason[]
  readonly relying: readonly TenantCase[]
  readonly byItem: readonly TenantCase[]
  readonly byDestination: readonly TenantCase[]
  readonly byEndUse: readonly TenantCase[]
  readonly byParty: readonly TenantCase[]
  /** Cases that read the very version the change led to: what it says was known when they were screened. */
  readonly knew: ReadonlySet<TenantCase>
}

function reasonsFor(prepared: PreparedTenant, change: ChangeRecord, parties: readonly PartyReason[]): Found {
  const relying = relyingCases(prepared, change)
  const items = itemReasons(prepared, change)
  const destinations = destinationReasons(prepared, change)
  const endUses = endUseReasons(prepared, change)
  const casesOf = (map: ReadonlyMap<string, readonly TenantCase[]>, keys: readonly string[]) => [
    ...new Set(keys.flatMap((key) => map.get(key) ?? [])),
  ]
  return {
    reasons: [
      ...relying.map(
        ({ case: one, reliance }): Reason => ({
          kind: 'relies',
          case: one.reference,
          node: nodeKey(reliance),
          restsOn: reliance.version,
        }),
      ),
      ...items,
      ...destinations,
      ...endUses,
      ...parties,
    ],
    relying: [...new Set(relying.map((one) => one.case))],
    byItem: casesOf(
      prepared.casesByItem,
      items.map((reason) => reason.item),
    ),
    byDestination: casesOf(
      prepared.casesByDestination,
      destinations.map((reason) => reason.country),
    ),
    byEndUse: prepared.tenant.cases.filter((one) => one.endUses.some((use) => isOfUse(change, use))),
    byParty: casesOf(
      prepared.casesByParty,
      parties.map((reason) => reason.party),
    ),
    knew: casesThatKnew(prepared, change),
  }
}

function casesThatKnew({ casesByNode }: PreparedTenant, { targets }: ChangeRecord): ReadonlySet<TenantCase> {
  return new Set(
    targets.flatMap((target) =>
      (casesByNode.get(nodeKey(target)) ?? []).flatMap(({ case: one, reliance }) =>
        target.after !== null && reliance.version === target.after ? [one] : [],
      ),
    ),
  )
}

// ------------------------------------------------------------------------------------------------------ reliance

/**
 * Cases that rest on a node that changed, on all that holds it, or on a part of it. Left out only when the case read the
 * very version the change led to.
 */
function relyingCases(prepared: PreparedTenant, { targets, within }: ChangeRecord): readonly RelyingCase[] {
  const found = new Map<string, RelyingCase>()
  const add = (key: string, after: NodeChange | undefined) => {
    for (const one of prepared.casesByNode.get(key) ?? []) {
      if (after !== undefined && after.before !== after.after && one.reliance.version === after.after) continue
      found.set(`${one.case.id} ${key}`, one)
    }
  }
  const known = new Map([...within, ...targets].map((node) => [nodeKey(node), node]))
  for (const target of targets) {
    const key = nodeKey(target)
    add(key, target)
    for (const whole of wholesOf(target.id)) add(`${target.kind} ${whole}`, known.get(`${target.kind} ${whole}`))
    for (const part of partsOf(prepared.nodes, key)) if (!known.has(part)) add(part, undefined)
  }
  for (const node of within) add(nodeKey(node), node)
  return [...found.values()]
}

/** What holds a node: `15 CFR 744.11(a)`, `15 CFR 744.11` and `15 CFR 744` hold `15 CFR 744.11(a)(1)`; `entries` holds `entries/5A001`. */
function wholesOf(id: string): readonly string[] {
  const wholes: string[] = []
  for (let rest = wholeOf(id); rest !== null; rest = wholeOf(rest)) wholes.push(rest)
  return wholes
}

function wholeOf(id: string): string | null {
  const paragraph = /^(.+?)\s*\([^()]+\)$/.exec(id)
  if (paragraph !== null && /^\d+ CFR /.test(id)) return paragraph[1] ?? null
  const section = /^(\d+ CFR \d+)\.\d+[a-z]?$/.exec(id)
  if (section !== null) return section[1] ?? null
  const slash = id.lastIndexOf('/')
  return slash <= 0 || /^\d+ CFR /.test(id) ? null : id.slice(0, slash)
}

/** Nodes that cases rest on and that lie below `key`. */
function partsOf(sorted: readonly string[], key: string): readonly string[] {
  const parts: string[] = []
  for (let i = firstAfter(sorted, key); i < sorted.length && sorted[i]?.startsWith(key); i++) {
    const node = sorted[i] ?? ''
    if (/^(\/|\s*\(|\.)/.test(node.slice(key.length))) parts.push(node)
  }
  return parts
}

function firstAfter(sorted: readonly string[], key: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') <= key) low = middle + 1
    else high = middle
  }
  return low
}

// --------------------------------------------------------------------------------------------------------- scope

function itemReasons(prepared: PreparedTenant, change: ChangeRecord): readonly Extract<Reason, { kind: 'item' }>[] {
  const changed = change.itemCodes.flatMap((code) => itemCode(code) ?? [])
  if (changed.length === 0) return []
  return prepared.tenant.items.flatMap(({ ref, eccn, paragraph }) => {
    const code = eccn === null ? null : itemCode(eccn, paragraph)
    if (code === null) return []
    const met = changed.flatMap((one) => {
      const relation = relationOf(one, code)
      return relation === null ? [] : [{ changed: one, relation }]
    })
    const [best] = met.sort((a, b) => CLOSENESS[a.relation] - CLOSENESS[b.relation])
    return best === undefined ? [] : [{ kind: 'item', item: ref, code, ...best }]
  })
}

const CLOSENESS = { same: 0, broader: 1, narrower: 2 } as const

function destinationReasons(
  prepared: PreparedTenant,
  change: ChangeRecord,
): readonly Extract<Reason, { kind: 'destination' }>[] {
  const sold = new Set<string>([...prepared.tenant.destinations, ...prepared.casesByDestination.keys()])
  return change.countries.filter((code) => sold.has(code)).map((country) => ({ kind: 'destination', country }))
}

function endUseReasons(
  prepared: PreparedTenant,
  change: ChangeRecord,
): readonly Extract<Reason, { kind: 'end-use' }>[] {
  if (change.endUses.length === 0 && change.rightsIssues.length === 0) return []
  const uses = new Set([...prepared.tenant.endUses, ...prepared.tenant.cases.flatMap((one) => one.endUses)])
  return [...uses]
    .filter((use) => isOfUse(change, use))
    .sort()
    .map((endUse) => ({ kind: 'end-use', endUse }))
}

/**
 * The words of the use stand together in what the change says of uses and rights, or what it says stands in the use: a
 * case may tell its end use in one word or in a page. One word of the change is no use yet.
 */
function isOfUse({ endUses, rightsIssues }: ChangeRecord, use: string): boolean {
  const words = plain(use)
  if (words.trim() === '') return false
  return [...endUses, ...rightsIssues].map(plain).some((text) => {
    const isPhrase = text.trim().includes(' ')
    return text.includes(words) || (isPhrase && words.includes(text))
  })
}

/** Lower case words with a space before, between and after. */
function plain(text: string): string {
  return ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `
}

// ------------------------------------------------------------------------------------------------------- parties

type PartyReason = Extract<Reason, { kind: 'party' }>

/**
 * The firm's parties screened against the changed entries alone, never against whole lists: the same search, with the
 * same scores, that screens a party of a transaction. Of a change that tells of an entry before and after, the better.
 */
function metParties(
  { tenant, queries }: PreparedTenant,
  changes: readonly ChangeRecord[],
): ReadonlyMap<ChangeRecord, readonly PartyReason[]> {
  const entries = changes.flatMap((change) => change.parties.map((entry) => ({ change, entry })))
  const met = new Map<ChangeRecord, Map<string, PartyReason>>()
  if (entries.length === 0) return new Map()
  const index = buildIndex(entries.map(({ entry }) => entry.form))
  for (const [at, party] of tenant.parties.entries()) {
    const query = queries[at] ?? null
    if (query === null) continue
    for (const { entry: place, score, isMatch, explanation } of screen(index, query)) {
      const found = entries[place]
      if (found === undefined) continue
      const { change, entry } = found
      const reasons = met.get(change) ?? new Map<string, PartyReason>()
      met.set(change, reasons)
      if ((reasons.get(party.ref)?.score ?? -1) >= score) continue
      reasons.set(party.ref, {
        kind: 'party',
        party: party.ref,
        partyName: explanation.queryName,
        entry: `${entry.list}/${entry.entryKey}`,
        entryName: explanation.entryName,
        score,
        isMatch,
      })
    }
  }
  return new Map([...met].map(([change, reasons]) => [change, [...reasons.values()].sort(byScore)]))
}

function byScore(a: PartyReason, b: PartyReason): number {
  return b.score - a.score || (a.party < b.party ? -1 : 1)
}

// --------------------------------------------------------------------------------------------------------- cases

function touchedCases(found: Found, change: ChangeRecord): readonly TouchedCase[] {
  const { relying, byItem, byDestination, byEndUse, byParty } = found
  const touched = [
    ...new Set([...relying, ...byParty, ...scoped(found, change), ...(isNotice(change) ? byEndUse : [])]),
  ]
  return touched
    .map((one) => ({
      id: one.id,
      reference: one.reference,
      isOpen: one.isOpen,
      exportOn: one.exportOn,
      isStale: relying.includes(one),
      hold: one.isOpen
        ? groundFor(change, one, {
            relies: relying.includes(one),
            party: byParty.includes(one) && !found.knew.has(one),
            item: byItem.includes(one),
            destination: byDestination.includes(one),
          })
        : null,
    }))
    .sort((a, b) => (a.exportOn < b.exportOn ? -1 : a.exportOn > b.exportOn ? 1 : a.id < b.id ? -1 : 1))
}

/** Where a change names both items and countries, a case is touched by both together; else by the one it names. */
function scoped({ byItem, byDestination }: Found, change: ChangeRecord): readonly TenantCase[] {
  if (change.itemCodes.length === 0) return byDestination
  if (change.countries.length === 0) return byItem
  return byItem.filter((one) => byDestination.includes(one))
}

type Met = { readonly relies: boolean; readonly party: boolean; readonly item: boolean; readonly destination: boolean }

function groundFor(change: ChangeRecord, one: TenantCase, met: Met): HoldGround | null {
  if (met.relies) return 'relies'
  // An entry that left forbids nothing; what rested on it is stale and held for that.
  if (met.party && change.kind !== 'list-remove' && change.status !== 'withdrawn') return 'party'
  if (met.item && met.destination && isBinding(change, one, ['text', 'guidance', 'enforcement'])) {
    return 'item-and-destination'
  }
  if (!isBinding(change, one, ['text', 'import-rule'])) return null
  if (met.item && change.countries.length === 0) return 'item'
  return met.destination && change.itemCodes.length === 0 ? 'destination' : null
}

/** The law is read for the planned export day: what comes into force later does not reach it, and what is proposed binds nobody. */
function isBinding(change: ChangeRecord, one: TenantCase, kinds: readonly ChangeRecord['kind'][]): boolean {
  if (!kinds.includes(change.kind)) return false
  if (change.status === 'proposed' || change.status === 'withdrawn') return false
  return change.effectiveOn === null || change.effectiveOn <= one.exportOn
}

function isNotice(change: ChangeRecord): boolean {
  return change.kind === 'guidance' || change.kind === 'enforcement' || change.kind === 'policy'
}
