import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  declarationOf,
  fullAnswers,
  interceptionAssessment,
  tippedCase,
  tipWords,
  wholePackage,
} from '../../test/application-story.ts'
import { prepare } from '../application/index.ts'
import type { DecisionLetter } from '../licensing/index.ts'
import { applicationPdf } from './application-pdf.ts'
import { openFonts } from './fonts.ts'
import { letterPdf } from './letter-pdf.ts'

const madeAt = '2026-11-24T09:00:00.000Z'
const whole = wholePackage()
const draft = prepare(tippedCase(), interceptionAssessment(), {
  answers: { ...fullAnswers, endUse: 'research', contact: { name: 'Fictional Contact' } },
  information: [tipWords],
})

/** The words on each page of a file, read the way a reader's program does: by the map from glyph to letter of each font. */
function pagesOf(pdf: Uint8Array): readonly string[] {
  const raw = Buffer.from(pdf).toString('latin1')
  const objects = new Map(
    [...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body] as const),
  )
  const streamOf = (id: string) => {
    const body = objects.get(id) ?? ''
    const start = body.indexOf('stream\n')
    const bytes = Buffer.from(body.slice(start + 7, body.lastIndexOf('\nendstream')), 'latin1')
    return (body.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
  }
  const letters = new Map<string, ReadonlyMap<string, string>>()
  for (const body of objects.values()) {
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1]
      if (map !== undefined && !letters.has(name)) letters.set(name, lettersOf(streamOf(map)))
    }
  }
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b(?!s)/.test(body))
    .map((body) => wordsOf(streamOf(/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? ''), letters))
}

function lettersOf(map: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    const entries = [...list.matchAll(/<([0-9a-f ]*)>/gi)]
    entries.forEach(([, hex = ''], i) => {
      const glyph = (Number.parseInt(from, 16) + i).toString(16).padStart(4, '0')
      found.set(glyph, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    })
  }
  return found
}

function wordsOf(content: string, letters: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font = ''
  let words = ''
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = name
    for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/gi)) {
      words += (hex.match(/.{4}/g) ?? []).map((glyph) => letters.get(font)?.get(glyph.toLowerCase()) ?? '?').join('')
    }
    if (shown !== undefined) words += ' '
  }
  return words.replace(/\s+/g, ' ')
}

describe('an application on paper', () => {
  it('is the same to the byte when made again of the same package at the same instant', async () => {
    const make = () => applicationPdf({ package: whole, declaration: declarationOf(whole), madeAt })
    const [one, other] = [await make(), await make()]
    expect(Buffer.compare(Buffer.from(one), Buffer.from(other))).toBe(0)
  })

  it('says on every page that a draft cannot be signed, and what is still to be done', async () => {
    const pages = pagesOf(await applicationPdf({ package: draft, declaration: null, madeAt }))
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.filter((words) => !words.includes('DRAFT - cannot be signed'))).toEqual([])
    expect(pages.join(' ')).toContain('give the telephone number of the contact person')
  })

  it('says on every page who signed, and nowhere that it is a draft, once it is whole and signed', async () => {
    const pages = pagesOf(await applicationPdf({ package: whole, declaration: declarationOf(whole), madeAt }))
    expect(pages.filter((words) => !words.includes('Signed by Fictional Executive'))).toEqual([])
    expect(pages.join(' ')).not.toMatch(/draft/i)
    const unsigned = pagesOf(await applicationPdf({ package: whole, declaration: null, madeAt }))
    expect(unsigned.filter((words) => !words.includes('Not signed'))).toEqual([])
  })

  it('T16 tells what a tip says and not who gave it', async () => {
    const words = pagesOf(await applicationPdf({ package: whole, declaration: null, madeAt })).join(' ')
    expect(words).toContain('listened to reporters')
    for (const mark of tipWords.sourceMarks) expect(words).not.toContain(mark)
  })

  it('holds the structure a screen reader needs and every font it is set in', async () => {
    const text = Buffer.from(await applicationPdf({ package: whole, declaration: null, madeAt })).toString('latin1')
    expect(text).toContain('/StructTreeRoot')
    expect(text).toContain('/Lang (en-GB)')
    expect(text).toContain('pdfuaid:part')
    expect(text.match(/\/S \/H2/g)).toHaveLength(6)
    expect(text.match(/\/FontFile2/g)?.length).toBe(text.match(/\/Type \/FontDescriptor/g)?.length)
    expect(text).not.toContain('/Helvetica')
  })
})

describe('words on paper', () => {
  const { runs } = openFonts()
  const set = (text: string) => runs(text, 'regular').map((run) => run.text)

  it('are set in the file that has their letters, Latin, Cyrillic and Greek', () => {
    expect(runs('Đặng Связь Λόγος', 'regular').map((run) => run.file.replace('-400-normal', ''))).toEqual(
      expect.arrayContaining(['latin', 'cyrillic', 'greek']),
    )
    expect(set('Đặng Связь Λόγος').join('')).toBe('Đặng Связь Λόγος')
  })

  it('in another writing are given in Latin letters and marked so, never as empty boxes', () => {
    expect(set('Unit 北京 A').join('')).toBe('Unit ‹BeiJing› A')
    expect(set('القاهرة').join('')).toMatch(/^‹[a-z]+›$/)
    expect(set('\u{10FFFD}').join('')).toBe('‹U+10FFFD›')
  })

  it('leave out marks that would turn or hide what stands around them', () => {
    expect(set('a\u202Eb\u0007c').join('')).toBe('abc')
  })
})

describe('a decision letter on paper', () => {
  const letter: DecisionLetter = {
    reference: 'D-1',
    authority: 'Fictional Authority',
    to: 'Fictional Instruments Inc',
    on: '2027-01-04',
    outcome: 'denied',
    sentences: [{ text: 'Your application is denied.', evidence: ['package'] }],
    exhibits: [{ id: 'package', title: null, sha256: '0'.repeat(64), restsOn: [] }],
  }

  it('shows beside each sentence what it rests on, and what is held in confidence only by its hash', async () => {
    const words = pagesOf(await letterPdf(letter, madeAt)).join(' ')
    expect(words).toContain('Your application is denied. [package]')
    expect(words).toContain('Held in confidence')
    expect(words).toContain('0'.repeat(64))
  })
})
