/**
 * How one node asks another for what is for it, and how the answer is known to come from there. Both are signed with the
 * key the forum knows the state by, for one reader and one moment: an ask that is caught or handed on opens nothing
 * elsewhere and nothing later, and an answer cannot be made up, cut short or played again by whoever carries it.
 */
import { z } from 'zod'
import { canonical, err, ok, type PrivateKey, type Result, readCanonical } from '../base/index.ts'
import { codeOfState, type StateId } from './ids.ts'
import { isTextSignedBy, type KeyText, signText } from './keys.ts'
import type { Page } from './log.ts'
import { isMember, keyAt, type Membership } from './membership.ts'
import { type Refusal, refusal } from './refusal.ts'
import { instant, shape, state } from './types/fields.ts'

/** How far the two clocks may be apart; an ask is remembered for as long, so that it is answered once. */
export const ASK_WINDOW_MS = 5 * 60 * 1000
/** Asks of one state that are remembered at once. More in five minutes than any node needs. */
const MAX_REMEMBERED = 10_000

const nonce = z.string().regex(/^[0-9a-f]{32}$/)
const cursor = z.string().max(200).nullable()

const ask = shape({ v: z.literal(1), from: state, to: state, at: instant, nonce, cursor })
export type Ask = z.output<typeof ask>

const answer = shape({
  v: z.literal(1),
  from: state,
  to: state,
  at: instant,
  nonce,
  records: z.array(z.string()).max(1_000).readonly(),
  cursor: z.string().max(200),
  isMore: z.boolean(),
})
type Answer = z.output<typeof answer>

/** What both are signed under, so that neither is taken for the other or for a record. */
const PURPOSES = { ask: 'forum-ask', answer: 'forum-answer' } as const

/** `forum-ask.CONTENT.SIGNATURE`, for a header. */
export function signAsk(asked: Omit<Ask, 'v'>, key: PrivateKey): string {
  return signed('ask', { v: 1, ...asked }, key)
}

/** Asks answered lately, so that none is answered twice. */
export type Remembered = Map<StateId, Map<string, number>>

/**
 * The ask, once it is sure that a member asks this node now and for the first time.
 * `author.not-member`: perhaps only not known here yet. Anything else: not to be answered.
 */
export function judgeAsk(
  text: string,
  {
    self,
    membership,
    at,
    remembered,
  }: {
    readonly self: StateId
    readonly membership: Membership
    readonly at: string
    readonly remembered: Remembered
  },
): Result<Ask, Refusal> {
  const read = opened('ask', text, ask)
  if (read === null) return err(refusal('record.malformed', 'the ask cannot be read; sign it as the protocol says'))
  const code = codeOfState(read.value.from)
  const key = keyAt(membership, read.value.from, at)
  if (key === null || !isMember(membership, read.value.from, at)) {
    return err(
      refusal(
        'author.not-member',
        `${code} is not known here as a member with a key; fetch what is public until it is`,
      ),
    )
  }
  if (!isSignedUnder('ask', text, key)) {
    return err(refusal('record.bad-signature', `the ask is not signed with the key of ${code}; sign it with that one`))
  }
  if (read.value.to !== self) {
    return err(
      refusal('audience.not-us', `the ask is for ${codeOfState(read.value.to)}, and this is ${codeOfState(self)}`),
    )
  }
  const apart = Math.abs(Date.parse(read.value.at) - Date.parse(at))
  if (apart > ASK_WINDOW_MS) {
    return err(
      refusal('record.future-date', `the ask is of ${read.value.at} and it is ${at} here; set the clock and ask anew`),
    )
  }
  return remember(remembered, read.value, at)
    ? ok(read.value)
    : err(refusal('chain.fork', 'this ask was answered before; sign a new one'))
}

function remember(remembered: Remembered, { from, nonce: once }: Ask, at: string): boolean {
  const now = Date.parse(at)
  const asks = remembered.get(from) ?? new Map<string, number>()
  remembered.set(from, asks)
  // Oldest first, so that the first still in the window ends the walk.
  for (const [one, until] of asks) {
    if (until >= now) break
    asks.delete(one)
  }
  if (asks.has(once) || asks.size >= MAX_REMEMBERED) return false
  asks.set(once, now + 2 * ASK_WINDOW_MS)
  return true
}

/** The page that answers an ask. */
export function signAnswer(asked: Ask, page: Page, at: string, key: PrivateKey): string {
  const { from, to, nonce: once } = asked
  const { records, cursor: next, isMore } = page
  return signed('answer', { v: 1, from: to, to: from, at, nonce: once, records, cursor: next, isMore }, key)
}

/** The page in an answer, once it is sure that it answers this ask and comes from whom it was asked. */
export function readAnswer(text: string, asked: Omit<Ask, 'v'>, key: KeyText): Result<Page, Refusal> {
  const code = codeOfState(asked.to)
  const read = opened('answer', text, answer)
  if (read === null)
    return err(refusal('record.malformed', `what ${code} answered is no page of records; ask its operator`))
  const isOurs = isAnswerTo(read.value, asked)
  if (!isOurs || !isSignedUnder('answer', text, key)) {
    return err(
      refusal(
        'record.bad-signature',
        `what came back is not signed by ${code} for this ask; nothing of it was taken, check the address`,
      ),
    )
  }
  const { records, cursor: next, isMore } = read.value
  return ok({ records, cursor: next, isMore })
}

function isAnswerTo(one: Answer, asked: Omit<Ask, 'v'>): boolean {
  return one.from === asked.to && one.to === asked.from && one.nonce === asked.nonce
}

function signed(purpose: keyof typeof PURPOSES, value: unknown, key: PrivateKey): string {
  const text = `${PURPOSES[purpose]}.${Buffer.from(canonical(value)).toString('base64url')}`
  return `${text}.${signText(text, key)}`
}

function isSignedUnder(purpose: keyof typeof PURPOSES, text: string, key: KeyText): boolean {
  const end = text.lastIndexOf('.')
  return text.startsWith(`${PURPOSES[purpose]}.`) && isTextSignedBy(text.slice(0, end), text.slice(end + 1), key)
}

/** The content in its one spelling; `null` for anything else. */
function opened<Of>(
  purpose: keyof typeof PURPOSES,
  text: string,
  schema: z.ZodType<Of>,
): { readonly value: Of } | null {
  const [head, content, signature, ...rest] = text.split('.')
  if (head !== PURPOSES[purpose] || content === undefined || signature === undefined || rest.length > 0) return null
  const value = readCanonical(Buffer.from(content, 'base64url').toString('utf8'))
  if (!value.ok) return null
  const read = schema.safeParse(value.value)
  return read.success ? { value: read.data } : null
}
