import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'

describe('folding a name', () => {
  it('folded text folds to itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)))
  })

  it('does not fail on lone surrogates and control characters', () => {
    expect(fold('A\ud800B\u0000')).toBe('a\ufffdb\u0000')
  })

  it.each([
    ['Société Générale', 'societe generale'],
    ['Łódź Straße Æsir', 'lodz strasse aesir'],
    ['İstanbul', 'istanbul'],
    ['ＡＢＣ１２', 'abc12'],
    ['ﬁnance', 'finance'],
  ])('%s is %s', (written, folded) => {
    expect(fold(written)).toBe(folded)
  })

  it('keeps the marks that carry vowels in Thai and Hangul whole', () => {
    expect(fold('สมชาย')).toBe('สมชาย')
    expect(fold('김정은')).toBe('김정은')
    expect(fold('バラク')).toBe('バラク')
  })
})
