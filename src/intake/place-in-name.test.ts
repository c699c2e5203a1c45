import { describe, expect, it } from 'vitest'
import { indexNames, mentions, sayingsOf } from './index.ts'

const SAID: readonly (readonly [name: string, place: string, text: string])[] = [
  ['Ministry of Interior of Egypt', 'Egypt', "A unit of Egypt's Ministry of Interior used it."],
  ['Ministry of Interior of Egypt', 'Egypt', 'A unit of Egypt’s Ministry of the Interior used it.'],
  ['Ministry of Interior of Egypt', 'Egypt', 'The Egyptian Ministry of Interior used it.'],
  ['Ministry of Interior of Egypt', 'Egypt', 'The Egyptian Interior Ministry used it.'],
  ['Ministry of the Interior of Egypt', 'Egypt', 'the egyptian interior ministry used it'],
  ['Ministry of Interior of Egypt', 'Egypt', 'The Ministry of Interior in Egypt used it.'],
  ['Egypt Ministry of Interior', 'Egypt', 'The Egyptian Ministry of the Interior used it.'],
  ['Ministry of Defence of Syria', 'Syria', 'It went to the Syrian defence ministry.'],
  ['Ministry of Public Security of China', 'China', 'The Chinese Ministry of Public Security has it.'],
  ['Federal Security Service, Russia', 'Russia', 'The Russian Federal Security Service has it.'],
  ['National Guard of Kazakhstan', 'Kazakhstan', 'The Kazakh National Guard has it.'],
  ['Ministry of Interior of Iraq', 'Iraq', 'The Iraqi interior ministry has it.'],
]

describe('a name that says where its bearer is', () => {
  it.each(SAID)('%s (%s) is found in “%s”', (name, place, text) => {
    const names = indexNames([{ ref: 'p', names: [name, ...sayingsOf(name, place)] }])
    const found = mentions({ allegation: text, readable: true }, names, () => [])
    expect(found.mentions.map(({ ref }) => ref)).toEqual(['p'])
  })

  it('is not found in what is said of another country', () => {
    const name = 'Ministry of Interior of Egypt'
    const names = indexNames([{ ref: 'p', names: [name, ...sayingsOf(name, 'Egypt')] }])
    const text = 'The Iraqi interior ministry and the Ministry of Interior in Syria have it.'
    expect(mentions({ allegation: text, readable: true }, names, () => []).mentions).toEqual([])
  })

  it('has no other sayings where no country is in it, or nothing but a word beside it', () => {
    expect(sayingsOf('Fictional Lighthouse Ltd', 'Egypt')).toEqual([])
    expect(sayingsOf('Bank of Egypt', 'Egypt')).toEqual([])
    expect(sayingsOf('Egyptology Society', 'Egypt')).toEqual([])
  })
})
