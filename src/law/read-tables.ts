import { z } from 'zod'
import { type CountryCode, canonicalHash, parseCountry, parseDay, type Sha256 } from '../base/index.ts'
import { CHART_COLUMNS, GROUP_IDS, type LawTables, type ScopeCondition, type TableSource } from './tables.ts'

/** Files of `data/us-ear/`, all of them needed. */
export const TABLE_FILES = [
  'country-chart.json',
  'country-groups.json',
  'entries.json',
  'prose-rules.json',
  'hr-items.json',
  'red-flags.json',
  'titles.json',
] as const

const code = z.string().transform((text, context): CountryCode => {
  const parsed = parseCountry(text)
  if (parsed !== null && parsed === text) return parsed
  context.addIssue({ code: 'custom', message: `\`${text}\` is not a country code` })
  return z.NEVER
})
const day = z.string().transform((text, context) => {
  const parsed = parseDay(text)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: `\`${text}\` is not a day` })
  return z.NEVER
})
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => text as Sha256)
const source = z.strictObject({
  table: z.string(),
  citation: z.string(),
  address: z.url(),
  textOn: day,
  checkedOn: day,
  inputSha256: hash,
}) satisfies z.ZodType<TableSource>

const eccn = z.string().regex(/^\d[A-E]\d{3}$/)
const path = z.string().regex(/^[a-z]{1,2}(\.(\d{1,2}|[a-z]{1,2}))*$/)
const scope = z.strictObject({
  include: z.array(path).min(1).exactOptional(),
  exclude: z.array(path).min(1).exactOptional(),
})
const column = z.enum(CHART_COLUMNS)
const group = z.enum(GROUP_IDS)
const condition: z.ZodType<ScopeCondition> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('measure'),
    fact: z.string(),
    compare: z.enum(['at-least', 'more-than', 'at-most', 'less-than', 'equal']),
    value: z.union([z.number(), z.boolean(), z.string()]),
  }),
  z.strictObject({ kind: z.literal('any'), of: z.lazy(() => z.array(condition).min(1)) }),
  z.strictObject({ kind: z.literal('all'), of: z.lazy(() => z.array(condition).min(1)) }),
  z.strictObject({ kind: z.literal('not'), of: z.lazy(() => condition) }),
  z.strictObject({
    kind: z.literal('related'),
    items: z
      .array(
        z.strictObject({
          eccn: z.string().regex(/^\d[A-E](\d{3})?$/),
          until: eccn.exactOptional(),
          include: z.array(path).exactOptional(),
          exclude: z.array(path).exactOptional(),
        }),
      )
      .min(1),
    reason: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('needs-person'), id: z.string(), question: z.string() }),
])
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('columns'), columns: z.array(column).min(1) }),
  z.strictObject({ kind: z.literal('all-destinations'), except: z.array(code) }),
  z.strictObject({
    kind: z.literal('destinations'),
    countries: z.array(code),
    groups: z.array(group),
    exceptGroups: z.array(group).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('see'), paragraph: z.string() }),
])
const control = z.strictObject({
  reason: z.string().min(2),
  scope,
  conditions: z.array(condition),
  target,
  paragraph: z.string().startsWith('15 CFR '),
  isInCountryToo: z.literal(true).exactOptional(),
  deemed: z.enum(['excluded', 'partly']).exactOptional(),
  onlyKind: z.enum(['export', 'reexport']).exactOptional(),
})
const exceptionFlag = z.strictObject({
  code: z.string(),
  scope: scope.nullable(),
  limitUsd: z.number().exactOptional(),
  onlyGroups: z.array(group).exactOptional(),
  notGroups: z.array(group).exactOptional(),
  unread: z.string().exactOptional(),
})
const status = z.enum(['controls', 'prose', 'no-control-here', 'reserved', 'other-agency', 'unparsed'])
const entry = z.strictObject({
  eccn,
  title: z.string(),
  category: z.string(),
  group: z.string(),
  reasons: z.array(z.string()),
  controls: z.array(control),
  exceptions: z.array(exceptionFlag),
  paragraphs: z.array(path),
  status,
})

const files = z.object({
  'country-chart.json': z.strictObject({
    source,
    chart: z.record(
      code,
      z.strictObject({
        name: z.string(),
        marks: z.array(column),
        footnotes: z.array(z.int()),
        pointsTo: z.string().exactOptional(),
      }),
    ),
    territories: z.record(code, code),
  }),
  'country-groups.json': z.strictObject({ source, groups: z.record(group, z.array(code)) }),
  'entries.json': z.strictObject({ source, entries: z.record(eccn, entry) }),
  'prose-rules.json': z.strictObject({
    source,
    rules: z.record(
      eccn,
      z.strictObject({
        status: status.exactOptional(),
        controls: z.array(control),
        exceptions: z.array(exceptionFlag).exactOptional(),
        citation: z.string(),
        see: z.string().exactOptional(),
      }),
    ),
  }),
  'hr-items.json': z.strictObject({
    source,
    hrItems: z.array(
      z.strictObject({
        eccn,
        scope,
        title: z.string(),
        family: z.string(),
        relevance: z.string(),
        section: z.string(),
      }),
    ),
  }),
  'red-flags.json': z.strictObject({
    source,
    redFlags: z.array(
      z.strictObject({
        id: z.string(),
        category: z.string(),
        text: z.string(),
        source: z.string(),
        isHumanRights: z.boolean(),
        inForce: z.array(z.strictObject({ from: day.nullable(), until: day.nullable(), act: z.string() })),
        inquiry: z.string(),
      }),
    ),
  }),
  'titles.json': z.strictObject({ source, titles: z.record(eccn, z.string().min(1)) }),
})

/**
 * The tables of US law from the parsed JSON of `data/us-ear/`, by file name. Prose rules are laid onto their entries.
 * @throws Error when a shipped file is absent or malformed: we ship them, so that is a bug and never input.
 */
export function readTables(shipped: Readonly<Record<string, unknown>>): LawTables {
  const read = files.safeParse(shipped)
  if (!read.success) throw new Error(`the shipped tables of law are malformed: ${z.prettifyError(read.error)}`)
  const { data } = read
  const { titles } = data['titles.json']
  const rules = data['prose-rules.json'].rules
  const entries = Object.fromEntries(
    Object.entries(data['entries.json'].entries).map(([number, one]) => {
      const rule = rules[number]
      const controls = [...one.controls, ...(rule?.controls ?? [])]
      const exceptions = [...one.exceptions, ...(rule?.exceptions ?? [])]
      const see = rule?.see
      return [
        number,
        {
          ...one,
          controls,
          exceptions,
          title: titles[number] ?? (one.title === '' ? number : one.title),
          ...(see === undefined ? {} : { see }),
        },
      ] as const
    }),
  )
  const tables = Object.values(data)
  return {
    sources: tables.map((table) => table.source),
    chart: data['country-chart.json'].chart,
    territories: data['country-chart.json'].territories,
    groups: data['country-groups.json'].groups,
    entries,
    hrItems: data['hr-items.json'].hrItems,
    redFlags: data['red-flags.json'].redFlags,
    hashes: Object.fromEntries(tables.map((table) => [table.source.table, canonicalHash(withoutFloats(table))])),
  }
}

/** Canonical bytes hold no floats; a decimal of a table is hashed as its text. */
function withoutFloats(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return String(value)
  if (Array.isArray(value)) return value.map(withoutFloats)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutFloats(inner)]))
  return value
}
