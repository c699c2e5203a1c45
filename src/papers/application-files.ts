import { type SignedPackage, sheetCsv, sheetMarkdown, writePackage } from '../application/index.ts'
import { type ApplicationPaper, applicationPdf } from './application-pdf.ts'

export type PaperFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }

/**
 * An application as files: the package itself (signed, when `signed` is given), the sheet to type from and the attachment to
 * upload. Names tell nothing of the parties.
 */
export async function applicationFiles(
  paper: ApplicationPaper,
  signed: SignedPackage | null,
): Promise<readonly PaperFile[]> {
  const text = (name: string, mediaType: string, words: string): PaperFile => ({
    name,
    mediaType,
    bytes: Buffer.from(words, 'utf8'),
  })
  return [
    text('application.json', 'application/json', writePackage(signed ?? paper.package)),
    text('transfer-sheet.md', 'text/markdown', sheetMarkdown(paper.package)),
    text('transfer-sheet.csv', 'text/csv', sheetCsv(paper.package)),
    { name: 'application.pdf', mediaType: 'application/pdf', bytes: await applicationPdf(paper) },
  ]
}
