/**
 * The Consolidated Screening List in its json: the rows of the csv as objects, values that the csv joins as arrays, keys
 * that say nothing left out. Each object is brought into the words of the csv and read as one of its rows.
 * SOURCE: shape of https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json; no whole file was
 * at hand, so the first one fetched is the check
 */
import { z } from 'zod'
import { err, ok, type Result } from '../base/index.ts'
import { readText } from './official-text.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { COLUMNS, type Column, source as csv, readRows } from './us-csl.ts'
import { unreadNotes } from './xml-records.ts'

const MAX_BYTES = 128 * 1024 * 1024
const MAX_ROWS = 150_000

/** Keys of the json alone that are passed over: its own number, the score of a search, the country of a sanctioned state. */
const PASSED_OVER = ['id', 'score', 'country']
const KNOWN: ReadonlySet<string> = new Set([...COLUMNS, ...PASSED_OVER])

const fileSchema = z.object({ results: z.array(z.record(z.string(), z.unknown())) })
const addressSchema = z.record(z.string(), z.unknown())

export const source: ListSource = {
  id: 'us-csl-json',
  title: 'US Consolidated Screening List (json)',
  publisher: csv.publisher,
  page: csv.page,
  lists: csv.lists,
  parts: [{ part: 'json', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: csv.expectedParties,
  maxBytes: MAX_BYTES,
  recognise: (opening) =>
    /^\s*\{/.test(opening) && /"results"\s*:\s*\[/.test(opening) && /"source"\s*:\s*"[^"]+ - /.test(opening)
      ? 'json'
      : null,
  read,
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('json')
  if (file === undefined) throw new Error('the json of the Consolidated Screening List is a required part')
  const objects = readObjects(file)
  if (!objects.ok) return objects
  const strange = new Set(objects.value.flatMap((one) => Object.keys(one).filter((key) => !KNOWN.has(key))))
  const rows = objects.value.map((one, i) => ({ line: i + 1, cell: (column: Column) => cellOf(one, column) }))
  const list = readRows(rows, file.name, 'us-csl-json')
  return list.ok ? ok({ ...list.value, notes: [...list.value.notes, ...unreadNotes(strange)] }) : list
}

type CslObject = Readonly<Record<string, unknown>>

function readObjects(file: NamedFile): Result<readonly CslObject[], ListProblem> {
  const content = readText(file, MAX_BYTES)
  if (!content.ok) return content
  const bad = (field: string, reason: string) =>
    err({ kind: 'list.bad-field', file: file.name, field, reason } as const)
  let json: unknown
  try {
    json = JSON.parse(content.value.text)
  } catch {
    return bad('the file', 'not whole JSON')
  }
  const parsed = fileSchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return bad((issue?.path ?? []).map(String).join('.') || 'the file', issue?.message ?? 'unreadable')
  }
  const { results } = parsed.data
  if (results.length > MAX_ROWS) return err({ kind: 'list.too-many-rows', file: file.name, maxRows: MAX_ROWS })
  const total = z.object({ total: z.number() }).safeParse(json)
  // The number it says it holds, where it says one.
  if (total.success && total.data.total !== results.length)
    return err({ kind: 'list.wrong-count', file: file.name, stated: String(total.data.total), found: results.length })
  return ok(results)
}

/** A value as the csv writes it. */
function cellOf(object: CslObject, column: Column): string {
  if (column === 'addresses') return listed(object[column], addressText)
  if (column === 'ids') return listed(object[column], idText)
  const value = column === '_id' ? (object._id ?? object.id) : object[column]
  return listed(value, plain)
}

function listed(value: unknown, text: (one: unknown) => string): string {
  return (Array.isArray(value) ? value : [value]).map(text).filter(Boolean).join('; ')
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

function fieldsOf(value: unknown, names: readonly string[]): string {
  const parsed = addressSchema.safeParse(value)
  if (!parsed.success) return plain(value)
  return names
    .map((name) => plain(parsed.data[name]).trim())
    .filter(Boolean)
    .join(', ')
}

/** `street, city, state, zip, ISO2`. */
function addressText(value: unknown): string {
  return fieldsOf(value, ['address', 'city', 'state', 'postal_code', 'country'])
}

/** `RU, 7702235133, Tax ID No.` */
function idText(value: unknown): string {
  return fieldsOf(value, ['country', 'number', 'issue_date', 'expiration_date', 'type'])
}
