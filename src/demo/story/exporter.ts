/** Cases of an exporter, asked for over HTTP. */
import type { CaseSummary, CaseView, Me } from '../../app/index.ts'
import type { Caller } from '../caller.ts'
import { NotHeld } from '../claims.ts'

/** @throws NotHeld when there is none with this reference */
export async function caseOf(caller: Caller, reference: string): Promise<CaseView> {
  const { cases } = await caller.get<{ cases: readonly CaseSummary[] }>('/v1/cases')
  const found = cases.find((one) => one.reference === reference)
  if (found === undefined) throw new NotHeld(`there is no case ${reference}`)
  return caller.get<CaseView>(`/v1/cases/${found.id}`)
}

export async function isOpened(caller: Caller, reference: string): Promise<boolean> {
  const { cases } = await caller.get<{ cases: readonly CaseSummary[] }>('/v1/cases')
  return cases.some((one) => one.reference === reference)
}

export async function act(caller: Caller, id: string, asked: Readonly<Record<string, unknown>>): Promise<void> {
  await caller.post(`/v1/cases/${id}/acts`, asked)
}

/** Everything of a kind that was recorded, in order. */
export function recorded(view: CaseView, kind: string): CaseView['timeline'] {
  return view.timeline.filter(({ event }) => event.kind === kind)
}

/**
 * An act that needs two: the first asks, the second gives the approval at their own sign-in, and the act is done as of
 * then.
 */
export async function actOfTwo(
  first: Caller,
  second: Caller,
  id: string,
  asked: Readonly<Record<string, unknown>>,
): Promise<void> {
  const waits = async () => {
    const { state } = await second.get<CaseView>(`/v1/cases/${id}`)
    return state.approvals.findLast((one) => one.state === 'waiting' && one.act.kind === asked.kind)
  }
  // Asked for already where the story was stopped between the two.
  if ((await waits()) === undefined) await act(first, id, asked)
  const waiting = await waits()
  if (waiting === undefined) throw new NotHeld(`\`${asked.kind}\` of ${first.name} waits for nobody`)
  await act(second, id, { kind: 'approval.given', approval: waiting.id })
}

/** The id of a colleague, as the frame of the pages knows them. */
export async function idOf(caller: Caller, name: string): Promise<string> {
  const { people } = await caller.get<Pick<Me, 'people'>>('/v1/me')
  const found = people.find((one) => one.name === name)
  if (found === undefined) throw new NotHeld(`\`${name}\` has no account here`)
  return found.id
}
