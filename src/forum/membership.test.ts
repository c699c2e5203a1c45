import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attestation,
  draft,
  FOUNDERS,
  hear,
  keyOf,
  labelled,
  makeForum,
  nodeOf,
  say,
  subscription,
  syncAll,
  tryIssue,
} from '../../test/forum-nodes.ts'
import { day } from '../base/index.ts'
import { fingerprint, isMember, keyAt, keyTextOf, membersOn, recordsOf, signRecord, stateId } from './index.ts'
import { foldMembership } from './membership.ts'

describe('the founding list', () => {
  const membership = foldMembership(FOUNDERS, [])

  it('names the twenty-four states of the release on its day, and nobody the day before', () => {
    expect(membersOn(membership, day('2023-03-29'))).toEqual([])
    expect(membersOn(membership, day('2023-03-30'))).toHaveLength(24)
    expect(membersOn(membership, day('2023-03-30'))).toContain(stateId('XK'))
  })

  it('names Costa Rica from the day by which it was read to be one', () => {
    expect(isMember(membership, stateId('CR'), '2023-04-29T23:59:59.999Z')).toBe(false)
    expect(membersOn(membership, day('2023-09-14'))).toHaveLength(25)
    expect(membersOn(membership, day('2023-09-14'))).toContain(stateId('CR'))
  })

  it('gives no founder a key', () => {
    for (const { state } of FOUNDERS) expect(keyAt(membership, state, '2026-11-24T00:00:00.000Z')).toBeNull()
  })
})

describe('membership', () => {
  /** Austria joins, withdraws and joins again with another declaration; all signed records of it. */
  function history() {
    const forum = makeForum(['NO', 'DK', 'NL', 'US'], ['AT'])
    const join = (attesters: readonly string[]) => {
      const subscribed = say(forum, 'AT', subscription('AT'))
      for (const code of attesters) say(forum, code, attestation(subscribed, 'AT'))
      syncAll(forum)
      return forum.now()
    }
    const before = forum.now()
    const during = join(['NO', 'DK', 'NL', 'US'])
    say(forum, 'AT', draft('membership.withdraw', { statement: 'We withdraw.' }, { handling: labelled('CLEAR') }))
    syncAll(forum)
    const between = forum.now()
    const again = join(['US', 'NL', 'DK'])
    return { forum, before, during, between, again, records: recordsOf(nodeOf(forum, 'NO').log) }
  }
  const { before, during, between, again, records } = history()

  it('is dated: out, in, out and in again', () => {
    const membership = foldMembership(FOUNDERS, records)
    const austria = stateId('AT')
    expect([before, during, between, again].map((at) => isMember(membership, austria, at))).toEqual([
      false,
      true,
      false,
      true,
    ])
    expect(keyAt(membership, austria, again)).toBe(keyTextOf(keyOf('AT')))
    expect(membership.newcomers).toEqual([])
  })

  it('is the same in whatever order its records arrive', () => {
    const expected = foldMembership(FOUNDERS, records)
    fc.assert(
      fc.property(fc.shuffledSubarray([...records], { minLength: records.length }), (shuffled) => {
        expect(foldMembership(FOUNDERS, shuffled)).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('needs the fingerprint of the key that was declared, and three that are members', () => {
    const forum = makeForum(['NO', 'DK', 'NL'], ['AT', 'IE'])
    const subscribed = say(forum, 'AT', subscription('AT'))
    say(forum, 'NO', attestation(subscribed, 'AT'))
    say(forum, 'DK', attestation(subscribed, 'AT'))
    const wrong = attestation(subscribed, 'IE')
    const refused = tryIssue(forum, 'NL', wrong)
    expect(refused.ok || refused.error.sentence).toContain('that was read to you is not the one')
    const right = tryIssue(forum, 'NL', attestation(subscribed, 'AT'))
    const signed = right.ok && right.value.record
    if (signed === false || signed.type !== 'membership.attest') throw new Error('it is no attestation')
    // Another program may sign what this one refuses.
    const body = { ...signed.body, fingerprint: fingerprint(keyTextOf(keyOf('IE'))) }
    const text = signRecord({ ...signed, body }, keyOf('NL'))
    expect(hear(forum, 'NO', text).outcome).toBe('taken')
    syncAll(forum)
    expect(isMember(nodeOf(forum, 'NO').log.membership, stateId('AT'), forum.now())).toBe(false)
  })

  it('lets a founder without a node take its place with three attestations, a member since the founding', () => {
    const forum = makeForum(['NO', 'DK', 'NL'], ['NZ'])
    const subscribed = say(forum, 'NZ', subscription('NZ'))
    for (const code of ['NO', 'DK', 'NL']) say(forum, code, attestation(subscribed, 'NZ'))
    syncAll(forum)
    const standing = nodeOf(forum, 'DK').log.membership.states.get(stateId('NZ'))
    expect(standing).toMatchObject({
      basis: 'founder',
      memberDuring: [{ from: '2023-03-30T00:00:00.000Z', until: null }],
    })
    expect(standing?.keys).toHaveLength(1)
  })
})
