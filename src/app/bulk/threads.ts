/**
 * Many rows screened on every core. Each thread reads the one index that all share, and keeps what a word meets, so that
 * a word that ten thousand customers bear is looked up once a thread.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ScreeningSnapshot } from '../../assessment/index.ts'
import type { CustomerRow } from '../../lists/index.ts'
import { writeIndex } from '../../match/index.ts'
import { packageFolder } from '../../store/index.ts'
import type { Against, CustomerLine } from './customer-line.ts'

/** What a thread begins with. */
export type ThreadData = {
  readonly snapshot: Omit<ScreeningSnapshot, 'index'>
  readonly indexBytes: Uint8Array
  readonly unread: readonly string[]
}

export type RowsAsked = { readonly number: number; readonly rows: readonly CustomerRow[] }

export type RowsAnswered = {
  readonly number: number
  /** A `CustomerLine` as JSON a line. */
  readonly text: string
  readonly states: readonly CustomerLine['state'][]
  /** Of those not screened, in order. */
  readonly reasons: readonly string[]
}

const ROWS_AT_ONCE = 500
/** So that no thread waits while answers are written. */
const ASKED_AHEAD = 3

/**
 * The answers in the order of the rows, as they come.
 * @param threads default: one for each core
 * @throws Error when a thread fails: it has a fault
 */
export async function* screenOnThreads(
  rows: AsyncIterable<CustomerRow>,
  against: Against,
  threads: number = availableParallelism(),
): AsyncGenerator<RowsAnswered, void> {
  const workers = startThreads(against, threads)
  const awaited: Promise<RowsAnswered>[] = []
  let number = 0
  try {
    for await (const batch of batchesOf(rows)) {
      awaited.push(ask(workers[number % threads], { number, rows: batch }))
      number++
      if (awaited.length < threads * ASKED_AHEAD) continue
      const next = awaited.shift()
      if (next !== undefined) yield await next
    }
    for (const next of awaited) yield await next
  } finally {
    for (const worker of workers) await worker.terminate()
  }
}

function startThreads({ snapshot, unread }: Against, count: number): readonly Worker[] {
  const { index, ...rest } = snapshot
  const bytes = writeIndex(index)
  const indexBytes = new Uint8Array(new SharedArrayBuffer(bytes.length))
  indexBytes.set(bytes)
  const data: ThreadData = { snapshot: rest, indexBytes, unread }
  return Array.from({ length: count }, () => {
    const worker = startThread(data)
    worker.setMaxListeners(0)
    return worker
  })
}

/** From the sources when we run from them, else from what was built. */
function startThread(data: ThreadData): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(join(packageFolder(), 'dist', 'app', 'bulk', 'thread.js'), { workerData: data })
  // A thread does not take over by itself how our own process reads TypeScript.
  const tsx = pathToFileURL(join(packageFolder(), 'node_modules', 'tsx', 'dist', 'esm', 'api', 'index.mjs')).href
  const program = pathToFileURL(join(packageFolder(), 'src', 'app', 'bulk', 'thread.ts')).href
  const opening = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(program)}) })`
  return new Worker(opening, { workerData: data, eval: true, execArgv: [] })
}

function ask(worker: Worker | undefined, asked: RowsAsked): Promise<RowsAnswered> {
  if (worker === undefined) throw new Error('there is no thread to ask')
  const answer = new Promise<RowsAnswered>((resolve, reject) => {
    const settle = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
    }
    const onMessage = (said: RowsAnswered) => {
      if (said.number !== asked.number) return
      settle()
      resolve(said)
    }
    const onError = (error: Error) => {
      settle()
      reject(error)
    }
    const onExit = () => onError(new Error('a thread that screens ended before it had answered'))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
  })
  // Its failure is told where it is awaited.
  answer.catch(() => undefined)
  worker.postMessage(asked)
  return answer
}

async function* batchesOf(rows: AsyncIterable<CustomerRow>): AsyncIterable<readonly CustomerRow[]> {
  let batch: CustomerRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < ROWS_AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
