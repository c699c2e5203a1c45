import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeWithSharedData, sharedData } from '../../../test/shared-data.ts'
import { readEntityReview, readEntityScope } from './entity-list-scope.ts'

describe('which items an Entity List entry covers', () => {
  it.each([
    'For all items subject to the EAR',
    'All items subject to the EAR. ',
    'For all items subject to the EAR (See § 744.11 of the EAR)',
    'For all items subject to the EAR.  (See part§744.11 of the EAR).',
    'For all items subject to the EAR. (See §§ 734.9(e) and 744.11 of the EAR)4',
    'For all items subject to the EAR. (See §744.2 (d) of the EAR)',
  ])('`%s` covers everything', (words) => {
    expect(readEntityScope(words)).toEqual({ kind: 'all-items', limits: [], exceptions: [] })
  })

  it('leaves food and medicine out, and lets GOV in, where the entry says so', () => {
    const words =
      'All items subject to the EAR except for food or medicine designated as EAR99. See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR). This license requirement may be overcome by License Exception GOV under § 740.11(b)(2) and (e).'
    expect(readEntityScope(words)).toEqual({ kind: 'all-items', limits: ['food-or-medicine'], exceptions: ['GOV'] })
  })

  it.each([
    '',
    'For all items subject to the EAR other than toys',
    'For all items on the CCL',
    'All items subject to the EAR, except EAR99. (See §744.11 of the EAR)',
    'All items subject to the EAR except for food or medicine designated as EAR99, or toys.',
    'For all items subject to the EAR (See §744.11 of the EAR) unless the moon is full',
  ])('does not pretend to read `%s`', (words) => {
    expect(readEntityScope(words)).toBeNull()
  })

  it('never throws, and never reads words added to a known scope as part of it', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        expect(() => readEntityScope(noise)).not.toThrow()
        expect(() => readEntityReview(noise)).not.toThrow()
        const words = `For all items subject to the EAR ${noise}`
        if (/[a-z]{3}/i.test(noise) && !/ear/i.test(noise)) expect(readEntityScope(words)).toBeNull()
      }),
    )
  })
})

describe('how an application for an entry is reviewed', () => {
  it.each([
    ['Presumption of Denial', [{ review: 'presumption of denial' }]],
    ['Policy of denial. ', [{ review: 'policy of denial' }]],
    ['Case-by-case basis.', [{ review: 'case by case' }]],
    ['See §744.2(d) of the EAR.', [{ review: 'as 15 CFR 744.2(d) says' }]],
    [
      'Case-by-case for all items listed on the CCL. Presumption of approval for EAR99 items',
      [
        { review: 'case by case', only: { kind: 'listed-items' } },
        { review: 'presumption of approval', only: { kind: 'ear99' } },
      ],
    ],
  ])('`%s`', (words, branches) => {
    expect(readEntityReview(words)).toEqual(branches)
  })

  it('puts the named items and the care of disease before the rest', () => {
    const words =
      'Case-by-case review for ECCNs 1A004.c, 1A995, and for EAR99 items described in the Note to ECCN 1A995; case-by-case review for items necessary to detect, identify and treat infectious disease; and presumption of denial for all other items subject to the EAR.'
    expect(readEntityReview(words)).toEqual([
      { review: 'case by case', only: { kind: 'items', eccns: ['1A004.c', '1A995', '1A995'] } },
      { review: 'case by case', only: { kind: 'infectious-disease' } },
      { review: 'presumption of denial' },
    ])
  })

  it.each(['', 'Ask again later', 'Presumption'])('does not pretend to read `%s`', (words) => {
    expect(readEntityReview(words)).toBeNull()
  })
})

describeWithSharedData('the words of the real Entity List', () => {
  const rows: readonly Record<string, string>[] = parse(
    gunzipSync(readFileSync(sharedData('lists/us/csl_2022-04_full.csv.gz'))),
    { columns: true, bom: true, relax_column_count: true },
  )
  const entries = rows.filter(({ source }) => source?.startsWith('Entity List'))
  const distinct = (column: string) =>
    [...new Set(entries.map((row) => row[column] ?? ''))].filter((words) => words !== '')

  it('are all read: every distinct licence requirement', () => {
    const words = distinct('license_requirement')
    expect(words.length).toBeGreaterThan(40)
    expect(words.filter((each) => readEntityScope(each) === null)).toEqual([])
  })

  it('are all read: every distinct review policy', () => {
    const words = distinct('license_policy')
    expect(words.length).toBeGreaterThan(30)
    expect(words.filter((each) => readEntityReview(each) === null)).toEqual([])
  })
})
