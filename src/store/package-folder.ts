import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder this program was installed in: the nearest one above this file that holds `package.json` and `data`. */
export function packageFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json')) && existsSync(join(at, 'data'))) return at
    if (dirname(at) === at) throw new Error(`no package folder above ${fileURLToPath(import.meta.url)}`)
  }
}
