import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toInformation } from './information.ts'
import { indexNames, mentions, type NameMatcher } from './mentions.ts'
import { readMail } from './read-mail.ts'

const MINISTRY = {
  ref: 'ministry',
  names: [
    'Fictional Ministry of Order',
    'Вымышленное министерство порядка',
    '虚构秩序部',
    '虛構秩序部',
    '架空秩序省',
    '가상질서부',
    'وزارة النظام الخيالية',
    'Kurgusal Düzen Bakanlığı',
    'Erfundenes Ordnungsministerium',
  ],
}
const UNIT = { ref: 'unit', names: ['Unit Nine'] }
const NOBODY: NameMatcher = () => []

function inText(allegation: string, match: NameMatcher = NOBODY) {
  return mentions({ allegation, readable: true }, [MINISTRY, UNIT], match)
}

describe('whom a text names', () => {
  it.each([
    ['forwarded-inline.eml', 'Fictional Ministry of Order'],
    ['tip-russian-koi8-r.eml', 'Вымышленного министерства порядка'],
    ['tip-chinese-gb18030.eml', '虚构秩序部'],
    ['tip-chinese-big5.eml', '虛構秩序部'],
    ['tip-japanese-iso-2022-jp.eml', '架空秩序省'],
    ['tip-korean-euc-kr.eml', '가상질서부'],
    ['tip-arabic-windows-1256.eml', 'لوزارة النظام الخيالية'],
    ['tip-turkish-iso-8859-9.eml', 'Kurgusal Düzen Bakanlığı'],
    ['apple-flowed-german.eml', 'Erfundenen \n> Ordnungsministeriums'],
  ])('is found in %s, as its language bends the name', (name, written) => {
    const bytes = readFileSync(new URL(`../../test/golden/mail/${name}`, import.meta.url))
    const item = toInformation(readMail(bytes), { id: '01' as never, receivedAt: '', channel: 'email' })
    const found = mentions(item, [MINISTRY, UNIT], NOBODY).mentions.filter(({ ref }) => ref === 'ministry')
    expect(found.map(({ text }) => text)).toContain(written)
  })

  it.each([
    ['in small letters', 'it stands in the fictional ministry of order'],
    ['in capitals', 'IT STANDS IN THE FICTIONAL MINISTRY OF ORDER'],
    ['over a line end', 'It stands in the Fictional Ministry\n> of Order.'],
    ['with marks nobody sees inside', 'It stands in the Fic\u200Btional Min\u00ADistry of\u202E Order.'],
    ['in wide letters', 'It stands in the Ｆｉｃｔｉｏｎａｌ Ministry of Order.'],
    ['as an owner', "The Fictional Ministry of Order's cellar."],
  ])('is found %s', (_, text) => {
    expect(inText(text).mentions.map(({ ref, how }) => [ref, how])).toEqual([['ministry', 'same-words']])
  })

  it('is the same whether the names were made ready before or not', () => {
    const text = 'В Вымышленном министерстве порядка, in Unit Nine'
    const ready = mentions({ allegation: text, readable: true }, indexNames([MINISTRY, UNIT]), NOBODY)
    expect(ready).toEqual(inText(text))
    expect(ready.mentions.map(({ ref }) => ref)).toEqual(['ministry', 'unit'])
  })

  it('is not found inside longer words', () => {
    expect(
      inText('The Unit Nineteen of Fictional Ministry of Orderlies').mentions.filter(({ how }) => how === 'same-words'),
    ).toEqual([])
  })

  it('is told with the place it stands at', () => {
    const text = '«Кто?» In Unit Nine, they say.'
    for (const { start, end, text: written } of inText(text).mentions) expect(text.slice(start, end)).toBe(written)
    expect(inText(text).mentions).toHaveLength(1)
  })
})

describe('what looks like a name', () => {
  const seenIn = (text: string) => {
    const seen: string[] = []
    inText(text, (name) => {
      seen.push(name)
      return []
    })
    return seen
  }

  it.each([
    ['a run of capitals', 'they sold it to Fictional Trading One Ltd last year', 'Fictional Trading One Ltd'],
    ['a run with small words in it', 'he met the Bureau of Fictional Order and left', 'Bureau of Fictional Order'],
    ['quoted words', 'a firm called "vega fictional" bought it', 'vega fictional'],
    ['words in angle quotes', 'фирма «вега вымысел» купила', 'вега вымысел'],
    ['words in corner brackets', '这家「虚构公司」买了', '虚构公司'],
    [
      'a capital and the small words after it',
      'el Ministerio ficticio del orden lo usa',
      'Ministerio ficticio del orden',
    ],
    ['a part of a long run', 'THEY SOLD IT TO FICTIONAL TRADING ONE LTD LAST YEAR', 'FICTIONAL TRADING ONE LTD'],
    ['a stretch of Arabic', 'باعوا الجهاز إلى شركة الخيال التجارية أمس', 'شركة الخيال التجارية'],
    ['a stretch of Chinese', '他们卖给了虚构贸易公司去年', '虚构贸易公司'],
    ['a text without any capital', 'they sold it to fictional trading one last year', 'fictional trading one'],
    ['a name with a figure', 'in Fictional Unit 61 they hear', 'Fictional Unit 61'],
  ])('is given to the matcher: %s', (_, text, name) => {
    expect(seenIn(text)).toContain(name)
  })

  it('is given to the matcher once, however often it stands there', () => {
    const seen = seenIn('Fictional Vega. '.repeat(50))
    expect(seen.filter((name) => name === 'Fictional Vega')).toHaveLength(1)
  })

  it('is told as alike when the matcher knows it, with the score the matcher gave', () => {
    const found = inText('sold to Fictionel Ministri of Ordre', (name) =>
      name === 'Fictionel Ministri of Ordre' ? [{ ref: 'ministry', score: 870_000 }] : [],
    )
    expect(found.mentions).toMatchObject([{ ref: 'ministry', how: 'alike', score: 870_000, start: 8 }])
  })
})

describe('a search that was not whole', () => {
  it('says so when nothing could be read', () => {
    expect(mentions({ allegation: null, readable: false }, [UNIT], NOBODY)).toMatchObject({ isComplete: false })
  })

  it('says so when the mail was read in part only', () => {
    expect(mentions({ allegation: 'Unit Nine', readable: false }, [UNIT], NOBODY)).toMatchObject({
      isComplete: false,
      mentions: [{ ref: 'unit' }],
    })
  })

  it('says how much was not compared when there was too much of it', () => {
    const text = Array.from({ length: 12_000 }, (_, i) => `Fictional Firm${i.toString(36)} Ltd.`).join('\n\n')
    const { compared, notCompared, isComplete } = inText(text)
    expect(compared).toBe(20_000)
    expect(notCompared).toBeGreaterThan(0)
    expect(isComplete).toBe(false)
  })
})

describe('any text', () => {
  it('is searched without a throw, and every mention stands where it is said to stand', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        'Unit Nine',
        'Fictional Ministry of Order',
        '虚构秩序部',
        '"',
        '«',
        '\n',
        '. ',
        'وزارة النظام الخيالية',
        ' of ',
        '가상질서부에서',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('').toWellFormed()
        const found = inText(text, (name) => (name.length % 3 === 0 ? [{ ref: 'unit', score: name.length }] : []))
        for (const { start, end, text: written } of found.mentions) expect(text.slice(start, end)).toBe(written)
        expect(found.isComplete).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('that names a party between other words is found to name it', () => {
    const words = fc.array(fc.constantFrom('they', 'The', 'Vega', 'report', '—', '記者', 'خبر', '12', '\n'), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(words, words, fc.constantFrom(...MINISTRY.names), (before, after, name) => {
        const text = [...before, name, ...after].join(' ')
        expect(inText(text).mentions.map(({ ref }) => ref)).toContain('ministry')
      }),
    )
  })
})
