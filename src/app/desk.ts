/** What every desk of a node works with, and how a desk says no. */
import type { InputFault } from '../assessment/index.ts'
import type { Day, NoteSigner, Result, Ulid } from '../base/index.ts'
import type { Block } from '../case/index.ts'
import type { LawTables } from '../law/index.ts'
import type { Store } from '../store/index.ts'
import type { PeopleNow } from './people/roll.ts'

/** `exporter`: a firm's due diligence. `authority`: a state's licensing office, with the state's seat in the forum. */
export const NODE_KINDS = ['exporter', 'authority'] as const
export type NodeKind = (typeof NODE_KINDS)[number]

/** Who runs this node, as others are told. */
export type NodeProfile = {
  readonly kind: NodeKind
  /** Legal name of the firm, or of the licensing office. */
  readonly name: string
  /** Where others reach it, `https://host[:port]`; `null`: it is not reached, and asks others itself. */
  readonly address: string | null
  /** `NO`: the state whose seat in the forum this node is; `null`: it has none. */
  readonly state: string | null
}

/** The law that is read is that of the United States: its days are counted there. */
export const LAW_TIME_ZONE = 'America/New_York'

export type Desk = {
  readonly node: NodeProfile
  readonly store: Store
  readonly tables: LawTables
  readonly dataDir: string
  /** `null`: without accounts everybody is taken at their word. */
  readonly peopleNow: PeopleNow | null
  /** Instant, UTC. */
  readonly now: () => string
  readonly today: () => Day
  readonly newId: () => Ulid
  /** The node's own key, made when first asked for. */
  readonly signer: () => Promise<NoteSigner>
  /** One calm line for whoever runs the node. */
  readonly say: (line: string) => void
}

/** Why a desk does not do what was asked. `sentence`: what, where, what to do. */
export type DeskProblem = {
  readonly kind: 'desk.unknown' | 'desk.invalid' | 'desk.refused' | 'desk.not-permitted' | 'desk.unreachable'
  readonly sentence: string
  /** Of `desk.invalid`: each with its field. */
  readonly faults?: readonly InputFault[]
  /** Of `desk.refused`: what stands in the way, who can move it and how. */
  readonly blocks?: readonly Block[]
}

export type DeskResult<T> = Result<T, DeskProblem>
