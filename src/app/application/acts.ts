/** What people do with an application. Each act asks the one gate of the case and is recorded there, its papers beside it. */
import {
  type ApplicationPackage,
  type Declaration,
  declaredBytes,
  linesOf,
  readSignedPackage,
  type SignedPackage,
  scheduleSubjects,
  signedPackage,
  writePackage,
} from '../../application/index.ts'
import { type Canonical, err, ok, sha256, signBytes } from '../../base/index.ts'
import { type Asked, act, type Block, type CaseState, type Refusal } from '../../case/index.ts'
import { type Evidence, tellAuthority } from '../../licensing/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import { actorOf, asNowUnder } from '../cases-person.ts'
import { CASE_STREAMS, caseIn, caseOfStream, entryOf, streamOfCase, withLedger } from '../cases-recorded.ts'
import type { Desk, DeskProblem, DeskResult } from '../desk.ts'
import type { Person } from '../people/person.ts'
import type { Letter, PostDesk } from '../post/desk.ts'
import { MAX_FILES_BYTES, packFile } from '../post/read-message.ts'
import { readAnswers, strangeRefs } from './answers.ts'
import { assessmentOf, draftOf } from './draft.ts'
import { type KeptPaper, type PaperEvent, type Papers, paperEntry, papersOf, streamOfApplication } from './recorded.ts'

/** A file as a person brings it. */
export type NewPaper = {
  readonly title: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** One case with its papers, as the lock of the streams shows them. */
type Here = {
  readonly id: string
  readonly state: CaseState
  readonly papers: Papers
  readonly reader: StreamReader
  readonly at: string
}

/** What a verb decided. Nothing of it is appended when the gate of the case refuses the act. */
type Done<T> = {
  readonly result: T
  readonly asked?: Asked
  readonly papers?: readonly PaperEvent[]
  readonly more?: Decided<unknown>['entries']
  readonly documents?: readonly Uint8Array[]
}

async function onCase<T>(
  desk: Desk,
  id: string,
  person: Person,
  verb: (here: Here) => Promise<DeskResult<Done<T>>>,
): Promise<DeskResult<T>> {
  const [stream, papers] = [streamOfCase(id), streamOfApplication(id)]
  return desk.store.streams.append<DeskResult<T>>(
    async (reader) => {
      const before = await reader.entries(stream)
      if (before.length === 0) return { result: err(noCase(id)), entries: [] }
      const state = caseIn(before)
      const at = desk.now()
      const done = await verb({ id, state, papers: papersOf(await reader.entries(papers)), reader, at })
      if (!done.ok) return { result: done, entries: [] }
      const { result, asked, papers: events = [], more = [], documents = [] } = done.value
      const actor = (await asNowUnder(reader, desk.peopleNow))(actorOf(person))
      if (actor === null) return { result: err({ kind: 'desk.not-permitted', sentence: GONE }), entries: [] }
      const acted = asked === undefined ? ok([]) : act(state, asked, actor)
      if (!acted.ok) {
        // That it was tried is itself what happened in the case.
        const event = { kind: 'act.refused', asked: asked?.kind ?? '', sentence: acted.error.sentence } as const
        return { result: err(problemOf(acted.error)), entries: [{ stream, entry: entryOf(event, actor, at) }] }
      }
      return {
        result: ok(result),
        entries: [
          ...acted.value.map((event) => ({ stream, entry: entryOf(withLedger(event, stream, before), actor, at) })),
          ...events.map((event) => ({ stream: papers, entry: paperEntry(event, person, at) })),
          ...more,
        ],
        documents,
      }
    },
    [stream, papers],
  )
}

const GONE = 'not recorded: the account is in use no more'

export function giveAnswers(desk: Desk, id: string, input: unknown, person: Person): Promise<DeskResult<null>> {
  return onCase(desk, id, person, async ({ state }) => {
    const sentence = 'the answers are not as the form takes them'
    const read = readAnswers(input)
    if (!read.ok) return err({ kind: 'desk.invalid', sentence, faults: read.error })
    const { transaction } = await assessmentOf(desk, state)
    const faults = strangeRefs(read.value, transaction)
    if (faults.length > 0) return err({ kind: 'desk.invalid', sentence, faults })
    return ok({ result: null, papers: [{ kind: 'answers.given', answers: read.value }] })
  })
}

/** Keeps the bytes; the next package names them as an exhibit that goes along. */
export function attach(desk: Desk, id: string, paper: NewPaper, person: Person): Promise<DeskResult<KeptPaper>> {
  return onCase(desk, id, person, async ({ papers }) => {
    const fault = faultOf(paper)
    if (fault !== null) return err({ kind: 'desk.invalid', sentence: fault.sentence, faults: [fault] })
    const kept = keptPaper(nextName(papers, paper.name), paper)
    const total = papers.attachments.reduce((sum, { size }) => sum + size, kept.size)
    if (total > MAX_FILES_BYTES) return refused(`the attachments are larger than 5 MB together; ${SMALLER}`)
    return ok({ result: kept, papers: [{ kind: 'attachment.kept', paper: kept }], documents: [paper.bytes] })
  })
}

const SMALLER = 'leave one out, or make them smaller'

/** It goes along no more. Its bytes and that it was attached stay on record. */
export function leaveOut(desk: Desk, id: string, attachment: string, person: Person): Promise<DeskResult<null>> {
  return onCase(desk, id, person, async ({ papers }) =>
    papers.attachments.some((one) => one.id === attachment)
      ? ok({ result: null, papers: [{ kind: 'attachment.left-out', id: attachment }] })
      : err({ kind: 'desk.unknown', sentence: `no file \`${attachment.slice(0, 100)}\` is attached` }),
  )
}

export type PreparedPackage = { readonly package: string }

/** Fixes the package to be signed. One that could not be signed is not prepared: it says what is still to be done. */
export function preparePackage(desk: Desk, id: string, person: Person): Promise<DeskResult<PreparedPackage>> {
  return onCase(desk, id, person, async ({ state, papers }) => {
    const draft = await draftOf(desk, state, papers)
    if (draft.reasons.length > 0) return err(stillDraft('it is still a draft and cannot be prepared', draft))
    const text = Buffer.from(writePackage(draft.package), 'utf8')
    return ok({
      result: { package: draft.hash },
      asked: { kind: 'application.prepared', package: draft.hash, schedule: scheduleSubjects(draft.package) },
      papers: [{ kind: 'package.prepared', package: draft.hash, file: sha256(text) }],
      documents: [text],
    })
  })
}

export function stillDraft(
  sentence: string,
  {
    reasons,
    missing,
    blocks,
  }: {
    readonly reasons: readonly string[]
    readonly missing: readonly { readonly block: string; readonly sentence: string }[]
    readonly blocks: readonly Block[]
  },
): DeskProblem {
  return {
    kind: 'desk.refused',
    sentence: `${sentence}: ${reasons.join('; ')}`,
    faults: missing.map(({ block, sentence: gap }) => ({ field: `block ${block}`, sentence: gap })),
    blocks,
  }
}

/** The accountable executive, who is the person block 25 names, signs; the key of the node seals it. */
export async function signPackage(
  desk: Desk,
  id: string,
  statement: string,
  person: Person,
): Promise<DeskResult<SignedPackage>> {
  const { privateKey, key } = await desk.signer()
  return onCase(desk, id, person, async ({ state, papers, at }) => {
    if (statement.trim() === '') {
      return err({ kind: 'desk.invalid', sentence: 'say in words what the signature declares' })
    }
    const whole = await preparedPackage(desk, papers)
    if (whole === null || papers.prepared === null || state.application.package === null) {
      return refused('no application is prepared; an officer prepares it first')
    }
    const [name = '', title = ''] = linesOf(whole, '25')
    if (name !== person.name) {
      return refused(
        `block 25 names \`${name}\` as the person who signs, and this is \`${person.name}\`; name the one who signs there and prepare it again`,
      )
    }
    const declared: Declaration = {
      package: papers.prepared.package,
      name,
      title,
      statement: statement.trim(),
      signedAt: at,
    }
    const signature = signBytes(privateKey, declaredBytes(declared))
    const signed = signedPackage(whole, declared, key.publicKey, signature)
    if (!signed.ok) return refused(signed.error.sentence)
    const text = Buffer.from(writePackage(signed.value), 'utf8')
    return ok({
      result: signed.value,
      asked: {
        kind: 'application.signed',
        package: declared.package,
        statement: declared.statement,
        signature: signed.value.signature,
      },
      papers: [{ kind: 'package.signed', package: declared.package, file: sha256(text) }],
      documents: [text],
    })
  })
}

/** Submits the signed package to an authority: in the case and in the outbox, all or nothing. @returns the message's id */
export async function sendPackage(
  desk: Desk,
  post: PostDesk,
  id: string,
  to: string,
  person: Person,
): Promise<DeskResult<string>> {
  const sent = await onCase(desk, id, person, async ({ state, papers, reader }) => {
    const { signed } = papers
    if (signed === null) return refused('the application is not signed; the accountable executive signs it first')
    const text = await textOf(desk, signed.file)
    const read = readSignedPackage(text)
    if (!read.ok) throw new Error(`the signed package of case ${id} does not hold: ${read.error.sentence}`)
    const elsewhere = papers.sent.at(-1)
    if (state.application.isWithAuthority && elsewhere !== undefined && elsewhere.to !== to) {
      return refused(`the application of this case is with \`${elsewhere.to}\`; send it there`)
    }
    const twin = await twinOf(reader, id, state.reference, to)
    if (twin !== null) {
      return refused(
        `case \`${twin}\` has the same reference \`${state.reference}\` and is with \`${to}\`: its answers could not be told apart; give this one a reference of its own`,
      )
    }
    const isSupplement = state.application.isWithAuthority
    const enclosed = await post.enclose(
      reader,
      {
        to,
        kind: isSupplement ? 'supplement' : 'application',
        about: state.reference,
        body: text,
        files: await filesOf(desk, read.value.package, papers),
      },
      person.name,
    )
    if (!enclosed.ok) return enclosed
    const { id: message, entries: more, documents } = enclosed.value
    return ok({
      result: message,
      asked: { kind: 'application.submitted', package: signed.package, authority: to },
      papers: [{ kind: 'package.sent', to, message, package: signed.package, file: signed.file, isSupplement }],
      more,
      documents,
    })
  })
  if (sent.ok) post.wake()
  return sent
}

/** What the applicant answers: to a question, or to an intent to deny. */
export type Answer = { readonly kind: 'reply'; readonly query: string } | { readonly kind: 'rebuttal' }

/** Records the answer in the case and queues it for the authority, with what goes along. @returns the message's id */
export async function answerAuthority(
  desk: Desk,
  post: PostDesk,
  id: string,
  answer: Answer,
  words: string,
  files: readonly NewPaper[],
  person: Person,
): Promise<DeskResult<string>> {
  const sent = await onCase(desk, id, person, async ({ state, papers, reader }) => {
    const to = papers.sent.at(-1)?.to
    if (to === undefined) return refused('no application of this case is with an authority')
    if (words.trim() === '') return err({ kind: 'desk.invalid', sentence: 'write the answer' })
    const fault = files.map(faultOf).find((one) => one !== null)
    if (fault) return err({ kind: 'desk.invalid', sentence: fault.sentence, faults: [fault] })
    const kept = files.map((file, i) => keptPaper(`document-${papers.words.length + 1}-${i + 1}`, file))
    const asked: Asked =
      answer.kind === 'reply'
        ? {
            kind: 'application.replied',
            query: answer.query,
            answer: words.trim(),
            documents: kept.map((one) => one.sha256),
          }
        : { kind: 'application.rebutted', answer: words.trim() }
    const told = tellAuthority(asked, kept.map(evidenceOf))
    if (told === null) throw new Error(`the authority is not told of ${asked.kind}`)
    const letter: Letter = {
      to,
      kind: 'to-authority',
      about: state.reference,
      // Made of strings and lists of strings: what the authority's own case takes.
      body: told as unknown as Canonical,
      files: kept.map(({ id: file, name, mediaType }, i) =>
        packFile({ id: file, name, mediaType, bytes: files[i]?.bytes ?? new Uint8Array() }),
      ),
    }
    const enclosed = await post.enclose(reader, letter, person.name)
    if (!enclosed.ok) return enclosed
    const { id: message, entries: more, documents } = enclosed.value
    const query = answer.kind === 'reply' ? answer.query : null
    return ok({
      result: message,
      asked,
      papers: [{ kind: 'word.exchanged', message, from: desk.node.name, to, word: asked.kind, query, files: kept }],
      more,
      documents: [...documents, ...files.map(({ bytes }) => bytes)],
    })
  })
  if (sent.ok) post.wake()
  return sent
}

function evidenceOf({ id, title, sha256: hash }: KeptPaper): Evidence {
  return { id, title, sha256: hash, isOpen: true }
}

/** The package prepared last, as it was fixed. */
export async function preparedPackage(
  desk: Pick<Desk, 'store'>,
  { prepared }: Papers,
): Promise<ApplicationPackage | null> {
  return prepared === null ? null : JSON.parse(await textOf(desk, prepared.file))
}

/** The package signed last, checked as whoever receives it checks it. */
export async function packageSignedLast(desk: Pick<Desk, 'store'>, { signed }: Papers): Promise<SignedPackage | null> {
  if (signed === null) return null
  const read = readSignedPackage(await textOf(desk, signed.file))
  if (!read.ok) throw new Error(`a signed package does not hold: ${read.error.sentence}`)
  return read.value
}

async function textOf({ store }: Pick<Desk, 'store'>, hash: string): Promise<string> {
  const bytes = await store.streams.document(hash)
  if (bytes === null) throw new Error(`document ${hash} is not kept`)
  return Buffer.from(bytes).toString('utf8')
}

/** The files the package names as attached, by the ids it gives them. */
async function filesOf(desk: Desk, whole: ApplicationPackage, { attachments }: Papers): Promise<Letter['files']> {
  const attached = whole.exhibits.filter(({ where }) => where === 'attached')
  return Promise.all(
    attached.map(async ({ id, sha256: hash }) => {
      const bytes = await desk.store.streams.document(hash)
      if (bytes === null) throw new Error(`the bytes of \`${id}\` are not kept`)
      const kept = attachments.find((one) => one.sha256 === hash)
      const { name = id, mediaType = 'application/octet-stream' } = kept ?? {}
      return packFile({ id, name, mediaType, bytes })
    }),
  )
}

/** Another case of the same reference that this authority has: about which of them it speaks could not be told. */
async function twinOf(reader: StreamReader, id: string, reference: string, to: string): Promise<string | null> {
  for (const { stream, entry } of await reader.firsts(CASE_STREAMS)) {
    const other = caseOfStream(stream)
    if (other === id || entry.body.reference !== reference) continue
    const { sent } = papersOf(await reader.entries(streamOfApplication(other)))
    if (sent.some((one) => one.to === to)) return other
  }
  return null
}

function keptPaper(id: string, { title, name, mediaType, bytes }: NewPaper): KeptPaper {
  return { id, title: title.trim() || name, name, mediaType, sha256: sha256(bytes), size: bytes.length }
}

/** `specification.pdf` as an id that is free: the package names the file by it. */
function nextName({ attachments }: Papers, name: string): string {
  const base = name.replace(/\.[^.]*$/, '').trim() || 'file'
  const isFree = (id: string) => !attachments.some((one) => one.id === id)
  for (let i = 1; ; i++) {
    const id = i === 1 ? base : `${base} ${i}`
    if (isFree(id)) return id
  }
}

const MAX_WORDS = 300

function faultOf({
  title,
  name,
  mediaType,
  bytes,
}: NewPaper): { readonly field: string; readonly sentence: string } | null {
  const isBad = (text: string) => text.length > MAX_WORDS || !text.isWellFormed() || /[\p{Cc}/\\]/u.test(text)
  if (name.trim() === '' || isBad(name))
    return { field: 'name', sentence: 'give the file a plain name, without a path' }
  if (title.length > MAX_WORDS || !title.isWellFormed())
    return { field: 'title', sentence: 'give it a title of one line' }
  if (!/^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(mediaType)) {
    return { field: 'mediaType', sentence: 'say what kind of file it is, such as application/pdf' }
  }
  if (bytes.length === 0) return { field: 'file', sentence: `\`${name}\` is empty` }
  return bytes.length > MAX_FILES_BYTES
    ? { field: 'file', sentence: `\`${name}\` is larger than 5 MB; ${SMALLER}` }
    : null
}

export function noCase(id: string): DeskProblem {
  return { kind: 'desk.unknown', sentence: `there is no case \`${id.slice(0, 60)}\`; \`unblind case list\` shows all` }
}

function problemOf(refusal: Refusal): DeskProblem {
  const kind = refusal.kind === 'case.not-permitted' ? 'desk.not-permitted' : 'desk.refused'
  const sentence = `not recorded: ${refusal.sentence}`
  return refusal.kind === 'case.blocked' ? { kind, sentence, blocks: refusal.blocks } : { kind, sentence }
}

function refused(sentence: string): { readonly ok: false; readonly error: DeskProblem } {
  return err({ kind: 'desk.refused', sentence })
}
