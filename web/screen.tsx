import { Fragment, useDeferredValue, useState } from 'react'
import type { WhyNotAnswer } from '../src/app/index.ts'
import { type ScreenAnswer, useAnswer } from './api.ts'
import { counted, percentOfMillionths } from './format.ts'
import { HitView, Pair, Score } from './hit.tsx'
import { useKnown } from './known.tsx'
import { useLocation } from './location.ts'
import { State } from './marks.tsx'
import { ProblemNotice } from './notice.tsx'
import { ScreeningNote } from './report/parties.tsx'
import { useTitle } from './title.ts'
import { LIST_NAMES, nameOf, SCHEMA_NAMES, SCREENING_WORDS } from './words.ts'

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
          <Found answer={answer.value} asked={path} />
        ) : (
          <ProblemNotice problem={answer.problem} />
        )}
      </div>
    </>
  )
}

function Found({ answer, asked }: { readonly answer: ScreenAnswer; readonly asked: string }) {
  const { screening, hits, groups } = answer
  return (
    <div className="found">
      <h2 className="line-title">
        <State
          state={SCREENING_WORDS[screening.state]}
          {...(hits.length > 0 ? { word: counted(hits.length, 'possible match', 'possible matches') } : {})}
        />
      </h2>
      <ScreeningNote screening={screening} />
      {groups.map(({ hits: places, joins }) => {
        const listed = places.flatMap((place) => hits[place] ?? [])
        const views = listed.map((hit) => <HitView key={`${hit.list} ${hit.entryKey}`} hit={hit} />)
        return joins.length === 0 ? (
          <Fragment key={places.join()}>{views}</Fragment>
        ) : (
          <section key={places.join()} className="hit-group" aria-label={`${listed.length} listings of one party`}>
            <p className="hit-group-why">
              <strong>{listed.length} listings of one party</strong>, by{' '}
              {[...new Set(joins.map(({ reason }) => sayJoin(reason)))].join(', ')}. Each is matched and decided by
              itself.
            </p>
            {views}
          </section>
        )
      })}
      <WhyNot key={asked} asked={asked} />
    </div>
  )
}

function sayJoin(reason: ScreenAnswer['groups'][number]['joins'][number]['reason']): string {
  switch (reason.kind) {
    case 'reference':
      return `reference ${reason.reference}`
    case 'identifier':
      return `number ${reason.number}`
    case 'name-and-birth':
      return `name and date of birth ${reason.birthDate}`
    case 'name-and-country':
      return `name and country ${reason.country}`
  }
}

/** Any entry of the lists, by list and key or by name: what took from its score. */
function WhyNot({ asked }: { readonly asked: string }) {
  const [typed, setTyped] = useState('')
  const [entry, setEntry] = useState('')
  const query = new URLSearchParams(asked.split('?')[1])
  query.set('entry', entry.trim().toWellFormed())
  const answer = useAnswer<WhyNotAnswer>(entry.trim() === '' ? null : `/v1/screen/why-not?${query}`)
  return (
    <section className="why-not" aria-labelledby="why-not-title">
      <h2 id="why-not-title">Why was an entry not matched?</h2>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault()
          setEntry(typed)
        }}
      >
        <div className="field is-main">
          <label htmlFor="why-not-entry">Entry: list and key, or its name as the list has it</label>
          <input
            id="why-not-entry"
            autoComplete="off"
            spellCheck={false}
            maxLength={1000}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <button type="submit">Explain</button>
      </form>
      {answer === null ? null : answer.ok ? (
        <Explained answer={answer.value} />
      ) : (
        <ProblemNotice problem={answer.problem} />
      )}
    </section>
  )
}

function Explained({ answer }: { readonly answer: WhyNotAnswer }) {
  const { entry, score, threshold, isMatch, explanation, recomputed, engine } = answer
  return (
    <>
      <p>
        “{entry.name}” on the {nameOf(LIST_NAMES, entry.list)}, entry <span className="mono">{entry.entryKey}</span>, is
        alike by {percentOfMillionths(score)}: <strong>{isMatch ? 'a match' : 'not a match'}</strong>, which begins at{' '}
        {percentOfMillionths(threshold)}.
      </p>
      <Pair
        explanation={explanation}
        listed={entry.name === explanation.entryName ? null : `a name of ${entry.name}`}
      />
      <Score explanation={explanation} score={score} />
      <p className="small soft">
        {recomputed === score
          ? `Made again from this table alone: ${percentOfMillionths(recomputed)}, the same. Compared by ${engine}.`
          : `Made again from this table alone it is ${percentOfMillionths(recomputed)}: not the same, which must not be.`}
      </p>
    </>
  )
}

function pathOf(name: string, schema: string, country: string): string | null {
  if (name.trim().length < 2) return null
  const query = new URLSearchParams({ name: name.trim().toWellFormed() })
  if (schema !== '') query.set('schema', schema)
  if (country !== '') query.set('country', country)
  return `/v1/screenings?${query}`
}
