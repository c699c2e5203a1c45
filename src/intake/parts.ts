/** A multipart body cut at its boundary, in one pass. */
export type Parts = {
  readonly preamble: Uint8Array
  readonly parts: readonly Uint8Array[]
  /** All that follows once `max` parts were cut; `null`: there were no more. */
  readonly rest: Uint8Array | null
  readonly epilogue: Uint8Array
  /** The closing boundary was there. */
  readonly isClosed: boolean
}

const [LF, CR, DASH, SPACE, TAB] = [0x0a, 0x0d, 0x2d, 0x20, 0x09]

/** @returns `null` when the boundary never occurs. */
export function cutParts(body: Uint8Array, boundary: string, max: number): Parts | null {
  const mark = Buffer.from(boundary, 'latin1')
  const parts: Uint8Array[] = []
  let preamble: Uint8Array | null = null
  let from = 0
  for (let line = 0; line !== -1; line = nextDashes(body, line)) {
    const found = boundaryAt(body, line, mark)
    if (found === null) continue
    const before = body.subarray(from, Math.max(from, lineEndBefore(body, line)))
    if (preamble === null) preamble = before
    else parts.push(before)
    from = found.end
    if (found.isClosing) return { preamble, parts, rest: null, epilogue: body.subarray(from), isClosed: true }
    if (parts.length >= max) return { preamble, parts, rest: body.subarray(from), epilogue: EMPTY, isClosed: false }
  }
  if (preamble === null) return null
  return { preamble, parts: [...parts, body.subarray(from)], rest: null, epilogue: EMPTY, isClosed: false }
}

const EMPTY = new Uint8Array(0)

/** The boundary a body seems to use when its header does not say: the first line of two dashes and a word that comes again. */
export function guessBoundary(body: Uint8Array): string | null {
  const opening = Buffer.from(body.subarray(0, 65_536)).toString('latin1')
  const [, word] = /(?:^|\n)--([^\s-][^\r\n]{0,69}?)[ \t]{0,5}\r?\n/.exec(opening) ?? []
  return word !== undefined && opening.split(`--${word}`).length > 2 ? word : null
}

/** Start of the next line that begins with two dashes, or -1. */
function nextDashes(body: Uint8Array, from: number): number {
  for (let i = from; i < body.length - 2; i++) {
    if (body[i] === LF && body[i + 1] === DASH && body[i + 2] === DASH) return i + 1
  }
  return -1
}

function boundaryAt(
  body: Uint8Array,
  line: number,
  mark: Uint8Array,
): { readonly isClosing: boolean; readonly end: number } | null {
  if (body[line] !== DASH || body[line + 1] !== DASH) return null
  const from = line + 2
  for (let i = 0; i < mark.length; i++) if (body[from + i] !== mark[i]) return null
  let at = from + mark.length
  const isClosing = body[at] === DASH && body[at + 1] === DASH
  if (isClosing) at += 2
  while (body[at] === SPACE || body[at] === TAB) at++
  if (body[at] === CR) at++
  if (at < body.length && body[at] !== LF) return null
  return { isClosing, end: Math.min(at + 1, body.length) }
}

/** The line end before a boundary belongs to the boundary. */
function lineEndBefore(body: Uint8Array, line: number): number {
  if (line === 0) return 0
  return body[line - 2] === CR ? line - 2 : line - 1
}
