import { useDeferredValue, useState } from 'react'
import { type ScreenAnswer, useAnswer } from './api.ts'
import { counted } from './format.ts'
import { HitView } from './hit.tsx'
import { useKnown } from './known.tsx'
import { useLocation } from './location.ts'
import { State } from './marks.tsx'
import { ProblemNotice } from './notice.tsx'
import { ScreeningNote } from './report/parties.tsx'
import { useTitle } from './title.ts'
import { SCHEMA_NAMES, SCREENING_WORDS } from './words.ts'

/** Screens a name as it is typed. What is asked here is not stored. */
export function ScreenPage() {
  const { query } = useLocation()
  const asked = query.get('name') ?? ''
  return <Screen key={asked} asked={asked} />
}

function Screen({ asked }: { readonly asked: string }) {
  const { countries } = useKnown()
  const [name, setName] = useState(asked)
  const [schema, setSchema] = useState('')
  const [country, setCountry] = useState('')
  useTitle('Screen a name')
  const path = useDeferredValue(pathOf(name, schema, country))
  const answer = useAnswer<ScreenAnswer>(path)
  return (
    <>
      <h1>Screen a name</h1>
      <p className="lead">Answers as you type, against every list that is loaded. Nothing asked here is kept.</p>
      <search className="search">
        <div className="field is-main">
          <label htmlFor="screen-name">Name</label>
          <input
            id="screen-name"
            type="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={1000}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="screen-schema">What it is</label>
          <select id="screen-schema" value={schema} onChange={(event) => setSchema(event.target.value)}>
            <option value="">Anything</option>
            {Object.entries(SCHEMA_NAMES).map(([code, word]) => (
              <option key={code} value={code}>
                {word}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="screen-country">Country</label>
          <select id="screen-country" value={country} onChange={(event) => setCountry(event.target.value)}>
            <option value="">Not known</option>
            {countries.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name} ({one.code})
              </option>
            ))}
          </select>
        </div>
      </search>
      <div aria-live="polite">
        {path === null ? null : answer === null ? null : answer.ok ? (
          <Found answer={answer.value} />
        ) : (
          <ProblemNotice problem={answer.problem} />
        )}
      </div>
    </>
  )
}

function Found({ answer }: { answer: ScreenAnswer }) {
  const { screening, hits } = answer
  return (
    <div className="found">
      <h2 className="line-title">
        <State
          state={SCREENING_WORDS[screening.state]}
          {...(hits.length > 0 ? { word: counted(hits.length, 'possible match', 'possible matches') } : {})}
        />
      </h2>
      <ScreeningNote screening={screening} />
      {hits.map((hit) => (
        <HitView key={`${hit.list} ${hit.entryKey}`} hit={hit} />
      ))}
    </div>
  )
}

function pathOf(name: string, schema: string, country: string): string | null {
  if (name.trim().length < 2) return null
  const query = new URLSearchParams({ name: name.trim().toWellFormed() })
  if (schema !== '') query.set('schema', schema)
  if (country !== '') query.set('country', country)
  return `/v1/screenings?${query}`
}
