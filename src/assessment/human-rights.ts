import { countryName } from '../base/index.ts'
import type { FactorReading } from './assessment.ts'
import {
  type Circumstances,
  concernsOf,
  endUsers,
  groundsOf,
  isSecurityBody,
  isStateBody,
  standingHits,
} from './circumstances.ts'

/** What the transaction itself says of a factor. `null`: nothing, so the factor is unknown. */
type Reading = { readonly state: 'known' | 'not-applicable'; readonly because: readonly string[] }

type Factor = {
  readonly id: string
  readonly title: string
  /** What to ask or look up. */
  readonly ask: string
  readonly read: (circumstances: Circumstances) => Reading | null
}

/**
 * The fourteen human-rights factors, H1 to H14, for one transaction. Findings the exporter holds come first: a known and a
 * contradicting one together make the factor `contradicted`. A factor nobody spoke to is `unknown`, and says what to ask;
 * `not-applicable` always gives its reason.
 */
export function readFactors(circumstances: Circumstances): readonly FactorReading[] {
  return FACTORS.map((factor) => readFactor(factor, circumstances))
}

function readFactor(factor: Factor, circumstances: Circumstances): FactorReading {
  const held = (circumstances.transaction.humanRights ?? []).filter((fact) => fact.factor === factor.id)
  const own = factor.read(circumstances)
  const statements = held.map((fact) => `${fact.text} (${fact.source})`)
  const base = { factor: factor.id, title: factor.title }
  if (held.some((fact) => fact.finding === 'contradicted')) {
    return { ...base, state: 'contradicted', because: [...statements, ...(own?.because ?? [])], ask: factor.ask }
  }
  if (held.some((fact) => fact.finding === 'known') || own?.state === 'known') {
    const isDisputed = held.some((fact) => fact.finding === 'not-applicable')
    const because = [...statements, ...(own?.because ?? [])]
    return isDisputed
      ? { ...base, state: 'contradicted', because, ask: factor.ask }
      : { ...base, state: 'known', because, ask: null }
  }
  if (held.length > 0) return { ...base, state: 'not-applicable', because: statements, ask: null }
  if (own !== null) return { ...base, state: 'not-applicable', because: own.because, ask: null }
  return { ...base, state: 'unknown', because: [], ask: factor.ask }
}

function known(...because: readonly string[]): Reading {
  return { state: 'known', because }
}

/**
 * A classified item outside the families of concern, for a named civil end user that matches nothing: factors of the
 * end user's conduct and the country's practice have nothing to attach to. Any of the three missing, and they are unknown.
 */
function ordinaryCivilSale(circumstances: Circumstances): Reading | null {
  const { transaction, lines, parties } = circumstances
  const users = endUsers(transaction)
  const isCivil =
    users.length > 0 && users.every((user) => user.endUserType === 'civil' || user.endUserType === 'individual')
  const isOrdinary = lines.every((line) => line.eccn !== null) && concernsOf(circumstances).length === 0
  const isUnlisted = parties.every((party) => standingHits(party).length === 0 && isScreened(party))
  if (!isCivil || !isOrdinary || !isUnlisted) return null
  return {
    state: 'not-applicable',
    because: ['no item is an entry of human-rights concern, the end user is civil, and no party matches a listed one'],
  }
}

/** Not screened is never clear: a party read against missing or stale lists is not known to be unlisted. */
function isScreened(party: Circumstances['parties'][number]): boolean {
  return [party.screening, ...party.owners.map((owner) => owner.screening)].every((one) => one.state !== 'notPerformed')
}

const FACTORS: readonly Factor[] = [
  {
    id: 'H1',
    title: 'What the item can do, and how it can be misused',
    ask: 'What can the item detect, watch, intercept, collect, restrain or hurt, and how could that be turned on people?',
    read: (all) => {
      if (all.lines.some((line) => line.eccn === null)) return null
      const concerns = concernsOf(all)
      return concerns.length > 0
        ? known(
            ...concerns.map(
              ({ line, item }) =>
                `${line.eccn}${line.paragraph ? `.${line.paragraph}` : ''}: ${item.title}. ${item.relevance}`,
            ),
          )
        : known('no item is an entry of human-rights concern; its description says what it can do')
    },
  },
  {
    id: 'H2',
    title: 'Who the end user is: identity, unit, mandate',
    ask: 'Which unit of which organisation will use the item, and under what mandate?',
    read: ({ transaction }) => {
      const users = endUsers(transaction)
      if (users.length === 0) return null
      if (users.some((user) => user.endUserType === undefined || user.endUserType === 'unknown')) return null
      if (users.some((user) => isStateBody(user.endUserType) && user.unit === undefined)) return null
      return known(...users.map((user) => `${user.name}${user.unit ? `, ${user.unit}` : ''}: ${user.endUserType}`))
    },
  },
  {
    id: 'H3',
    title: 'How the end user has behaved',
    ask: 'What do official reports, courts, the press and civil society say of this end user’s conduct?',
    read: (all) => {
      const listed = groundsOf(all.parties)
      if (listed.length > 0) {
        return known(
          ...listed.map(
            ({ party, hit }) =>
              `${party.name} or an owner matches ${hit.name}, listed for ${hit.grounds.join(', ')} (${hit.federalRegister.join(', ') || hit.entryKey})`,
          ),
        )
      }
      return ordinaryCivilSale(all)
    },
  },
  {
    id: 'H4',
    title: 'Links of a private end user to the state',
    ask: 'Who owns and directs the end user, and does it work for a government, army or police?',
    read: ({ transaction, parties }) => {
      const users = endUsers(transaction)
      if (users.length === 0) return null
      if (users.every((user) => isStateBody(user.endUserType))) {
        return { state: 'not-applicable', because: ['the end user is itself a body of the state'] }
      }
      const asked = users.filter((user) => user.owners !== undefined || user.ownersAsked === true)
      if (asked.length < users.length) return null
      const owners = parties.flatMap((party) =>
        party.owners.map(
          (owner) =>
            `${party.name} is owned by ${owner.path} (${owner.percent ?? 'share not known'}${owner.percent === null ? '' : ' %'})`,
        ),
      )
      return known(...(owners.length > 0 ? owners : ['owners were asked for; none holds a share of consequence']))
    },
  },
  {
    id: 'H5',
    title: 'The country’s practice, right by right',
    ask: 'What do current reports say of physical integrity, expression, assembly, privacy, non-discrimination and due process there?',
    read: ordinaryCivilSale,
  },
  {
    id: 'H6',
    title: 'Law, warrant and oversight of the use',
    ask: 'Which law permits this use, who must authorise it, and who independent reviews it?',
    read: ordinaryCivilSale,
  },
  {
    id: 'H7',
    title: 'Civil disorder, conflict or election now',
    ask: 'Is there civil disorder, conflict, a state of emergency or an election at the destination?',
    read: ordinaryCivilSale,
  },
  {
    id: 'H8',
    title: 'Groups that are targeted',
    ask: 'Could journalists, defenders, minorities, opposition or lawyers be the ones it is used on?',
    read: (all) => {
      const listed = groundsOf(all.parties).filter(({ hit }) =>
        hit.grounds.some(
          (ground) =>
            ground === 'detention' ||
            ground === 'surveillance' ||
            ground === 'dna-and-biometrics' ||
            ground === 'repression-of-protest',
        ),
      )
      return listed.length > 0
        ? known(...listed.map(({ hit }) => `${hit.name} is listed for ${hit.grounds.join(', ')} of people`))
        : ordinaryCivilSale(all)
    },
  },
  {
    id: 'H9',
    title: 'Diversion and onward transfer',
    ask: 'Could the item go on to somebody else? Who handles it on the way, and what binds them?',
    read: ({ transaction }) => {
      const users = endUsers(transaction)
      const others = transaction.parties.filter(
        (party) =>
          party.roles.some(
            (role) =>
              role === 'intermediate-consignee' ||
              role === 'purchaser' ||
              role === 'agent' ||
              role === 'freight-forwarder',
          ) && !party.roles.includes('end-user'),
      )
      if (users.length === 0 || transaction.endUse?.text === undefined) return null
      if (others.length > 0)
        return known(...others.map((party) => `${party.name} (${party.roles.join(', ')}) handles the item on the way`))
      const route = transaction.route ?? []
      return known(
        route.length === 0
          ? 'sold and shipped to the end user directly, for the use stated'
          : `sold to the end user directly, by way of ${route.map(countryName).join(', ')}`,
      )
    },
  },
  {
    id: 'H10',
    title: 'How severe, and whether it can be undone',
    ask: 'If it were misused: how grave for each person, for how many, and could the harm be repaired?',
    read: (all) => {
      const concerns = concernsOf(all)
      if (concerns.length === 0) return ordinaryCivilSale(all)
      if (
        !endUsers(all.transaction).some((user) => isSecurityBody(user.endUserType) || user.endUserType === 'government')
      )
        return null
      return known(...concerns.map(({ line, item }) => `${line.eccn} in the hands of a state body: ${item.relevance}`))
    },
  },
  {
    id: 'H11',
    title: 'Mitigations, and whether they can be verified',
    ask: 'Which features, contract terms, access controls or audits limit misuse, and how would we know that they work?',
    read: ordinaryCivilSale,
  },
  {
    id: 'H12',
    title: 'Leverage and exit',
    ask: 'Could we stop service, updates or spare parts if it were misused, and does the contract say so?',
    read: ordinaryCivilSale,
  },
  {
    id: 'H13',
    title: 'Earlier exports and complaints',
    ask: 'What did this end user get before, from us or others, and did anybody complain?',
    read: ordinaryCivilSale,
  },
  {
    id: 'H14',
    title: 'What civil society and tips say',
    ask: 'Has a tip, a report or a letter named this end user, unit or item?',
    read: ordinaryCivilSale,
  },
]
