import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../shared/data/', import.meta.url))

/** Absolute path of a real official file laid beside the checkout. */
export function sharedData(path: string): string {
  return ROOT + path
}

/**
 * Tests that read real official files. Where the files are absent they are skipped by name;
 * with `CI=true` their absence is a failure.
 */
export function describeWithSharedData(name: string, tests: () => void): void {
  if (existsSync(ROOT)) describe(name, tests)
  else if (process.env.CI === 'true')
    it(`${name}: needs the official files beside the checkout`, () => {
      throw new Error(`no official files at ${ROOT}`)
    })
  // The body is not run: it may read the very files that are absent.
  else
    describe.skip(`${name} (no official files beside the checkout)`, () => {
      it('is read from official files', () => {})
    })
}
