/** The firm as a brief needs it: what its cases say, and what they were assessed from. */
import type { Assessment } from '../../assessment/index.ts'
import { parseCountry } from '../../base/index.ts'
import { type Tenant, tenantOf } from '../../brief/index.ts'
import { type CaseState, caseOf } from '../../case/index.ts'
import type { Store, StreamReader } from '../../store/index.ts'
import { CASE_STREAMS, caseOfStream, recordedIn } from '../cases-recorded.ts'

/** Of an assessment, what its case is asked about. Assessments never change. */
type Basis = Pick<Assessment, 'transaction'> & { readonly action: Assessment['action']['state'] }

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
    bases.set(id, assessment === null ? null : { transaction: assessment.transaction, action: assessment.action.state })
  }
  return async (streams: StreamReader): Promise<KnownFirm> => {
    const firsts = await streams.firsts(CASE_STREAMS)
    const states = new Map<string, CaseState>()
    const lengths = new Map<string, number>()
    for (const { stream } of firsts) {
      const entries = await streams.entries(stream)
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
