/**
 * The starter set that ships with the program: parties of human-rights concern, compiled by us as facts, each with the
 * ground coded from its notice. Never a full list. Keys are made as the full lists make them, so that the same party is
 * the same entry in both.
 */
import { z } from 'zod'
import { err, ok, parseCountry, parseDay, type Result } from '../base/index.ts'
import { type Entry, keyOfName, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import { GROUNDS, LIST_IDS, type ListId } from './party.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { readCitations, spokenName } from './wording.ts'

const MAX_BYTES = 16 * 1024 * 1024

const text = z
  .string()
  .trim()
  .min(1)
  .refine((value) => value.isWellFormed())
const day = z.string().transform((value, context) => {
  const parsed = parseDay(value)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: 'not a day' })
  return z.NEVER
})
const country = text.transform((value, context) => {
  const parsed = parseCountry(value)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: 'not a country' })
  return z.NEVER
})

/** Our own codes; other fields of the file are for people and are not read. */
const party = z.object({
  list: z.enum(LIST_IDS),
  name: text,
  aliases: z.array(text).default([]),
  country: country.nullish(),
  city: text.nullish(),
  schema: z.enum(['Person', 'Organization', 'Company', 'LegalEntity', 'Vessel', 'Airplane', 'Address']),
  startOn: day.nullish(),
  citation: text,
  programmes: z.array(text).default([]),
  scope: z.string().nullish(),
  review: z.string().nullish(),
  grounds: z.array(z.enum(GROUNDS)).min(1),
  entryKey: text.nullish(),
})
const file = z.object({
  source: z.object({ table: z.literal('starter'), compiledOn: day, textOn: day, note: z.unknown() }),
  parties: z.array(z.unknown()),
})

export const source: ListSource = {
  id: 'starter',
  title: 'Starter set of parties of human-rights concern',
  publisher: 'Unblind',
  page: 'data/starter/parties.json',
  // What it may hold: parties of the lists that an exporter from the United States must screen against.
  lists: LIST_IDS.filter((id) => id.startsWith('us-') || id === 'un-sc'),
  parts: [{ part: 'json', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 1, max: 10_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (/^\s*\{\s*"source"\s*:\s*\{[^}]*"table"\s*:\s*"starter"/.test(opening) ? 'json' : null),
  read(files) {
    const given = files.get('json')
    if (given === undefined) throw new Error('the json of the starter set is a required part')
    return readFile(given)
  },
}

function readFile(given: NamedFile): Result<ReadList, ListProblem> {
  const content = readText(given, MAX_BYTES)
  if (!content.ok) return content
  let json: unknown
  try {
    json = JSON.parse(content.value.text)
  } catch {
    return err({ kind: 'list.bad-field', file: given.name, field: 'the file', reason: 'not whole JSON' })
  }
  return readStarter(json, given.name)
}

/** The starter set from its parsed JSON. */
export function readStarter(json: unknown, name = 'data/starter/parties.json'): Result<ReadList, ListProblem> {
  const parsed = file.safeParse(json)
  if (!parsed.success) return err(problemOf(parsed.error, name, 'the file'))
  const entries: Entry[] = []
  for (const [i, raw] of parsed.data.parties.entries()) {
    const read = party.safeParse(raw)
    if (!read.success) return err(problemOf(read.error, name, `parties[${i}]`))
    entries.push(entryOf(read.data))
  }
  const { parties, notes } = toParties(entries, () => false)
  return ok({
    source: 'starter',
    parties,
    rows: entries.length,
    parts: ['json'],
    // The oldest text it was compiled from: the set is no fresher than that.
    dataOn: parsed.data.source.textOn,
    dataOnBasis: 'stated',
    highestNumber: null,
    notes,
  })
}

/** Lists that give no country, so that the name alone is the key there. */
const WITHOUT_COUNTRY: ReadonlySet<ListId> = new Set(['us-uflpa', 'us-isn', 'us-dtc', 'us-1260h', 'us-tel'])

function entryOf(raw: z.infer<typeof party>): Entry {
  const properties = new Properties()
  properties.add('name', raw.name, raw.schema === 'Person' ? spokenName(raw.name) : null)
  properties.add('alias', ...raw.aliases)
  properties.add('country', raw.country)
  properties.add('address', [raw.city, raw.country].filter(Boolean).join(', '))
  const number = numberIn(raw.citation, raw.list)
  return {
    list: raw.list,
    key: raw.entryKey ?? number ?? keyOfName(raw.name, WITHOUT_COUNTRY.has(raw.list) ? null : (raw.country ?? null)),
    schema: raw.schema,
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: raw.programmes,
      licenceRequirement: raw.scope ?? null,
      licencePolicy: raw.review ?? null,
      federalRegister: readCitations(raw.citation),
      startOn: raw.startOn ?? null,
    },
    grounds: [...new Set(raw.grounds)].sort(),
  }
}

/** `us-sdn 29159`: where no notice is cited, the list and the publisher's number of the entry. */
function numberIn(citation: string, list: ListId): string | null {
  const [named, key] = citation.split(' ')
  return named === list && key !== undefined ? key : null
}

function problemOf(error: z.ZodError, name: string, at: string): ListProblem {
  const [issue] = error.issues
  const field = [at, ...(issue?.path ?? []).map(String)].join('.')
  return { kind: 'list.bad-field', file: name, field, reason: issue?.message ?? 'unreadable' }
}
