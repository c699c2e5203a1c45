import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LawTables, readTables } from '../law/index.ts'
import { packageFolder } from './package-folder.ts'

/**
 * The law as it ships: every file of `data/us-ear`.
 * @throws Error when a shipped file is missing or malformed: that is a broken installation, not bad input.
 */
export function loadLawTables(): LawTables {
  const folder = join(packageFolder(), 'data', 'us-ear')
  const files: Record<string, unknown> = {}
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.json')) files[name] = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  }
  return readTables(files)
}
