import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { keepAsWritten } from './written.ts'

function read(text: string): unknown {
  const document = parseDocument(text)
  keepAsWritten(document)
  return document.toJS()
}

describe('what a person wrote in YAML', () => {
  it.each(['5E001', '5E980', '0E982', '1e3', '0502'])('`%s` stays an entry, not a number', (eccn) => {
    expect(read(`items:\n  - eccn: ${eccn}`)).toEqual({ items: [{ eccn }] })
  })

  it('stays a tariff number and an amount with its zeros', () => {
    expect(read('items: [{ hts: 8525.80, valueUsd: 27000.00, quantity: 3 }]')).toEqual({
      items: [{ hts: '8525.80', valueUsd: '27000.00', quantity: '3' }],
    })
  })

  it('stays an identifier in a list', () => {
    expect(read('identifiers: [0012345, 77]')).toEqual({ identifiers: ['0012345', '77'] })
  })

  it('is a number where a number is meant', () => {
    expect(read('owners: [{ percent: 60.0 }]\nmeasurements: { frameRateHz: 30 }')).toEqual({
      owners: [{ percent: 60 }],
      measurements: { frameRateHz: 30 },
    })
  })
})
