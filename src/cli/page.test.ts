import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harmless, lengthOf, longDay, pageFor, stated, table, wrapped } from './page.ts'

const PLAIN = { width: 80, isColoured: false }

describe('text for a terminal', () => {
  it('shows control characters of foreign text in place of obeying them', () => {
    expect(harmless('Evil\u001b[2JName\u0007\r\n\u202Egnp')).toBe('Evil\\u001b[2JName\\u0007  \\u202egnp')
  })

  it('holds no escape, whatever a name holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const written = [...wrapped(PLAIN, text, '  '), ...table(PLAIN, [[text, text]])].join('\n')
        expect(written.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
        expect(written.isWellFormed()).toBe(true)
      }),
    )
  })

  it('keeps every word, and keeps within the width where words allow it', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 60 }), (words) => {
        const lines = wrapped(PLAIN, words.join(' '), '    ')
        expect(lines.join(' ').split(/\s+/).filter(Boolean)).toEqual(words)
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
      }),
    )
  })

  it('colours only a terminal that does not refuse it, and never without word and shape', () => {
    const hold = { word: 'hold', shape: '‖', tone: 'danger' } as const
    expect(stated(pageFor({ isTty: true }, {}), hold)).toBe('\u001b[31m‖ hold\u001b[39m')
    expect(stated(pageFor({ isTty: true }, { NO_COLOR: '1' }), hold)).toBe('‖ hold')
    expect(stated(pageFor({ isTty: true }, { TERM: 'dumb' }), hold)).toBe('‖ hold')
    expect(stated(pageFor({ isTty: false }, {}), hold)).toBe('‖ hold')
  })

  it('counts wide characters as two columns and colours as none', () => {
    expect(lengthOf('新疆')).toBe(4)
    expect(lengthOf('\u001b[31mred\u001b[39m')).toBe(3)
  })

  it('writes days as people read them', () => {
    expect(longDay('2026-11-04')).toBe('4 Nov 2026')
  })
})
