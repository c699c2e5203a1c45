/**
 * The index at rest: typed arrays and one pool of text, so that it is written and read as it lies in memory.
 *
 * A row is one reading of one name of one entry, rows of one model standing together. A row's parts are
 * `partStarts[row]` to `partStarts[row + 1]`. A lexeme is one distinct word; its postings say in which rows it stands
 * and how much its absence would cost there.
 */
import type { KeyTable } from './keys.ts'
import type { NameForm } from './types.ts'

export type IndexTables = {
  readonly entryCount: number
  /** First row of each model, and one past the last. */
  readonly modelStarts: Uint32Array
  /** By entry: its schema's place in `SCHEMAS`. */
  readonly entrySchemas: Uint8Array
  /** By entry: where its record (`EntryRecord` as JSON) begins in `pool`; one more. */
  readonly recordStarts: Uint32Array
  /** By row. */
  readonly rowEntries: Uint32Array
  /** By row: the name's place among the entry's names. */
  readonly rowNames: Uint16Array
  /** By row: 0 strong, 1 weak, 2 former. */
  readonly rowQualities: Uint8Array
  /** By row: `ROW_FLAGS`. */
  readonly rowFlags: Uint8Array
  /** By row: what its posted parts would cost if all were missing, 1/65,535 of the whole, rounded down. */
  readonly rowLosses: Uint16Array
  /** By row of a person: bit per letter that stands there as an initial, alone or with others. */
  readonly rowInitials: Uint32Array
  /** By row: `letterBits` of the name written out; nothing where it is not judged by slips. */
  readonly rowLetters: Uint32Array
  /** By row: the name's text in `pool`; names of the same text share it. */
  readonly textFroms: Uint32Array
  readonly textTos: Uint32Array
  readonly partStarts: Uint32Array
  readonly partLexemes: Uint32Array
  /** By part: place in `ROLES`, plus 16 when it stood in brackets. */
  readonly partRoles: Uint8Array
  readonly partWeights: Uint16Array
  readonly partFroms: Uint16Array
  readonly partTos: Uint16Array
  /** By part: what its absence would cost at least, 1/65,535 of the whole, rounded up. */
  readonly partLosses: Uint16Array
  /** By lexeme: its text in `pool`, one more; and its place in `ORIGINS`. */
  readonly lexemeStarts: Uint32Array
  readonly lexemeOrigins: Uint8Array
  readonly postingStarts: Uint32Array
  readonly postingRows: Uint32Array
  /** By posting: what the part's absence would cost at least, 1/65,535 of the whole, rounded up. */
  readonly postingLosses: Uint16Array
  readonly lexemeKeys: KeyTable
  readonly rowKeys: KeyTable
  readonly entryKeys: KeyTable
  /** UTF-8. */
  readonly pool: Uint8Array
}

/** Least loss is kept in 1/65,535 of the whole. */
export const LOSS_UNIT = 65_535

export const ROW_FLAGS = {
  /** Has an initial, or letters that may be initials: it can meet words that are filed elsewhere. */
  hasInitials: 1,
  hasNumbers: 2,
  /** Has letters that may be initials written together: they can meet several words. */
  hasJoinedInitials: 4,
} as const

export const QUALITIES = ['strong', 'weak', 'former'] as const

/** What the record of an entry holds, in this order. */
export type EntryRecord = readonly [
  names: readonly NameForm[],
  countries: readonly string[],
  addresses: readonly string[],
  birthDates: readonly string[],
  identifiers: readonly string[],
  genders: readonly string[],
]
