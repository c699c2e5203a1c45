/** Keeping whoever gave a tip out of everything that leaves the house. */
import type { InformationWords } from './answers.ts'

/** Takes the place of a name or address of whoever gave the information. */
export const CONCEALED = '[source]'

const SHORTEST_MARK = 2

export type Concealment = {
  /** For the words of a tip: its author's marks go, and so does anything that looks like an address or a message id. */
  readonly ofTip: (text: string) => string
  /** For what the applicant wrote about the case: marks go, unless they are facts of the transaction itself. */
  readonly ofProse: (text: string) => string
}

/**
 * @param facts names and addresses the form must state whoever gave a tip. Concealing one of them in prose would say that
 *   this party is the source, so there it stays.
 */
export function concealment(information: readonly InformationWords[], facts: readonly string[]): Concealment {
  const marks = [...new Set(information.flatMap((one) => one.sourceMarks.map(normal)))].filter(
    (mark) => [...mark].length >= SHORTEST_MARK,
  )
  const stated = facts.map(normal)
  const hidden = patternOf(marks)
  const hiddenInProse = patternOf(marks.filter((mark) => !isStated(mark, stated)))
  return {
    ofTip: (text) => replaced(replaced(normal(text), hidden), ADDRESS),
    ofProse: (text) => replaced(normal(text), hiddenInProse),
  }
}

/** An e-mail address or a message id: something, an at sign, something. */
const ADDRESS = /<?[^\s<>"'()[\],;:]{1,256}[@＠][^\s<>"'()[\],;:]{1,256}>?/gu

function isStated(mark: string, stated: readonly string[]): boolean {
  const pattern = patternOf([mark])
  return pattern !== null && stated.some((fact) => fact.search(pattern) !== -1)
}

/**
 * Marks wherever they stand as words, in any case, broken over lines or with invisible characters inside. Longest first, so
 * that a full name goes whole.
 */
function patternOf(marks: readonly string[]): RegExp | null {
  if (marks.length === 0) return null
  const sorted = [...marks].sort((a, b) => b.length - a.length)
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${sorted.map(loose).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

function loose(mark: string): string {
  return mark
    .split(/\s+/u)
    .map((word) => [...word].map(escaped).join('\\p{Cf}*'))
    .join('[\\s\\p{Cf}]+')
}

function escaped(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&')
}

function replaced(text: string, pattern: RegExp | null): string {
  return pattern === null ? text : text.replace(pattern, CONCEALED)
}

function normal(text: string): string {
  return text.normalize('NFC').trim()
}
