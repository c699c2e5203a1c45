/** What answers are worth. Rates in percent, one decimal; `null`: nothing to reckon it from. */

export type Judged = { readonly score: number; readonly expected: boolean }
export type Rates = {
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
}

export function ratesAt(threshold: number, judged: readonly Judged[]): Rates {
  const count = (isMatch: boolean, expected: boolean) =>
    judged.filter((one) => one.score >= threshold === isMatch && one.expected === expected).length
  const right = count(true, true)
  const wrong = count(true, false)
  const missed = count(false, true)
  return {
    precision: percent(right, right + wrong),
    recall: percent(right, right + missed),
    f1: percent(2 * right, 2 * right + wrong + missed),
  }
}

/** The score that would have been the best threshold for these very pairs: more than anyone can know beforehand. */
export function bestThreshold(judged: readonly Judged[]): { readonly threshold: number; readonly rates: Rates } {
  const scores = [...new Set(judged.map(({ score }) => score))].sort((a, b) => a - b)
  let best = { threshold: 0, rates: ratesAt(0, judged) }
  for (const threshold of scores) {
    const rates = ratesAt(threshold, judged)
    if ((rates.f1 ?? 0) > (best.rates.f1 ?? 0)) best = { threshold, rates }
  }
  return best
}

export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 1000) / whole) / 10
}

export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}
