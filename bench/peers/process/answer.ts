import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Entry } from '../../corpus/lists.ts'
import type { Asked, Hit, Pair } from '../peer.ts'

export type Engine = {
  readonly version: string
  readonly open: (entries: readonly Entry[]) => void
  readonly compare: (pair: Pair) => number
  /** Best first. */
  readonly search: (asked: Asked, limit: number) => readonly Hit[]
}
type Said =
  | { readonly ask: 'hello' }
  | { readonly ask: 'open'; readonly corpus: string }
  | { readonly ask: 'compare'; readonly pairs: readonly Pair[] }
  | { readonly ask: 'search'; readonly queries: readonly Asked[]; readonly limit: number }

/** Answers the questions of `peer.ts` on standard input until it ends. */
export async function answerWith(engine: Engine): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const said: Said = JSON.parse(line)
    process.stdout.write(`${JSON.stringify(await answer(engine, said))}\n`)
  }
}

async function answer(engine: Engine, said: Said): Promise<unknown> {
  if (said.ask === 'hello') return { version: engine.version }
  if (said.ask === 'open') {
    engine.open(await entriesOf(said.corpus))
    return {}
  }
  if (said.ask === 'compare') {
    const { answers, us, cpuUs } = timed(said.pairs, engine.compare)
    return { scores: answers, us, cpuUs }
  }
  const { answers, us, cpuUs } = timed(said.queries, (asked) => engine.search(asked, said.limit))
  return { results: answers, us, cpuUs }
}

async function entriesOf(corpus: string): Promise<readonly Entry[]> {
  return (await readFile(corpus, 'utf8'))
    .trim()
    .split('\n')
    .map((line): Entry => JSON.parse(line))
}

function timed<Q, A>(questions: readonly Q[], work: (question: Q) => A) {
  const us: number[] = []
  const before = process.cpuUsage()
  const answers = questions.map((question) => {
    const from = performance.now()
    const one = work(question)
    us.push((performance.now() - from) * 1000)
    return one
  })
  const { user, system } = process.cpuUsage(before)
  return { answers, us, cpuUs: user + system }
}
