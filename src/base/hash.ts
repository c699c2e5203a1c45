import { hash } from 'node:crypto'
import type { Brand } from './brand.ts'

/** SHA-256, 64 lower-case hexadecimal digits. */
export type Sha256 = Brand<string, 'Sha256'>

export function sha256(data: string | Uint8Array): Sha256 {
  return hash('sha256', data, 'hex') as Sha256
}
