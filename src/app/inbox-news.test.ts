import { describe, expect, it } from 'vitest'
import { type Actor, act, afterEvent, type CaseEvent, type CaseState, caseOf, releaseBlocks } from '../case/index.ts'
import { newsFor } from './inbox-news.ts'

const AT = '2026-11-24T09:00:00.000Z'
const officer: Actor = { id: 'u1', name: 'Fictional Officer', roles: ['officer'] }
const executive: Actor = { id: 'u2', name: 'Fictional Executive', roles: ['executive'] }
const news = { item: 'n1', sha256: '1'.repeat(64), party: 'buyer', because: 'it names the buyer' }
const shipment = { kind: 'shipment.recorded', shipment: 's1', on: '2026-10-02', quantity: '1', licence: null } as const

function released(...more: readonly CaseEvent[]): CaseState {
  const events: readonly CaseEvent[] = [
    {
      kind: 'case.opened',
      reference: 'FI-1',
      exportOn: '2026-09-20',
      assessment: { id: 'a1', sha256: '0'.repeat(64) },
      law: 'no-licence-required',
      action: 'release',
      parties: [{ ref: 'buyer', names: ['Fictional Harbour Guard'], roles: ['end-user'], country: 'CA' }],
      items: [],
      revenueOwners: [],
      relies: [],
    },
    { kind: 'case.released', basis: 'nothing blocks', second: executive },
    ...more,
  ]
  return caseOf(events.map((event) => ({ event, actor: officer, at: AT })))
}

function afterNews(state: CaseState): CaseState {
  return newsFor(state, news).reduce((now, event) => afterEvent(now, { event, actor: officer, at: AT }), state)
}

describe('T4 late news', () => {
  it('on a case that is released and not shipped opens it again, holds it, and ships nothing', () => {
    expect(act(released(), shipment, officer).ok).toBe(true)
    const late = afterNews(released())
    expect(late.closed).toBe(null)
    expect(late.holds).toMatchObject([{ id: 'information/n1', source: 'information n1', liftedBy: null }])
    expect(late.duties.map(({ id }) => id)).toContain('supplement/n1')
    expect(act(late, shipment, officer).ok).toBe(false)
  })

  it('stands in the way of the shipment by its hold alone, when everything else is dealt with', () => {
    const dealtWith = (['information.disposed', 'duty.done'] as const).reduce<CaseState>((state, kind) => {
      const acts: readonly CaseEvent[] =
        kind === 'duty.done'
          ? state.duties.map(({ id }) => ({ kind, duty: id, how: 'done' }))
          : [{ kind, item: 'n1', disposition: 'noted', reason: 'weighed', evidence: ['e1'], second: null }]
      return acts.reduce((now, event) => afterEvent(now, { event, actor: officer, at: AT }), state)
    }, afterNews(released()))
    expect(releaseBlocks(dealtWith).map(({ kind }) => kind)).toEqual(['hold'])
    expect(act({ ...dealtWith, closed: 'released' }, shipment, officer)).toMatchObject({
      ok: false,
      error: { kind: 'case.blocked' },
    })
    const release = { kind: 'case.released', basis: 'nothing blocks', second: executive } as const
    expect(act(dealtWith, release, officer).ok).toBe(false)
    const lifted = afterEvent(dealtWith, {
      event: { kind: 'hold.lifted', hold: 'information/n1', basis: 'it concerns another harbour' },
      actor: officer,
      at: AT,
    })
    expect(act(lifted, release, officer).ok).toBe(true)
  })

  it('on a case whose goods went opens it again with the duties that arise', () => {
    const late = afterNews(released(shipment))
    expect(late).toMatchObject({ closed: null, holds: [] })
    expect(late.duties).toHaveLength(3)
  })
})
