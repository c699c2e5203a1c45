/** The start of a forum: the states of the founding list, and the records by which those with a node vouch for one roster. */
import { z } from 'zod'
import {
  canonicalHash,
  type Day,
  err,
  FIRST_PREV,
  ok,
  type PrivateKey,
  parseDay,
  type Result,
  type Sha256,
  type Ulid,
} from '../base/index.ts'
import { ENVELOPE_VERSION } from './envelope.ts'
import { codeOfState, EVERYONE, parseStateId, type StateId } from './ids.ts'
import type { KeyText } from './keys.ts'
import { isSignedWith, nameOf, readRecord, type Signed, signRecord } from './record.ts'
import { type Refusal, refusal } from './refusal.ts'
import type { BodyOf } from './types.ts'

/** A state on the founding list, a member by the public record whether or not it runs a node. */
export type Founder = { readonly state: StateId; readonly name: string; readonly from: Day }

const founderFile = z.object({
  founders: z.array(
    z.object({
      state: z.string().transform((text, context) => parseStateId(text) ?? refuse(context, text)),
      name: z.string().min(1),
      from: z.string().transform((text, context) => parseDay(text) ?? refuse(context, text)),
      fromBasis: z.enum(['release', 'named-by-then']),
    }),
  ),
})

/**
 * The founding list of `data/forum/founders.json`.
 * @throws ZodError when the shipped file is malformed: that is a broken installation, not bad input.
 */
export function readFounders(file: unknown): readonly Founder[] {
  return founderFile.parse(file).founders.map(({ state, name, from }) => ({ state, name, from }))
}

/** What every founder with a node signs: the hash of all of them with their keys. */
export function rosterOf(founders: readonly { readonly state: StateId; readonly key: KeyText }[]): Sha256 {
  const rows = founders.map(({ state, key }) => ({ key, state }))
  return canonicalHash(rows.sort((a, b) => (a.state < b.state ? -1 : 1)))
}

/**
 * The founding records, each signed by the founder it names, all over one roster of the states that sign.
 * Refuses all of them where one does not fit: a node starts from the whole founding or not at all.
 */
export function readGenesis(
  texts: readonly string[],
  founders: readonly Founder[],
): Result<readonly Signed[], Refusal> {
  const records: Signed[] = []
  for (const text of texts) {
    const read = readRecord(text)
    if (!read.ok) return err(refusal('genesis.unfit', `a founding record cannot be read: ${read.error.sentence}`))
    const fault = foundingFault(read.value, founders)
    if (fault !== null) return err(refusal('genesis.unfit', `${nameOf(read.value.record)} ${fault}`))
    records.push(read.value)
  }
  const rows = records.flatMap(({ record }) => (record.type === 'membership.found' ? [record.body.descriptor] : []))
  if (new Set(rows.map((row) => row.state)).size !== rows.length) {
    return err(refusal('genesis.unfit', 'a founder signs twice; keep one founding record of each'))
  }
  const roster = rosterOf(rows)
  const other = records.find(({ record }) => record.type === 'membership.found' && record.body.roster !== roster)
  return other === undefined
    ? ok(records)
    : err(refusal('genesis.unfit', `${nameOf(other.record)} signs another roster; fetch the founding again, whole`))
}

/** The channel of what an author tells everyone; a founding record is the first in it. */
export function openChannel(author: StateId, isPublic: boolean): Sha256 {
  return canonicalHash({ author, isPublic })
}

/** The founding record of one state, to be given to all others before any node starts. */
export function writeFounding(
  body: BodyOf<'membership.found'>,
  { key, id, at }: { readonly key: PrivateKey; readonly id: Ulid; readonly at: string },
): string {
  const author = body.descriptor.state
  return signRecord(
    {
      v: ENVELOPE_VERSION,
      id,
      author,
      type: 'membership.found',
      created: at,
      group: EVERYONE,
      definedBy: null,
      channel: openChannel(author, true),
      gseq: 0,
      gprev: FIRST_PREV,
      refs: [],
      handling: { tlp: 'CLEAR', caveats: [], eyes: null, names: [], reviewBy: null, expires: null },
      basis: 'code-of-conduct',
      releasedBy: null,
      body,
    },
    key,
  )
}

function foundingFault({ record, text }: Signed, founders: readonly Founder[]): string | null {
  if (record.type !== 'membership.found') return 'is no founding record; leave it out'
  const { descriptor } = record.body
  if (descriptor.state !== record.author)
    return `describes ${codeOfState(descriptor.state)}; each founder describes itself`
  const founder = founders.find(({ state }) => state === record.author)
  if (founder === undefined) return 'is of a state that is not on the founding list; it can subscribe'
  if (record.created < `${founder.from}T00:00:00.000Z`)
    return 'is older than the membership of its author; check its date'
  return isSignedWith(text, descriptor.key) ? null : 'is not signed with the key it describes; fetch it again'
}

function refuse(context: { addIssue: (issue: string) => void }, text: string): never {
  context.addIssue(`\`${text}\` is not as it should be`)
  return z.NEVER
}
