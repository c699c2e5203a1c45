/** Who is in the forum, with which key, and who speaks for it. */
import { z } from 'zod'
import { dayField, group, line, list, person, publicKey, sha, shape, state } from './fields.ts'

/** What a node says of itself. Keys for encryption and witnessing are added to it when those are built. */
export const descriptor = shape({
  state,
  name: line,
  authority: line,
  key: publicKey,
  /** Host name of the node, or `null` when it fetches and is not fetched from. */
  host: z
    .string()
    .regex(/^[a-z0-9.-]{1,253}(:\d{1,5})?$/)
    .nullable(),
})

/** A founder with a node at the start. All sign the same roster: the hash of who they are and of their keys. */
export const membershipFound = shape({ descriptor, roster: sha })

export const membershipSubscribe = shape({
  declaration: line,
  descriptor,
  /** SHA-256 of the diplomatic note by which the state told the others. */
  noteSha256: sha,
})

/** A member checked the fingerprint outside this network. It carries the declaration whole, so that all can read it. */
export const membershipAttest = shape({
  subscription: z
    .string()
    .max(64_000)
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  fingerprint: line,
  checkedBy: z.enum(['in-person', 'diplomatic-note', 'telephone', 'video']),
})

/** Duties towards what the state holds outlive its membership. */
export const membershipWithdraw = shape({ statement: line })

export const delegates = shape({
  delegates: list(shape({ person, name: line, office: line }), 200),
})

export const groupDefine = shape({
  group,
  name: line,
  purpose: line,
  /** The owner is a member whether named or not. */
  members: list(state, 300),
  /** What states that join later may read of what came before. */
  history: z.discriminatedUnion('kind', [
    shape({ kind: z.literal('none') }),
    shape({ kind: z.literal('from'), from: dayField }),
    shape({ kind: z.literal('all') }),
  ]),
})
