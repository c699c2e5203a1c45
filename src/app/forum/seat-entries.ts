/** What happens at a state's seat, as entries of the stream `forum`. */
import type { NewEntry, Sealed, SealedBody } from '../../base/index.ts'
import type { Founder, LogEvent, StateId } from '../../forum/index.ts'

export const FORUM = 'forum'

/** The two ways of asking a peer; each has cursors of its own. */
export type Way = 'for-us' | 'public'

export type SeatEvent =
  | Exclude<LogEvent, { kind: 'forum.issued' }>
  | {
      readonly kind: 'forum.issued'
      readonly body: {
        readonly text: string
        /** Id of the person of this node who signed it; absent in what was written before it was kept. */
        readonly person?: string
      }
    }
  | {
      readonly kind: 'forum.set-up'
      readonly body: {
        readonly state: StateId
        readonly founders: readonly Founder[]
        /** The founding records as signed, the same at every node. */
        readonly genesis: readonly string[]
      }
    }
  /** Also when its address changes. */
  | { readonly kind: 'forum.peer-added'; readonly body: { readonly state: StateId; readonly address: string } }
  /** Everything up to here was taken from a peer. */
  | {
      readonly kind: 'forum.fetched'
      readonly body: { readonly state: StateId; readonly way: Way; readonly cursor: string }
    }
  | { readonly kind: 'forum.peer-failed'; readonly body: { readonly state: StateId; readonly sentence: string } }
  | { readonly kind: 'forum.peer-answered'; readonly body: { readonly state: StateId } }

/** The stream holds nothing else, and the store has checked its seals. */
export function eventOf({ kind, body }: Sealed): SeatEvent {
  return { kind, body } as unknown as SeatEvent
}

export function entryOf({ kind, body }: SeatEvent, actor: string, at: string): NewEntry {
  return { at, actor, kind, body: body as SealedBody }
}
