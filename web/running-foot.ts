import { useEffect } from 'react'

/** Puts a line at the foot of every printed page, beside the page number that the style sheet puts there. */
export function useRunningFoot(line: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      `@page { @bottom-left { content: ${JSON.stringify(line)}; width: 80%; font: 7pt system-ui, sans-serif; color: #444 } }`,
    )
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  }, [line])
}
