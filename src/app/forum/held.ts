/** What a state holds, sorted as its pages ask for it and followed record by record: nothing that was read is read anew. */
import { type Sha256, sha256 } from '../../base/index.ts'
import { type ForumLog, type Known, newRecordIndex, type RecordIndex, type RecordType } from '../../forum/index.ts'

export type Thread = {
  /** In the order they came; the first began it. */
  readonly records: readonly Known[]
  /** When the last word of it was said. */
  readonly latestAt: string
}

export type Held = {
  readonly index: RecordIndex
  /** By the record that began it. */
  readonly threads: ReadonlyMap<Sha256, Thread>
  /** What may be for other eyes than those of whoever looks. */
  readonly confined: readonly Known[]
  /** What can wait for this state. */
  readonly awaiting: readonly Known[]
}

/** Types that can wait for a state of themselves; any other only by its day of review. */
const AWAITING: ReadonlySet<RecordType> = new Set([
  'policy.question',
  'undercut.consult',
  'decision',
  'minute',
  'consult.call',
  'meeting',
  'retract',
  'correct',
  'membership.subscribe',
])

type Folded = {
  read: number
  readonly index: ReturnType<typeof newRecordIndex>
  readonly threads: Map<Sha256, { readonly records: Known[]; latestAt: string }>
  readonly confined: Known[]
  readonly awaiting: Known[]
}

const FOLDED = new WeakMap<ForumLog, Folded>()

/** Records are only ever added. */
export function heldIn(log: ForumLog): Held {
  let folded = FOLDED.get(log) ?? empty()
  const news = [...log.known.values()].slice(folded.read)
  // What attests a declaration may have come before it, and began a thread of its own until then.
  if (folded.read > 0 && news.some(({ record }) => record.type === 'membership.subscribe')) folded = empty()
  const records = folded.read === 0 ? [...log.known.values()] : news
  for (const one of records) folded.index.add(one)
  for (const one of records) fold(folded, one)
  folded.read = log.known.size
  FOLDED.set(log, folded)
  return folded
}

function empty(): Folded {
  return { read: 0, index: newRecordIndex(), threads: new Map(), confined: [], awaiting: [] }
}

function fold({ index, threads, confined, awaiting }: Folded, one: Known): void {
  const { hash } = rootOf(one, index)
  const { created, type, handling } = one.record
  const thread = threads.get(hash)
  if (thread === undefined) threads.set(hash, { records: [one], latestAt: created })
  else {
    thread.records.push(one)
    if (created > thread.latestAt) thread.latestAt = created
  }
  if (one.audience.label === 'RED' || one.audience.label === 'AMBER+STRICT') confined.push(one)
  if (AWAITING.has(type) || handling.reviewBy !== null) awaiting.push(one)
}

/** The record that began what this one belongs to. */
export function rootOf(known: Known, index: RecordIndex): Known {
  let at = known
  for (let up = above(at, index); up !== null; up = above(at, index)) at = up
  return at
}

/** What a record answers: the first it refers to, or the declaration it attests. */
export function above({ record }: Known, index: RecordIndex): Known | null {
  if (record.type === 'membership.attest') return index.known(sha256(record.body.subscription)) ?? null
  for (const { hash } of record.refs) {
    const known = index.known(hash)
    if (known !== undefined) return known
  }
  return null
}
