/**
 * What comes from nobody known here. Nothing is owed to a stranger but a sentence; that it came is on record, its text too
 * where it is small, and a stranger who sends for ever is counted and does not fill the ledger.
 */
import { type Sha256, sha256 } from '../../base/index.ts'
import type { Desk } from '../desk.ts'
import { POST, postOf } from './recorded.ts'
import type { TakenMessage } from './take.ts'

/** Most bytes of a text that is kept as evidence of a stranger. */
export const MAX_STRANGE_BYTES = 256 * 1024
/** Messages that stand in the record one by one; more are counted. */
export const MAX_STRANGE = 1_000
/** Pause between two entries that tell how many were counted. */
const COUNTED_EVERY_MS = 60 * 60_000

export const NOT_REGISTERED =
  'no node is registered here under the key of the message, so that it was not read further; be registered first, then send it again'

export type StrangeMessage = {
  readonly sha256: Sha256
  readonly bytes: number
  /** `null`: larger than what is kept of a stranger. */
  readonly text: string | null
  readonly sentence: string
}

export type Strangers = {
  readonly turnAway: (message: StrangeMessage) => Promise<TakenMessage>
  /** How many came, those on record one by one and those only counted. */
  readonly numbers: () => Promise<{ readonly recorded: number; readonly counted: number }>
  /** Writes down what was counted since. */
  readonly stop: () => Promise<void>
}

export function openStrangers(desk: Pick<Desk, 'store' | 'now' | 'say'>): Strangers {
  const { streams } = desk.store
  let counted = 0
  let writtenAt: number | null = null

  const write = async () => {
    const count = counted
    if (count === 0) return
    counted = 0
    const entry = { at: desk.now(), actor: 'unknown nodes', kind: 'message.strange-counted', body: { count } }
    try {
      await streams.append(
        async (reader) => {
          await reader.entries(POST)
          return { result: null, entries: [{ stream: POST, entry }] }
        },
        [POST],
      )
    } catch (error) {
      counted += count
      throw error
    }
    desk.say(
      `${count} more messages came that no node known here signed; they were counted and not kept, as ${MAX_STRANGE} are`,
    )
  }
  const count = async () => {
    counted++
    const nowMs = Date.parse(desk.now())
    if (writtenAt !== null && nowMs < writtenAt + COUNTED_EVERY_MS && nowMs >= writtenAt) return
    writtenAt = nowMs
    await write()
  }
  return {
    turnAway: async ({ sha256: hash, bytes, text, sentence }) => {
      const answer: TakenMessage = { outcome: 'refused', sentence, isStrange: true }
      const { recorded } = postOf(await streams.entries(POST)).strange
      if (recorded.has(hash)) return answer
      if (recorded.size >= MAX_STRANGE) {
        await count()
        return answer
      }
      const kept = text === null || bytes > MAX_STRANGE_BYTES ? null : Buffer.from(text, 'utf8')
      // What is no Unicode text is not the same bytes once written again; then its hash alone is kept.
      const document = kept !== null && sha256(kept) === hash ? kept : null
      const body = { sha256: hash, bytes, isKept: document !== null, sentence }
      const entry = { at: desk.now(), actor: 'unknown node', kind: 'message.strange', body }
      return streams.append<TakenMessage>(
        async (reader) => {
          const { strange } = postOf(await reader.entries(POST))
          const isNew = !strange.recorded.has(hash) && strange.recorded.size < MAX_STRANGE
          return {
            result: answer,
            entries: isNew ? [{ stream: POST, entry }] : [],
            documents: isNew && document !== null ? [document] : [],
          }
        },
        [POST],
      )
    },
    numbers: async () => {
      const { strange } = postOf(await streams.entries(POST))
      return { recorded: strange.recorded.size, counted: strange.counted + counted }
    },
    stop: () =>
      write().catch((error: unknown) =>
        desk.say(`what strangers sent could not be counted to the end: ${String(error)}`),
      ),
  }
}
