import {
  type ApplicationPackage,
  type Declaration,
  draftReasons,
  packageHash,
  sheetRows,
} from '../application/index.ts'
import { bold, italic, pdfOf, plain, type Writer } from './paper.ts'

export type ApplicationPaper = {
  readonly package: ApplicationPackage
  /** `null`: it is not signed. */
  readonly declaration: Declaration | null
  /** Instant the file claims to be made, UTC: with the same instant, the same package gives the same bytes. */
  readonly madeAt: string
  /** It is written as a draft, whatever is missing. Default: it is one while something is. */
  readonly isDraft?: boolean
}

/**
 * The attachment of an application, to read on paper or upload: letter of explanation, schedule, human-rights assessment,
 * the form's fields and the exhibits. On every page stands whether it is a draft.
 */
export function applicationPdf(input: ApplicationPaper): Promise<Uint8Array> {
  const { package: whole, madeAt } = input
  return pdfOf({
    title: `Licence application ${whole.case}`,
    author: whole.applicant,
    madeAt,
    head: headOf(input),
    foot: `${whole.case}, package ${packageHash(whole).slice(0, 16)}`,
    write: (writer) => writeApplication(writer, input),
  })
}

function headOf({ package: whole, declaration, isDraft = false }: ApplicationPaper): string {
  if (draftReasons(whole).length > 0) return 'DRAFT - cannot be signed'
  if (isDraft) return 'DRAFT - not prepared for signature'
  return declaration === null ? 'Not signed' : `Signed by ${declaration.name}`
}

function writeApplication(writer: Writer, { package: whole, declaration }: ApplicationPaper): void {
  writer.heading(1, `Licence application ${whole.case}`)
  writer.paragraph([
    plain(`Applicant: ${whole.applicant}. Attachments to form ${whole.form}. Package ${packageHash(whole)}.`),
  ])
  writeReasons(writer, draftReasons(whole))
  writer.heading(2, 'Letter of explanation')
  writer.paragraph([plain('Beside each paragraph stands the exhibit it rests on.')])
  for (const { text, evidence } of whole.letter) {
    writer.paragraph([plain(`${text} `), italic(`[${evidence.join('; ')}]`)])
  }
  writer.heading(2, 'Disclosure schedule')
  writeSchedule(writer, whole)
  writer.heading(2, 'Human-rights assessment')
  writeRights(writer, whole)
  writer.heading(2, 'Fields of the form')
  for (const { block, label, value } of sheetRows(whole)) {
    writer.paragraph([bold(`${block} ${label}: `), plain(value === '' ? '(blank)' : value.replaceAll('\n', '; '))])
  }
  writer.heading(2, 'Exhibits')
  for (const { id, title, where, sha256 } of whole.exhibits) {
    writer.paragraph([bold(`${id}. `), plain(`${title} (${WHERE_WORDS[where]}). `), italic(`SHA-256 ${sha256}`)])
  }
  writer.heading(2, 'Declaration')
  writeDeclaration(writer, declaration)
}

const WHERE_WORDS = { here: 'in this application', attached: 'attached', held: 'kept by the applicant' } as const

function writeReasons(writer: Writer, reasons: readonly string[]): void {
  if (reasons.length === 0) return
  writer.paragraph([bold('This is a draft and cannot be signed. What is still to be done:')])
  for (const reason of reasons) writer.paragraph([plain(`– ${reason}`)])
}

function writeSchedule(writer: Writer, { disclosure }: ApplicationPackage): void {
  const { lines, withheld } = disclosure
  writer.paragraph([
    plain('Everything known to the applicant that bears on this transaction. Who gave information is protected.'),
  ])
  for (const { subject, text, dealtWith } of lines) {
    writer.paragraph([bold(`${subject}. `), plain(`${text} `), italic(`Dealt with: ${dealtWith}`)])
  }
  if (lines.length === 0) writer.paragraph([plain('Nothing is on record that must be disclosed.')])
  for (const { ground, count } of withheld) writer.paragraph([bold(`Withheld: ${count}. `), plain(`Ground: ${ground}`)])
}

function writeRights(writer: Writer, { humanRights }: ApplicationPackage): void {
  if (humanRights === null) {
    writer.paragraph([plain('Not written.')])
    return
  }
  const { rights, conclusion, involvement, reasons, mitigations, factors } = humanRights
  for (const right of rights) {
    const against = right.counterEvidence.length === 0 ? 'none' : right.counterEvidence.join('; ')
    writer.paragraph([
      bold(`${right.right}, of ${right.holders}. `),
      plain(
        `Scale ${right.scale}, scope ${right.scope}, irremediability ${right.irremediability}, likelihood ${right.likelihood}, each of 5. `,
      ),
      italic(`Evidence: ${right.evidence.join('; ')}. Against it: ${against}.`),
    ])
  }
  const measures = mitigations.length === 0 ? 'none' : mitigations.join('; ')
  writer.paragraph([
    bold(`Conclusion: ${conclusion}. `),
    plain(`Involvement: ${involvement}. ${reasons} Measures: ${measures}.`),
  ])
  for (const { factor, title, state, because } of factors) {
    writer.paragraph([bold(`${factor} ${title}: ${state}. `), plain(because.join(' '))])
  }
}

function writeDeclaration(writer: Writer, declaration: Declaration | null): void {
  if (declaration === null) {
    writer.paragraph([plain('Not signed.')])
    return
  }
  writer.paragraph([plain(declaration.statement)])
  writer.paragraph([plain(`${declaration.name}, ${declaration.title}, ${declaration.signedAt}`)])
}
