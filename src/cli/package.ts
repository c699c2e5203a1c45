import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder this program lies in: two folders up, in the source and when built. */
export function packageFolder(): string {
  return fileURLToPath(new URL('../..', import.meta.url))
}

/** The version of this program, from its own package file. */
export function programVersion(): string {
  const file: unknown = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'))
  const isSound = typeof file === 'object' && file !== null && 'version' in file && typeof file.version === 'string'
  if (!isSound) throw new Error('package.json of this program names no version')
  return String(file.version)
}
