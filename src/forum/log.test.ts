import { describe, expect, it } from 'vitest'
import {
  allFor,
  attestation,
  draft,
  hear,
  holds,
  labelled,
  makeForum,
  makeNode,
  nodeOf,
  say,
  subscription,
  syncAll,
  tryIssue,
} from '../../test/forum-nodes.ts'
import { EVERYONE, type GroupId, isMember, recordsFor, recordsOf, stateId } from './index.ts'

const threat = (title = 'Interception devices offered to the police of a third country') =>
  ({
    title,
    summary: 'Fictional summary.',
    goods: [],
    endUse: 'Watching reporters',
    actors: [],
    route: [],
    rightsAffected: ['Freedom of expression'],
    confidence: 'moderate',
    redFlags: [],
    adviceToExporters: null,
  }) as const

const PAIR = 'urn:forum:group:NO:interception' as GroupId
const pair = (members: readonly string[], history: 'none' | 'all' = 'none') =>
  draft(
    'group.define',
    { group: PAIR, name: 'Interception', purpose: 'Cases', members: members.map(stateId), history: { kind: history } },
    { group: PAIR, handling: labelled('AMBER') },
  )

describe('a forum of nodes', () => {
  it('carries a GREEN record to every member and to nobody else', () => {
    const forum = makeForum(['NO', 'DK', 'NL'], ['AT'])
    const said = say(forum, 'NO', draft('threat.notice', threat()))
    syncAll(forum)
    expect(['DK', 'NL'].every((code) => holds(forum, code, said.hash))).toBe(true)
    expect(holds(forum, 'AT', said.hash)).toBe(false)
  })

  it('shows a state outside the audience no record, no count and the cursor of an empty log', () => {
    const forum = makeForum(['NO', 'DK', 'NL', 'US'])
    const empty = recordsFor(nodeOf(forum, 'NO').log, stateId('US'), null)
    say(forum, 'NO', pair(['DK']))
    say(forum, 'NO', draft('threat.notice', threat(), { group: PAIR, handling: labelled('AMBER') }))
    expect(recordsFor(nodeOf(forum, 'NO').log, stateId('US'), null)).toEqual(empty)
  })

  it('leaves no gap in what a reader sees when other records go past it', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    say(forum, 'NO', pair(['DK', 'NL']))
    const all = draft('threat.notice', threat(), { group: PAIR, handling: labelled('AMBER') })
    const dkOnly = { ...all, handling: labelled('AMBER', { eyes: [stateId('DK')] }) }
    say(forum, 'NO', all)
    say(forum, 'NO', dkOnly)
    const last = say(forum, 'NO', all)
    syncAll(forum)
    expect(holds(forum, 'NL', last.hash)).toBe(true)
    expect(nodeOf(forum, 'NL').log.evidence).toEqual([])
    expect(nodeOf(forum, 'NL').log.waiting.size).toBe(0)
  })

  it('frees a record of its author’s to those who never held it, by one that replaces it', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    const narrow = say(
      forum,
      'NO',
      draft('threat.notice', threat(), { handling: labelled('AMBER', { eyes: [stateId('DK')] }) }),
    )
    const replacement = { handling: labelled('CLEAR'), refs: [{ rel: 'supersedes' as const, hash: narrow.hash }] }
    const freed = say(forum, 'NO', draft('threat.notice', threat('For all'), replacement))
    syncAll(forum)
    expect(holds(forum, 'NL', narrow.hash)).toBe(false)
    expect(holds(forum, 'NL', freed.hash)).toBe(true)
    expect(freed.audience.isPublic).toBe(true)
  })

  it('takes a record twice as once', () => {
    const forum = makeForum(['NO', 'DK'])
    const { text } = say(forum, 'NO', draft('threat.notice', threat()))
    hear(forum, 'DK', text)
    expect(hear(forum, 'DK', text)).toMatchObject({ outcome: 'already-held', events: [] })
  })

  it('folds the same log from the same events', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    say(forum, 'NO', pair(['DK']))
    say(forum, 'DK', draft('threat.notice', threat()))
    syncAll(forum)
    const node = nodeOf(forum, 'NO')
    expect(makeNode('NO', forum.genesis, node.events).log).toEqual(node.log)
  })

  it('goes on from a cursor and hands out nothing twice', () => {
    const forum = makeForum(['NO', 'DK'])
    for (let i = 0; i < 5; i++) say(forum, 'NO', draft('threat.notice', threat(`Notice ${i}`)))
    const { log } = nodeOf(forum, 'NO')
    const seen: string[] = []
    for (let cursor: string | null = null, isMore = true; isMore; ) {
      const page = recordsFor(log, stateId('DK'), cursor, 2)
      if (!page.ok) throw new Error(page.error.sentence)
      seen.push(...page.value.records)
      cursor = page.value.cursor
      isMore = page.value.isMore
    }
    // The founding record was given with the founding.
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
  })

  it.each(['', 'zzz', Buffer.from('3.00000000000000000000000000000000').toString('base64url')])(
    'refuses a cursor it never gave: %j',
    (cursor) => {
      const { log } = nodeOf(makeForum(['NO', 'DK']), 'NO')
      expect(recordsFor(log, stateId('DK'), cursor)).toMatchObject({ ok: false, error: { kind: 'cursor.unknown' } })
    },
  )

  it('lets a record wait for the one before it, says so, and takes both when it comes', () => {
    const forum = makeForum(['NO', 'DK'])
    const first = say(forum, 'NO', draft('threat.notice', threat('First')))
    const second = say(forum, 'NO', draft('threat.notice', threat('Second')))
    expect(hear(forum, 'DK', second.text)).toMatchObject({ outcome: 'waiting', refusal: { kind: 'chain.gap' } })
    expect(nodeOf(forum, 'DK').log.evidence).toMatchObject([{ of: 'gap', author: stateId('NO'), texts: [second.text] }])
    hear(forum, 'DK', first.text)
    expect(holds(forum, 'DK', second.hash)).toBe(true)
    expect(nodeOf(forum, 'DK').log.waiting.size).toBe(0)
  })

  it('finds a state that tells two histories, and keeps both', () => {
    const forum = makeForum(['NO', 'DK'])
    const twin = makeNode('NO', forum.genesis)
    const told = say(forum, 'NO', draft('threat.notice', threat('One')))
    const other = say({ ...forum, nodes: new Map([['NO', twin]]) }, 'NO', draft('threat.notice', threat('Another')))
    hear(forum, 'DK', told.text)
    expect(hear(forum, 'DK', other.text)).toMatchObject({ outcome: 'refused', refusal: { kind: 'chain.fork' } })
    expect(nodeOf(forum, 'DK').log.evidence).toMatchObject([{ of: 'fork', texts: [told.text, other.text] }])
    expect(holds(forum, 'DK', told.hash)).toBe(true)
  })

  it('takes its own records back after a loss and goes on in the same chain', () => {
    const forum = makeForum(['NO', 'DK'])
    const said = say(forum, 'NO', draft('threat.notice', threat()))
    const restored = { ...forum, nodes: new Map([['NO', makeNode('NO', forum.genesis)]]) }
    hear(restored, 'NO', said.text)
    expect(say(restored, 'NO', draft('threat.notice', threat('Next'))).record.gseq).toBe(said.record.gseq + 1)
  })
})

describe('joining and leaving', () => {
  const join = (attesters: readonly string[]) => {
    const forum = makeForum(['NO', 'DK', 'NL', 'US'], ['AT'])
    const before = say(forum, 'NO', draft('threat.notice', threat('Before')))
    const subscribed = say(forum, 'AT', subscription('AT'))
    for (const code of forum.nodes.keys()) if (code !== 'AT') hear(forum, code, subscribed.text)
    for (const code of attesters) say(forum, code, attestation(subscribed, 'AT'))
    syncAll(forum)
    return { forum, before }
  }

  it('makes a state a member when three members attest its key, and gives it what is GREEN', () => {
    const { forum, before } = join(['NO', 'DK', 'NL'])
    for (const code of forum.nodes.keys()) {
      expect(isMember(nodeOf(forum, code).log.membership, stateId('AT'), forum.now()), code).toBe(true)
    }
    expect(holds(forum, 'AT', before.hash)).toBe(true)
    const said = say(forum, 'AT', draft('threat.notice', threat('From the newcomer')))
    syncAll(forum)
    expect(holds(forum, 'US', said.hash)).toBe(true)
  })

  it('does not make a state a member when two attest it', () => {
    const { forum, before } = join(['NO', 'DK'])
    expect(isMember(nodeOf(forum, 'US').log.membership, stateId('AT'), forum.now())).toBe(false)
    expect(nodeOf(forum, 'US').log.membership.newcomers).toMatchObject([{ attestedBy: [stateId('DK'), stateId('NO')] }])
    expect(holds(forum, 'AT', before.hash)).toBe(false)
    expect(tryIssue(forum, 'AT', draft('threat.notice', threat()))).toMatchObject({ ok: false })
  })

  it('gives a state that withdrew nothing that is said later, and takes nothing from it', () => {
    const { forum } = join(['NO', 'DK', 'NL'])
    say(forum, 'AT', draft('membership.withdraw', { statement: 'We withdraw.' }, { handling: labelled('CLEAR') }))
    syncAll(forum)
    const later = say(forum, 'NO', draft('threat.notice', threat('Later')))
    syncAll(forum)
    expect(holds(forum, 'DK', later.hash)).toBe(true)
    expect(holds(forum, 'AT', later.hash)).toBe(false)
    expect(tryIssue(forum, 'AT', draft('threat.notice', threat()))).toMatchObject({
      ok: false,
      error: { kind: 'author.not-member' },
    })
  })

  it('reaches a state that withdrew with the retraction of what it holds', () => {
    const { forum, before } = join(['NO', 'DK', 'NL'])
    say(forum, 'AT', draft('membership.withdraw', { statement: 'We withdraw.' }, { handling: labelled('CLEAR') }))
    syncAll(forum)
    const retraction = say(
      forum,
      'NO',
      draft('retract', { reasons: 'It was wrong.' }, { refs: [{ rel: 'retracts', hash: before.hash }] }),
    )
    syncAll(forum)
    expect(holds(forum, 'AT', retraction.hash)).toBe(true)
  })
})

describe('groups over time', () => {
  const change = (history: 'none' | 'all') => {
    const forum = makeForum(['NO', 'DK', 'NL', 'US'])
    say(forum, 'NO', pair(['DK'], history))
    syncAll(forum)
    const inGroup = { group: PAIR, handling: labelled('AMBER') }
    const said = say(forum, 'DK', draft('threat.notice', threat('In the pair'), inGroup))
    const toNo = say(
      forum,
      'DK',
      draft('threat.notice', threat('For Norway'), {
        ...inGroup,
        handling: labelled('AMBER', { eyes: [stateId('NO')] }),
      }),
    )
    syncAll(forum)
    const reply = say(
      forum,
      'NO',
      draft('comment', { text: 'Seen.' }, { ...inGroup, refs: [{ rel: 'about', hash: said.hash }] }),
    )
    const aside = say(
      forum,
      'NO',
      draft('comment', { text: 'An aside.' }, { ...inGroup, refs: [{ rel: 'about', hash: toNo.hash }] }),
    )
    syncAll(forum)
    say(forum, 'NO', pair(['DK', 'NL'], history))
    syncAll(forum)
    return { forum, said, toNo, reply, aside }
  }

  it('gives a state that joins a group nothing of before where the history is none', () => {
    const { forum, said, reply } = change('none')
    const handed = allFor(forum, stateId('NL'))
    expect(handed).not.toContain(said.text)
    expect(handed).not.toContain(reply.text)
  })

  it('gives a state that joins the forum nothing of a group it is not in, whatever its history', () => {
    const forum = makeForum(['NO', 'DK', 'NL', 'US'], ['AT'])
    const defined = say(forum, 'NO', pair(['DK'], 'all'))
    const said = say(forum, 'NO', draft('threat.notice', threat(), { group: PAIR, handling: labelled('AMBER') }))
    const subscribed = say(forum, 'AT', subscription('AT'))
    for (const code of ['NO', 'DK', 'NL']) say(forum, code, attestation(subscribed, 'AT'))
    syncAll(forum)
    const handed = allFor(forum, stateId('AT'))
    expect(handed.length).toBeGreaterThan(0)
    expect(handed).not.toContain(defined.text)
    expect(handed).not.toContain(said.text)
  })

  it('gives it what the whole group had where the history is all, and not what was for some', () => {
    const { forum, said, toNo, reply, aside } = change('all')
    expect(holds(forum, 'NL', said.hash)).toBe(true)
    expect(holds(forum, 'NL', reply.hash)).toBe(true)
    expect(holds(forum, 'NL', toNo.hash)).toBe(false)
    expect(holds(forum, 'NL', aside.hash)).toBe(false)
    expect(nodeOf(forum, 'NL').log.evidence).toEqual([])
    expect(recordsOf(nodeOf(forum, 'US').log).some(({ record }) => record.group !== EVERYONE)).toBe(false)
  })

  it('goes on for all in the group after a state was added', () => {
    const { forum } = change('all')
    const next = say(forum, 'DK', draft('threat.notice', threat('Next'), { group: PAIR, handling: labelled('AMBER') }))
    syncAll(forum)
    expect(holds(forum, 'NO', next.hash) && holds(forum, 'NL', next.hash)).toBe(true)
    expect(holds(forum, 'US', next.hash)).toBe(false)
  })
})
