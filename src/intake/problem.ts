import { type Sha256, unreachable } from '../base/index.ts'

/** Why bytes were not opened as a mail. They are evidence all the same, known by their hash. */
export type MailProblem =
  | { readonly kind: 'mail.empty'; readonly sha256: Sha256; readonly size: 0 }
  | { readonly kind: 'mail.too-large'; readonly sha256: Sha256; readonly size: number; readonly maxBytes: number }

type PartDefectKind =
  | 'mail.no-headers'
  | 'mail.not-text'
  | 'mail.headers-cut'
  | 'mail.broken-header'
  | 'mail.no-boundary'
  | 'mail.boundary-not-found'
  | 'mail.cut'
  | 'mail.outside-parts'
  | 'mail.broken-html'
  | 'mail.encrypted'
  | 'mail.kept-elsewhere'
  | 'mail.one-of-several'
  | 'mail.unread-date'

/** Something in a mail that a person should know. `part` is numbered as IMAP does; `1` is the whole message. */
export type MailDefect =
  | { readonly kind: PartDefectKind; readonly part: string }
  | { readonly kind: 'mail.repeated-header'; readonly part: string; readonly header: string; readonly times: number }
  | { readonly kind: 'mail.hidden-marks'; readonly part: string; readonly shown: string }
  | {
      readonly kind: 'mail.unknown-charset'
      readonly part: string
      readonly charset: string
      readonly readAs: string | null
    }
  | {
      readonly kind: 'mail.wrong-charset'
      readonly part: string
      readonly charset: string
      readonly readAs: string | null
    }
  | { readonly kind: 'mail.broken-encoding'; readonly part: string; readonly encoding: string; readonly places: number }
  | { readonly kind: 'mail.unknown-encoding'; readonly part: string; readonly encoding: string }
  | { readonly kind: 'mail.active-content'; readonly part: string; readonly elements: readonly string[] }
  | { readonly kind: 'mail.too-deep'; readonly part: string; readonly max: number }
  | { readonly kind: 'mail.too-many-parts'; readonly part: string; readonly max: number }
  | { readonly kind: 'mail.more-problems'; readonly part: string; readonly count: number }

/** One sentence: what, where, what to do. */
export function sentenceOf(problem: MailProblem | MailDefect): string {
  switch (problem.kind) {
    case 'mail.empty':
      return 'the file holds no bytes; ask the sender for it again'
    case 'mail.too-large':
      return `the file holds ${problem.size} bytes and no more than ${problem.maxBytes} are opened; open it by hand and write down what it says`
    case 'mail.no-headers':
      return `${at(problem)} has no header lines; all of it was read as text`
    case 'mail.not-text':
      return `${at(problem)} is neither a mail nor text; open the attachment that holds it`
    case 'mail.headers-cut':
      return `${at(problem)} has more header lines than are read; all of them are kept as an attachment`
    case 'mail.broken-header':
      return `${at(problem)} has lines among its headers that are none; they are kept as an attachment`
    case 'mail.no-boundary':
      return `${at(problem)} says it has several parts and not how they are divided; look at the attachment that holds it`
    case 'mail.boundary-not-found':
      return `${at(problem)} says it has several parts and none begins; look at the attachment that holds it`
    case 'mail.cut':
      return `${at(problem)} does not end as it should, so its end may be missing; ask for it again`
    case 'mail.outside-parts':
      return `${at(problem)} holds something outside its parts, which mail programs do not show; it was read as text`
    case 'mail.broken-html':
      return `${at(problem)} holds HTML that breaks off; what follows was read as text, and the HTML is kept as an attachment`
    case 'mail.encrypted':
      return `${at(problem)} is encrypted; have who holds the key open it`
    case 'mail.kept-elsewhere':
      return `${at(problem)} only says where its content lies; nothing was fetched`
    case 'mail.one-of-several':
      return `${at(problem)} is a piece of a longer mail sent in several; find the others`
    case 'mail.unread-date':
      return `${at(problem)} has no sending time that can be read`
    case 'mail.repeated-header':
      return `${at(problem)} gives \`${problem.header}\` ${problem.times} times; the first was used`
    case 'mail.hidden-marks':
      return `${at(problem)} holds marks that hide or turn round what a reader sees; it is shown as \`${problem.shown}\``
    case 'mail.unknown-charset':
      return `${at(problem)} is written in \`${problem.charset}\`, which is not known; ${howRead(problem.readAs)}`
    case 'mail.wrong-charset':
      return `${at(problem)} is not written in \`${problem.charset}\` as it says; ${howRead(problem.readAs)}`
    case 'mail.broken-encoding':
      return `${at(problem)} has ${problem.places} places that are not ${problem.encoding}; the bytes as received are kept as an attachment`
    case 'mail.unknown-encoding':
      return `${at(problem)} is encoded as \`${problem.encoding}\`, which is not known; the bytes as received are kept as an attachment`
    case 'mail.active-content':
      return `${at(problem)} held ${problem.elements.join(', ')}; nothing was run or fetched`
    case 'mail.too-deep':
      return `${at(problem)} lies deeper than ${problem.max} levels; it was not opened and is kept as an attachment`
    case 'mail.too-many-parts':
      return `${at(problem)} would be more than ${problem.max} parts; from there on it is kept as one attachment`
    case 'mail.more-problems':
      return `${problem.count} more problems were found`
    default:
      return unreachable(problem)
  }
}

function at({ part }: { readonly part: string }): string {
  return part === '1' ? 'the mail' : `part ${part}`
}

function howRead(readAs: string | null): string {
  return readAs === null
    ? 'what could be read is damaged, and the bytes as received are kept as an attachment'
    : `it was read as ${readAs}, and the bytes as received are kept as an attachment`
}
