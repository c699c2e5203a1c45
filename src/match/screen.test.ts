import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import { unreadIn } from './parts.ts'
import { ALGORITHM, scoreOf } from './score.ts'
import { buildIndex, readIndex, screen, writeIndex } from './screen.ts'
import type { Match, Matchable, Query, Schema } from './types.ts'
import { whyNot } from './why-not.ts'

// Words of every kind the index files: common and rare, people and firms, scripts, initials, numbers, legal forms.
const WORDS =
  `Fulanov Testislav Medvedkin Abdurrahman Mohammed Mohamed Muhammad Ahmad Ali Hassan al- bin Abu Abdul Sergey Sergei Vladimir Kim Jong Un Wang Xiao Ming Xiaoming
  T. B. JC QX Dr. Jr III Borisovich Vymysel Vymyselprom Gears Fiction FictionCorp Corp Technology Tech Trading Intl International Group Ltd LLC OOO GmbH Co., Bank of the and
  Hong Kong HK USA 3 23 First AZ11 AZ12 (Beijing) Сергей Фуланов ООО Вымысел 测试科技有限公司 北京 김정은 محمد التجريبي עברית დავით Νίκος สมชาย バラク O'Neil St. Müller Mueller`.split(
    /\s+/,
  )
const SCHEMAS: readonly Schema[] = ['Person', 'Person', 'Company', 'Organization', 'LegalEntity', 'Vessel', 'Address']

const word = fc.constantFrom(...WORDS)
const name = fc.oneof(
  { weight: 6, arbitrary: fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
)
const entries: fc.Arbitrary<Matchable[]> = fc.array(
  fc.record({
    schema: fc.constantFrom(...SCHEMAS),
    names: fc.array(fc.record({ text: name, quality: fc.constantFrom('strong', 'strong', 'weak', 'former') }), {
      maxLength: 3,
    }),
    countries: fc.subarray(['CN', 'RU', 'AE']),
    addresses: fc.array(name, { maxLength: 1 }),
    birthDates: fc.subarray(['1970-01-01', '1980']),
    identifiers: fc.subarray(['A1234567', 'IMO 9074729', '9999999998']),
    genders: fc.subarray(['male', 'female']),
  }),
  { minLength: 1, maxLength: 40 },
)

/** A name with words dropped, added, joined, turned round, and letters mistaken. */
const mistaken = fc
  .record({
    base: name,
    drop: fc.nat(6),
    join: fc.boolean(),
    turn: fc.boolean(),
    slips: fc.array(fc.record({ at: fc.nat(40), letter: fc.constantFrom(...'aeiknrtz'), kind: fc.nat(3) }), {
      maxLength: 3,
    }),
  })
  .map(({ base, drop, join, turn, slips }) => {
    let words = base.split(' ').filter((_, i) => i !== drop || base.split(' ').length < 3)
    if (turn) words = words.toReversed()
    let text = words.join(join ? '' : ' ')
    for (const { at, letter, kind } of slips) {
      const i = at % (text.length + 1)
      if (kind === 0) text = text.slice(0, i) + letter + text.slice(i)
      else if (kind === 1) text = text.slice(0, i) + text.slice(i + 1)
      else if (kind === 2) text = text.slice(0, i) + letter + text.slice(i + 1)
      else text = text.slice(0, i) + (text[i + 1] ?? '') + (text[i] ?? '') + text.slice(i + 2)
    }
    return text
  })
const query: fc.Arbitrary<Query> = fc.record(
  {
    name: mistaken,
    otherNames: fc.array(name, { maxLength: 1 }),
    schema: fc.constantFrom(...SCHEMAS),
    countries: fc.subarray(['CN', 'DE']),
    addresses: fc.array(name, { maxLength: 1 }),
    birthDates: fc.subarray(['1970-01-01', '1971', '1980-05']),
    identifiers: fc.subarray(['a-1234567', '9241061', '1111111117']),
    genders: fc.subarray(['M', 'unknown']),
  },
  { requiredKeys: ['name'] },
)

function compareWithAll(all: readonly Matchable[], asked: Query, floor: number): Match[] {
  return all
    .map((entry, i) => ({ ...compare(asked, entry), entry: i }))
    .filter((match) => match.score >= floor)
    .sort((a, b) => b.score - a.score || a.entry - b.entry)
}

describe('screening against an index', () => {
  it('finds exactly what comparing with every entry finds', () => {
    fc.assert(
      fc.property(entries, fc.array(query, { minLength: 1, maxLength: 6 }), (all, queries) => {
        const index = buildIndex(all)
        for (const asked of queries) expect(screen(index, asked)).toEqual(compareWithAll(all, asked, ALGORITHM.floor))
      }),
      { numRuns: 250 },
    )
  })

  it('finds a mistaken name of its own entries as comparing with every entry does', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.array(fc.nat(60), { maxLength: 2 }), (all, pick, drops) => {
        let text = all[pick % all.length]?.names[0]?.text ?? 'Fulanov'
        for (const at of drops) text = text.slice(0, at % (text.length + 1)) + text.slice((at % (text.length + 1)) + 1)
        expect(screen(buildIndex(all), { name: text })).toEqual(compareWithAll(all, { name: text }, ALGORITHM.floor))
      }),
      { numRuns: 250 },
    )
  })

  it('finds a name one or two slips away wherever they fell, as comparing with every entry does', () => {
    const slip = fc.record({ at: fc.nat(200), letter: fc.constantFrom(...'aehkx '), kind: fc.nat(3) })
    fc.assert(
      fc.property(entries, fc.nat(), fc.array(slip, { minLength: 1, maxLength: 2 }), (all, pick, slips) => {
        let text = all[pick % all.length]?.names[0]?.text ?? 'Testislav Fulanov'
        for (const { at, letter, kind } of slips) {
          const i = at % (text.length + 1)
          const rest = text.slice(i + 1)
          if (kind === 0) text = text.slice(0, i) + letter + text.slice(i)
          else if (kind === 1) text = text.slice(0, i) + rest
          else if (kind === 2) text = text.slice(0, i) + letter + rest
          else text = text.slice(0, i) + rest.slice(0, 1) + (text[i] ?? '') + rest.slice(1)
        }
        expect(screen(buildIndex(all), { name: text })).toEqual(compareWithAll(all, { name: text }, ALGORITHM.floor))
      }),
      { numRuns: 400 },
    )
  })

  it('gives the same scores whatever floor and limit are asked for', () => {
    fc.assert(
      fc.property(
        entries,
        query,
        fc.integer({ min: ALGORITHM.floor, max: 1_000_000 }),
        fc.nat(5),
        (all, asked, floor, limit) => {
          const index = buildIndex(all)
          const whole = screen(index, asked)
          expect(screen(index, asked, { floor, limit })).toEqual(
            whole.filter((match) => match.score >= floor).slice(0, limit),
          )
        },
      ),
      { numRuns: 150 },
    )
  })

  it('explains each score completely', () => {
    fc.assert(
      fc.property(entries, query, (all, asked) => {
        for (const match of screen(buildIndex(all), asked)) expect(scoreOf(match.explanation)).toBe(match.score)
      }),
      { numRuns: 100 },
    )
  })

  it('finds an entry by its identifier, whatever it is called', () => {
    const all: Matchable[] = [
      {
        schema: 'Company',
        names: [{ text: 'Vymysel Ltd', quality: 'strong' }],
        countries: [],
        identifiers: ['1027700000000'],
      },
    ]
    expect(screen(buildIndex(all), { name: 'Otherwise', identifiers: ['1027700000000'] })).toHaveLength(1)
  })

  it('finds a reversed pair of initials among names of nothing but initials', () => {
    const all: Matchable[] = [{ schema: 'Person', names: [{ text: 'J. C.', quality: 'strong' }], countries: [] }]
    expect(screen(buildIndex(all), { name: 'C. J.' })).toEqual(compareWithAll(all, { name: 'C. J.' }, ALGORITHM.floor))
  })

  it('takes a name that can be spoken for no row of initials, whichever side it is on', () => {
    for (const [asked, listed] of [
      ['Ali Fulanov', 'Anton Luka Ivan Fulanov'],
      ['Anton Luka Ivan Fulanov', 'Ali Fulanov'],
      ['QX Fulanov', 'Quentin Xaver Fulanov'],
      ['Quentin Xaver Fulanov', 'QX Fulanov'],
    ] as const) {
      const all: Matchable[] = [{ schema: 'Person', names: [{ text: listed, quality: 'strong' }], countries: [] }]
      const found = screen(buildIndex(all), { name: asked })
      expect(found).toEqual(compareWithAll(all, { name: asked }, ALGORITHM.floor))
      expect(found).toHaveLength(asked.includes('QX') || listed.includes('QX') ? 1 : 0)
    }
  })

  it('answers of an empty index that there is no one', () => {
    expect(screen(readIndex(writeIndex(buildIndex([]))), { name: 'Testislav Fulanov' })).toEqual([])
  })
})

describe('why an entry was not matched', () => {
  it('is told of every entry, with a score that its explanation gives and the costs that add up to it', () => {
    fc.assert(
      fc.property(entries, query, fc.nat(), (all, asked, pick) => {
        const at = pick % all.length
        const entry = all[at]
        if (entry === undefined) return
        const { match, costs } = whyNot(buildIndex(all), asked, at)
        expect(match).toEqual({ ...compare(asked, entry), entry: at })
        expect(scoreOf(match.explanation)).toBe(match.score)
        expect(costs.map(({ points }) => points)).toEqual(costs.map(({ points }) => points).sort((a, b) => b - a))
        const taken = costs.reduce((sum, { points }) => sum + points, 0)
        const given = match.explanation.qualifiers.reduce((sum, { points }) => sum + Math.max(0, points), 0)
        if (match.explanation.nameScore > 0 && match.score > 0 && match.score < 1_000_000)
          expect(match.score).toBe(1_000_000 + given - taken)
      }),
      { numRuns: 200 },
    )
  })

  it('names what cost most first', () => {
    const index = buildIndex([
      { schema: 'Person', names: [{ text: 'Boris Medvedkin', quality: 'strong' }], countries: ['RU'] },
    ])
    const { match, costs } = whyNot(index, { name: 'Boris Fulanov', countries: ['AE'] }, 0)
    expect(match.isMatch).toBe(false)
    expect(costs[0]?.of).toMatchObject({ kind: 'contradiction', query: 'Fulanov', entry: 'Medvedkin' })
    expect(costs.map(({ of }) => (of === 'contradiction' ? of : of.kind))).toContain('country')
  })

  it('is refused of an entry there is none of', () => {
    expect(() => whyNot(buildIndex([]), { name: 'Testislav Fulanov' }, 0)).toThrow(RangeError)
  })
})

describe('an index as bytes', () => {
  it('reads back to the same answers, and writes the same bytes again', () => {
    fc.assert(
      fc.property(entries, query, (all, asked) => {
        const built = buildIndex(all)
        const bytes = writeIndex(built)
        const read = readIndex(bytes)
        expect(screen(read, asked)).toEqual(screen(built, asked))
        expect(Buffer.compare(writeIndex(read), bytes)).toBe(0)
        expect(Buffer.compare(writeIndex(buildIndex(all)), bytes)).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('is refused when cut short, of another program, or not an index', () => {
    const bytes = writeIndex(
      buildIndex([{ schema: 'Person', names: [{ text: 'Testislav Fulanov', quality: 'strong' }], countries: [] }]),
    )
    expect(() => readIndex(bytes.subarray(0, bytes.length - 64))).toThrow(/cut short/)
    expect(() => readIndex(new TextEncoder().encode('{}'))).toThrow(/not a screening index/)
    const other = Buffer.from(
      Buffer.from(bytes).toString('latin1').replace(ALGORITHM.name, 'unblind-names-0'),
      'latin1',
    )
    expect(() => readIndex(other)).toThrow(/`unblind-names-0`/)
  })
})

describe('names that are no names', () => {
  const all: Matchable[] = ['Testislav Fulanov', 'Ltd', '', '12345', '公司', 'Co., Ltd.', 'J. C.', 'مح'].flatMap(
    (text) =>
      (['Person', 'Company', 'Vessel', 'Address', 'LegalEntity'] as const).map((schema) => ({
        schema,
        names: [{ text, quality: 'strong' as const }],
        countries: [],
      })),
  )
  const index = buildIndex(all)

  it.each([
    ['nothing', ''],
    ['spaces', '   \t\n'],
    ['a lone surrogate', '\ud83d'],
    ['control characters', '\u0000\u0007\u001b'],
    ['marks of direction', '\u202e\u200f\u2066'],
    ['emoji', '🏴‍☠️👩‍👩‍👧‍👦🚢'],
    ['combining marks', '\u0301'.repeat(500)],
    ['a legal form', 'Co., Ltd.'],
    ['digits', '0'.repeat(400)],
    ['ten thousand letters', 'a'.repeat(10_000)],
    ['ten thousand words', 'Ali bin '.repeat(5_000)],
    ['ten thousand characters', '公司'.repeat(5_000)],
    ['ten thousand brackets', '('.repeat(10_000)],
    ['Arabic letters with dots', 'م.د.م.س'.repeat(100)],
    ['initials', 'A. B. C. D. E. F. G. H. '.repeat(40)],
  ])('%s is answered as comparing with every entry does', (_what, text) => {
    expect(screen(index, { name: text })).toEqual(compareWithAll(all, { name: text }, ALGORITHM.floor))
  })

  it('any mixture of scripts, marks and signs is answered as comparing with every entry does', () => {
    const unit = fc.constantFrom(
      ...'aZ9.,-–()[]/&@#%*?!"\'•…، \t',
      ...['\u202e', '\u2066', '\u200b', '\u200d', '\u00ad', '\ufeff', '\u0301', '\u0000', '\ud83d', '\ufffd'],
      ...['я', 'Ω', 'ק', 'ش', '公', '한', 'ア', 'ไ', 'क', 'հ', 'ა', '🚢', 'ﬁ', 'İ', 'ß', 'Ltd ', 'T. '],
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(screen(index, { name: text })).toEqual(compareWithAll(all, { name: text }, ALGORITHM.floor))
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['', 'all'],
    ['?', 'all'],
    ['•••, ---', 'all'],
    ['\u202e\u200b\u2066', 'all'],
    ['🚢🏴‍☠️', 'all'],
    ['a', null],
    ['\u202eTestislav\u200b Fulanov', null],
    ['测试科技有限公司', null],
    ['Fulanov '.repeat(30), null],
    ['Fulanov '.repeat(31), 'end'],
    ['a'.repeat(10_000), 'end'],
  ])('it is told what of %j is not read', (text, unread) => {
    expect(unreadIn(text)).toBe(unread)
  })

  it('agreement in the legal form alone is no agreement', () => {
    const firms = buildIndex([
      { schema: 'Company', names: [{ text: 'Vymysel Co., Ltd.', quality: 'strong' }], countries: [] },
    ])
    expect(screen(firms, { name: 'Co., Ltd.' })).toEqual([])
    expect(screen(firms, { name: 'Siebenstern Co., Ltd.' })).toEqual([])
  })
})
