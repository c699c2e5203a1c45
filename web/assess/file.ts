import { parseDocument, stringify } from 'yaml'
import { keepAsWritten } from '../../src/assessment/written.ts'
import { type Draft, isMapping } from './draft.ts'

export type ReadFile = { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly sentence: string }

/** The draft as a YAML file, fields in the order a reader expects them. */
export function fileOf(draft: Draft): string {
  return stringify(inReadingOrder(draft), { lineWidth: 100, aliasDuplicateObjects: false })
}

/** Reads pasted or opened text: YAML, and so JSON as well. */
export function readFile(text: string): ReadFile {
  if (text.trim() === '') return { ok: true, draft: {} }
  try {
    const document = parseDocument(text, { schema: 'core' })
    const [fault] = document.errors
    if (fault !== undefined)
      return {
        ok: false,
        sentence: `The file cannot be read: ${firstLine(fault.message)}. Correct it there; the form keeps its last state.`,
      }
    keepAsWritten(document)
    const value: unknown = document.toJS({ maxAliasCount: 50 })
    if (isMapping(value)) return { ok: true, draft: value }
  } catch (error) {
    return {
      ok: false,
      sentence: `The file cannot be read: ${firstLine(error instanceof Error ? error.message : String(error))}.`,
    }
  }
  return {
    ok: false,
    sentence: 'The file is not a transaction: it should hold fields such as `kind: export` and `parties:`.',
  }
}

/** The order in which a person tells it: what it is called before what it is like. Other keys follow as they are. */
const READING_ORDER = [
  'reference',
  'kind',
  'exportOn',
  'ref',
  'name',
  'exporter',
  'parties',
  'items',
  'from',
  'destination',
  'route',
  'endUse',
  'statementsOnFile',
  'redFlagsSeen',
  'humanRights',
  'part',
  'description',
  'eccn',
  'paragraph',
  'classifiedBy',
  'otherNames',
  'roles',
  'schema',
  'country',
  'endUserType',
  'unit',
  'percent',
  'list',
  'entryKey',
  'decision',
  'factor',
  'finding',
  'text',
  'source',
  'quantity',
  'valueUsd',
  'ownersAsked',
  'owners',
]

function inReadingOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inReadingOrder)
  if (!isMapping(value)) return value
  const place = (key: string) => (READING_ORDER.includes(key) ? READING_ORDER.indexOf(key) : READING_ORDER.length)
  const entries = Object.entries(value).sort(([a], [b]) => place(a) - place(b))
  return Object.fromEntries(entries.map(([key, inner]) => [key, inReadingOrder(inner)]))
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '')
}
