/** Of two who stand behind an act, each is who they are at the moment it is done: over HTTP, with accounts. */
import { describe, expect, it } from 'vitest'
import type { PersonRole } from '../src/app/index.ts'
import { testDatabase } from './database.ts'
import { type Caller, did, firmNode, opened, shown } from './firm-node.ts'

const { app, signedIn } = firmNode(await testDatabase())
const ADMINISTRATOR = { id: 'terminal', name: 'Fictional Setter' }

async function ended(who: Caller): Promise<void> {
  expect((await app().people.end(who.id, { reason: 'left the firm' }, ADMINISTRATOR)).ok).toBe(true)
}

async function moved(who: Caller, ...roles: readonly PersonRole[]): Promise<void> {
  expect((await app().people.changeRoles(who.id, { roles }, ADMINISTRATOR)).ok).toBe(true)
}

/** A case in which the first officer asks for a vouching that the second is to give. @returns case and approval */
async function asked(first: Caller, reference: string): Promise<{ readonly id: string; readonly approval: string }> {
  const { id } = await opened(first, reference, { name: 'Fictional Turnstile Works' })
  const wanted = { kind: 'screening.vouched', party: 'buyer', how: 'on paper', evidence: ['a printout'] }
  const [event] = await did(first, id, wanted)
  if (event?.kind !== 'approval.asked') throw new Error('no second person was asked')
  return { id, approval: event.approval }
}

describe('an approval whose asker changed since', () => {
  const changes: readonly (readonly [string, (who: Caller) => Promise<void>])[] = [
    ['was ended', ended],
    ['lost the role', (who) => moved(who, 'auditor')],
    ['was moved to sales', (who) => moved(who, 'officer', 'sales')],
  ]

  it.each(changes)('is not given when the asker %s, says why, and waits to be declined', async (what, change) => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const { id, approval } = await asked(first, `FI-S-${what}`)
    await change(first)
    const given = await second.post(`/v1/cases/${id}/acts`, { kind: 'approval.given', approval })
    expect(given.status).toBe(409)
    expect(given.text).toContain(`\`${first.name}\`, who asked for it, may do it no more`)
    const after = await shown(second, id)
    expect(after.state.screenings.find((one) => one.party === 'buyer')?.vouchedBy).toEqual([])
    expect(after.state.approvals).toMatchObject([{ id: approval, state: 'waiting' }])
    expect(after.timeline.at(-1)).toMatchObject({
      event: { kind: 'act.refused', asked: 'approval.given' },
      actor: { id: second.id },
    })
    expect(JSON.stringify((await second.get('/v1/work')).body)).toContain(`${id}/${approval}`)
    await did(second, id, { kind: 'approval.declined', approval, reason: 'another asks for it anew' })
    expect((await shown(second, id)).state.approvals).toMatchObject([{ id: approval, state: 'declined' }])
  })

  it('is given when the asker is who they were, or again is, and stands in the roles of today', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const { id, approval } = await asked(first, 'FI-S-again')
    await moved(first, 'auditor')
    await moved(first, 'officer', 'executive')
    await did(second, id, { kind: 'approval.given', approval })
    const vouching = (await shown(second, id)).timeline.find(({ event }) => event.kind === 'screening.vouched')
    expect(vouching?.actor).toEqual({ id: first.id, name: first.name, roles: ['officer', 'executive'] })
  })
})

describe('an approval whose giver changed', () => {
  it('is judged by the roles the giver has now, whatever the request came with', async () => {
    const [first, second, third] = [await signedIn('officer'), await signedIn('officer'), await signedIn('officer')]
    const { id, approval } = await asked(first, 'FI-S-giver')
    const asHeld = { id: second.id, name: second.name, roles: ['officer'] } as const
    await moved(second, 'officer', 'sales')
    const earning = await app().actOnCase(id, { kind: 'approval.given', approval }, asHeld)
    expect(earning).toMatchObject({ ok: false, error: { refusal: { kind: 'case.not-permitted' } } })
    await ended(second)
    const gone = await app().actOnCase(id, { kind: 'approval.given', approval }, asHeld)
    expect(gone).toMatchObject({ ok: false, error: { refusal: { kind: 'case.not-permitted' } } })
    expect((await shown(first, id)).timeline.slice(-2).map(({ event }) => event.kind)).toEqual([
      'act.refused',
      'act.refused',
    ])
    await did(third, id, { kind: 'approval.given', approval })
  })
})
