/**
 * What is left of the licences of a case: what each grants, what shipments took, what remains. What nobody said is unknown,
 * and from what is unknown nothing is taken. Shipping tolerances, 15 CFR 750.11, are not reckoned with: only what the letter
 * grants may go.
 */
import { amountInWords, millionths } from '../base/index.ts'
import { isFreeOfLicence, isGranted } from './blocks.ts'
import type { CaseEvent, Draw, LicenceLine } from './event.ts'
import type { CaseState, Licence } from './state.ts'

/** One measure of one line. Decimals. */
export type Measure = {
  /** `null`: the letter names none, or nobody recorded what it grants. */
  readonly granted: string | null
  /** What is known to be taken. */
  readonly drawn: string
  /** `false`: a shipment went of which nobody said, in this unit, how much it took. */
  readonly isDrawnWhole: boolean
  /** `null`: not known. Below zero: more went than is granted. */
  readonly remaining: string | null
}

export type BalanceLine = {
  readonly item: string
  readonly unit: string | null
  readonly quantity: Measure
  readonly valueUsd: Measure
}

/** One licence that was granted, recorded or drawn on. */
export type LicenceBalance = {
  readonly licence: string
  /** `null`: nobody recorded what its letter grants, so nothing of it is known. */
  readonly recorded: Licence | null
  readonly lines: readonly BalanceLine[]
  /** Those that drew on it. */
  readonly shipments: readonly string[]
}

/** Every licence of the case: recorded first, then granted or drawn on without a record. */
export function licenceBalances(state: CaseState): readonly LicenceBalance[] {
  const named = [
    ...(isGranted(state) && state.application.decision !== null ? [state.application.decision.reference] : []),
    ...state.shipments.flatMap(({ licence }) => (licence === null ? [] : [licence])),
  ]
  const numbers = new Set([...state.licences.map(({ licence }) => licence), ...named])
  return [...numbers].map((licence) => balanceOf(state, licence))
}

function balanceOf(state: CaseState, licence: string): LicenceBalance {
  const recorded = state.licences.find((one) => one.licence === licence) ?? null
  const shipments = state.shipments.filter((one) => one.licence === licence)
  return {
    licence,
    recorded,
    lines: (recorded?.lines ?? []).map((line) => {
      const quantities = drawsOf(shipments, line, ({ unit, quantity }) => (unit === line.unit ? quantity : null))
      const values = drawsOf(shipments, line, ({ valueUsd }) => valueUsd)
      return {
        item: line.item,
        unit: line.unit,
        quantity: measured(line.quantity, quantities),
        valueUsd: measured(line.valueUsd, values),
      }
    }),
    shipments: shipments.map(({ shipment }) => shipment),
  }
}

/** What each shipment took of a line; `null`: nobody said. A shipment that says what it took of others took nothing of it. */
function drawsOf(
  shipments: CaseState['shipments'],
  { item }: LicenceLine,
  amountOf: (draw: Draw) => string | null,
): readonly (bigint | null)[] {
  return shipments.flatMap(({ drawn }): readonly (bigint | null)[] =>
    drawn.length === 0
      ? [null]
      : drawn.filter((draw) => draw.item === item).map((draw) => millionths(amountOf(draw) ?? '')),
  )
}

function measured(granted: string | null, draws: readonly (bigint | null)[]): Measure {
  const drawn = draws.reduce<bigint>((sum, draw) => sum + (draw ?? 0n), 0n)
  const isDrawnWhole = draws.every((draw) => draw !== null)
  const limit = granted === null ? null : millionths(granted)
  return {
    granted,
    drawn: amountInWords(drawn),
    isDrawnWhole,
    remaining: limit === null || !isDrawnWhole ? null : amountInWords(limit - drawn),
  }
}

type Recording = Extract<CaseEvent, { kind: 'licence.recorded' }>
type Shipment = Extract<CaseEvent, { kind: 'shipment.recorded' }>

/** Why what a letter grants cannot be recorded so; `null`: it can. */
export function refuseLicence(state: CaseState, { letter, lines, from, until }: Recording): string | null {
  const { decision } = state.application
  if (!isGranted(state) || decision === null) return 'no licence is granted in this case'
  if (letter !== decision.letter)
    return 'what a licence grants is read from the letter of the decision, and this is another'
  if (lines.length === 0) return 'say what it grants of at least one item'
  const stranger = lines.find(({ item }) => !isItem(state, item))
  if (stranger !== undefined) return `\`${shown(stranger.item)}\` is no item of this case`
  if (new Set(lines.map(({ item }) => item)).size < lines.length)
    return 'an item stands in it twice; give one line each'
  if (lines.some(({ quantity, valueUsd }) => quantity === null && valueUsd === null))
    return 'say of each item how many, or for how much'
  if (lines.some(({ quantity, unit }) => quantity !== null && unit === null)) return 'a quantity needs its unit'
  return from !== null && until !== null && until < from ? 'it ends before it begins' : null
}

/** Why a shipment cannot go on the licence that it names, or on none; `null`: it can. */
export function refuseDraw(state: CaseState, { licence, drawn = [], on }: Shipment): string | null {
  if (licence === null) {
    if (drawn.length > 0) return 'name the licence that is drawn on'
    return isFreeOfLicence(state) ? null : 'only a licence lets this go; name the licence that is drawn on'
  }
  const { recorded, lines } = balanceOf(state, licence)
  if (recorded === null)
    return `nobody recorded what licence \`${shown(licence)}\` grants; record it from the letter first`
  if (recorded.from !== null && on < recorded.from) return `the licence holds from ${recorded.from} on`
  if (recorded.until !== null && on > recorded.until) return `the licence held until ${recorded.until}`
  if (drawn.length === 0) return 'say what the shipment takes of the licence, item by item'
  if (new Set(drawn.map(({ item }) => item)).size < drawn.length)
    return 'an item stands in it twice; give one line each'
  for (const draw of drawn) {
    if (millionths(draw.quantity) === 0n) return 'a shipment takes more than nothing of what it names'
    const line = lines.find(({ item }) => item === draw.item)
    if (line === undefined) return `the licence grants nothing of \`${shown(draw.item)}\``
    const wrong = overdraw(line, draw)
    if (wrong !== null) return wrong
  }
  return null
}

/** Why nothing can be released on the licences of the case; `null`: something may go. */
export function refuseSpent(state: CaseState): string | null {
  if (isFreeOfLicence(state) || state.licences.length === 0) return null
  const isSpent = (line: BalanceLine) => isUsedUp(line.quantity) || isUsedUp(line.valueUsd)
  return licenceBalances(state).every(({ recorded, lines }) => recorded !== null && lines.every(isSpent))
    ? 'nothing is left of the licence; another is needed before more can go'
    : null
}

function isUsedUp({ remaining }: Measure): boolean {
  return remaining !== null && (remaining === '0' || remaining.startsWith('-'))
}

/** What goes beyond what is left, or cannot be held against it. */
function overdraw({ item, unit, quantity, valueUsd }: BalanceLine, draw: Draw): string | null {
  if (quantity.granted !== null) {
    if (draw.unit !== unit) return `the licence counts \`${shown(item)}\` in \`${unit}\`; say it in that unit`
    const wrong = beyond(quantity, draw.quantity, unit ?? '', item)
    if (wrong !== null) return wrong
  }
  if (valueUsd.granted === null) return null
  return draw.valueUsd === null
    ? `the licence is for a value of \`${shown(item)}\`; say the value of what goes`
    : beyond(valueUsd, draw.valueUsd, 'US dollars', item)
}

function beyond({ granted, remaining }: Measure, wanted: string, unit: string, item: string): string | null {
  const words = `of \`${shown(item)}\` the licence grants ${granted} ${unit}`
  if (remaining === null)
    return `${words}, and what is left is not known: an earlier shipment does not say what it took`
  const left = millionths(remaining)
  const asked = millionths(wanted)
  if (left !== null && asked !== null && asked <= left) return null
  return `${words} and ${left === null ? 'nothing' : `${remaining} ${unit}`} is left: ${wanted} is more`
}

function isItem({ items }: CaseState, ref: string): boolean {
  return items.some((item) => item.ref === ref)
}

function shown(text: string): string {
  return text.slice(0, 60).toWellFormed()
}
