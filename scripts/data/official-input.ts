/** The official-text inputs as the folder holds them. Shapes are checked where they are read: a surprise stops the run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sha256, sha256 } from '../../src/base/index.ts'

export type Input = { readonly path: string; readonly text: string; readonly sha256: Sha256 }

export function readInput(folder: string, path: string): Input {
  const bytes = readFileSync(join(folder, path))
  return { path, text: bytes.toString('utf8'), sha256: sha256(bytes) }
}

export function objectOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new Error(`${where} is not an object`)
}

export function listOf(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new Error(`${where} is not a list`)
}

export function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value
  throw new Error(`${where} is not a text`)
}
