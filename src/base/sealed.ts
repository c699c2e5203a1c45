/**
 * The one sealed shape. A stream (a case, a node's own events, a log of the forum) is a list of entries in which each
 * seals the one before: changing, dropping or reordering any sealed entry breaks every seal after it. The chain alone
 * cannot show that its newest entries were dropped, nor stop someone with the whole store from sealing everything anew:
 * for that its head goes into a Merkle log whose signed checkpoints others hold.
 *
 * What is kept is the canonical text; it is hashed as it stands and never made again from the values.
 */
import { type Canonical, canonical } from './canonical.ts'
import { parseDay } from './day.ts'
import { type Sha256, sha256 } from './hash.ts'
import { MAX_NESTING, type NotCanonical, readCanonical, sayNotCanonical } from './read-canonical.ts'
import { err, ok, type Result } from './result.ts'

/** Strings, booleans, null, safe integers, lists, plain objects; no `undefined` (leave the field out). */
export type SealedBody = { readonly [key: string]: Canonical | undefined }

export type NewEntry<Body = SealedBody, Kind extends string = string> = {
  /** Instant of recording, UTC, ISO 8601 with milliseconds. A claim of the writer, not a proof. */
  readonly at: string
  /** Who did it: a named person, or the program itself. Never empty. */
  readonly actor: string
  /** What happened, as `noun.verbed`. */
  readonly kind: Kind
  readonly body: Body
}

export type Sealed<Body = SealedBody, Kind extends string = string> = NewEntry<Body, Kind> & {
  /** Position in the stream, from 0, without gaps. */
  readonly seq: number
  /** Hash of the entry before; 64 zeros for the first. */
  readonly prev: Sha256
  /** SHA-256 of the canonical text of the six other fields. */
  readonly hash: Sha256
}

/** As it is stored: the text without its own hash, and the hash beside it. */
export type SealedText = { readonly text: string; readonly hash: string }

/** What the next entry needs to know of the newest one. */
export type Head = { readonly seq: number; readonly hash: Sha256 }

export type SealedProblem =
  /** The text is not the one that was hashed. */
  | { readonly kind: 'entry.altered' }
  /** The hash is right, but no honest writer makes such a text. */
  | { readonly kind: 'entry.not-canonical'; readonly problem: NotCanonical }
  | { readonly kind: 'entry.not-sealed'; readonly field: string }
  /** An entry is missing, doubled or out of order. */
  | { readonly kind: 'entry.out-of-sequence'; readonly found: number }
  /** It does not follow from the entry before it. */
  | { readonly kind: 'entry.chain-broken' }

/** The first entry that does not hold, by the place where it stands. */
export type Broken = { readonly seq: number; readonly why: SealedProblem }

/** `prev` of the first entry of every stream. */
export const FIRST_PREV = '0'.repeat(64) as Sha256

const FIELDS = ['actor', 'at', 'body', 'kind', 'prev', 'seq'] as const
const HASH = /^[0-9a-f]{64}$/
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/**
 * The entry that follows `last` (`null`: the first of its stream), the text to store and its hash.
 * @throws TypeError on a body that JSON would change or lose, RangeError on an instant, actor or kind that
 *   no reader would take back: both are bugs of the caller.
 */
export function seal<Body, Kind extends string>(
  last: Head | null,
  { at, actor, kind, body }: NewEntry<Body, Kind>,
): { readonly entry: Sealed<Body, Kind>; readonly text: string; readonly hash: Sha256 } {
  const unsealed = { seq: last === null ? 0 : last.seq + 1, at, actor, kind, body, prev: last?.hash ?? FIRST_PREV }
  if (isTooDeep(body, MAX_NESTING - 1)) throw new RangeError(`a body may nest ${MAX_NESTING - 1} deep at most`)
  const wrong = wrongField(unsealed)
  if (wrong !== null) throw new RangeError(`an entry cannot be sealed with this \`${wrong}\``)
  const text = canonical(unsealed)
  const hash = sha256(text)
  return { entry: { ...unsealed, hash }, text, hash }
}

/** One stored entry: its text is the one that was hashed, canonical and whole. Says nothing of its neighbours. */
export function readSealed({ text, hash }: SealedText): Result<Sealed, SealedProblem> {
  const read = readText({ text, hash })
  return read.ok ? ok({ ...read.value, hash: hash as Sha256 }) : read
}

/**
 * The first entry that does not hold, or `null` when all do. Give `after` to go on from an entry that was
 * checked before, so that a long stream can be read in pieces.
 */
export function firstBroken(entries: Iterable<SealedText>, after: Head | null = null): Broken | null {
  let seq = after === null ? 0 : after.seq + 1
  let prev: string = after?.hash ?? FIRST_PREV
  for (const stored of entries) {
    const read = readText(stored)
    if (!read.ok) return { seq, why: read.error }
    if (read.value.seq !== seq) return { seq, why: { kind: 'entry.out-of-sequence', found: read.value.seq } }
    if (read.value.prev !== prev) return { seq, why: { kind: 'entry.chain-broken' } }
    prev = stored.hash
    seq++
  }
  return null
}

/** A sentence for the door. */
export function sayBroken({ seq, why }: Broken): string {
  return `entry ${seq}: ${sayWhy(why)}`
}

function sayWhy(why: SealedProblem): string {
  switch (why.kind) {
    case 'entry.altered':
      return 'the text is not the one that was sealed'
    case 'entry.not-canonical':
      return sayNotCanonical(why.problem)
    case 'entry.not-sealed':
      return `\`${why.field}\` is not as a sealed entry has it`
    case 'entry.out-of-sequence':
      return `it says it is entry ${why.found}; an entry is missing, doubled or out of order`
    case 'entry.chain-broken':
      return 'it does not follow from the entry before it'
  }
}

function readText({ text, hash }: SealedText): Result<Omit<Sealed, 'hash'>, SealedProblem> {
  if (sha256(text) !== hash) return err({ kind: 'entry.altered' })
  const read = readCanonical(text)
  if (!read.ok) return err({ kind: 'entry.not-canonical', problem: read.error })
  const wrong = wrongField(read.value)
  return wrong === null ? ok(read.value as Omit<Sealed, 'hash'>) : err({ kind: 'entry.not-sealed', field: wrong })
}

/** A field that is missing, unknown or not of its kind. */
function wrongField(value: unknown): string | null {
  if (!isObject(value)) return 'entry'
  for (const field of FIELDS) if (!isField[field](value[field])) return field
  const keys = Object.keys(value)
  return keys.length === FIELDS.length ? null : (keys.find((key) => !FIELDS.some((field) => field === key)) ?? null)
}

const isField: Readonly<Record<(typeof FIELDS)[number], (value: unknown) => boolean>> = {
  actor: (actor) => typeof actor === 'string' && actor !== '',
  at: isInstant,
  body: isObject,
  kind: (kind) => typeof kind === 'string' && kind !== '',
  prev: (prev) => typeof prev === 'string' && HASH.test(prev),
  seq: (seq) => Number.isSafeInteger(seq) && Number(seq) >= 0,
}

/** Whether an entry can have been recorded then: a UTC instant with milliseconds, on a day there is. */
export function isInstant(at: unknown): boolean {
  if (typeof at !== 'string' || !INSTANT.test(at)) return false
  // Every month has 28 days; only for the others the calendar is asked.
  return at.slice(8, 10) <= '28' || parseDay(at.slice(0, 10)) !== null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}
