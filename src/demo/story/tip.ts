/** Chapter 2: a mail comes in that nobody wants, and stops the sale. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseView, InformationView } from '../../app/index.ts'
import type { Caller } from '../caller.ts'
import { NotHeld } from '../claims.ts'
import type { Chapter, Step } from '../step.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'
import { act, caseOf, recorded } from './exporter.ts'
import { OLD_REFERENCE, REFERENCE, TIP, TIP_AUTHOR } from './papers.ts'

const olive = (world: World) => world.as('instruments', 'Olive Officer')
const sally = (world: World) => world.as('instruments', 'Sally Seller')

/** @throws NotHeld when it did not come in */
async function tipAt(caller: Caller): Promise<InformationView> {
  const { information } = await caller.get<{ information: readonly InformationView[] }>('/v1/information')
  const tip = information.find((item) => item.links.length > 0)
  if (tip === undefined) throw new NotHeld('no information that names a party came in')
  return tip
}

const pageOfCase =
  (reference: string, part = '') =>
  async (world: World) =>
    `/cases/${(await caseOf(olive(world), reference)).id}${part}`

const comesIn: Step = {
  id: 'tip',
  title: 'A journalist’s mail, forwarded, lands in the watched folder',
  told: 'It says that Unit Nine used such a device against reporters. The program links it to the unit in every case that names it: the open one is blocked until a named person disposes of it, and the one that was shipped in the summer opens again with the duties that now arise. Whoever wrote it is protected.',
  doors: [
    { node: 'instruments', as: 'Olive Officer', label: 'Read what came in', path: async () => '/information' },
    { node: 'instruments', as: 'Olive Officer', label: 'See the open case blocked', path: pageOfCase(REFERENCE) },
    {
      node: 'instruments',
      as: 'Olive Officer',
      label: 'See the shipped case open again',
      path: pageOfCase(OLD_REFERENCE),
    },
  ],
  play: async (world) => {
    const folder = join(world.node('instruments').dataDir, 'mail')
    mkdirSync(folder, { recursive: true })
    // As a mail program does: whole when it appears.
    writeFileSync(join(folder, 'tip.part'), TIP)
    renameSync(join(folder, 'tip.part'), join(folder, 'tip.eml'))
    await until('the mail to be taken in', () => tipAt(olive(world)).catch(() => null))
  },
  check: async (world, { that }) => {
    const tip = await tipAt(olive(world))
    const links = tip.links.map(({ reference }) => reference)
    that(
      'it is linked to the open case and to the shipped one',
      links.includes(REFERENCE) && links.includes(OLD_REFERENCE),
      links,
    )
    const view = await caseOf(olive(world), REFERENCE)
    that(
      'the open case holds it as an entry',
      view.state.information.some(({ item }) => item === tip.id),
    )
    const old = await caseOf(olive(world), OLD_REFERENCE)
    that(
      'in the shipped case it is linked after the fact',
      old.state.information.some(({ isRetroactive }) => isRetroactive),
    )
    that('the shipped case is open again', recorded(old, 'case.reopened').length > 0)
    const paragraphs = old.state.duties.map(({ paragraph }) => paragraph)
    that(
      'three duties arise: stop service, supplement the authority, check the licence balance',
      [...DONE_AT_ONCE.map(({ paragraph }) => paragraph), SUPPLEMENT].every((one) => paragraphs.includes(one)),
      paragraphs,
    )
    that('what it says can be read', tip.words?.includes('used against reporters') === true, tip.words)
    const told = JSON.stringify([tip, view, old])
    that('nothing an officer is shown names its author', !TIP_AUTHOR.test(told), TIP_AUTHOR.exec(told)?.[0])
  },
}

const sellerRefused: Step = {
  id: 'seller',
  title: 'The salesperson cannot make it go away',
  told: 'Sally Seller earns from the sale: she may add information, never dispose of it. Her attempt is itself an entry of the case.',
  doors: [{ node: 'instruments', as: 'Sally Seller', label: 'Try it', path: pageOfCase(REFERENCE, '#information') }],
  play: async (world) => {
    const tip = await tipAt(olive(world))
    const { id } = await caseOf(olive(world), REFERENCE)
    const answer = await sally(world).ask('POST', `/v1/cases/${id}/acts`, { json: disposal(tip.id, 'noted') })
    if (answer.status < 400) throw new NotHeld('the salesperson disposed of it')
  },
  check: async (world, { that }) => {
    const view = await caseOf(olive(world), REFERENCE)
    const attempt = recorded(view, 'act.refused').find(
      ({ event, actor }) =>
        actor.name === 'Sally Seller' && event.kind === 'act.refused' && event.asked === 'information.disposed',
    )
    that('her attempt was refused, and stands in the case', attempt !== undefined)
    that(
      'she disposed of nothing',
      !recorded(view, 'information.disposed').some(({ actor }) => actor.name === 'Sally Seller'),
    )
  },
}

/** As the page names the flag that information raises. */
const flagOf = (tip: InformationView) => `information/${tip.id}`

const disposed: Step = {
  id: 'dispose',
  title: 'An officer reads it, raises a red flag and disposes of it',
  told: 'With a reason and evidence, in her name. In the shipped case it is noted, service to the unit is stopped, and the licences are looked through. That the authority must be told stays open until it was told.',
  doors: [
    {
      node: 'instruments',
      as: 'Olive Officer',
      label: 'Open the case at what came in',
      path: pageOfCase(REFERENCE, '#information'),
    },
    {
      node: 'instruments',
      as: 'Olive Officer',
      label: 'Open the duties of the shipped case',
      path: pageOfCase(OLD_REFERENCE, '#papers'),
    },
  ],
  play: async (world) => {
    const tip = await tipAt(olive(world))
    const { id, state } = await caseOf(olive(world), REFERENCE)
    if (!state.flags.some(({ id: flag }) => flag === flagOf(tip))) {
      await act(olive(world), id, {
        kind: 'flag.raised',
        flag: flagOf(tip),
        text: 'A device of this model is said to have been used by Unit Nine against reporters',
        because: ['a reporter’s letter names model and place'],
        from: `information ${tip.id}`,
      })
    }
    if (isOpen(state, tip.id)) await act(olive(world), id, disposal(tip.id, 'red-flag-raised'))
    const old = await caseOf(olive(world), OLD_REFERENCE)
    if (isOpen(old.state, tip.id)) await act(olive(world), old.id, disposal(tip.id, 'noted'))
    for (const { paragraph, how } of DONE_AT_ONCE) {
      const duty = old.state.duties.find((one) => one.paragraph === paragraph && !one.isDone)
      if (duty !== undefined) await act(olive(world), old.id, { kind: 'duty.done', duty: duty.id, how })
    }
  },
  check: async (world, { that }) => {
    const tip = await tipAt(olive(world))
    const view = await caseOf(olive(world), REFERENCE)
    const one = view.state.information.find(({ item }) => item === tip.id)
    that('it is disposed of as a red flag, by Olive Officer', one?.disposition === 'red-flag-raised', one)
    that(
      'the red flag stands in the case',
      view.state.flags.some(({ id }) => id === flagOf(tip)),
    )
    const old = await caseOf(olive(world), OLD_REFERENCE)
    that(
      'in the shipped case it is noted',
      old.state.information.some(({ item, disposition }) => item === tip.id && disposition === 'noted'),
    )
    const doneBy = doersOfDuties(old)
    for (const { paragraph, shown } of DONE_AT_ONCE) {
      that(shown, doneBy.get(paragraph) === 'Olive Officer', [...doneBy])
    }
  },
}

/** What the firm can do by itself. */
const DONE_AT_ONCE = [
  {
    paragraph: '15 CFR 736.2(b)(10)',
    how: 'Service and spare parts for Unit Nine are stopped; the service desk confirmed it in writing.',
    shown: 'service to the unit is stopped',
  },
  {
    paragraph: '15 CFR 750.7(a)',
    how: 'The four racks went without a licence, and no licence of this firm names Unit Nine: nothing was drawn, and nothing is left to draw.',
    shown: 'the licences were looked through, and none can be drawn on',
  },
]

/** The duty that is done when the authority has the news. */
export const SUPPLEMENT = '15 CFR 748.6(f); 764.2(g)(2)'

/** Who did each duty of a case that is done, by its paragraph. */
export function doersOfDuties(view: CaseView): ReadonlyMap<string, string> {
  const done = recorded(view, 'duty.done')
  return new Map(
    view.state.duties.flatMap(({ id, paragraph, isDone }) => {
      const one = done.find(({ event }) => event.kind === 'duty.done' && event.duty === id)
      return isDone && one !== undefined ? [[paragraph, one.actor.name] as const] : []
    }),
  )
}

function isOpen(
  state: { readonly information: readonly { item: string; disposition: string | null }[] },
  tip: string,
): boolean {
  return state.information.some(({ item, disposition }) => item === tip && disposition === null)
}

function disposal(item: string, disposition: string) {
  return {
    kind: 'information.disposed',
    item,
    disposition,
    reason: 'Specific as to model and place, and it fits what is known of the unit.',
    evidence: ['the message itself', 'sales record of model FX-9'],
  }
}

export const TIP_CHAPTER: Chapter = {
  title: 'A tip that nobody wanted',
  told: 'Exporters may not self-blind: what comes in is kept, linked and answered for.',
  steps: [comesIn, sellerRefused, disposed],
}
