import { useCallback, useEffect, useMemo, useState } from 'react'
import type { App, ScreenAnswer, Status } from '../src/app/index.ts'
import type { Block } from '../src/case/index.ts'

export type { ScreenAnswer, Status }

export type CountryOption = { readonly code: string; readonly name: string }

/** One control-list entry as the form needs it. */
export type EntryOption = {
  readonly eccn: string
  readonly title: string
  readonly reasons: readonly string[]
  readonly isHumanRightsConcern: boolean
}

/** A measurement that decides the entry or the paragraph. */
export type MeasurementAsked = {
  readonly name: string
  readonly question: string
  readonly kind: 'number' | 'yes-no' | 'text'
  readonly unit: string | null
}

export type EntryDetail = EntryOption & {
  readonly paragraphs: readonly string[]
  readonly relevance: readonly string[]
  readonly measurements: readonly MeasurementAsked[]
}

type Proposal = { readonly entry: string; readonly because: readonly string[]; readonly citation: string }

/** What the facts of an item point to. It proposes; a person classifies. */
export type ItemReading = {
  readonly proposals: readonly Proposal[]
  readonly contradictions: readonly (Proposal & { readonly claimed: string })[]
  readonly measurements: readonly MeasurementAsked[]
}

export type Example = {
  readonly name: string
  readonly title: string
  readonly transaction: string
  /** `example:NAME`: the small lists that travel with it. */
  readonly lists: string
}

export type RedFlagOption = { readonly id: string; readonly text: string; readonly isHumanRights: boolean }

export type AssessmentSummary = Awaited<ReturnType<App['recentAssessments']>>[number]

export type Fault = { readonly field: string; readonly sentence: string }

/** An answer that is not the one asked for, as `application/problem+json` says it. */
export type Problem = {
  readonly kind: string
  readonly title: string
  readonly detail: string
  readonly faults: readonly Fault[]
  /** What stands in the way, who can move it and how. */
  readonly blocks: readonly Block[]
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** Asks the server these pages came from. Never throws: no answer is a problem too. */
export async function ask<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init?.headers } })
    const body: unknown = await response.json()
    if (response.ok) return { ok: true, value: body as T }
    return { ok: false, problem: problemOf(body) }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return {
      ok: false,
      problem: {
        kind: 'no-answer',
        title: 'The server did not answer',
        detail:
          'The program that serves these pages did not answer; see that it still runs, then try again. What you entered is kept.',
        faults: [],
        blocks: [],
      },
    }
  }
}

export function post<T>(path: string, body: unknown): Promise<Answer<T>> {
  return ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

/**
 * `null` while the answer is on its way; asks again when `path` changes, and not at all while it is `null`.
 * @param turn another one asks again, as after an act; the old answer stands until the new one comes
 */
export function useAnswer<T>(path: string | null, turn: number | string = 0): Answer<T> | null {
  const [held, setHeld] = useState<{ path: string; answer: Answer<T> } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is what asks again
  useEffect(() => {
    if (path === null) return
    const leaving = new AbortController()
    ask<T>(path, { signal: leaving.signal }).then(
      (answer) => setHeld({ path, answer }),
      () => undefined,
    )
    return () => leaving.abort()
  }, [path, turn])
  return held !== null && held.path === path ? held.answer : null
}

/** What a page is about, and how it asks for it again after something was recorded in it. */
export type Asked<T> = { readonly view: T; readonly again: () => void }

/** `known`: the answer as a page hands it on to its parts; `null` until it came. */
export function useAsked<T>(path: string): { readonly answer: Answer<T> | null; readonly known: Asked<T> | null } {
  const [turn, setTurn] = useState(0)
  const answer = useAnswer<T>(path, turn)
  const again = useCallback(() => setTurn((now) => now + 1), [])
  const view = answer?.ok ? answer.value : null
  const known = useMemo(() => (view === null ? null : { view, again }), [view, again])
  return { answer, known }
}

const TYPING_PAUSE_MS = 200

/** What was last answered to a body that changes while somebody types; the old answer stands until the new one comes. */
export function usePosted<T>(path: string, body: unknown): T | null {
  const [held, setHeld] = useState<T | null>(null)
  const text = JSON.stringify(body)
  useEffect(() => {
    const leaving = new AbortController()
    const timer = setTimeout(() => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
        signal: leaving.signal,
      }
      ask<T>(path, init).then(
        (answer) => {
          if (answer.ok) setHeld(answer.value)
        },
        () => undefined,
      )
    }, TYPING_PAUSE_MS)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [path, text])
  return held
}

function problemOf(body: unknown): Problem {
  const given = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {}
  return {
    kind: given.kind ?? 'unknown',
    title: given.title ?? 'The server could not do this',
    detail: given.detail ?? 'It gave no reason; try again, and look at the program’s own messages if it repeats.',
    faults: given.faults ?? [],
    blocks: given.blocks ?? [],
  }
}
