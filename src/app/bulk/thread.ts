/** A thread that screens rows of customers. Started by `threads.ts` alone. */
import { parentPort, workerData } from 'node:worker_threads'
import { newScreener, readIndex } from '../../match/index.ts'
import { type Against, rowScreener } from './customer-line.ts'
import type { RowsAnswered, RowsAsked, ThreadData } from './threads.ts'

const { snapshot, indexBytes, unread }: ThreadData = workerData
const index = readIndex(indexBytes)
const against: Against = { snapshot: { ...snapshot, index }, unread }
const screenRow = rowScreener(against, newScreener(index))

parentPort?.on('message', ({ number, rows }: RowsAsked) => {
  const lines = rows.map(screenRow)
  const answer: RowsAnswered = {
    number,
    text: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    states: lines.map(({ state }) => state),
    reasons: lines.flatMap((line) => (line.state === 'notScreened' ? [line.because] : [])),
  }
  parentPort?.postMessage(answer)
})
