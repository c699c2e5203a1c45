import { useEffect, useRef, useState } from 'react'

export type Key = {
  /** As `KeyboardEvent.key` has it. */
  readonly key: string
  /** What it does, as the list of keys says it: `Open the row`. */
  readonly does: string
  readonly run: () => void
}

const EVERYWHERE: readonly (readonly [key: string, does: string])[] = [
  ['/', 'Find a case, a party, information or a page'],
  ['j', 'Go to the next row'],
  ['k', 'Go to the row before'],
  ['Enter', 'Open the row'],
  ['?', 'On a row: why it is there. Elsewhere: these keys'],
  ['Esc', 'Close what is open'],
]

const offered = new Set<readonly Key[]>()

/** Keys of a page, while it is shown and nobody types; listed under `?`. */
export function useKeys(keys: readonly Key[]): void {
  const held = useRef(keys)
  held.current = keys
  useEffect(() => {
    const listed = held.current
    offered.add(listed)
    const onKey = (event: KeyboardEvent) => {
      if (isForTheBrowser(event)) return
      const found = held.current.find(({ key }) => key === event.key)
      if (found === undefined) return
      event.preventDefault()
      found.run()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      offered.delete(listed)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

/** Keys of every page: rows by `j` and `k`, reasons and the list of keys by `?`. */
export function KeysOfFrame() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [keys, setKeys] = useState<readonly (readonly [string, string])[]>(EVERYWHERE)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isForTheBrowser(event)) return
      if (event.key === 'j' || event.key === 'k') moveRow(event.key === 'j' ? 1 : -1)
      else if (event.key === '?') {
        const why = rowOf(document.activeElement)?.querySelector<HTMLElement>('[data-why]')
        if (why !== null && why !== undefined) why.click()
        else {
          setKeys([...EVERYWHERE, ...[...offered].flat().map(({ key, does }) => [key, does] as const)])
          dialog.current?.showModal()
        }
      } else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="keys-heading">
      <h2 id="keys-heading">Keys</h2>
      <dl className="keys">
        {keys.map(([key, does]) => (
          <div key={`${key} ${does}`}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  )
}

/** Rows are whatever carries `data-row`; the focus goes to a row’s first link or button. */
function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')].filter(
    (row) => row.offsetParent !== null && targetOf(row) !== null,
  )
  const here = rowOf(document.activeElement)
  const at = here === null ? -1 : rows.indexOf(here)
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]
  if (next === undefined) return
  targetOf(next)?.focus()
  next.scrollIntoView({ block: 'nearest' })
}

function rowOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-row]') ?? null
}

function targetOf(row: HTMLElement): HTMLElement | null {
  return row.querySelector<HTMLElement>('a[href], button, summary')
}

/** Somebody types, a dialog is open, or the key is one of the browser’s own. */
export function isForTheBrowser(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  if (document.querySelector('dialog[open]') !== null) return true
  const { target } = event
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
