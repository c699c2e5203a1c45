import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { type Answer, ask, type CountryOption, type Status, useAnswer } from './api.ts'
import { useMe } from './me.tsx'

type Known = {
  /** `null` until answered. */
  readonly status: Answer<Status> | null
  readonly countries: readonly CountryOption[]
  readonly countryNames: ReadonlyMap<string, string>
}

const KnownContext = createContext<Known>({ status: null, countries: [], countryNames: new Map() })

/** What every page needs to know: how the lists stand, and how countries are called. */
export function WithKnown({ place, children }: { place: string; children: React.ReactNode }) {
  const mayRead = useMe().permits('read')
  const status = useStatus(place, mayRead)
  const answer = useAnswer<{ countries: readonly CountryOption[] }>(mayRead ? '/v1/countries' : null)
  const known = useMemo(() => {
    const countries = answer?.ok ? answer.value.countries : []
    return { status, countries, countryNames: new Map(countries.map(({ code, name }) => [code, name])) }
  }, [status, answer])
  return <KnownContext value={known}>{children}</KnownContext>
}

export function useKnown(): Known {
  return useContext(KnownContext)
}

const WHILE_FETCHING_MS = 2_000

/** How the lists stand: asked again on every page, and again and again while lists are being fetched. The last answer stands. */
function useStatus(place: string, mayRead: boolean): Answer<Status> | null {
  const [status, setStatus] = useState<Answer<Status> | null>(null)
  const [turn, setTurn] = useState(0)
  const isFetching = status?.ok === true && status.value.refreshing !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or another turn is what asks again
  useEffect(() => {
    if (!mayRead) return
    const leaving = new AbortController()
    ask<Status>('/v1/status', { signal: leaving.signal }).then(setStatus, () => undefined)
    return () => leaving.abort()
  }, [place, turn, mayRead])
  useEffect(() => {
    if (!isFetching) return
    const timer = setInterval(() => setTurn((now) => now + 1), WHILE_FETCHING_MS)
    return () => clearInterval(timer)
  }, [isFetching])
  return status
}

/** A country by name; its code on hover. */
export function Country({ code }: { code: string | null | undefined }) {
  const { countryNames } = useKnown()
  if (code === null || code === undefined || code === '') return <span className="unknown-text">country not known</span>
  return <span title={code}>{countryNames.get(code) ?? code}</span>
}
