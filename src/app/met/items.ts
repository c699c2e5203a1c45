/** Every item that was met: how it was classified and by whom, where it went or was to go, and how such cases ended. */
import type { CaseState } from '../../case/index.ts'
import type { KnownCase } from '../cases-book.ts'
import type { Assessed, AssessedItem } from './assessed.ts'
import { nameKey, searchKey, shortId } from './name-key.ts'

export type ClassificationMet = {
  /** `null`: nobody classified it. */
  readonly eccn: string | null
  readonly paragraph: string | null
  readonly classifiedBy: string | null
  /** Assessments that rest on it, and the instant of the newest. */
  readonly assessments: number
  readonly lastAt: string
}

/** One order of it. `case` `null`: assessed, and no case was opened on it. */
export type OrderMet = {
  readonly case: string | null
  readonly assessment: string
  readonly reference: string
  readonly destination: string
  readonly endUser: string | null
  readonly exportOn: string
  /** `null`: not said. */
  readonly quantity: string | null
  readonly unit: string | null
  readonly valueUsd: string | null
  readonly law: AssessedItem['outcome']
  readonly closed: CaseState['closed']
  /** Days on which something of the case was shipped. */
  readonly shippedOn: readonly string[]
  readonly at: string
}

/** How a case with it, or with another item of the same entry, ended or was decided. */
export type Precedent = {
  readonly case: string
  readonly reference: string
  readonly itemName: string
  /** `false`: another item, of the same entry. */
  readonly isSameItem: boolean
  readonly destination: string | null
  readonly outcome:
    | 'released'
    | 'refrained'
    | 'granted'
    | 'granted-with-conditions'
    | 'denied'
    | 'returned-without-action'
  /** Who decided: a person of the firm, or the authority. */
  readonly by: string
  readonly reason: string
  /** Instant, UTC. */
  readonly at: string
}

export type ItemMet = {
  readonly key: string
  readonly name: string
  readonly part: string | null
  readonly descriptions: readonly string[]
  /** Newest first; more than one: people do not agree, or the text changed. */
  readonly classifications: readonly ClassificationMet[]
  /** Newest first. */
  readonly orders: readonly OrderMet[]
  /** All of it, newest first; of other items of its entry the newest fifty. */
  readonly precedents: readonly Precedent[]
  /** How many of other items are left out. */
  readonly precedentsLeftOut: number
}

/** Of other items: more than a person compares. */
const MOST_OF_KIN = 50

type Met = { readonly item: AssessedItem; readonly assessed: Assessed; readonly known: KnownCase | null }

export function itemsMet(cases: readonly KnownCase[], assessments: readonly Assessed[]): readonly ItemMet[] {
  const caseOfAssessment = new Map<string, KnownCase>()
  for (const known of cases)
    for (const { event } of known.timeline)
      if (event.kind === 'case.opened' || event.kind === 'case.reassessed')
        caseOfAssessment.set(event.assessment.id, known)
  const groups = new Map<string, Met[]>()
  const byEntry = new Map<string, Met[]>()
  for (const assessed of assessments.toSorted((a, b) => compare(b.askedAt, a.askedAt))) {
    for (const item of assessed.items) {
      const met = { item, assessed, known: caseOfAssessment.get(assessed.id) ?? null }
      put(groups, keyOf(item), met)
      if (item.eccn !== null && item.eccn !== 'EAR99') put(byEntry, item.eccn, met)
    }
  }
  const ended = new Map<string, readonly Ended[]>()
  const endedOf = (eccn: string): readonly Ended[] => {
    const known = ended.get(eccn) ?? endedIn(byEntry.get(eccn) ?? [])
    ended.set(eccn, known)
    return known
  }
  return [...groups].map(([key, group]) => {
    const entries = new Set(group.flatMap(({ item }) => (item.eccn === null ? [] : [item.eccn])))
    const kin = [...entries].flatMap((eccn) => endedOf(eccn)).filter((one) => one.key !== key)
    const part = group.find(({ item }) => item.part !== null)?.item.part ?? null
    const descriptions = [...new Set(group.flatMap(({ item }) => item.description ?? []))]
    return {
      key,
      name: part ?? descriptions[0] ?? group[0]?.item.eccn ?? 'item without a name',
      part,
      descriptions,
      classifications: classificationsOf(group),
      orders: ordersOf(group),
      precedents: [...precedentsOf(group, true), ...kin.slice(0, MOST_OF_KIN).map(({ precedent }) => precedent)],
      precedentsLeftOut: Math.max(0, kin.length - MOST_OF_KIN),
    }
  })
}

/** Those whose part number, description or entry holds what was typed; nothing typed: all. */
export function itemsNamed(items: readonly ItemMet[], typed: string): readonly ItemMet[] {
  const wanted = searchKey(typed)
  if (wanted === '') return typed.trim() === '' ? items : []
  return items.filter(({ name, descriptions, classifications }) =>
    [name, ...descriptions, ...classifications.map(({ eccn }) => eccn ?? '')].some((text) =>
      searchKey(text).includes(wanted),
    ),
  )
}

/** By its part number; without one, by its words. */
function keyOf({ part, description, eccn, ref }: AssessedItem): string {
  return part === null
    ? shortId('item-words', nameKey(description ?? eccn ?? ref))
    : shortId('item-part', nameKey(part))
}

function classificationsOf(newestFirst: readonly Met[]): readonly ClassificationMet[] {
  const found = new Map<string, ClassificationMet>()
  for (const { item, assessed } of newestFirst) {
    const { eccn, paragraph, classifiedBy } = item
    const key = JSON.stringify([eccn, paragraph, classifiedBy])
    const before = found.get(key)
    found.set(key, {
      eccn,
      paragraph,
      classifiedBy,
      assessments: (before?.assessments ?? 0) + 1,
      lastAt: before?.lastAt ?? assessed.askedAt,
    })
  }
  return [...found.values()]
}

/** A case once, as its newest assessment has it. */
function ordersOf(newestFirst: readonly Met[]): readonly OrderMet[] {
  const orders = new Map<string, OrderMet>()
  for (const { item, assessed, known } of newestFirst) {
    const key = `${known?.id ?? assessed.id} ${item.ref}`
    if (orders.has(key)) continue
    const endUser = assessed.parties.find(({ roles }) => roles.includes('end-user'))
    orders.set(key, {
      case: known?.id ?? null,
      assessment: assessed.id,
      reference: known?.state.reference ?? assessed.reference ?? assessed.id,
      destination: assessed.destination,
      endUser: endUser?.name ?? null,
      exportOn: known?.state.exportOn ?? assessed.on,
      quantity: item.quantity,
      unit: item.unit,
      valueUsd: item.valueUsd,
      law: item.outcome,
      closed: known?.state.closed ?? null,
      shippedOn: known?.state.shipments.map(({ on }) => on) ?? [],
      at: assessed.askedAt,
    })
  }
  return [...orders.values()]
}

type Ended = { readonly key: string; readonly precedent: Precedent }

/** Told once for an entry, whatever number of its items ask for it. */
function endedIn(met: readonly Met[]): readonly Ended[] {
  const byItem = new Map<string, Met[]>()
  for (const one of met) put(byItem, keyOf(one.item), one)
  return [...byItem]
    .flatMap(([key, own]) => precedentsOf(own, false).map((precedent) => ({ key, precedent })))
    .toSorted((a, b) => compare(b.precedent.at, a.precedent.at))
}

function precedentsOf(met: readonly Met[], isSameItem: boolean): readonly Precedent[] {
  const seen = new Set<string>()
  return met.flatMap(({ item, assessed, known }) => {
    if (known === null || seen.has(known.id)) return []
    seen.add(known.id)
    const about = {
      case: known.id,
      reference: known.state.reference,
      itemName: item.part ?? item.description ?? item.eccn ?? item.ref,
      isSameItem,
      destination: assessed.destination,
    }
    return known.timeline
      .flatMap(({ event, actor, at }): readonly Precedent[] => {
        switch (event.kind) {
          case 'case.released':
            return [
              { ...about, outcome: 'released', by: `${actor.name} and ${event.second.name}`, reason: event.basis, at },
            ]
          case 'case.refrained':
            return [{ ...about, outcome: 'refrained', by: actor.name, reason: event.reason, at }]
          case 'application.decided': {
            const { outcome, authority, reference, conditions } = event.decision
            return [{ ...about, outcome, by: `${authority}, ${reference}`, reason: conditions.join(' '), at }]
          }
          default:
            return []
        }
      })
      .toReversed()
  })
}

function put(into: Map<string, Met[]>, key: string, met: Met): void {
  const known = into.get(key)
  if (known === undefined) into.set(key, [met])
  else known.push(met)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
