/**
 * One PostgreSQL for all tests of a run, in a folder of its own: named before the tests, started by the first that
 * needs it, stopped and removed after the last.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../src/store/embedded.ts'

export default function nameTestServer(): () => Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ub-test-'))
  process.env.UNBLIND_TEST_SERVER = dataDir
  return async () => {
    if (existsSync(join(dataDir, 'database'))) await (await openEmbedded(dataDir, 'command')).close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
