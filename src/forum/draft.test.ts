import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeForum, nodeOf } from '../../test/forum-nodes.ts'
import { preview, RECORD_TYPES, readDraft, readHalfDraft, stateId } from './index.ts'

const handling = { tlp: 'GREEN' }
const comment = { type: 'comment', basis: 'national', handling, body: { text: 'x' } }

/** Values as a program or a hasty person might send them in place of any field. */
const anything = fc.anything({ maxDepth: 3, withNullPrototype: false })
const seldom = <Of>(usual: fc.Arbitrary<Of>) =>
  fc.oneof({ weight: 12, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything })
const draftLike = fc.record(
  {
    type: seldom(fc.constantFrom(...RECORD_TYPES)),
    group: seldom(fc.constantFrom('all', 'urn:forum:group:NO:g')),
    refs: seldom(fc.constant([])),
    handling: seldom(
      fc.record(
        { tlp: seldom(fc.constantFrom('CLEAR', 'RED', 'GREEN')), eyes: seldom(fc.constantFrom(null, ['DK'])) },
        { requiredKeys: [] },
      ),
    ),
    basis: seldom(fc.constantFrom('national', 'wassenaar-arrangement')),
    releasedBy: seldom(fc.constant(null)),
    body: seldom(
      fc.record(
        { invites: anything, members: anything, group: anything, title: anything, text: anything },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['type', 'body'] },
)

describe('a draft', () => {
  it('may name states by their code, wherever it names states', () => {
    const read = readDraft({
      type: 'minute',
      basis: 'code-of-conduct',
      handling: { tlp: 'AMBER', eyes: ['NO', 'urn:forum:state:DK'] },
      body: { text: 'x', present: ['NO', 'urn:forum:state:DK'], objectionsBy: '2026-12-01' },
    })
    const states = [stateId('NO'), stateId('DK')]
    expect(read).toMatchObject({ ok: true, value: { handling: { eyes: states }, body: { present: states } } })
  })

  it('leaves unsaid what was not said, and never labels itself', () => {
    const question = { question: 'Which?', background: 'x' }
    const read = readDraft({ type: 'policy.question', basis: 'national', body: question })
    expect(read).toMatchObject({
      ok: true,
      value: { body: { ...question, goods: [], destinations: [], answerBy: null } },
    })
    expect(read.ok && read.value.handling).toBeUndefined()
    expect(readDraft({ ...comment, handling: { eyes: ['NO'] } })).toMatchObject({
      ok: true,
      value: { handling: undefined },
    })
  })

  it('does not answer for a person: what is asked with yes or no has no answer by default', () => {
    const read = readDraft({ type: 'corroborate', basis: 'national', handling, body: { account: 'x' } })
    expect(read).toMatchObject({
      ok: false,
      error: [{ field: 'body.isIndependent', sentence: 'is missing; fill it in' }],
    })
  })

  it('whatever it is, is read or refused with fields and sentences, and can be asked who would read it', () => {
    const { log } = nodeOf(makeForum(['NO', 'DK']), 'NO')
    let read = 0
    fc.assert(
      fc.property(draftLike, (input) => {
        const half = readHalfDraft(input)
        if (!half.ok) {
          expect(half.error.length).toBeGreaterThan(0)
          for (const { field, sentence } of half.error) expect(field !== '' && sentence.length > 5).toBe(true)
          return
        }
        read++
        const { audience } = preview(log, half.value.draft, '2026-11-24T09:00:00.000Z')
        if (half.value.draft.handling === undefined) expect(audience.states).toEqual([])
      }),
      { numRuns: 1_000 },
    )
    expect(read).toBeGreaterThan(200)
  })
})
