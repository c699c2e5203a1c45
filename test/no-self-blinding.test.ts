/** The properties by which a firm cannot blind itself, against the whole program over HTTP and a real database. */
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import type { CaseView, InformationView } from '../src/app/index.ts'
import { sha256 } from '../src/base/index.ts'
import { OPERATIONS } from '../src/http/openapi.ts'
import { testDatabase } from './database.ts'
import { type Caller, did, didTogether, firmNode, mail, opened, shipped, shown } from './firm-node.ts'
import type { PartyAsked } from './orders.ts'

const VERIFIER = fileURLToPath(new URL('../verifier/verify.mjs', import.meta.url))
const independent: {
  readonly verify: (bytes: Uint8Array, key?: string) => { readonly ok: boolean; readonly lines: readonly string[] }
  readonly findFact: (bytes: Uint8Array, sha256: string) => { readonly found: readonly { readonly seq: number }[] }
} = await import(pathToFileURL(VERIFIER).href)

const database = await testDatabase()
const { app, signedIn } = firmNode(database)

describe('T2 no delete', () => {
  it('no path takes DELETE, PUT or PATCH', async () => {
    const administrator = await signedIn('administrator', 'officer', 'executive')
    expect(new Set(OPERATIONS.map(({ method }) => method))).toEqual(new Set(['get', 'post']))
    for (const { path } of OPERATIONS) {
      const url = path.replace(/\{\w+\}/g, 'x')
      for (const method of ['DELETE', 'PUT', 'PATCH'] as const) {
        const { status } = await administrator.send(method, url)
        expect([404, 405], `${method} ${url}`).toContain(status)
      }
    }
  })

  it('the role of the database may add and read, and nothing else', async () => {
    const grants = await database.asOwner((client) =>
      client.query<{ table_name: string; privilege_type: string }>(
        "select table_name, privilege_type from information_schema.role_table_grants where grantee = 'unblind_app' and table_schema = 'unblind'",
      ),
    )
    const sealed = ['stream_entries', 'log_heads', 'documents', 'ledger']
    const onSealed = grants.rows.filter(({ table_name }) => sealed.includes(table_name))
    expect(new Set(onSealed.map(({ table_name }) => table_name)).size).toBeGreaterThanOrEqual(3)
    expect(new Set(onSealed.map(({ privilege_type }) => privilege_type))).toEqual(new Set(['INSERT', 'SELECT']))
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      await client.query("set role unblind_app; select set_config('unblind.org', 'local', false)")
      for (const table of ['stream_entries', 'log_heads', 'documents']) {
        await expect(client.query(`delete from unblind.${table}`)).rejects.toThrow(/permission denied/)
        await expect(client.query(`truncate unblind.${table}`)).rejects.toThrow(/permission denied/)
      }
    } finally {
      await client.end()
    }
  })

  it('attempts are themselves entries, by whoever tried, and change nothing', async () => {
    const officer = await signedIn('officer')
    const seller = await signedIn('sales')
    const { id, state } = await opened(officer, 'FI-T2', { name: 'Fictional Paper Mill' }, [seller.id])
    const tries: readonly (readonly [Caller, object, string])[] = [
      [officer, { kind: 'case.deleted' }, 'case.deleted'],
      [seller, { kind: 'hold.lifted', hold: 'assessment', basis: 'hurry' }, 'hold.lifted'],
      [officer, { kind: 'case.released', basis: 'hurry' }, 'case.released'],
      [officer, { kind: 'approval.given', approval: 'none' }, 'approval.given'],
    ]
    for (const [who, asked] of tries) {
      expect((await who.post(`/v1/cases/${id}/acts`, asked)).status).toBeGreaterThanOrEqual(400)
    }
    const after = await shown(officer, id)
    const refused = after.timeline.filter(({ event }) => event.kind === 'act.refused')
    expect(refused.map(({ event, actor }) => [actor.name, event.kind === 'act.refused' ? event.asked : ''])).toEqual(
      tries.map(([who, , kind]) => [who.name, kind]),
    )
    expect(after.state).toEqual(state)
    expect(after.schedule.lines.map(({ subject }) => subject).filter((subject) => /refused/.test(subject))).toEqual([])
  })

  it('who may not read gets nothing, and leaves nothing', async () => {
    const officer = await signedIn('officer')
    const nobody = await signedIn('administrator')
    const { id, timeline } = await opened(officer, 'FI-T2b', { name: 'Fictional Paper Mill' })
    for (const url of [`/v1/cases/${id}`, `/v1/cases/${id}/export`, '/v1/cases', '/v1/information']) {
      const answer = await nobody.get(url)
      expect([answer.status, answer.text.includes('Fictional Paper Mill')], url).toEqual([403, false])
    }
    expect((await nobody.post(`/v1/cases/${id}/acts`, { kind: 'case.refrained', reason: 'r' })).status).toBe(403)
    expect((await shown(officer, id)).timeline).toHaveLength(timeline.length)
  })
})

describe('T5 retroactive linking', () => {
  const about: readonly (readonly [string, PartyAsked, string])[] = [
    ['the party', { name: 'Zamboria Lake Police' }, 'The Zamboria Lake Police beat a reporter.'],
    ['its unit', { name: 'Ministry of Quonkish Order', unit: 'Squadron Heron' }, 'Squadron Heron took a camera.'],
    [
      'its owner',
      { name: 'Fictional Kiosk Ltd', owners: [{ name: 'Nocturnal Holdings of Vexland', percent: 60 }] },
      'Nocturnal Holdings of Vexland sells to jailers.',
    ],
    [
      'an owner of its owner',
      {
        name: 'Fictional Stall Ltd',
        owners: [{ name: 'Fictional Shell Ltd', percent: 100, owners: [{ name: 'Gallowglass Yttria', percent: 100 }] }],
      },
      'Gallowglass Yttria runs the prison.',
    ],
    [
      'another name of it',
      { name: 'Fictional Signals Bureau', otherNames: ['Halcyon Listening House'] },
      'The Halcyon Listening House hears everything.',
    ],
    ['it in other letters', { name: 'Sluzhba Vymysla' }, 'Служба Вымысла задержала репортёра.'],
  ]

  it.each(about)('a new case shows every earlier item that names %s, unbidden', async (what, party, words) => {
    const officer = await signedIn('officer')
    const taken = await officer.post('/v1/information', mail(words), 'message/rfc822')
    expect(taken.status).toBe(201)
    const { id: item, links } = taken.body as { readonly id: string; readonly links: readonly unknown[] }
    expect(links).toEqual([])
    const { state, releaseBlocks } = await opened(officer, `FI-${what}`, party)
    expect(state.information.map((one) => one.item)).toContain(item)
    expect(releaseBlocks.filter(({ kind }) => kind === 'information').map(({ id }) => id)).toContain(item)
  })

  it('an item set aside as not relevant on one case waits on the next', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const early = await opened(first, 'FI-5', { name: 'Pretendia Forest Rangers' })
    const taken = await first.post(
      '/v1/information',
      mail('The Pretendia Forest Rangers burned a film.'),
      'message/rfc822',
    )
    const { id: item } = taken.body as { readonly id: string }
    await didTogether(first, second, early.id, {
      kind: 'information.disposed',
      item,
      disposition: 'not-relevant',
      reason: 'other rangers',
      evidence: ['a letter'],
    })
    expect((await shown(first, early.id)).releaseBlocks.some(({ id }) => id === item)).toBe(false)
    const late = await opened(first, 'FI-6', { name: 'Pretendia Forest Rangers' })
    expect(late.state.information.map((one) => [one.item, one.disposition])).toEqual([[item, null]])
  })

  it('an item said to concern nobody known waits on a case opened later all the same', async () => {
    const officer = await signedIn('officer')
    const words = mail('The Imaginaria Canal Patrol took the boat.')
    const { id: item } = (await officer.post('/v1/information', words, 'message/rfc822')).body as {
      readonly id: string
    }
    const triage = { finding: 'concerns-nobody-known', reason: 'we sell nothing there' }
    const said = await officer.post(`/v1/information/${item}/triage`, triage)
    expect((said.body as InformationView).clock).toBe(null)
    const late = await opened(officer, 'FI-7', { name: 'Imaginaria Canal Patrol' })
    expect(late.state.information.map((one) => one.item)).toEqual([item])
    expect(((await officer.get(`/v1/information/${item}`)).body as InformationView).clock).not.toBe(null)
  })

  it('news of a party opens the shipped case again, with the duties that arise', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('executive')]
    const id = await shipped(first, second, 'FI-8', { name: 'Oompaland Dyke Keepers' })
    expect((await shown(first, id)).state.closed).toBe('released')
    await first.post('/v1/information', mail('The Oompaland Dyke Keepers flooded a village.'), 'message/rfc822')
    const after = await shown(first, id)
    expect(after.state.closed).toBe(null)
    expect(after.state.information).toMatchObject([{ isRetroactive: true, disposition: null }])
    expect(after.releaseBlocks.map(({ kind }) => kind)).toEqual(['information', 'duty', 'duty', 'duty'])
  })
})

describe('T7 not performed is not clear', () => {
  it('a party that no list was read for blocks as a hit does, until two stand behind a screening made otherwise', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const party = { name: 'Fictional Bookshop', owners: [{ name: 'Fictional Reader', percent: 100, owners: [] }] }
    const { id, state, releaseBlocks } = await opened(first, 'FI-9', party)
    expect(state.screenings.map((one) => [one.party, one.state, one.isComplete])).toEqual([
      ['buyer', 'notPerformed', false],
      ['buyer > Fictional Reader', 'notPerformed', false],
    ])
    expect(releaseBlocks.filter(({ kind }) => kind === 'screening').map((block) => block.id)).toEqual([
      'buyer',
      'buyer > Fictional Reader',
    ])
    await did(first, id, { kind: 'hold.lifted', hold: 'assessment', basis: 'looked at' })
    const release = { kind: 'case.released', basis: 'nothing was found' }
    const refused = await first.post(`/v1/cases/${id}/acts`, release)
    expect(refused.status).toBe(409)
    expect((refused.body as { readonly blocks: readonly { readonly kind: string }[] }).blocks).toMatchObject([
      { kind: 'screening' },
      { kind: 'screening' },
    ])
    const vouched = (ref: string) => ({
      kind: 'screening.vouched',
      party: ref,
      how: 'on paper',
      evidence: ['printout'],
    })
    await didTogether(first, second, id, vouched('buyer'))
    expect((await first.post(`/v1/cases/${id}/acts`, release)).status).toBe(409)
    await didTogether(first, second, id, vouched('buyer > Fictional Reader'))
    await didTogether(first, second, id, release)
    expect((await shown(first, id)).state.closed).toBe('released')
  })

  it('nobody records a clear screening by hand', async () => {
    const officer = await signedIn('officer')
    const { id } = await opened(officer, 'FI-10', { name: 'Fictional Stationer' })
    const asked = { kind: 'screening.recorded', party: 'buyer', state: 'clear', because: 'b', hits: [] }
    expect((await officer.post(`/v1/cases/${id}/acts`, asked)).status).toBe(400)
    expect((await shown(officer, id)).releaseBlocks.map(({ kind }) => kind)).toContain('screening')
  })
})

describe('T11 the salesperson guard, through second persons too', () => {
  it('who earns from the sale asks for nothing, gives nothing, and is not named by another', async () => {
    const [officer, second] = [await signedIn('officer'), await signedIn('officer')]
    const seller = await signedIn('sales', 'officer')
    const earner = await signedIn('officer')
    const { id } = await opened(officer, 'FI-11', { name: 'Brobdingia Coast Guard' }, [earner.id])
    const words = mail('The Brobdingia Coast Guard sank a boat.')
    const { id: item } = (await seller.post('/v1/information', words, 'message/rfc822')).body as { readonly id: string }
    expect((await officer.get(`/v1/cases/${id}`)).text).toContain('sank a boat')
    const seen = await (await signedIn('sales')).get(`/v1/cases/${id}`)
    expect(seen.text).not.toContain('sank a boat')
    expect((seen.body as CaseView).releaseBlocks.map((block) => block.id)).toContain(item)
    const setAside = { kind: 'information.disposed', item, disposition: 'not-relevant', reason: 'r', evidence: ['e'] }
    for (const who of [seller, earner]) {
      const answer = await who.post(`/v1/cases/${id}/acts`, setAside)
      expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('never dispose of it')])
    }
    const named = { ...setAside, second: { id: second.id, name: second.name, roles: ['officer'] } }
    expect((await officer.post(`/v1/cases/${id}/acts`, named)).status).toBe(400)
    const [asking] = await did(officer, id, setAside)
    const approval = asking?.kind === 'approval.asked' ? asking.approval : ''
    for (const who of [seller, earner, officer]) {
      expect((await who.post(`/v1/cases/${id}/acts`, { kind: 'approval.given', approval })).status).toBe(409)
    }
    const waitsFor = async (who: Caller) =>
      JSON.stringify((await who.get('/v1/work')).body).includes(`${id}/${approval}`)
    expect([await waitsFor(second), await waitsFor(officer), await waitsFor(seller), await waitsFor(earner)]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect((await shown(officer, id)).state.information[0]?.disposition).toBe(null)
    await did(second, id, { kind: 'approval.given', approval })
    expect((await shown(officer, id)).state.information[0]).toMatchObject({
      disposition: 'not-relevant',
      by: { id: officer.id },
    })
    expect(await waitsFor(second)).toBe(false)
  })
})

describe('T13 snapshot', () => {
  it('the root of the submitted case is kept, any single fact is proven under it, and what is not in it is said not to be', async () => {
    const officer = await signedIn('officer')
    const { id, state } = await opened(officer, 'FI-13', { name: 'Starlight Tower', country: 'CA' })
    const letter = mail('The Starlight Tower is applied for under N-1.')
    const taken = await officer.post('/v1/information', letter, 'message/rfc822')
    const { id: item } = taken.body as { readonly id: string }
    const noted = { kind: 'information.disposed', item, disposition: 'noted', reason: 'r', evidence: ['e'] }
    await did(officer, id, noted)
    for (const { id: flag } of state.flags) {
      await did(officer, id, { kind: 'flag.inquired', flag, question: 'Why?', askedOf: 'buyer', dueOn: '2026-12-01' })
      await did(officer, id, { kind: 'flag.answered', flag, answer: 'so', isAdequate: true })
      await did(officer, id, { kind: 'flag.unresolved', flag, reason: 'not explained' })
    }
    const schedule = (await shown(officer, id)).schedule.lines.map(({ subject }) => subject)
    await did(officer, id, {
      kind: 'application.made-elsewhere',
      authority: 'Fictional Authority',
      reference: 'N-1',
      on: '2026-11-24',
      evidence: sha256(letter),
      schedule,
    })
    const before = await shown(officer, id)
    const sealed = before.timeline.at(-1)?.event
    const root = sealed?.kind === 'application.made-elsewhere' ? sealed.ledger?.root : undefined
    expect(root).toMatch(/^[0-9a-f]{64}$/)

    const facts = before.hashes.slice(0, -1)
    expect(facts.length).toBeGreaterThan(10)
    const { key } = await app().verifyAll()
    const proofs: string[] = []
    for (const fact of facts) {
      const answer = await officer.get(`/v1/cases/${id}/facts/${fact}?as=submitted`)
      expect(answer.status).toBe(200)
      const verdict = independent.verify(Buffer.from(answer.text), key)
      expect(verdict.ok, verdict.lines.join()).toBe(true)
      expect(verdict.lines.join()).toContain(`${facts.length} entries under root ${root}`)
      proofs.push(answer.text)
    }
    expect(new Set(proofs).size).toBe(facts.length)

    const late = before.hashes.at(-1) ?? ''
    for (const absent of [late, sha256('a fact nobody recorded'), 'x']) {
      const answer = await officer.get(`/v1/cases/${id}/facts/${absent}?as=submitted`)
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('not in the case')])
    }
    const [proof = ''] = proofs
    for (let at = 0; at < proof.length; at += 7) {
      const bytes = Uint8Array.from(Buffer.from(proof), (byte, i) => (i === at ? byte ^ 1 : byte))
      expect(independent.verify(bytes, key).ok, `byte ${at}`).toBe(false)
    }

    const whole = Buffer.from((await officer.get(`/v1/cases/${id}/export`)).text)
    expect(independent.verify(whole, key).ok).toBe(true)
    expect(independent.findFact(whole, facts[3] ?? '').found).toMatchObject([{ seq: 3 }, { seq: 4 }])
    expect(independent.findFact(whole, sha256('a fact nobody recorded')).found).toEqual([])
  })

  it('is not asked of a case that submitted nothing', async () => {
    const officer = await signedIn('officer')
    const { id, hashes } = await opened(officer, 'FI-14', { name: 'Fictional Garden' })
    const answer = await officer.get(`/v1/cases/${id}/facts/${hashes[0]}?as=submitted`)
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('was submitted')])
    expect((await officer.get(`/v1/cases/${id}/facts/${hashes[0]}`)).status).toBe(200)
  })
})

describe('what was said before', () => {
  const flag = {
    kind: 'flag.raised',
    flag: 'F1',
    text: 'The buyer asks for no manual.',
    because: ['an e-mail'],
    from: 'an officer',
  }

  it('is not written over by whoever raises the same red flag again', async () => {
    const [officer, seller] = [await signedIn('officer'), await signedIn('sales')]
    const { id } = await opened(officer, 'FI-O1', { name: 'Overwritten Bakery' })
    await did(officer, id, flag)
    const again = await seller.post(`/v1/cases/${id}/acts`, { ...flag, text: 'All is well.', because: [] })
    expect(again.status).toBe(409)
    expect((await shown(officer, id)).state.flags).toMatchObject([{ id: 'F1', text: flag.text, because: flag.because }])
  })

  it('of the authority is recorded by hand from a letter that is kept, by two, and by nobody who earns from the sale', async () => {
    const [officer, second, both] = [
      await signedIn('officer'),
      await signedIn('executive'),
      await signedIn('officer', 'sales'),
    ]
    const { id } = await opened(officer, 'FI-O2', { name: 'Unearned Bakery' })
    const typed = await officer.post(`/v1/cases/${id}/acts`, { kind: 'application.registered', reference: 'R-1' })
    expect([typed.status, typed.text]).toEqual([409, expect.stringContaining('application.made-elsewhere')])
    const letter = mail('The Unearned Bakery may have its pencils.')
    await officer.post('/v1/information', letter, 'message/rfc822')
    const made = {
      kind: 'application.made-elsewhere',
      authority: 'Fictional Authority',
      reference: 'N-2',
      on: '2026-11-24',
      evidence: sha256(letter),
      schedule: [],
    }
    expect((await both.post(`/v1/cases/${id}/acts`, made)).text).toContain('who earns from the sale')
    const unkept = await officer.post(`/v1/cases/${id}/acts`, { ...made, evidence: '3'.repeat(64) })
    expect(unkept.text).toContain('is not kept in this case')
    await did(officer, id, made)
    const granted = { outcome: 'granted', authority: 'Fictional Authority', reference: 'L-2', conditions: [] }
    const decided = { kind: 'application.decided-elsewhere', decision: { ...granted, letter: sha256(letter) } }
    await didTogether(officer, second, id, decided)
    expect((await shown(officer, id)).state.application).toMatchObject({
      stage: 'decided',
      isByHand: true,
      isProven: true,
    })
  })

  it('by a message is told to nobody who may only link it', async () => {
    const [officer, seller] = [await signedIn('officer'), await signedIn('sales')]
    const { id, state } = await opened(officer, 'FI-O3', { name: 'Linked Bakery' })
    const taken = await officer.post('/v1/information', mail('Sesame seeds were seen.'), 'message/rfc822')
    const { id: item } = taken.body as { readonly id: string }
    const linked = await seller.post(`/v1/information/${item}/links`, {
      case: id,
      party: state.parties[0]?.ref,
      because: 'they bake with it',
    })
    expect(linked.status).toBe(201)
    expect(linked.body).toEqual({ id: item })
    expect(linked.text).not.toContain('Sesame')
  })

  it('in an assessment that concludes to refrain keeps the case from release', async () => {
    const [officer, second] = [await signedIn('officer'), await signedIn('officer')]
    const { id, state } = await opened(officer, 'FI-O4', { name: 'Refrained Bakery' })
    // What came in before may be about it.
    const considered = state.information.map(({ item }) => item)
    const assessment = { rights: [], involvement: 'none', mitigations: [], conclusion: 'refrain', reasons: 'too much' }
    await did(officer, id, { kind: 'rights.assessed', assessment, considered })
    const asked = await officer.post(`/v1/cases/${id}/acts`, { kind: 'case.released', basis: 'b' })
    const approval = (await shown(second, id)).state.approvals.find((one) => one.state === 'waiting')
    const given =
      approval === undefined
        ? asked
        : await second.post(`/v1/cases/${id}/acts`, { kind: 'approval.given', approval: approval.id })
    expect(given.status).toBe(409)
    expect(given.text).toContain('concludes to refrain')
  })
})
