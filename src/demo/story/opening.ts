/** Chapter 1: an order, the case opened on it, and an older order on the same unit that was shipped. */
import type { Chapter, Step } from '../step.ts'
import { dayOf } from './days.ts'
import { act, actOfTwo, caseOf, idOf, isOpened, recorded } from './exporter.ts'
import { OLD_ORDER, OLD_REFERENCE, order, REFERENCE } from './papers.ts'

const DAYS_AHEAD = 26

const oldOrder: Step = {
  id: 'old-order',
  title: 'In the summer, an order of steel racks went to the same unit',
  told: 'The law needs no licence for it. The program could not screen on full lists and says so: it holds the case until two people stand behind a screening made by other means. Two people release it, and it ships.',
  doors: [
    {
      node: 'instruments',
      as: 'Olive Officer',
      label: 'Open the shipped case',
      path: async (world) => `/cases/${(await caseOf(world.as('instruments', 'Olive Officer'), OLD_REFERENCE)).id}`,
    },
  ],
  play: async (world) => {
    const [olive, otto] = [world.as('instruments', 'Olive Officer'), world.as('instruments', 'Otto Officer')]
    if (!(await isOpened(olive, OLD_REFERENCE))) {
      await olive.post('/v1/cases', { transaction: OLD_ORDER, soldBy: [await idOf(olive, 'Sally Seller')] })
    }
    const { id, state } = await caseOf(olive, OLD_REFERENCE)
    if (state.shipments.length > 0) return
    for (const { party, isComplete, vouchedBy } of state.screenings) {
      if (isComplete || vouchedBy.length > 0) continue
      await actOfTwo(olive, otto, id, {
        kind: 'screening.vouched',
        party,
        how: 'searched by hand in the full lists of the day, as printed',
        evidence: ['printout of 22 July, signed by both'],
      })
    }
    for (const hold of state.holds.filter(({ liftedBy }) => liftedBy === null)) {
      await act(olive, id, {
        kind: 'hold.lifted',
        hold: hold.id,
        basis: 'screened by hand; the unit was asked about its work',
      })
    }
    if (state.closed === null) {
      await actOfTwo(olive, otto, id, {
        kind: 'case.released',
        basis: 'nothing stands in the way, and no licence is needed',
      })
    }
    await act(olive, id, {
      kind: 'shipment.recorded',
      shipment: 'FI-S-31',
      on: '2026-07-23',
      quantity: '4',
      licence: null,
    })
  },
  check: async (world, { that }) => {
    const view = await caseOf(world.as('instruments', 'Olive Officer'), OLD_REFERENCE)
    that('the law needs no licence for the racks', view.state.law === 'no-licence-required', view.state.law)
    const vouched = recorded(view, 'screening.vouched')
    that('two people stand behind the screening', vouched.length > 0)
    const [release] = recorded(view, 'case.released')
    const second = release?.event.kind === 'case.released' ? release.event.second.name : null
    that(
      'Olive Officer and Otto Officer released it',
      release?.actor.name === 'Olive Officer' && second === 'Otto Officer',
      { first: release?.actor.name, second },
    )
    that('four racks were shipped', view.state.shipments.length === 1, view.state.shipments)
  },
}

const opened: Step = {
  id: 'open',
  title: 'A case is opened on an order of two interception devices',
  told: 'Olive Officer assesses the order. Law, coverage and action are three answers, never one word: a licence is required, the lists are a starter set, and the case is on hold because facts are unknown. Screening, classification, determination, red flags and human-rights factors are sealed entries of the case.',
  doors: [
    { node: 'instruments', as: 'Olive Officer', label: 'See the worklist', path: async () => '/' },
    {
      node: 'instruments',
      as: 'Olive Officer',
      label: 'Open the case',
      path: async (world) => `/cases/${(await caseOf(world.as('instruments', 'Olive Officer'), REFERENCE)).id}`,
    },
  ],
  play: async (world) => {
    // From the summer to the day the story is told.
    if (world.clock.ahead() < 0) world.clock.advance(-world.clock.ahead())
    const olive = world.as('instruments', 'Olive Officer')
    const day = dayOf(world, DAYS_AHEAD)
    const assessment = await olive.post<{ readonly id: string }>('/v1/assessments', order(day))
    await olive.post('/v1/cases', { assessment: assessment.id, soldBy: [await idOf(olive, 'Sally Seller')] })
  },
  check: async (world, { that }) => {
    const view = await caseOf(world.as('instruments', 'Olive Officer'), REFERENCE)
    const { state, assessment } = view
    that('the law requires a licence', state.law.startsWith('licence-required'), state.law)
    that(
      'screening was not complete, and that is said',
      assessment?.coverage.state === 'partial',
      assessment?.coverage.state,
    )
    for (const [kind, word] of KINDS_OF_ENTRY)
      that(`${word} stands in the case as a sealed entry`, recorded(view, kind).length > 0)
    const [hold] = recorded(view, 'hold.placed')
    that('the program placed a hold, and nobody else did', hold?.actor.id === 'program', hold)
    that('a red flag is raised', state.flags.length > 0)
    const unknown = recorded(view, 'factor.recorded').filter(
      ({ event }) => event.kind === 'factor.recorded' && event.state === 'unknown',
    )
    that(`${unknown.length} human-rights factors are unknown, and unknown is never no`, unknown.length > 0)
  },
}

const KINDS_OF_ENTRY = [
  ['screening.recorded', 'screening'],
  ['classification.recorded', 'classification'],
  ['determination.recorded', 'determination'],
  ['factor.recorded', 'each human-rights factor'],
] as const

export const OPENING: Chapter = {
  title: 'An order, and a case on hold',
  told: 'Fictional Instruments Inc is asked for two devices that take the content of mobile calls. They would go to Unit Nine of the Fictional Ministry of Order.',
  steps: [oldOrder, opened],
}
