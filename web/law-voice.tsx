import { dayInWords } from './format.ts'
import { spoken } from './sentence.ts'

/**
 * A paragraph of an official text as lawyers write it. Federal regulations lead to the official page when a reader asks
 * for it; nothing is fetched before.
 */
export function Citation({ paragraph }: { paragraph: string }) {
  const address = addressOf(paragraph)
  if (address === null) return <cite>{paragraph}</cite>
  return (
    <cite>
      <a href={address} rel="noreferrer external" target="_blank" title="Opens the official text">
        {paragraph}
      </a>
    </cite>
  )
}

/** The period and reading behind a wording: `90 FR 50857. Wording from 10 Nov 2025 until 10 Nov 2026. Read 24 Sep 2026.`. */
export function Wording({
  from,
  until,
  act,
  checkedOn,
}: {
  from: string | null
  until: string | null
  act: string
  checkedOn: string
}) {
  const period = [
    from === null ? null : `from ${dayInWords(from)}`,
    until === null ? null : `until ${dayInWords(until)}`,
  ].filter((one) => one !== null)
  return (
    <>
      {act === '' ? null : <span>{spoken(act)}. </span>}
      {period.length > 0 ? <span>Wording {period.join(' ')}. </span> : null}
      <span>Read {dayInWords(checkedOn)}.</span>
    </>
  )
}

/** `15 CFR 742.13(a)(1)` is paragraph (a)(1) of section 742.13 of title 15; supplements and ranges have no one address. */
export function addressOf(paragraph: string): string | null {
  const found = /^(\d{1,2}) CFR (\d{1,4}\.\d{1,4})((?:\([A-Za-z0-9]{1,5}\))*)$/.exec(paragraph.trim())
  if (found === null) return null
  const [, title, section, inner] = found
  return `https://www.ecfr.gov/current/title-${title}/section-${section}${inner === '' ? '' : `#p-${section}${inner}`}`
}
