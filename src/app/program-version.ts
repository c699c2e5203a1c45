import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../store/index.ts'

/** Version of this program, from its package. Kept with every answer and every list it reads. */
export const PROGRAM_VERSION = readVersion()

function readVersion(): string {
  const read: unknown = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'))
  const isSound = typeof read === 'object' && read !== null && 'version' in read && typeof read.version === 'string'
  if (!isSound || typeof read.version !== 'string') throw new Error('no version in package.json')
  return read.version
}
