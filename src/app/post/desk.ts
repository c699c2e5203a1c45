/** What nodes send each other: signed, sent again until it is taken, taken once. */
import { type Canonical, canonical, err, ok, readPublicKey, sayKeyProblem, sha256 } from '../../base/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import type { Desk, DeskResult } from '../desk.ts'
import type { Person } from '../people/person.ts'
import { deliverWaiting, isPauseOver } from './deliver.ts'
import type { Counterparty, Message, MessageKind } from './message.ts'
import { MAX_MESSAGE_BYTES, openFiles, writeMessage } from './read-message.ts'
import { type Came, type Outgoing, POST, postOf, type QueuedBody } from './recorded.ts'
import { NOT_REGISTERED, openStrangers, type StrangeMessage, type Strangers } from './strangers.ts'
import { type Handler, isFromKnown, type TakenMessage, takeMessage } from './take.ts'

/** What a desk wants sent; the rest of the message is the post's. */
export type Letter = Pick<Message, 'to' | 'kind' | 'about' | 'files'> & { readonly body: Canonical }

/** Entries and documents that put a letter into the outbox, to be appended with whatever it tells of. */
export type Enclosed = { readonly id: string } & Required<Pick<Decided<unknown>, 'entries' | 'documents'>>

export type PostDesk = {
  /** Whom this node knows, in the order they were first registered. */
  readonly counterparties: () => Promise<readonly Counterparty[]>
  /** A named person who compared the key out of band makes another node known, or gives it another key or address. */
  readonly register: (counterparty: Counterparty, person: Person) => Promise<DeskResult<Counterparty>>
  /** This node's public key, hexadecimal: what others register. */
  readonly key: () => Promise<string>
  /** Whoever handles messages of a kind. One for each; the desk does so when it opens. */
  readonly handle: (kind: MessageKind, handler: Handler) => void
  /**
   * For a decision under the lock of the streams: the letter is queued with the entries it tells of, all or nothing.
   * Call `wake` when they are on disk.
   */
  readonly enclose: (reader: StreamReader, letter: Letter, by: string) => Promise<DeskResult<Enclosed>>
  /** Queues a letter of its own and wakes the sender. @returns the id of the message */
  readonly send: (letter: Letter, person: Person) => Promise<DeskResult<string>>
  /** One that was turned away is brought once more, as it was. */
  readonly sendAgain: (id: string, person: Person) => Promise<DeskResult<Outgoing>>
  /** Judges what another node brings, and runs the handler of its kind. */
  readonly take: (text: string) => Promise<TakenMessage>
  /** Whether what begins so names the key of a node known here, so that the rest is worth reading. */
  readonly isFromKnown: (beginning: string) => Promise<boolean>
  /** Keeps that something came from nobody known, which was not read whole. */
  readonly turnAway: (message: Omit<StrangeMessage, 'text' | 'sentence'>) => Promise<TakenMessage>
  /** How many messages came from nobody known: on record one by one, and only counted. */
  readonly strangers: Strangers['numbers']
  /** Tries everything that waits, whatever its pause. @returns what this node sent, oldest first */
  readonly deliverNow: () => Promise<readonly Outgoing[]>
  /** Everything this node sent, oldest first. */
  readonly outbox: () => Promise<readonly Outgoing[]>
  /** The same for a person: what goes out is the office's, not that of an agency it consults. */
  readonly outboxFor: (person: Person) => Promise<readonly Outgoing[]>
  /** Everything signed that came in, oldest first. */
  readonly inbox: () => Promise<readonly Came[]>
  /** A server brings what waits in the background; a command does so when it is asked. */
  readonly begin: () => void
  readonly wake: () => void
  /** Ends what runs in the background. What was not taken yet waits for the next start. */
  readonly stop: () => Promise<void>
}

const LOOK_EVERY_MS = 1_000

export function openPostDesk(desk: Desk): PostDesk {
  const { streams } = desk.store
  const handlers = new Map<MessageKind, Handler>()
  const strangers = openStrangers(desk)
  const sender = openSender(desk)
  const read = async () => postOf(await streams.entries(POST))
  const enclose = (reader: StreamReader, letter: Letter, by: string) => encloseIn(desk, reader, letter, by)
  return {
    counterparties: async () => (await read()).counterparties,
    register: (counterparty, person) => register(desk, counterparty, person),
    key: async () => (await desk.signer()).key.publicKey.hex,
    handle: (kind, handler) => {
      if (handlers.has(kind)) throw new Error(`messages of kind \`${kind}\` have a handler already`)
      handlers.set(kind, handler)
    },
    enclose,
    send: async (letter, person) => {
      const queued = await streams.append<DeskResult<string>>(
        async (reader) => {
          const enclosed = await enclose(reader, letter, person.name)
          if (!enclosed.ok) return { result: enclosed, entries: [] }
          const { id, entries, documents } = enclosed.value
          return { result: ok(id), entries, documents }
        },
        [POST],
      )
      if (queued.ok) sender.wake()
      return queued
    },
    sendAgain: async (id, person) => {
      const again = await sendAgain(desk, id, person)
      if (again.ok) sender.wake()
      return again
    },
    take: (text) => takeMessage(desk, handlers, strangers, text),
    isFromKnown: (beginning) => isFromKnown(desk, beginning),
    turnAway: (message) => strangers.turnAway({ ...message, text: null, sentence: NOT_REGISTERED }),
    strangers: strangers.numbers,
    deliverNow: async () => {
      await sender.deliver(() => true)
      return (await read()).outgoing
    },
    outbox: async () => (await read()).outgoing,
    outboxFor: async ({ agency }) => (agency === null ? (await read()).outgoing : []),
    inbox: async () => (await read()).came,
    begin: sender.begin,
    wake: sender.wake,
    stop: async () => {
      await sender.stop()
      await strangers.stop()
    },
  }
}

/** One round at a time; rounds asked for meanwhile follow, and one that waits is enough for all who wake it. */
function openSender(desk: Desk) {
  const stopping = new AbortController()
  let working: Promise<void> = Promise.resolve()
  let looking: NodeJS.Timeout | null = null
  let isRoundAhead = false
  let isTrouble = false
  const deliver = (isDue: (one: Outgoing) => boolean) => {
    const round = working.then(async () => {
      isRoundAhead = false
      if (!stopping.signal.aborted) await deliverWaiting(desk, isDue, stopping.signal)
    })
    // A round that fails is told to whoever asked for it, and does not end the ones after it.
    working = round.catch(() => {})
    return round
  }
  const wake = () => {
    if (looking === null || isRoundAhead) return
    isRoundAhead = true
    deliver((one) => isPauseOver(one, Date.parse(desk.now()))).then(
      () => {
        isTrouble = false
      },
      (error: unknown) => {
        // Said when it begins, not at every look.
        if (!stopping.signal.aborted && !isTrouble) desk.say(`the post could not be brought: ${String(error)}`)
        isTrouble = true
      },
    )
  }
  return {
    deliver,
    wake,
    begin: () => {
      looking ??= setInterval(wake, LOOK_EVERY_MS).unref()
      wake()
    },
    stop: async () => {
      stopping.abort()
      if (looking !== null) clearInterval(looking)
      looking = null
      await working
    },
  }
}

async function encloseIn(
  desk: Desk,
  reader: StreamReader,
  { to, kind, about, body, files }: Letter,
  by: string,
): Promise<DeskResult<Enclosed>> {
  const { counterparties } = postOf(await reader.entries(POST))
  if (!counterparties.some(({ name }) => name === to)) return refused(notKnown(to, counterparties))
  const brought = openFiles(files)
  if (!brought.ok) return refused(brought.error)
  const at = desk.now()
  const message: Message = { version: 1, id: desk.newId(), from: desk.node.name, to, at, kind, about, body, files }
  const text = Buffer.from(writeMessage(message), 'utf8')
  // Signature and key come on top when it travels.
  if (text.length > MAX_MESSAGE_BYTES - 1_000)
    return refused('the message is larger than another node takes; send less in one')
  const queued: QueuedBody = { message: message.id, to, messageKind: kind, about, sha256: sha256(text) }
  const entry = { at, actor: by, kind: 'message.queued', body: queued }
  return ok({ id: message.id, entries: [{ stream: POST, entry }], documents: [text] })
}

function notKnown(name: string, known: readonly Counterparty[]): string {
  const names = known.map((one) => `\`${one.name}\``).join(', ')
  return `no node \`${name}\` is known here; register it with its key first (known: ${names || 'none'})`
}

const MAX_NAME = 300

async function register(desk: Desk, counterparty: Counterparty, person: Person): Promise<DeskResult<Counterparty>> {
  const wrong = wrongIn(desk, counterparty)
  if (wrong !== null) return err({ kind: 'desk.invalid', sentence: wrong.sentence, faults: [wrong] })
  const { kind, key, address } = counterparty
  const name = counterparty.name.trim()
  const whole: Counterparty = { name, kind, key: key.toLowerCase(), address: address?.replace(/\/+$/, '') ?? null }
  const { id, roles } = person
  const body = { ...whole, person: { id, name: person.name, roles } }
  const entry = { at: desk.now(), actor: person.name, kind: 'counterparty.registered', body }
  return desk.store.streams.append<DeskResult<Counterparty>>(
    async (reader) => {
      const { counterparties } = postOf(await reader.entries(POST))
      const other = counterparties.find((one) => one.key === whole.key && one.name !== whole.name)
      if (other !== undefined) return { result: refused(`that key is registered for \`${other.name}\``), entries: [] }
      const isKnown = counterparties.some((one) => canonical(one) === canonical(whole))
      return { result: ok(whole), entries: isKnown ? [] : [{ stream: POST, entry }] }
    },
    [POST],
  )
}

function wrongIn(
  desk: Desk,
  { name, key, address }: Counterparty,
): { readonly field: string; readonly sentence: string } | null {
  if (name.trim() === '' || name.length > MAX_NAME || !name.isWellFormed()) {
    return { field: 'name', sentence: `give the name the other node bears, of at most ${MAX_NAME} characters` }
  }
  if (name.trim() === desk.node.name) return { field: 'name', sentence: 'that is this node; name another' }
  const read = readPublicKey(key)
  if (!read.ok) return { field: 'key', sentence: `${sayKeyProblem(read.error)}; \`unblind node key\` prints it there` }
  if (!/^[0-9a-f]{64}$/i.test(key)) return { field: 'key', sentence: 'give the key as 64 hexadecimal digits' }
  if (address !== null && !isAddress(address)) {
    return { field: 'address', sentence: `\`${address}\` is not an address; write https://host[:port]` }
  }
  return null
}

/** `http://` too: on one machine, or behind what encrypts. What is brought is signed in any case. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash, username } = new URL(text)
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && hash === '' && username === ''
}

async function sendAgain(desk: Desk, id: string, person: Person): Promise<DeskResult<Outgoing>> {
  const entry = { at: desk.now(), actor: person.name, kind: 'message.sent-again', body: { message: id } }
  return desk.store.streams.append<DeskResult<Outgoing>>(
    async (reader) => {
      const one = postOf(await reader.entries(POST)).outgoing.find((other) => other.id === id)
      if (one === undefined) {
        return {
          result: err({ kind: 'desk.unknown', sentence: `no message \`${id}\` was sent from here` }),
          entries: [],
        }
      }
      if (one.state !== 'turned-away') return { result: refused(`message \`${id}\` is ${one.state}`), entries: [] }
      return { result: ok({ ...one, state: 'waiting' }), entries: [{ stream: POST, entry }] }
    },
    [POST],
  )
}

function refused(sentence: string): {
  readonly ok: false
  readonly error: { readonly kind: 'desk.refused'; readonly sentence: string }
} {
  return { ok: false, error: { kind: 'desk.refused', sentence } }
}
