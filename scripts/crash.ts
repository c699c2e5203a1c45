/**
 * `npm run crash -- --rounds N [--seed S] [--story]`: a node under load is killed N times at random moments, its server,
 * its database or both, and must then hold everything it acknowledged and verify whole; every fifth round is the story,
 * with `--story` every round is. The last line counts.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { randomFrom } from './crash/random.ts'
import { lastLook, playRound, tortured } from './crash/round.ts'
import { playStoryRound } from './crash/story.ts'

/** So often the whole story is what is killed. */
const STORY_EVERY = 5

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    story: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error(`\`--rounds\` \`${values.rounds}\` is no number of rounds; give 1 or more`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'unblind-crash-'))
console.log(`seed ${values.seed}`)
const random = randomFrom(Number(values.seed))
const node = values.story ? null : await tortured(join(folder, 'node'))
let passed = 0
for (let round = 1; round <= rounds; round++) {
  const isStory = node === null || round % STORY_EVERY === 0
  const { what, acknowledged, faults } = await (isStory ? playStoryRound(random) : playRound(node, random))
  // What was laid into the watched folder before the last kill is known only after one more start.
  const all = [...faults, ...(round === rounds && node !== null ? await lastLook(node) : [])]
  if (all.length === 0) passed++
  console.log(`${round}: ${what}, ${acknowledged} acknowledged${all.length === 0 ? '' : `: ${all.join('; ')}`}`)
}
if (passed === rounds) rmSync(folder, { recursive: true, force: true })
else console.log(`kept in ${folder}`)
console.log(`${passed} passed, ${rounds - passed} failed`)
process.exitCode = passed === rounds ? 0 : 1
