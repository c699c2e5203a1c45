import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  ANY_COUNT,
  applyChanges,
  byListAndKey,
  changesBetween,
  groupsOf,
  type ListedParty,
  type NamedFile,
  type ReadList,
  readList,
  recognise,
  type SourceId,
  sentenceOf,
  sentenceOfNote,
} from '../src/lists/index.ts'
import { describeWithSharedData, sharedData } from './shared-data.ts'

describeWithSharedData('the Canadian list of May 2025', () => {
  const list = once(() => mustRead('ca-sema', ['ca/sema-lmes_2025-05.xml']))

  it('is read whole: 4,759 listings, each under its regulation, schedule and item', () => {
    expect(list().parties).toHaveLength(4_759)
    expect(new Set(list().parties.map((party) => party.entryKey)).size).toBe(4_759)
    expect(countOf(list(), (party) => party.schema)).toEqual({ Person: 3_334, Organization: 1_316, Vessel: 109 })
  })

  it('gives every ship its IMO number and every listing its day', () => {
    for (const party of list().parties) {
      expect(party.listing.startOn).not.toBeNull()
      if (party.schema === 'Vessel') expect(party.properties.imoNumber?.[0]).toMatch(/^\d{7}$/)
    }
  })

  it('takes the names of several languages apart, and leaves no label of a language in them', () => {
    const aliases = list().parties.flatMap((party) => [...(party.properties.alias ?? [])])
    expect(aliases.length).toBeGreaterThan(2_800)
    expect(aliases.filter((alias) => /\b(Russian|Belarusian|Arabic)\s*:/.test(alias))).toEqual([])
  })

  it('says which three dates it could not read', () => {
    expect(list().notes.map(sentenceOfNote)).toEqual([
      '3 dates that cannot be the day of a listing or birth (1963-1964, Sep-99, born in the early 1970s) left out',
    ])
  })
})

describeWithSharedData('the annexes of the Official Journal of August 2026', () => {
  const folder = sharedData('lists/eu/journal')
  const files = (sign: RegExp) =>
    readdirSync(folder)
      .filter((name) => sign.test(name))
      .map((name) => `eu/journal/${name}`)
  const consolidated = once(() => mustRead('eu-journal', files(/^consolidated/)))
  const all = once(() => mustRead('eu-journal', files(/\.csv$/)))

  it('are one set of 45 consolidated regulations and 11 amending acts, empty ones among them', () => {
    expect(all().parts).toHaveLength(56)
    expect([consolidated().rows, all().rows]).toEqual([8_017, 8_434])
  })

  it('name the end users of Annex IV of Regulation 833/2014 and of Annex V of Regulation 765/2006 on a list of their own', () => {
    const endUsers = consolidated().parties.filter((party) => party.list === 'eu-end-users')
    expect(endUsers.filter((party) => party.entryKey.startsWith('32014R0833 IV '))).toHaveLength(921)
    expect(endUsers.filter((party) => party.entryKey.startsWith('32006R0765 V '))).toHaveLength(26)
    expect(endUsers).toHaveLength(947)
  })

  it('name 633 ships in Annex XLII of Regulation 833/2014, each with its IMO number', () => {
    const ships = consolidated().parties.filter((party) => party.entryKey.startsWith('32014R0833 XLII '))
    expect(ships).toHaveLength(633)
    expect(ships.filter((party) => party.properties.imoNumber === undefined)).toEqual([])
  })

  it('change with the amending acts by what those add', () => {
    const delta = changesBetween(consolidated().parties, all().parties)
    expect(delta.removed).toEqual([])
    expect(delta.added.length + delta.changed.length).toBeGreaterThanOrEqual(417)
    expect(versionsOf(applyChanges(consolidated().parties, delta))).toEqual(
      versionsOf([...all().parties].sort(byListAndKey)),
    )
  })

  it('give nearly every person named with a nationality its code', () => {
    const people = all().parties.filter((party) => party.schema === 'Person')
    expect(people.filter((party) => party.properties.nationality !== undefined).length).toBeGreaterThan(2_650)
  })
})

describeWithSharedData('the Japanese lists of September 2025', () => {
  const restricted = once(() =>
    mustRead('jp-restricted', [
      'jp/250912_list_russia_tokutei.pdf.txt',
      'jp/250912_list_daisangoku_tokutei.pdf.txt',
      'jp/list_belarus_tokutei.pdf.txt',
    ]),
  )

  it('forbid exports to 561 bodies of Russia, 27 of Belarus and 56 of third countries', () => {
    expect(countOf(restricted(), (party) => party.properties.legalBasis?.[0] ?? '')).toEqual({
      令和四年外務省告示第八十二号: 561,
      令和四年外務省告示第百四号: 27,
      令和五年外務省告示第四百四十七号: 56,
    })
    expect([restricted().dataOn, restricted().dataOnBasis]).toEqual(['2025-09-12', 'stated'])
  })

  it('give every body an English name, also where a page end glued it to the Japanese one', () => {
    const names = restricted().parties.map((party) => party.properties.name?.[0] ?? '')
    expect(names.filter((name) => !/^[\p{Script=Latin}\p{N}\p{P}\p{Zs}№]+$/u.test(name))).toEqual([])
    expect(names).toContain('Yilufa Electronics Ltd')
  })

  it('give every body a country but one, whose address names none', () => {
    const without = restricted().parties.filter((party) => party.properties.country === undefined)
    expect(without.map((party) => party.properties.address)).toEqual([['Yasenevo 11 Kolpachny, Moscow, 0101000']])
  })

  it('name 835 end users of concern, also those whose name ran into the country', () => {
    const list = mustRead('jp-eul', ['jp/xyna_meti_eul_2025-09-29.json'])
    expect(list.parties).toHaveLength(835)
    expect(list.dataOn).toBe('2025-09-29')
    expect(list.parties.filter((party) => party.properties.country === undefined)).toEqual([])
  })
})

describeWithSharedData('samples of the lists that were not seen whole', () => {
  it.each([
    ['eu-fsf', 'samples/eu_fsf_1_1_sample.xml', 2],
    ['eu-fsf', 'samples/sieve_eu_consolidated_sample.xml', 5],
    ['uk-sanctions', 'samples/uk_sanctions_list_sample.xml', 3],
    ['uk-sanctions', 'samples/uk_sanctions_list_shape_synthetic.csv', 3],
    ['uk-hmt', 'samples/sieve_uk_hmt_sample.xml', 5],
    ['ch-seco', 'samples/seco_example_2024-01.xml', 3],
  ] as const)('%s is known and read in %s, without a field that nobody reads', (source, path, count) => {
    const file = official(path)
    expect(recognise('download', file.bytes)?.source).toBe(source)
    const read = readList(source, [file], { expectedParties: ANY_COUNT })
    if (!read.ok) throw new Error(sentenceOf(read.error))
    expect(read.value.parties).toHaveLength(count)
    expect(read.value.notes.filter((note) => note.kind === 'unread-fields')).toEqual([])
  })
})

describeWithSharedData('one party on several real lists', () => {
  const parties = once(() => [
    ...mustRead('ca-sema', ['ca/sema-lmes_2025-05.xml']).parties,
    ...mustRead('un-sc', ['un/un_2026-02-27.xml']).parties,
    ...mustRead('jp-eul', ['jp/xyna_meti_eul_2025-09-29.json']).parties,
    ...mustRead(
      'eu-journal',
      readdirSync(sharedData('lists/eu/journal')).map((name) => `eu/journal/${name}`),
    ).parties,
  ])
  const groups = once(() => groupsOf(parties()).filter(({ members }) => members.length > 1))

  it('is one group for more than a thousand, none larger than the lists can explain', () => {
    expect(groups().length).toBeGreaterThan(1_000)
    expect(Math.max(...groups().map(({ members }) => members.length))).toBeLessThanOrEqual(6)
  })

  it('never joins two people of whom full birth dates are known and none is the same', () => {
    for (const { members } of groups()) {
      const births = members
        .map((party) => (party.properties.birthDate ?? []).filter((date) => date.length === 10))
        .filter((dates) => dates.length > 0)
      for (const some of births)
        for (const others of births) expect(some.some((date) => others.includes(date))).toBe(true)
    }
  })

  it('does not join the companies beside which a list prints one and the same wrong number', () => {
    const molot = groups().find(({ members }) =>
      members.some((party) => /Molot/.test(party.properties.name?.[0] ?? '')),
    )
    expect(molot?.members.some((party) => /Granit/.test(party.properties.name?.[0] ?? '')) ?? false).toBe(false)
  })
})

function official(path: string): NamedFile {
  return { name: path, bytes: readFileSync(sharedData(`lists/${path}`)) }
}

function mustRead(source: SourceId, paths: readonly string[]): ReadList {
  const read = readList(source, paths.map(official))
  if (!read.ok) throw new Error(sentenceOf(read.error))
  return read.value
}

function countOf(read: ReadList, of: (party: ListedParty) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const party of read.parties) counts[of(party)] = (counts[of(party)] ?? 0) + 1
  return counts
}

function versionsOf(parties: readonly ListedParty[]): readonly string[] {
  return parties.map((party) => `${party.list} ${party.entryKey} ${party.entryVersion}`)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
