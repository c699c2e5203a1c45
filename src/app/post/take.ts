/** Taking in what another node brings: once, whole, for us, from a node that is known; everything else with a sentence. */
import { err, type Result, type Sha256, sha256 } from '../../base/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import type { Desk } from '../desk.ts'
import type { Counterparty, Message, MessageKind } from './message.ts'
import { type BroughtFile, openFiles, readSignedMessage } from './read-message.ts'
import { type CameBody, POST, type PostState, postOf } from './recorded.ts'

/** A message whose form, signature, sender, recipient and files hold. What it says is for its handler to judge. */
export type Incoming = {
  readonly message: Message
  readonly from: Counterparty
  /** SHA-256 of the signed text, which is kept as a document. */
  readonly sha256: Sha256
  readonly files: readonly BroughtFile[]
}

/** Entries and documents to append with the message, all or nothing. */
export type Handled = Pick<Decided<unknown>, 'entries' | 'documents'>

/** Why a handler does not take it, and what it wants on record of that. */
export type TurnedAway = Partial<Handled> & { readonly sentence: string }

/** Decides on a message under the lock of the streams. It reads a stream before it appends to it. */
export type Handler = (incoming: Incoming, reader: StreamReader) => Promise<Result<Handled, TurnedAway>>

/** What the sender is told. `refused`: it is not sent again unless a person wants it. */
export type TakenMessage = {
  readonly outcome: 'taken' | 'already-taken' | 'refused'
  readonly sentence: string
}

/** Messages of nobody known that leave an entry of their own; more are only counted. */
const MAX_STRANGE = 1_000

type Handlers = ReadonlyMap<MessageKind, Handler>

export async function takeMessage(desk: Desk, handlers: Handlers, text: string): Promise<TakenMessage> {
  const { streams } = desk.store
  const read = readSignedMessage(text)
  const hash = sha256(text)
  return streams.append<TakenMessage>(
    async (reader) => {
      const state = postOf(await reader.entries(POST))
      if (!read.ok) return strange(desk, state, hash, read.error)
      const { message, key } = read.value
      const from = state.counterparties.find((one) => one.key === key)
      if (from === undefined) {
        return strange(desk, state, hash, `no node is registered here under the key of \`${message.from}\``)
      }
      const before = state.came.find(
        (one) => one.id === message.id && one.from === from.name && one.outcome === 'taken',
      )
      if (before?.sha256 === hash) {
        return { result: { outcome: 'already-taken', sentence: `taken on ${before.at}` }, entries: [] }
      }
      const decided =
        before === undefined
          ? await judge(desk, handlers, { message, from, hash }, reader)
          : err({ sentence: `another message with the id \`${message.id}\` was taken; give this one an id of its own` })
      const {
        sentence = 'taken',
        entries = [],
        documents = [],
      }: Partial<TurnedAway> = decided.ok ? decided.value : decided.error
      const outcome = decided.ok ? 'taken' : 'refused'
      const isTold = state.came.some((one) => one.sha256 === hash && one.sentence === sentence)
      const body: CameBody = {
        message: message.id,
        from: from.name,
        messageKind: message.kind,
        about: message.about,
        sha256: hash,
        sentence,
      }
      const entry = { at: desk.now(), actor: from.name, kind: `message.${outcome}`, body }
      return {
        result: { outcome, sentence },
        // The same message refused for the same reason again adds nothing to know.
        entries: outcome === 'refused' && isTold ? [] : [{ stream: POST, entry }, ...entries],
        documents: [Buffer.from(text, 'utf8'), ...documents],
      }
    },
    [POST],
  )
}

async function judge(
  desk: Desk,
  handlers: Handlers,
  { message, from, hash }: { readonly message: Message; readonly from: Counterparty; readonly hash: Sha256 },
  reader: StreamReader,
): Promise<Result<Handled, TurnedAway>> {
  if (message.from !== from.name) {
    return err({ sentence: `the key is that of \`${from.name}\`, and the message says it is from \`${message.from}\`` })
  }
  if (message.to !== desk.node.name) {
    return err({ sentence: `it is for \`${message.to}\`, and this is \`${desk.node.name}\`; send it there` })
  }
  const files = openFiles(message.files)
  if (!files.ok) return err({ sentence: files.error })
  const handler = handlers.get(message.kind)
  if (handler === undefined) {
    return err({ sentence: `\`${message.kind}\` is not taken by this node, an ${desk.node.kind}` })
  }
  return handler({ message, from, sha256: hash, files: files.value }, reader)
}

/** Nothing is owed to a stranger but a sentence; that it came is on record by its hash. */
function strange(desk: Desk, state: PostState, hash: Sha256, sentence: string): Decided<TakenMessage> {
  const isRecorded = state.strange.has(hash) || state.strange.size >= MAX_STRANGE
  const entry = { at: desk.now(), actor: 'unknown node', kind: 'message.strange', body: { sha256: hash, sentence } }
  return { result: { outcome: 'refused', sentence }, entries: isRecorded ? [] : [{ stream: POST, entry }] }
}
