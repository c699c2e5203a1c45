/** One fact of a case, proven without the rest of it; or the plain answer that it is not in there. */
import {
  canonical,
  entryProof,
  err,
  ok,
  type Result,
  type Sha256,
  signCheckpoint,
  streamRoot,
  writeNoteKey,
} from '../base/index.ts'
import type { Store } from '../store/index.ts'
import { streamOfCase } from './cases-recorded.ts'
import { nodeSigner } from './evidence-key.ts'

export type FactAsked = {
  /** Hash of an entry, or of a document that an entry names. */
  readonly sha256: string
  /** `submitted`: as the application that was submitted last found the case. Default: as it stands now. */
  readonly as?: 'submitted' | 'now'
}

export type FactProblem =
  | { readonly kind: 'fact.no-case' }
  | { readonly kind: 'fact.not-submitted' }
  /** None of the entries under that root is it or names it. */
  | { readonly kind: 'fact.absent'; readonly entries: number; readonly root: Sha256 }

export const FACT_FORMAT = 'unblind-fact-1'

/** The text of the proof, as `verifier/verify.mjs` takes it: see `docs/export-format.md`. */
export async function proveFact(
  place: { readonly dataDir: string; readonly store: Store; readonly now: () => string },
  id: string,
  { sha256: wanted, as = 'now' }: FactAsked,
): Promise<Result<string, FactProblem>> {
  const stream = streamOfCase(id)
  const all = await place.store.streams.entries(stream)
  const stored = await place.store.streams.stored(stream)
  if (all.length === 0) return err({ kind: 'fact.no-case' })
  const submission = all.findLast(
    ({ kind }) => kind === 'application.submitted' || kind === 'application.made-elsewhere',
  )
  if (as === 'submitted' && submission === undefined) return err({ kind: 'fact.not-submitted' })
  const size = as === 'submitted' && submission !== undefined ? submission.seq : all.length
  const hashes = all.slice(0, size).map(({ hash }) => hash)
  const root = streamRoot(stream, hashes)
  const found =
    stored.slice(0, size).find(({ hash }) => hash === wanted) ??
    stored.slice(0, size).find(({ text }) => text.includes(`"${wanted}"`))
  if (found === undefined || !/^[0-9a-f]{64}$/.test(wanted)) return err({ kind: 'fact.absent', entries: size, root })
  const signer = await nodeSigner(place.dataDir, place.store, place.now)
  return ok(
    canonical({
      format: FACT_FORMAT,
      key: writeNoteKey(signer.key),
      stream,
      seq: found.seq,
      entry: found.text,
      hash: found.hash,
      proof: entryProof(stream, hashes, found.seq),
      checkpoint: signCheckpoint({ origin: `${signer.key.name}/${stream}`, size, root }, signer),
    }),
  )
}

export function sentenceOfFactProblem(problem: FactProblem, { sha256 }: FactAsked): string {
  switch (problem.kind) {
    case 'fact.no-case':
      return 'there is no such case here'
    case 'fact.not-submitted':
      return 'no application of this case was submitted; ask for the case as it stands now'
    case 'fact.absent':
      return `not in the case: none of its ${problem.entries} entries under the root ${problem.root} is \`${sha256.slice(0, 64).toWellFormed()}\` or names it`
  }
}
