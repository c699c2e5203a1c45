/** What an assessment says, as the first events of its case. */

import type { Assessment, OwnerAnswer, SuppressionUse, Transaction } from '../assessment/index.ts'
import { given, type Sha256, sha256 } from '../base/index.ts'
import { reliancesOf } from '../brief/index.ts'
import type { CaseEvent, CaseParty } from '../case/index.ts'
import type { LawTables } from '../law/index.ts'
import { recordText } from '../store/index.ts'

type Opening = Extract<CaseEvent, { kind: 'case.opened' }>
type Party = Transaction['parties'][number]
type Owner = NonNullable<Party['owners']>[number]

/**
 * The event that opens the case.
 * @param sha256 of the assessment's stored text
 * @param revenueOwners ids of people who earn from the sale
 */
export function openingOf(
  assessment: Assessment,
  sha256: string,
  revenueOwners: readonly string[],
  tables: LawTables,
): Opening {
  const { transaction, id, on, law, action, lines } = assessment
  return {
    kind: 'case.opened',
    reference: transaction.reference ?? id,
    exportOn: on,
    assessment: { id, sha256 },
    law: law.outcome,
    action: action.state,
    parties: assessment.parties.map(({ ref, name, roles, country }, i): CaseParty => {
      const party = transaction.parties[i]
      return { ref, names: party === undefined ? [name] : everyName(party), roles, country }
    }),
    items: lines.map(({ ref, item, eccn, paragraph }) => ({ ref, name: item, eccn, paragraph })),
    revenueOwners,
    relies: reliancesOf(assessment, tables),
    facts: factsOf(transaction),
  }
}

/** What was decided of hits is no fact of the matter: it is the answer to one. */
function factsOf({ destination, endUse, parties, items }: Transaction): NonNullable<Opening['facts']> {
  const said = parties.map(({ hitDecisions: _, ...party }) => party)
  return {
    destination,
    endUse: endUse === undefined ? null : sha256(recordText(endUse)),
    parties: sha256(recordText(said)),
    items: sha256(recordText(items)),
  }
}

/** What was found, in the order a reader needs it: who, what, what the law says, what is unknown, what is suspicious. */
export function findingsOf(assessment: Assessment): readonly CaseEvent[] {
  const questions = new Map(assessment.questions.map((question) => [question.id, question]))
  const { state, reasons } = assessment.action
  return [
    ...screeningsOf(assessment),
    ...assessment.lines.flatMap(({ ref, eccn, paragraph, classifiedBy }): CaseEvent[] =>
      eccn === null
        ? []
        : [
            {
              kind: 'classification.recorded',
              item: ref,
              eccn: paragraph === null ? eccn : `${eccn}.${paragraph}`,
              by: classifiedBy ?? 'nobody named',
            },
          ],
    ),
    ...assessment.lines.map(
      ({ ref, determination }): CaseEvent => ({
        kind: 'determination.recorded',
        item: ref,
        outcome: determination.outcome,
        requirements: determination.requirements.map(({ paragraph, reason }) => `${paragraph} (${reason})`),
        exceptions: determination.exceptions.flatMap(({ code, available }) => (available === true ? [code] : [])),
      }),
    ),
    ...assessment.humanRights.map(
      ({ factor, state: reading, because }): CaseEvent => ({
        kind: 'factor.recorded',
        factor,
        state: reading,
        because,
      }),
    ),
    ...[...questions.values()].map(
      ({ id, text, paragraph }): CaseEvent => ({ kind: 'question.opened', question: id, text, paragraph }),
    ),
    ...assessment.redFlags.map(
      ({ id, text, because, source }): CaseEvent => ({ kind: 'flag.raised', flag: id, text, because, from: source }),
    ),
    ...(state === 'hold' || state === 'refrain'
      ? [
          {
            kind: 'hold.placed',
            hold: 'assessment',
            reason: reasons.join('; ') || `the assessment says ${state}`,
            source: `assessment ${assessment.id}`,
          } as const,
        ]
      : []),
  ]
}

/** Each party and each of its owners, as the assessment screened them. */
export function screeningsOf({ parties, lists, transaction }: Screened): readonly ScreeningRecorded[] {
  const read = new Set(lists.flatMap((list) => (list.state === 'current' ? list.lists : [])))
  const isComplete = lists.every((list) => !list.isRequired || list.lists.every((one) => read.has(one)))
  const recorded = (
    ref: string,
    version: Sha256,
    found: Pick<OwnerAnswer, 'screening' | 'hits'>,
  ): ScreeningRecorded => ({
    kind: 'screening.recorded',
    party: ref,
    partyVersion: version,
    state: found.screening.state,
    because: found.screening.because,
    isComplete,
    hits: found.hits.map(({ list, entryKey, entryVersion, name, suppression }) => ({
      entry: `${list}/${entryKey}`,
      entryVersion,
      name,
      ...given('suppression', suppression === undefined ? undefined : silencedBy(suppression)),
    })),
  })
  return parties.flatMap((party, i) => {
    const version = versionOfParty(transaction.parties[i])
    return [
      recorded(party.ref, version, party),
      ...party.owners.map((owner) => recorded(`${party.ref} > ${owner.path}`, version, owner)),
    ]
  })
}

/** `undefined`: it was, and is no more. */
function silencedBy({ lapsed, ...silenced }: SuppressionUse) {
  return lapsed.length === 0 ? silenced : undefined
}

export type Screened = Pick<Assessment, 'parties' | 'lists' | 'transaction'>
type ScreeningRecorded = Extract<CaseEvent, { kind: 'screening.recorded' }>

/** Of everything the party is screened by; what a person decided of its hits is no part of it. */
function versionOfParty(party: Party | undefined): Sha256 {
  const { hitDecisions: _, ...screenedBy } = party ?? { hitDecisions: undefined }
  return sha256(recordText(screenedBy))
}

/**
 * What the transaction says of its hits. Whoever typed it is not whoever may decide: each goes through the gate in the name
 * of the person who opens the case, and stays undecided where that person may not.
 */
export function hitDecisionsOf({ parties }: Screened): readonly HitDecided[] {
  return parties.flatMap((party) =>
    [
      { ref: party.ref, hits: party.hits },
      ...party.owners.map(({ path, hits }) => ({ ref: `${party.ref} > ${path}`, hits })),
    ].flatMap(({ ref, hits }) =>
      hits.flatMap((hit): HitDecided[] =>
        hit.decidedBy === undefined
          ? []
          : [
              {
                kind: 'hit.decided',
                party: ref,
                entry: `${hit.list}/${hit.entryKey}`,
                entryVersion: hit.entryVersion,
                decision: hit.identity === 'false-match' ? 'false-match' : 'true-match',
                reason: `${hit.decidedBy.by}: ${hit.decidedBy.reason}`,
              },
            ],
      ),
    ),
  )
}

type HitDecided = Extract<CaseEvent, { kind: 'hit.decided' }>

/** The party's names, its unit's and its owners': news of any of them is news of the party. */
function everyName({ name, otherNames = [], unit, owners = [] }: Party): readonly string[] {
  return [...new Set([name, ...otherNames, ...(unit === undefined ? [] : [unit]), ...owners.flatMap(ownerNames)])]
}

function ownerNames({ name, owners = [] }: Owner): readonly string[] {
  return [name, ...owners.flatMap(ownerNames)]
}
