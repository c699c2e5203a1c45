export { type ApplicationPaper, applicationPdf } from './application-pdf.ts'
export { letterPdf } from './letter-pdf.ts'
