import { type CountryCode, countryName, covers, type Day, day } from '../base/index.ts'
import { type GroupId, isInGroup, type LawTables, type RedFlag } from '../law/index.ts'
import type { RedFlagRaised } from './assessment.ts'
import {
  type Circumstances,
  concernsOf,
  endUsers,
  groundsOf,
  isSecurityBody,
  isStateBody,
  standingHits,
} from './circumstances.ts'

/** A flag of the catalogue, and what in the transaction raises it: no reason, no flag. */
type Trigger = { readonly id: string; readonly raisedBy: (circumstances: Circumstances) => readonly string[] }

const FIRST_DAY = day('0001-01-01')

/** Uses so vague that they say nothing of who will be watched, held or stopped. */
const VAGUE_USE =
  /\b(public (order|safety|security)|national security|state security|morality|security purposes|law and order|stability)\b/i
/** A use text longer than this, in characters, is taken to hold specifics; a shorter one with a vague word is not. */
const SPECIFIC_LENGTH = 120

const INTERCEPTION_FAMILIES = ['interception', 'network_surveillance', 'intrusion']

/**
 * Red flags of the catalogue that the facts raise on the export date, each with those facts and the inquiry it calls for.
 * Flags a person saw are raised with that person's note. A flag under a stay is not raised while the stay stands.
 */
export function raiseRedFlags(circumstances: Circumstances, on: Day): readonly RedFlagRaised[] {
  const seen = new Map(
    (circumstances.transaction.redFlagsSeen ?? []).map((flag) => [flag.id, flag.note ?? 'seen by a person']),
  )
  return circumstances.tables.redFlags.flatMap((flag) => {
    if (!standsOn(flag, on)) return []
    const trigger = TRIGGERS.find((one) => one.id === flag.id)
    const note = seen.get(flag.id)
    const because = [...(trigger?.raisedBy(circumstances) ?? []), ...(note === undefined ? [] : [note])]
    if (because.length === 0) return []
    const { id, text, source, isHumanRights, inquiry } = flag
    return [{ id, text, source, isHumanRights, because, inquiry }]
  })
}

function standsOn(flag: RedFlag, on: Day): boolean {
  return flag.inForce.some(({ from, until }) => covers({ from: from ?? FIRST_DAY, until }, on))
}

const TRIGGERS: readonly Trigger[] = [
  {
    id: 'RF-732-09',
    raisedBy: ({ transaction }) =>
      transaction.parties
        .filter(
          (party) => party.roles.includes('freight-forwarder') && has(party.roles, 'ultimate-consignee', 'end-user'),
        )
        .map((party) => `${party.name} forwards freight and is given as the final destination`),
  },
  {
    id: 'RF-732-14',
    raisedBy: ({ transaction, lines, tables }) =>
      lines.some((line) => /^\dA6\d\d$|^9[A-E]515$/.test(line.eccn ?? ''))
        ? via(transaction.route ?? [], 'D:5', tables)
        : [],
  },
  {
    id: 'RF-732-21',
    raisedBy: ({ transaction }) =>
      endUsers(transaction).length === 0 ? ['no party is named as end user, so the ultimate user is not known'] : [],
  },
  {
    id: 'RF-732-29',
    raisedBy: ({ parties }) =>
      parties.flatMap((party) =>
        party.owners
          .filter((owner) => owner.hits.some((hit) => hit.identity !== 'false-match' && isRestrictedOwner(hit.list)))
          .map(
            (owner) =>
              `${party.name} is owned by ${owner.path} (${shareOf(owner.percent)}), which matches a listed party`,
          ),
      ),
  },
  {
    id: 'RF-OWN-MIN',
    raisedBy: ({ parties }) =>
      parties.flatMap((party) =>
        party.owners
          .filter((owner) => owner.percent !== null && owner.percent > 0 && owner.percent < 50)
          .filter((owner) => owner.hits.some((hit) => hit.identity !== 'false-match'))
          .map((owner) => `${owner.path} holds ${owner.percent} % of ${party.name} and matches a listed party`),
      ),
  },
  {
    id: 'UB-LISTED-OWNER',
    raisedBy: ({ parties }) =>
      parties.flatMap((party) =>
        party.owners
          .filter((owner) => owner.hits.some((hit) => hit.identity !== 'false-match'))
          .map((owner) => `${owner.path} (${shareOf(owner.percent)}) owns ${party.name} and matches a listed party`),
      ),
  },
  {
    id: 'UB-LISTED-ROLE',
    raisedBy: ({ parties }) =>
      parties
        .filter((party) => !has(party.roles, 'purchaser', 'intermediate-consignee', 'ultimate-consignee', 'end-user'))
        .filter((party) => party.hits.some((hit) => hit.identity !== 'false-match'))
        .map((party) => `${party.name} (${party.roles.join(', ')}) matches a listed party`),
  },
  {
    id: 'HR-742-01',
    raisedBy: ({ transaction }) => known(transaction, 'H7'),
  },
  {
    id: 'HR-742-02',
    raisedBy: (all) =>
      concernsOf(all)
        .filter(({ item }) => item.section.includes('742.7') || item.section.includes('742.11'))
        .flatMap(({ line, item }) =>
          endUsers(all.transaction)
            .filter((user) => isSecurityBody(user.endUserType) || user.endUserType === 'government')
            .map((user) => `${item.title} (${line.eccn}) for ${user.name}, ${typeName(user.endUserType)}`),
        ),
  },
  {
    id: 'HR-742-03',
    raisedBy: (all) =>
      concernsOf(all)
        .filter(({ line }) =>
          line.determination.requirements.some((one) => one.reason !== 'CC' && one.effect === 'licence'),
        )
        .flatMap(({ line, item }) =>
          endUsers(all.transaction)
            .filter((user) => isStateBody(user.endUserType))
            .map(
              (user) =>
                `${item.title} (${line.eccn}) needs a licence and goes to ${user.name}, ${typeName(user.endUserType)}`,
            ),
        ),
  },
  {
    id: 'HR-742-04',
    raisedBy: ({ transaction, lines }) =>
      lines
        .filter((line) => line.eccn === '0A502' || line.eccn === '0A508')
        .flatMap((line) =>
          endUsers(transaction)
            .filter((user) => user.endUserType === 'police' || transaction.endUse?.isForPoliceResale === true)
            .map((user) => `${line.eccn} for ${user.name}, for police use or resale`),
        ),
  },
  {
    id: 'HR-742-05',
    raisedBy: ({ transaction, lines }) => {
      const { isCommunicationsProvider, isUsGovernmentOrContractor } = transaction.exporter
      if (isCommunicationsProvider === true || isUsGovernmentOrContractor === true) return []
      return lines
        .filter((line) => line.determination.requirements.some((requirement) => requirement.reason === 'SL'))
        .map(
          (line) =>
            `${line.item} is an interception item and the exporter is not shown to be a provider or US government body`,
        )
    },
  },
  {
    id: 'HR-744-01',
    raisedBy: ({ parties }) =>
      groundsOf(parties)
        .filter(({ hit }) => hit.list === 'us-entity-list')
        .map(({ party, hit }) => `${party.name} or an owner matches ${hit.name}, listed for ${hit.grounds.join(', ')}`),
  },
  {
    id: 'HR-744-02',
    raisedBy: ({ transaction }) =>
      endUsers(transaction)
        .filter((user) => user.endUserType === 'police' || user.endUserType === 'intelligence')
        .filter((user) => MILITARY_END_USER_COUNTRIES.includes(user.country ?? transaction.destination))
        .map(
          (user) =>
            `${user.name} is ${typeName(user.endUserType)} in ${countryName(user.country ?? transaction.destination)}`,
        ),
  },
  {
    id: 'HR-740-01',
    raisedBy: ({ transaction }) =>
      transaction.endUse?.isUnauthorisedIntrusion === true
        ? ['the end use given is to affect systems without the owner’s authority']
        : [],
  },
  {
    id: 'HR-740-02',
    raisedBy: (all) =>
      concernsOf(all)
        .filter(({ item }) => item.section.includes('740.22'))
        .flatMap(({ line }) =>
          endUsers(all.transaction)
            .filter(
              (user) => isStateBody(user.endUserType) && isGroupD(all, user.country ?? all.transaction.destination),
            )
            .map((user) => `${line.eccn} for ${user.name}, ${typeName(user.endUserType)} of a Country Group D country`),
        ),
  },
  {
    id: 'HR-DOS-04',
    raisedBy: ({ transaction }) => known(transaction, 'H5'),
  },
  {
    id: 'HR-DOS-05',
    raisedBy: ({ transaction, parties }) => {
      const security = endUsers(transaction).filter((user) => isSecurityBody(user.endUserType))
      if (security.length === 0) return []
      const listed = groundsOf(parties).map(({ hit }) => `${hit.name} is listed for ${hit.grounds.join(', ')}`)
      return [...known(transaction, 'H3'), ...listed]
    },
  },
  {
    id: 'HR-DOS-06',
    raisedBy: ({ transaction }) => known(transaction, 'H6'),
  },
  {
    id: 'HR-DOS-07',
    raisedBy: ({ transaction }) => {
      const users = endUsers(transaction).filter((user) => isStateBody(user.endUserType))
      const between = transaction.parties.filter(
        (party) =>
          has(party.roles, 'purchaser', 'intermediate-consignee', 'agent') && !party.roles.includes('end-user'),
      )
      return users.flatMap((user) =>
        between.map(
          (party) => `${party.name} (${party.roles.join(', ')}) stands between the exporter and ${user.name}`,
        ),
      )
    },
  },
  {
    id: 'HR-DOS-08',
    raisedBy: ({ transaction }) => {
      const use = transaction.endUse?.text ?? ''
      return VAGUE_USE.test(use) && use.length <= SPECIFIC_LENGTH ? [`the end use says only “${use}”`] : []
    },
  },
  {
    id: 'HR-DOS-11',
    raisedBy: ({ transaction }) => [...known(transaction, 'H7'), ...known(transaction, 'H8')],
  },
  {
    id: 'HR-EU-01',
    raisedBy: (all) =>
      concernsOf(all)
        .filter(({ item }) => INTERCEPTION_FAMILIES.includes(item.family))
        .map(({ line, item }) => `${line.item}: ${item.title}`),
  },
  {
    id: 'HR-EU-04',
    raisedBy: ({ parties }) =>
      parties
        .filter((party) => has(party.roles, 'end-user', 'ultimate-consignee'))
        .flatMap((party) =>
          standingHits(party).map((hit) => `${party.name} or an owner matches ${hit.name} (${hit.list})`),
        ),
  },
  {
    id: 'HR-EU-05',
    raisedBy: ({ transaction, tables }) => [
      ...via(transaction.route ?? [], 'E:1', tables),
      ...via(
        (transaction.route ?? []).filter((code) => code !== transaction.destination),
        'D:5',
        tables,
      ),
    ],
  },
]

/** SOURCE: 15 CFR 744.21(a)(1) and (a)(2), text of 2026-09-24. */
const MILITARY_END_USER_COUNTRIES: readonly string[] = ['BY', 'KH', 'CN', 'HK', 'MM', 'NI', 'RU', 'VE']

function has(roles: readonly string[], ...wanted: readonly string[]): boolean {
  return roles.some((role) => wanted.includes(role))
}

function known(transaction: Circumstances['transaction'], factor: string): readonly string[] {
  return (transaction.humanRights ?? [])
    .filter((fact) => fact.factor === factor && fact.finding === 'known')
    .map((fact) => `${fact.text} (${fact.source})`)
}

function via(route: readonly CountryCode[], group: GroupId, tables: LawTables): readonly string[] {
  return route
    .filter((code) => isInGroup(code, group, tables))
    .map((code) => `the route passes ${code}, of Country Group ${group}`)
}

function isGroupD({ tables }: Circumstances, code: CountryCode): boolean {
  return (['D:1', 'D:2', 'D:3', 'D:4', 'D:5'] as const).some((group) => isInGroup(code, group, tables))
}

function isRestrictedOwner(list: string): boolean {
  return list === 'us-entity-list' || list === 'us-meu' || list === 'us-sdn'
}

function shareOf(percent: number | null): string {
  return percent === null ? 'share not known' : `${percent} %`
}

function typeName(type: string | undefined): string {
  return type === undefined ? 'type not known' : `end-user type ${type}`
}
