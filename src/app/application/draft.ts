/** The package of a case as it stands now, whatever still blocks it. */
import {
  type ApplicationPackage,
  draftReasons,
  type Gap,
  type InformationWords,
  missing,
  packageHash,
  prepare,
  type VagueWording,
  vagueWording,
} from '../../application/index.ts'
import type { Assessment } from '../../assessment/index.ts'
import { applicationBlocks, type Block, type CaseState } from '../../case/index.ts'
import { readMail, sourceMarks } from '../../intake/index.ts'
import type { Desk } from '../desk.ts'
import { INFORMATION, informationIn, wordsOf } from '../inbox-information.ts'
import { attachmentsOf, type Papers } from './recorded.ts'

export type ApplicationDraft = {
  readonly package: ApplicationPackage
  readonly hash: string
  /** What the form still wants, block by block. */
  readonly missing: readonly Gap[]
  /** What in the case stands in the way of a signature, who can move it and how. */
  readonly blocks: readonly Block[]
  /** Everything that keeps it a draft, in sentences; empty: it can be signed. */
  readonly reasons: readonly string[]
  /** Wording the authority will ask about. */
  readonly vague: readonly VagueWording[]
}

/** The assessment the case was opened from. */
export async function assessmentOf(
  { store }: Pick<Desk, 'store'>,
  { assessment: { id } }: Pick<CaseState, 'assessment'>,
): Promise<Assessment> {
  const assessment = await store.readAssessment(id)
  if (assessment === null) throw new Error(`assessment ${id} of the case is gone`)
  return assessment
}

export async function draftOf(
  { store }: Pick<Desk, 'store'>,
  state: CaseState,
  papers: Papers,
): Promise<ApplicationDraft> {
  const assessment = await assessmentOf({ store }, state)
  const information = await wordsAndMarks(store, state)
  const answers = { ...papers.answers, attachments: attachmentsOf(papers) }
  const whole = prepare(state, assessment, { answers, information })
  return {
    package: whole,
    hash: packageHash(whole),
    missing: missing(whole),
    blocks: applicationBlocks(state),
    reasons: draftReasons(whole),
    vague: vagueWording(whole),
  }
}

async function wordsAndMarks({ streams }: Desk['store'], state: CaseState): Promise<readonly InformationWords[]> {
  const ids = state.information.map(({ item }) => item)
  if (ids.length === 0) return []
  const words = await wordsOf(streams, ids)
  const items = informationIn(await streams.entries(INFORMATION)).filter(({ id }) => ids.includes(id))
  return Promise.all(
    items.map(async ({ id, originalBytesSha256 }) => {
      const bytes = await streams.document(originalBytesSha256)
      const mail = bytes === null ? null : readMail(bytes)
      return { item: id, words: words[id] ?? '', sourceMarks: mail?.ok === true ? sourceMarks(mail.value) : [] }
    }),
  )
}
