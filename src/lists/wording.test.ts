import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cleanText,
  countryOfAddress,
  readBirthDates,
  readCitations,
  readCountry,
  readListingDay,
  splitValues,
  spokenName,
} from './wording.ts'

describe('words of official lists', () => {
  it('cleaning twice changes nothing more, and leaves one line without blanks at its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text)
        expect(cleanText(clean)).toBe(clean)
        expect(clean).toBe(clean.trim())
        expect(clean).not.toMatch(/\n| {2}/)
      }),
    )
  })

  it('C1 control characters are read as the Windows-1252 letters they were', () => {
    expect(cleanText('Xi\u0092an \u0093A\u0094')).toBe('Xi’an “A”')
  })

  it.each([
    ['a; b;  c ;', ['a', 'b', 'c']],
    ['One Ltd; and Two Ltd', ['One Ltd', 'Two Ltd']],
    ['Anderson; Andes', ['Anderson', 'Andes']],
    ['', []],
  ])('the cell `%s` holds %j', (cell, values) => {
    expect(splitValues(cell)).toEqual(values)
  })

  it.each([
    ['EXAMPLE, Ima', 'Ima EXAMPLE'],
    ['EXAMPLE', null],
    ['EXAMPLE, Ima, Sr.', null],
    ['EXAMPLE, Jr.', null],
  ])('`%s` is spoken `%s`', (name, spoken) => {
    expect(spokenName(name)).toBe(spoken)
  })

  it.each([
    ['84 FR 54002', ['84 FR 54002']],
    ['68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06', ['68 FR 38290', '71 FR 38843']],
    ['86 F.R. 28540 5/27/2021, 86 FR. 66277 11/22/2021', ['86 FR 28540', '86 FR 66277']],
    ['59.F.R. 12,345 1/2/94', ['59 FR 12345']],
    ['66 FR 24266, 77 FR 58006 (no. 182); 84 FR 40241, 84 FR 40241', ['66 FR 24266', '77 FR 58006', '84 FR 40241']],
    ['Vol. 86, No. 71, 04/15/2021', ['Vol. 86, No. 71, 04/15/2021']],
    ['76 FR No. 197 (10/12/2011)', ['76 FR No. 197 (10/12/2011)']],
    [' ', []],
  ])('the notice `%s` cites %j', (cell, citations) => {
    expect(readCitations(cell)).toEqual(citations)
  })

  it.each([
    ['04 Sep 1957', ['1957-09-04']],
    ['Sep 1957', ['1957-09']],
    ['September 1957', ['1957-09']],
    ['1957', ['1957']],
    ['circa 1957', ['1957']],
    ['1951 to 1953', ['1951', '1952', '1953']],
    ['01 Jan 1961 to 31 Dec 1961', ['1961']],
    ['1958-01-02', ['1958-01-02']],
    ['31 Feb 1958', []],
    ['1900 to 1990', []],
    ['unknown', []],
  ])('the birth date `%s` is %j', (text, dates) => {
    expect(readBirthDates(text)).toEqual(dates)
  })

  it.each([
    ['2019-10-09', '2019-10-09'],
    ['2015-04-07-04:00', '2015-04-07'],
    ['2015-04-07Z', '2015-04-07'],
    ['0017-05-26', null],
    ['1949-12-31', null],
    ['1950-01-01', '1950-01-01'],
    ['2019-02-30', null],
    ['', null],
  ])('the day of listing `%s` is %s', (text, day) => {
    expect(readListingDay(text)).toBe(day)
  })

  it.each([
    ['Man, Isle of', 'IM'],
    ['British Virgin Islands', 'VG'],
    ['Korea, North', 'KP'],
    ['Region: Crimea', 'UA-43'],
    ['North Macedonia, The Republic of', 'MK'],
    ['China, Hong Kong Special Administrative Region', 'HK'],
    ['Congo, Democratic Republic of the', 'CD'],
    ['undetermined', null],
    ['Georgia, Atlanta', null],
  ])('the country `%s` is %s', (text, code) => {
    expect(readCountry(text)).toBe(code)
  })

  it.each([
    ['1 Example Road, Sampletown, CN', 'CN'],
    ['SY', 'SY'],
    ['Sampletown, Czech Republic', 'CZ'],
    ['P.O. BOX 1, SAMPLETOWN, TX, 75159', 'US'],
    ['SAMPLE REGION, RS, 357020', null],
    ['P.O. Box 662, Sampletown', null],
  ])('the address `%s` is in %s', (address, code) => {
    expect(countryOfAddress(address)).toBe(code)
  })
})
