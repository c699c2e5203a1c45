/** Chapter 5: the states talk. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DiscussionView, ForumInbox, ForumStanding, RecordView } from '../../app/index.ts'
import type { Caller } from '../caller.ts'
import { castNode, type NodeKey } from '../cast.ts'
import { NotHeld } from '../claims.ts'
import type { Chapter, Step } from '../step.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'
import { reviewOf } from './authority.ts'
import { dayOf } from './days.ts'

const SEATS = ['aldermark', 'borland', 'cestria', 'dunmark'] as const
type Seat = (typeof SEATS)[number]
const FOUNDERS: readonly Seat[] = ['aldermark', 'borland', 'cestria']
const NAMES: Readonly<Record<Seat, string>> = {
  aldermark: 'Aldermark',
  borland: 'Borland',
  cestria: 'Cestria',
  dunmark: 'Dunmark',
}
const DELEGATES: Readonly<Record<Seat, string>> = {
  aldermark: 'Dele Delegate',
  borland: 'Bea Delegate',
  cestria: 'Cem Delegate',
  dunmark: 'Dora Delegate',
}

export function delegate(world: World, seat: Seat): Caller {
  return world.as(seat, DELEGATES[seat])
}

function codeOf(key: NodeKey): string {
  return castNode(key).state ?? ''
}

/** Every record that the delegate of a state can read there. */
export async function recordsAt(world: World, seat: Seat): Promise<readonly RecordView[]> {
  const caller = delegate(world, seat)
  const inbox = await caller.get<ForumInbox>('/v1/forum/records')
  const views = await Promise.all(
    inbox.discussions.map(({ hash }) => caller.get<DiscussionView>(`/v1/forum/records/${hash}`)),
  )
  return views.flatMap(({ records }) => records)
}

type Wanted = { readonly type: string; readonly from?: Seat; readonly title?: string }

function found(records: readonly RecordView[], { type, from, title }: Wanted): RecordView | undefined {
  return records.find(
    (one) =>
      one.type === type &&
      (from === undefined || one.from.code === codeOf(from)) &&
      (title === undefined || one.title.includes(title)),
  )
}

/** The record at this seat. @throws NotHeld when the seat does not hold it */
export async function heldAt(world: World, seat: Seat, wanted: Wanted): Promise<RecordView> {
  const record = found(await recordsAt(world, seat), wanted)
  if (record === undefined) throw new NotHeld(`${NAMES[seat]} holds no ${wanted.type} ${wanted.title ?? ''}`)
  return record
}

/** Asks the peers until the record has come. */
async function arrives(world: World, seat: Seat, wanted: Wanted): Promise<RecordView> {
  return until(`${wanted.type} at the seat of ${NAMES[seat]}`, async () => {
    await delegate(world, seat).post('/v1/forum/sync', {})
    return found(await recordsAt(world, seat), wanted) ?? null
  })
}

type Said = { readonly hash: string }

/** Says it as this state, unless it has said so before. */
export async function say(
  world: World,
  seat: Seat,
  draft: {
    readonly type: string
    readonly body: object
    readonly tlp?: string
    readonly eyes?: readonly string[] | null
    readonly refs?: readonly object[]
    readonly title?: string
  },
): Promise<Said> {
  const { type, body, tlp = 'GREEN', eyes = null, refs = [], title } = draft
  const before = found(await recordsAt(world, seat), { type, from: seat, ...(title === undefined ? {} : { title }) })
  if (before !== undefined) return { hash: before.hash }
  return delegate(world, seat).post<Said>('/v1/forum/records', {
    type,
    group: 'all',
    refs,
    handling: { tlp, eyes },
    basis: 'code-of-conduct',
    body,
  })
}

const forumPage = async () => '/forum'
/** The page of a record, where the seat holds it. */
const recordPage = (seat: Seat, wanted: Wanted) => async (world: World) =>
  `/forum/${(await heldAt(world, seat, wanted)).hash}`

/**
 * The founding records of all founders, gathered once and kept: a record made anew is another one, and seats that begin
 * with different ones do not believe each other.
 */
async function gathered(world: World): Promise<readonly string[]> {
  const path = join(world.node('aldermark').dataDir, 'founding-of-the-story.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  const roster = await Promise.all(
    FOUNDERS.map(async (seat) => {
      const { key } = await world.nobodyAt(seat).get<{ key: string }>('/v1/forum/key')
      return { state: codeOf(seat), key }
    }),
  )
  const genesis = await Promise.all(
    FOUNDERS.map(async (seat) => {
      const asked = { name: NAMES[seat], founders: roster }
      return (await delegate(world, seat).post<{ founding: string }>('/v1/forum/founding', asked)).founding
    }),
  )
  writeFileSync(`${path}.new`, JSON.stringify(genesis), { flush: true })
  renameSync(`${path}.new`, path)
  return genesis
}

const seats: Step = {
  id: 'seats',
  title: 'Three states found a forum, each with its own key',
  told: 'Aldermark, Borland and Cestria sign one roster of who they are and which keys they use. No server stands between them: each keeps its own log, and fetches from the others what is meant for it.',
  doors: [
    { node: 'aldermark', as: 'Dele Delegate', label: 'See who is in the forum', path: async () => '/forum/standing' },
  ],
  play: async (world) => {
    const genesis = await gathered(world)
    const founders = FOUNDERS.map((seat) => ({ state: codeOf(seat), name: NAMES[seat], from: '2026-01-01' }))
    const peers = SEATS.map((seat) => ({ state: codeOf(seat), address: world.node(seat).address }))
    for (const seat of SEATS) {
      const standing = await delegate(world, seat).get<ForumStanding>('/v1/forum/standing')
      if (!standing.isSetUp) await delegate(world, seat).post('/v1/forum/setup', { founders, genesis, peers })
    }
  },
  check: async (world, { that }) => {
    for (const seat of SEATS) {
      const standing = await delegate(world, seat).get<ForumStanding>('/v1/forum/standing')
      const members = standing.isSetUp ? standing.members.map(({ state }) => state.code) : []
      that(
        `${NAMES[seat]} counts the three founders as members`,
        FOUNDERS.every((one) => members.includes(codeOf(one))),
        members,
      )
    }
  },
}

const SHARING = {
  grounds: ['human-rights'],
  rightsAffected: ['ICCPR 17', 'ICCPR 19'],
  reasons: 'The unit that would use the device is credibly said to have used one of this model against reporters.',
  parties: 'named',
}

const noBasis: Step = {
  id: 'no-basis',
  title: 'A denial notice without a legal basis is refused',
  told: 'What an applicant told its authority is not the authority’s to hand around. Without the law under which it may be shared, nothing leaves, and the attempt is on record.',
  doors: [{ node: 'aldermark', as: 'Lars Licensing', label: 'Open the denials', path: async () => '/denials' }],
  // There is nothing to do but to try, and that is what the look does.
  play: async () => {},
  check: async (world, { that }) => {
    const lars = world.as('aldermark', 'Lars Licensing')
    const { id } = await reviewOf(lars)
    const before = await denialsAt(world)
    that(
      'the denial is there to be shared or not',
      before.some((one) => one.id === id),
      before,
    )
    const tried = await lars.ask('POST', `/v1/licensing/applications/${id}/denial-notice`, { json: SHARING })
    const detail = JSON.stringify(tried.body)
    that(
      'without act and provision it is refused, with a sentence',
      tried.status >= 400 && /provision|shared/.test(detail),
      detail,
    )
  },
}

type Denial = {
  readonly id: string
  readonly state: string
  readonly notice: { readonly body: { readonly legalBasis: { readonly act: string } } } | null
  readonly shared: { readonly record: string; readonly label: string; readonly receives: readonly string[] } | null
}

async function denialsAt(world: World): Promise<readonly Denial[]> {
  return (await delegate(world, 'aldermark').get<{ denials: readonly Denial[] }>('/v1/licensing/denials')).denials
}

const denialShared: Step = {
  id: 'denial-notice',
  title: 'With its legal basis, the denial is told to Borland alone',
  told: 'The officer names the law, the delegate signs. Before anything is sent the program says by name who will read it and who will not.',
  doors: [
    { node: 'aldermark', as: 'Dele Delegate', label: 'Share it', path: async () => '/denials' },
    {
      node: 'borland',
      as: 'Bea Delegate',
      label: 'Read it in Borland',
      path: recordPage('borland', { type: 'denial.notice' }),
    },
    { node: 'cestria', as: 'Cem Delegate', label: 'See that Cestria does not', path: forumPage },
  ],
  play: async (world) => {
    const lars = world.as('aldermark', 'Lars Licensing')
    const { id } = await reviewOf(lars)
    const [denial] = await denialsAt(world)
    if (denial?.notice === null) {
      await lars.post(`/v1/licensing/applications/${id}/denial-notice`, {
        ...SHARING,
        legalBasis: {
          act: 'Export Control Act of Aldermark (fictional)',
          provision: 'section 12(2)',
          consentGiven: false,
          note: null,
        },
      })
    }
    if (denial?.shared == null) {
      await delegate(world, 'aldermark').post(`/v1/licensing/denials/${id}/share`, {
        handling: { tlp: 'AMBER', eyes: [codeOf('borland')] },
        basis: 'code-of-conduct',
      })
    }
    await arrives(world, 'borland', { type: 'denial.notice', from: 'aldermark' })
  },
  check: async (world, { that }) => {
    const [denial] = await denialsAt(world)
    that(
      'the law under which it is shared is named',
      denial?.notice?.body.legalBasis.act.includes('Export Control Act') === true,
      denial?.notice,
    )
    that(
      'it went to Borland and nobody else',
      denial?.shared?.receives.length === 1 && denial.shared.receives[0] === NAMES.borland,
      denial?.shared?.receives,
    )
    const notice = await heldAt(world, 'borland', { type: 'denial.notice', from: 'aldermark' })
    that('Borland reads it, signed by Aldermark', notice.hash === denial?.shared?.record)
    that('it bears AMBER', notice.label.tlp === 'AMBER', notice.label)
  },
}

const THREAT = 'Interception devices offered to police units that use them on reporters'

const threat: Step = {
  id: 'threat-notice',
  title: 'A threat notice goes the same way, and Cestria sees nothing of either',
  told: 'Not a blank line, not a count: what is not meant for a state is never sent to it.',
  doors: [
    { node: 'aldermark', as: 'Dele Delegate', label: 'Write one', path: async () => '/forum/new' },
    {
      node: 'borland',
      as: 'Bea Delegate',
      label: 'Read it in Borland',
      path: recordPage('borland', { type: 'threat.notice' }),
    },
    { node: 'cestria', as: 'Cem Delegate', label: 'Look in Cestria', path: forumPage },
  ],
  play: async (world) => {
    await say(world, 'aldermark', {
      type: 'threat.notice',
      tlp: 'AMBER',
      eyes: [codeOf('borland')],
      body: {
        title: THREAT,
        summary: 'Orders come through purchasing departments that do not say which unit will use the device.',
        goods: [{ description: 'Devices that take the content of mobile calls', entries: ['5A001.f.1'] }],
        endUse: 'Said to be criminal investigation',
        actors: [{ name: 'Fictional Ministry of Order', country: 'EG', role: 'end-user' }],
        route: ['EG'],
        rightsAffected: ['ICCPR 17', 'ICCPR 19'],
        confidence: 'moderate',
        redFlags: ['the unit is not named', 'the buyer does not comment'],
      },
    })
    await arrives(world, 'borland', { type: 'threat.notice', from: 'aldermark', title: THREAT })
    await delegate(world, 'cestria').post('/v1/forum/sync', {})
  },
  check: async (world, { that }) => {
    const notices = (await recordsAt(world, 'borland')).filter(({ type }) => type === 'threat.notice')
    that(
      'Borland reads a threat notice of Aldermark that is not for all',
      notices.some(({ from, label }) => from.code === codeOf('aldermark') && label.tlp === 'AMBER'),
    )
    const cem = delegate(world, 'cestria')
    await cem.post('/v1/forum/sync', {})
    const inbox = await cem.get<ForumInbox>('/v1/forum/records')
    const standing = await cem.get<ForumStanding>('/v1/forum/standing')
    that(
      'Cestria asked Aldermark and was answered',
      standing.isSetUp &&
        standing.peers.some(
          ({ state, askedAt, failing }) => state.code === codeOf('aldermark') && askedAt !== null && failing === null,
        ),
      standing,
    )
    const all = JSON.stringify([inbox, standing, await recordsAt(world, 'cestria')])
    that(
      'nothing at Cestria names the unit, the ministry or the notices',
      !/Ministry of Order|police units that use them|denial\.notice/.test(all),
    )
  },
}

const QUESTION = 'Do you license devices that take the content of calls where no court supervises their use?'

const question: Step = {
  id: 'policy',
  title: 'Borland puts a question of policy, and is answered',
  told: 'A question to all members; each state answers for itself, with the law it cites.',
  doors: [
    { node: 'borland', as: 'Bea Delegate', label: 'Ask', path: async () => '/forum/new' },
    { node: 'cestria', as: 'Cem Delegate', label: 'Answer', path: recordPage('cestria', { type: 'policy.question' }) },
  ],
  play: async (world) => {
    const asked = await say(world, 'borland', {
      type: 'policy.question',
      body: {
        question: QUESTION,
        background: 'We see more orders of this kind, and would rather not be played against one another.',
        goods: [{ description: 'Devices that take the content of mobile calls', entries: ['5A001.f'] }],
        answerBy: dayOf(world, 14),
      },
    })
    for (const seat of ['aldermark', 'cestria'] as const) {
      await arrives(world, seat, { type: 'policy.question', from: 'borland' })
      await say(world, seat, {
        type: 'policy.answer',
        refs: [{ rel: 'answers', hash: asked.hash }],
        body: {
          answer:
            seat === 'aldermark'
              ? 'No. We ask which court, and verify with it.'
              : 'Not since last year; before, case by case.',
          lawCited: [`Export Control Act of ${NAMES[seat]} (fictional), section 4`],
        },
      })
      await arrives(world, 'borland', { type: 'policy.answer', from: seat })
    }
  },
  check: async (world, { that }) => {
    const asked = await heldAt(world, 'borland', { type: 'policy.question', from: 'borland' })
    const { state } = asked
    that('two states answered', state.family === 'question' && state.answeredBy.length === 2, state)
    const atCestria = await heldAt(world, 'cestria', { type: 'policy.question', from: 'borland' })
    that('Cestria reads the same question: the same hash', atCestria.hash === asked.hash)
  },
}

const DECISION = 'No licence for content interception where no named court supervises it'

const meeting: Step = {
  id: 'meeting',
  title: 'A meeting is called; its minute and a decision by no objection are signed',
  told: 'Nobody votes. A decision stands when the day passes on which a state may object, and none does.',
  doors: [
    {
      node: 'borland',
      as: 'Bea Delegate',
      label: 'Open the discussion',
      path: recordPage('borland', { type: 'policy.question' }),
    },
    {
      node: 'cestria',
      as: 'Cem Delegate',
      label: 'Object, or do not',
      path: recordPage('cestria', { type: 'decision' }),
    },
  ],
  play: async (world) => {
    const asked = await heldAt(world, 'borland', { type: 'policy.question', from: 'borland' })
    const now = world.clock.now().getTime()
    const called = await say(world, 'borland', {
      type: 'meeting',
      refs: [{ rel: 'about', hash: asked.hash }],
      body: {
        title: 'Supervision by courts as a condition',
        purpose: 'To see whether we can say the same thing',
        startsAt: new Date(now + 3_600_000).toISOString(),
        endsAt: new Date(now + 2 * 3_600_000).toISOString(),
        place: 'By video',
        invited: FOUNDERS.map(codeOf),
      },
    })
    for (const seat of ['aldermark', 'cestria'] as const)
      await arrives(world, seat, { type: 'meeting', from: 'borland' })
    if (found(await recordsAt(world, 'borland'), { type: 'minute' }) === undefined) world.clock.advance(2.5 * 3_600_000)
    const minuted = await say(world, 'borland', {
      type: 'minute',
      refs: [{ rel: 'about', hash: called.hash }],
      body: {
        text: 'All three would say no without a named court. Cestria asked that the court be verified by the embassy.',
        present: FOUNDERS.map(codeOf),
        objectionsBy: dayOf(world, 0),
      },
    })
    await say(world, 'borland', {
      type: 'decision',
      refs: [{ rel: 'about', hash: minuted.hash }],
      body: {
        title: DECISION,
        text: 'Members do not license devices that take the content of calls unless a named court supervises their use.',
        objectionsBy: dayOf(world, 0),
      },
    })
    for (const seat of ['aldermark', 'cestria'] as const)
      await arrives(world, seat, { type: 'decision', from: 'borland' })
  },
  check: async (world, { that }) => {
    for (const seat of FOUNDERS) {
      await heldAt(world, seat, { type: 'minute', from: 'borland' })
      const { state } = await heldAt(world, seat, { type: 'decision', from: 'borland' })
      that(
        `${NAMES[seat]} holds minute and decision, and nobody objected`,
        state.family === 'no-objection' && state.is !== 'blocked' && state.objectedBy.length === 0,
        state,
      )
    }
  },
}

const consultation: Step = {
  id: 'consultation',
  title: 'Industry and academia are consulted, and heard',
  told: 'A state lodges what they answer, by name or without one; the caller says what it heard and what follows.',
  doors: [
    {
      node: 'borland',
      as: 'Bea Delegate',
      label: 'Open the consultation',
      path: recordPage('borland', { type: 'consult.call' }),
    },
  ],
  play: async (world) => {
    const call = await say(world, 'borland', {
      type: 'consult.call',
      body: {
        title: 'How can a court’s supervision be verified?',
        questions: ['What can a device prove of its use?', 'What would you need from an authority?'],
        invites: ['industry', 'academia'],
        closesOn: dayOf(world, 30),
      },
    })
    await say(world, 'borland', {
      type: 'consult.response',
      refs: [{ rel: 'answers', hash: call.hash }],
      body: { voice: 'industry', name: null, answers: ['A log that cannot be switched off, signed by the device.'] },
    })
    await arrives(world, 'aldermark', { type: 'consult.call', from: 'borland' })
    await say(world, 'aldermark', {
      type: 'consult.response',
      refs: [{ rel: 'answers', hash: call.hash }],
      body: {
        voice: 'academia',
        name: 'Fictional Institute of Rights Studies',
        answers: ['Orders of a court can be published late, and counted.'],
      },
    })
    await arrives(world, 'borland', { type: 'consult.response', from: 'aldermark' })
    await say(world, 'borland', {
      type: 'consult.summary',
      refs: [{ rel: 'about', hash: call.hash }],
      body: { heard: 'Devices can prove their use; courts can publish late.', follows: 'We will ask for both.' },
    })
  },
  check: async (world, { that }) => {
    const { state } = await heldAt(world, 'borland', { type: 'consult.call', from: 'borland' })
    that(
      'two voices answered, and the caller said what it heard',
      state.family === 'consultation' && state.is === 'summarised' && state.responses === 2,
      state,
    )
    const unnamed = await heldAt(world, 'borland', { type: 'consult.response', from: 'borland' })
    that('who wished not to be named is not', JSON.stringify(unnamed.body).includes('"name":null'), unnamed.body)
  },
}

const cooperation: Step = {
  id: 'cooperation',
  title: 'An opening for collaboration, a best practice, and an offer to a state outside',
  told: 'What a regime holds in confidence is refused here unless its owner released it; that this work could be done in a regime may be said.',
  doors: [{ node: 'cestria', as: 'Cem Delegate', label: 'Read them', path: forumPage }],
  play: async (world) => {
    const confidential = await delegate(world, 'cestria').ask('POST', '/v1/forum/records', {
      json: {
        type: 'practice.share',
        handling: { tlp: 'GREEN' },
        basis: 'wassenaar-arrangement',
        body: PRACTICE,
      },
    })
    if (confidential.status < 400) throw new NotHeld('what a regime holds in confidence went out without a release')
    await say(world, 'cestria', {
      type: 'collab.opportunity',
      body: {
        title: 'Control text for devices that copy calls after they are made',
        regime: 'Wassenaar Arrangement',
        goods: [{ description: 'Retrieval of recorded calls from networks', entries: [] }],
        ask: 'Who writes the first draft with us?',
        decideBy: dayOf(world, 60),
      },
    })
    await say(world, 'cestria', { type: 'practice.share', body: PRACTICE })
    await say(world, 'cestria', {
      type: 'capacity.offer',
      tlp: 'CLEAR',
      body: {
        to: 'QR',
        title: 'Two weeks with our licensing office',
        offer: 'Two officers of a state that is not in the forum work beside ours, at our cost.',
        contact: 'Cem Delegate, Licensing Office of Cestria (fictional)',
      },
    })
    for (const type of ['collab.opportunity', 'practice.share', 'capacity.offer']) {
      await arrives(world, 'aldermark', { type, from: 'cestria' })
    }
  },
  check: async (world, { that }) => {
    const records = await recordsAt(world, 'aldermark')
    for (const [type, word] of [
      ['collab.opportunity', 'the opening'],
      ['practice.share', 'the best practice'],
      ['capacity.offer', 'the offer'],
    ] as const) {
      that(`Aldermark reads ${word} of Cestria`, found(records, { type, from: 'cestria' }) !== undefined)
    }
    const practice = found(records, { type: 'practice.share', from: 'cestria' })
    that(
      'the best practice is shared under the Code of Conduct, not under a regime',
      practice?.basis === 'code-of-conduct' || practice?.basis.includes('Code of Conduct') === true,
      practice?.basis,
    )
    const { records: open } = await world.nobodyAt('cestria').get<{ records: readonly string[] }>('/v1/forum/public')
    that('anybody at all can read the offer', open.length > 0)
  },
}

const PRACTICE = {
  title: 'Asking the embassy to verify the court',
  undertaking: 'human-rights-in-licensing',
  practice: 'Before a licence, our embassy visits the court that is named, and asks for the judge.',
  learned: 'In two cases of nine there was no such judge.',
}

const subscribes: Step = {
  id: 'subscribe',
  title: 'A new state subscribes, and three members attest its key',
  told: 'Dunmark declares itself. Each member compares the fingerprint outside the network and attests it; that checks who it is, and is no vote. From then on it reads what is for all members, and nothing narrower.',
  doors: [
    { node: 'dunmark', as: 'Dora Delegate', label: 'Subscribe', path: async () => '/forum/standing' },
    { node: 'aldermark', as: 'Dele Delegate', label: 'Attest', path: async () => '/forum/standing' },
  ],
  play: async (world) => {
    const declared = await say(world, 'dunmark', {
      type: 'membership.subscribe',
      tlp: 'CLEAR',
      body: {
        declaration: 'Dunmark subscribes to the Code of Conduct.',
        name: NAMES.dunmark,
        noteSha256: 'd'.repeat(64),
      },
    })
    const { fingerprint } = await world.nobodyAt('dunmark').get<{ fingerprint: string }>('/v1/forum/key')
    for (const seat of FOUNDERS) {
      await until(`the declaration of Dunmark at ${NAMES[seat]}`, async () => {
        await delegate(world, seat).post('/v1/forum/sync', {})
        const standing = await delegate(world, seat).get<ForumStanding>('/v1/forum/standing')
        return knows(standing, 'dunmark') ? standing : null
      })
      await say(world, seat, {
        type: 'membership.attest',
        tlp: 'CLEAR',
        body: { subscription: declared.hash, fingerprint, checkedBy: 'diplomatic-note' },
      })
    }
    await until('Dunmark to be a member everywhere', async () => {
      for (const seat of SEATS) await delegate(world, seat).post('/v1/forum/sync', {})
      const standings = await Promise.all(
        SEATS.map((seat) => delegate(world, seat).get<ForumStanding>('/v1/forum/standing')),
      )
      return standings.every((standing) => isMemberIn(standing, 'dunmark')) ? standings : null
    })
  },
  check: async (world, { that }) => {
    for (const seat of SEATS) {
      const standing = await delegate(world, seat).get<ForumStanding>('/v1/forum/standing')
      that(`${NAMES[seat]} counts Dunmark as a member`, isMemberIn(standing, 'dunmark'))
    }
    const dora = await recordsAt(world, 'dunmark')
    that(
      'Dunmark holds nothing that is narrower than all members',
      dora.length > 0 && dora.every(({ label }) => label.tlp === 'CLEAR' || label.tlp === 'GREEN'),
      dora.map(({ label }) => label.tlp),
    )
    that('and nothing of the denial', !JSON.stringify(dora).includes('Ministry of Order'))
  },
}

function knows(standing: ForumStanding, seat: Seat): boolean {
  return (
    isMemberIn(standing, seat) ||
    (standing.isSetUp && standing.newcomers.some(({ state }) => state.code === codeOf(seat)))
  )
}

function isMemberIn(standing: ForumStanding, seat: Seat): boolean {
  return standing.isSetUp && standing.members.some(({ state }) => state.code === codeOf(seat))
}

export const FORUM_CHAPTER: Chapter = {
  title: 'The states tell each other',
  told: 'A notice for one state, a question for all, and a decision that nobody objects to.',
  steps: [seats, noBasis, denialShared, threat, question, meeting, consultation, cooperation, subscribes],
}
