/** How a seat begins: a key, a founding record that each founder signs, and the founding that every node reads. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, parseDay, type Result } from '../../base/index.ts'
import {
  type Founder,
  openLog,
  parseKey,
  parseStateId,
  readFounders,
  readRecord,
  type StateId,
} from '../../forum/index.ts'
import { packageFolder } from '../../store/index.ts'
import type { DeskProblem } from '../desk.ts'

export const stateField = z.string().transform((text, context): StateId => {
  const state = parseStateId(/^[A-Z]{2}$/.test(text) ? `urn:forum:state:${text}` : text)
  if (state !== null) return state
  context.addIssue({ code: 'custom', message: 'is no state of the forum; write its two-letter code' })
  return z.NEVER
})

const keyField = z.string().transform((text, context) => {
  const key = parseKey(text)
  if (key !== null) return key
  context.addIssue({ code: 'custom', message: 'is no key that only its owner can sign for; ask for it again' })
  return z.NEVER
})

const dayField = z.string().transform((text, context) => {
  const on = parseDay(text)
  if (on !== null) return on
  context.addIssue({ code: 'custom', message: 'is no day; write YYYY-MM-DD' })
  return z.NEVER
})

/** An address without a path. Over a network only with TLS; on this machine without. */
const addressField = z.string().transform((text, context) => {
  const address = addressOf(text)
  if (address !== null) return address
  context.addIssue({
    code: 'custom',
    message: 'is no address of a node; write https://host[:port], or http:// for one on this machine',
  })
  return z.NEVER
})

const peerShape = z.object({ state: stateField, address: addressField })
export type PeerAsked = z.output<typeof peerShape>

const setupShape = z.object({
  /** Absent: the founding list that ships. */
  founders: z.array(z.object({ state: stateField, name: z.string().min(1).max(200), from: dayField })).optional(),
  genesis: z.array(z.string().max(100_000)).min(1, { error: 'is empty; gather the founding record of each founder' }),
  peers: z.array(peerShape).default([]),
})

const foundShape = z.object({
  name: z.string().min(1).max(200),
  founders: z.array(z.object({ state: stateField, key: keyField })).min(1),
})
export type FoundAsked = z.output<typeof foundShape>

export type SetupAsked = {
  readonly founders: readonly Founder[]
  readonly genesis: readonly string[]
  readonly peers: readonly PeerAsked[]
}

export function readFound(input: unknown): Result<FoundAsked, DeskProblem> {
  return read(foundShape, input, 'the founders')
}

export function readPeer(input: unknown): Result<PeerAsked, DeskProblem> {
  return read(peerShape, input, 'the peer')
}

/** A founding that holds for this state: every record of it is checked, and our own is by our own key. */
export function readSetup(input: unknown, self: StateId, ownKey: string): Result<SetupAsked, DeskProblem> {
  const asked = read(setupShape, input, 'the founding')
  if (!asked.ok) return asked
  const founders: readonly Founder[] = asked.value.founders ?? shippedFounders()
  const log = openLog({ self, founders, genesis: asked.value.genesis }, [])
  if (!log.ok) return err({ kind: 'desk.refused', sentence: log.error.sentence })
  for (const text of asked.value.genesis) {
    const record = readRecord(text)
    if (!record.ok || record.value.record.type !== 'membership.found') continue
    const { state, key } = record.value.record.body.descriptor
    if (state === self && key !== ownKey) {
      return err({
        kind: 'desk.refused',
        sentence:
          'the founding names another key for this state than the one in `forum-key.pem`; put that key back, or found again',
      })
    }
  }
  return ok({ founders, genesis: asked.value.genesis, peers: asked.value.peers.filter(({ state }) => state !== self) })
}

function shippedFounders(): readonly Founder[] {
  return readFounders(JSON.parse(readFileSync(join(packageFolder(), 'data', 'forum', 'founders.json'), 'utf8')))
}

function read<Of>(schema: z.ZodType<Of>, input: unknown, what: string): Result<Of, DeskProblem> {
  const asked = schema.safeParse(input)
  if (asked.success) return ok(asked.data)
  const faults = asked.error.issues.map(({ path, message }) => ({
    field: path.join('.') || what,
    sentence: message.startsWith('is ') ? message : `is not as it should be: ${message}`,
  }))
  const sentence = `${what} cannot be read: ${faults.map(({ field, sentence: said }) => `\`${field}\` ${said}`).join('; ')}`
  return err({ kind: 'desk.invalid', sentence, faults })
}

function addressOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, origin, pathname, username, search, hash } = new URL(text)
  if (pathname !== '/' || username !== '' || search !== '' || hash !== '') return null
  const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isHere) ? origin : null
}
