export {
  allegationOf,
  CHANNELS,
  type Channel,
  type InformationDocument,
  type InformationItem,
  type InformationOrigin,
  type Intake,
  MAX_ALLEGATION,
  type Receipt,
  type SourceProtection,
  takeIn,
  toInformation,
} from './information.ts'
export {
  type Attachment,
  MAX_DEPTH,
  MAX_MAIL_BYTES,
  MAX_PARTS,
  type Mail,
  type Mailbox,
  type MailText,
  type QuotedOrigin,
  withForwarded,
} from './mail.ts'
export {
  indexNames,
  type KnownName,
  type Mention,
  type Mentions,
  mentions,
  type NameIndex,
  type NameMatcher,
} from './mentions.ts'
export { sayingsOf } from './place-in-name.ts'
export { type MailDefect, type MailProblem, sentenceOf } from './problem.ts'
export { readMail } from './read-mail.ts'
export { maskedAddress, sourceMarks, withoutSource } from './source.ts'
