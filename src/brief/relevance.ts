/**
 * For whom a change matters, and how it was found: by what a case rests on (exact, no score), by item, destination and
 * end use, by parties met by name. A case that rests on what changed is never left out.
 */
import { ALGORITHM, compare, type Query, screen } from '../match/index.ts'
import type { ChangedEntry, ChangeRecord, NodeChange } from './change.ts'
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

/**
 * Names are gathered from the other side than they are scored from, so that the gathering reaches a little further down
 * than what is shown.
 */
const GATHER_FLOOR = ALGORITHM.floor - 100_000

/** In the order of the changes. Changes that touch nothing of the firm are left out; `countsOf` says how many were read. */
export function relevantChanges(prepared: PreparedTenant, changes: readonly ChangeRecord[]): readonly Relevance[] {
  return changes.flatMap((change) => {
    const found = reasonsFor(prepared, change)
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
}

function reasonsFor(prepared: PreparedTenant, change: ChangeRecord): Found {
  const relying = relyingCases(prepared, change)
  const items = itemReasons(prepared, change)
  const destinations = destinationReasons(prepared, change)
  const endUses = endUseReasons(prepared, change)
  const parties = partyReasons(prepared, change)
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
  }
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

/** The words of the use stand together in what the change says of uses and rights. */
function isOfUse({ endUses, rightsIssues }: ChangeRecord, use: string): boolean {
  const words = plain(use)
  return words.trim() !== '' && [...endUses, ...rightsIssues].some((text) => plain(text).includes(words))
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

/** Changed entries against the firm's parties, never the whole list against them. */
function partyReasons(prepared: PreparedTenant, change: ChangeRecord): readonly Extract<Reason, { kind: 'party' }>[] {
  const best = new Map<string, Extract<Reason, { kind: 'party' }>>()
  for (const entry of change.parties)
    for (const query of queriesOf(entry))
      for (const { entry: at } of screen(prepared.index, query, { floor: GATHER_FLOOR })) {
        const reason = partyReason(prepared, at, entry)
        if (reason === null) continue
        const known = best.get(reason.party)
        if (known === undefined || known.score < reason.score) best.set(reason.party, reason)
      }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.party < b.party ? -1 : 1))
}

/** The score is the one that screening the party against the entry gives. `null`: below what a reviewer is shown. */
function partyReason(
  { tenant, forms }: PreparedTenant,
  at: number,
  entry: ChangedEntry,
): Extract<Reason, { kind: 'party' }> | null {
  const [party, form] = [tenant.parties[at], forms[at]]
  const query = form === undefined ? null : (queriesOf({ form })[0] ?? null)
  if (party === undefined || query === null) return null
  const match = compare(party.schema === null ? withoutSchema(query) : query, entry.form)
  if (match.score < ALGORITHM.floor) return null
  return {
    kind: 'party',
    party: party.ref,
    partyName: party.names[0] ?? party.ref,
    entry: `${entry.list}/${entry.entryKey}`,
    entryName: match.explanation.entryName,
    score: match.score,
    isMatch: match.isMatch,
  }
}

function queriesOf({ form }: Pick<ChangedEntry, 'form'>): readonly Query[] {
  const [name, ...otherNames] = form.names.map(({ text }) => text)
  if (name === undefined) return []
  const { schema, countries, addresses = [], birthDates = [], identifiers = [] } = form
  return [{ name, otherNames, schema, countries, addresses, birthDates, identifiers }]
}

function withoutSchema({ schema: _, ...query }: Query): Query {
  return query
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
            party: byParty.includes(one),
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
