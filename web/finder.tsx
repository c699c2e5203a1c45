import { useEffect, useMemo, useState } from 'react'
import { Combobox, type Suggestion } from './combobox.tsx'
import { type Findable, loadFindable } from './findable.ts'
import { goTo } from './location.ts'
import { useMe } from './me.tsx'
import { isForTheBrowser } from './parts/keys.tsx'

const FIELD = 'finder'
const MOST_OF_A_KIND = 5

/** Search over every page: cases and applications, what came in by its words, pages by name, and any name on the lists. */
export function Finder({ pages }: { readonly pages: readonly { readonly path: string; readonly name: string }[] }) {
  const { me, permits } = useMe()
  const [typed, setTyped] = useState('')
  const [findable, setFindable] = useState<readonly (readonly Findable[])[]>([])
  useSlash()
  const what = me?.node.kind === 'authority' ? 'Find an application or a page' : 'Find a case, a party or a page'
  const load = () => {
    if (me !== null) void loadFindable(me.node.kind, permits).then(setFindable)
  }
  const found = useMemo(() => suggestions(typed, findable, pages, permits('read')), [typed, findable, pages, permits])
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
          {what}
        </label>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: loads what can be found when the field inside is entered */}
        <div className="finder-field" onFocus={load}>
          <Combobox
            value={typed}
            onChange={setTyped}
            onTake={({ value }) => take(value)}
            suggestions={found}
            listLabel="Found"
            placeholder={what}
            control={{ id: FIELD, 'aria-describedby': undefined, 'aria-invalid': undefined }}
          />
          <kbd>/</kbd>
        </div>
      </form>
    </search>
  )
}

function suggestions(
  typed: string,
  findable: readonly (readonly Findable[])[],
  pages: readonly { readonly path: string; readonly name: string }[],
  canScreen: boolean,
): readonly Suggestion[] {
  const wanted = folded(typed)
  if (wanted === '') return []
  const kinds = [...findable, pages.map(({ path, name }) => ({ path, text: name, note: 'page', texts: [name] }))]
  const found = kinds.flatMap((kind) =>
    kind
      .filter(({ texts }) => texts.some((text) => folded(text).includes(wanted)))
      .slice(0, MOST_OF_A_KIND)
      .map(({ path, text, note }) => ({ value: path, text, note })),
  )
  if (!canScreen) return found
  const name = typed.trim().toWellFormed()
  return [
    ...found,
    { value: `/screen?${new URLSearchParams({ name })}`, text: 'Screen', note: `“${name}” against the lists` },
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
