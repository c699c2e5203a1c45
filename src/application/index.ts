export type { Answers, Attachment, InformationWords, ItemAnswers, PartyAnswers } from './answers.ts'
export { partyLines } from './blocks.ts'
export { CONCEALED } from './conceal.ts'
export { draftReasons, type Gap, missing } from './missing.ts'
export {
  type ApplicationPackage,
  blockOf,
  type Exhibit,
  type FormBlock,
  faultyExhibit,
  type ItemEntry,
  linesOf,
  type Paragraph,
  type PartyEntry,
  packageHash,
  packageSchema,
  partiesOf,
  scheduleSubjects,
} from './package.ts'
export { type Preparation, prepare } from './prepare.ts'
export { type SheetRow, sheetCsv, sheetMarkdown, sheetRows } from './sheet.ts'
export {
  type Declaration,
  declaredBytes,
  type PackageProblem,
  readSignedPackage,
  type SignedPackage,
  signedPackage,
  verifyPackage,
  writePackage,
} from './sign.ts'
export { type VagueWording, vagueWording } from './vague.ts'
