/** Every assessment that is kept, as far as parties and items need it. An assessment never changes, so each is read once. */
import type { Assessment, ListUse, Transaction } from '../../assessment/index.ts'
import type { Store } from '../../store/index.ts'

/** A party, or an owner of one, as one assessment has it. */
export type AssessedParty = {
  /** `buyer`, or with the path to an owner `buyer > Holding A`. */
  readonly ref: string
  readonly name: string
  readonly otherNames: readonly string[]
  readonly country: string | null
  /** Of an owner: `owner`. */
  readonly roles: readonly string[]
  readonly screening: Assessment['parties'][number]['screening']
  readonly hits: readonly AssessedHit[]
  /** `ref` of what it owns a share of; `null`: it is a party itself. */
  readonly owns: string | null
  /** Of what it owns. `null`: not known, or it is a party itself. */
  readonly percent: number | null
  /** Somebody asked who owns it. */
  readonly isOwnersAsked: boolean
}

export type AssessedHit = {
  /** List and key: `us-sdn/123`. */
  readonly entry: string
  readonly entryVersion: string
  readonly name: string
  readonly identity: Assessment['parties'][number]['hits'][number]['identity']
}

export type AssessedItem = {
  readonly ref: string
  readonly part: string | null
  readonly description: string | null
  readonly eccn: string | null
  readonly paragraph: string | null
  readonly classifiedBy: string | null
  readonly quantity: string | null
  readonly unit: string | null
  readonly valueUsd: string | null
  readonly outcome: Assessment['law']['outcome']
}

export type Assessed = {
  readonly id: string
  readonly askedAt: string
  readonly on: string
  readonly reference: string | null
  readonly destination: string
  readonly parties: readonly AssessedParty[]
  readonly items: readonly AssessedItem[]
  /** What was screened against. */
  readonly lists: readonly Pick<ListUse, 'source' | 'title' | 'state' | 'version' | 'dataOn' | 'isRequired'>[]
}

/** Oldest first. */
export function newAssessedReader(
  store: Pick<Store, 'assessmentIds' | 'readAssessment'>,
): () => Promise<readonly Assessed[]> {
  const known = new Map<string, Assessed>()
  return async () => {
    const ids = await store.assessmentIds()
    for (const id of ids) {
      if (known.has(id)) continue
      const assessment = await store.readAssessment(id)
      if (assessment !== null) known.set(id, assessedOf(assessment))
    }
    return ids.flatMap((id) => known.get(id) ?? [])
  }
}

export function assessedOf(assessment: Assessment): Assessed {
  const { id, askedAt, on, transaction, lines, lists } = assessment
  return {
    id,
    askedAt,
    on,
    reference: transaction.reference ?? null,
    destination: transaction.destination,
    parties: assessment.parties.flatMap((party, i) => partiesOf(party, transaction.parties[i])),
    items: lines.map(({ ref, eccn, paragraph, classifiedBy, determination }, i): AssessedItem => {
      const {
        part = null,
        description = null,
        quantity = null,
        unit = null,
        valueUsd = null,
      } = transaction.items[i] ?? {}
      return {
        ref,
        part,
        description,
        eccn,
        paragraph,
        classifiedBy,
        quantity,
        unit,
        valueUsd,
        outcome: determination.outcome,
      }
    }),
    lists: lists.map(({ source, title, state, version, dataOn, isRequired }) => ({
      source,
      title,
      state,
      version,
      dataOn,
      isRequired,
    })),
  }
}

type Given = Transaction['parties'][number]
type GivenOwner = NonNullable<Given['owners']>[number]

function partiesOf(party: Assessment['parties'][number], given: Given | undefined): readonly AssessedParty[] {
  const owners = new Map(givenOwners(given?.owners ?? [], []))
  return [
    {
      ref: party.ref,
      name: party.name,
      otherNames: [...(given?.otherNames ?? []), ...(given?.unit === undefined ? [] : [given.unit])],
      country: party.country,
      roles: party.roles,
      screening: party.screening,
      hits: party.hits.map(hitOf),
      owns: null,
      percent: null,
      isOwnersAsked: given?.ownersAsked === true || (given?.owners ?? []).length > 0,
    },
    ...party.owners.map(({ path, name, percent, screening, hits }): AssessedParty => {
      const above = path.split(' > ').slice(0, -1)
      const own = owners.get(path)
      return {
        ref: `${party.ref} > ${path}`,
        name,
        otherNames: [],
        country: own?.country ?? null,
        roles: ['owner'],
        screening,
        hits: hits.map(hitOf),
        owns: [party.ref, ...above].join(' > '),
        percent,
        isOwnersAsked: (own?.owners ?? []).length > 0,
      }
    }),
  ]
}

function givenOwners(
  owners: readonly GivenOwner[],
  above: readonly string[],
): readonly (readonly [string, GivenOwner])[] {
  return owners.flatMap((owner) => {
    const path = [...above, owner.name]
    return [[path.join(' > '), owner] as const, ...givenOwners(owner.owners ?? [], path)]
  })
}

function hitOf({
  list,
  entryKey,
  entryVersion,
  name,
  identity,
}: Assessment['parties'][number]['hits'][number]): AssessedHit {
  return { entry: `${list}/${entryKey}`, entryVersion, name, identity }
}
