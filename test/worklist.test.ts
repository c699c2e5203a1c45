import { describe, expect, it } from 'vitest'
import { WORK_KINDS, type WorkItem } from '../src/app/index.ts'
import { testDatabase } from './database.ts'
import { type Caller, did, firmNode, mail, opened, shipped } from './firm-node.ts'

const { signedIn } = firmNode(await testDatabase())

async function rowsOf(who: Caller): Promise<readonly WorkItem[]> {
  const answer = await who.get('/v1/work')
  expect(answer.status).toBe(200)
  return (answer.body as { readonly rows: readonly WorkItem[] }).rows
}

describe('the worklist', () => {
  it('stands in the order of a Monday, and every row leads on to a page', async () => {
    const [officer, second] = [await signedIn('officer'), await signedIn('executive')]
    const { id, state } = await opened(officer, 'FI-W1', { name: 'Fictional Lighthouse' })
    await did(officer, id, {
      kind: 'flag.raised',
      flag: 'F1',
      text: 'It asks for no manual.',
      because: ['an e-mail'],
      from: 'an officer',
    })
    await did(officer, id, {
      kind: 'flag.inquired',
      flag: 'F1',
      question: 'Why?',
      askedOf: 'buyer',
      dueOn: '2026-11-20',
    })
    await did(officer, id, { kind: 'hold.placed', hold: 'l1', reason: 'a list changed', source: 'us-sdn' })
    await did(officer, id, {
      kind: 'screening.vouched',
      party: state.screenings[0]?.party,
      how: 'on paper',
      evidence: ['e'],
    })
    await officer.post('/v1/information', mail('The Fictional Lighthouse went dark.'), 'message/rfc822')
    await officer.post('/v1/information', mail('Nobody in particular sang.'), 'message/rfc822')
    const rows = await rowsOf(second)
    expect([...new Set(rows.map(({ kind }) => kind))]).toEqual([
      'integrity',
      'shipment',
      'change',
      'information',
      'task',
      'approval',
    ])
    expect(rows.map(({ kind }) => WORK_KINDS.indexOf(kind))).toEqual(
      rows.map(({ kind }) => WORK_KINDS.indexOf(kind)).toSorted((a, b) => a - b),
    )
    for (const row of rows) {
      expect(row.next.href, row.title).toMatch(/^\/(?:cases|information|lists)/)
      expect(
        [row.title, row.why, row.owner, row.next.label].every((text) => text !== ''),
        row.id,
      ).toBe(true)
    }
    expect(new Set(rows.map(({ kind, id: row }) => `${kind} ${row}`)).size).toBe(rows.length)
    expect(rows.find(({ kind }) => kind === 'shipment')).toMatchObject({ id, due: '2026-07-23', isOverdue: true })
    expect(rows.find(({ kind }) => kind === 'task')).toMatchObject({ due: '2026-11-20', isOverdue: true })
    expect(rows.filter(({ kind }) => kind === 'information').map(({ due }) => due)).toEqual([
      '2026-11-25',
      '2026-11-27',
    ])
    expect((await rowsOf(officer)).filter(({ kind }) => kind === 'approval')).toEqual([])
  })

  it('calls what has shipped late for nothing, and keeps it until what came in since is dealt with', async () => {
    const [officer, second] = [await signedIn('officer'), await signedIn('officer')]
    const id = await shipped(officer, second, 'FI-W9', { name: 'Pretended Windmill' })
    expect((await rowsOf(officer)).filter((row) => row.id.startsWith(id))).toEqual([])
    await officer.post('/v1/information', mail('The Pretended Windmill grinds bones.'), 'message/rfc822')
    const rows = (await rowsOf(officer)).filter((row) => row.id === id)
    expect(rows.map(({ kind, due, isOverdue }) => ({ kind, due, isOverdue }))).toEqual([
      { kind: 'case', due: null, isOverdue: false },
    ])
  })

  it('shows who may not read what came in no row of it', async () => {
    const seller = await signedIn('sales')
    const rows = await rowsOf(seller)
    expect(rows.map(({ kind }) => kind)).toContain('shipment')
    expect(rows.map(({ kind }) => kind)).not.toContain('information')
    const administrator = await rowsOf(await signedIn('administrator'))
    expect(new Set(administrator.map(({ kind }) => kind))).toEqual(new Set(['integrity']))
  })
})
