import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addition, change, EGYPT, listed, makeCase, makeParty, makeTenant, version } from '../../test/brief-samples.ts'
import { matchableOf } from '../assessment/index.ts'
import { country, day } from '../base/index.ts'
import type { Reliance } from '../case/index.ts'
import { ALGORITHM, compare } from '../match/index.ts'
import type { ChangeRecord, NodeChange } from './change.ts'
import { holdsFor } from './holds.ts'
import { itemCode, relationOf } from './item-code.ts'
import { relevantChanges } from './relevance.ts'
import { prepareTenant, type Tenant } from './tenant.ts'

const ask = (tenant: Tenant, ...changes: readonly ChangeRecord[]) => relevantChanges(prepareTenant(tenant), changes)

describe('a case that rests on what changed', () => {
  const rests = (on: Partial<Reliance>) =>
    makeTenant({ cases: [makeCase('1', { relies: [{ kind: 'table', id: 'entries/5A001', version: 'old', ...on }] })] })
  const changed = (target: Partial<NodeChange>, within: readonly NodeChange[] = []) =>
    change({
      targets: [{ kind: 'table', id: 'entries/5A001', before: version('old'), after: version('new'), ...target }],
      within,
    })

  it('is stale and held', () => {
    const [line] = ask(rests({ version: version('old') }), changed({}))
    expect(line?.cases[0]).toMatchObject({ isStale: true, hold: 'relies' })
    expect(holdsFor(line ? [line] : [])).toEqual([
      {
        case: '1',
        hold: line?.change.id,
        ground: 'relies',
        reason: 'a change; the case rests on what it was before',
        source: '15 CFR 774 Supp. 1, 5A001',
      },
    ])
  })

  it('is stale even when it rests on a version that is neither the one before nor the one after', () => {
    expect(ask(rests({ version: 'unheard of' }), changed({}))).toHaveLength(1)
  })

  it('is not stale when it has read the new version already', () => {
    expect(ask(rests({ version: version('new') }), changed({}))).toEqual([])
  })

  it('is stale by the whole it rests on, unless it has read the whole as it is now', () => {
    const table: NodeChange = { kind: 'table', id: 'entries', before: version('t1'), after: version('t2') }
    expect(ask(rests({ id: 'entries', version: version('t1') }), changed({}, [table]))).toHaveLength(1)
    expect(ask(rests({ id: 'entries', version: version('t1') }), changed({}))).toHaveLength(1)
    expect(ask(rests({ id: 'entries', version: version('t2') }), changed({}, [table]))).toEqual([])
  })

  it('is stale by a paragraph above or below the one it rests on, and not by one beside it', () => {
    const rule = (id: string) => rests({ kind: 'rule', id, version: '2026-09-24' })
    const text = (id: string) => changed({ kind: 'rule', id })
    expect(ask(rule('15 CFR 744.11(a)(1)'), text('15 CFR 744.11(a)'))).toHaveLength(1)
    expect(ask(rule('15 CFR 744.11(a)(1)'), text('15 CFR 744.11'))).toHaveLength(1)
    expect(ask(rule('15 CFR 744.11'), text('15 CFR 744.11(a)(2)(v)'))).toHaveLength(1)
    expect(ask(rule('15 CFR 744.11(a)'), text('15 CFR 744'))).toHaveLength(1)
    expect(ask(rule('15 CFR 744.11(a)(1)'), text('15 CFR 744.11(a)(2)'))).toEqual([])
    expect(ask(rule('15 CFR 744.11'), text('15 CFR 744.1'))).toEqual([])
    expect(ask(rule('us-ear/738.4/chart'), text('us-ear/738.4'))).toHaveLength(1)
  })

  it('is never left out, whatever else it rests on and whatever else changed', () => {
    const node = fc.record({
      kind: fc.constantFrom<Reliance['kind']>('list-entry', 'rule', 'table', 'forum-record'),
      id: fc.constantFrom(
        ...['entries', 'entries/5A001', 'country-chart/CN/NS1', 'country-chart/CN', 'us-sdn/12 | CN'],
        ...['15 CFR 744.11(a)(1)', '15 CFR 744.11', '15 CFR 742.4(a)', '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'a (b) (c', '/'],
      ),
    })
    const reliance = fc
      .tuple(node, fc.constantFrom('v1', 'v2', 'v3'))
      .map(([one, v]) => ({ ...one, version: version(v) }))
    const target = fc
      .tuple(node, fc.constantFrom('v1', 'v2'), fc.constantFrom('v2', 'v3'))
      .map(([one, before, after]): NodeChange => ({ ...one, before: version(before), after: version(after) }))
    fc.assert(
      fc.property(
        fc.array(fc.array(reliance, { maxLength: 6 }), { maxLength: 6 }),
        fc.array(fc.array(target, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
        (cases, changes) => {
          const tenant = makeTenant({ cases: cases.map((relies, i) => makeCase(String(i), { relies })) })
          const records = changes.map((targets) => change({ targets }))
          const lines = ask(tenant, ...records)
          for (const [i, relies] of cases.entries())
            for (const record of records) {
              const isTouched = record.targets.some((one) =>
                relies.some(
                  (other) =>
                    other.kind === one.kind &&
                    other.id === one.id &&
                    (other.version !== one.after || one.before === one.after),
                ),
              )
              const line = lines.find((one) => one.change === record)
              if (isTouched) {
                const touched = line?.cases.find((one) => one.id === String(i))
                expect(touched).toMatchObject({ isStale: true, hold: 'relies' })
              }
            }
        },
      ),
    )
  })
})

describe('an item', () => {
  it('is met by its own code, by what holds it and by a part of it', () => {
    expect(relationOf('5A001.f', '5A001.f')).toBe('same')
    expect(relationOf('5A001', '5A001.f.1')).toBe('broader')
    expect(relationOf('5A', '5A001.f.1')).toBe('broader')
    expect(relationOf('5A001.f.1', '5A001.f')).toBe('narrower')
    expect(relationOf('5A001.f.1', '5A001.f.10')).toBeNull()
    expect(relationOf('5A001', '5A002')).toBeNull()
  })

  it('is one code however its entry and paragraph are written', () => {
    expect(itemCode('5a001', '.F.1')).toBe('5A001.f.1')
    expect(itemCode('5A001.f', '1')).toBe('5A001.f.1')
    expect(itemCode('EAR99')).toBe('EAR99')
    expect(itemCode('Fictional Front 7')).toBeNull()
  })

  it('not classified is met by no code and hides no other reason', () => {
    const tenant = makeTenant({
      items: [{ ref: 'device', name: 'A device', eccn: null, paragraph: null }],
      destinations: [EGYPT],
    })
    const [line] = ask(tenant, change({ itemCodes: ['5A001'], countries: ['EG'] }))
    expect(line?.reasons).toEqual([{ kind: 'destination', country: 'EG' }])
  })
})

describe('a notice about goods and countries', () => {
  const tenant = makeTenant({
    items: [{ ref: 'device', name: 'A device', eccn: '5A001', paragraph: 'i' }],
    destinations: [country('NO')],
    cases: [
      makeCase('both', { items: ['device'], destination: EGYPT }),
      makeCase('item', { items: ['device'], destination: country('NO') }),
      makeCase('shipped', { items: ['device'], destination: EGYPT, isOpen: false }),
    ],
  })
  const notice = change({ kind: 'guidance', status: 'published', itemCodes: ['5A001.i'], countries: ['EG'] })

  it('holds the open case that sends such an item to such a country, and tells of the closed one', () => {
    const [line] = ask(tenant, notice)
    expect(line?.cases.map(({ id, hold }) => [id, hold])).toEqual([
      ['both', 'item-and-destination'],
      ['shipped', null],
    ])
  })

  it('about an end use is for those who supply for it, by words that stand together', () => {
    const use = { kind: 'guidance', endUses: ['Used for mass surveillance of reporters.'] } as const
    const firm = (endUse: string) => makeTenant({ endUses: [endUse] })
    expect(ask(firm('mass surveillance'), change(use))[0]?.reasons).toEqual([
      { kind: 'end-use', endUse: 'mass surveillance' },
    ])
    expect(ask(firm('surveillance mass'), change(use))).toEqual([])
    expect(ask(firm('veil'), change(use))).toEqual([])
    expect(ask(firm(' '), change(use))).toEqual([])
  })
})

describe('a change of law', () => {
  const tenant = makeTenant({
    items: [{ ref: 'device', name: 'A device', eccn: '5A001', paragraph: 'i' }],
    cases: [makeCase('soon', { items: ['device'], destination: EGYPT, exportOn: day('2026-12-01') })],
  })

  it('that comes into force after the export day does not hold the case, but is told', () => {
    const later = change({ itemCodes: ['5A001'], effectiveOn: day('2026-12-02') })
    expect(ask(tenant, later)[0]?.cases[0]?.hold).toBeNull()
    const sameDay = change({ itemCodes: ['5A001'], effectiveOn: day('2026-12-01') })
    expect(ask(tenant, sameDay)[0]?.cases[0]?.hold).toBe('item')
  })

  it('that is only proposed holds nothing', () => {
    expect(ask(tenant, change({ itemCodes: ['5A001'], status: 'proposed' }))[0]?.cases[0]?.hold).toBeNull()
  })

  it('about a country holds what goes there', () => {
    expect(ask(tenant, change({ countries: ['EG'] }))[0]?.cases[0]?.hold).toBe('destination')
    expect(ask(tenant, change({ countries: ['NO'] }))).toEqual([])
  })
})

describe('a party', () => {
  const parties = [
    makeParty('buyer', ['Fictional Intercept Works Ltd']),
    makeParty('holding', ['Invented Holding Group'], { owns: ['middle'] }),
    makeParty('middle', ['Imaginary Middle Company'], { owns: ['buyer'] }),
  ]
  const tenant = makeTenant({ parties, cases: [makeCase('1', { parties: ['buyer'] })] })

  it('newly listed holds its open cases', () => {
    const [line] = ask(tenant, addition('Fictional Intercept Works Limited'))
    expect(line?.reasons).toMatchObject([{ kind: 'party', party: 'buyer', isMatch: true }])
    expect(line?.cases[0]?.hold).toBe('party')
  })

  it('is reached through its owners, however many stand between', () => {
    expect(ask(tenant, addition('Invented Holding Group'))[0]?.cases.map(({ id }) => id)).toEqual(['1'])
  })

  it('struck off a list is told and holds nothing', () => {
    const removal = { ...addition('Fictional Intercept Works Ltd'), kind: 'list-remove' as const }
    expect(ask(tenant, removal)[0]?.cases[0]?.hold).toBeNull()
  })

  it('is not met by a stranger', () => {
    expect(ask(tenant, addition('Quite Another Bakery'))).toEqual([])
  })

  it('gets the score that screening it against the entry gives, and none that screening shows is missed', () => {
    const word = fc.constantFrom(
      'Fictional',
      'Invented',
      'Imaginary',
      'Intercept',
      'Works',
      'Trading',
      'Haider',
      'Heydar',
      'Co',
      'Ltd',
    )
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
    const listing = fc.record({
      names: fc.array(name, { minLength: 1, maxLength: 2 }),
      weak: fc.array(name, { maxLength: 1 }),
      countries: fc.constantFrom([], ['CN'], ['EG']),
      schema: fc.constantFrom('Person' as const, 'Organization' as const),
    })
    const own = fc.record({
      name,
      countries: fc.constantFrom([], ['CN'], ['EG']),
      schema: fc.constantFrom(null, 'Person' as const, 'Company' as const),
    })
    fc.assert(
      fc.property(
        fc.array(own, { minLength: 1, maxLength: 8 }),
        listing,
        (owns, { names, weak, countries, schema }) => {
          const entry = matchableOf(
            listed('x', { schema, properties: { name: names, weakAlias: weak, country: countries } }),
          )
          const firm = makeTenant({
            parties: owns.map((one, i) =>
              makeParty(String(i), [one.name], { countries: one.countries, schema: one.schema }),
            ),
          })
          const record = change({ kind: 'list-add', parties: [{ list: 'us-sdn', entryKey: '1', form: entry }] })
          const found = new Map(
            ask(firm, record).flatMap(({ reasons }) =>
              reasons.flatMap((reason) => (reason.kind === 'party' ? [[reason.party, reason.score] as const] : [])),
            ),
          )
          for (const [i, one] of owns.entries()) {
            const query = {
              name: one.name,
              countries: one.countries,
              ...(one.schema === null ? {} : { schema: one.schema }),
            }
            const { score } = compare(query, entry)
            expect([i, found.get(String(i))]).toEqual([i, score >= ALGORITHM.floor ? score : undefined])
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})
