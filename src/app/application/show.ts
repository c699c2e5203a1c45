/** An application as a page shows it: what goes, what is missing, what was signed and sent, and what was said since. */
import { z } from 'zod'
import type { Answers, ApplicationPackage, Declaration } from '../../application/index.ts'
import { err, ok, readCanonical } from '../../base/index.ts'
import type { Application, CaseEvent, CaseState, Recorded } from '../../case/index.ts'
import { applicationFiles, type PaperFile } from '../../papers/index.ts'
import { caseIn, recordedIn, streamOfCase } from '../cases-recorded.ts'
import type { Desk, DeskResult } from '../desk.ts'
import type { PostDesk } from '../post/desk.ts'
import type { Outgoing } from '../post/recorded.ts'
import { noCase, packageSignedLast, preparedPackage, stillDraft } from './acts.ts'
import { type ApplicationDraft, draftOf } from './draft.ts'
import { type KeptPaper, type Papers, papersOf, streamOfApplication } from './recorded.ts'

/** One thing said between applicant and authority, in the order it was recorded. */
export type Correspondence = {
  readonly at: string
  readonly who: string
  readonly side: 'applicant' | 'authority'
  readonly event: Extract<CaseEvent, { kind: `application.${string}` }>
  readonly files: readonly KeptPaper[]
  /** How far ours got; `null`: it came in, or never left the house. */
  readonly delivery: Pick<Outgoing, 'state' | 'sentence' | 'settledAt' | 'id'> | null
}

/** A decision letter as it came: each sentence with what it rests on. */
export type ReceivedLetter = z.output<typeof letterSchema>

const letterSchema = z.looseObject({
  reference: z.string(),
  authority: z.string(),
  to: z.string(),
  on: z.string(),
  sentences: z.array(z.looseObject({ text: z.string(), evidence: z.array(z.string()) })),
  exhibits: z.array(
    z.looseObject({ id: z.string(), title: z.string().nullable(), sha256: z.string(), restsOn: z.array(z.string()) }),
  ),
})

export type ApplicationView = {
  readonly caseId: string
  readonly reference: string
  readonly application: Application
  readonly draft: ApplicationDraft
  /** What is to be read: the draft while it can still be prepared, else what the authority has. */
  readonly package: ApplicationPackage
  /** A package may be prepared: none is with the authority, or it is owed a supplement. */
  readonly canPrepare: boolean
  readonly answers: Answers
  readonly attachments: readonly KeptPaper[]
  /** `isCurrent`: it is what the case would make today. */
  readonly prepared: (NonNullable<Papers['prepared']> & { readonly isCurrent: boolean }) | null
  readonly signed:
    | (NonNullable<Papers['signed']> & {
        readonly declaration: Declaration
        readonly key: string
        readonly isCurrent: boolean
      })
    | null
  /** The authority that has it; `null`: none yet. */
  readonly sentTo: string | null
  /** Authorities known here. */
  readonly authorities: readonly string[]
  readonly correspondence: readonly Correspondence[]
  readonly letter: ReceivedLetter | null
}

type Found = { readonly state: CaseState; readonly timeline: readonly Recorded[]; readonly papers: Papers }

async function find({ store }: Pick<Desk, 'store'>, id: string): Promise<Found | null> {
  const entries = await store.streams.entries(streamOfCase(id))
  if (entries.length === 0) return null
  return {
    state: caseIn(entries),
    timeline: recordedIn(entries),
    papers: papersOf(await store.streams.entries(streamOfApplication(id))),
  }
}

/** `null`: there is no such case. */
export async function showApplication(desk: Desk, post: PostDesk, id: string): Promise<ApplicationView | null> {
  const found = await find(desk, id)
  if (found === null) return null
  const { state, timeline, papers } = found
  const draft = await draftOf(desk, state, papers)
  const signed = await packageSignedLast(desk, papers)
  const { prepared, signed: signature } = papers
  const known = await post.counterparties()
  const canPrepare = !state.application.isWithAuthority || state.application.isSupplementDue
  return {
    caseId: id,
    reference: state.reference,
    application: state.application,
    draft,
    package: canPrepare || signed === null ? draft.package : signed.package,
    canPrepare,
    answers: papers.answers,
    attachments: papers.attachments,
    prepared: prepared === null ? null : { ...prepared, isCurrent: prepared.package === draft.hash },
    signed:
      signature === null || signed === null
        ? null
        : {
            ...signature,
            declaration: signed.declaration,
            key: signed.key,
            isCurrent: signature.package === draft.hash,
          },
    sentTo: papers.sent.at(-1)?.to ?? null,
    authorities: known.filter(({ kind }) => kind === 'authority').map(({ name }) => name),
    correspondence: correspondenceOf(desk, timeline, papers, await post.outbox()),
    letter: await letterOf(desk, state, papers),
  }
}

export async function draftOfCase(desk: Desk, id: string): Promise<DeskResult<ApplicationDraft>> {
  const found = await find(desk, id)
  return found === null ? err(noCase(id)) : ok(await draftOf(desk, found.state, found.papers))
}

/**
 * The application as files. `isDraft`: as it stands, and every page says that it is a draft. Else the package that was signed
 * or prepared last, or the one that could be: what could not be signed is refused with what is still to be done.
 */
export async function filesOfApplication(
  desk: Desk,
  id: string,
  { isDraft }: { readonly isDraft: boolean },
): Promise<DeskResult<readonly PaperFile[]>> {
  const found = await find(desk, id)
  if (found === null) return err(noCase(id))
  const { state, papers } = found
  if (!isDraft && papers.signed !== null && papers.signed.package === papers.prepared?.package) {
    const signed = await packageSignedLast(desk, papers)
    if (signed === null) throw new Error(`the signed package of case ${id} is gone`)
    const { package: whole, declaration } = signed
    return ok(await applicationFiles({ package: whole, declaration, madeAt: declaration.signedAt }, signed))
  }
  const draft = await draftOf(desk, state, papers)
  if (isDraft) {
    return ok(
      await applicationFiles({ package: draft.package, declaration: null, madeAt: desk.now(), isDraft: true }, null),
    )
  }
  const { prepared } = papers
  const whole = prepared?.package === state.application.package ? await preparedPackage(desk, papers) : null
  if (whole === null && draft.reasons.length > 0) {
    return err(stillDraft('it is still a draft; add `--draft` to write it as one', draft))
  }
  const madeAt = prepared?.at ?? desk.now()
  return ok(await applicationFiles({ package: whole ?? draft.package, declaration: null, madeAt }, null))
}

/** A file of the application by its hash: attached, sent along, or come from the authority. */
export async function paperOf(
  desk: Desk,
  id: string,
  hash: string,
): Promise<DeskResult<{ readonly paper: KeptPaper; readonly bytes: Uint8Array }>> {
  const found = await find(desk, id)
  if (found === null) return err(noCase(id))
  const { attachments, words } = found.papers
  const paper = [...attachments, ...words.flatMap(({ files }) => files)].find((one) => one.sha256 === hash)
  const bytes = paper === undefined ? null : await desk.store.streams.document(hash)
  return paper === undefined || bytes === null
    ? err({ kind: 'desk.unknown', sentence: 'no file of this application has that hash' })
    : ok({ paper, bytes })
}

function correspondenceOf(
  desk: Pick<Desk, 'node'>,
  timeline: readonly Recorded[],
  papers: Papers,
  outbox: readonly Outgoing[],
): readonly Correspondence[] {
  const deliveries = new Map(
    outbox.map(({ id, state, sentence, settledAt }) => [id, { id, state, sentence, settledAt }]),
  )
  return timeline.flatMap(({ event, actor, at }): Correspondence[] => {
    if (!isOfApplication(event)) return []
    // Recorded in one breath: the paper of an event bears the same instant.
    const word = papers.words.find((one) => one.at === at && one.word === event.kind)
    const sent = event.kind === 'application.submitted' ? papers.sent.find((one) => one.at === at) : undefined
    const message = sent?.message ?? (word?.from === desk.node.name ? word.message : undefined)
    return [
      {
        at,
        who: actor.name,
        side: SIDES[event.kind],
        event,
        files: word?.files ?? [],
        delivery: message === undefined ? null : (deliveries.get(message) ?? null),
      },
    ]
  })
}

const SIDES: Readonly<Record<Correspondence['event']['kind'], Correspondence['side']>> = {
  'application.prepared': 'applicant',
  'application.signed': 'applicant',
  'application.submitted': 'applicant',
  'application.registered': 'authority',
  'application.asked': 'authority',
  'application.replied': 'applicant',
  'application.intent-to-deny': 'authority',
  'application.rebutted': 'applicant',
  'application.decided': 'authority',
  'application.made-elsewhere': 'applicant',
  'application.decided-elsewhere': 'authority',
}

function isOfApplication(event: CaseEvent): event is Correspondence['event'] {
  return Object.hasOwn(SIDES, event.kind)
}

/** The letter of the decision, where it came as text that can be read. */
async function letterOf(desk: Desk, { application }: CaseState, papers: Papers): Promise<ReceivedLetter | null> {
  const hash = application.decision?.letter
  const paper = papers.words.flatMap(({ files }) => files).find((one) => one.sha256 === hash)
  const bytes = paper === undefined ? null : await desk.store.streams.document(paper.sha256)
  const value = bytes === null ? null : readCanonical(Buffer.from(bytes).toString('utf8'))
  const read = value?.ok === true ? letterSchema.safeParse(value.value) : null
  return read?.success === true ? read.data : null
}
