import { err, ok, type Result } from '../base/index.ts'

export type QueryProblem = { readonly kind: 'query.invalid'; readonly field: string; readonly sentence: string }

/** A whole number from a query string, 1 to `max`; `fallback` when it is absent. */
export function readCount(
  field: string,
  given: unknown,
  { fallback, max }: { readonly fallback: number; readonly max: number },
): Result<number, QueryProblem> {
  if (given === undefined) return ok(fallback)
  const count = typeof given === 'string' && /^\d{1,6}$/.test(given) ? Number(given) : 0
  if (count >= 1 && count <= max) return ok(count)
  return err({ kind: 'query.invalid', field, sentence: `is not a whole number from 1 to ${max}` })
}
