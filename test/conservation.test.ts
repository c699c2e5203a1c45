/** T1 against the whole program, over HTTP and a real database. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseView, InformationView } from '../src/app/index.ts'
import { sha256 } from '../src/base/index.ts'
import { testDatabase } from './database.ts'
import { type Caller, firmNode, mail, shown } from './firm-node.ts'
import { pencilOrder } from './orders.ts'

/** A long run: `UNBLIND_T1_OPERATIONS=1000000`. */
const OPERATIONS_OF_T1 = Number(process.env.UNBLIND_T1_OPERATIONS ?? 1_000)

const { app, signedIn } = firmNode(await testDatabase())

describe('T1 conservation', () => {
  it(`items out are items in, whatever is asked of the program, over ${OPERATIONS_OF_T1} random requests`, async () => {
    const officers = [await signedIn('officer'), await signedIn('officer', 'executive')]
    const everybody = [...officers, await signedIn('sales'), await signedIn('auditor')]
    const names = ['Fictional Harbour Guard', 'Pretend River Wardens', 'Made-Up Bureau of Silence']
    const cases: string[] = []
    const links = new Map<string, Set<string>>()
    /** How often the node took the bytes of each hash. */
    const given = new Map<string, number>()
    let operations = 0

    const takes = (who: Caller, bytes: Uint8Array) => async () => {
      const answer = await who.post('/v1/information', bytes, 'message/rfc822')
      if (answer.status === 201) given.set(sha256(bytes), (given.get(sha256(bytes)) ?? 0) + 1)
      else expect(answer.status).toBe(403)
    }
    const writes = (who: Caller, note: object) => async () => {
      const answer = await who.post('/v1/information', note)
      if (answer.status !== 201) return
      const { sha256: hash } = answer.body as { readonly sha256: string }
      given.set(hash, (given.get(hash) ?? 0) + 1)
    }
    const opens = (who: Caller, name: string) => async () => {
      if (cases.length >= 40) return
      const answer = await who.post('/v1/cases', { transaction: pencilOrder(`FI-${cases.length}`, { name }) })
      if (answer.status === 201) cases.push((answer.body as CaseView).id)
    }
    const onCase = (pick: number, ask: (id: string, view: CaseView) => Promise<unknown>) => async () => {
      const id = cases[pick % Math.max(1, cases.length)]
      const known = officers[0]
      if (id === undefined || known === undefined) return
      const view = await shown(known, id)
      const kept = links.get(id) ?? new Set()
      const now = new Set(view.state.information.map(({ item }) => item))
      for (const item of kept) expect(now, 'a link is gone').toContain(item)
      links.set(id, now)
      await ask(id, view)
    }
    const disposes = (who: Caller, pick: number, disposition: string) =>
      onCase(pick, (id, view) => {
        const item = view.state.information[pick % Math.max(1, view.state.information.length)]?.item ?? 'none'
        const asked = { kind: 'information.disposed', item, disposition, reason: 'weighed', evidence: ['e'] }
        return who.post(`/v1/cases/${id}/acts`, asked)
      })
    const attempts = (who: Caller, pick: number, kind: string) =>
      onCase(pick, async (id) => {
        expect((await who.post(`/v1/cases/${id}/acts`, { kind, item: 'x' })).status).toBeGreaterThanOrEqual(400)
      })
    const deletes = (who: Caller, pick: number) => async () => {
      const url = ['/v1/information', `/v1/information/${pick}`, `/v1/cases/${cases[pick % 40] ?? 'x'}`][pick % 3] ?? ''
      for (const method of ['DELETE', 'PUT', 'PATCH'] as const) {
        expect((await who.send(method, url)).status).toBeGreaterThanOrEqual(400)
      }
    }

    const who = fc.constantFrom(...everybody)
    const pick = fc.nat({ max: 1_000 })
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.constantFrom(...names).map((name) => `The ${name} read our letters.`),
    )
    const bytes = fc.oneof(
      { weight: 3, arbitrary: words.map(mail) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    )
    const note = fc.record({
      text: words,
      from: fc.option(fc.string({ maxLength: 30 })),
      channel: fc.constantFrom('manual', 'call-note', 'site-visit', 'nothing'),
    })
    const operation = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(who, bytes).map((it) => takes(...it)) },
      { weight: 3, arbitrary: fc.tuple(who, note).map((it) => writes(...it)) },
      { weight: 1, arbitrary: fc.tuple(who, fc.constantFrom(...names)).map((it) => opens(...it)) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(who, pick, fc.constantFrom('noted', 'not-relevant', 'duplicate', 'red-flag-raised', 'deleted'))
          .map((it) => disposes(...it)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(who, pick, fc.constantFrom('case.deleted', 'information.removed', 'case.opened', 'act.refused'))
          .map((it) => attempts(...it)),
      },
      { weight: 1, arbitrary: fc.tuple(who, pick).map((it) => deletes(...it)) },
    )
    const [reader] = officers
    if (reader === undefined) throw new Error('nobody reads')
    while (operations < OPERATIONS_OF_T1) {
      const batch = fc.sample(operation, Math.min(250, OPERATIONS_OF_T1 - operations))
      for (let at = 0; at < batch.length; at += 5) await Promise.all(batch.slice(at, at + 5).map((run) => run()))
      operations += batch.length
    }

    const { information } = (await reader.get('/v1/information')).body as {
      readonly information: readonly InformationView[]
    }
    expect(information.length).toBeGreaterThan(10)
    expect(new Map(information.map((item) => [item.sha256, item.receivedTimes]))).toEqual(given)
    expect(information).toHaveLength(given.size)
    for (const item of information) {
      expect((await reader.get(`/v1/information/${item.id}`)).body).toEqual(item)
    }
    expect([...links.values()].some((items) => items.size > 0)).toBe(true)
    const verified = await app().verifyAll()
    expect(verified.broken).toBe(null)
  }, 2_000_000_000)
})
