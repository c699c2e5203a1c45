import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detection, listed, makeCase, makeTenant, version } from '../../test/brief-samples.ts'
import { makeTables } from '../../test/law-tables.ts'
import { shippedLaw } from '../../test/shipped-law.ts'
import { canonical, country, day, readSealed, seal, sha256 } from '../base/index.ts'
import type { LawTables } from '../law/index.ts'
import { type ListedParty, type ReadList, sentenceOfQuarantine } from '../lists/index.ts'
import { changeEntry } from './change.ts'
import { type ClearRecord, changesOfForum } from './forum-changes.ts'
import { changesBetweenFiles, changesOfList, sentenceOfCompare } from './list-changes.ts'
import { relevantChanges } from './relevance.ts'
import { changesOfTables } from './table-changes.ts'
import { prepareTenant } from './tenant.ts'

describe('changes of a list', () => {
  it('tell each entry added, removed and amended, once', () => {
    const content = fc.constantFrom('A', 'B', 'C').map((name) => ({ name: [`Fictional ${name}`] }))
    const parties = fc
      .dictionary(fc.constantFrom('1', '2', '3', '4', '5'), content)
      .map((entries) => Object.entries(entries).map(([entryKey, properties]) => listed('x', { entryKey, properties })))
    fc.assert(
      fc.property(parties, parties, (before, after) => {
        const records = changesOfList(read(before), read(after), detection())
        const told = Object.fromEntries(records.map((record) => [record.targets[0]?.id, record.kind]))
        const was = new Map(before.map((party) => [party.entryKey, party]))
        const is = new Map(after.map((party) => [party.entryKey, party]))
        for (const key of ['1', '2', '3', '4', '5']) {
          const [old, now] = [was.get(key), is.get(key)]
          const isAmended = old !== undefined && now !== undefined && old.entryVersion !== now.entryVersion
          const kind = old === undefined ? 'list-add' : now === undefined ? 'list-remove' : 'list-amend'
          const isChanged = isAmended || (old === undefined) !== (now === undefined)
          expect(told[`us-entity-list/${key}`]).toBe(isChanged ? kind : undefined)
        }
        expect(new Set(records.map((record) => record.id)).size).toBe(records.length)
      }),
    )
  })

  it('can be sealed as they stand', () => {
    const records = changesOfList(read([listed('Fictional A')]), read([listed('Fictional B')]), detection())
    for (const record of records) {
      const { text, hash } = seal(null, changeEntry(record))
      expect(readSealed({ text, hash }).ok).toBe(true)
    }
  })

  it('name the fields of an amendment before and after', () => {
    const before = listed('x', { entryKey: '1', properties: { name: ['Fictional A'], alias: ['Old'] } })
    const after = listed('x', { entryKey: '1', properties: { name: ['Fictional A'], country: ['EG'] } })
    const [record] = changesOfList(read([before]), read([after]), detection())
    expect(record?.differences).toEqual([
      { field: 'properties.alias', before: ['Old'], after: null },
      { field: 'properties.country', before: null, after: ['EG'] },
    ])
    expect(record?.parties.map(({ form }) => form.names.map(({ text }) => text))).toEqual([
      ['Fictional A'],
      ['Fictional A', 'Old'],
    ])
  })

  it('link an entry that came back word for word under another key', () => {
    const properties = { name: ['Fictional Same'] }
    const records = changesOfList(
      read([listed('x', { entryKey: '1', properties })]),
      read([listed('x', { entryKey: '2', properties })]),
      detection(),
    )
    const [added, removed] = records
    expect(records.map((record) => record.kind)).toEqual(['list-add', 'list-remove'])
    expect(added?.links).toEqual([{ rel: 'same-subject', to: removed?.id }])
    expect(removed?.links).toEqual([{ rel: 'same-subject', to: added?.id }])
  })
})

describe('two versions of a list as files', () => {
  const row = (uid: number, name: string) => `${uid},"${name}",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n`
  const sdn = (...rows: readonly string[]) => [{ name: 'sdn.csv', bytes: Buffer.from(`${rows.join('')}\u001a`) }]

  it('may be a lone sdn.csv each', () => {
    const compared = changesBetweenFiles(
      sdn(row(1, 'FICTIONAL ONE'), row(2, 'FICTIONAL TWO')),
      sdn(row(2, 'FICTIONAL TWO LTD'), row(3, 'FICTIONAL THREE')),
      detection(),
    )
    if (!compared.ok) throw new Error(sentenceOfCompare(compared.error))
    expect(compared.value.records.map(({ kind, targets }) => [kind, targets[0]?.id])).toEqual([
      ['list-add', 'us-sdn/3'],
      ['list-remove', 'us-sdn/1'],
      ['list-amend', 'us-sdn/2'],
    ])
  })

  it('that look wrong are compared, with the doubt said', () => {
    const many = Array.from({ length: 40 }, (_, i) => row(i + 1, `FICTIONAL NUMBER ${i}`))
    const compared = changesBetweenFiles(sdn(...many), sdn(...many.slice(0, 20)), detection())
    expect(compared.ok ? compared.value.doubts : []).toEqual([
      sentenceOfQuarantine({ kind: 'shrunk', list: 'us-sdn', before: 40, after: 20, permille: 500 }),
    ])
  })

  it('are refused when they cannot be read or are not of one list', () => {
    const one = sdn(row(1, 'FICTIONAL ONE'))
    const broken = [{ name: 'page.csv', bytes: Buffer.from('<!doctype html><html>') }]
    const un = [
      {
        name: 'un.xml',
        bytes: Buffer.from(
          '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00Z"><INDIVIDUALS></INDIVIDUALS><ENTITIES><ENTITY><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>FICTIONAL</FIRST_NAME><UN_LIST_TYPE>F</UN_LIST_TYPE><REFERENCE_NUMBER>FXe.001</REFERENCE_NUMBER><LISTED_ON>2020-01-01</LISTED_ON></ENTITY></ENTITIES></CONSOLIDATED_LIST>',
        ),
      },
    ]
    const kindOf = (a: typeof one, b: typeof one) => {
      const compared = changesBetweenFiles(a, b, detection())
      return compared.ok ? null : [compared.error.kind, sentenceOfCompare(compared.error)]
    }
    expect(kindOf(one, broken)?.[0]).toBe('list.html')
    expect(kindOf([], one)).toEqual(['changes.no-file', 'no file of the earlier version was given; give at least one'])
    expect(kindOf(one, un)?.[0]).toBe('changes.different-lists')
  })
})

describe('changes of the law tables', () => {
  const law = shippedLaw()

  it('are none between a version and itself', () => {
    expect(changesOfTables(law, shippedLaw(), detection())).toEqual([])
  })

  it('tell each cell of the chart that gained or lost its mark, with its table and place', () => {
    const row = law.chart.AE
    if (row === undefined) throw new Error('a row for AE')
    const changed = withHash(law, 'country-chart', {
      chart: { ...law.chart, AE: { ...row, marks: [...row.marks.filter((mark) => mark !== 'NS2'), 'AT1'] } },
    })
    const records = changesOfTables(law, changed, detection())
    expect(records.map(({ title, targets, countries }) => [title, targets[0]?.id, countries])).toEqual([
      ['United Arab Emirates now bears the mark AT1 on the Country Chart', 'country-chart/AE/AT1', ['AE']],
      ['United Arab Emirates no longer bears the mark NS2 on the Country Chart', 'country-chart/AE/NS2', ['AE']],
    ])
    expect(records[0]?.source.citation).toBe('15 CFR 738 Supp. 1, Country Chart, United Arab Emirates')
    expect(records[0]?.differences).toEqual([{ field: 'AT1', before: 'no', after: 'yes' }])
  })

  it('tell who joins and leaves a Country Group', () => {
    const groups = { ...law.groups, 'D:5': [...law.groups['D:5'].slice(1), country('NO')] }
    const records = changesOfTables(law, withHash(law, 'country-groups', { groups }), detection())
    expect(records.map(({ title }) => title)).toContain('Norway is now in Country Group D:5')
    expect(records).toHaveLength(2)
  })

  it('tell each control row of an entry with its paragraph, and the codes it is about', () => {
    const entry = law.entries['5A001']
    if (entry === undefined) throw new Error('an entry 5A001')
    const [first, ...rest] = entry.controls
    if (first === undefined) throw new Error('a control row')
    const changed = withHash(law, 'entries', {
      entries: {
        ...law.entries,
        '5A001': { ...entry, controls: [{ ...first, scope: { include: ['f.1', 'j'] } }, ...rest] },
      },
    })
    const [record, ...others] = changesOfTables(law, changed, detection())
    expect(others).toEqual([])
    expect(record?.source.citation).toBe(`15 CFR 774 Supp. 1, 5A001, ${first.paragraph}`)
    expect(record?.targets.map(({ id }) => id)).toEqual(['entries/5A001'])
    expect(record?.itemCodes.every((code) => code.startsWith('5A001'))).toBe(true)
  })

  it('tell of a table whose change no node shows, and never of our own titles', () => {
    const entries = Object.fromEntries(
      Object.entries(law.entries).map(([eccn, entry]) => [eccn, { ...entry, title: `${entry.title} again` }]),
    )
    const hashes = { ...law.hashes, titles: sha256('other titles') }
    expect(changesOfTables(law, { ...law, entries, hashes }, detection())).toEqual([])
    const unseen = { ...law, hashes: { ...law.hashes, 'country-chart': sha256('other') } }
    expect(changesOfTables(law, unseen, detection()).map(({ targets }) => targets[0]?.id)).toEqual(['country-chart'])
  })

  it('make stale every case that rests on a table whose hash changed', () => {
    const groups = { ...law.groups, 'D:5': law.groups['D:5'].slice(1) }
    const changed = withHash(law, 'country-groups', { groups })
    const relies = Object.entries(law.hashes).map(([id, hash]) => ({ kind: 'table' as const, id, version: hash }))
    const lines = relevantChanges(
      prepareTenant(makeTenant({ cases: [makeCase('1', { relies })] })),
      changesOfTables(law, changed, detection()),
    )
    expect(lines.map(({ cases }) => cases[0]?.hold)).toEqual(['relies'])
  })

  it('can be sealed, whatever decimals the tables hold', () => {
    const none = { ...makeTables(), hashes: {} }
    for (const record of changesOfTables(none, law, detection())) expect(() => canonical(record)).not.toThrow()
  })
})

describe('forum records', () => {
  it('that are CLEAR become changes about their goods, countries, rights and actors', () => {
    const [record] = changesOfForum([makeRecord({})], detection())
    expect(record).toMatchObject({
      kind: 'guidance',
      title: 'Norway: Intercept devices against reporters',
      itemCodes: ['5A001.i'],
      countries: ['EG'],
      rightsIssues: ['ICCPR 17'],
      targets: [{ kind: 'forum-record', id: 'R1', before: null, after: version('R1') }],
    })
    expect(record?.parties[0]?.form.names[0]?.text).toBe('Fictional Intercept Works Ltd')
  })

  it('that retract or correct another make cases that rest on it stale', () => {
    const relies = [{ kind: 'forum-record' as const, id: 'R1', version: version('R1') }]
    const retraction = makeRecord({
      id: 'R2',
      hash: version('R2'),
      type: 'retract',
      refs: [{ rel: 'retracts', id: 'R1', hash: version('R1') }],
    })
    const [record] = changesOfForum([retraction], detection())
    expect([record?.status, record?.links]).toEqual(['withdrawn', [{ rel: 'withdraws', to: 'R1' }]])
    const tenant = prepareTenant(makeTenant({ cases: [makeCase('1', { relies })] }))
    expect(relevantChanges(tenant, record ? [record] : [])[0]?.cases[0]?.isStale).toBe(true)
  })

  it('that are not CLEAR go no further', () => {
    const amber = { ...makeRecord({}), tlp: 'AMBER' } as unknown as ClearRecord
    expect(() => changesOfForum([amber], detection())).toThrow('is not CLEAR')
  })
})

function read(parties: readonly ListedParty[]): ReadList {
  return {
    source: 'us-csl',
    parties,
    rows: parties.length,
    parts: ['csl'],
    dataOn: null,
    dataOnBasis: 'none',
    highestNumber: null,
    notes: [],
  }
}

function withHash(law: LawTables, table: string, changes: Partial<LawTables>): LawTables {
  return { ...law, ...changes, hashes: { ...law.hashes, [table]: sha256(`another ${table}`) } }
}

function makeRecord(changes: Partial<ClearRecord>): ClearRecord {
  return {
    id: 'R1',
    hash: version('R1'),
    type: 'threat.notice',
    tlp: 'CLEAR',
    author: 'NO',
    createdOn: day('2026-11-23'),
    title: 'Intercept devices against reporters',
    itemCodes: ['5A001.i'],
    countries: ['EG'],
    endUses: ['interception of reporters'],
    rightsAffected: ['ICCPR 17'],
    actors: [{ name: 'Fictional Intercept Works Ltd', country: 'EG' }],
    refs: [],
    effectiveOn: null,
    answerBy: null,
    expiresOn: null,
    confidence: 'moderate',
    address: null,
    ...changes,
  }
}
