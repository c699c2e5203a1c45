/**
 * The Terrorist Exclusion List of the Department of State. State publishes it as a page of names; what people hold is the
 * json of it in FollowTheMoney's words, one array of entities, which is what is read here. Its numbers are not the
 * publisher's, so the name makes the key.
 * SOURCE: shape of that json
 */
import { z } from 'zod'
import { err, ok, type Result } from '../base/index.ts'
import { type Entry, keyOfName, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { PartySchema } from './party.ts'
import type { ListProblem, UnreadRow } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'

const MAX_BYTES = 16 * 1024 * 1024

const entitySchema = z.object({
  caption: z.string().optional(),
  schema: z.string(),
  properties: z.record(z.string(), z.array(z.unknown())),
})
type Entity = z.output<typeof entitySchema>

const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  Person: 'Person',
  Organization: 'Organization',
  Company: 'Company',
  LegalEntity: 'LegalEntity',
}

/** Said of the listing, not of the party. */
const OF_THE_LISTING = new Set(['program', 'topics', 'programId'])

export const source: ListSource = {
  id: 'us-state-tel',
  title: 'Terrorist Exclusion List',
  publisher: 'US Department of State',
  page: 'https://www.state.gov/terrorist-exclusion-list',
  lists: ['us-tel'],
  parts: [{ part: 'json', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 3, max: 2_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (/^\s*\[/.test(opening) && /"us_state_terrorist_exclusion"/.test(opening) ? 'json' : null),
  read,
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('json')
  if (file === undefined) throw new Error('the json is a required part')
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
  if (!Array.isArray(json)) return bad('the file', 'not a list of entities')
  const entries: Entry[] = []
  const unread: UnreadRow[] = []
  for (const [i, raw] of json.entries()) {
    const parsed = entitySchema.safeParse(raw)
    const entry = parsed.success ? entryOf(parsed.data) : null
    if (entry === null) unread.push(unreadRow(i + 1, JSON.stringify(raw) ?? ''))
    else entries.push(entry)
  }
  const { parties, notes } = toParties(entries, () => false)
  return ok({
    source: 'us-state-tel',
    parties,
    rows: json.length,
    parts: ['json'],
    dataOn: null,
    dataOnBasis: 'none',
    highestNumber: null,
    notes: [...notes, ...unreadRowNotes(unread)],
  })
}

function entryOf({ caption, schema, properties: given }: Entity): Entry | null {
  const properties = new Properties()
  const textsOf = (property: string) => (given[property] ?? []).filter((value) => typeof value === 'string')
  properties.add('name', ...textsOf('name'))
  if (properties.first('name') === null) properties.add('name', caption)
  const name = properties.first('name')
  if (name === null || !/[\p{L}\p{N}]/u.test(name)) return null
  for (const property of Object.keys(given))
    if (property !== 'name' && !OF_THE_LISTING.has(property)) properties.add(property, ...textsOf(property))
  return {
    list: 'us-tel',
    key: keyOfName(name, null),
    schema: SCHEMAS[schema] ?? 'LegalEntity',
    properties: properties.done(),
    listing: { ...NO_TERMS, programmes: textsOf('program').sort() },
    grounds: [],
  }
}
