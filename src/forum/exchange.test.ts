import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allFor,
  attestation,
  draft,
  type Forum,
  hear,
  labelled,
  makeForum,
  makeNode,
  nodeOf,
  say,
  subscription,
  syncAll,
  tryIssue,
} from '../../test/forum-nodes.ts'
import {
  EVERYONE,
  enter,
  type ForumRecord,
  type GroupId,
  isForNobody,
  isMember,
  nodesOf,
  type PersonId,
  publicRecords,
  recordsOf,
  type StateId,
  stateId,
  stateOfName,
} from './index.ts'

const CODES = ['NO', 'DK', 'NL', 'US', 'AT'] as const
const GROUP = 'urn:forum:group:NO:g' as GroupId
const personOf = (code: string) => `urn:forum:person:${code}:one` as PersonId

const code = fc.constantFrom(...CODES)
const some = fc.subarray([...CODES])
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('say' as const),
      who: code,
      tlp: fc.constantFrom(
        'CLEAR' as const,
        'GREEN' as const,
        'AMBER' as const,
        'AMBER+STRICT' as const,
        'RED' as const,
      ),
      eyes: fc.option(some, { freq: 2 }),
      names: some,
      inGroup: fc.boolean(),
      back: fc.option(fc.nat(20), { freq: 2 }),
      rel: fc.constantFrom('about' as const, 'derives-from' as const, 'supersedes' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('retract' as const), who: code, back: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('define' as const),
      members: some,
      history: fc.constantFrom('none' as const, 'all' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('join' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('withdraw' as const), who: fc.constantFrom('AT', 'US') }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('fetch' as const), who: code, seed: fc.nat() }) },
)
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never

const practice = { title: 'A practice', undertaking: 'best-practice', practice: 'Fictional.', learned: 'x' } as const

function play(steps: readonly Step[]): Forum {
  const forum = makeForum(['NO', 'DK', 'NL', 'US'], ['AT'])
  for (const who of ['NO', 'DK', 'NL', 'US']) {
    say(forum, who, draft('delegates', { delegates: [{ person: personOf(who), name: 'A delegate', office: 'x' }] }))
  }
  syncAll(forum)
  for (const one of steps) act(forum, one)
  return forum
}

function act(forum: Forum, one: Step): void {
  switch (one.does) {
    case 'say': {
      const { log } = nodeOf(forum, one.who)
      const of = one.back === null ? undefined : recordsOf(log).at(-1 - one.back)
      const handling = labelled(one.tlp, { eyes: one.eyes?.map(stateId) ?? null, names: one.names.map(personOf) })
      const refs = of === undefined ? [] : [{ rel: one.rel, hash: of.hash }]
      attempt(
        forum,
        one.who,
        draft('practice.share', practice, { handling, refs, group: one.inGroup ? GROUP : EVERYONE }),
      )
      return
    }
    case 'retract': {
      const of = recordsOf(nodeOf(forum, one.who).log).at(-1 - one.back)
      if (of !== undefined) {
        attempt(forum, one.who, draft('retract', { reasons: 'x' }, { refs: [{ rel: 'retracts', hash: of.hash }] }))
      }
      return
    }
    case 'define': {
      const body = {
        group: GROUP,
        name: 'g',
        purpose: 'g',
        members: one.members.map(stateId),
        history: { kind: one.history },
      }
      attempt(forum, 'NO', draft('group.define', body, { group: GROUP, handling: labelled('AMBER') }))
      return
    }
    case 'join': {
      const subscribed = tryIssue(forum, 'AT', subscription('AT'))
      if (!subscribed.ok) return
      say(forum, 'AT', subscription('AT'))
      for (const who of ['NO', 'DK', 'NL']) attempt(forum, who, attestation(subscribed.value, 'AT'))
      return
    }
    case 'withdraw':
      attempt(forum, one.who, draft('membership.withdraw', { statement: 'x' }, { handling: labelled('CLEAR') }))
      return
    case 'fetch': {
      const texts = allFor(forum, stateId(one.who))
      const from = texts.length === 0 ? 0 : one.seed % texts.length
      for (const text of [...texts.slice(from), ...texts.slice(0, from)].reverse()) hear(forum, one.who, text)
    }
  }
}

function attempt(forum: Forum, who: string, what: Parameters<typeof tryIssue>[2]): void {
  if (tryIssue(forum, who, what).ok) say(forum, who, what)
}

/** In a group whose owner took the state out before it knew it as a member, and so never told it of the group. */
function isTakenOutUnknown(forum: Forum, state: StateId, { definedBy, refs, group }: ForumRecord): boolean {
  const owner = [...forum.nodes.values()].find((one) => one.state === stateOfName(group))
  if (definedBy !== null && owner?.log.known.get(definedBy.hash)?.holders.has(state) === false) return true
  const referred = refs.flatMap(({ hash }) => [...forum.nodes.values()].flatMap(({ log }) => log.known.get(hash) ?? []))
  return referred.some(({ record }) => isTakenOutUnknown(forum, state, record))
}

describe('any exchange between states', () => {
  const exchange = fc.array(step, { minLength: 5, maxLength: 25 })

  it('hands no state a record that is not for it, keeps none from a state that it is for, and accuses nobody', () => {
    let held = 0
    fc.assert(
      fc.property(exchange, (steps) => {
        const forum = play(steps)
        syncAll(forum)
        for (const [reader, { log, state }] of forum.nodes) {
          for (const { record, hash } of recordsOf(log)) {
            const author = [...forum.nodes.values()].find((one) => one.state === record.author)
            if (record.author === state || record.type === 'membership.found') continue
            held++
            expect(author?.log.known.get(hash)?.holders.has(state), `${reader} holds ${record.type}`).toBe(true)
          }
          // Every node was honest, whatever order its records came in.
          expect(log.evidence.filter(({ of }) => of !== 'gap')).toEqual([])
        }
        for (const author of forum.nodes.values()) {
          for (const { record, hash, audience } of recordsOf(author.log)) {
            if (record.author !== author.state || isForNobody(audience)) continue
            for (const state of nodesOf(audience, author.log.membership)) {
              const node = [...forum.nodes.values()].find((one) => one.state === state)
              // A state that withdrew does not read on, though its peers may not have heard of it when they wrote.
              if (node === undefined) continue
              const isIn = (at: string) => isMember(node.log.membership, state, at)
              if (!isIn(record.created) || !isIn(forum.now())) continue
              if (isTakenOutUnknown(forum, state, record)) continue
              expect(node.log.known.has(hash), `${state} lacks ${record.type} ${record.handling.tlp}`).toBe(true)
            }
          }
        }
      }),
      { numRuns: 20 },
    )
    expect(held).toBeGreaterThan(200)
  })

  it('makes public nothing but what is CLEAR after all it refers to', () => {
    fc.assert(
      fc.property(exchange, (steps) => {
        const forum = play(steps)
        for (const { log } of forum.nodes.values()) {
          const page = publicRecords(log, null)
          const open = recordsOf(log).filter(({ text }) => page.ok && page.value.records.includes(text))
          for (const { audience } of open) expect(audience.label).toBe('CLEAR')
        }
      }),
      { numRuns: 10 },
    )
  })

  it('folds to the same log again, event by event', () => {
    fc.assert(
      fc.property(exchange, (steps) => {
        const forum = play(steps)
        for (const [who, node] of forum.nodes) {
          const again = makeNode(who, forum.genesis)
          for (const event of node.events) enter(again.log, event)
          expect(again.log).toEqual(node.log)
        }
      }),
      { numRuns: 10 },
    )
  })
})
