import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import { ALGORITHM, scoreOf } from './score.ts'
import type { Matchable, NameForm, Query, Schema } from './types.ts'

const { threshold, floor } = ALGORITHM

function entry(schema: Schema, name: string, more: Partial<Matchable> = {}): Matchable {
  return { schema, names: [{ text: name, quality: 'strong' }], countries: [], ...more }
}

function scoreFor(schema: Schema, asked: string, listed: string): number {
  return compare({ name: asked, schema }, entry(schema, listed)).score
}

describe('two names are of one party', () => {
  it.each<readonly [Schema, string, string, string]>([
    ['Person', 'word order', 'Fulanov Testislav', 'Testislav Fulanov'],
    ['Person', 'a swap of letters', 'Testislva Fulanov', 'Testislav Fulanov'],
    ['Person', 'romanisation of Russian', 'Sergei Lawrowskij', 'Sergey Lavrovskiy'],
    ['Person', 'Cyrillic', 'Сергей Лавровский', 'Sergey Lavrovskiy'],
    ['Person', 'Arabic without vowels', 'محمد التجريبي', 'Muhammad al-Tajribi'],
    ['Person', 'variants of an Arabic name', 'Mohamed Ben Testi', 'Muhammad bin Testi'],
    ['Person', 'Korean in Hangul', '김정은', 'Kim Jong Un'],
    ['Person', 'Mandarin, glued and spaced', '王小明', 'Wang Xiaoming'],
    ['Person', 'Mandarin in the spelling of Wade and Giles', 'Chang Hsiao', 'Zhang Xiao'],
    ['Person', 'Japanese', '田中花子', 'Hanako Tanaka'],
    ['Person', 'Greek', 'Νίκος Δοκιμόπουλος', 'Nikos Dokimopoulos'],
    ['Person', 'Georgian', 'გიორგი ტესტაძე', 'Giorgi Testadze'],
    ['Person', 'Hebrew', 'דוד כהן', 'David Cohen'],
    ['Person', 'an initial', 'T. Fulanov', 'Testislav Fulanov'],
    ['Person', 'initials written together', 'TB Fulanov', 'Testislav Borisovich Fulanov'],
    ['Person', 'a short form', 'Bob Testington', 'Robert Testington'],
    ['Person', 'a title', 'Dr. Testislav Fulanov', 'Testislav Fulanov'],
    ['Person', 'words written together', 'TestislavFulanov', 'Testislav Fulanov'],
    ['Person', 'a word parted', 'Testislav Fula nov', 'Testislav Fulanov'],
    ['Person', "a father's name left out", 'Testislav Fulanov', 'Testislav Borisovich Fulanov'],
    ['Person', 'digits for letters', 'T3stislav Ful4nov', 'Testislav Fulanov'],
    ['Company', 'the legal form abbreviated', 'Fictional Gears Limited Liability Company', 'Fictional Gears LLC'],
    ['Company', 'the legal form in Russian', 'ООО Вымысел', 'Vymysel LLC'],
    ['Company', 'the legal form before and after', 'OJSC Vymyselprom', 'Vymyselprom Open Joint Stock Company'],
    ['Company', 'a slip in the legal form', 'Fictional Gears Limted', 'Fictional Gears Ltd'],
    ['Company', 'abbreviated words', 'Vymysel Comm Tech Grp', 'Vymysel Communications Technology Group'],
    ['Company', 'numbers in words', 'Vymysel Forty-Four Works', 'Vymysel 44 Works'],
    ['Company', 'Roman numerals', 'Fictional Fund III', 'Fictional Fund 3'],
    ['Company', 'letters with dots', 'Q.X.Z. Gears', 'QXZ Gears'],
    ['Company', 'words written together', 'Fiction Corp Gears', 'FictionCorp Gears'],
    ['Company', 'business words in Chinese', '测试科技有限公司', 'Ceshi Technology Co., Ltd.'],
    ['Vessel', 'one letter mistaken', 'OCEAN FICTIOM', 'OCEAN FICTION'],
  ])('%s: %s', (schema, _why, asked, listed) => {
    expect(scoreFor(schema, asked, listed)).toBeGreaterThanOrEqual(threshold)
    expect(scoreFor(schema, listed, asked)).toBeGreaterThanOrEqual(floor)
  })
})

describe('two names are of different parties', () => {
  it.each<readonly [Schema, string, string, string]>([
    ['Person', 'another given name', 'Boris Fulanov', 'Viktor Fulanov'],
    ['Person', 'another family name', 'Testislav Fulanov', 'Testislav Medvedkin'],
    ['Person', "another father's name", 'Testislav Borisovich Fulanov', 'Testislav Antonovich Fulanov'],
    ['Person', 'another initial', 'William G. Testington', 'William W. Testington'],
    ['Person', 'a name in place of Abdul', 'Testi Abdul Mohammad', 'Testi Wali Mohammad'],
    ['Person', 'another syllable', '이재형', '이재명'],
    ['Company', 'the same legal form', 'Vymysel Aktiengesellschaft', 'Siebenstern Aktiengesellschaft'],
    ['Company', 'the same common words', 'China National Pipeline Corporation', 'China National Petroleum Corporation'],
    ['Company', 'another code', 'Fiction Data Centers AZ11, LLC', 'Fiction Data Centers NV12, LLC'],
    ['Company', 'a number that is the whole difference', 'Management Company 23', 'Management Company'],
    ['Company', 'numbers alone', '9918779', '455'],
    ['Company', 'another place', 'Fiction of Boston, Inc.', 'Fiction of South Bend, Inc.'],
  ])('%s: %s', (schema, _why, asked, listed) => {
    expect(scoreFor(schema, asked, listed)).toBeLessThan(threshold)
  })
})

describe('a weak alias', () => {
  const weak = (text: string): Matchable => ({ schema: 'Person', names: [{ text, quality: 'weak' }], countries: [] })

  it('counts when nearly literal, and for less than a strong one', () => {
    const { score, explanation } = compare({ name: 'El Fictivo' }, weak('EL FICTIVO'))
    expect(score).toBeGreaterThanOrEqual(threshold)
    expect(score).toBeLessThan(compare({ name: 'El Fictivo' }, entry('Person', 'EL FICTIVO')).score)
    expect(explanation.qualifiers.map((qualifier) => qualifier.kind)).toContain('weak-alias')
  })

  it('counts for nothing inside a longer name', () => {
    expect(compare({ name: 'El Fictivo Fulanov' }, weak('EL FICTIVO')).score).toBe(0)
  })
})

describe('what stands beside the name', () => {
  const listed = entry('Company', 'Fictional Gears Ltd', { countries: ['CN'], identifiers: ['REG-0012345'] })
  const asked: Query = { name: 'Fictional Gears Ltd' }

  it('another country lowers, and never kills', () => {
    const { score } = compare({ ...asked, countries: ['DE'] }, listed)
    expect(score).toBeLessThan(compare(asked, listed).score)
    expect(score).toBeGreaterThanOrEqual(threshold)
  })

  it('a region agrees with its state', () => {
    const ukraine = entry('Company', 'Fictional Gears Ltd', { countries: ['UA'] })
    expect(compare({ ...asked, countries: ['UA-43'] }, ukraine).score).toBe(1_000_000)
  })

  it('an equal identifier lifts a name that says nothing', () => {
    const { score, explanation } = compare({ name: 'Wholly Otherwise', identifiers: ['reg 0012345'] }, listed)
    expect(score).toBeGreaterThanOrEqual(threshold)
    expect(explanation.qualifiers).toContainEqual(expect.objectContaining({ kind: 'identifier', effect: 'confirms' }))
  })

  it('another ship number outweighs an equal name', () => {
    const ship = entry('Vessel', 'OCEAN FICTION', { identifiers: ['IMO 9074729'] })
    expect(compare({ name: 'OCEAN FICTION', identifiers: ['9074729'] }, ship).score).toBe(1_000_000)
    expect(compare({ name: 'OCEAN FICTION', identifiers: ['9241061'] }, ship).score).toBeLessThanOrEqual(threshold)
  })

  it('another gender lowers, and one that cannot be read says nothing', () => {
    const person = entry('Person', 'Testislav Fulanov', { genders: ['male'] })
    const of = (gender: string) => compare({ name: 'Testislav Fulanov', genders: [gender] }, person)
    expect(of('F').score).toBe(850_000)
    expect(of('F').explanation.qualifiers).toContainEqual(
      expect.objectContaining({ kind: 'gender', effect: 'contradicts' }),
    )
    expect(of('M').score).toBe(1_000_000)
    expect(of('not known').explanation.qualifiers).toEqual([])
  })

  it('another number of a kind a firm has one of lowers; numbers that do not say what they are do not', () => {
    const firm = entry('Company', 'Fictional Gears Ltd', {
      identifiers: ['00FICTIONALGEARS0087', '9999999998', 'B-12345'],
    })
    const numbered = (identifier: string) => compare({ ...asked, identifiers: [identifier] }, firm)
    expect(numbered('00FICTIONALGEARS0184').score).toBe(850_000)
    expect(numbered('1111111117').score).toBe(850_000)
    expect(numbered('1111111118').score).toBe(1_000_000)
    expect(numbered('B-54321').score).toBe(1_000_000)
    expect(numbered('00FICTIONALGEARS0087').score).toBe(1_000_000)
  })

  it('a call sign finds a ship renamed, for less than its number', () => {
    const ship = entry('Vessel', 'OCEAN FICTION', { identifiers: ['IMO 9074729', '5FIC2'] })
    const bySign = compare({ name: 'WHOLLY OTHERWISE', identifiers: ['5FIC2'] }, ship)
    expect(bySign.isMatch).toBe(true)
    expect(bySign.score).toBeLessThan(compare({ name: 'WHOLLY OTHERWISE', identifiers: ['9074729'] }, ship).score)
  })

  it('an address confirms part by part, and never contradicts', () => {
    const firm = entry('Company', 'Fictional Gears Ltd', {
      addresses: ['7 Nowhere Road, Imaginary Town, 99123, Utopia'],
    })
    const at = (address: string) => compare({ name: 'Fictional Geers Ltd', addresses: [address] }, firm).score
    const nowhere = at('44 Elsewhere Lane, Other City')
    const sameHouse = at('Nowhere Road 7, 99123 Imaginary Town')
    const sameStreet = at('Nowhere Road 61, Imaginary Town')
    const sameTown = at('12 Harbour Street, Imaginary Town 99123, Utopia')
    expect(sameHouse).toBeGreaterThan(sameTown)
    expect(sameTown).toBeGreaterThan(sameStreet)
    expect(sameStreet).toBe(nowhere)
  })

  it('another year of birth is another person until shown otherwise, and a year known only roughly is none', () => {
    const person = entry('Person', 'Testislav Fulanov', { birthDates: ['1970-05-01'] })
    const born = (birthDate: string) => compare({ name: 'Testislav Fulanov', birthDates: [birthDate] }, person).score
    expect(born('1985')).toBeLessThan(threshold)
    expect(born('1985')).toBeGreaterThanOrEqual(floor)
    expect(born('1971')).toBe(1_000_000)
    expect(born('1971-05-01')).toBeLessThan(born('1971'))
    expect(born('1970-05-01')).toBe(1_000_000)
  })

  it('a year alone confirms less than a day, and day and month the other way round say nothing', () => {
    const person = entry('Person', 'Testislav Borisovich Fulanov', { birthDates: ['1970-05-01'] })
    const born = (...birthDates: string[]) => compare({ name: 'Testislaw Fulanov', birthDates }, person).score
    const unborn = born()
    expect(born('1970')).toBeGreaterThan(unborn)
    expect(born('1970-05-01')).toBeGreaterThan(born('1970'))
    expect(born('1970-01-05')).toBe(unborn)
    expect(born('1970-08')).toBeLessThan(unborn)
    expect(born('1970-05-02')).toBeLessThan(unborn)
  })

  it('a person is not a ship of the same name', () => {
    expect(compare({ name: 'OCEAN FICTION', schema: 'Person' }, entry('Vessel', 'OCEAN FICTION')).isMatch).toBe(false)
  })

  it('an entry that is only an address is found by the address asked for', () => {
    const place: Matchable = {
      schema: 'Address',
      names: [],
      countries: ['HK'],
      addresses: ['Flat 99, 12/F, Imaginary Centre, 7 Nowhere Road, Hong Kong'],
    }
    const { isMatch } = compare(
      { name: 'Vymysel Ltd', addresses: ['7 Nowhere Road, Imaginary Centre 12/F, Flat 99, Hong Kong'] },
      place,
    )
    expect(isMatch).toBe(true)
    expect(
      compare({ name: 'Vymysel Ltd', addresses: ['88 Nowhere Road, Elsewhere Tower, Hong Kong'] }, place).isMatch,
    ).toBe(false)
  })
})

describe('an explanation', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'Ali',
          'ali',
          'bin',
          'al-',
          'Fulanov',
          'Fulanow',
          'T.',
          'OOO',
          'Ltd',
          'Trading',
          'III',
          '3',
          '23',
          '(HK)',
          'Дмитрий',
          '测试',
          '公司',
          'محمد',
          '김정은',
          'dr',
        ),
        { maxLength: 7 },
      )
      .map((words) => words.join(' ')),
  )
  const schemas = fc.constantFrom<Schema>(
    'Person',
    'Organization',
    'Company',
    'LegalEntity',
    'Vessel',
    'Airplane',
    'Address',
  )
  const qualities = fc.constantFrom<NameForm['quality']>('strong', 'weak', 'former')

  it('holds everything the score was made of', () => {
    fc.assert(
      fc.property(
        names,
        names,
        schemas,
        fc.option(schemas, { nil: undefined }),
        qualities,
        (asked, listed, schema, askedSchema, quality) => {
          const { score, isMatch, explanation } = compare(
            { name: asked, countries: ['CN'], ...(askedSchema === undefined ? {} : { schema: askedSchema }) },
            { schema, names: [{ text: listed, quality }], countries: ['RU'], identifiers: ['A-12345'] },
          )
          expect(scoreOf(explanation)).toBe(score)
          expect(isMatch).toBe(score >= threshold)
          expect(Number.isSafeInteger(score) && score >= 0 && score <= 1_000_000).toBe(true)
          for (const part of explanation.parts) {
            expect(Number.isSafeInteger(part.similarity) && Number.isSafeInteger(part.weight)).toBe(true)
            expect(part.query !== null || part.entry !== null).toBe(true)
          }
          if (explanation.parts.length > 0)
            expect(explanation.parts.reduce((sum, part) => sum + part.weight, 0)).toBe(1_000_000)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('gives an equal name, in Latin letters, the whole score', () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 9 }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(words, schemas, (parts, schema) => {
        const name = parts.join(' ')
        expect(compare({ name }, entry(schema, name)).score).toBe(1_000_000)
      }),
    )
  })

  it('shows each part as it was written', () => {
    const { explanation } = compare({ name: 'ОАО «Вымысел»' }, entry('Company', 'Vymysel JSC'))
    expect(explanation.parts.map(({ query, entry: listed, kind }) => [query, listed, kind])).toEqual([
      ['ОАО', 'JSC', 'company-type'],
      ['Вымысел', 'Vymysel', 'equal'],
    ])
  })
})
