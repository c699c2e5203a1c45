import { useEffect, useSyncExternalStore } from 'react'

const MOVED = 'unblind:moved'

/** Where the browser is; the page is drawn again when it moves. */
export function useLocation(): { readonly path: string; readonly query: URLSearchParams; readonly hash: string } {
  const href = useSyncExternalStore(subscribe, () => window.location.href)
  const url = new URL(href)
  return { path: url.pathname, query: url.searchParams, hash: decodeURIComponent(url.hash.slice(1)) }
}

/** Goes to a path of these pages without loading them again. */
export function goTo(path: string): void {
  window.history.pushState(null, '', path)
  window.dispatchEvent(new Event(MOVED))
  window.scrollTo(0, 0)
}

/** Follows a click on an ordinary link inside the pages; leaves every other click to the browser. */
export function followLink(event: React.MouseEvent<HTMLElement>): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link === null || link.origin !== window.location.origin || link.target !== '' || link.hasAttribute('download'))
    return
  if (link.pathname.startsWith('/v1/') || link.pathname === '/openapi.json') return
  if (link.pathname === window.location.pathname && link.search === window.location.search && link.hash !== '') return
  event.preventDefault()
  goTo(link.pathname + link.search + link.hash)
}

/** Shows the place that the address names, once the page that holds it is there, and unfolds what is to be done at it. */
export function useHashTarget(isThere: boolean): void {
  const { hash } = useLocation()
  useEffect(() => {
    const target = isThere && hash !== '' ? document.getElementById(hash) : null
    if (target === null) return
    const wayOn = target.matches('details') ? target : target.querySelector('details[data-way-on]')
    if (wayOn instanceof HTMLDetailsElement) {
      wayOn.open = true
      // The browser takes the focus to the place itself when it next draws; ours comes after it.
      const focus = () => wayOn.querySelector<HTMLElement>('summary')?.focus({ preventScroll: true })
      requestAnimationFrame(() => requestAnimationFrame(focus))
    }
    target.scrollIntoView({ block: 'start' })
  }, [isThere, hash])
}

function subscribe(onMove: () => void): () => void {
  window.addEventListener('popstate', onMove)
  window.addEventListener(MOVED, onMove)
  return () => {
    window.removeEventListener('popstate', onMove)
    window.removeEventListener(MOVED, onMove)
  }
}
