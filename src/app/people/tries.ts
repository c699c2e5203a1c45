/** How often signing in may be tried. Kept in memory: a program that starts again forgets it. */

/** For one name from one address, in one minute: a stranger elsewhere keeps nobody out. */
const MOST_OF_NAME = 10
/** For all names from one address, in one minute; a sign-in that succeeds counts for nothing. */
const MOST_FROM_ADDRESS = 60
const WINDOW_MS = 60_000
/** Names, and addresses, kept apart; those tried longest ago are dropped first. */
const MOST_KEYS = 10_000

export type Tries = {
  /** Counts a try at this moment. Seconds to wait, when there were too many; 0: it may be tried. */
  readonly count: (name: string, from: string, nowMs: number) => number
  /** It was right: it counts for nothing. */
  readonly forget: (name: string, from: string) => void
}

/** Known and unknown names alike. */
export function newTries(): Tries {
  const ofNames = newBudget(MOST_OF_NAME)
  const fromAddresses = newBudget(MOST_FROM_ADDRESS)
  const keyOf = (name: string, from: string) => JSON.stringify([from, name])
  return {
    count: (name, from, nowMs) => Math.max(ofNames.count(keyOf(name, from), nowMs), fromAddresses.count(from, nowMs)),
    forget: (name, from) => {
      ofNames.forget(keyOf(name, from))
      fromAddresses.takeBack(from)
    },
  }
}

function newBudget(most: number) {
  const tried = new Map<string, readonly number[]>()
  return {
    count: (name: string, nowMs: number): number => {
      const recent = (tried.get(name) ?? []).filter((at) => at > nowMs - WINDOW_MS && at <= nowMs)
      const [oldest] = recent
      tried.delete(name)
      const isOver = recent.length >= most
      tried.set(name, isOver ? recent : [...recent, nowMs])
      if (tried.size > MOST_KEYS) {
        const [longestAgo] = tried.keys()
        if (longestAgo !== undefined) tried.delete(longestAgo)
      }
      return isOver && oldest !== undefined ? Math.max(1, Math.ceil((oldest + WINDOW_MS - nowMs) / 1000)) : 0
    },
    forget: (name: string): void => void tried.delete(name),
    takeBack: (name: string): void => void tried.set(name, (tried.get(name) ?? []).slice(0, -1)),
  }
}

/** Entries of refused sign-ins kept for one account, or for all names that are nobody's, in one minute. */
const MOST_KEPT = 12

/** Which refusals become entries: a stranger who tries for ever must not fill the ledger. */
export function newRefusals() {
  const kept = new Map<string | null, { readonly since: number; readonly kept: number; readonly more: number }>()
  return {
    /** How many were only counted since the last one kept; `null`: this one is only counted too. */
    count: (account: string | null, nowMs: number): number | null => {
      const before = kept.get(account) ?? { since: nowMs, kept: 0, more: 0 }
      const isNewMinute = nowMs >= before.since + WINDOW_MS || nowMs < before.since
      const now = isNewMinute ? { since: nowMs, kept: 0, more: before.more } : before
      if (now.kept >= MOST_KEPT) {
        kept.set(account, { ...now, more: now.more + 1 })
        return null
      }
      kept.set(account, { ...now, kept: now.kept + 1, more: 0 })
      return now.more
    },
  }
}

/** Runs at most `atOnce` works together, and turns away whoever would wait behind `mostWaiting` others. */
export function newTurnstile(atOnce: number, mostWaiting: number) {
  let running = 0
  const waiting: (() => void)[] = []
  /** `null`: too many wait already. */
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) return null
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
