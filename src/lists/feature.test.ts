import { describe, expect, it } from 'vitest'
import { Properties } from './entry.ts'
import { addIdGroup, addRemarkFeature } from './feature.ts'
import { addRemarks } from './remarks.ts'

function fromGroup(group: string) {
  const properties = new Properties()
  addIdGroup(properties, group)
  return properties.done()
}

function fromRemarks(text: string, isCut = false) {
  const properties = new Properties()
  addRemarks(properties, text, isCut)
  return properties.done()
}

describe('a group of the ids cell', () => {
  it.each([
    ['CA, ZZ000001, Passport', { passportNumber: ['ZZ000001'] }],
    ['JO, 2014-08-30, 2009-08-31, K000000, Passport', { passportNumber: ['K000000'] }],
    ['Passport, L000000, 23 Sep 1997, 22 Sep 2002', { passportNumber: ['L000000'] }],
    ['Passport, AN000000, ZW, 15 Jan 2011', { passportNumber: ['AN000000'] }],
    ['Registration ID, 1000000000001, RU', { registrationNumber: ['1000000000001'] }],
    ['IMO 0000001, Vessel Registration Identification', { imoNumber: ['0000001'] }],
    ['IMO 0000002, Company Number', { registrationNumber: ['IMO 0000002'] }],
    ['16 Jan 2017, Organization Established Date', { incorporationDate: ['2017-01-16'] }],
    ['Fictional Optics Co., Ltd., Issuer Name', { alias: ['Fictional Optics Co., Ltd.'] }],
    ['000000 CN, Equity Ticker', { ticker: ['000000 CN'] }],
    ['1ExampleExample, Digital Currency Address - XBT', { cryptoWallet: ['1ExampleExample'] }],
    ['Korea, North, Nationality of Registration', { country: ['KP'] }],
    ['section 1(b) of a fictional order, as amended, Secondary sanctions risk:', {}],
    ['01 Mar 2022, Effective Date (EO 00000 Directive 1a):', {}],
    ['Unheard-of Paper 77', { idNumber: ['Unheard-of Paper 77'] }],
    ['Unheard-of remark', {}],
  ])('`%s` is %j', (group, properties) => {
    expect(fromGroup(group)).toEqual(properties)
  })
})

describe('a fact in remarks', () => {
  it.each([
    ["a.k.a. 'THE EXAMPLE'.", { weakAlias: ['THE EXAMPLE'] }],
    ["f.k.a. 'OLD EXAMPLE'.", { weakAlias: ['OLD EXAMPLE'] }],
    ['Passport ZZ000001 (Korea, North) issued 14 Dec 2005 expires 13 Dec 2015.', { passportNumber: ['ZZ000001'] }],
    ['Folio Mercantil No. 000 (Jalisco) (Mexico) issued 14 Dec 2005.', { registrationNumber: ['000 (Jalisco)'] }],
    ['Vessel Registration Identification IMO 0000001.', { imoNumber: ['0000001'] }],
    ['alt. Digital Currency Address - ETH 0x00.', { cryptoWallet: ['0x00'] }],
    ['(Linked To: FICTIONAL (HOLDING)).', { linkedTo: ['FICTIONAL (HOLDING)'] }],
    ['nationality Korea, North; citizen Syria.', { nationality: ['KP', 'SY'] }],
    ['DOB 04 Sep 1957; alt. DOB 1958.', { birthDate: ['1957-09-04', '1958'] }],
    ['Secondary sanctions risk: section 1(b) of a fictional order.', {}],
    ['Member of the Imaginary House.', {}],
  ])('`%s` is %j', (text, properties) => {
    expect(fromRemarks(text)).toEqual(properties)
  })

  it('that ends in mid-word is not read', () => {
    expect(fromRemarks('DOB 1961; Passport ZZ00', true)).toEqual({ birthDate: ['1961'] })
    expect(fromRemarks('DOB 1961; Passport ZZ00', false)).toEqual({ birthDate: ['1961'], passportNumber: ['ZZ00'] })
  })

  it('that only begins like a label is none', () => {
    expect(addRemarkFeature(new Properties(), 'Licensed by nobody 000')).toBe(false)
    expect(addRemarkFeature(new Properties(), 'Passports of fiction 000')).toBe(false)
  })
})
