/** The edition as RFC 8785 JSON: what is kept, and what every other format can be written from again. */
import { canonical } from '../base/index.ts'
import type { Edition } from './edition.ts'

/** One line, keys in order. */
export function writeJson(edition: Edition): string {
  return `${canonical(edition)}\n`
}
