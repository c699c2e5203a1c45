/** What the stream of the post holds: who is known, what goes out, what came in. */
import type { Sealed } from '../../base/index.ts'
import type { Counterparty, MessageKind } from './message.ts'

/** The one stream of everything the node sends and takes, and of whom it knows. */
export const POST = 'post'

export type OutgoingState = 'waiting' | 'delivered' | 'turned-away'

/** One message of ours and how far it got. */
export type Outgoing = {
  readonly id: string
  readonly to: string
  readonly kind: MessageKind
  readonly about: string
  /** SHA-256 of the canonical message, which is kept. */
  readonly sha256: string
  readonly queuedAt: string
  readonly by: string
  readonly state: OutgoingState
  /** When it was taken or turned away; `null`: it waits. */
  readonly settledAt: string | null
  /** What the other node said last, or why it was not reached; empty before the first try. */
  readonly sentence: string
  readonly tries: number
  readonly triedAt: string | null
}

/** One message that came in and was signed by a node that is known here. */
export type Came = {
  readonly id: string
  readonly from: string
  readonly kind: MessageKind
  readonly about: string
  /** SHA-256 of the signed text, which is kept. */
  readonly sha256: string
  /** SHA-256 of the message without key and signature; `null`: written before it was kept. */
  readonly content: string | null
  readonly at: string
  readonly outcome: 'taken' | 'refused'
  readonly sentence: string
}

export type PostState = {
  readonly counterparties: readonly Counterparty[]
  readonly outgoing: readonly Outgoing[]
  readonly came: readonly Came[]
  /** What came in that no node known here signed. */
  readonly strange: Strange
}

export type Strange = {
  /** Hashes of those that stand in the record one by one. */
  readonly recorded: ReadonlySet<string>
  /** How many more came that were only counted. */
  readonly counted: number
}

const FOLDED = new WeakMap<readonly Sealed[], PostState>()

/** The newest key of a counterparty holds; older ones stay in the record. Entries that were read before are not folded anew. */
export function postOf(entries: readonly Sealed[]): PostState {
  const known = FOLDED.get(entries)
  if (known !== undefined) return known
  const state = folded(entries)
  FOLDED.set(entries, state)
  return state
}

function folded(entries: readonly Sealed[]): PostState {
  const counterparties = new Map<string, Counterparty>()
  const outgoing = new Map<string, Outgoing>()
  const came: Came[] = []
  const recorded = new Set<string>()
  let counted = 0
  const settle = (id: unknown, change: (one: Outgoing) => Outgoing) => {
    const one = outgoing.get(String(id))
    if (one !== undefined) outgoing.set(one.id, change(one))
  }
  for (const { kind, body, at, actor } of entries) {
    // Written by this desk and sealed: what is read is what was written.
    switch (kind) {
      case 'counterparty.registered': {
        const known = body as unknown as Counterparty & { readonly person: unknown }
        const { name, kind: which, key, address } = known
        counterparties.set(name, { name, kind: which, key, address })
        break
      }
      case 'message.queued': {
        const { message: id, to, about, sha256, messageKind } = body as unknown as QueuedBody
        const fresh = { state: 'waiting', settledAt: null, sentence: '', tries: 0, triedAt: null } as const
        outgoing.set(id, { id, to, kind: messageKind, about, sha256, queuedAt: at, by: actor, ...fresh })
        break
      }
      case 'message.failed-try':
        settle(body.message, (one) => ({ ...one, tries: one.tries + 1, triedAt: at, sentence: String(body.sentence) }))
        break
      case 'message.delivered':
      case 'message.turned-away':
        settle(body.message, (one) => ({
          ...one,
          state: kind === 'message.delivered' ? 'delivered' : 'turned-away',
          settledAt: at,
          triedAt: at,
          tries: one.tries + 1,
          sentence: String(body.sentence),
        }))
        break
      case 'message.sent-again':
        settle(body.message, (one) => ({ ...one, state: 'waiting', settledAt: null, tries: 0, triedAt: null }))
        break
      case 'message.taken':
      case 'message.refused': {
        const { message: id, from, about, sha256, content = null, messageKind, sentence } = body as unknown as CameBody
        const outcome = kind === 'message.taken' ? 'taken' : 'refused'
        came.push({ id, from, kind: messageKind, about, sha256, content, at, outcome, sentence })
        break
      }
      case 'message.strange':
        recorded.add(String(body.sha256))
        break
      case 'message.strange-counted':
        counted += Number(body.count)
        break
    }
  }
  return {
    counterparties: [...counterparties.values()],
    outgoing: [...outgoing.values()],
    came,
    strange: { recorded, counted },
  }
}

export type QueuedBody = {
  readonly message: string
  readonly to: string
  readonly messageKind: MessageKind
  readonly about: string
  readonly sha256: string
}

export type CameBody = {
  readonly message: string
  readonly from: string
  readonly messageKind: MessageKind
  readonly about: string
  readonly sha256: string
  /** Absent in what was written before it was kept. */
  readonly content?: string
  readonly sentence: string
}
