/** The firm as a brief needs it: what its cases say, and what they were assessed from. */
import type { Assessment } from '../../assessment/index.ts'
import { parseCountry } from '../../base/index.ts'
import { type Tenant, tenantOf } from '../../brief/index.ts'
import { type CaseState, caseOf } from '../../case/index.ts'
import type { Store, StreamReader } from '../../store/index.ts'
import type { CaseBook } from '../cases-book.ts'
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

type CaseNow = { readonly id: string; readonly state: CaseState; readonly length: number }

/** @returns reads the firm; assessments that were read before are remembered. `streams`: as a decision sees them; `null`: as the book has them */
export function newFirmReader(store: Store, book: CaseBook, reader: { readonly id: string; readonly name: string }) {
  const bases = new Map<string, Basis | null>()
  const read = async (id: string) => {
    if (bases.has(id)) return
    const assessment = await store.readAssessment(id)
    bases.set(id, assessment === null ? null : { transaction: assessment.transaction, answer: answerOf(assessment) })
  }
  return async (streams: StreamReader | null): Promise<KnownFirm> => {
    const cases = streams === null ? await fromBook(book) : await fromStreams(streams)
    const states = new Map(cases.map(({ id, state }) => [id, state]))
    const lengths = new Map(cases.map(({ id, length }) => [id, length]))
    await Promise.all([...states.values()].map(({ assessment }) => read(assessment.id)))
    const basisOf = ({ assessment }: CaseState) => bases.get(assessment.id) ?? null
    const known = [...states].map(([id, caseState]) => {
      const transaction = basisOf(caseState)?.transaction ?? null
      return { id, caseState, transaction, destination: parseCountry(transaction?.destination ?? '') }
    })
    return { tenant: tenantOf(reader.id, reader.name, known), states, lengths, basisOf }
  }
}

async function fromBook(book: CaseBook): Promise<readonly CaseNow[]> {
  return (await book()).map(({ id, state, timeline }) => ({ id, state, length: timeline.length }))
}

async function fromStreams(streams: StreamReader): Promise<readonly CaseNow[]> {
  const cases: CaseNow[] = []
  for (const { stream } of await streams.firsts(CASE_STREAMS)) {
    const entries = await streams.entries(stream)
    cases.push({ id: caseOfStream(stream), state: caseOf(recordedIn(entries)), length: entries.length })
  }
  return cases
}
