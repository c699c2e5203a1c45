/** Money and quantity as decimal strings, counted in millionths, so that no float touches a price. */

const MILLION = 1_000_000n
const HALF_DOLLAR = MILLION / 2n

/** Millionths, or `null` when the text is not an amount of at most six decimals. */
export function millionths(text: string): bigint | null {
  const match = /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text)
  return match === null ? null : BigInt(match[1] ?? '0') * MILLION + BigInt((match[2] ?? '').padEnd(6, '0'))
}

/** Whole dollars, half a dollar up; the exact amount only under 0.50, as block 22(g) asks. */
export function formDollars(amount: bigint): string {
  if (amount >= HALF_DOLLAR) return String((amount + HALF_DOLLAR) / MILLION)
  const cents = String(amount % MILLION)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return cents === '' ? '0' : `0.${cents}`
}

/** The price of one, from the price of all; `null` without a quantity. */
export function unitPrice(total: bigint, quantity: bigint): bigint | null {
  return quantity === 0n ? null : (total * MILLION + quantity / 2n) / quantity
}
