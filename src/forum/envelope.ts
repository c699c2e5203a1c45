/** The part of a record that every type shares: who says it, where it stands in its chain, and who may read it. */
import { z } from 'zod'
import { parseUlid, type Ulid } from '../base/index.ts'
import { dayField, group, instant, list, person, sha, shape, state } from './types/fields.ts'

/** Version of the envelope that this program writes, and the newest it reads. */
export const ENVELOPE_VERSION = 1

/** TLP 2.0, widest first. */
export const LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
export type Label = (typeof LABELS)[number]

/**
 * `ORCON`: drawn on by others only as far as the author released it. `NO-INDUSTRY`, `NO-CSO`: not for those guests.
 * `NOT-A-LICENSING-BASIS`: no licence may be refused on it alone.
 */
export const CAVEATS = ['ORCON', 'NO-INDUSTRY', 'NO-CSO', 'NOT-A-LICENSING-BASIS'] as const
export type Caveat = (typeof CAVEATS)[number]

/** On what footing it is shared. Anything but the first two is a regime whose confidences need a release. */
export const BASES = [
  'national',
  'code-of-conduct',
  'wassenaar-arrangement',
  'australia-group',
  'missile-technology-control-regime',
  'nuclear-suppliers-group',
  'european-union',
] as const
export type Basis = (typeof BASES)[number]

/**
 * `derives-from`: repeats or rests on its content. `corrects`, `supersedes`, `retracts`: the author's own earlier
 * record. `about`: says something of it. Any reference tells that the other record exists.
 */
export const RELATIONS = [
  'about',
  'answers',
  'derives-from',
  'corrects',
  'supersedes',
  'retracts',
  'implements',
] as const
export type Relation = (typeof RELATIONS)[number]

const id = z.string().transform((text, context): Ulid => {
  const value = parseUlid(text)
  if (value !== null) return value
  context.addIssue({ code: 'custom', message: 'is not a ULID' })
  return z.NEVER
})

export const reference = shape({ rel: z.enum(RELATIONS), id, hash: sha })
export type Reference = z.output<typeof reference>

export const handling = shape({
  tlp: z.enum(LABELS),
  caveats: list(z.enum(CAVEATS), CAVEATS.length),
  /** Only these states of the group; `null` for all of it. */
  eyes: list(state, 300).nullable(),
  /** Only these persons; needed for RED, and read for no other label. */
  names: list(person, 100),
  reviewBy: dayField.nullable(),
  /** Last day on which it is to be relied on. */
  expires: dayField.nullable(),
})
export type Handling = z.output<typeof handling>

export const envelope = shape({
  v: z.literal(ENVELOPE_VERSION),
  id,
  author: state,
  type: z.string(),
  /** The author's claim; order comes from the chain. */
  created: instant,
  group,
  /** The definition of the group the author went by, so that all compute one audience; `null` for everyone. */
  definedBy: shape({ id, hash: sha }).nullable(),
  /**
   * The chain the record stands in: one per author and exact audience. Everyone who may read one record of it may
   * read all, so that a missing one shows and no gap tells of records that are not for the reader.
   */
  channel: sha,
  /** Place in the channel, from 0, without gaps. */
  gseq: z.int().min(0),
  /** Hash of the record before it in the channel; 64 zeros for the first. */
  gprev: sha,
  refs: list(reference, 50),
  handling,
  basis: z.enum(BASES),
  /** The release that lets a regime's confidence be shared; `null` where none is needed. */
  releasedBy: shape({ id, hash: sha }).nullable(),
  body: z.unknown(),
})
