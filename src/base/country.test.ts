import { describe, expect, it } from 'vitest'
import { allCountries, country, countryName, parseCountry } from './country.ts'

describe('a country', () => {
  it.each([
    ['EG', 'EG'],
    ['eg', 'EG'],
    [' Egypt ', 'EG'],
    ['Iran, Islamic Republic of', 'IR'],
    ['Burma', 'MM'],
    ['Myanmar', 'MM'],
    ['Crimea', 'UA-43'],
    ["Korea, Democratic People's Republic of", 'KP'],
    ['Korea, North', 'KP'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Côte d’Ivoire', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Hong Kong', 'HK'],
    ['CHN', 'CN'],
    ['XK', 'XK'],
    ['ua-14', 'UA-14'],
  ])('`%s` is %s', (text, code) => {
    expect(parseCountry(text)).toBe(code)
  })

  it.each(['', 'Atlantis', 'E', 'Egyp', 'XX', 'constructor', '__proto__', 'toString'])(
    '`%s` is none we know, and none is guessed',
    (text) => {
      expect(parseCountry(text)).toBeNull()
    },
  )

  it('reads back from its own name', () => {
    const lost = allCountries().filter(({ code, name }) => parseCountry(name) !== code)
    expect(lost).toEqual([])
  })

  it('unknown in our own source is a bug', () => {
    expect(() => country('Atlantis')).toThrow()
    expect(countryName(country('EG'))).toBe('Egypt')
  })
})
