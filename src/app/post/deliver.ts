/** Bringing what waits to the nodes it is for, one after the other, until each says that it took it. */
import { z } from 'zod'
import type { NewEntry } from '../../base/index.ts'
import type { Desk } from '../desk.ts'
import type { Counterparty, Message } from './message.ts'
import { signMessage } from './read-message.ts'
import { type Outgoing, POST, postOf } from './recorded.ts'
import type { TakenMessage } from './take.ts'

/** Path under the address of a node. */
export const POST_PATH = '/v1/post'

const TRY_WITHIN_MS = 30_000
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60 * 60_000
/** More than any node has to say. */
const MAX_ANSWER_CHARACTERS = 20_000

const answerSchema = z.object({
  outcome: z.enum(['taken', 'already-taken', 'refused']),
  sentence: z.string().max(5_000),
})

/** A node that is busy, or hears too much from here, says so and is tried again later. */
const problemSchema = z.object({ kind: z.string().startsWith('http.'), detail: z.string().max(5_000) })

/**
 * Everything that waits goes out in the order it was queued; a node that does not answer is left for this round.
 * @param isDue which of them may be tried now
 */
export async function deliverWaiting(desk: Desk, isDue: (one: Outgoing) => boolean, stop: AbortSignal): Promise<void> {
  const state = postOf(await desk.store.streams.entries(POST))
  const waiting = state.outgoing.filter((one) => one.state === 'waiting')
  const known = new Map(state.counterparties.map((one) => [one.name, one]))
  await Promise.all(
    [...new Set(waiting.map((one) => one.to))].map(async (name) => {
      const to = known.get(name)
      // What is for one that is not reached waits until a person hands it over as a file, and brings what was said.
      if (to === undefined || to.address === null) return
      for (const one of waiting.filter((other) => other.to === name)) {
        if (stop.aborted || !isDue(one)) return
        if (!(await deliver(desk, one, to, stop))) return
      }
    }),
  )
}

/** Growing pauses between tries: two seconds, four, eight, up to an hour. */
export function isPauseOver({ tries, triedAt }: Outgoing, nowMs: number): boolean {
  if (triedAt === null) return true
  return nowMs - Date.parse(triedAt) >= Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS)
}

/** @returns whether the other node answered */
async function deliver(desk: Desk, one: Outgoing, to: Counterparty, stop: AbortSignal): Promise<boolean> {
  const answer = await bring(await letterOf(desk, one), to, stop)
  if (stop.aborted) return false
  const { sentence } = answer
  const kind = !('outcome' in answer) ? 'failed-try' : answer.outcome === 'refused' ? 'turned-away' : 'delivered'
  const entry: NewEntry = {
    at: desk.now(),
    actor: 'unblind',
    kind: `message.${kind}`,
    body: { message: one.id, to: to.name, sentence },
  }
  await desk.store.streams.append(
    async (reader) => {
      // Another process of this node may have brought it at the same moment.
      const now = postOf(await reader.entries(POST)).outgoing.find(({ id }) => id === one.id)
      return { result: null, entries: now?.state === 'waiting' ? [{ stream: POST, entry }] : [] }
    },
    [POST],
  )
  if (kind === 'turned-away') desk.say(`\`${to.name}\` did not take a message about ${one.about}: ${sentence}`)
  return kind !== 'failed-try'
}

/** The text that travels. */
export async function letterOf(desk: Pick<Desk, 'store' | 'signer'>, one: Outgoing): Promise<string> {
  return signMessage(await messageOf(desk, one), await desk.signer())
}

export async function messageOf(desk: Pick<Desk, 'store'>, { id, sha256 }: Outgoing): Promise<Message> {
  const bytes = await desk.store.streams.document(sha256)
  if (bytes === null) throw new Error(`the text of message ${id} is not kept`)
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

type Brought = TakenMessage | { readonly sentence: string }

async function bring(text: string, { name, address }: Counterparty, stop: AbortSignal): Promise<Brought> {
  try {
    const response = await fetch(`${address}${POST_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
      redirect: 'error',
      signal: AbortSignal.any([stop, AbortSignal.timeout(TRY_WITHIN_MS)]),
    })
    const said = await answerOf(response)
    if (said === null || 'outcome' in said) {
      return said ?? { sentence: `\`${name}\` answered with status ${response.status} and not as a node does` }
    }
    return { sentence: `\`${name}\` does not take it now: ${said.detail}` }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const why = cause instanceof Error ? cause.message : String(cause)
    return { sentence: `\`${name}\` was not reached at ${address}: ${why.toWellFormed().slice(0, 300)}` }
  }
}

/** `null`: it answers as no node does. */
async function answerOf(response: Response): Promise<TakenMessage | z.output<typeof problemSchema> | null> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_ANSWER_CHARACTERS) return null
  }
  try {
    const answer: unknown = JSON.parse(text.toWellFormed())
    const read = response.status === 200 ? answerSchema.safeParse(answer) : problemSchema.safeParse(answer)
    return read.success ? read.data : null
  } catch {
    return null
  }
}
