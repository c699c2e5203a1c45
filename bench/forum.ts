/** The forum of a state that holds many records: how long its page of discussions takes to be made, and made anew. */

import type { Seat } from '../src/app/forum/seat.ts'
import { inboxOf, lookAt } from '../src/app/forum/views.ts'
import type { Person } from '../src/app/people/person.ts'
import type { Sha256 } from '../src/base/index.ts'
import { draft, labelled, makeForum, nodeOf, say } from '../test/forum-nodes.ts'

const RECORDS = 10_000
const LOOKS = 41
/** What the page asks for. */
const DISCUSSIONS = 200

const DELEGATE: Person = { id: 'desk', name: 'Desk (fictional)', roles: ['delegate'], agency: null }

export async function run(): Promise<Readonly<Record<string, number>>> {
  const forum = makeForum(['NO', 'DK'])
  let question: Sha256 | null = null
  const tell = (i: number) => {
    // A question, and four comments on it.
    const about = i % 5 === 0 || question === null ? null : question
    const handling = labelled(i % 50 === 0 ? 'AMBER+STRICT' : 'AMBER')
    const { hash } =
      about === null
        ? say(
            forum,
            'NO',
            draft(
              'policy.question',
              {
                question: `Question ${i} (fictional)`,
                background: 'Asked to measure.',
                goods: [],
                destinations: [],
                answerBy: null,
              },
              { handling },
            ),
          )
        : say(
            forum,
            'NO',
            draft('comment', { text: `Comment ${i}` }, { handling, refs: [{ rel: 'about', hash: about }] }),
          )
    if (about === null) question = hash
  }
  for (let i = 0; i < RECORDS; i++) tell(i)
  const { state, log } = nodeOf(forum, 'NO')
  const seat: Seat = { state, log, peers: new Map(), arrivals: new Map(), refused: [], refusedCount: 0, evidenceAt: [] }
  const look = () => {
    const from = performance.now()
    const eyes = { person: DELEGATE, bearerOf: (name: string) => name }
    const { total } = inboxOf(lookAt(seat, eyes, forum.now()), DISCUSSIONS)
    if (total === 0) throw new Error('nothing is discussed')
    return performance.now() - from
  }
  const first = look()
  const again = Array.from({ length: LOOKS }, look)
  const afterNews = Array.from({ length: LOOKS }, (_, i) => {
    tell(RECORDS + i)
    return look()
  })
  return {
    records: log.known.size,
    firstMs: rounded(first),
    fastestMs: rounded(Math.min(...again)),
    medianMs: median(again),
    fastestAfterNewsMs: rounded(Math.min(...afterNews)),
    medianAfterNewsMs: median(afterNews),
    slowestAfterNewsMs: rounded(Math.max(...afterNews)),
  }
}

function median(took: readonly number[]): number {
  return rounded(took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0)
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10
}
