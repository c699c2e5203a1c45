export { applicationFiles, type PaperFile } from './application-files.ts'
export { type ApplicationPaper, applicationPdf } from './application-pdf.ts'
export { letterPdf } from './letter-pdf.ts'
