import { useEffect } from 'react'

/** The browser's title: what the page is, then whose it is. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Unblind`
  }, [title])
}
