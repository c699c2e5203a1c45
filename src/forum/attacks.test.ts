import { describe, expect, it } from 'vitest'
import {
  attestation,
  descriptorOf,
  draft,
  FOUNDERS,
  type Forum,
  hear,
  keyOf,
  labelled,
  makeForum,
  nodeOf,
  say,
  subscription,
  tryIssue,
} from '../../test/forum-nodes.ts'
import { canonical, FIRST_PREV, type PrivateKey, sha256 } from '../base/index.ts'
import {
  type Draft,
  type ForumRecord,
  fingerprint,
  type GroupId,
  keyTextOf,
  openLog,
  parseKey,
  readRecord,
  rosterOf,
  signRecord,
  stateId,
  writeFounding,
} from './index.ts'
import { signText } from './keys.ts'

const HEADER = Buffer.from('{"alg":"EdDSA","typ":"forum-record+jws"}').toString('base64url')
const practice = {
  title: 'A practice',
  undertaking: 'best-practice',
  practice: 'Fictional.',
  learned: 'Fictional.',
} as const

/** A well-formed record of Norway, to be spoilt. */
function sample(forum: Forum): ForumRecord {
  const issued = tryIssue(forum, 'NO', draft('practice.share', practice))
  if (!issued.ok) throw new Error(issued.error.sentence)
  return issued.value.record
}

function signPayload(payload: string, key: PrivateKey = keyOf('NO'), header = HEADER): string {
  const signed = `${header}.${Buffer.from(payload).toString('base64url')}`
  return `${signed}.${signText(signed, key)}`
}

/** What Denmark makes of a text, and what is left of it there. */
function refused(forum: Forum, text: string) {
  const { log } = nodeOf(forum, 'DK')
  const before = [...log.known.keys()]
  const taking = hear(forum, 'DK', text)
  expect(taking.outcome).toBe('refused')
  expect([...log.known.keys()]).toEqual(before)
  expect(taking.refusal?.sentence).toMatch(/[;:] /)
  return { kind: taking.refusal?.kind, evidence: log.evidence.flatMap(({ texts }) => texts).includes(text) }
}

describe('a text that is no record', () => {
  const forum = makeForum(['NO', 'DK', 'NL'])
  const text = () => canonical(sample(forum))

  it.each<[string, string, () => string]>([
    [
      'a key that stands twice',
      'record.not-canonical',
      () => text().replace('"basis":', '"basis":"national","basis":'),
    ],
    ['keys out of order', 'record.not-canonical', () => `{"v":1,${text().slice(1, -7)}}`],
    ['a space', 'record.not-canonical', () => text().replace('":', '": ')],
    ['half of a surrogate pair', 'record.not-canonical', () => text().replace('A practice', '\\ud800')],
    ['an integer that rounds', 'record.not-canonical', () => text().replace('"gseq":0', '"gseq":9007199254740993')],
    ['a float', 'record.not-canonical', () => text().replace('"gseq":0', '"gseq":1.0')],
    [
      'a long way down',
      'record.not-canonical',
      () => text().replace('"A practice"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`),
    ],
    ['a field nobody reads', 'record.malformed', () => text().replace('"group":', '"grip":1,"group":')],
    ['no label', 'record.missing-label', () => text().replace('"tlp":"GREEN"', '"tlp":null')],
    ['no handling at all', 'record.missing-label', () => text().replace(/"handling":\{[^}]*\}/, '"handling":null')],
    ['an unknown label', 'record.malformed', () => text().replace('"tlp":"GREEN"', '"tlp":"WHITE"')],
    ['a later version', 'record.future-version', () => text().replace('"v":1}', '"v":2}')],
    ['an unknown type', 'record.unknown-type', () => text().replace('practice.share', 'practice.sell')],
    ['`__proto__` for a type', 'record.unknown-type', () => text().replace('practice.share', '__proto__')],
    ['a day that does not exist', 'record.malformed', () => text().replace('"expires":null', '"expires":"2027-02-30"')],
  ])('with %s is refused as %s, and kept where signed', (_, kind, spoilt) => {
    expect(refused(forum, signPayload(spoilt()))).toEqual({ kind, evidence: true })
  })

  it.each<[string, (good: string) => string]>([
    ['two parts', (good) => good.split('.').slice(0, 2).join('.')],
    ['four parts', (good) => `${good}.x`],
    ['another algorithm', (good) => good.replace(HEADER, Buffer.from('{"alg":"none"}').toString('base64url'))],
    ['padding', (good) => `${good}==`],
    ['no signature', (good) => `${good.slice(0, good.lastIndexOf('.'))}.`],
    ['white space in it', (good) => good.replace('.', '.\n')],
    ['bits to spare in the last letter', (good) => `${good.slice(0, -1)}${good.endsWith('w') ? 'x' : 'w'}`],
  ])('with %s is refused, and nothing of it is kept', (_, spoil) => {
    const good = signRecord(sample(forum), keyOf('NO'))
    const { kind, evidence } = refused(forum, spoil(good))
    expect(['record.not-jws', 'record.bad-signature']).toContain(kind)
    expect(evidence).toBe(false)
  })

  it('that is a list is refused', () => {
    expect(refused(forum, signPayload('[]')).kind).toBe('record.malformed')
  })

  it('that is not UTF-8 is refused', () => {
    const signed = `${HEADER}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}`
    expect(refused(forum, `${signed}.${signText(signed, keyOf('NO'))}`).kind).toBe('record.not-jws')
  })

  it('that is too large is refused before it is read', () => {
    expect(refused(forum, 'x'.repeat(1_000_000)).kind).toBe('record.too-large')
  })
})

describe('a record by the wrong hand', () => {
  it('is refused when one bit of the signature is wrong', () => {
    const forum = makeForum(['NO', 'DK'])
    const good = signRecord(sample(forum), keyOf('NO'))
    const at = good.lastIndexOf('.') + 5
    const bad = `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`
    expect(refused(forum, bad)).toEqual({ kind: 'record.bad-signature', evidence: false })
  })

  it('is refused when another member signs in its author’s name', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    expect(refused(forum, signRecord(sample(forum), keyOf('NL')))).toEqual({
      kind: 'record.bad-signature',
      evidence: true,
    })
  })

  it('is refused when nobody knows its author', () => {
    const forum = makeForum(['NO', 'DK'])
    const record = { ...sample(forum), author: stateId('ZZ') }
    expect(refused(forum, signRecord(record, keyOf('ZZ'))).kind).toBe('author.unknown')
  })

  it('is refused when its author is on the founding list and has no key', () => {
    const forum = makeForum(['NO', 'DK'])
    const record = { ...sample(forum), author: stateId('NZ') }
    expect(refused(forum, signRecord(record, keyOf('NZ'))).kind).toBe('author.unknown')
  })

  it('is refused when dated hours ahead', () => {
    const forum = makeForum(['NO', 'DK'])
    const record = { ...sample(forum), created: '2026-11-21T09:00:00.000Z' }
    expect(refused(forum, signRecord(record, keyOf('NO')))).toEqual({ kind: 'record.future-date', evidence: true })
  })
})

describe('a key that anyone can sign for', () => {
  /** Points whose order divides eight, with both signs, and second spellings of them. */
  const small = [
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  ].flatMap((y) => [y, `${y.slice(0, -2)}${(Number.parseInt(y.slice(-2), 16) | 0x80).toString(16)}`])

  it.each(small)('is no key: %s', (key) => {
    expect(parseKey(key)).toBeNull()
  })

  it('enrols nobody', () => {
    const forum = makeForum(['NO', 'DK'], ['AT'])
    const { record } = say(forum, 'AT', subscription('AT'))
    const payload = canonical(record).replace(keyTextOf(keyOf('AT')), `01${'00'.repeat(31)}`)
    // R is the neutral point and S is nought: under the neutral point it verifies for every message.
    const signature = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]).toString('base64url')
    const text = `${HEADER}.${Buffer.from(payload).toString('base64url')}.${signature}`
    expect(refused(forum, text)).toEqual({ kind: 'record.malformed', evidence: false })
  })
})

describe('a chain that does not hold', () => {
  const next = (forum: Forum, change: Partial<ForumRecord>) => {
    const said = say(forum, 'NO', draft('practice.share', practice))
    hear(forum, 'DK', said.text)
    const { gseq, ...fields } = sample(forum)
    return signRecord({ ...fields, gseq, ...change } as ForumRecord, keyOf('NO'))
  }

  it('is refused and kept when the record names another one before it', () => {
    const forum = makeForum(['NO', 'DK'])
    expect(refused(forum, next(forum, { gprev: sha256('another') }))).toEqual({ kind: 'chain.fork', evidence: true })
  })

  it('is refused and kept when the record is dated before the one it follows', () => {
    const forum = makeForum(['NO', 'DK'])
    expect(refused(forum, next(forum, { created: '2026-11-20T09:00:00.500Z' })).kind).toMatch(
      /chain\.fork|author\.unknown/,
    )
  })

  it('is refused and kept when a place is taken twice', () => {
    const forum = makeForum(['NO', 'DK'])
    expect(refused(forum, next(forum, { gseq: 0 }))).toEqual({ kind: 'chain.fork', evidence: true })
  })

  it('is refused and kept when the first names one before it', () => {
    const forum = makeForum(['NO', 'DK'])
    const channel = sha256('a channel')
    expect(refused(forum, next(forum, { channel, gseq: 0 })).kind).toBe('chain.fork')
  })

  it('is refused when it stands in the chain of another state', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    const said = say(forum, 'NO', draft('practice.share', practice))
    hear(forum, 'DK', said.text)
    const stolen = { ...sample(forum), author: stateId('NL') }
    expect(refused(forum, signRecord(stolen, keyOf('NL'))).kind).toBe('chain.fork')
  })

  it('is refused and kept when an id is used twice', () => {
    const forum = makeForum(['NO', 'DK'])
    const said = say(forum, 'NO', draft('practice.share', practice))
    hear(forum, 'DK', said.text)
    const again = { ...sample(forum), id: said.record.id }
    expect(refused(forum, signRecord(again, keyOf('NO')))).toEqual({ kind: 'chain.fork', evidence: true })
  })
})

describe('a record its author may not write', () => {
  const members = () => makeForum(['NO', 'DK', 'NL', 'US'])
  const kind = (forum: Forum, code: string, what: Draft) => {
    const issued = tryIssue(forum, code, what)
    return issued.ok ? 'issued' : issued.error.kind
  }
  const denial = (legalBasis: unknown) =>
    draft(
      'denial.notice',
      {
        deniedOn: '2026-11-18',
        validUntil: null,
        goods: [{ description: 'Fictional device', entries: ['5A001.i'] }],
        destination: 'EG',
        consignees: [],
        endUse: 'Fictional',
        grounds: ['human-rights'],
        rightsAffected: [],
        reasons: 'Fictional',
        alsoNotifiedTo: [],
        legalBasis,
      } as never,
      { handling: labelled('AMBER') },
    )

  it('is refused when a denial names no law by which it may be shared', () => {
    const forum = members()
    expect(kind(forum, 'NO', denial(undefined))).toBe('record.missing-basis')
    expect(kind(forum, 'NO', denial({ act: '', provision: '', consentGiven: true, note: null }))).toBe(
      'record.missing-basis',
    )
    const basis = { act: 'Fictional Act', provision: 'section 1', consentGiven: true, note: null }
    expect(kind(forum, 'NO', denial(basis))).toBe('issued')
    expect(kind(forum, 'NO', { ...denial(basis), handling: labelled('CLEAR') } as Draft)).toBe('label.unfit')
  })

  it('is refused when it tells a regime’s confidence that nobody released', () => {
    const forum = members()
    const from = draft('practice.share', practice, { basis: 'wassenaar-arrangement' })
    expect(kind(forum, 'NO', from)).toBe('release.missing')
    const release = say(
      forum,
      'NO',
      draft('release', { regime: 'wassenaar-arrangement', what: 'One practice', to: [stateId('DK')] }),
    )
    expect(kind(forum, 'NO', { ...from, basis: 'australia-group', releasedBy: release.hash })).toBe('release.missing')
    const issued = tryIssue(forum, 'NO', { ...from, releasedBy: release.hash })
    expect(issued.ok && issued.value.audience.states).toEqual([stateId('DK')])
  })

  it('is refused when it corrects or retracts the record of another', () => {
    const forum = members()
    const said = say(forum, 'NO', draft('practice.share', practice))
    hear(forum, 'DK', said.text)
    const of = (rel: 'retracts' | 'corrects' | 'supersedes') => ({ refs: [{ rel, hash: said.hash }] })
    expect(kind(forum, 'DK', draft('retract', { reasons: 'No.' }, of('retracts')))).toBe('author.not-originator')
    expect(kind(forum, 'DK', draft('correct', { becauseOf: 'x', correction: 'y' }, of('corrects')))).toBe(
      'author.not-originator',
    )
    expect(kind(forum, 'DK', draft('practice.share', practice, of('supersedes')))).toBe('author.not-originator')
    expect(kind(forum, 'DK', draft('dispute', { reasons: 'No.' }, { refs: [{ rel: 'about', hash: said.hash }] }))).toBe(
      'issued',
    )
  })

  it('is refused when it bears no label', () => {
    expect(kind(members(), 'NO', draft('practice.share', practice, { handling: undefined as never }))).toBe(
      'record.missing-label',
    )
  })

  it('is refused when it would reach nobody', () => {
    const forum = members()
    const toNobody = draft('practice.share', practice, { handling: labelled('AMBER', { eyes: [] }) })
    expect(kind(forum, 'NO', toNobody)).toBe('audience.nobody')
    expect(kind(forum, 'NO', draft('practice.share', practice, { handling: labelled('RED') }))).toBe('label.unfit')
    const group = 'urn:forum:group:NO:empty' as GroupId
    expect(kind(forum, 'NO', draft('practice.share', practice, { group, handling: labelled('AMBER') }))).toBe(
      'record.malformed',
    )
  })

  it('is refused when it defines a group of another state, or lists its people', () => {
    const forum = members()
    const group = 'urn:forum:group:DK:mine' as GroupId
    const body = { group, name: 'Mine', purpose: 'x', members: [], history: { kind: 'none' } } as const
    expect(kind(forum, 'NO', draft('group.define', body, { group, handling: labelled('AMBER') }))).toBe(
      'group.not-owner',
    )
    const people = { delegates: [{ person: 'urn:forum:person:DK:one' as never, name: 'Someone', office: 'x' }] }
    expect(kind(forum, 'NO', draft('delegates', people))).toBe('author.not-entitled')
  })

  it('is refused when it is public and yet for some', () => {
    const forum = members()
    const some = labelled('CLEAR', { eyes: [stateId('DK')] })
    expect(kind(forum, 'NO', draft('practice.share', practice, { handling: some }))).toBe('label.unfit')
    const barred = labelled('CLEAR', { caveats: ['NO-INDUSTRY'] })
    expect(kind(forum, 'NO', draft('practice.share', practice, { handling: barred }))).toBe('label.unfit')
  })

  it('is refused when it offers help to a state that subscribes', () => {
    const offer = (to: string) =>
      draft('capacity.offer', { to, title: 'Training', offer: 'Fictional', contact: 'desk', openUntil: null } as never)
    expect(kind(members(), 'NO', offer('DK'))).toBe('reference.unfit')
    expect(kind(members(), 'NO', offer('GH'))).toBe('issued')
  })

  it('is kept as evidence when another node sent it all the same', () => {
    const forum = members()
    const said = say(forum, 'NL', draft('practice.share', practice))
    hear(forum, 'DK', said.text)
    const record = {
      ...sample(forum),
      type: 'retract',
      body: { reasons: 'x' },
      refs: [{ rel: 'retracts', id: said.record.id, hash: said.hash }],
    }
    expect(refused(forum, signRecord(record as ForumRecord, keyOf('NO')))).toEqual({
      kind: 'author.not-originator',
      evidence: true,
    })
  })

  it('is kept as evidence when it was not for the state that got it', () => {
    const forum = members()
    const said = say(
      forum,
      'NO',
      draft('practice.share', practice, { handling: labelled('AMBER', { eyes: [stateId('NL')] }) }),
    )
    expect(refused(forum, said.text)).toEqual({ kind: 'audience.not-us', evidence: true })
  })
})

describe('a founding that does not fit', () => {
  const founding = (
    code: string,
    roster = rosterOf([{ state: stateId(code), key: keyTextOf(keyOf(code)) }]),
    key = keyOf(code),
  ) =>
    writeFounding(
      { descriptor: descriptorOf(code), roster },
      { key, id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as never, at: '2026-11-20T09:00:00.000Z' },
    )
  const open = (genesis: readonly string[]) => openLog({ self: stateId('NO'), founders: FOUNDERS, genesis }, [])

  it('is refused whole', () => {
    expect(open([founding('NO')])).toMatchObject({ ok: true })
    for (const genesis of [
      [founding('AT')],
      [founding('NO', FIRST_PREV)],
      [founding('NO'), founding('DK')],
      [founding('NO', undefined, keyOf('DK'))],
      [founding('NO'), founding('NO')],
      ['x'],
    ]) {
      expect(open(genesis)).toMatchObject({ ok: false, error: { kind: 'genesis.unfit' } })
    }
  })
})

describe('an impostor', () => {
  it('says nothing in the name of a member by declaring a key of its own', () => {
    const forum = makeForum(['NO', 'DK', 'US'])
    const key = keyOf('an impostor')
    const first = { channel: sha256('impostor'), gseq: 0, gprev: FIRST_PREV, author: stateId('US') }
    const body = { declaration: 'We are.', descriptor: descriptorOf('US', key), noteSha256: sha256('x') }
    const declaration = { ...sample(forum), ...first, type: 'membership.subscribe', handling: labelled('CLEAR'), body }
    expect(hear(forum, 'DK', signRecord(declaration as ForumRecord, key)).outcome).toBe('taken')
    const claim = { ...sample(forum), ...first, channel: sha256('another channel') }
    expect(hear(forum, 'DK', signRecord(claim, key))).toMatchObject({
      outcome: 'waiting',
      refusal: { kind: 'author.not-member' },
    })
    expect([...nodeOf(forum, 'DK').log.known.values()].some(({ record }) => record.type === 'practice.share')).toBe(
      false,
    )
  })

  it('does not take the place of a member, however many attest it', () => {
    const forum = makeForum(['NO', 'DK', 'NL', 'US'])
    const { record } = tryOk(forum)
    const key = keyOf('an impostor')
    const body = {
      declaration: 'We are the United States.',
      descriptor: descriptorOf('US', key),
      noteSha256: sha256('x'),
    }
    const channel = sha256('impostor')
    const fake = {
      ...record,
      type: 'membership.subscribe',
      author: stateId('US'),
      channel,
      gseq: 0,
      gprev: FIRST_PREV,
      handling: labelled('CLEAR'),
      body,
    }
    const text = signRecord(fake as ForumRecord, key)
    expect(readRecord(text)).toMatchObject({ ok: true })
    for (const code of ['NO', 'DK', 'NL']) {
      const attest = attestation({ text }, 'US')
      const attested = { ...attest, body: { ...attest.body, fingerprint: fingerprint(keyTextOf(key)) } } as Draft
      const said = say(forum, code, attested)
      for (const other of ['NO', 'DK', 'NL']) if (other !== code) hear(forum, other, said.text)
    }
    expect(
      nodeOf(forum, 'DK')
        .log.membership.states.get(stateId('US'))
        ?.keys.map((one) => one.key),
    ).toEqual([keyTextOf(keyOf('US'))])
  })

  function tryOk(forum: Forum) {
    const issued = tryIssue(forum, 'NO', draft('practice.share', practice))
    if (!issued.ok) throw new Error(issued.error.sentence)
    return issued.value
  }
})
