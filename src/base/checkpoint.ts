/**
 * Checkpoints (C2SP tlog-checkpoint): a log's size and root at one moment, signed by its keeper. Whoever holds one can
 * later demand proof that the log still begins with what it held then.
 */
import type { Sha256 } from './hash.ts'
import { type NoteKey, type NoteProblem, type NoteSigner, openNote, readBase64, signNote } from './note.ts'
import { err, ok, type Result } from './result.ts'

export type Checkpoint = {
  /** Which log: one line, the same for as long as the log lives. */
  readonly origin: string
  /** Number of leaves. */
  readonly size: number
  readonly root: Sha256
}

export type CheckpointProblem = NoteProblem | { readonly kind: 'checkpoint.malformed' }

const SIZE = /^(?:0|[1-9][0-9]*)$/

/**
 * The keeper's signed word. It must never sign two that are not consistent; whoever calls this sees to that.
 * @throws RangeError on an origin of more than one line.
 */
export function signCheckpoint({ origin, size, root }: Checkpoint, signer: NoteSigner): string {
  if (origin === '' || origin.includes('\n')) throw new RangeError('the origin of a log is one line')
  return signNote(`${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`, signer)
}

/** What the key's holder said of the log. Lines after the third are allowed and not read. */
export function openCheckpoint(note: string, key: NoteKey): Result<Checkpoint, CheckpointProblem> {
  const opened = openNote(note, key)
  if (!opened.ok) return opened
  const lines = opened.value.split('\n').slice(0, -1)
  const [origin = '', size = '', base64 = ''] = lines
  const root = readBase64(base64)
  const holds = SIZE.test(size) && Number.isSafeInteger(Number(size)) && root?.length === 32 && !lines.includes('')
  return holds
    ? ok({ origin, size: Number(size), root: root.toString('hex') as Sha256 })
    : err({ kind: 'checkpoint.malformed' })
}
