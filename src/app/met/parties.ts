/** Every party that was met in a case or an assessment: who it is, what it did there, how it was screened and what is known. */
import type { CaseState, HitDecision } from '../../case/index.ts'
import type { KnownCase } from '../cases-book.ts'
import type { Assessed, AssessedParty } from './assessed.ts'
import { nameKey, searchKey, shortId } from './name-key.ts'

/** Where it was met. `case` `null`: assessed, and no case was opened on it. */
export type Meeting = {
  readonly case: string | null
  readonly assessment: string
  readonly reference: string
  readonly closed: CaseState['closed']
  readonly exportOn: string
  /** As the case calls it: `buyer`, `buyer > Holding A`. */
  readonly ref: string
  readonly roles: readonly string[]
  readonly askedAt: string
}

export type LastScreening = {
  /** Instant, UTC. */
  readonly at: string
  readonly assessment: string
  readonly case: string | null
  readonly state: AssessedParty['screening']['state']
  readonly because: string
  readonly nameForms: readonly string[]
  /** Two people who said that it was screened by other means; empty: nobody did. */
  readonly vouchedBy: readonly string[]
  readonly lists: readonly (Assessed['lists'][number] & {
    /** The version is the one in use now; `false`: another has come since, and the party was not screened against it. */
    readonly isInUse: boolean
  })[]
}

export type HitMet = {
  readonly entry: string
  readonly entryVersion: string
  readonly name: string
  readonly case: string | null
  readonly reference: string
  readonly ref: string
  /** What a person decided. `null`: nobody did. */
  readonly decision: HitDecision | null
  readonly reason: string | null
  readonly by: string | null
  /** How many decisions on an earlier version of the entry or the party hold no more. */
  readonly earlier: number
}

export type InformationMet = {
  readonly item: string
  readonly case: string
  readonly reference: string
  readonly because: string
  readonly disposition: string | null
}

/** A share of one in the other. */
export type Share = {
  readonly id: string
  readonly name: string
  /** `null`: not known. */
  readonly percent: number | null
  readonly reference: string
}

export type PartyMet = {
  readonly id: string
  readonly name: string
  readonly otherNames: readonly string[]
  readonly country: string | null
  /** `owner` where it was met as one. */
  readonly roles: readonly string[]
  /** Newest first. */
  readonly meetings: readonly Meeting[]
  /** `null`: its assessment is not kept here, so nothing is known of a screening. */
  readonly lastScreening: LastScreening | null
  readonly hits: readonly HitMet[]
  readonly information: readonly InformationMet[]
  readonly owners: readonly Share[]
  /** `false`: nobody ever asked who owns it. */
  readonly isOwnersAsked: boolean
  readonly owns: readonly Share[]
  /** Others that bear one of its names, elsewhere or of a country that is not known: whether they are one is for a person to say. */
  readonly namesakes: readonly { readonly id: string; readonly name: string; readonly country: string | null }[]
}

type Met = {
  readonly party: AssessedParty
  readonly meeting: Meeting
  readonly assessed: Assessed | null
  readonly known: KnownCase | null
}

/** @param inUse versions of the lists in use now, by source */
export function partiesMet(
  cases: readonly KnownCase[],
  assessments: readonly Assessed[],
  inUse: ReadonlyMap<string, string | null>,
): readonly PartyMet[] {
  const groups = new Map<string, Met[]>()
  for (const met of everyMeeting(cases, assessments)) {
    const id = idOf(met.party)
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [met])
    else group.push(met)
  }
  const bearers = new Map<string, Set<string>>()
  for (const [id, group] of groups)
    for (const name of namesOf(group)) bearers.set(nameKey(name), (bearers.get(nameKey(name)) ?? new Set()).add(id))
  const shares = sharesIn([...groups.values()].flat())
  return [...groups]
    .map(([id, group]) => partyOf(id, group, inUse, shares, (name) => bearers.get(name) ?? new Set(), groups))
    .toSorted((a, b) => compare(b.meetings[0]?.askedAt ?? '', a.meetings[0]?.askedAt ?? '') || compare(a.name, b.name))
}

/** Those whose name, other name or reference holds what was typed; nothing typed: all. */
export function partiesNamed(parties: readonly PartyMet[], typed: string): readonly PartyMet[] {
  const wanted = searchKey(typed)
  if (wanted === '') return typed.trim() === '' ? parties : []
  return parties.filter(({ name, otherNames, meetings }) =>
    [name, ...otherNames, ...meetings.map(({ reference }) => reference)].some((text) =>
      searchKey(text).includes(wanted),
    ),
  )
}

function idOf({ name, country }: Pick<AssessedParty, 'name' | 'country'>): string {
  return shortId('party', nameKey(name), country ?? '')
}

/** Each party of each assessment, with its case; and parties of cases whose assessment is not kept here. */
function everyMeeting(cases: readonly KnownCase[], assessments: readonly Assessed[]): readonly Met[] {
  const caseOfAssessment = new Map<string, KnownCase>()
  for (const known of cases)
    for (const { event } of known.timeline)
      if (event.kind === 'case.opened' || event.kind === 'case.reassessed')
        caseOfAssessment.set(event.assessment.id, known)
  const kept = new Set(assessments.map(({ id }) => id))
  return [
    ...assessments.flatMap((assessed) => {
      const known = caseOfAssessment.get(assessed.id) ?? null
      return assessed.parties.map((party) => ({ party, known, assessed, meeting: meetingOf(party, assessed, known) }))
    }),
    ...cases
      .filter(({ state }) => !kept.has(state.assessment.id))
      .flatMap((known) =>
        known.state.parties.map(({ ref, names, roles, country }) => {
          const party: AssessedParty = {
            ref,
            name: names[0] ?? ref,
            otherNames: [],
            country,
            roles,
            screening: { nameForms: [], state: 'notPerformed', because: 'its assessment is not kept here' },
            hits: [],
            owns: null,
            percent: null,
            isOwnersAsked: false,
          }
          return { party, known, assessed: null, meeting: meetingOf(party, null, known) }
        }),
      ),
  ]
}

function meetingOf({ ref, roles }: AssessedParty, assessed: Assessed | null, known: KnownCase | null): Meeting {
  return {
    case: known?.id ?? null,
    assessment: assessed?.id ?? known?.state.assessment.id ?? '',
    reference: known?.state.reference ?? assessed?.reference ?? assessed?.id ?? '',
    closed: known?.state.closed ?? null,
    exportOn: known?.state.exportOn ?? assessed?.on ?? '',
    ref,
    roles,
    askedAt: assessed?.askedAt ?? known?.openedAt ?? '',
  }
}

function namesOf(group: readonly Met[]): readonly string[] {
  const names = new Map<string, string>()
  for (const { party } of group)
    for (const name of [party.name, ...party.otherNames]) if (!names.has(nameKey(name))) names.set(nameKey(name), name)
  return [...names.values()]
}

function partyOf(
  id: string,
  group: readonly Met[],
  inUse: ReadonlyMap<string, string | null>,
  shares: Shares,
  bearersOf: (name: string) => ReadonlySet<string>,
  groups: ReadonlyMap<string, readonly Met[]>,
): PartyMet {
  const newestFirst = group.toSorted((a, b) => compare(b.meeting.askedAt, a.meeting.askedAt))
  const [newest] = newestFirst
  const [name = '', ...otherNames] = namesOf(newestFirst)
  const namesakes = new Set([name, ...otherNames].flatMap((one) => [...bearersOf(nameKey(one))]))
  namesakes.delete(id)
  return {
    id,
    name,
    otherNames,
    country: newest?.party.country ?? null,
    roles: [...new Set(newestFirst.flatMap(({ party }) => party.roles))],
    meetings: newestFirst.map(({ meeting }) => meeting),
    lastScreening: screeningOf(newestFirst, inUse),
    hits: hitsOf(newestFirst),
    information: informationOf(newestFirst),
    owners: shares.owners.get(id) ?? [],
    isOwnersAsked: newestFirst.some(({ party }) => party.isOwnersAsked),
    owns: shares.owned.get(id) ?? [],
    namesakes: [...namesakes].flatMap((other) => {
      const [first] = groups.get(other) ?? []
      return first === undefined ? [] : [{ id: other, name: first.party.name, country: first.party.country }]
    }),
  }
}

function screeningOf(newestFirst: readonly Met[], inUse: ReadonlyMap<string, string | null>): LastScreening | null {
  const last = newestFirst.find(({ assessed }) => assessed !== null)
  if (last?.assessed === null || last === undefined) return null
  const { party, assessed, known } = last
  const vouched = known?.state.screenings.find((one) => one.party === party.ref)?.vouchedBy ?? []
  return {
    at: assessed.askedAt,
    assessment: assessed.id,
    case: known?.id ?? null,
    ...party.screening,
    vouchedBy: vouched.map((person) => person.name),
    lists: assessed.lists.map((list) => ({
      ...list,
      isInUse: list.version !== null && inUse.get(list.source) === list.version,
    })),
  }
}

/** Of a case, as it has them; of an assessment without one, as it found them. One pair of party and entry once for each. */
function hitsOf(newestFirst: readonly Met[]): readonly HitMet[] {
  const hits = new Map<string, HitMet>()
  for (const { party, meeting, known } of newestFirst) {
    const place = { case: meeting.case, reference: meeting.reference, ref: party.ref }
    const found: readonly HitMet[] =
      known === null
        ? party.hits.map(({ entry, entryVersion, name, identity }) => ({
            ...place,
            entry,
            entryVersion,
            name,
            decision: identity === 'confirmed' ? 'true-match' : identity === 'false-match' ? 'false-match' : null,
            reason: null,
            by: null,
            earlier: 0,
          }))
        : known.state.hits
            .filter((hit) => hit.party === party.ref)
            .map(({ entry, entryVersion, name, decision, reason, by, earlier }) => ({
              ...place,
              entry,
              entryVersion,
              name,
              decision,
              reason,
              by: by?.name ?? null,
              earlier: earlier.length,
            }))
    for (const hit of found) {
      const key = `${meeting.case ?? meeting.assessment} ${party.ref} ${hit.entry}`
      if (!hits.has(key)) hits.set(key, hit)
    }
  }
  return [...hits.values()]
}

/** News of an owner is linked to the party it owns: there its words are read. */
function informationOf(newestFirst: readonly Met[]): readonly InformationMet[] {
  const items = new Map<string, InformationMet>()
  for (const { party, known } of newestFirst) {
    if (known === null) continue
    for (const { item, party: ref, because, disposition } of known.state.information) {
      if (ref !== party.ref) continue
      items.set(`${known.id} ${item}`, {
        item,
        case: known.id,
        reference: known.state.reference,
        because,
        disposition,
      })
    }
  }
  return [...items.values()]
}

type Shares = {
  readonly owners: ReadonlyMap<string, readonly Share[]>
  readonly owned: ReadonlyMap<string, readonly Share[]>
}

/** Who holds what of whom, as the newest assessment that names the pair has it. */
function sharesIn(met: readonly Met[]): Shares {
  const owners = new Map<string, Map<string, Share>>()
  const owned = new Map<string, Map<string, Share>>()
  const put = (into: Map<string, Map<string, Share>>, id: string, share: Share) =>
    into.set(id, (into.get(id) ?? new Map()).set(share.id, share))
  for (const { party, assessed, meeting } of met.toSorted((a, b) => compare(a.meeting.askedAt, b.meeting.askedAt))) {
    const below = assessed?.parties.find(({ ref }) => ref === party.owns)
    if (below === undefined) continue
    const { percent } = party
    const { reference } = meeting
    put(owners, idOf(below), { id: idOf(party), name: party.name, percent, reference })
    put(owned, idOf(party), { id: idOf(below), name: below.name, percent, reference })
  }
  const lists = (of: Map<string, Map<string, Share>>) =>
    new Map([...of].map(([id, shares]) => [id, [...shares.values()]]))
  return { owners: lists(owners), owned: lists(owned) }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
