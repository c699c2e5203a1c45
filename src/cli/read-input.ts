/** Reads the files a person gives: one YAML or JSON document, or many JSON lines. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { keepAsWritten } from '../assessment/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import type { Io } from './io.ts'

/** Largest document read, in bytes. A transaction of 500 items and 200 parties is well under a tenth of it. */
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024
/** Largest line of a file of JSON lines, in UTF-16 units. */
const MAX_LINE_LENGTH = 1024 * 1024

/** A document as a value. `-` is standard input. The error is a sentence: what, where, what to do. */
export async function readDocument(io: Io, file: string): Promise<Result<unknown, string>> {
  const opened = await open(io, file)
  if (!opened.ok) return opened
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of opened.value) {
    size += chunk.byteLength
    if (size > MAX_DOCUMENT_BYTES) {
      return err(
        `\`${nameOf(file)}\` is larger than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MB; give one transaction a file`,
      )
    }
    chunks.push(chunk)
  }
  const text = decode(Buffer.concat(chunks))
  if (text === null) return err(`\`${nameOf(file)}\` is not UTF-8 text; save it as UTF-8`)
  if (text.trim() === '')
    return err(`\`${nameOf(file)}\` is empty; see \`unblind examples\` for transactions to start from`)
  return parseDocument(nameOf(file), text)
}

/** JSON where it looks like JSON, else YAML 1.2 of one document with a bounded number of aliases. */
async function parseDocument(name: string, text: string): Promise<Result<unknown, string>> {
  if (/^\s*\{/.test(text)) {
    const value = parseJson(text)
    if (value.ok) return value
  }
  const { LineCounter, parseDocument: parseYaml } = await import('yaml')
  const lineCounter = new LineCounter()
  try {
    const document = parseYaml(text, { schema: 'core', lineCounter, logLevel: 'silent', prettyErrors: false })
    const problem = document.errors[0]
    if (problem !== undefined) {
      const { line, col } = lineCounter.linePos(problem.pos[0])
      return err(`\`${name}\` line ${line}, column ${col} is not YAML: ${oneLine(problem.message)}; correct it there`)
    }
    keepAsWritten(document)
    return ok(document.toJS({ maxAliasCount: 50 }))
  } catch (error) {
    if (error instanceof RangeError) return err(`\`${name}\` is nested too deeply to be read; flatten it`)
    if (error instanceof ReferenceError) return err(`\`${name}\` uses YAML aliases too often; write the values out`)
    throw error
  }
}

export function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return err(oneLine(error.message))
    throw error
  }
}

/** One line of a file, or the sentence that says why it is no JSON. Blank lines are left out; numbers count from 1. */
export type JsonLine = { readonly number: number; readonly value: Result<unknown, string> }

/** The lines of a file as they come, never the whole file at once. `-` is standard input. */
export async function readJsonLines(io: Io, file: string): Promise<Result<AsyncIterable<JsonLine>, string>> {
  const opened = await open(io, file)
  return opened.ok ? ok(linesOf(opened.value, nameOf(file))) : opened
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<JsonLine> {
  const decoder = new TextDecoder('utf-8')
  let number = 0
  let rest = ''
  let isTooLong = false
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    for (let at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n')) {
      const line = rest.slice(0, at)
      rest = rest.slice(at + 1)
      number++
      if (isTooLong) yield { number, value: err(tooLong(name, number)) }
      else if (line.trim() !== '') yield jsonLine(name, number, line)
      isTooLong = false
    }
    if (rest.length > MAX_LINE_LENGTH) {
      isTooLong = true
      rest = ''
    }
  }
  rest += decoder.decode()
  if (isTooLong) yield { number: number + 1, value: err(tooLong(name, number + 1)) }
  else if (rest.trim() !== '') yield jsonLine(name, number + 1, rest)
}

function jsonLine(name: string, number: number, line: string): JsonLine {
  if (line.length > MAX_LINE_LENGTH) return { number, value: err(tooLong(name, number)) }
  const parsed = parseJson(number === 1 ? line.replace(/^\uFEFF/, '') : line)
  return {
    number,
    value: parsed.ok
      ? parsed
      : err(`\`${name}\` line ${number} is not JSON (${parsed.error}); write one object a line`),
  }
}

function tooLong(name: string, number: number): string {
  return `\`${name}\` line ${number} is longer than ${MAX_LINE_LENGTH} characters; write one object a line`
}

async function open(io: Io, file: string): Promise<Result<AsyncIterable<Uint8Array>, string>> {
  if (file === '-') return ok(io.stdin)
  const entry = await stat(file).catch(() => null)
  if (entry === null) return err(`there is no file \`${file}\`; check the path`)
  if (entry.isDirectory()) return err(`\`${file}\` is a folder; name a file in it`)
  return ok(createReadStream(file))
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function oneLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 200).toWellFormed()
}
