/** What beside the name speaks for or against: countries, days of birth, numbers, addresses, kind of party. */
import { addressAgreement } from './addresses.ts'
import { fold } from './fold.ts'
import { type NumberKind, numberKindOf } from './numbers.ts'
import { ONE } from './score.ts'
import type { Matchable, Qualifier, Query, Schema } from './types.ts'

/** Points, millionths. Identifiers lift a score to at least what is written here. */
export const POINTS = {
  countryContradicts: -120_000,
  birthDayConfirms: 50_000,
  birthYearConfirms: 20_000,
  /** A year apart, both days known. */
  birthDayFar: -100_000,
  birthYearContradicts: -310_000,
  birthDayContradicts: -120_000,
  genderContradicts: -150_000,
  identifierLift: 850_000,
  shipNumberLift: 970_000,
  /** A number that craft carry for a time: call sign, station number. */
  callSignLift: 900_000,
  craftNumberContradicts: -300_000,
  /** Another number of a kind a body has one of. */
  bodyNumberContradicts: -150_000,
  addressConfirms: 50_000,
  /** The street or the town agrees, the house or the postcode does not tell. */
  addressNear: 20_000,
  personOrBody: -200_000,
  craftOrNot: -350_000,
  weakAlias: -150_000,
} as const

/** Every qualifier but that of a weak alias, which belongs to the name. `nameScore` in millionths. */
export function qualifiersOf(query: Query, entry: Matchable, nameScore: number): Qualifier[] {
  const found: (Qualifier | null)[] = [
    schemaQualifier(query.schema, entry.schema),
    countryQualifier(query.countries ?? [], entry.countries),
    birthQualifier(query.birthDates ?? [], entry.birthDates ?? []),
    genderQualifier(query.genders ?? [], entry.genders ?? []),
    addressQualifier(query.addresses ?? [], entry.addresses ?? [], entry.schema),
  ]
  const before = found.filter((qualifier) => qualifier !== null)
  const points = before.reduce((sum, qualifier) => sum + qualifier.points, nameScore)
  const identifier = identifierQualifier(query.identifiers ?? [], entry.identifiers ?? [], entry.schema, points)
  return identifier === null ? before : [...before, identifier]
}

const CRAFT: ReadonlySet<Schema> = new Set<Schema>(['Vessel', 'Airplane'])

function schemaQualifier(asked: Schema | undefined, listed: Schema): Qualifier | null {
  const points = schemaPoints(asked, listed)
  if (asked === undefined || points === 0) return null
  return { kind: 'schema', effect: 'contradicts', points, query: asked, entry: listed }
}

/** What it takes from a score that another kind of thing was asked for than is listed; 0 or less. */
export function schemaPoints(asked: Schema | undefined, listed: Schema): number {
  if (asked === undefined || asked === listed) return 0
  if (CRAFT.has(asked) || CRAFT.has(listed)) return POINTS.craftOrNot
  if (asked === 'LegalEntity' || listed === 'LegalEntity') return 0
  return asked === 'Person' || listed === 'Person' ? POINTS.personOrBody : 0
}

function countryQualifier(asked: readonly string[], listed: readonly string[]): Qualifier | null {
  if (asked.length === 0 || listed.length === 0) return null
  const query = asked.join(', ')
  const entry = listed.join(', ')
  // A region's code begins with its country's.
  const states = new Set(listed.map((code) => code.slice(0, 2)))
  if (asked.some((code) => states.has(code.slice(0, 2))))
    return { kind: 'country', effect: 'confirms', points: 0, query, entry }
  return { kind: 'country', effect: 'contradicts', points: POINTS.countryContradicts, query, entry }
}

function birthQualifier(asked: readonly string[], listed: readonly string[]): Qualifier | null {
  let best: Qualifier | null = null
  for (const query of asked)
    for (const entry of listed) {
      const qualifier = compareBirths(query, entry)
      if (qualifier !== null && (best === null || qualifier.points > best.points)) best = qualifier
    }
  return best
}

function compareBirths(query: string, entry: string): Qualifier | null {
  const [askedYear = '', askedMonth, askedDay] = query.split('-')
  const [year = '', month, day] = entry.split('-')
  if (!/^\d{4}$/.test(askedYear) || !/^\d{4}$/.test(year)) return null
  const of = (effect: Qualifier['effect'], points: number): Qualifier => ({
    kind: 'birth-date',
    effect,
    points,
    query,
    entry,
  })
  if (askedYear !== year) {
    // Lists often know the year only roughly.
    if (Math.abs(Number(askedYear) - Number(year)) === 1)
      return askedDay === undefined || day === undefined ? of('neutral', 0) : of('contradicts', POINTS.birthDayFar)
    return of('contradicts', POINTS.birthYearContradicts)
  }
  if (askedDay === undefined || day === undefined) {
    if (askedMonth !== undefined && month !== undefined && askedMonth !== month)
      return of('contradicts', POINTS.birthDayContradicts)
    return of('confirms', POINTS.birthYearConfirms)
  }
  if (askedMonth === month && askedDay === day) return of('confirms', POINTS.birthDayConfirms)
  if (askedMonth === day && askedDay === month) return of('neutral', 0)
  return of('contradicts', POINTS.birthDayContradicts)
}

const MALE = new Set(['m', 'male', 'man', 'mr', 'masculine', 'masculin', 'masculino', 'mannlich', 'homme', 'hombre'])
const FEMALE = new Set([
  'f',
  'w',
  'female',
  'woman',
  'mrs',
  'ms',
  'feminine',
  'feminin',
  'femenino',
  'weiblich',
  'femme',
  'mujer',
])

function genderOf(text: string): 'male' | 'female' | null {
  const word = fold(text.slice(0, 20)).replace(/[^a-z]/g, '')
  return MALE.has(word) ? 'male' : FEMALE.has(word) ? 'female' : null
}

function genderQualifier(asked: readonly string[], listed: readonly string[]): Qualifier | null {
  const ofAsked = new Set(asked.flatMap((text) => genderOf(text) ?? []))
  const ofListed = new Set(listed.flatMap((text) => genderOf(text) ?? []))
  if (ofAsked.size === 0 || ofListed.size === 0) return null
  const agrees = [...ofAsked].some((gender) => ofListed.has(gender))
  return {
    kind: 'gender',
    effect: agrees ? 'confirms' : 'contradicts',
    points: agrees ? 0 : POINTS.genderContradicts,
    query: asked.join(', '),
    entry: listed.join(', '),
  }
}

/** Letters and digits only, upper case; `null` when too short or without a digit to identify anything. */
export function identifierKey(identifier: string): string | null {
  const key = fold(identifier.slice(0, 80))
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '')
    .replace(/^IMO(?=\d{7}$)/, '')
  return key.length >= 5 && /\d/.test(key) ? key : null
}

function identifierQualifier(
  asked: readonly string[],
  listed: readonly string[],
  schema: Schema,
  points: number,
): Qualifier | null {
  if (asked.length === 0 || listed.length === 0) return null
  const known = new Map(listed.map((text) => [identifierKey(text), text] as const))
  for (const query of asked) {
    const key = identifierKey(query)
    const entry = key === null ? undefined : known.get(key)
    if (key === null || entry === undefined) continue
    const lift = !CRAFT.has(schema)
      ? POINTS.identifierLift
      : numberKindOf(key) === null
        ? POINTS.callSignLift
        : POINTS.shipNumberLift
    return {
      kind: 'identifier',
      effect: 'confirms',
      points: Math.max(0, Math.min(ONE, Math.max(points, lift)) - points),
      query,
      entry,
    }
  }
  return otherNumber(asked, listed, schema)
}

/** Kinds of number a thing has one of, whatever it is called, and may not share with another. */
const CRAFT_NUMBERS: readonly NumberKind[] = ['imo']
const BODY_NUMBERS: readonly NumberKind[] = ['lei', 'ogrn', 'inn']

/** Both have a number of the same kind, and it is another one. Numbers of kinds that cannot be told say nothing. */
function otherNumber(asked: readonly string[], listed: readonly string[], schema: Schema): Qualifier | null {
  for (const kind of CRAFT.has(schema) ? CRAFT_NUMBERS : BODY_NUMBERS) {
    const isOfKind = (text: string) => numberKindOf(identifierKey(text) ?? '') === kind
    const query = asked.find(isOfKind)
    const entry = listed.find(isOfKind)
    if (query === undefined || entry === undefined) continue
    const points = CRAFT.has(schema) ? POINTS.craftNumberContradicts : POINTS.bodyNumberContradicts
    return { kind: 'identifier', effect: 'contradicts', points, query, entry }
  }
  return null
}

function addressQualifier(asked: readonly string[], listed: readonly string[], schema: Schema): Qualifier | null {
  if (schema === 'Address') return null
  let near: Qualifier | null = null
  for (const query of asked.slice(0, 4))
    for (const entry of listed.slice(0, 12)) {
      const agreement = addressAgreement(query, entry)
      if (agreement === 'same')
        return { kind: 'address', effect: 'confirms', points: POINTS.addressConfirms, query, entry }
      if (agreement === 'near' && near === null)
        near = { kind: 'address', effect: 'confirms', points: POINTS.addressNear, query, entry }
      if (agreement === 'next-door' && near === null)
        near = { kind: 'address', effect: 'neutral', points: 0, query, entry }
    }
  return near
}
