import { describe, expect, it } from 'vitest'
import { evaluatePairs } from './pairs.ts'

const side = (name: string) => ({ name })

describe('judging pairs of names', () => {
  it('says yes or no of each, in order, and counts only the labelled', () => {
    const { judged, agreement, byCategory } = evaluatePairs([
      {
        schema: 'Person',
        query: side('Testislav Fulanov'),
        candidate: side('Fulanov, Testislav'),
        match: true,
        category: 'order',
      },
      {
        schema: 'Person',
        query: side('Testislav Fulanov'),
        candidate: side('Boris Medvedkin'),
        match: true,
        category: 'other',
      },
      { schema: null, query: side('Vymysel Ltd'), candidate: side('Siebenstern Ltd'), match: false },
      { query: side('Vymysel Ltd'), candidate: side('Vymysel Limited') },
    ])
    expect(judged.map(({ isMatch }) => isMatch)).toEqual([true, false, false, true])
    expect(judged.map(({ expected }) => expected)).toEqual([true, true, false, null])
    expect(agreement).toEqual({
      pairs: 3,
      truePositives: 1,
      falsePositives: 0,
      falseNegatives: 1,
      trueNegatives: 1,
      precision: 1_000_000,
      recall: 500_000,
      f1: 666_667,
    })
    expect(Object.keys(byCategory)).toEqual(['order', 'other', 'uncategorised'])
  })

  it('has nothing to count where nothing is labelled', () => {
    expect(evaluatePairs([{ query: side('Vymysel'), candidate: side('Vymysel') }]).agreement).toBeNull()
    expect(evaluatePairs([]).judged).toEqual([])
  })
})
