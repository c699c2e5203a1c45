import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import anyAscii from 'any-ascii'
import { create, type Font } from 'fontkit'

const STYLES = { regular: '400-normal', italic: '400-italic', bold: '700-normal' } as const
export type Style = keyof typeof STYLES

/** The files one face is split into, the commonest first. */
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'] as const

/** A piece of text that one file of a face can set. */
export type Run = { readonly file: string; readonly text: string }

/** The serif the program is set in (SIL Open Font License), read once and held: Latin, Cyrillic and Greek writing. */
export type Fonts = {
  readonly files: ReadonlyMap<string, Buffer>
  readonly runs: (text: string, style: Style) => readonly Run[]
}

let held: Fonts | null = null

export function openFonts(): Fonts {
  held ??= readFonts()
  return held
}

function readFonts(): Fonts {
  const { resolve } = createRequire(import.meta.url)
  const files = new Map<string, Buffer>()
  const faces = new Map<string, Font>()
  for (const style of Object.values(STYLES)) {
    for (const subset of SUBSETS) {
      const file = `${subset}-${style}`
      const bytes = readFileSync(resolve(`@fontsource/source-serif-4/files/source-serif-4-${file}.woff`))
      const font = create(bytes)
      if (!('hasGlyphForCodePoint' in font)) throw new Error(`not a font: ${file}`)
      files.set(file, bytes)
      faces.set(file, font)
    }
  }
  const fileFor = (codePoint: number, style: Style) =>
    SUBSETS.map((subset) => `${subset}-${STYLES[style]}`).find((file) =>
      faces.get(file)?.hasGlyphForCodePoint(codePoint),
    )
  return {
    files,
    runs: (text, style) =>
      runsOf(
        legible(text, (point) => fileFor(point, style) !== undefined),
        style,
        fileFor,
      ),
  }
}

/**
 * Text of which every character can be set. Stretches in other writing are given in Latin letters between angle brackets;
 * the original is in the package itself. A mark with no letters for it is shown as its number.
 */
function legible(text: string, canSet: (codePoint: number) => boolean): string {
  let out = ''
  let foreign = ''
  const flush = () => {
    if (foreign !== '') out += `‹${anyAscii(foreign).trim() || numbered(foreign)}›`
    foreign = ''
  }
  for (const character of text.normalize('NFC').replace(/[\t\r]/g, ' ')) {
    const point = character.codePointAt(0) ?? 0
    // Marks that say nothing on paper, direction marks among them, are left out.
    if (/\p{Cf}|(?!\n)\p{Cc}/u.test(character)) continue
    const isSet = character === '\n' || canSet(point)
    if (!isSet || (foreign !== '' && character === ' ')) {
      foreign += character
      continue
    }
    const trailing = /\s*$/.exec(foreign)?.[0] ?? ''
    flush()
    out += trailing + character
  }
  flush()
  return out
}

function numbered(text: string): string {
  return [...text]
    .filter((character) => character !== ' ')
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ')
}

/** Neighbours of one file together; a blank stays with what came before. */
function runsOf(
  text: string,
  style: Style,
  fileFor: (codePoint: number, style: Style) => string | undefined,
): readonly Run[] {
  const usual = `latin-${STYLES[style]}`
  const runs: { file: string; text: string }[] = []
  for (const character of text) {
    const last = runs.at(-1)
    const file = /\s/.test(character) ? (last?.file ?? usual) : (fileFor(character.codePointAt(0) ?? 0, style) ?? usual)
    if (last?.file === file) last.text += character
    else runs.push({ file, text: character })
  }
  return runs
}
