import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../src/store/store.ts'

/** `KILL_ROUNDS=50 npx vitest run test/kill-appends` for a long form. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 5)
const dataDir = mkdtempSync(join(tmpdir(), 'ub-kill-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const script = join(import.meta.dirname, 'processes', 'append-until-killed.ts')
const postmaster = () =>
  Number(readFileSync(join(dataDir, 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])

/** Lets a process append for a while, then kills it, the database server, or both. Answers what was acknowledged. */
async function appendUntilKilled(round: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  await once(child.stdout, 'data')
  await sleep(100 + ((round * 37) % 200))
  if (round % 3 !== 0) process.kill(postmaster(), 'SIGKILL')
  child.kill('SIGKILL')
  await once(child, 'close')
  return said.split('\n').slice(0, -1)
}

describe('killing writer and database while assessments are appended', () => {
  it('loses none that was acknowledged, keeps none half, and leaves one whole chain', {
    timeout: 600_000,
  }, async () => {
    const acknowledged: string[] = []
    for (let round = 0; round < ROUNDS; round++) acknowledged.push(...(await appendUntilKilled(round)))
    const store = await openStore({ dataDir, purpose: 'command', org: 'local' })
    try {
      expect(acknowledged.length).toBeGreaterThan(ROUNDS)
      for (const id of acknowledged) expect(await store.readAssessment(id), id).not.toBe(null)
      const told = (await store.events(['assessment.stored'])).map((event) => event.body.id)
      const kept = (await store.recentAssessments(1_000_000)).map((one) => one.id)
      expect(new Set(told)).toEqual(new Set(kept))
      expect(await store.firstBrokenSeq()).toBe(null)
    } finally {
      await store.close()
    }
  })
})
