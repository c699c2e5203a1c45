/**
 * Bytes from a publisher to text, or the reason they are not one. Unpacks gzip and a zip of one file (known by their
 * first bytes), never more than the cap; refuses emptiness, web pages, bytes that are not UTF-8 and control characters, all of which have been
 * seen in place of a list.
 */
import { isUtf8 } from 'node:buffer'
import { constants, gunzipSync, inflateRawSync } from 'node:zlib'
import { err, ok, type Result } from '../base/index.ts'
import type { ListProblem } from './problem.ts'
import type { NamedFile } from './source.ts'
import { isZip, unzip } from './zip.ts'

/** Enough to know any list file by, in bytes. */
const OPENING_BYTES = 65_536
/** Ctrl-Z: the end-of-file mark of DOS, which OFAC still writes. */
const CTRL_Z = 0x1a

export type OfficialText = {
  /** Without byte order mark, final Ctrl-Z and final line ends. */
  readonly text: string
  /** Whether it ended with Ctrl-Z. */
  readonly hasEndMark: boolean
}

/** A file unpacked, whose bytes are text; for files too large to be held as one. */
export type OfficialBytes = { readonly bytes: Uint8Array; readonly hasEndMark: boolean }

export type TextOptions = {
  /** The list is a web page by design, so a page is not refused as an answer in its place. */
  readonly isPage?: boolean
}

/** The bytes of a file, unpacked, proven to be UTF-8 and not an error page, without final Ctrl-Z and line ends. */
export function readBytes(
  file: NamedFile,
  maxBytes: number,
  options: TextOptions = {},
): Result<OfficialBytes, ListProblem> {
  const unpacked = unpack(file, maxBytes)
  if (!unpacked.ok) return unpacked
  const bytes = withoutEnd(unpacked.value)
  if (bytes.length === 0) return err({ kind: 'list.empty', file: file.name })
  if (!isUtf8(bytes)) return err({ kind: 'list.not-utf8', file: file.name, line: firstBadLine(bytes) })
  const opening = new TextDecoder('utf-8').decode(bytes.subarray(0, 4_096))
  if (options.isPage !== true && isWebPage(opening)) return err({ kind: 'list.html', file: file.name })
  return ok({ bytes, hasEndMark: unpacked.value.at(-1) === CTRL_Z })
}

export function readText(
  file: NamedFile,
  maxBytes: number,
  options: TextOptions = {},
): Result<OfficialText, ListProblem> {
  const content = readBytes(file, maxBytes, options)
  if (!content.ok) return content
  const text = new TextDecoder('utf-8').decode(content.value.bytes)
  if (text.trim() === '') return err({ kind: 'list.empty', file: file.name })
  const control = CONTROL.exec(text)
  if (control)
    return err({
      kind: 'list.control-character',
      file: file.name,
      line: lineAt(text, control.index),
      code: control[0].charCodeAt(0),
    })
  return ok({ text, hasEndMark: content.value.hasEndMark })
}

/** How a file opens, as far as it can be read; for knowing what it is, never for using it. */
export function openingOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(openingBytes(bytes))
}

function openingBytes(bytes: Uint8Array): Uint8Array {
  if (isGzip(bytes)) return firstUnpacked(bytes)
  if (!isZip(bytes)) return bytes.subarray(0, OPENING_BYTES)
  // The local header of the first file; its packed bytes run on to where inflating stops.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 30 || view.getUint16(8, true) !== 8) return new Uint8Array(0)
  const from = 30 + view.getUint16(26, true) + view.getUint16(28, true)
  try {
    return inflateRawSync(bytes.subarray(from, from + OPENING_BYTES), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: OPENING_BYTES * 1_100,
    }).subarray(0, OPENING_BYTES)
  } catch {
    return new Uint8Array(0)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/

function unpack(file: NamedFile, maxBytes: number): Result<Uint8Array, ListProblem> {
  const tooLarge = err({ kind: 'list.too-large', file: file.name, maxBytes } as const)
  if (isZip(file.bytes)) return unpackZip(file, maxBytes)
  if (!isGzip(file.bytes)) return file.bytes.length > maxBytes ? tooLarge : ok(file.bytes)
  try {
    return ok(gunzipSync(file.bytes, { maxOutputLength: maxBytes }))
  } catch (cause) {
    const isCap = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    return isCap ? tooLarge : err({ kind: 'list.broken-compression', file: file.name })
  }
}

/** A list comes alone in its zip; which of several files would be the list cannot be told. */
function unpackZip(file: NamedFile, maxBytes: number): Result<Uint8Array, ListProblem> {
  const files = unzip(file.bytes, maxBytes)
  if (!files.ok && files.error === 'too-large') return err({ kind: 'list.too-large', file: file.name, maxBytes })
  const [only, ...others] = files.ok ? [...files.value.values()] : []
  if (only === undefined || others.length > 0) return err({ kind: 'list.broken-compression', file: file.name })
  return ok(only)
}

function firstUnpacked(bytes: Uint8Array): Uint8Array {
  try {
    const head = bytes.subarray(0, OPENING_BYTES)
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: OPENING_BYTES * 1_100 }).subarray(
      0,
      OPENING_BYTES,
    )
  } catch {
    // Not gzip after all, or damaged at once: nothing can be known from it.
    return new Uint8Array(0)
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function withoutEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === CTRL_Z || bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--
  return bytes.subarray(0, end)
}

/** Also the web page that an address answers with when the list is not there. */
export function isWebPage(text: string): boolean {
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(text.slice(0, 1_000))
}

function firstBadLine(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  // INVARIANT: the first `good` bytes are valid as far as whole characters go, the first `bad` are not.
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isUtf8(bytes.subarray(0, wholeCharacters(bytes, middle)))) good = middle
    else bad = middle
  }
  let line = 1
  for (let i = 0; i < good; i++) if (bytes[i] === 0x0a) line++
  return line
}

/** `length` less the bytes of a character that is cut there. */
function wholeCharacters(bytes: Uint8Array, length: number): number {
  let start = length
  while (start > 0 && length - start < 3 && ((bytes[start - 1] ?? 0) & 0xc0) === 0x80) start--
  const lead = bytes[start - 1] ?? 0
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return size > 1 && start - 1 + size > length ? start - 1 : length
}

function lineAt(text: string, index: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line++
  return line
}
