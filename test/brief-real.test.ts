import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { canonical, country } from '../src/base/index.ts'
import {
  type ChangeRecord,
  changesBetweenFiles,
  changesOfList,
  holdsFor,
  makeEdition,
  prepareTenant,
  relevantChanges,
  type Tenant,
  type TenantParty,
  writeEmail,
  writeHtml,
} from '../src/brief/index.ts'
import { type NamedFile, type ReadList, readList, type SourceId, sentenceOf } from '../src/lists/index.ts'
import { detection, makeCase, makeParty, makeTenant, source } from './brief-samples.ts'
import { describeWithSharedData, sharedData } from './shared-data.ts'

describeWithSharedData('the brief on OFAC’s list of spring 2024', () => {
  const april = once(() => mustRead('us-ofac-sdn', [official('us/ofac/history/sdn_2024-04-26.csv')]))
  const first = once(() => mustRead('us-ofac-sdn', [official('us/ofac/history/sdn_2024-05-01.csv')]))
  const third = once(() => mustRead('us-ofac-sdn', [official('us/ofac/sdn_2024-05-03.csv')]))
  const between = (earlier: ReadList, later: ReadList) => changesOfList(earlier, later, detection())

  it('tells 298 additions from 26 April to 1 May, and 7 with 8 removals to 3 May', () => {
    expect(tally(between(april(), first()))).toMatchObject({ 'list-add': 298 })
    expect(tally(between(april(), first()))['list-remove']).toBeUndefined()
    expect(tally(between(first(), third()))).toMatchObject({ 'list-add': 7, 'list-remove': 8 })
  })

  it('is the same backwards, with additions and removals changed about', () => {
    const there = tally(between(first(), third()))
    const back = tally(between(third(), first()))
    expect([back['list-add'], back['list-remove'], back['list-amend']]).toEqual([
      there['list-remove'],
      there['list-add'],
      there['list-amend'],
    ])
  })

  it('holds the case of each party added, found by its name and by what it relied on, and says nothing to a stranger', () => {
    const changes = between(april(), first())
    const added = changes.filter((change) => change.kind === 'list-add')
    const amended = changes.filter((change) => change.kind === 'list-amend')
    const customers = added.map((change, i) => asParty(`c${i}`, change))
    const relying = amended.flatMap(({ targets: [target] }, i) =>
      target?.before == null
        ? []
        : [makeCase(`r${i}`, { relies: [{ kind: 'list-entry', id: target.id, version: target.before }] })],
    )
    const firm = makeTenant({
      parties: customers,
      cases: [...customers.map(({ ref }) => makeCase(ref, { parties: [ref] })), ...relying],
    })
    const relevant = relevantChanges(prepareTenant(firm), changes)
    const held = new Set(holdsFor(relevant).map((hold) => hold.case))
    expect(firm.cases.filter((one) => !held.has(one.id)).map((one) => one.id)).toEqual([])

    const stranger = makeTenant({ parties: [makeParty('s', ['Entirely Fictional Bakery of Nowhere'])] })
    const quiet = editionOf(stranger, changes)
    expect(quiet.headline).toBe('Nothing touches you')
    expect(quiet.proof).toBe(
      `Checked 1 party, 0 items and 0 cases against ${changes.length} changes from 1 source: 0 touch you.`,
    )
  })

  it('keeps every real name out of the e-mail and in the page', () => {
    const changes = between(first(), third()).filter((change) => change.kind === 'list-add')
    const names = changes.flatMap((change) => change.parties[0]?.form.names[0]?.text ?? [])
    const firm = makeTenant({ parties: changes.map((change, i) => asParty(`c${i}`, change)) })
    const edition = editionOf(firm, changes)
    const { text, html } = writeEmail(edition)
    expect(names.length).toBe(7)
    for (const name of names) {
      expect(text).not.toContain(name)
      expect(html).not.toContain(name)
    }
    expect(edition.lines.map((line) => line.what.split(' was ')[0]).sort()).toEqual([...names].sort())
    expect(writeHtml(edition)).toContain('For you today')
  })

  it('tells the same of the two lone files, and has no doubt of them', () => {
    const files = ['us/ofac/history/sdn_2024-05-01.csv', 'us/ofac/sdn_2024-05-03.csv'].map((path) => [official(path)])
    const compared = changesBetweenFiles(files[0] ?? [], files[1] ?? [], detection())
    expect(compared).toEqual({
      ok: true,
      value: { source: 'us-ofac-sdn', records: between(first(), third()), doubts: [] },
    })
  })

  it('can be sealed and told as JSON', () => {
    for (const record of between(first(), third())) expect(JSON.parse(canonical(record))).toEqual(record)
  })
})

describeWithSharedData('the brief on the UN list', () => {
  it('tells 127 additions and 3 removals from August 2025 to February 2026, each with its own reference number', () => {
    // The stored copy of August lost every letter beyond Latin-1; mended here for the test alone, other letters stay lost.
    const mended = Buffer.from(
      official('un/un_2025-08-16.xml')
        .bytes.toString('latin1')
        .replace(
          /[^\P{Cc}\t\n\r]|&(?!amp;|lt;|gt;|quot;|apos;)|<(?!\/?[A-Z_0-9]{4,}\/?>|\?xml|CONSOLIDATED_LIST )/gu,
          '?',
        ),
    )
    const august = mustRead('un-sc', [{ name: 'august.xml', bytes: mended }])
    const february = mustRead('un-sc', [official('un/un_2026-02-27.xml')])
    const records = changesOfList(august, february, detection())
    expect(tally(records)).toMatchObject({ 'list-add': 127, 'list-remove': 3 })
    for (const record of records) expect(record.targets[0]?.id).toMatch(/^un-sc\/[A-Z]{2}[ie]\.\d{3}$/)
    expect(new Set(records.map((record) => record.publishedOn))).toEqual(new Set(['2026-02-27']))
  })
})

function editionOf(tenant: Tenant, changes: readonly ChangeRecord[]) {
  return makeEdition({
    on: makeCase('day').exportOn,
    madeAt: '2026-11-24T06:00:00.000Z',
    tenant,
    changes,
    relevant: relevantChanges(prepareTenant(tenant), changes),
    sources: [source('us-ofac-sdn')],
  })
}

/** A customer of that very name. */
function asParty(ref: string, { parties: [entry] }: ChangeRecord): TenantParty {
  return makeParty(ref, entry === undefined ? [] : entry.form.names.slice(0, 1).map(({ text }) => text), {
    countries: [country('NO')],
  })
}

function tally(records: readonly ChangeRecord[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function official(path: string): NamedFile & { readonly bytes: Buffer } {
  return { name: path, bytes: readFileSync(sharedData(`lists/${path}`)) }
}

function mustRead(source: SourceId, files: readonly NamedFile[]): ReadList {
  const read = readList(source, files)
  if (!read.ok) throw new Error(sentenceOf(read.error))
  return read.value
}

/** Reads at first use, so that a skipped suite reads nothing. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
