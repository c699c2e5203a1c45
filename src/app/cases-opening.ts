/** What an assessment says, as the first events of its case. */

import type { Assessment, OwnerAnswer, Transaction } from '../assessment/index.ts'
import { reliancesOf } from '../brief/index.ts'
import type { CaseEvent, CaseParty } from '../case/index.ts'
import type { LawTables } from '../law/index.ts'

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
  }
}

/** What was found, in the order a reader needs it: who, what, what the law says, what is unknown, what is suspicious. */
export function findingsOf(assessment: Assessment): readonly CaseEvent[] {
  const questions = new Map(assessment.questions.map((question) => [question.id, question]))
  const { state, reasons } = assessment.action
  return [
    ...assessment.parties.flatMap((party) => [
      screening(party.ref, party),
      ...party.owners.map((owner) => screening(`${party.ref} > ${owner.path}`, owner)),
    ]),
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

function screening(party: string, { screening: found, hits }: Pick<OwnerAnswer, 'screening' | 'hits'>): CaseEvent {
  return {
    kind: 'screening.recorded',
    party,
    state: found.state,
    because: found.because,
    hits: hits.map(({ list, entryKey }) => `${list}/${entryKey}`),
  }
}

/** The party's names, its unit's and its owners': news of any of them is news of the party. */
function everyName({ name, otherNames = [], unit, owners = [] }: Party): readonly string[] {
  return [...new Set([name, ...otherNames, ...(unit === undefined ? [] : [unit]), ...owners.flatMap(ownerNames)])]
}

function ownerNames({ name, owners = [] }: Owner): readonly string[] {
  return [name, ...owners.flatMap(ownerNames)]
}
