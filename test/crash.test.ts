/** The short form of `npm run crash`, which plays as many rounds as it is told. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { randomFrom } from '../scripts/crash/random.ts'
import { lastLook, playRound, tortured } from '../scripts/crash/round.ts'
import { playStoryRound } from '../scripts/crash/story.ts'

const folder = mkdtempSync(join(tmpdir(), 'ub-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('killing server and database under load', () => {
  it('loses nothing that was acknowledged or laid into the watched folder, keeps nothing twice, and verifies whole', {
    timeout: 600_000,
  }, async () => {
    const random = randomFrom(20_261_124)
    const node = await tortured(join(folder, 'node'))
    for (let round = 0; round < 3; round++) {
      const { what, acknowledged, faults } = await playRound(node, random)
      expect(faults, what).toEqual([])
      expect(acknowledged, what).toBeGreaterThan(0)
    }
    expect(await lastLook(node)).toEqual([])
    expect(new Set(node.kept.map(({ kind }) => kind))).toEqual(
      new Set(['case', 'act', 'mail', 'dropped', 'message', 'assessment']),
    )
    // The looking itself can find a loss: something that was never acknowledged is missed.
    node.kept.push({ kind: 'act', case: 'never', hold: 'opened' })
    expect((await lastLook(node)).join()).toContain('act never opened')
  })

  it('takes nothing from the story, which is then played on to its end', { timeout: 900_000 }, async () => {
    const { what, acknowledged, faults } = await playStoryRound(randomFrom(7))
    expect(faults, what).toEqual([])
    expect(acknowledged).toBeGreaterThan(0)
  })
})
