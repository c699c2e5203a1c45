/** What was submitted or answered in a case and is not with the authority: whoever sent it must know. */
import type { Desk } from '../desk.ts'
import { isPermitted } from '../people/person.ts'
import type { PostDesk } from '../post/desk.ts'
import type { Outgoing } from '../post/recorded.ts'
import type { WorkRows } from '../work/desk.ts'
import type { WorkItem } from '../work/work-item.ts'
import { APPLICATION_STREAMS, caseOfApplication, papersOf } from './recorded.ts'

/** A node that does not answer for so long is no passing trouble. */
const LONG_MS = 60 * 60_000

export function undeliveredRows(desk: Pick<Desk, 'store' | 'now' | 'node'>, post: Pick<PostDesk, 'outbox'>): WorkRows {
  return async (person) => {
    if (desk.node.kind !== 'exporter' || !isPermitted(person, 'application.send')) return []
    const nowMs = Date.parse(desk.now())
    const stuck = (await post.outbox()).filter((one) => isStuck(one, nowMs))
    if (stuck.length === 0) return []
    const cases = await casesOfMessages(desk)
    return stuck.flatMap((one) => {
      const caseId = cases.get(one.id)
      return caseId === undefined ? [] : [rowOf(one, caseId)]
    })
  }
}

function isStuck({ state, queuedAt, tries }: Outgoing, nowMs: number): boolean {
  return state === 'turned-away' || (state === 'waiting' && tries > 0 && nowMs - Date.parse(queuedAt) > LONG_MS)
}

function rowOf({ id, to, about, state, sentence }: Outgoing, caseId: string): WorkItem {
  return {
    kind: 'authority',
    id,
    title:
      state === 'turned-away'
        ? `${to} did not take what was sent about ${about}`
        : `${to} is not reached about ${about}`,
    why: sentence || 'it does not answer',
    due: null,
    isOverdue: true,
    owner: 'officer',
    next: { label: 'See the correspondence', href: `/cases/${caseId}/application#correspondence` },
  }
}

async function casesOfMessages({ store }: Pick<Desk, 'store'>): Promise<ReadonlyMap<string, string>> {
  const cases = new Map<string, string>()
  for (const { stream } of await store.streams.firsts(APPLICATION_STREAMS)) {
    const { sent, words } = papersOf(await store.streams.entries(stream))
    for (const { message } of [...sent, ...words]) cases.set(message, caseOfApplication(stream))
  }
  return cases
}
