import { parseDocument } from 'yaml'
import { keepAsWritten } from '../assessment/index.ts'
import { err, ok, type Result } from '../base/index.ts'

/** Largest body read. A transaction of 500 items and 200 parties is well under a tenth of it. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024
/** YAML is read by a slower parser than JSON; larger files are asked for as JSON. */
export const MAX_YAML_BYTES = 1024 * 1024
/** Deepest nesting read; a chain of owners twelve deep needs 28. */
const MAX_DEPTH = 64

/** Why a body is not a value at all. */
export type BodyProblem = {
  readonly kind: 'http.malformed' | 'http.too-large'
  readonly sentence: string
}

/** Reads a JSON body: UTF-8, no byte-order mark needed, at most 64 levels deep. */
export function readJsonBody(bytes: Uint8Array): Result<unknown, BodyProblem> {
  const text = decode(bytes)
  if (!text.ok) return text
  if (isDeeperThan(text.value, MAX_DEPTH)) return tooDeep()
  try {
    return withoutPrototypeKeys(JSON.parse(text.value))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return malformed(`the body is not valid JSON: ${oneLine(error.message)}; correct it there and send it again`)
  }
}

/** Reads a YAML 1.2 body of one document; aliases are bounded, tags beyond the core schema are refused. */
export function readYamlBody(bytes: Uint8Array): Result<unknown, BodyProblem> {
  if (bytes.byteLength > MAX_YAML_BYTES)
    return err({
      kind: 'http.too-large',
      sentence: `the body is ${megabytes(bytes.byteLength)} of YAML and at most ${megabytes(MAX_YAML_BYTES)} are read; send it as JSON`,
    })
  const text = decode(bytes)
  if (!text.ok) return text
  if (isDeeperThan(text.value, MAX_DEPTH) || isIndentedDeeperThan(text.value, MAX_DEPTH)) return tooDeep()
  try {
    const document = parseDocument(text.value, { schema: 'core', logLevel: 'silent' })
    const problem = document.errors[0]
    if (problem !== undefined) return notYaml(problem)
    keepAsWritten(document)
    return withoutPrototypeKeys(document.toJS({ maxAliasCount: 50 }))
  } catch (error) {
    if (error instanceof RangeError) return tooDeep()
    if (!(error instanceof ReferenceError)) throw error
    return notYaml(error)
  }
}

function notYaml(error: Error): Result<never, BodyProblem> {
  return malformed(`the body is not valid YAML: ${oneLine(error.message)}; correct it there and send it again`)
}

function decode(bytes: Uint8Array): Result<string, BodyProblem> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return malformed('the body is not UTF-8 text; save the file as UTF-8 and send it again')
  }
}

/** Counts brackets outside double-quoted strings, so that no parser meets a bomb. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (isInString) {
      if (unit === 0x5c) at++
      else if (unit === 0x22) isInString = false
    } else if (unit === 0x22) isInString = true
    else if (unit === 0x5b || unit === 0x7b) {
      depth++
      if (depth > limit) return true
    } else if (unit === 0x5d || unit === 0x7d) depth--
  }
  return false
}

/** YAML nests by indentation and by `- - - -` too. */
function isIndentedDeeperThan(text: string, limit: number): boolean {
  for (const [lead] of text.matchAll(/^[ \t\-?:]+/gm)) {
    if (lead.length > limit * 8 || lead.replace(/\s/g, '').length > limit) return true
  }
  return false
}

/** A key named `__proto__` is never part of a transaction and is how objects are poisoned. */
function withoutPrototypeKeys(value: unknown): Result<unknown, BodyProblem> {
  const pending: unknown[] = [value]
  while (pending.length > 0) {
    const next = pending.pop()
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, '__proto__'))
      return malformed('the body has a key `__proto__`, which no field is called; remove it')
    for (const inner of Object.values(next)) pending.push(inner)
  }
  return ok(value)
}

function malformed(sentence: string): Result<never, BodyProblem> {
  return err({ kind: 'http.malformed', sentence })
}

function tooDeep(): Result<never, BodyProblem> {
  return malformed(
    `the body is nested more than ${MAX_DEPTH} levels deep; no transaction needs that, so flatten it and send it again`,
  )
}

function oneLine(message: string): string {
  const first = (message.split('\n')[0] ?? '').replace(/:$/, '').slice(0, 200)
  return first.isWellFormed() ? first : first.toWellFormed()
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
