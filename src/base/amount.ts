/** Money and quantity as decimal strings, counted in millionths, so that no float touches a price. */

const MILLION = 1_000_000n

/** Millionths, or `null` when the text is not an amount of at most six decimals. */
export function millionths(text: string): bigint | null {
  const match = /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text)
  return match === null ? null : BigInt(match[1] ?? '0') * MILLION + BigInt((match[2] ?? '').padEnd(6, '0'))
}

/** The shortest decimal of an amount in millionths: `1500000` is `1.5`; below zero with a minus. */
export function amountInWords(amount: bigint): string {
  const sign = amount < 0n ? '-' : ''
  const size = amount < 0n ? -amount : amount
  const rest = String(size % MILLION)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${sign}${size / MILLION}${rest === '' ? '' : `.${rest}`}`
}
