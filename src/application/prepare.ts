import type { Assessment } from '../assessment/index.ts'
import { canonicalHash, type Sha256 } from '../base/index.ts'
import { applicationBlocks, type CaseState, type DisclosureSchedule, disclosureSchedule } from '../case/index.ts'
import type { Answers, Attachment, InformationWords } from './answers.ts'
import { formBlocks, itemEntries, typeOf } from './blocks.ts'
import { type Concealment, concealment } from './conceal.ts'
import { letterOf } from './letter.ts'
import type { ApplicationPackage, Exhibit } from './package.ts'

export type Preparation = {
  readonly answers: Answers
  /** One for each item linked to the case; one without words is said to be missing. */
  readonly information: readonly InformationWords[]
}

/**
 * The package of a case as it stands. It may be made at any time; what still keeps it a draft is in it, and `missing` says
 * what is to be filled. Whoever gave information is in no part of it, and what was withheld is only counted.
 * @throws Error when the assessment is not the one the case was opened from: that is a bug of the caller.
 */
export function prepare(
  caseState: CaseState,
  assessment: Assessment,
  { answers, information }: Preparation,
): ApplicationPackage {
  if (assessment.id !== caseState.assessment.id) throw new Error('the assessment is not the one the case rests on')
  const { transaction } = assessment
  const concealed = concealment(information, factsOf(assessment, answers))
  const disclosure = scheduleOf(caseState, information, concealed)
  const humanRights = rightsOf(caseState, assessment, disclosure, concealed)
  const blocks = formBlocks(assessment, answers).map((block) =>
    block.kind === 'text' ? { ...block, lines: block.lines.map(concealed.ofProse) } : block,
  )
  const items = itemEntries(assessment, answers).map((item) => ({
    ...item,
    model: proseOrNull(item.model, concealed),
    manufacturer: proseOrNull(item.manufacturer, concealed),
    description: proseOrNull(item.description, concealed),
  }))
  const form = { blocks, items }
  const attachments = (answers.attachments ?? []).map(({ id, title, sha256 }) => ({
    id: concealed.ofProse(id),
    title: concealed.ofProse(title),
    sha256,
  }))
  const letter = letterOf(caseState, assessment, disclosure, humanRights, answers).map((paragraph) => ({
    ...paragraph,
    text: concealed.ofProse(paragraph.text),
    evidence: paragraph.evidence.map(concealed.ofProse),
  }))
  return {
    schemaVersion: 1,
    form: 'BIS-748P',
    case: caseState.reference,
    type: typeOf(assessment),
    applicant: transaction.exporter.name,
    destination: transaction.destination,
    ...form,
    letter,
    disclosure,
    humanRights,
    exhibits: exhibitsOf(caseState, attachments, { form, disclosure, humanRights }),
    pending: pendingOf(caseState).map(concealed.ofProse),
  }
}

function proseOrNull(text: string | null, concealed: Concealment): string | null {
  return text === null ? null : concealed.ofProse(text)
}

/** Names and addresses the form states in any case. */
function factsOf({ transaction }: Assessment, answers: Answers): readonly string[] {
  const parties = transaction.parties.flatMap((party) => [
    party.name,
    party.unit ?? '',
    ...(party.otherNames ?? []),
    ...(party.addresses ?? []),
  ])
  const { contact, signatory, otherRecipient, originalConsignee } = answers
  const people = [contact, signatory, otherRecipient, originalConsignee].map((one) => one?.name ?? '')
  return [transaction.exporter.name, ...parties, ...people].filter((fact) => fact !== '')
}

function scheduleOf(
  caseState: CaseState,
  information: readonly InformationWords[],
  concealed: Concealment,
): DisclosureSchedule {
  const words = new Map(information.map((one) => [one.item, one.words]))
  const { lines, withheld } = disclosureSchedule(caseState, (item) => words.get(item) ?? '')
  return {
    lines: lines.map((line) => ({
      ...line,
      text: concealed.ofTip(line.text),
      dealtWith: concealed.ofTip(line.dealtWith),
    })),
    withheld: withheld.map(({ ground, count }) => ({ ground: concealed.ofTip(ground), count })),
  }
}

function rightsOf(
  caseState: CaseState,
  assessment: Assessment,
  disclosure: DisclosureSchedule,
  concealed: Concealment,
): ApplicationPackage['humanRights'] {
  if (caseState.rights === null) return null
  const written = caseState.rights.assessment
  const withheld = withheldSubjects(caseState)
  const cited = (ids: readonly string[]) =>
    ids.map((id) => (withheld.has(id) || withheld.has(`information ${id}`) ? 'withheld' : concealed.ofTip(id)))
  return {
    rights: written.rights.map((right) => ({
      ...right,
      holders: concealed.ofTip(right.holders),
      evidence: cited(right.evidence),
      counterEvidence: cited(right.counterEvidence),
    })),
    involvement: written.involvement,
    mitigations: written.mitigations.map(concealed.ofTip),
    conclusion: written.conclusion,
    reasons: concealed.ofTip(written.reasons),
    factors: assessment.humanRights.map(({ factor, title, state, because }) => {
      const told = factor === TOLD_BY_OTHERS ? receivedIn(disclosure) : []
      return {
        factor,
        title,
        state: told.length > 0 && state !== 'contradicted' ? 'known' : state,
        because: [...because.map(concealed.ofProse), ...told],
      }
    }),
  }
}

/** What civil society and tips say: the assessment may be older than the information that came in since. */
const TOLD_BY_OTHERS = 'H14'

function receivedIn({ lines }: DisclosureSchedule): readonly string[] {
  return lines
    .filter((line) => line.kind === 'information')
    .map((line) => `Information came in: ${line.subject} of the disclosure schedule.`)
}

/** Everything a paragraph may rest on. Of what is withheld, nothing: its absence is counted in the schedule. */
function exhibitsOf(
  caseState: CaseState,
  attachments: readonly Attachment[],
  parts: Pick<ApplicationPackage, 'disclosure' | 'humanRights'> & { readonly form: unknown },
): readonly Exhibit[] {
  const here = (id: string, title: string, part: unknown): Exhibit => ({
    id,
    title,
    where: 'here',
    sha256: canonicalHash(part),
  })
  const disclosed = new Set(parts.disclosure.lines.map((line) => line.subject))
  return [
    here('form', 'The blocks of the form', parts.form),
    {
      id: 'assessment',
      title: 'The assessment of the transaction',
      where: 'held',
      sha256: caseState.assessment.sha256,
    },
    here('schedule', 'The disclosure schedule', parts.disclosure),
    ...parts.disclosure.lines.map((line) => here(line.subject, `Line of the disclosure schedule, ${line.kind}`, line)),
    ...(parts.humanRights === null ? [] : [here('human-rights', 'The human-rights assessment', parts.humanRights)]),
    ...caseState.information
      .filter(({ item }) => disclosed.has(`information ${item}`))
      .map(
        ({ item, sha256 }): Exhibit => ({
          id: `original ${item}`,
          title: 'Original of the information, kept by the applicant; who gave it is protected',
          where: 'held',
          sha256: sha256 as Sha256,
        }),
      ),
    ...attachments.map(
      ({ id, title, sha256 }): Exhibit => ({ id: `attachment ${id}`, title, where: 'attached', sha256 }),
    ),
  ]
}

/** What stands in the way of a signature. A red flag that is withheld is not told by its words here either. */
function pendingOf(caseState: CaseState): readonly string[] {
  const withheld = withheldSubjects(caseState)
  return applicationBlocks(caseState).map((block) =>
    withheld.has(`flag ${block.id}`) ? 'a red flag that is withheld is still open' : block.sentence,
  )
}

function withheldSubjects(caseState: CaseState): ReadonlySet<string> {
  return new Set(caseState.withheld.map((one) => one.subject))
}
