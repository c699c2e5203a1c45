/**
 * A reader of official XML too large to hold as one tree, or as one text: each child of the root (or, where a list wraps
 * its entries once more, each grandchild) is handed over when it closes, and forgotten. What stands in the file and is not read is counted by name, so that a publisher's new field is told to a
 * person and never passes unseen. No entity of the file's own making is ever expanded.
 */
import { SaxesParser } from 'saxes'
import { err, ok, type Result } from '../base/index.ts'
import type { ListNote, ListProblem } from './problem.ts'
import { cleanText } from './wording.ts'
import type { XmlElement } from './xml.ts'

type Open = { name: string; line: number; attributes: Record<string, string>; text: string; children: Open[] }

/** Deeper than any official list, in elements. */
const MAX_DEPTH = 16
/** Several times the longest text of any official list so far, in UTF-16 units. */
const MAX_TEXT_LENGTH = 200_000
/** Elements of one record; the longest of the Swiss list has some thousands. */
const MAX_RECORD_ELEMENTS = 50_000
/** Records of one file; ten times the longest official list. */
const MAX_RECORDS = 500_000
/** Handed to the parser at a time, in UTF-16 units or bytes. */
const PIECE = 65_536
/** Different names of unread fields that are told. */
const MAX_UNREAD = 200

export type RecordShape = {
  readonly root: string
  /** Names of elements, and `@name` of attributes, that the source reads or passes over knowingly. */
  readonly known: ReadonlySet<string>
  /** Whether attributes are counted too; default: they are. */
  readonly knowsAttributes?: false
  /** How deep the records lie: 1, each child of the root (the default); 2, each child of those. */
  readonly depth?: 1 | 2
  /** Takes one record; a problem ends the reading. `within`: the element that holds it. */
  readonly take: (record: XmlElement, within: string) => ListProblem | null
}

export type RecordsRead = {
  /** Of the root. */
  readonly attributes: Readonly<Record<string, string>>
  readonly notes: readonly ListNote[]
}

/**
 * Hands over each record in the order of the file; the root must open first and close last.
 * @param content the text, or bytes proven to be UTF-8, which are decoded piece by piece
 */
export function readRecords(
  content: string | Uint8Array,
  file: string,
  shape: RecordShape,
): Result<RecordsRead, ListProblem> {
  const depth = shape.depth ?? 1
  const parser = new SaxesParser()
  const stack: Open[] = []
  const unread = new Set<string>()
  let root: Open | null = null
  let elements = 0
  let records = 0
  const refuse = (problem: ListProblem): never => {
    throw new Refusal(problem)
  }
  const heed = (name: string, within: string): void => {
    if (!shape.known.has(name) && unread.size < MAX_UNREAD) unread.add(within === '' ? name : `${within}/${name}`)
  }
  parser.on('error', (error) =>
    refuse({ kind: 'list.broken-xml', file, line: parser.line, reason: error.message.replace(/^\d+:\d+:\s*/, '') }),
  )
  parser.on('doctype', () => refuse({ kind: 'list.unknown-element', file, line: parser.line, element: '!DOCTYPE' }))
  parser.on('opentag', ({ name: given, attributes }) => {
    const name = given.slice(given.indexOf(':') + 1)
    const parent = stack.at(-1)
    const strange = parent === undefined ? name !== shape.root : stack.length >= MAX_DEPTH
    if (strange) refuse({ kind: 'list.unknown-element', file, line: parser.line, element: name })
    if (stack.length === depth) elements = 0
    if (++elements > MAX_RECORD_ELEMENTS)
      refuse({ kind: 'list.broken-xml', file, line: parser.line, reason: 'a record longer than any in this list' })
    if (parent !== undefined) heed(name, '')
    for (const attribute of shape.knowsAttributes === false ? [] : Object.keys(attributes))
      if (!attribute.startsWith('xml') && !attribute.includes(':')) heed(`@${attribute}`, name)
    const open: Open = { name, line: parser.line, attributes, text: '', children: [] }
    if (stack.length > depth) parent?.children.push(open)
    stack.push(open)
    root ??= open
  })
  const addText = (piece: string): void => {
    const open = stack.at(-1)
    // The blanks between records belong to none, and would grow with the file.
    if (open === undefined || stack.length <= depth) return
    open.text += piece
    if (open.text.length > MAX_TEXT_LENGTH)
      refuse({ kind: 'list.broken-xml', file, line: parser.line, reason: 'a text longer than any in this list' })
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const open = stack.pop()
    if (open === undefined || stack.length !== depth) return
    open.line = parser.line
    if (++records > MAX_RECORDS) refuse({ kind: 'list.too-many-rows', file, maxRows: MAX_RECORDS })
    const problem = shape.take(open, stack.at(-1)?.name ?? '')
    if (problem !== null) refuse(problem)
  })
  try {
    for (const piece of piecesOf(content)) parser.write(piece)
    parser.close()
  } catch (cause) {
    if (cause instanceof Refusal) return err(cause.problem)
    throw cause
  }
  const found: Open | null = root
  if (found === null) return err({ kind: 'list.broken-xml', file, line: 1, reason: `no element ${shape.root}` })
  return ok({ attributes: (found as Open).attributes, notes: unreadNotes(unread) })
}

function* piecesOf(content: string | Uint8Array): Generator<string> {
  if (typeof content === 'string') {
    for (let at = 0; at < content.length; at += PIECE) yield content.slice(at, at + PIECE)
    return
  }
  const decoder = new TextDecoder('utf-8')
  for (let at = 0; at < content.length; at += PIECE)
    yield decoder.decode(content.subarray(at, at + PIECE), { stream: true })
  yield decoder.decode()
}

/** What a file holds beyond what its source reads, for a person. */
export function unreadNotes(fields: ReadonlySet<string>): readonly ListNote[] {
  return fields.size === 0 ? [] : [{ kind: 'unread-fields', fields: [...fields].sort() }]
}

/** Every element under `element` at the end of `path`, one name a step. */
export function elementsAt(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap((one) => one.children.filter((child) => child.name === name)),
    [element],
  )
}

/** The texts at the end of `path`, cleaned, none empty. */
export function textsAt(element: XmlElement, ...path: readonly string[]): readonly string[] {
  return elementsAt(element, ...path)
    .map((one) => cleanText(one.text))
    .filter((text) => text !== '')
}

/** The first text at the end of `path`, cleaned; empty when there is none. */
export function textAt(element: XmlElement, ...path: readonly string[]): string {
  return textsAt(element, ...path)[0] ?? ''
}

/** Carries a problem out of the parser's callbacks. */
class Refusal extends Error {
  readonly problem: ListProblem

  constructor(problem: ListProblem) {
    super(problem.kind)
    this.problem = problem
  }
}
