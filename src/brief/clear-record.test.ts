import { describe, expect, it } from 'vitest'
import { detection, EGYPT, makeCase, makeParty, makeTenant } from '../../test/brief-samples.ts'
import { draft, labelled, makeForum, nodeOf, say, syncAll } from '../../test/forum-nodes.ts'
import { recordsOf } from '../forum/index.ts'
import { clearRecordOf } from './clear-record.ts'
import { changesOfForum } from './forum-changes.ts'
import { holdsFor } from './holds.ts'
import { relevantChanges } from './relevance.ts'
import { prepareTenant } from './tenant.ts'

const THREAT = {
  title: 'Intercept devices against reporters',
  summary: 'Fictional summary.',
  goods: [{ description: 'Intercept devices', entries: ['5A001.f.1', 'national entry 7'] }],
  endUse: 'Interception of reporters',
  actors: [
    { name: 'Fictional Signals Bureau', country: EGYPT, role: 'end-user' },
    { name: null, country: EGYPT, role: 'intermediary' },
  ],
  route: [EGYPT],
  rightsAffected: ['ICCPR 17'],
  confidence: 'moderate',
  redFlags: [],
  adviceToExporters: null,
} as const

describe('a threat notice of one state, in the brief made at another', () => {
  it('holds the case of a party it names, when it is CLEAR', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    const clear = { handling: labelled('CLEAR'), basis: 'national' } as const
    const said = say(forum, 'NO', draft('threat.notice', THREAT, clear))
    syncAll(forum)
    const [record, ...others] = recordsOf(nodeOf(forum, 'DK').log).flatMap((known) => {
      const read = clearRecordOf(known, null)
      return read?.type === 'threat.notice' ? [read] : []
    })
    expect(others).toEqual([])
    expect(record).toMatchObject({
      id: said.record.id,
      hash: said.hash,
      author: 'NO',
      itemCodes: ['5A001.f.1'],
      countries: ['EG'],
      actors: [{ name: 'Fictional Signals Bureau', country: 'EG' }],
    })
    const tenant = makeTenant({
      parties: [makeParty('bureau', ['Fictional Signals Bureau'], { countries: ['EG'] })],
      cases: [makeCase('1', { parties: ['bureau'], destination: EGYPT })],
    })
    const changes = changesOfForum(record === undefined ? [] : [record], detection())
    const holds = holdsFor(relevantChanges(prepareTenant(tenant), changes))
    expect(holds).toMatchObject([
      { case: '1', ground: 'party', reason: expect.stringContaining('Norway: Intercept devices') },
    ])
  })

  it('of any other label stays in the forum', () => {
    const forum = makeForum(['NO', 'DK', 'NL'])
    const said = say(forum, 'NO', draft('threat.notice', THREAT))
    expect(clearRecordOf(said, null)).toBeNull()
  })
})
