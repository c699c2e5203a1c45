/** When two names, as people wrote them, are the same name: spacing, case, width and marks apart, and nothing else. */
import { sha256 } from '../../base/index.ts'

/** Letters and digits in order, one space between words. Two spellings of one name stay two: a person joins them, not this. */
export function nameKey(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** The same without accents: for finding, never for joining. */
export function searchKey(name: string): string {
  return nameKey(name)
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
}

/** A short stable name for an address: the same parts always give the same. */
export function shortId(...parts: readonly string[]): string {
  return sha256(parts.join('\u0000')).slice(0, 16)
}
