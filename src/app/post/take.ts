/** Taking in what another node brings: once, whole, for us, from a node that is known; everything else with a sentence. */
import { err, type Result, type Sha256, sha256 } from '../../base/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import type { Desk } from '../desk.ts'
import type { Counterparty, Message, MessageKind } from './message.ts'
import { type BroughtFile, keyIn, openFiles, readSignedMessage, writeMessage } from './read-message.ts'
import { type Came, type CameBody, POST, type PostState, postOf } from './recorded.ts'
import { MAX_STRANGE_BYTES, NOT_REGISTERED, type Strangers } from './strangers.ts'

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
  /** No node known here signed it. */
  readonly isStrange?: true
}

type Handlers = ReadonlyMap<MessageKind, Handler>

/** Whether what begins so says that a node known here signed it. Asked before the rest is read, and without the lock. */
export async function isFromKnown({ store }: Pick<Desk, 'store'>, beginning: string): Promise<boolean> {
  const key = keyIn(beginning)
  return key !== null && senderOf(postOf(await store.streams.entries(POST)), key) !== undefined
}

export async function takeMessage(
  desk: Desk,
  handlers: Handlers,
  strangers: Strangers,
  text: string,
): Promise<TakenMessage> {
  const { streams } = desk.store
  const hash = sha256(text)
  const stranger = (sentence: string) =>
    strangers.turnAway({ sha256: hash, bytes: Buffer.byteLength(text), text, sentence })
  if (!(await isFromKnown(desk, text)) && Buffer.byteLength(text) > MAX_STRANGE_BYTES) return stranger(NOT_REGISTERED)
  const read = readSignedMessage(text)
  if (!read.ok) return stranger(read.error)
  const { message, key } = read.value
  const notRegistered = `no node is registered here under the key of \`${message.from}\``
  if (senderOf(postOf(await streams.entries(POST)), key) === undefined) return stranger(notRegistered)
  const content = sha256(writeMessage(message))
  return streams.append<TakenMessage>(
    async (reader) => {
      const state = postOf(await reader.entries(POST))
      const from = senderOf(state, key)
      if (from === undefined) return { result: { outcome: 'refused', sentence: notRegistered }, entries: [] }
      const before = state.came.find(
        (one) => one.id === message.id && one.from === from.name && one.outcome === 'taken',
      )
      // The same words under a newer key of its sender are the same message.
      if (before !== undefined && (before.content ?? (await contentOf(desk, before))) === content) {
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
        content,
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

function senderOf({ counterparties }: PostState, key: string): Counterparty | undefined {
  return counterparties.find((one) => one.key === key)
}

/** From the text as it came, which is kept. */
async function contentOf({ store }: Desk, { id, sha256: hash }: Came): Promise<Sha256> {
  const bytes = await store.streams.document(hash)
  if (bytes === null) throw new Error(`the text of message ${id} is not kept`)
  const read = readSignedMessage(Buffer.from(bytes).toString('utf8'))
  if (!read.ok) throw new Error(`the text of message ${id} is not kept as it came: ${read.error}`)
  return sha256(writeMessage(read.value.message))
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
