import { useEffect, useMemo, useState } from 'react'
import type { CaseSummary, InformationView } from '../src/app/index.ts'
import { ask } from './api.ts'
import { Combobox, type Suggestion } from './combobox.tsx'
import { dayInWords } from './format.ts'
import { goTo } from './location.ts'
import { useMe } from './me.tsx'
import { isForTheBrowser } from './parts/keys.tsx'

const FIELD = 'finder'
const MOST_OF_A_KIND = 5

/** Search over every page: cases by reference, party and item, what came in by its words, pages by name, and any name against the lists. */
export function Finder({ pages }: { readonly pages: readonly { readonly path: string; readonly name: string }[] }) {
  const { me, permits } = useMe()
  const [typed, setTyped] = useState('')
  const [cases, setCases] = useState<readonly CaseSummary[]>([])
  const [information, setInformation] = useState<readonly InformationView[]>([])
  useSlash()
  const load = () => {
    // What this kind of node has, and whoever is here may read.
    if (me?.node.kind !== 'exporter') return
    if (permits('cases.read'))
      void ask<{ cases: readonly CaseSummary[] }>('/v1/cases').then((answer) => {
        if (answer.ok) setCases(answer.value.cases)
      })
    if (permits('information.read'))
      void ask<{ information: readonly InformationView[] }>('/v1/information').then((answer) => {
        if (answer.ok) setInformation(answer.value.information)
      })
  }
  const found = useMemo(
    () => suggestions(typed, { cases, information, pages }, permits('read')),
    [typed, cases, information, pages, permits],
  )
  const take = (path: string) => {
    setTyped('')
    goTo(path)
    document.getElementById('content')?.focus({ preventScroll: true })
  }
  return (
    <search className="finder">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const [first] = found
          if (first !== undefined) take(first.value)
        }}
      >
        <label htmlFor={FIELD} className="visually-hidden">
          Find a case, a party or a page
        </label>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: loads what can be found when the field inside is entered */}
        <div className="finder-field" onFocus={load}>
          <Combobox
            value={typed}
            onChange={setTyped}
            onTake={({ value }) => take(value)}
            suggestions={found}
            listLabel="Found"
            placeholder="Find a case, a party or a page"
            control={{ id: FIELD, 'aria-describedby': undefined, 'aria-invalid': undefined }}
          />
          <kbd>/</kbd>
        </div>
      </form>
    </search>
  )
}

type Findable = {
  readonly cases: readonly CaseSummary[]
  readonly information: readonly InformationView[]
  readonly pages: readonly { readonly path: string; readonly name: string }[]
}

function suggestions(
  typed: string,
  { cases, information, pages }: Findable,
  canScreen: boolean,
): readonly Suggestion[] {
  const wanted = folded(typed)
  if (wanted === '') return []
  const meets = (texts: readonly string[]) => texts.some((text) => folded(text).includes(wanted))
  return [
    ...cases
      .filter(({ reference, parties, items }) =>
        meets([reference, ...parties.map(({ name }) => name), ...items.map(({ name }) => name)]),
      )
      .slice(0, MOST_OF_A_KIND)
      .map(({ id, reference, parties, items }) => ({
        value: `/cases/${id}`,
        text: reference,
        note: [items[0]?.name, parties[0]?.name].filter((one) => one !== undefined).join(', '),
      })),
    ...information
      .filter(({ subject, words, links }) =>
        meets([subject ?? '', words ?? '', ...links.map(({ partyName }) => partyName)]),
      )
      .slice(0, MOST_OF_A_KIND)
      .map(({ id, subject, words, receivedAt }) => ({
        value: `/information/${id}`,
        text: 'Information',
        note: `${subject ?? words?.slice(0, 60) ?? 'not readable'}, ${dayInWords(receivedAt.slice(0, 10))}`,
      })),
    ...pages
      .filter(({ name }) => meets([name]))
      .slice(0, MOST_OF_A_KIND)
      .map(({ path, name }) => ({ value: path, text: name, note: 'page' })),
    ...(canScreen
      ? [
          {
            value: `/screen?${new URLSearchParams({ name: typed.trim().toWellFormed() })}`,
            text: 'Screen',
            note: `“${typed.trim()}” against the lists`,
          },
        ]
      : []),
  ]
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()
}

/** `/` goes to the search from anywhere but a field. */
function useSlash(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || isForTheBrowser(event)) return
      event.preventDefault()
      document.getElementById(FIELD)?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
