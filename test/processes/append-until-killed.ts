/** Appends assessments one after another and names each on standard output once it was acknowledged. */
import { randomUUID } from 'node:crypto'
import type { Assessment } from '../../src/assessment/index.ts'
import { openStore } from '../../src/store/store.ts'

const [, , dataDir = ''] = process.argv
const store = await openStore({ dataDir, purpose: 'command', org: 'local' })
for (;;) {
  const id = randomUUID()
  await store.appendAssessment({
    id,
    askedAt: new Date().toISOString(),
    padding: 'x'.repeat(20_000),
  } as unknown as Assessment)
  process.stdout.write(`${id}\n`)
}
