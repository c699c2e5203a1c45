import type { Day } from '../base/index.ts'
import { unreachable } from '../base/index.ts'
import type { ListId, SourceId } from './party.ts'

/** What is wrong with one row of a csv file. `line` counts from 1 in the file as received. */
export type RowDefect = {
  readonly line: number
  readonly kind: 'header-again' | 'wrong-columns' | 'unclosed-quote' | 'stray-quote' | 'text-after-quote' | 'long-cell'
  /** Cells found in the row, and cells a row has. */
  readonly found: number
  readonly expected: number
  readonly isLast: boolean
}

/** Why official files were refused. Nothing of them is used: the last good version stays. */
export type ListProblem =
  | { readonly kind: 'list.unrecognised'; readonly file: string }
  | { readonly kind: 'list.wrong-source'; readonly file: string; readonly source: SourceId }
  | { readonly kind: 'list.empty'; readonly file: string }
  | { readonly kind: 'list.html'; readonly file: string }
  | { readonly kind: 'list.too-large'; readonly file: string; readonly maxBytes: number }
  | { readonly kind: 'list.broken-compression'; readonly file: string }
  | { readonly kind: 'list.not-utf8'; readonly file: string; readonly line: number }
  | { readonly kind: 'list.control-character'; readonly file: string; readonly line: number; readonly code: number }
  | { readonly kind: 'list.missing-header'; readonly file: string; readonly expected: readonly string[] }
  | { readonly kind: 'list.unknown-column'; readonly file: string; readonly column: string }
  | { readonly kind: 'list.missing-column'; readonly file: string; readonly column: string }
  | { readonly kind: 'list.repeated-column'; readonly file: string; readonly column: string }
  /** A column that a mapping names and the table does not have. */
  | {
      readonly kind: 'list.unmapped-column'
      readonly file: string
      readonly column: string
      readonly found: readonly string[]
    }
  | { readonly kind: 'list.damaged-rows'; readonly file: string; readonly defects: readonly RowDefect[] }
  | { readonly kind: 'list.broken-xml'; readonly file: string; readonly line: number; readonly reason: string }
  | { readonly kind: 'list.unknown-element'; readonly file: string; readonly line: number; readonly element: string }
  | {
      readonly kind: 'list.missing-element'
      readonly file: string
      readonly line: number
      readonly element: string
      readonly within: string
    }
  | { readonly kind: 'list.too-many-rows'; readonly file: string; readonly maxRows: number }
  | { readonly kind: 'list.wrong-count'; readonly file: string; readonly stated: string; readonly found: number }
  | { readonly kind: 'list.missing-value'; readonly file: string; readonly line: number; readonly column: string }
  | { readonly kind: 'list.bad-field'; readonly file: string; readonly field: string; readonly reason: string }
  | {
      readonly kind: 'list.unknown-value'
      readonly file: string
      readonly line: number
      readonly column: string
      readonly value: string
    }
  | {
      readonly kind: 'list.bad-date'
      readonly file: string
      readonly line: number
      readonly column: string
      readonly value: string
    }
  | { readonly kind: 'list.missing-part'; readonly source: SourceId; readonly part: string; readonly given: string }
  | { readonly kind: 'list.repeated-part'; readonly source: SourceId; readonly part: string; readonly files: string }
  | {
      readonly kind: 'list.absurd-count'
      readonly source: SourceId
      readonly found: number
      readonly min: number
      readonly max: number
    }

/** Something in files that were accepted which a person should know. */
export type ListNote =
  /** Rows of a part whose parent entry is not in the main file; they are left out. */
  | { readonly kind: 'orphans'; readonly part: string; readonly rows: number; readonly parents: number }
  /** A part of a set was not given, so what it holds is not known here. */
  | { readonly kind: 'part-not-given'; readonly part: string; readonly holds: string }
  /** OFAC ends every file with Ctrl-Z: without it the part may be cut, or was saved again by another program. */
  | { readonly kind: 'no-end-mark'; readonly part: string }
  /** Remarks that end in mid-word because their continuation was not given. */
  | { readonly kind: 'cut-remarks'; readonly entries: number }
  /** Lists that should come in this file and have no party in it. */
  | { readonly kind: 'absent-lists'; readonly lists: readonly ListId[] }
  /** Rows equal to another in every field we read: kept once. */
  | { readonly kind: 'repeated-rows'; readonly rows: number }
  /** One key borne by different entries: all are kept, told apart by a suffix. `numbers`: the key is the publisher's own number, which should be unique. */
  | { readonly kind: 'shared-keys'; readonly keys: readonly string[]; readonly areNumbers: boolean }
  /** A date that is no date of a listing, such as the year 17: left out. */
  | { readonly kind: 'unread-dates'; readonly rows: number; readonly examples: readonly string[] }
  /** Places named as a country that we know no code for: kept as text in the address only. */
  | { readonly kind: 'unknown-countries'; readonly examples: readonly string[]; readonly rows: number }
  /** Columns, elements and attributes (`@name`) that the file has and this program does not know: nothing of them is kept. */
  | { readonly kind: 'unread-fields'; readonly fields: readonly string[] }
  /** Entries that the publisher marks as taken off the list and keeps in the file: left out. */
  | { readonly kind: 'delisted'; readonly entries: number }
  /** Records that are no party and tell nothing of one that is kept, such as links between two. */
  | { readonly kind: 'passed-over'; readonly records: number; readonly kinds: readonly string[] }
  /** Bytes that say nothing of their encoding were read in one that fits them. */
  | { readonly kind: 'guessed-encoding'; readonly file: string; readonly encoding: string }
  /** A part that was given beside another which says the same. */
  | { readonly kind: 'part-not-read'; readonly part: string; readonly readInstead: string }
  /** Rows of a page or text of which no party could be made: each told with its words, for a person to judge. */
  | { readonly kind: 'unread-rows'; readonly rows: readonly UnreadRow[] }

/** `line` counts from 1 in the file, or the row in its table; `text`: its words, at most 300 letters. */
export type UnreadRow = { readonly line: number; readonly text: string }

/** Why a version that could be read still waits for a person. */
export type QuarantineReason =
  | {
      readonly kind: 'shrunk'
      readonly list: ListId | null
      readonly before: number
      readonly after: number
      readonly permille: number
    }
  | { readonly kind: 'list-vanished'; readonly list: ListId; readonly before: number }
  | { readonly kind: 'lists-absent'; readonly lists: readonly ListId[] }
  | {
      readonly kind: 'field-emptied'
      readonly list: ListId
      readonly field: string
      readonly before: number
      readonly after: number
    }
  | { readonly kind: 'older'; readonly currentOn: Day; readonly newOn: Day }
  | { readonly kind: 'fewer-parts'; readonly part: string }
  | { readonly kind: 'shared-numbers'; readonly keys: readonly string[] }
  | { readonly kind: 'unread-fields'; readonly fields: readonly string[] }
  | { readonly kind: 'unread-rows'; readonly rows: readonly UnreadRow[] }
  | { readonly kind: 'no-end-mark'; readonly part: string }

/** One sentence for a person: what, where, what to do. */
export function sentenceOf(problem: ListProblem): string {
  switch (problem.kind) {
    case 'list.unrecognised':
      return `\`${problem.file}\` is none of the list files we read: official lists of the United States, the United Nations, the European Union, the United Kingdom, Switzerland, Canada and Japan, FollowTheMoney data, or a table of your own beside its mapping; give one of these`
    case 'list.wrong-source':
      return `\`${problem.file}\` is not a file of \`${problem.source}\`; give it to the source it belongs to`
    case 'list.empty':
      return `\`${problem.file}\` is empty; download it again`
    case 'list.html':
      return `\`${problem.file}\` is a web page, not list data; the publisher may have answered with an error page, so download it again later`
    case 'list.too-large':
      return `\`${problem.file}\` is larger than ${problem.maxBytes} bytes, unpacked or not, which no version of this list has been; check where it came from`
    case 'list.broken-compression':
      return `\`${problem.file}\` is packed and cannot be unpacked to one whole file; download it again`
    case 'list.not-utf8':
      return `\`${problem.file}\` line ${problem.line} is not valid UTF-8, so names in it cannot be trusted; download it again and do not let an editor re-save it`
    case 'list.control-character':
      return `\`${problem.file}\` line ${problem.line} holds the control character U+${hex(problem.code)}, a sign of damage; download it again`
    case 'list.missing-header':
      return `\`${problem.file}\` does not open with the header of this list (\`${problem.expected.slice(0, 4).join(',')}\` and so on); download it again`
    case 'list.unknown-column':
      return `column \`${shorten(problem.column)}\` in \`${problem.file}\` is not known; if the publisher added it, this program must learn it before the file is used`
    case 'list.missing-column':
      return `column \`${shorten(problem.column)}\` is missing from \`${problem.file}\`; if the publisher dropped it, this program must learn that before the file is used`
    case 'list.repeated-column':
      return `column \`${shorten(problem.column)}\` stands twice in the header of \`${problem.file}\`; download it again`
    case 'list.unmapped-column':
      return `the mapping names the column \`${shorten(problem.column)}\`, which \`${problem.file}\` does not have (it has ${columnWords(problem.found)}); correct the mapping or the table`
    case 'list.damaged-rows':
      return `\`${problem.file}\` is damaged: ${defectWords(problem.defects)}; download it again`
    case 'list.broken-xml':
      return `\`${problem.file}\` is not whole XML at line ${problem.line} (${shorten(problem.reason)}); download it again`
    case 'list.unknown-element':
      return `element \`${shorten(problem.element)}\` in \`${problem.file}\` (line ${problem.line}) is not known; if the publisher added it, this program must learn it before the file is used`
    case 'list.missing-element':
      return `\`${shorten(problem.within)}\` ending at line ${problem.line} of \`${problem.file}\` has no \`${shorten(problem.element)}\`; without it the entry cannot be told apart or dated, so the file is not used`
    case 'list.too-many-rows':
      return `\`${problem.file}\` has more than ${problem.maxRows} rows, which no version of this list has had; check where it came from`
    case 'list.wrong-count':
      return `\`${problem.file}\` says it holds ${problem.stated === '' ? 'no number of' : `\`${shorten(problem.stated)}\``} entries and ${problem.found} stand in it; it is cut or was altered, so download it again`
    case 'list.missing-value':
      return `\`${shorten(problem.column)}\` is empty at line ${problem.line} of \`${problem.file}\`; without it the entry cannot be told apart or named, so the file is not used`
    case 'list.bad-field':
      return `\`${shorten(problem.field)}\` in \`${problem.file}\` cannot be read (${shorten(problem.reason)}); correct the file`
    case 'list.unknown-value':
      return `\`${shorten(problem.value)}\` in \`${shorten(problem.column)}\` (line ${problem.line} of \`${problem.file}\`) is not a value we know; if the publisher added it, this program must learn it before the file is used`
    case 'list.bad-date':
      return `\`${shorten(problem.value)}\` in \`${shorten(problem.column)}\` (line ${problem.line} of \`${problem.file}\`) is not a date; download the file again`
    case 'list.missing-part':
      return `${problem.given} cannot be read without \`${shorten(problem.part)}\`, which names the parties; give all files of the set together`
    case 'list.repeated-part':
      return `${problem.files} are all the \`${shorten(problem.part)}\` file of \`${problem.source}\`; give one of them, beside the other files of the same day`
    case 'list.absurd-count':
      return `\`${problem.source}\` holds ${problem.found} parties where ${problem.min} to ${problem.max} are expected; the file is not the whole list, or not this list`
    default:
      return unreachable(problem)
  }
}

/** One sentence about a note, for a report of an import. */
export function sentenceOfNote(note: ListNote): string {
  switch (note.kind) {
    case 'orphans':
      return `${count(note.rows, 'row')} of \`${note.part}\` of ${count(note.parents, 'entry', 'entries')} not in the main file left out; the files are of different days`
    case 'part-not-given':
      return `\`${note.part}\` was not given, so ${note.holds} are not known`
    case 'no-end-mark':
      return `\`${note.part}\` does not end with the publisher's end mark, so it may be cut or was saved again by another program`
    case 'cut-remarks':
      return `remarks of ${count(note.entries, 'entry', 'entries')} end in mid-word because their continuation was not given`
    case 'absent-lists':
      return `no party of ${note.lists.map((list) => `\`${list}\``).join(', ')} is in the file; it may be cut at the end of a row`
    case 'repeated-rows':
      return `${count(note.rows, 'row')} equal to another in all we read, kept once`
    case 'shared-keys':
      return note.areNumbers
        ? `the publisher's numbers ${note.keys.slice(0, 5).join(', ')} are each borne by different entries; all were kept, but the file may have been altered`
        : `${count(note.keys.length, 'name')} borne by more than one entry of the same list and country; all were kept`
    case 'unread-dates':
      return `${count(note.rows, 'date')} that cannot be the day of a listing or birth (${note.examples.join(', ')}) left out`
    case 'unknown-countries':
      return `${count(note.rows, 'place')} of no country we know (${note.examples.join(', ')}) kept in the text only`
    case 'unread-fields':
      return `${fieldWords(note.fields)} in the file, which this program does not know; what is said there is not kept`
    case 'unread-rows':
      return `of ${count(note.rows.length, 'row')} no party could be made (${rowWords(note.rows)}); read them yourself`
    case 'delisted':
      return `${count(note.entries, 'entry', 'entries')} marked as taken off the list left out`
    case 'passed-over':
      return `${count(note.records, 'record')} of a kind that is no party (${note.kinds.map(shorten).join(', ')}) not kept`
    case 'guessed-encoding':
      return `\`${note.file}\` does not say its encoding and was read as ${note.encoding}; look at a name with accents, and name the encoding in the mapping if it is wrong`
    case 'part-not-read':
      return `\`${note.part}\` was not read, because \`${note.readInstead}\` says the same`
    default:
      return unreachable(note)
  }
}

/** One sentence about why a version waits for a person. */
export function sentenceOfQuarantine(reason: QuarantineReason): string {
  switch (reason.kind) {
    case 'shrunk':
      return `${reason.list === null ? 'it' : `\`${reason.list}\``} holds ${reason.after} parties where the version in use holds ${reason.before} (${(reason.permille / 10).toFixed(1)} % fewer)`
    case 'list-vanished':
      return `\`${reason.list}\`, which holds ${reason.before} parties in the version in use, is not in it at all`
    case 'lists-absent':
      return `no party of ${reason.lists.map((list) => `\`${list}\``).join(', ')} is in it, so it may be cut at the end of a row`
    case 'field-emptied':
      return `\`${reason.field}\` of \`${reason.list}\` is filled for ${reason.after} parties where the version in use fills it for ${reason.before}`
    case 'older':
      return `it is of ${reason.newOn}, older than the version in use, which is of ${reason.currentOn}`
    case 'fewer-parts':
      return `\`${reason.part}\` is not in it, though the version in use was read with it`
    case 'no-end-mark':
      return `\`${reason.part}\` does not end with the publisher's end mark as the version in use does, so it may be cut`
    case 'shared-numbers':
      return `the publisher's numbers ${reason.keys.slice(0, 5).join(', ')} are each borne by different entries`
    case 'unread-fields':
      return `${fieldWords(reason.fields)} in it, which this program does not know; the publisher may have changed the layout`
    case 'unread-rows':
      return `of ${count(reason.rows.length, 'row')} that the version in use does not have no party could be made (${rowWords(reason.rows)})`
    default:
      return unreachable(reason)
  }
}

function rowWords(rows: readonly UnreadRow[]): string {
  const named = rows.slice(0, 5).map(({ line, text }) => `line ${line}: \`${shorten(text)}\``)
  const rest = rows.length - named.length
  return rest > 0 ? `${named.join('; ')}; and ${rest} more` : named.join('; ')
}

function columnWords(columns: readonly string[]): string {
  const named = columns
    .filter(Boolean)
    .slice(0, 12)
    .map((column) => `\`${shorten(column)}\``)
  const rest = columns.filter(Boolean).length - named.length
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ') || 'none'
}

function fieldWords(fields: readonly string[]): string {
  const named = fields.slice(0, 5).map((field) => `\`${shorten(field)}\``)
  const rest = fields.length - named.length
  const list = rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ')
  return `${list} ${fields.length === 1 ? 'stands' : 'stand'}`
}

function defectWords(defects: readonly RowDefect[]): string {
  const words = defects.slice(0, MAX_DEFECTS_SAID).map(defectWord)
  const rest = defects.length - words.length
  return rest > 0 ? `${words.join('; ')}; and ${rest} more rows` : words.join('; ')
}

const MAX_DEFECTS_SAID = 4

function defectWord(defect: RowDefect): string {
  const row = defect.isLast ? `the last row (line ${defect.line})` : `the row at line ${defect.line}`
  switch (defect.kind) {
    case 'header-again':
      return `line ${defect.line} repeats the header`
    case 'wrong-columns':
      return defect.found < defect.expected
        ? `${row} is cut after ${defect.found} of ${defect.expected} columns`
        : `${row} has ${defect.found} columns where ${defect.expected} belong`
    case 'unclosed-quote':
      return `${row} is cut after ${defect.found} of ${defect.expected} columns, inside a quoted text`
    case 'stray-quote':
      return `${row} has a quotation mark inside an unquoted text`
    case 'text-after-quote':
      return `${row} has text after a closing quotation mark`
    case 'long-cell':
      return `${row} has a cell longer than any in an official list`
    default:
      return unreachable(defect.kind)
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 77)}...` : line
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0')
}
