/**
 * A strict reader of official XML: every element must be one we know at its place, the document must close, and no
 * entity of its own making is ever expanded.
 */
import { SaxesParser } from 'saxes'
import { err, ok, type Result } from '../base/index.ts'
import type { ListProblem } from './problem.ts'

export type XmlElement = {
  readonly name: string
  /** Line at which it ends; of the root: at which it starts. */
  readonly line: number
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly XmlElement[]
}

type Open = { name: string; line: number; attributes: Record<string, string>; text: string; children: Open[] }

/** Deeper than any official list, in elements: the bound on a hostile file. */
const MAX_DEPTH = 12
/** Several times the longest text of the UN list so far, in UTF-16 units. */
const MAX_TEXT_LENGTH = 50_000
/** Ten times the elements of any official list so far. */
const MAX_ELEMENTS = 500_000

/**
 * The document as a tree.
 * @param known which elements each element may hold; one not named there holds only text
 */
export function readXml(
  text: string,
  file: string,
  root: string,
  known: Readonly<Record<string, readonly string[]>>,
): Result<XmlElement, ListProblem> {
  const parser = new SaxesParser()
  const stack: Open[] = []
  let tree: Open | null = null
  let elements = 0
  parser.on('error', (error) => {
    throw new Refusal({ kind: 'list.broken-xml', file, line: parser.line, reason: plain(error.message) })
  })
  parser.on('doctype', () => {
    throw new Refusal({ kind: 'list.unknown-element', file, line: parser.line, element: '!DOCTYPE' })
  })
  parser.on('opentag', ({ name, attributes }) => {
    const parent = stack.at(-1)
    const isKnown = parent ? known[parent.name]?.includes(name) === true : name === root
    if (!isKnown || stack.length >= MAX_DEPTH)
      throw new Refusal({ kind: 'list.unknown-element', file, line: parser.line, element: name })
    if (++elements > MAX_ELEMENTS) throw new Refusal({ kind: 'list.too-many-rows', file, maxRows: MAX_ELEMENTS })
    const open: Open = { name, line: parser.line, attributes, text: '', children: [] }
    parent?.children.push(open)
    stack.push(open)
    tree ??= open
  })
  const addText = (piece: string): void => {
    const open = stack.at(-1)
    if (open === undefined) return
    open.text += piece
    if (open.text.length > MAX_TEXT_LENGTH)
      throw new Refusal({
        kind: 'list.broken-xml',
        file,
        line: parser.line,
        reason: 'a text longer than any in this list',
      })
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const open = stack.pop()
    if (open && stack.length > 0) open.line = parser.line
  })
  try {
    parser.write(text).close()
  } catch (cause) {
    if (cause instanceof Refusal) return err(cause.problem)
    throw cause
  }
  return tree === null ? err({ kind: 'list.broken-xml', file, line: 1, reason: `no element ${root}` }) : ok(tree)
}

/** Carries a problem out of the parser's callbacks. */
class Refusal extends Error {
  readonly problem: ListProblem

  constructor(problem: ListProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

/** The parser's own words without the place it prefixes them with. */
function plain(message: string): string {
  return message.replace(/^\d+:\d+:\s*/, '')
}
