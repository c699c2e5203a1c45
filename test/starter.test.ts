import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { covers, day, parseCountry, parseDay } from '../src/base/index.ts'
import { GROUNDS, LIST_IDS, readStarter } from '../src/lists/index.ts'
import { describeWithSharedData, sharedData } from './shared-data.ts'

const readShipped = (path: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../data/${path}`, import.meta.url)), 'utf8'))

const dayText = z.string().refine((text) => parseDay(text) !== null)
const countryCode = z.string().refine((text) => parseCountry(text) === text)
const text = z.string().refine((value) => value === value.trim() && value !== '' && !/\s\s/.test(value))

const partySchema = z.strictObject({
  list: z.enum(LIST_IDS),
  name: text,
  aliases: z.array(text),
  country: countryCode,
  city: text.nullable(),
  schema: z.enum(['Person', 'Organization', 'Company']),
  startOn: dayText.nullable(),
  citation: z.string().regex(/^(\d{2,3} FR \d{1,6}|us-sdn \d+)$/),
  programmes: z.array(text),
  scope: z.enum(['all-items', 'named-items']).nullable(),
  review: z.enum(['presumption-of-denial', 'case-by-case', 'policy-of-denial']).nullable(),
  grounds: z.array(z.enum(GROUNDS)).min(1),
  notice: text,
})
const startersSchema = z.strictObject({
  source: z.strictObject({
    table: z.literal('starter'),
    compiledOn: dayText,
    textOn: dayText,
    textOnByList: z.partialRecord(z.enum(LIST_IDS), dayText),
    note: text,
  }),
  parties: z.array(partySchema),
})
const noticesSchema = z.strictObject({
  source: z.strictObject({ table: z.literal('starter-notices'), compiledOn: dayText }),
  notices: z.array(
    z.strictObject({
      citation: text,
      alsoCitedAs: z.array(text),
      publisher: text,
      date: dayText,
      title: text,
      source: text,
      grounds: z.array(z.enum(GROUNDS)).min(1),
    }),
  ),
})

const shipped = readShipped('starter/parties.json')
const starter = startersSchema.parse(shipped)
const { notices } = noticesSchema.parse(readShipped('starter/notices.json'))
const { parties } = starter
const tally = (values: readonly string[]) => values.filter((value, i) => values.indexOf(value) !== i)
/** Letters and digits alone: one official file lost its apostrophes to question marks. */
const bare = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

describe('the starter set', () => {
  it('holds at least 500 parties, each read whole', () => {
    expect(parties.length).toBeGreaterThanOrEqual(500)
    const read = readStarter(shipped)
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    expect(read.value.parties).toHaveLength(parties.length)
  })

  it('names no party twice within a list and country', () => {
    expect(tally(parties.map((party) => `${party.list} | ${bare(party.name)} | ${party.country}`))).toEqual([])
    expect(tally(parties.filter(({ list }) => list === 'us-sdn').map(({ citation }) => citation))).toEqual([])
  })

  it('gives no alias twice, nor the name again', () => {
    const offenders = parties.filter(
      ({ name, aliases }) => aliases.includes(name) || new Set(aliases).size !== aliases.length,
    )
    expect(offenders.map(({ name }) => name)).toEqual([])
  })

  it('cites a notice for every party, or the list and the number of the entry', () => {
    for (const party of parties) expect(party.citation.startsWith('us-sdn ')).toBe(party.list === 'us-sdn')
  })

  it('names for every party the notice from which its grounds were coded', () => {
    const known = new Set(notices.flatMap(({ citation, alsoCitedAs }) => [citation, ...alsoCitedAs]))
    const unknown = parties.filter(
      ({ citation, notice }) => !known.has(notice) || (citation.includes(' FR ') && !known.has(citation)),
    )
    expect(unknown.map(({ name }) => name)).toEqual([])
    expect(tally(notices.flatMap(({ citation, alsoCitedAs }) => [citation, ...alsoCitedAs]))).toEqual([])
  })

  it('lists no notice that no party needs, and with each exactly the grounds of its parties', () => {
    for (const notice of notices) {
      const grounds = parties.filter((party) => party.notice === notice.citation).flatMap((party) => party.grounds)
      expect(notice.grounds, notice.citation).toEqual([...new Set(grounds)].sort())
    }
  })

  it('dates nothing after the day it was compiled, and bears the day of its oldest list', () => {
    const { compiledOn, textOn, textOnByList } = starter.source
    const days = [...parties.map(({ startOn }) => startOn ?? ''), ...notices.map(({ date }) => date)]
    expect(days.filter((on) => on > compiledOn)).toEqual([])
    expect(Object.values(textOnByList).sort()[0]).toBe(textOn)
    expect(Object.keys(textOnByList).sort()).toEqual([...new Set(parties.map(({ list }) => list))].sort())
  })

  it('codes scope and review for the Entity List alone', () => {
    const others = parties.filter(({ list, scope, review }) => list !== 'us-entity-list' && (scope ?? review) !== null)
    expect(others.map(({ name }) => name)).toEqual([])
  })

  it('holds the bodies an exporter of surveillance goods meets first', () => {
    const groundsOf = (citation: string, name: RegExp) =>
      parties.find((party) => party.citation === citation && name.test(party.name))?.grounds
    expect(groundsOf('us-sdn 29159', /XINJIANG PUBLIC SECURITY BUREAU/)).toEqual(['surveillance', 'detention'])
    expect(groundsOf('84 FR 54002', /People's Government Public Security Bureau/)).toEqual([
      'surveillance',
      'detention',
    ])
    expect(groundsOf('86 FR 60760', /^NSO Group$/)).toEqual(['intrusion-software'])
    expect(groundsOf('85 FR 44159', /^Xinjiang Silk Road BGI$/)).toEqual(['dna-and-biometrics'])
  })

  it('leaves out parties that were taken off their list', () => {
    const gone = /sandvine|institute of forensic science|hamou/i
    expect(parties.filter(({ name, aliases }) => [name, ...aliases].some((one) => gone.test(one)))).toEqual([])
  })
})

describeWithSharedData('the starter set beside the official lists', () => {
  const rowsOf = (bytes: Buffer | string) =>
    z.array(z.record(z.string(), z.string())).parse(parse(bytes, { columns: true, relax_quotes: true }))
  const columnsOf = (path: string) =>
    z
      .array(z.array(z.string()))
      .parse(parse(readFileSync(sharedData(path), 'latin1'), { relax_column_count: true, relax_quotes: true }))
  const screening = rowsOf(gunzipSync(readFileSync(sharedData('lists/us/csl_2022-04_full.csv.gz'))))
  const NEWEST_ROW = '2022-04-21'
  const namesOf = ({ name, aliases }: (typeof parties)[number]) => [name, ...aliases].map(bare)

  it('finds every Entity List party of its time there under that name and notice', () => {
    const rows = screening.filter(({ source }) => source?.startsWith('Entity List'))
    const missing = parties
      .filter(({ list, startOn }) => list === 'us-entity-list' && startOn !== null && startOn <= NEWEST_ROW)
      .filter(
        (party) =>
          !rows.some(
            (row) =>
              namesOf(party).includes(bare(row.name ?? '')) &&
              (row.federal_register_notice ?? '').replace(/\s+/g, ' ').includes(party.citation),
          ),
      )
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  it('finds every blocked party of its time there under that name and number', () => {
    const byNumber = new Map(
      screening.flatMap((row) => (row.source?.startsWith('Specially') ? [[row.entity_number, row]] : [])),
    )
    const dated = parties.filter(({ list, startOn }) => list === 'us-sdn' && startOn !== null && startOn <= NEWEST_ROW)
    expect(dated.length).toBeGreaterThan(100)
    const missing = dated.filter((party) => {
      const row = byNumber.get(party.citation.slice('us-sdn '.length))
      return row === undefined || !namesOf(party).includes(bare(row.name ?? ''))
    })
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  it('finds every blocked party in the newest list of names, and its number in the newest list of addresses', () => {
    const names = new Map(columnsOf('lists/us/ofac/sdn_2024-05-03.csv').map(([number, name]) => [number, name]))
    const numbers = new Set(columnsOf('lists/us/ofac/add_2025-12.csv').map(([number]) => number))
    const missing = parties
      .filter(({ list }) => list === 'us-sdn')
      .filter(({ name, citation }) => {
        const number = citation.slice('us-sdn '.length)
        return names.get(number) !== name || !numbers.has(number)
      })
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  it('finds every forced-labour party on the page of the department', () => {
    const page = readFileSync(sharedData('lists/us/bis-state-dhs/source-uflpa-2026-07-09.html'), 'utf8')
    const words = bare(
      page
        .replace(/<[^>]+>/g, ' ')
        .replace(/&amp;/g, '&')
        .replace(/&[a-z#0-9]+;/g, ' '),
    )
    const missing = parties.filter(
      ({ list, name, aliases }) => list === 'us-uflpa' && [name, ...aliases].some((one) => !words.includes(bare(one))),
    )
    expect(missing.map(({ name }) => name)).toEqual([])
  })
})

describe('what ships in our own words', () => {
  const entries = z
    .object({ entries: z.record(z.string(), z.unknown()) })
    .parse(readShipped('us-ear/entries.json')).entries
  const { titles } = z.object({ titles: z.record(z.string(), text) }).parse(readShipped('us-ear/titles.json'))
  const { hrItems } = z
    .object({
      hrItems: z.array(
        z.object({
          eccn: text,
          title: text,
          relevance: text,
          section: text,
          scope: z.object({ include: z.array(text).optional() }),
        }),
      ),
    })
    .parse(readShipped('us-ear/hr-items.json'))
  const period = z.object({ from: dayText.nullable(), until: dayText.nullable(), act: text })
  const { redFlags } = z
    .object({ redFlags: z.array(z.object({ id: text, text, source: text, inquiry: text, inForce: z.array(period) })) })
    .parse(readShipped('us-ear/red-flags.json'))

  it('gives every entry of the control list a title of three to nine words, none twice', () => {
    expect(Object.keys(titles).sort()).toEqual(Object.keys(entries).sort())
    const odd = Object.entries(titles).filter(([, title]) => !/^\S+( \S+){2,8}$/.test(title) || title.endsWith('.'))
    expect(odd).toEqual([])
    expect(tally(Object.values(titles))).toEqual([])
  })

  it('names only entries that exist as items of human-rights concern, once for each scope, with their paragraph', () => {
    expect(hrItems.filter(({ eccn }) => entries[eccn] === undefined)).toEqual([])
    expect(tally(hrItems.map(({ eccn, scope }) => `${eccn} ${scope.include ?? ''}`))).toEqual([])
    for (const item of hrItems) expect(item.section, item.eccn).toMatch(/^15 CFR 74[02]\.\d+/)
  })

  it('asks something a person can answer for every red flag', () => {
    expect(redFlags).toHaveLength(60)
    expect(tally(redFlags.map(({ id }) => id))).toEqual([])
    expect(tally(redFlags.map(({ inquiry }) => inquiry))).toEqual([])
    for (const flag of redFlags) {
      expect(flag.text.endsWith('.'), flag.id).toBe(true)
      expect(flag.inquiry.split(' ').length, flag.id).toBeGreaterThan(8)
    }
  })

  it('keeps the periods of a red flag in order and apart', () => {
    for (const { id, inForce } of redFlags) {
      expect(inForce.length, id).toBeGreaterThan(0)
      for (const [i, { from, until }] of inForce.entries()) {
        if (from !== null && until !== null) expect(from < until, id).toBe(true)
        const next = inForce[i + 1]
        if (next) expect(until !== null && next.from !== null && until <= next.from, id).toBe(true)
      }
    }
  })

  it.each([
    ['2025-09-28', false],
    ['2025-09-29', true],
    ['2025-11-09', true],
    ['2025-11-10', false],
    ['2026-11-09', false],
    ['2026-11-10', true],
  ])('on %s the red flag of listed owners stands: %s', (on, stands) => {
    const owners = redFlags.find(({ id }) => id === 'RF-732-29')
    const isInForce = owners?.inForce.some(({ from, until }) =>
      covers({ from: day(from ?? '0001-01-01'), until: until === null ? null : day(until) }, day(on)),
    )
    expect(isInForce).toBe(stands)
  })
})
