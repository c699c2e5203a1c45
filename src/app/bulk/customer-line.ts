import {
  type Hit,
  MAX_NAME_LENGTH,
  type ScreeningSnapshot,
  screenParty,
  type Transaction,
} from '../../assessment/index.ts'
import { given } from '../../base/index.ts'
import type { Customer, CustomerRow } from '../../lists/index.ts'
import { ALGORITHM, type Query, type ScreenOptions } from '../../match/index.ts'

/** What became of one row of a file of customers: a line of the file of answers. */
export type CustomerLine =
  | {
      readonly row: number
      readonly key: string | null
      readonly name: string
      /** `notPerformed`: nothing was found, and not every list was read. Never clear then. */
      readonly state: 'hits' | 'clear' | 'notPerformed'
      /** What the row says that could not be used; it was screened without that. */
      readonly unused?: readonly string[]
      /** Best first. */
      readonly hits: readonly Hit[]
    }
  | { readonly row: number; readonly state: 'notScreened'; readonly because: string }

/** What is screened against. */
export type Against = { readonly snapshot: ScreeningSnapshot; readonly unread: readonly string[] }

/** Every match speaks: what was decided of one deal is not carried over to a customer of any. */
const SPEAKING = null

type Party = Transaction['parties'][number]

/** A row as a party of a transaction is screened. */
export function screenRow(row: CustomerRow, against: Against): CustomerLine {
  return answerRow(row, against, () => true)
}

/**
 * The same answers for many rows: whom nothing on the index matches, which is nearly everybody, is found out by
 * `search`, which may keep what it learns from one to the next.
 */
export function rowScreener(
  against: Against,
  search: (query: Query, options: ScreenOptions) => readonly unknown[],
): (row: CustomerRow) => CustomerLine {
  const options = { floor: ALGORITHM.threshold, limit: 1 }
  return (row) =>
    answerRow(row, against, (party) => queriesOf(party).some((query) => search(query, options).length > 0))
}

function answerRow(
  { line: row, customer }: CustomerRow,
  { snapshot, unread }: Against,
  mayHit: (party: Party) => boolean,
): CustomerLine {
  if (!customer.ok) return { row, state: 'notScreened', because: customer.error }
  const { key, name, otherNames, unused } = customer.value
  if ([name, ...otherNames].some((text) => text.length > MAX_NAME_LENGTH))
    return { row, state: 'notScreened', because: `a name is longer than ${MAX_NAME_LENGTH} characters` }
  const party = partyOf(customer.value)
  const { hits } = mayHit(party) ? screenParty(party, 'p1', snapshot, unread, SPEAKING).answer : { hits: [] }
  return {
    row,
    key,
    name,
    state: hits.length > 0 ? 'hits' : unread.length > 0 ? 'notPerformed' : 'clear',
    ...(unused.length > 0 ? { unused } : {}),
    hits,
  }
}

function partyOf(customer: Customer): Party {
  const { name, otherNames, schema, country, addresses, birthDates, identifiers } = customer
  return {
    name,
    roles: ['end-user'],
    ...(otherNames.length > 0 ? { otherNames: [...otherNames] } : {}),
    ...given('schema', schema ?? undefined),
    ...given('country', country ?? undefined),
    ...(addresses.length > 0 ? { addresses: [...addresses] } : {}),
    ...(birthDates.length > 0 ? { birthDates: [...birthDates] } : {}),
    ...(identifiers.length > 0 ? { identifiers: [...identifiers] } : {}),
  }
}

function queriesOf(party: Party): readonly Query[] {
  const rest = {
    ...given('schema', party.schema),
    ...(party.country === undefined ? {} : { countries: [party.country] }),
    ...given('addresses', party.addresses),
    ...given('birthDates', party.birthDates),
    ...given('identifiers', party.identifiers),
  }
  return [party.name, ...(party.otherNames ?? [])].map((name) => ({ ...rest, name }))
}
