/** An application of a case: prepared, signed, written, sent, followed. */
import type { SignedPackage } from '../../application/index.ts'
import type { PaperFile } from '../../papers/index.ts'
import type { Desk, DeskResult } from '../desk.ts'
import type { Person } from '../people/person.ts'
import type { PostDesk } from '../post/desk.ts'
import type { WorkRows } from '../work/desk.ts'
import {
  answerAuthority,
  attach,
  giveAnswers,
  leaveOut,
  type NewPaper,
  type PreparedPackage,
  preparePackage,
  sendPackage,
  signPackage,
} from './acts.ts'
import type { ApplicationDraft } from './draft.ts'
import { takeLetters } from './letters.ts'
import type { KeptPaper } from './recorded.ts'
import { undeliveredRows } from './rows.ts'
import { type ApplicationView, draftOfCase, filesOfApplication, paperOf, showApplication } from './show.ts'

export type ApplicationDesk = {
  /** The package as it stands, what is missing and what blocks it. Never refused while it is blocked. */
  readonly draft: (caseId: string) => Promise<DeskResult<ApplicationDraft>>
  /** Everything of the application, for a page; `null`: there is no such case. */
  readonly show: (caseId: string) => Promise<ApplicationView | null>
  /** Lays answers over those given before: what is left out stays, an empty text takes back. */
  readonly answer: (caseId: string, answers: unknown, person: Person) => Promise<DeskResult<null>>
  readonly attach: (caseId: string, paper: NewPaper, person: Person) => Promise<DeskResult<KeptPaper>>
  readonly leaveOut: (caseId: string, attachment: string, person: Person) => Promise<DeskResult<null>>
  /** Fixes the package that is to be signed. */
  readonly prepare: (caseId: string, person: Person) => Promise<DeskResult<PreparedPackage>>
  /** By the accountable executive whom block 25 names. */
  readonly sign: (caseId: string, statement: string, person: Person) => Promise<DeskResult<SignedPackage>>
  /** To an authority known here; a second time, as a supplement. @returns the id of the message */
  readonly send: (caseId: string, to: string, person: Person) => Promise<DeskResult<string>>
  /** Answers a question of the authority. @returns the id of the message */
  readonly reply: (
    caseId: string,
    query: string,
    answer: string,
    files: readonly NewPaper[],
    person: Person,
  ) => Promise<DeskResult<string>>
  /** Answers an intent to deny. @returns the id of the message */
  readonly rebut: (
    caseId: string,
    answer: string,
    files: readonly NewPaper[],
    person: Person,
  ) => Promise<DeskResult<string>>
  /** `application.json`, `application.pdf`, `transfer-sheet.md`, `transfer-sheet.csv`. */
  readonly files: (caseId: string, options: { readonly isDraft: boolean }) => Promise<DeskResult<readonly PaperFile[]>>
  /** Rows of the worklist: what an authority turned away, and what it could not be brought for long. */
  readonly rows: WorkRows
  /** A file of the application by its hash. */
  readonly paper: (
    caseId: string,
    hash: string,
  ) => Promise<DeskResult<{ readonly paper: KeptPaper; readonly bytes: Uint8Array }>>
}

export function openApplicationDesk(desk: Desk, post: PostDesk): ApplicationDesk {
  if (desk.node.kind === 'exporter') post.handle('to-applicant', takeLetters(desk))
  return {
    draft: (id) => draftOfCase(desk, id),
    show: (id) => showApplication(desk, post, id),
    answer: (id, answers, person) => giveAnswers(desk, id, answers, person),
    attach: (id, paper, person) => attach(desk, id, paper, person),
    leaveOut: (id, attachment, person) => leaveOut(desk, id, attachment, person),
    prepare: (id, person) => preparePackage(desk, id, person),
    sign: (id, statement, person) => signPackage(desk, id, statement, person),
    send: (id, to, person) => sendPackage(desk, post, id, to, person),
    reply: (id, query, answer, files, person) =>
      answerAuthority(desk, post, id, { kind: 'reply', query }, answer, files, person),
    rebut: (id, answer, files, person) => answerAuthority(desk, post, id, { kind: 'rebuttal' }, answer, files, person),
    files: (id, options) => filesOfApplication(desk, id, options),
    rows: undeliveredRows(desk, post),
    paper: (id, hash) => paperOf(desk, id, hash),
  }
}
