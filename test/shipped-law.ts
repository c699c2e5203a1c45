import { readFileSync } from 'node:fs'
import { type LawTables, readTables, TABLE_FILES } from '../src/law/index.ts'

/** The files of `data/us-ear/` as parsed JSON, by file name. */
export function shippedFiles(): Record<string, unknown> {
  return Object.fromEntries(
    TABLE_FILES.map((name) => [
      name,
      JSON.parse(readFileSync(new URL(`../data/us-ear/${name}`, import.meta.url), 'utf8')),
    ]),
  )
}

/** The tables of law as they ship. */
export function shippedLaw(): LawTables {
  return readTables(shippedFiles())
}
