/**
 * One process at a time owns the embedded database of a data directory.
 *
 * The lock is a file that names its holder: pid and the instant that process began, so that a reused pid is not
 * taken for the holder; and host, because a pid means nothing on another machine or in another container. A holder
 * on another host is judged by the file's age instead: holders touch the file every two seconds.
 */
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { hasErrorCode } from './error-code.ts'
import { beginningOf } from './process-facts.ts'

const TOUCH_EVERY_MS = 2_000
/** A holder on another host that has not touched its lock for this long is gone. */
const FOREIGN_STALE_MS = 15_000

/** `server` keeps the database for hours; `command` for as long as one command runs. */
export type Purpose = 'server' | 'command'

export type Holder = {
  readonly pid: number
  /** What `beginningOf` said of the holder when it took the lock. */
  readonly began: string | null
  readonly host: string
  readonly purpose: Purpose
  /** Tells two locks of one process apart. */
  readonly nonce: string
}

export type ProcessLock = { readonly release: () => void }

export type LockAttempt =
  | { readonly kind: 'taken'; readonly lock: ProcessLock }
  | { readonly kind: 'held'; readonly by: Holder }

/**
 * Takes the lock of a data directory, or says who holds it. A lock whose holder is gone is taken over.
 * @throws the file system's error when the directory cannot be written.
 */
export function takeLock(dataDir: string, purpose: Purpose): LockAttempt {
  const path = join(dataDir, 'lock')
  const mine: Holder = {
    pid: process.pid,
    began: beginningOf(process.pid),
    host: hostname(),
    purpose,
    nonce: randomUUID(),
  }
  for (;;) {
    if (linkWhole(path, mine)) return { kind: 'taken', lock: hold(path, mine) }
    const held = readHolder(path)
    if (held === 'absent') continue
    if (held !== 'unreadable' && isHolding(held, path)) return { kind: 'held', by: held }
    if (replaceStale(path, held, mine)) return { kind: 'taken', lock: hold(path, mine) }
  }
}

/** Puts a complete file at `path` in one step; false when one is there already. */
function linkWhole(path: string, holder: Holder): boolean {
  const whole = `${path}.${holder.nonce}`
  writeFileSync(whole, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(whole, path)
    return true
  } catch (error) {
    if (hasErrorCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(whole, { force: true })
  }
}

/**
 * Of several processes that see one stale lock, exactly one may replace it: each first claims `lock.claim`, then
 * looks again, so that a lock that changed hands meanwhile is left alone.
 */
function replaceStale(path: string, seen: Holder | 'unreadable', mine: Holder): boolean {
  const claim = `${path}.claim`
  if (!linkWhole(claim, mine)) {
    const claimant = readHolder(claim)
    const isAbandoned = claimant === 'unreadable' || (claimant !== 'absent' && !isHolding(claimant, claim))
    if (isAbandoned) rmSync(claim, { force: true })
    return false
  }
  try {
    const now = readHolder(path)
    const isSame = now === seen || (typeof now === 'object' && typeof seen === 'object' && now.nonce === seen.nonce)
    if (!isSame) return false
    const whole = `${path}.${mine.nonce}`
    writeFileSync(whole, JSON.stringify(mine), { mode: 0o600 })
    renameSync(whole, path)
    return true
  } finally {
    rmSync(claim, { force: true })
  }
}

function hold(path: string, mine: Holder): ProcessLock {
  const isMine = () => {
    const held = readHolder(path)
    return typeof held === 'object' && held.nonce === mine.nonce
  }
  const touching = setInterval(() => {
    try {
      if (isMine()) utimesSync(path, new Date(), new Date())
    } catch {
      // The directory went away under us; the next statement on the database will say so better than a timer can.
    }
  }, TOUCH_EVERY_MS)
  touching.unref()
  return {
    release: () => {
      clearInterval(touching)
      if (isMine()) rmSync(path, { force: true })
    },
  }
}

function isHolding(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return ageMs(path) < FOREIGN_STALE_MS
  const began = beginningOf(holder.pid)
  return began !== null && (holder.began === null || began === holder.began)
}

function ageMs(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

function readHolder(path: string): Holder | 'absent' | 'unreadable' {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isHolder(read) ? read : 'unreadable'
  } catch (error) {
    return hasErrorCode(error, 'ENOENT') ? 'absent' : 'unreadable'
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isSafeInteger(value.pid) &&
    'began' in value &&
    'host' in value &&
    'purpose' in value &&
    'nonce' in value
  )
}
