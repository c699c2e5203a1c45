import { describe, expect, it } from 'vitest'
import { draft, labelled, makeForum, nodeOf, say, syncAll } from '../../../test/forum-nodes.ts'
import type { PersonId } from '../../forum/index.ts'
import type { Bearers } from '../people/bearers.ts'
import type { Person } from '../people/person.ts'
import type { Seat } from './seat.ts'
import { discussionOf, lookAt } from './views.ts'

const forum = makeForum(['NO', 'DK'])
const desk = 'urn:forum:person:NO:desk' as PersonId
const question = {
  question: 'Who asks?',
  background: 'A question (fictional).',
  goods: [],
  destinations: [],
  answerBy: null,
}

const lists = (name: string) =>
  say(forum, 'NO', draft('delegates', { delegates: [{ person: desk, name, office: 'Ministry (fictional)' }] }))
const asks = (code: string, names: readonly PersonId[] = [desk]) => {
  const { hash } = say(forum, code, draft('policy.question', question, { handling: labelled('RED', { names }) }))
  syncAll(forum)
  return hash
}

const person = (id: string, name: string): Person => ({ id, name, roles: ['delegate'], agency: null })
const BEA = person('01BEA', 'Bea Delegate')
const NEXT_BEA = person('01NEXTBEA', 'Bea Delegate')

/** The name is Bea's until this moment, and then another's. */
let passedOn = '9999-12-31T00:00:00.000Z'
const bearerOf: Bearers = (name, at) => (name === BEA.name ? (at < passedOn ? BEA : NEXT_BEA).id : null)

function opens(code: string, hash: string, who: Person, arrivals: Seat['arrivals'] = new Map()): boolean {
  const { state, log } = nodeOf(forum, code)
  const seat: Seat = { state, log, peers: new Map(), arrivals, refused: [], refusedCount: 0, evidenceAt: [] }
  return discussionOf(lookAt(seat, { person: who, bearerOf }, forum.now()), hash) !== null
}

describe('a record for named eyes alone', () => {
  lists('Bea Delegate')
  syncAll(forum)
  const first = asks('DK')

  it('opens to the person whom their state listed under the name in it', () => {
    expect(opens('NO', first, BEA)).toBe(true)
    expect(opens('NO', first, person('01BEN', 'Ben Delegate'))).toBe(false)
  })

  it('opens to the person whose id at their state it names, and not to the bearer of that id at another state', () => {
    expect(opens('NO', first, person('desk', 'Dana Delegate'))).toBe(true)
    expect(opens('DK', first, person('desk', 'Dana Delegate'))).toBe(false)
    expect(opens('DK', first, BEA)).toBe(false)
    expect(opens('NO', first, person('esk', 'Esk Delegate'))).toBe(false)
  })

  it('stays closed to whoever bears the name later, even when listed again under the same one', () => {
    passedOn = forum.now()
    expect(opens('NO', first, NEXT_BEA)).toBe(false)
    lists('Bea Delegate')
    const second = asks('DK')
    expect(opens('NO', first, NEXT_BEA)).toBe(false)
    expect(opens('NO', second, NEXT_BEA)).toBe(true)
    expect(opens('NO', first, BEA)).toBe(true)
    expect(opens('NO', second, BEA)).toBe(false)
  })

  it('opens to the person who signed it here, by id, and where only a name was kept to its bearer of that day', () => {
    const told = asks('DK')
    const by = (at: string, id: string | null) => new Map([[told, { at, by: 'Bea Delegate', person: id }]])
    const [before, after] = ['2026-01-01T00:00:00.000Z', forum.now()]
    expect(opens('DK', told, BEA, by(after, BEA.id))).toBe(true)
    expect(opens('DK', told, NEXT_BEA, by(after, BEA.id))).toBe(false)
    expect(opens('DK', told, BEA, by(before, null))).toBe(true)
    expect(opens('DK', told, NEXT_BEA, by(before, null))).toBe(false)
    expect(opens('DK', told, NEXT_BEA, by(after, null))).toBe(true)
  })
})
