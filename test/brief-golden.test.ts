/**
 * One morning of a fictional exporter, in every format. To renew after a meant change:
 * `npx vitest run test/brief-golden.test.ts -u`, and review the difference.
 */
import { expect, it } from 'vitest'
import { country, day, sha256 } from '../src/base/index.ts'
import {
  type ClearRecord,
  changesOfForum,
  changesOfList,
  type Edition,
  makeEdition,
  makePublicEdition,
  prepareTenant,
  relevantChanges,
  type SourceCheck,
  writeAtom,
  writeEmail,
  writeHtml,
  writeJson,
  writeMarkdown,
} from '../src/brief/index.ts'
import type { ListedParty, ReadList } from '../src/lists/index.ts'
import { detection, EGYPT, listed, makeCase, makeParty, makeTenant, source } from './brief-samples.ts'

const BEFORE = listed('Fictional Signals Bureau', {
  entryKey: 'fictional signals bureau | EG',
  properties: { name: ['Fictional Signals Bureau'], country: ['EG'] },
})
const AFTER = listed('Fictional Signals Bureau', {
  entryKey: 'fictional signals bureau | EG',
  properties: { name: ['Fictional Signals Bureau'], alias: ['Invented Unit 7'], country: ['EG'] },
})
const ADDED = listed('Fictional Intercept Works Ltd', {
  entryKey: 'fictional intercept works ltd | EG',
  properties: { name: ['Fictional Intercept Works Ltd'], country: ['EG'] },
})
const HOSTILE = listed('"><script>alert(1)</script> & [Invented](javascript:x) Co', { entryKey: 'hostile' })

const NOTICE: ClearRecord = {
  id: '01M85ZZZZZ0000000000000000',
  hash: sha256('notice'),
  type: 'threat.notice',
  tlp: 'CLEAR',
  author: 'NO',
  createdOn: day('2026-11-23'),
  title: 'Intercept devices against reporters',
  itemCodes: ['5A001.i'],
  countries: ['EG'],
  endUses: ['interception of reporters without a court order'],
  rightsAffected: ['ICCPR 17', 'ICCPR 19'],
  actors: [],
  refs: [],
  effectiveOn: null,
  answerBy: null,
  expiresOn: day('2027-11-23'),
  confidence: 'moderate',
  address: null,
}

const SOURCES: readonly SourceCheck[] = [
  source('us-csl', { name: 'Consolidated Screening List' }),
  source('un-sc', {
    name: 'UN Security Council Consolidated List',
    state: 'quarantined',
    because: 'it holds 312 parties where the version in use holds 1,003',
    dataOn: day('2026-11-20'),
    readAt: '2026-11-21T05:00:00.000Z',
  }),
  source('country-chart', { name: 'Commerce Country Chart', dataOn: day('2026-07-23') }),
  source('forum', { name: 'Forum of states', dataOn: day('2026-11-24') }),
]

const SECOND_EXPORTER = makeTenant({
  parties: [
    makeParty('B-014', ['Fictional Intercept Works Limited'], { countries: ['EG'] }),
    makeParty('B-015', ['Fictional Signals Bureau'], { countries: ['EG'] }),
    makeParty('B-016', ['Entirely Invented Bakery'], { countries: ['NO'] }),
  ],
  items: [{ ref: 'device', name: 'Intercept device', eccn: '5A001', paragraph: 'i' }],
  destinations: [EGYPT, country('NO')],
  cases: [
    makeCase('01M7AAAAAA0000000000000001', {
      reference: 'FE-2026-0101',
      parties: ['B-014'],
      items: ['device'],
      destination: EGYPT,
      exportOn: day('2026-11-27'),
    }),
    makeCase('01M7AAAAAA0000000000000002', {
      reference: 'FE-2026-0087',
      isOpen: false,
      parties: ['B-015'],
      items: ['device'],
      destination: EGYPT,
      exportOn: day('2026-09-30'),
      relies: [
        { kind: 'list-entry', id: 'us-entity-list/fictional signals bureau | EG', version: BEFORE.entryVersion },
      ],
    }),
    makeCase('01M7AAAAAA0000000000000003', {
      reference: 'FE-2026-0110',
      parties: ['B-016'],
      destination: country('NO'),
    }),
  ],
})

const found = detection()
const CHANGES = [
  ...changesOfList(read([BEFORE]), read([AFTER, ADDED, HOSTILE]), found),
  ...changesOfForum([NOTICE], found),
]
const MORNING = { on: day('2026-11-24'), madeAt: '2026-11-24T06:00:00.000Z', changes: CHANGES, sources: SOURCES }

it('the morning of a firm that is touched is written as on record, in every format', async () => {
  const edition = makeEdition({
    ...MORNING,
    tenant: SECOND_EXPORTER,
    relevant: relevantChanges(prepareTenant(SECOND_EXPORTER), CHANGES),
    outcomes: new Map([['01M7AAAAAA0000000000000001', { before: 'apply', after: 'refrain' }]]),
  })
  await expectOnRecord('touched', edition)
})

it('the morning of a firm that nothing touches is written as on record', async () => {
  const tenant = makeTenant({
    id: 'third-exporter',
    name: 'Fictional Exporter Three',
    parties: [makeParty('C-1', ['Entirely Invented Bakery'], { countries: ['NO'] })],
    cases: [makeCase('01M7BBBBBB0000000000000001', { parties: ['C-1'], destination: country('NO') })],
  })
  const sources = SOURCES.filter((one) => one.state === 'read')
  const relevant = relevantChanges(prepareTenant(tenant), CHANGES)
  await expectOnRecord('quiet', makeEdition({ ...MORNING, sources, tenant, relevant }))
})

it('the public preview is written as on record', async () => {
  await expectOnRecord('public', makePublicEdition(MORNING))
})

async function expectOnRecord(name: string, edition: Edition): Promise<void> {
  const place = { feed: 'https://brief.example/feed', editionAt: (id: string) => `https://brief.example/${id}` }
  const { subject, text, html } = writeEmail(edition, `https://brief.example/${edition.id}`)
  const written = {
    'page.html': writeHtml(edition),
    'edition.md': writeMarkdown(edition),
    'edition.json': writeJson(edition),
    'feed.xml': writeAtom([edition], place),
    'mail.txt': `Subject: ${subject}\n\n${text}`,
    'mail.html': html,
  }
  for (const [file, content] of Object.entries(written))
    await expect(content).toMatchFileSnapshot(`golden/brief/${name}/${file}`)
}

function read(parties: readonly ListedParty[]): ReadList {
  return {
    source: 'us-csl',
    parties,
    rows: parties.length,
    parts: ['csl'],
    dataOn: day('2026-11-23'),
    dataOnBasis: 'stated',
    highestNumber: null,
    notes: [],
  }
}
