/** The firm as a brief needs it: what its cases say, and what they were assessed from. */
import type { Assessment } from '../../assessment/index.ts'
import { parseCountry, type Sealed } from '../../base/index.ts'
import { type Tenant, tenantOf } from '../../brief/index.ts'
import { type CaseState, caseOf } from '../../case/index.ts'
import type { Store, StreamReader } from '../../store/index.ts'
import { CASE_STREAMS, caseOfStream, recordedIn } from '../cases-recorded.ts'

/** Of an assessment, what its case is asked about. Assessments never change. */
type Basis = Pick<Assessment, 'transaction'> & { readonly answer: string }

/** The answer in a few words, to be compared with what it is when run again. */
export function answerOf({ action, law, parties }: Pick<Assessment, 'action' | 'law' | 'parties'>): string {
  const hits = parties.flatMap((party) => [...party.hits, ...party.owners.flatMap((owner) => owner.hits)]).length
  const met = hits === 0 ? 'no match' : hits === 1 ? '1 match' : `${hits} matches`
  return `${action.state} (law: ${law.outcome.replaceAll('-', ' ')}; ${met})`
}

export type KnownFirm = {
  readonly tenant: Tenant
  readonly states: ReadonlyMap<string, CaseState>
  /** Number of entries of each case, by case id. */
  readonly lengths: ReadonlyMap<string, number>
  readonly basisOf: (state: CaseState) => Basis | null
}

/** Reads the firm; assessments that were read before are remembered. */
export function newFirmReader(store: Store, reader: { readonly id: string; readonly name: string }) {
  const bases = new Map<string, Basis | null>()
  const read = async (id: string) => {
    if (bases.has(id)) return
    const assessment = await store.readAssessment(id)
    bases.set(id, assessment === null ? null : { transaction: assessment.transaction, answer: answerOf(assessment) })
  }
  /** Several at once, except within a transaction: that has one connection. */
  const timelinesOf = async (firsts: readonly { readonly stream: string }[], streams: StreamReader) => {
    if (streams === store.streams) return Promise.all(firsts.map(({ stream }) => streams.entries(stream)))
    const timelines: (readonly Sealed[])[] = []
    for (const { stream } of firsts) timelines.push(await streams.entries(stream))
    return timelines
  }
  return async (streams: StreamReader): Promise<KnownFirm> => {
    const firsts = await streams.firsts(CASE_STREAMS)
    const states = new Map<string, CaseState>()
    const lengths = new Map<string, number>()
    const timelines = await timelinesOf(firsts, streams)
    for (const [i, { stream }] of firsts.entries()) {
      const entries = timelines[i] ?? []
      states.set(caseOfStream(stream), caseOf(recordedIn(entries)))
      lengths.set(caseOfStream(stream), entries.length)
    }
    await Promise.all([...states.values()].map(({ assessment }) => read(assessment.id)))
    const basisOf = ({ assessment }: CaseState) => bases.get(assessment.id) ?? null
    const known = [...states].map(([id, caseState]) => {
      const transaction = basisOf(caseState)?.transaction ?? null
      return { id, caseState, transaction, destination: parseCountry(transaction?.destination ?? '') }
    })
    return { tenant: tenantOf(reader.id, reader.name, known), states, lengths, basisOf }
  }
}
