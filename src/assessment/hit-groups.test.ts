import { describe, expect, it } from 'vitest'
import { day, sha256 } from '../base/index.ts'
import type { ListedParty } from '../lists/index.ts'
import { groupHits } from './hit-groups.ts'
import { screenParty } from './screen-parties.ts'
import { buildSnapshot } from './snapshot.ts'

function listed(list: ListedParty['list'], entryKey: string, properties: ListedParty['properties']): ListedParty {
  return {
    list,
    entryKey,
    entryVersion: sha256(`${list} ${entryKey}`),
    schema: 'Person',
    properties,
    listing: {
      programmes: [],
      licenceRequirement: null,
      licencePolicy: null,
      federalRegister: [],
      startOn: null,
      endOn: null,
      standardOrder: null,
      remarks: null,
    },
    grounds: [],
  }
}

const NAME = 'Fictionalov Example Testovich'

function hitsOf(...parties: readonly ListedParty[]) {
  const source = {
    source: 'own' as const,
    title: 'Fictional lists',
    lists: ['own' as const],
    version: sha256('v'),
    dataOn: day('2026-07-20'),
    retrievedOn: null,
    parties: parties.length,
    quarantined: null,
  }
  const snapshot = buildSnapshot([{ source, parties }])
  return screenParty({ name: NAME, roles: ['end-user'] }, 'p1', snapshot, []).answer.hits
}

describe('matches of one party on several lists', () => {
  it('are one group, with the reason, and each listing is kept', () => {
    const birth = { name: [NAME], birthDate: ['1960-03-04'] }
    const hits = hitsOf(
      listed('us-sdn', '1', birth),
      listed('un-sc', 'QDi.1', birth),
      listed('ca-sema', '9', { name: [NAME], birthDate: ['1961-05-06'] }),
    )
    const groups = groupHits(hits)
    expect(groups.map((group) => group.hits.map((at) => hits[at]?.list).sort())).toContainEqual(['un-sc', 'us-sdn'])
    expect(groups.flatMap((group) => group.hits).toSorted()).toEqual([0, 1, 2])
    const [joined] = groups.filter((group) => group.hits.length === 2)
    expect(joined?.joins).toMatchObject([{ reason: { kind: 'name-and-birth', birthDate: '1960-03-04' } }])
    for (const { between } of joined?.joins ?? []) for (const at of between) expect(joined?.hits).toContain(at)
  })

  it('are groups of one where nothing joins them', () => {
    const hits = hitsOf(
      listed('us-sdn', '1', { name: [NAME] }),
      listed('un-sc', 'QDi.1', { name: [NAME], birthDate: ['1960-03-04'] }),
    )
    expect(groupHits(hits)).toEqual([
      { hits: [0], joins: [] },
      { hits: [1], joins: [] },
    ])
  })
})
