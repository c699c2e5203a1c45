import { createContext, useContext, useMemo } from 'react'
import { type Answer, type CountryOption, type Status, useAnswer } from './api.ts'

type Known = {
  /** `null` until answered. */
  readonly status: Answer<Status> | null
  readonly countries: readonly CountryOption[]
  readonly countryNames: ReadonlyMap<string, string>
}

const KnownContext = createContext<Known>({ status: null, countries: [], countryNames: new Map() })

/** What every page needs to know: how the lists stand, and how countries are called. */
export function WithKnown({ place, children }: { place: string; children: React.ReactNode }) {
  const status = useAnswer<Status>(`/v1/status?at=${encodeURIComponent(place)}`)
  const answer = useAnswer<{ countries: readonly CountryOption[] }>('/v1/countries')
  const known = useMemo(() => {
    const countries = answer?.ok ? answer.value.countries : []
    return { status, countries, countryNames: new Map(countries.map(({ code, name }) => [code, name])) }
  }, [status, answer])
  return <KnownContext value={known}>{children}</KnownContext>
}

export function useKnown(): Known {
  return useContext(KnownContext)
}

/** A country by name; its code on hover. */
export function Country({ code }: { code: string | null | undefined }) {
  const { countryNames } = useKnown()
  if (code === null || code === undefined || code === '') return <span className="unknown-text">country not known</span>
  return <span title={code}>{countryNames.get(code) ?? code}</span>
}
