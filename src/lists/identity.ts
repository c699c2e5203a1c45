/**
 * The same party on several lists, seen as one: groups of listings, each kept as it is, each join with its reason. Groups
 * only bring listings together for the eye; nothing is merged, dropped or screened less because of them, so in doubt two
 * listings stay apart.
 *
 * What joins, from the strongest: a reference one publisher gives to another's entry; a number that belongs to one party
 * alone, if something else fits too; a name and a full birth date; a name and a country. A weak alias joins nothing. What
 * contradicts (two full birth dates, two genders, two IMO numbers, a person and a body) keeps apart, also by way of a third.
 */
import { compareText, groupBy } from './entry.ts'
import type { ListedParty } from './party.ts'

/** Why two listings are taken for one party. */
export type JoinReason =
  | { readonly kind: 'reference'; readonly reference: string }
  | { readonly kind: 'identifier'; readonly number: string }
  | { readonly kind: 'name-and-birth'; readonly name: string; readonly birthDate: string }
  | { readonly kind: 'name-and-country'; readonly name: string; readonly country: string }

/** Places of the two among the members of their group, the smaller first. */
export type Join = { readonly between: readonly [number, number]; readonly reason: JoinReason }

export type PartyGroup = {
  /** By list and key. */
  readonly members: readonly ListedParty[]
  /** Every reason that holds between two members; empty for a party that stands alone. */
  readonly joins: readonly Join[]
}

/** A number or name borne by more listings than this belongs to nobody in particular. */
const MAX_BEARERS = 24
const MIN_NUMBER_LENGTH = 6
/** Names compared of one listing; the rest of a very long list of aliases says nothing new. */
const MAX_NAMES_COMPARED = 60

/** Lists whose publisher gives each party one number: two entries there are two parties to the one who knows best. */
const NUMBERED = new Set<ListedParty['list']>([
  ...(['us-sdn', 'us-ssi', 'us-cap', 'us-plc', 'us-fse', 'us-mbs', 'us-cmic'] as const),
  ...(['un-sc', 'eu-fsf', 'uk-sanctions', 'uk-hmt', 'ch-seco', 'ftm'] as const),
])

/** Words that half of all companies bear, in Latin letters and in Cyrillic. */
const COMMON_WORDS = new Set(
  `joint stock company co corporation corp concern group holding limited liability ltd llc llp jsc ojsc cjsc pjsc plc inc
  public open closed oao ooo zao pao ao aktsionernoe obshchestvo obschestvo otvetstvennostyu ogranichennoi otkrytoe
  publichnoe zakrytoe gmbh ag sa srl fze fzc fzco dmcc the of and for in named after im imeni plant factory works zavod
  institute research scientific science production enterprise state federal unitary center centre bureau design
  international trading trade industry industries industrial technology technologies technical ministry national
  акционерное общество открытое закрытое публичное ограниченной ответственностью с ао оао ооо зао пао завод имени
  предприятие научно исследовательский институт производственное государственное федеральное унитарное фгуп`
    .trim()
    .split(/\s+/),
)

/**
 * Every listing in exactly one group, whatever their order.
 * @example
 * groupsOf(parties).filter((group) => group.members.length > 1)
 */
export function groupsOf(parties: readonly ListedParty[]): readonly PartyGroup[] {
  const traits = [...parties].sort(byListKeyAndVersion).map(traitsOf)
  const clusters = new Clusters(traits)
  const edges = LEVELS.map((keysOf) => edgesOf(traits, keysOf))
  for (const level of edges) {
    // First what agrees on a birth date or an IMO number, then what at least does not contradict.
    clusters.merge(level.filter(({ a, b }) => agrees(traits, a, b)))
    clusters.merge(level)
  }
  return clusters.groups(edges.flat())
}

/** What is compared of one listing. */
type Traits = {
  readonly party: ListedParty
  readonly kind: 'person' | 'body' | 'vessel' | 'airplane' | 'address'
  readonly fullBirths: ReadonlySet<string>
  readonly genders: ReadonlySet<string>
  readonly imos: ReadonlySet<string>
  readonly countries: ReadonlySet<string>
  /** Folded: the main name in all its forms, and main names and aliases together. */
  readonly mainNames: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  /** Of each of `names`, the words that tell it from others. */
  readonly telling: readonly ReadonlySet<string>[]
}

const KINDS: Readonly<Record<ListedParty['schema'], Traits['kind']>> = {
  Person: 'person',
  Organization: 'body',
  Company: 'body',
  LegalEntity: 'body',
  Vessel: 'vessel',
  Airplane: 'airplane',
  Address: 'address',
}

function traitsOf(party: ListedParty): Traits {
  const of = (property: string): readonly string[] => party.properties[property] ?? []
  const kind = kindOf(party)
  const fold = (name: string): string => foldName(name, kind === 'person')
  const mainNames = new Set(of('name').map(fold).filter(Boolean))
  const names = new Set([...mainNames, ...of('alias').map(fold).filter(Boolean)])
  return {
    party,
    kind,
    fullBirths: new Set(of('birthDate').filter((date) => date.length === 10)),
    genders: new Set(of('gender').filter((gender) => gender === 'male' || gender === 'female')),
    imos: new Set(of('imoNumber')),
    countries: new Set([...of('country'), ...of('nationality'), ...of('flag')]),
    mainNames,
    names,
    telling: [...names]
      .map((name) => new Set(name.split(' ').filter((word) => word.length > 1 && !COMMON_WORDS.has(word))))
      .filter((words) => words.size > 0),
  }
}

/** The Entity List and others do not say whether a name is a person's; a birth date does. */
function kindOf(party: ListedParty): Traits['kind'] {
  return party.schema === 'LegalEntity' && party.properties.birthDate !== undefined ? 'person' : KINDS[party.schema]
}

/** Letters and digits of any script in small letters; the words of a person's name in one order, for lists disagree on it. */
function foldName(name: string, isPerson: boolean): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return (isPerson ? words.sort(compareText) : words).join(' ')
}

type Edge = { readonly a: number; readonly b: number; readonly reason: JoinReason }
/** A thing that two listings can share, and whether sharing it is enough for these two. */
type Key = { readonly value: string; readonly reason: JoinReason }
type KeysOf = {
  readonly keys: (traits: Traits) => readonly Key[]
  readonly isEnough: (a: Traits, b: Traits, reason: JoinReason) => boolean
}

const BY_REFERENCE: KeysOf = {
  keys({ party }) {
    const of = (property: string): readonly string[] => party.properties[property] ?? []
    const references = [
      ...of('unscId').map((id) => `UN ${id}`),
      ...of('ukReference').map((id) => `UK ${id}`),
      ...of('ofsiGroup').map((id) => `OFSI ${id}`),
      ...(party.list === 'un-sc' ? [`UN ${party.entryKey}`] : []),
      ...(party.list === 'uk-sanctions' ? [`UK ${party.entryKey}`] : []),
      ...(party.list === 'uk-hmt' ? [`OFSI ${party.entryKey}`] : []),
    ]
    return references.map((reference) => ({ value: reference, reason: { kind: 'reference', reference } }))
  },
  isEnough: () => true,
}

const NUMBERS = ['imoNumber', 'passportNumber', 'idNumber', 'taxNumber', 'registrationNumber', 'cryptoWallet'] as const

const BY_NUMBER: KeysOf = {
  keys({ party }) {
    // Whether a number is a tax number or one of a register, lists disagree; whose it is, they do not.
    const numbers = NUMBERS.flatMap((property) => party.properties[property] ?? [])
      .map((number) => number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''))
      .filter((number) => number.length >= MIN_NUMBER_LENGTH && /\d{4}/.test(number) && !/^(.)\1+$/.test(number))
    return numbers.map((number) => ({ value: number, reason: { kind: 'identifier', number } }))
  },
  isEnough(a, b, reason) {
    if (reason.kind !== 'identifier') return false
    if (a.kind === 'vessel' && a.imos.has(reason.number) && b.imos.has(reason.number)) return true
    // Two states give one number to two people, and lists print the number of one party beside another's name.
    return shared(a.fullBirths, b.fullBirths) !== null || areNamedAlike(a, b)
  },
}

const BY_NAME_AND_BIRTH: KeysOf = {
  keys({ kind, names, fullBirths }) {
    if (kind !== 'person') return []
    return [...names]
      .filter((name) => name.includes(' '))
      .flatMap((name) =>
        [...fullBirths].map((birthDate) => ({
          value: `${birthDate} ${name}`,
          reason: { kind: 'name-and-birth', name, birthDate } as const,
        })),
      )
  },
  isEnough(a, b, reason) {
    if (reason.kind !== 'name-and-birth') return false
    // The first of January stands for an unknown day: then the main names must be the same, not only two aliases.
    const isVague = reason.birthDate.endsWith('-01-01')
    const mains = Number(a.mainNames.has(reason.name)) + Number(b.mainNames.has(reason.name))
    return mains === 2 || (mains === 1 && !isVague) || (!isVague && reason.name.split(' ').length > 2)
  },
}

const BY_NAME_AND_COUNTRY: KeysOf = {
  keys({ kind, mainNames, countries }) {
    if (kind === 'address') return []
    return [...mainNames]
      .filter((name) => isTelling(name, kind))
      .flatMap((name) =>
        [...countries].map((country) => ({
          value: `${kind} ${country} ${name}`,
          reason: { kind: 'name-and-country', name, country } as const,
        })),
      )
  },
  // Two entries of one list with one name are two parties to their publisher, unless a number or a birth date joins them.
  isEnough(a, b) {
    const years = (traits: Traits) => new Set((traits.party.properties.birthDate ?? []).map((date) => date.slice(0, 4)))
    const [one, other] = [years(a), years(b)]
    if (one.size > 0 && other.size > 0 && shared(one, other) === null) return false
    return a.party.list !== b.party.list || (a.kind === 'body' && sharesAddress(a, b))
  },
}

const LEVELS: readonly KeysOf[] = [BY_REFERENCE, BY_NUMBER, BY_NAME_AND_BIRTH, BY_NAME_AND_COUNTRY]

/** Two words name many people of one country; a lone short word many bodies; a ship's name says little without its number. */
function isTelling(name: string, kind: Traits['kind']): boolean {
  const words = name.split(' ').length
  if (kind === 'person') return words >= 3
  return kind === 'body' && (words >= 2 || name.length >= 6)
}

/** Some name of one and some name of the other have more than half of the words in common that tell the shorter apart. */
function areNamedAlike(a: Traits, b: Traits): boolean {
  const [some, others] = [a.telling.slice(0, MAX_NAMES_COMPARED), b.telling.slice(0, MAX_NAMES_COMPARED)]
  return some.some((one) =>
    others.some((other) => {
      const common = [...one].filter((word) => other.has(word)).length
      return common * 2 > Math.min(one.size, other.size)
    }),
  )
}

function sharesAddress(a: Traits, b: Traits): boolean {
  return shared(new Set(a.party.properties.address), new Set(b.party.properties.address)) !== null
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): string | null {
  for (const value of a) if (b.has(value)) return value
  return null
}

function edgesOf(traits: readonly Traits[], { keys, isEnough }: KeysOf): readonly Edge[] {
  const bearers = new Map<string, { readonly reason: JoinReason; readonly at: number[] }>()
  for (const [i, one] of traits.entries())
    for (const { value, reason } of new Map(keys(one).map((key) => [key.value, key])).values()) {
      const known = bearers.get(value)
      if (known) known.at.push(i)
      else bearers.set(value, { reason, at: [i] })
    }
  return [...bearers.values()].flatMap(({ reason, at }) =>
    at.length > MAX_BEARERS
      ? []
      : at.flatMap((a, i) =>
          at.slice(i + 1).flatMap((b) => {
            const [one, other] = [traits[a], traits[b]]
            if (one === undefined || other === undefined || isKeptApart(one, other)) return []
            return isEnough(one, other, reason) ? [{ a, b, reason }] : []
          }),
        ),
  )
}

/** Their own publisher tells the two apart, or what is known of them does. */
function isKeptApart(a: Traits, b: Traits): boolean {
  return (a.party.list === b.party.list && NUMBERED.has(a.party.list)) || contradict(a, b)
}

function contradict(a: Traits, b: Traits): boolean {
  const differ = (x: ReadonlySet<string>, y: ReadonlySet<string>) => x.size > 0 && y.size > 0 && shared(x, y) === null
  if (a.kind !== b.kind) return true
  return differ(a.fullBirths, b.fullBirths) || differ(a.genders, b.genders) || differ(a.imos, b.imos)
}

function agrees(traits: readonly Traits[], a: number, b: number): boolean {
  const [one, other] = [traits[a], traits[b]]
  if (one === undefined || other === undefined) return false
  return shared(one.fullBirths, other.fullBirths) !== null || shared(one.imos, other.imos) !== null
}

/** Listings brought together so far. INVARIANT: no two of one cluster contradict each other. */
class Clusters {
  readonly #traits: readonly Traits[]
  #of: number[]

  constructor(traits: readonly Traits[]) {
    this.#traits = traits
    this.#of = traits.map((_, i) => i)
  }

  /**
   * Brings together all that hang together by these edges; where somewhere among them two contradict, none of them, for
   * which of the edges is the wrong one nobody can tell. So the order of edges and listings does not matter.
   */
  merge(edges: readonly Edge[]): void {
    const parent = new Map<number, number>()
    const rootOf = (cluster: number): number => {
      let root = cluster
      for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up
      if (root !== cluster) parent.set(cluster, root)
      return root
    }
    for (const { a, b } of edges) {
      const [one, other] = [rootOf(this.#of[a] ?? a), rootOf(this.#of[b] ?? b)]
      if (one !== other) parent.set(Math.max(one, other), Math.min(one, other))
    }
    if (parent.size === 0) return
    const roots = new Set([...parent.keys()].map(rootOf))
    const touched = this.#of.flatMap((cluster, i) => (roots.has(rootOf(cluster)) ? [i] : []))
    const wanted = groupBy(touched, (i) => rootOf(this.#of[i] ?? i))
    for (const [root, members] of wanted) {
      const isSound = members.every((a, i) =>
        members.slice(i + 1).every((b) => {
          const [one, other] = [this.#traits[a], this.#traits[b]]
          return one === undefined || other === undefined || !contradict(one, other)
        }),
      )
      if (isSound) for (const member of members) this.#of[member] = root
    }
  }

  groups(edges: readonly Edge[]): readonly PartyGroup[] {
    const inside = groupBy(
      edges.filter(({ a, b }) => this.#of[a] === this.#of[b]),
      ({ a }) => this.#of[a],
    )
    return [...groupBy([...this.#traits.keys()], (i) => this.#of[i])].map(([cluster, at]) => {
      const place = new Map(at.map((i, position) => [i, position]))
      return {
        members: at.flatMap((i) => this.#traits[i]?.party ?? []),
        joins: (inside.get(cluster) ?? []).map(({ a, b, reason }) => ({
          between: [place.get(a) ?? 0, place.get(b) ?? 0],
          reason,
        })),
      }
    })
  }
}

function byListKeyAndVersion(a: ListedParty, b: ListedParty): number {
  return (
    compareText(a.list, b.list) || compareText(a.entryKey, b.entryKey) || compareText(a.entryVersion, b.entryVersion)
  )
}
