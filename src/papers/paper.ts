import PDFDocument from 'pdfkit'
import { type Fonts, openFonts, type Style } from './fonts.ts'

export type Piece = { readonly text: string; readonly style: Style }

export type Writer = {
  readonly heading: (level: 1 | 2, text: string) => void
  readonly paragraph: (pieces: readonly Piece[]) => void
  readonly note: (text: string) => void
}

export type Paper = {
  readonly title: string
  readonly author: string
  /** Instant the file claims to be made, UTC: the same instant and words give the same bytes. */
  readonly madeAt: string
  /** At the head of every page. */
  readonly head: string
  /** At the foot of every page, before its number. */
  readonly foot: string
  readonly write: (writer: Writer) => void
}

const MARGIN = 64
const SIZES = { 1: 20, 2: 14, body: 10.5, small: 8.5 } as const

/** Tells the reader's program that the tags follow PDF/UA; the types of the library do not know the name. */
const ACCESSIBLE: object = { subset: 'PDF/UA' }

type Document = InstanceType<typeof PDFDocument>

/** A paper as PDF: tagged for screen readers, in reading order, its fonts embedded. */
export async function pdfOf(paper: Paper): Promise<Uint8Array> {
  const fonts = openFonts()
  const at = new Date(paper.madeAt)
  const document = new PDFDocument({
    ...ACCESSIBLE,
    size: 'A4',
    margins: { top: MARGIN + 16, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    font: '',
    info: { Title: paper.title, Author: paper.author, CreationDate: at, ModDate: at },
  })
  const finished = collect(document)
  for (const [name, bytes] of fonts.files) document.registerFont(name, bytes)
  const root = document.struct('Document')
  document.addStructure(root)
  paper.write(writerOn(document, root, fonts))
  root.end()
  stampPages(document, fonts, paper)
  document.end()
  return finished
}

async function collect(document: Document): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of document) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Writes down the page in reading order, each heading and paragraph an element of the document's structure. */
function writerOn(document: Document, root: ReturnType<Document['struct']>, fonts: Fonts): Writer {
  const element = (tag: string, pieces: readonly Piece[], size: number, gap: number) => {
    root.add(
      document.struct(tag, {}, () => {
        setText(document, fonts, pieces, size)
        document.y += gap
      }),
    )
  }
  return {
    heading: (level, text) => {
      const size = SIZES[level]
      if (level === 2) document.y += 14
      // A heading never stands alone at the foot of a page.
      if (document.y > document.page.height - document.page.margins.bottom - size * 4) document.addPage()
      element(`H${level}`, [{ text, style: 'bold' }], size, 6)
    },
    paragraph: (pieces) => element('P', pieces, SIZES.body, SIZES.body * 0.5),
    note: (text) => element('P', [{ text, style: 'italic' }], SIZES.small, SIZES.small * 0.5),
  }
}

function setText(document: Document, fonts: Fonts, pieces: readonly Piece[], size: number): void {
  const runs = pieces.flatMap(({ text, style }) => fonts.runs(text, style))
  document.x = document.page.margins.left
  for (const [i, { file, text }] of runs.entries()) {
    document
      .font(file)
      .fontSize(size)
      .text(text, { continued: i < runs.length - 1, lineGap: size * 0.2 })
  }
}

/** Head and foot of each page, outside the reading order. */
function stampPages(document: Document, fonts: Fonts, { head, foot }: Paper): void {
  const { count } = document.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    document.switchToPage(i)
    // Text below the bottom margin would open a new page.
    const { margins, height } = document.page
    document.page.margins = { ...margins, top: 0, bottom: 0 }
    document.markContent('Artifact', { type: 'Pagination' })
    stamp(document, fonts, head, 'bold', MARGIN / 2)
    stamp(document, fonts, `${foot}, page ${i + 1} of ${count}`, 'regular', height - MARGIN / 2 - 10)
    document.endMarkedContent()
    document.page.margins = margins
  }
}

function stamp(document: Document, fonts: Fonts, text: string, style: Style, y: number): void {
  let x = MARGIN
  for (const run of fonts.runs(text, style)) {
    document.font(run.file).fontSize(SIZES.small)
    document.text(run.text, x, y, { lineBreak: false })
    x += document.widthOfString(run.text)
  }
}

export function plain(text: string): Piece {
  return { text, style: 'regular' }
}

export function bold(text: string): Piece {
  return { text, style: 'bold' }
}

export function italic(text: string): Piece {
  return { text, style: 'italic' }
}
