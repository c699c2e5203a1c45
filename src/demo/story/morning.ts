/** Chapter 6: the next morning. */
import { join } from 'node:path'
import type { CaseSummary, CaseView, EditionSummary, EditionView } from '../../app/index.ts'
import type { Caller } from '../caller.ts'
import { castNode } from '../cast.ts'
import { NotHeld } from '../claims.ts'
import type { Chapter, Step } from '../step.ts'
import type { World } from '../world.ts'
import { dayOf } from './days.ts'
import { caseOf, isOpened, recorded } from './exporter.ts'
import { heldAt, recordsAt, say } from './forum.ts'
import { LISTED_NAME, listOfMorning, listsOfEvening } from './lists.ts'
import { BEARINGS_REFERENCE, bearingsOrder, OPTICS_REFERENCE, opticsOrder } from './papers.ts'

const oda = (world: World) => world.as('optics', 'Oda Officer')
const omar = (world: World) => world.as('bearings', 'Omar Officer')
const FIRMS = [
  { key: 'optics', caller: oda, order: opticsOrder, reference: OPTICS_REFERENCE },
  { key: 'bearings', caller: omar, order: bearingsOrder, reference: BEARINGS_REFERENCE },
] as const

async function editionsOf(caller: Caller): Promise<readonly EditionSummary[]> {
  return (await caller.get<{ editions: readonly EditionSummary[] }>('/v1/brief')).editions
}

async function newestOf(caller: Caller): Promise<EditionView> {
  const [newest] = await editionsOf(caller)
  if (newest === undefined) throw new NotHeld('no brief was made')
  return caller.get<EditionView>(`/v1/brief/${newest.id}`)
}

/** As each night: the lists of the day are fetched. Here they come from a folder, because nobody on them exists. */
async function fetchLists(
  world: World,
  key: 'optics' | 'bearings',
  write: (folder: string, on: string) => string,
): Promise<void> {
  const node = world.node(key)
  const on = dayOf(world)
  const reports = await node.app.importLists([write(join(node.dataDir, 'lists-of-the-story', on), on)])
  const bad = reports.find(({ outcome }) => outcome === 'refused' || outcome === 'quarantined')
  if (bad !== undefined) throw new NotHeld(bad.sentence)
}

const evening: Step = {
  id: 'evening',
  title: 'In the evening, two other exporters have an open case each',
  told: 'Made-Up Optics sells thermal cameras to a trading house; Pretend Bearings sells bearings to a mill. Both read the lists of the day and make their brief.',
  doors: [
    { node: 'optics', as: 'Oda Officer', label: 'Open the worklist of Made-Up Optics', path: async () => '/' },
    { node: 'bearings', as: 'Omar Officer', label: 'Open the worklist of Pretend Bearings', path: async () => '/' },
  ],
  play: async (world) => {
    for (const { key, caller, order, reference } of FIRMS) {
      await fetchLists(world, key, listsOfEvening)
      if (!(await isOpened(caller(world), reference))) {
        await caller(world).post('/v1/cases', { transaction: order(dayOf(world, 20)) })
      }
      await caller(world).post('/v1/brief', {})
    }
  },
  check: async (world, { that }) => {
    for (const { key, caller, reference } of FIRMS) {
      const view = await caseOf(caller(world), reference)
      that(`${castNode(key).name} has its case ${reference}`, view.state.reference === reference)
      that('and a brief of that evening', (await editionsOf(caller(world))).length > 0)
    }
  },
}

const MORNING_HOUR_UTC = 12

const adopted: Step = {
  id: 'adopted',
  title: 'The night passes, nobody objected, and the decision creates a procedure',
  told: 'The day to object is over: the decision is adopted. Borland signs the procedure it creates, with steps, who takes them, and within how many days.',
  doors: [{ node: 'borland', as: 'Bea Delegate', label: 'Open the decision', path: async () => '/forum' }],
  play: async (world) => {
    const { body } = await heldAt(world, 'borland', { type: 'decision', from: 'borland' })
    const until = (body as { readonly objectionsBy: string }).objectionsBy
    if (dayOf(world) <= until) {
      const morning = Date.parse(`${until}T00:00:00Z`) + (24 + MORNING_HOUR_UTC) * 3_600_000
      world.clock.advance(Math.max(0, morning - world.clock.now().getTime()))
    }
    const { hash } = await heldAt(world, 'borland', { type: 'decision', from: 'borland' })
    await say(world, 'borland', {
      type: 'procedure',
      refs: [{ rel: 'implements', hash }],
      body: {
        name: 'Verifying a court',
        version: 1,
        from: dayOf(world),
        steps: [
          { what: 'Ask the applicant for the court that supervises each use', who: 'licensing officer', withinDays: 5 },
          { what: 'Let the embassy visit the court and ask for the judge', who: 'embassy', withinDays: 20 },
        ],
      },
    })
  },
  check: async (world, { that }) => {
    const { state } = await heldAt(world, 'borland', { type: 'decision', from: 'borland' })
    that('the decision is adopted', state.family === 'no-objection' && state.is === 'adopted', state)
    const procedure = await heldAt(world, 'borland', { type: 'procedure', from: 'borland' })
    that(
      'the procedure it creates is in force',
      procedure.state.family === 'procedure' && procedure.state.is === 'in-force',
      procedure.state,
    )
  },
}

const CLEAR_NOTICE = 'Thermal cameras bought by trading houses for resale to security services'

const news: Step = {
  id: 'news',
  title: 'An official list has a new version, and Aldermark says something to everybody',
  told: 'The list is in the official layout, and everybody on it is invented: on this morning it names one body more. Aldermark’s notice is marked CLEAR: anybody may read it, other nodes or not.',
  doors: [
    { node: 'aldermark', as: 'Dele Delegate', label: 'See the notice', path: async () => '/forum' },
    { node: 'optics', as: 'Oda Officer', label: 'See the lists', path: async () => '/lists' },
  ],
  play: async (world) => {
    await say(world, 'aldermark', {
      type: 'threat.notice',
      tlp: 'CLEAR',
      title: CLEAR_NOTICE,
      body: {
        title: CLEAR_NOTICE,
        summary: 'Cameras are bought for clinics and resold to services that watch gatherings at night.',
        goods: [{ description: 'Thermal cameras', entries: ['6A003.b.4.b'] }],
        endUse: 'Said to be medical',
        actors: [],
        route: ['AE'],
        rightsAffected: ['ICCPR 21'],
        confidence: 'high',
        redFlags: ['a trading house buys for a clinic it does not name'],
        adviceToExporters: 'Ask for the clinic, and for its order.',
      },
    })
    for (const { key } of FIRMS) await fetchLists(world, key, listOfMorning)
  },
  check: async (world, { that }) => {
    const notices = (await recordsAt(world, 'aldermark')).filter(
      ({ type, label }) => type === 'threat.notice' && label.tlp === 'CLEAR',
    )
    that('the notice is CLEAR', notices.length === 1, notices.length)
    const { records } = await world.nobodyAt('aldermark').get<{ records: readonly string[] }>('/v1/forum/public')
    const read = records.map((record) => Buffer.from(record.split('.')[1] ?? '', 'base64url').toString('utf8'))
    that(
      'anybody can read it without signing in',
      read.some((text) => text.includes(CLEAR_NOTICE)),
    )
    that(
      'and nobody reads the notice that was for Borland so',
      !read.some((text) => text.includes('Ministry of Order')),
    )
    for (const { key } of FIRMS) {
      const { versions } = await world.node(key).app.status()
      const days = versions.flatMap(({ source, state, dataOn }) => (source === 'un-sc' ? [{ state, dataOn }] : []))
      const current = days.find(({ state }) => state === 'current')?.dataOn ?? null
      that(
        `${castNode(key).name} reads the new version of the list`,
        current !== null && days.some(({ state, dataOn }) => state === 'older' && dataOn !== null && dataOn < current),
        days,
      )
    }
  },
}

const touched: Step = {
  id: 'brief',
  title: 'The brief of Made-Up Optics says what touches it, and holds its case',
  told: 'What changed, why it touches this firm, what to do and by when, source by source what had nothing new. The case is held in the same step in which the brief is written. The e-mail names nobody.',
  doors: [
    { node: 'optics', as: 'Oda Officer', label: 'Read the brief', path: async () => '/brief' },
    {
      node: 'optics',
      as: 'Oda Officer',
      label: 'See the case on hold',
      path: async (world) => `/cases/${(await caseOf(oda(world), OPTICS_REFERENCE)).id}`,
    },
  ],
  play: async (world) => {
    await oda(world).post('/v1/brief', {})
  },
  check: async (world, { that }) => {
    const { edition, summary } = await newestOf(oda(world))
    that('it is touched', edition.verdict === 'touched', edition.headline)
    const list = edition.lines.find(({ kind }) => kind === 'list-add')
    that(
      'the new entry of the list is one of its parties',
      list?.what.toUpperCase().includes(LISTED_NAME.toUpperCase()) === true,
      edition.lines.map(({ what }) => what),
    )
    that(
      'the notice of Aldermark touches what it sells',
      edition.lines.some(({ source }) => source.id === 'forum'),
      edition.lines.map(({ source }) => source.id),
    )
    that(
      'each line says why, what to do and in which cases',
      edition.lines.every(({ why, todo, cases }) => why.length > 0 && todo !== '' && cases.length > 0),
      edition.lines,
    )
    that(
      'the new entry is to be answered by a day',
      list?.by !== null && list?.by !== undefined && list.by >= edition.on,
      list?.by,
    )
    that(
      'sources without news are named',
      edition.sources.some(({ changes, state }) => state === 'read' && changes === 0),
      edition.sources.map(({ id, state, changes }) => ({ id, state, changes })),
    )
    const view = await caseOf(oda(world), OPTICS_REFERENCE)
    const holds = recorded(view, 'hold.placed').filter(
      ({ event }) => event.kind === 'hold.placed' && event.source.includes('brief'),
    )
    that(
      'the case is held by the brief, in the name of the program',
      holds.length > 0 && holds.every(({ actor }) => actor.id === 'program'),
      holds,
    )
    const mail = await world.node('optics').app.brief.mailFile(edition, 'brief@optics.example', ['oda@optics.example'])
    const text = mail.ok ? mail.value.toString('utf8') : ''
    that('the e-mail is there', text.includes('Subject:'))
    const names = await namesOfParties(oda(world))
    const leaked = names.filter((name) => plain(decoded(text)).includes(plain(name)))
    that(
      `and none of the ${names.length} names of a party is in it`,
      names.includes(LISTED_NAME) && leaked.length === 0,
      leaked,
    )
    const feed = await oda(world).ask('GET', '/v1/brief/feed.atom')
    that('the feed holds it', feed.status === 200 && String(feed.body).includes(summary.id), feed.status)
    const open = await world.nobodyAt('optics').ask('GET', '/brief/public')
    that(
      'everybody else has a public preview, with no party of the firm in it',
      open.status === 200 && String(open.body).includes('<html') && !String(open.body).includes(OPTICS_REFERENCE),
      open.status,
    )
  },
}

/** Every name under which a party of the firm's cases is known there. */
async function namesOfParties(caller: Caller): Promise<readonly string[]> {
  const { cases } = await caller.get<{ cases: readonly CaseSummary[] }>('/v1/cases')
  const views = await Promise.all(cases.map(({ id }) => caller.get<CaseView>(`/v1/cases/${id}`)))
  const names = views.flatMap(({ state }) => state.parties.flatMap((party) => party.names))
  return [...new Set(names)]
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ')
}

/** A message as a reader sees it: quoted-printable and base64 undone. */
function decoded(mail: string): string {
  const unfolded = mail
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const parts = [...mail.matchAll(/base64\r?\n(?:[\w-]+:.*\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, body = '']) =>
    Buffer.from(body, 'base64').toString('utf8'),
  )
  return [unfolded, ...parts].join('\n')
}

const untouched: Step = {
  id: 'nothing',
  title: 'The brief of Pretend Bearings says that nothing touches it, and proves it',
  told: 'With the counts: so many parties, items and cases against so many changes from so many sources, and which sources were not read.',
  doors: [{ node: 'bearings', as: 'Omar Officer', label: 'Read the brief', path: async () => '/brief' }],
  play: async (world) => {
    await omar(world).post('/v1/brief', {})
  },
  check: async (world, { that }) => {
    const { edition } = await newestOf(omar(world))
    const { counts } = edition
    that(
      'it is of the morning on which the list changed',
      edition.sections.some(({ id, total }) => id === 'lists' && total > 0),
      edition.sections.map(({ id, total }) => ({ id, total })),
    )
    that(
      'nothing touches it',
      /^nothing/.test(edition.verdict) && edition.headline.startsWith('Nothing touches you'),
      edition.headline,
    )
    that(
      `it says what was checked: ${edition.proof}`,
      counts.parties > 0 && counts.items > 0 && counts.cases > 0 && counts.changes > 0,
      counts,
    )
    that(
      'none of it touched a party, an item or a case',
      counts.partiesTouched === 0 && counts.itemsTouched === 0 && counts.casesTouched === 0,
      counts,
    )
    that(
      'the forum was read',
      edition.sources.some(({ id, state }) => id === 'forum' && state === 'read'),
      edition.sources,
    )
    const view = await caseOf(omar(world), BEARINGS_REFERENCE)
    that(
      'its case is not held by the brief',
      !recorded(view, 'hold.placed').some(
        ({ event }) => event.kind === 'hold.placed' && event.source.includes('brief'),
      ),
    )
  },
}

export const MORNING_CHAPTER: Chapter = {
  title: 'The next morning',
  told: 'A list changed, a state spoke, and two firms read what it means for them.',
  steps: [evening, adopted, news, touched, untouched],
}
