/** Prices in millionths of a dollar, as the form writes them. */

const MILLION = 1_000_000n
const HALF_DOLLAR = MILLION / 2n

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
