/** The whole story, headless: every step shows what it says, none shows it before it was played, and it can be gone on with. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Demo, startDemo } from '../src/demo/index.ts'
import { heldClaims, playStep } from '../src/demo/play.ts'
import { STORY } from '../src/demo/story/index.ts'
import { watchAnswers } from './published.ts'

const folder = mkdtempSync(join(tmpdir(), 'ub-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const STEPS = STORY.flatMap(({ steps }) => steps)
/** They only look at what the step before them left, or try what is refused. */
const ONLY_LOOK = ['papers', 'no-basis', 'verify', 'byte']
/** A node that runs makes the brief of a morning by itself, if it comes to it first. */
const MAY_COME_FIRST = ['brief', 'nothing']
const HELD_TO_THEIR_SHAPES = [
  'me',
  'openCase',
  'cases',
  'showCase',
  'actOnCase',
  'information',
  'showApplication',
  'giveAnswers',
  'attach',
  'prepareApplication',
  'signApplication',
  'sendApplication',
  'replyToAuthority',
  'rebutIntent',
  'exportCase',
  'makeBrief',
  'briefs',
  'brief',
]
const mayHold = (id: string) => ONLY_LOOK.includes(id) || MAY_COME_FIRST.includes(id)
const opened = (): Promise<Demo> => startDemo({ dataDir: join(folder, 'data'), port: 0, say: () => {} })

/** What the page of the story answers to a form that some page sent. */
function answerOfHub({ address }: Demo, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${address}/look`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.once('error', reject)
    asked.end()
  })
}

describe('the story', () => {
  it('has seven chapters, and no two steps of one name', () => {
    expect(STORY).toHaveLength(7)
    expect(new Set(STEPS.map(({ id }) => id)).size).toBe(STEPS.length)
  })

  it('holds step by step, none of them before it was played, and is still there after a restart', {
    timeout: 600_000,
  }, async () => {
    const published = watchAnswers()
    const half = STEPS.findIndex(({ id }) => id === 'question')
    const first = await opened()
    try {
      for (const step of STEPS.slice(0, half)) {
        const { wasDone } = await playStep(step, first.world)
        expect(wasDone && !mayHold(step.id), `${step.id} held before it was played`).toBe(false)
      }
    } finally {
      await first.close()
    }
    const second = await opened()
    try {
      expect(second.progress.next()?.id).toBe('question')
      for (const step of STEPS.slice(half)) {
        const { wasDone, claims } = await playStep(step, second.world)
        expect(wasDone && !mayHold(step.id), `${step.id} held before it was played`).toBe(false)
        expect(claims.length, step.id).toBeGreaterThan(0)
      }
      expect(await answerOfHub(second, {})).toBe(303)
      expect(await answerOfHub(second, { 'sec-fetch-site': 'cross-site' })).toBe(403)
      expect(await answerOfHub(second, { host: 'hub.example' })).toBe(403)
      // What was shown stays shown: each step reads what was recorded, not what stands now.
      for (const step of STEPS) expect(await heldClaims(step, second.world), step.id).not.toBe(null)
    } finally {
      published.stop()
      await second.close()
    }
    // What a node answers is what its published shape says, in every answer of the story.
    expect([...new Set(published.faults)]).toEqual([])
    for (const id of HELD_TO_THEIR_SHAPES) expect(published.seen, id).toContain(id)
  })
})
