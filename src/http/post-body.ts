/**
 * Reading what another node brings, of whom nothing is known until it is read: how it begins says whose key it claims.
 * What a known node brings is held in memory, at most so many large ones at once. Of a stranger no more is held than is
 * kept as evidence; the rest is hashed as it comes, and dropped. Nobody is waited for long.
 */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type App, BEGINNING_CHARACTERS, MAX_MESSAGE_BYTES, MAX_STRANGE_BYTES } from '../app/index.ts'
import type { Sha256 } from '../base/index.ts'

export type PostLimits = {
  /** Longest wait for a body to end. */
  readonly withinMs: number
  /** Bodies larger than what is kept of a stranger, held at once: of all, and of one address. */
  readonly largeAtOnce: number
  readonly largeAtOnceOfOne: number
  /** Messages in one minute from one address that no node known here signed. */
  readonly strangeAMinute: number
}

export const POST_LIMITS: PostLimits = { withinMs: 30_000, largeAtOnce: 6, largeAtOnceOfOne: 2, strangeAMinute: 30 }

/** Seconds after which it is worth to try again. */
export const BUSY_SECONDS = 5

/** Room for what stands around a message of the largest size. */
const MAX_BODY_BYTES = MAX_MESSAGE_BYTES + 1_000_000

export type Brought =
  | { readonly kind: 'whole'; readonly bytes: Buffer; readonly source: string }
  | { readonly kind: 'large-of-stranger'; readonly sha256: Sha256; readonly bytes: number; readonly source: string }
  | { readonly kind: 'too-often'; readonly waitSeconds: number }
  | { readonly kind: 'busy' | 'too-large' | 'too-slow' | 'cut-off' }

export type PostReader = {
  readonly read: (body: Readable, address: string) => Promise<Brought>
  /** Counts one that no node known here signed. @param source as it was read */
  readonly countStrange: (source: string) => void
}

export function newPostReader({ isFromKnown }: Pick<App['post'], 'isFromKnown'>, limits: PostLimits): PostReader {
  const known = newPlaces(limits)
  const strange = newPlaces(limits)
  const pace = newPace(limits.strangeAMinute)
  return {
    countStrange: (source) => pace.count(source, Date.now()),
    read: async (body, address) => {
      const hash = createHash('sha256')
      const held: Buffer[] = []
      let bytes = 0
      /** Whose messages are counted together; `null`: too little came to know. */
      let source: { readonly name: string; readonly isKnown: boolean } | null = null
      let leave: (() => void) | null = null
      const chunks = body[Symbol.asyncIterator]()
      const deadline = timeLimit(limits.withinMs)
      const seeSource = async () => {
        const beginning = Buffer.concat(held).toString('latin1')
        const isKnown = await isFromKnown(beginning)
        // Behind one address may stand many: whoever lies about a key is held apart from those who do not.
        return { name: isKnown ? `${address} ${beginning.slice(0, BEGINNING_CHARACTERS)}` : address, isKnown }
      }
      try {
        for (;;) {
          const next = await Promise.race([chunks.next(), deadline.over])
          if (next === 'over') return { kind: 'too-slow' }
          if (next.done !== true) {
            const chunk: Buffer = next.value
            bytes += chunk.length
            hash.update(chunk)
            if (bytes > MAX_BODY_BYTES) return { kind: 'too-large' }
            if (source === null || source.isKnown || bytes <= MAX_STRANGE_BYTES) held.push(chunk)
            else held.length = 0
          }
          if (source === null && (next.done === true || bytes >= BEGINNING_CHARACTERS)) {
            source = await seeSource()
            const waitSeconds = pace.secondsToWait(source.name, Date.now())
            if (waitSeconds > 0) return { kind: 'too-often', waitSeconds }
          }
          if (source !== null && leave === null && bytes > MAX_STRANGE_BYTES) {
            leave = (source.isKnown ? known : strange).enter(address)
            if (leave === null) return { kind: 'busy' }
          }
          if (next.done === true && source !== null) {
            return source.isKnown || bytes <= MAX_STRANGE_BYTES
              ? { kind: 'whole', bytes: Buffer.concat(held), source: source.name }
              : { kind: 'large-of-stranger', sha256: hash.digest('hex') as Sha256, bytes, source: source.name }
          }
        }
      } catch {
        return { kind: 'cut-off' }
      } finally {
        leave?.()
        deadline.clear()
      }
    },
  }
}

function timeLimit(ms: number): { readonly over: Promise<'over'>; readonly clear: () => void } {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<'over'>((resolve) => {
    timer = setTimeout(() => resolve('over'), ms)
  })
  return { over, clear: () => clearTimeout(timer) }
}

function newPlaces({ largeAtOnce, largeAtOnceOfOne }: PostLimits) {
  const taken = new Map<string, number>()
  let all = 0
  return {
    /** `null`: there is no place now. */
    enter: (address: string): (() => void) | null => {
      const own = taken.get(address) ?? 0
      if (all >= largeAtOnce || own >= largeAtOnceOfOne) return null
      all++
      taken.set(address, own + 1)
      return () => {
        all--
        const left = (taken.get(address) ?? 1) - 1
        if (left === 0) taken.delete(address)
        else taken.set(address, left)
      }
    },
  }
}

const MINUTE_MS = 60_000
/** Sources counted apart; those that came longest ago are forgotten first. */
const MOST_SOURCES = 10_000

function newPace(most: number) {
  const counted = new Map<string, readonly number[]>()
  const recent = (source: string, nowMs: number) =>
    (counted.get(source) ?? []).filter((at) => at > nowMs - MINUTE_MS && at <= nowMs)
  return {
    count: (source: string, nowMs: number) => {
      const now = [...recent(source, nowMs), nowMs]
      counted.delete(source)
      counted.set(source, now.slice(-most))
      const [longestAgo] = counted.keys()
      if (counted.size > MOST_SOURCES && longestAgo !== undefined) counted.delete(longestAgo)
    },
    secondsToWait: (source: string, nowMs: number): number => {
      const now = recent(source, nowMs)
      const [oldest] = now
      return now.length < most || oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + MINUTE_MS - nowMs) / 1000))
    },
  }
}
