/** A party described in the FollowTheMoney model, as what the engine compares; and what of it is not compared, said. */
import { MAX_NAME_LENGTH } from '../../assessment/index.ts'
import { err, given, ok, parseCountry, type Result } from '../../base/index.ts'
import type { Query, Schema } from '../../match/index.ts'

export type Example = {
  readonly schema: string
  /** Texts; numbers and the like are read as they are written. */
  readonly properties: Readonly<Record<string, unknown>>
}

export type ReadExample = {
  readonly query: Query
  /** As it was read: every value a text in a list, countries as lower-case codes. */
  readonly properties: Readonly<Record<string, readonly string[]>>
  /** A sentence for everything given that was not compared. */
  readonly notes: readonly string[]
}

/** `null`: of no one schema. */
const SCHEMAS: Readonly<Record<string, Schema | null>> = {
  Person: 'Person',
  Organization: 'Organization',
  PublicBody: 'Organization',
  Company: 'Company',
  LegalEntity: 'LegalEntity',
  Vessel: 'Vessel',
  Airplane: 'Airplane',
  Address: 'Address',
  CryptoWallet: null,
}

const NAMES = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation'] as const
/** In the order in which a person says them. */
const NAME_PARTS = ['firstName', 'secondName', 'middleName', 'fatherName', 'lastName'] as const
const COUNTRIES = ['country', 'nationality', 'citizenship', 'jurisdiction', 'mainCountry', 'flag'] as const
const ADDRESSES = ['address', 'full'] as const
const ADDRESS_PARTS = ['street', 'street2', 'city', 'postalCode', 'region', 'state'] as const
const IDENTIFIERS = [
  'passportNumber',
  'idNumber',
  'registrationNumber',
  'taxNumber',
  'socialSecurityNumber',
  'innCode',
  'ogrnCode',
  'okpoCode',
  'leiCode',
  'dunsCode',
  'vatCode',
  'uniqueEntityId',
  'npiCode',
  'swiftBic',
  'bicCode',
  'cikCode',
  'imoNumber',
  'mmsi',
  'callSign',
  'publicKey',
  'cryptoWallet',
] as const
const COMPARED: ReadonlySet<string> = new Set([
  ...NAMES,
  ...NAME_PARTS,
  ...COUNTRIES,
  ...ADDRESSES,
  ...ADDRESS_PARTS,
  ...IDENTIFIERS,
  'birthDate',
  'gender',
])

/** Most values of one property, and names of one party, that are compared. */
const MAX_VALUES = 100
const MAX_ADDRESS_LENGTH = 1_000

/** The error is a sentence without a capital: it follows the words of the contract. */
export function readExample({ schema, properties }: Example): Result<ReadExample, string> {
  if (!Object.hasOwn(SCHEMAS, schema)) {
    return err(
      `\`${schema.slice(0, 60)}\` is no schema that is screened; give one of ${Object.keys(SCHEMAS).join(', ')}`,
    )
  }
  const notes: string[] = []
  const read: Record<string, readonly string[]> = {}
  for (const [name, value] of Object.entries(properties)) {
    const texts = textsOf(value)
    if (texts === null) notes.push(`\`${name}\` holds what is no text: it was not compared`)
    if (texts === null || texts.length === 0) continue
    if (texts.length > MAX_VALUES)
      return err(`\`${name}\` has ${texts.length} values; at most ${MAX_VALUES} are compared`)
    if (texts.some((text) => !text.isWellFormed()))
      return err(`\`${name}\` holds half of a surrogate pair; send valid Unicode`)
    if (!COMPARED.has(name)) notes.push(`\`${name}\` is not compared`)
    read[name] = isCountry(name) ? countriesOf(texts, notes) : texts
  }
  const of = (names: readonly string[]) => names.flatMap((name) => read[name] ?? [])
  const names = namesOf(schema, of)
  const tooLong = [...names].find((text) => text.length > MAX_NAME_LENGTH)
  if (tooLong !== undefined)
    return err(`a name is ${tooLong.length} characters long; at most ${MAX_NAME_LENGTH} are compared`)
  if (names.length > MAX_VALUES) return err(`the party has ${names.length} names; at most ${MAX_VALUES} are compared`)
  const identifiers = of(IDENTIFIERS)
  if (names.length === 0 && identifiers.length === 0) {
    return err('it has neither a name nor a number to screen by, and what was not screened is not clear')
  }
  const addresses = [...of(ADDRESSES), ...(of(ADDRESS_PARTS).length > 0 ? [of(ADDRESS_PARTS).join(', ')] : [])]
  if (addresses.some((text) => text.length > MAX_ADDRESS_LENGTH)) {
    return err(`an address is longer than ${MAX_ADDRESS_LENGTH} characters`)
  }
  const birthDates = of(['birthDate']).filter((text) => /^\d{4}(-\d{2}(-\d{2})?)?/.test(text))
  for (const text of of(['birthDate'])) {
    if (!birthDates.includes(text))
      notes.push(
        `the birth date \`${text.slice(0, 40)}\` is not written YYYY, YYYY-MM or YYYY-MM-DD: it was not compared`,
      )
  }
  const countries = of(COUNTRIES).map((code) => code.toUpperCase())
  const [name = '', ...otherNames] = names
  return ok({
    query: {
      name,
      ...some('otherNames', otherNames),
      ...given('schema', SCHEMAS[schema] ?? undefined),
      ...some('countries', [...new Set(countries)]),
      ...some('addresses', addresses),
      ...some(
        'birthDates',
        birthDates.map((text) => text.slice(0, 10)),
      ),
      ...some('identifiers', identifiers),
      ...some('genders', of(['gender'])),
    },
    properties: read,
    notes,
  })
}

function isCountry(name: string): boolean {
  return (COUNTRIES as readonly string[]).includes(name)
}

function countriesOf(texts: readonly string[], notes: string[]): readonly string[] {
  return texts.flatMap((text) => {
    const code = parseCountry(text)
    if (code === null) notes.push(`\`${text.slice(0, 60)}\` is not a country we know: it was not compared`)
    return code === null ? [] : [code.toLowerCase()]
  })
}

function namesOf(schema: string, of: (names: readonly string[]) => readonly string[]): readonly string[] {
  const given = [...new Set(of(NAMES))]
  if (given.length > 0) return given
  const composed = of(NAME_PARTS).join(' ')
  if (composed !== '') return [composed]
  return schema === 'Address' ? of(ADDRESSES) : []
}

/** `null`: something that no text is. */
function textsOf(value: unknown): readonly string[] | null {
  const texts: string[] = []
  for (const one of Array.isArray(value) ? value : [value]) {
    if (one === null || one === undefined) continue
    if (typeof one === 'object') return null
    const text = String(one).trim()
    if (text !== '') texts.push(text)
  }
  return texts
}

function some<Key extends string>(key: Key, values: readonly string[]): { readonly [K in Key]?: readonly string[] } {
  return given(key, values.length === 0 ? undefined : values)
}
