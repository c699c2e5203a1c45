const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** `2026-11-24` as `24 Nov 2026`. The month is the three-letter English one, `Sep` and never `Sept`. */
export function dayInWords(day: string): string {
  return Number.isNaN(Date.parse(`${day}T00:00:00Z`))
    ? day
    : DAY.format(new Date(`${day}T00:00:00Z`)).replace('Sept', 'Sep')
}

/** An instant as `24 Nov 2026, 14:03 UTC`. */
export function instantInWords(instant: string): string {
  return Number.isNaN(Date.parse(instant)) ? instant : `${TIME.format(new Date(instant)).replace('Sept', 'Sep')} UTC`
}

/** Whole days as an age: `today`, `1 day old`, `62 days old`. */
export function ageInWords(days: number | null): string {
  if (days === null) return 'age not known'
  if (days <= 0) return 'today'
  return days === 1 ? '1 day old' : `${count(days)} days old`
}

export function count(value: number): string {
  return value.toLocaleString('en-GB')
}

/** `1 party`, `3 parties`. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** Millionths as a percentage with one decimal: `0.953000` is `95.3 %`. */
export function percentOfMillionths(millionths: number): string {
  return `${(millionths / 10_000).toFixed(1)} %`
}

/** A decimal string of dollars: `12500.00` is `USD 12,500.00`. */
export function dollars(decimal: string): string {
  const [whole = '', cents] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `USD ${grouped}${cents === undefined ? '' : `.${cents}`}`
}

/** `5A001` with paragraph `f.1` as lawyers write it: `5A001.f.1`. */
export function entryInWords(eccn: string | null, paragraph: string | null): string {
  if (eccn === null) return 'not classified'
  return paragraph === null || paragraph === '' ? eccn : `${eccn}.${paragraph}`
}

/** First twelve digits of a hash; the whole is shown on hover and in print. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12)
}
