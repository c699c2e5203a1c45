#!/usr/bin/env node
/** The program `unblind` on a real terminal. */
import { once } from 'node:events'
import type { Io } from './io.ts'
import { EXIT } from './io.ts'
import { programVersion } from './package.ts'
import { run } from './run.ts'

/** Reads one line from the terminal without showing it. */
async function askSecret(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const { Writable } = await import('node:stream')
  const nowhere = new Writable({ write: (_chunk, _encoding, written) => written() })
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  reader.on('SIGINT', () => process.exit(EXIT.failed))
  process.stderr.write(question)
  try {
    return await reader.question('')
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}

const io: Io = {
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  drained: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  },
  err: (text) => void process.stderr.write(text),
  env: process.env,
  isTty: process.stdout.isTTY === true,
  columns: process.stdout.columns ?? (Number(process.env.COLUMNS) || undefined),
  isErrTty: process.stderr.isTTY === true,
  askSecret: process.stdin.isTTY && process.stderr.isTTY ? askSecret : undefined,
  clock: () => new Date(),
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    }),
}

// A reader that has seen enough (`unblind ... | head`) closes the pipe: that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done)
  throw error
})

try {
  process.exitCode = await run(process.argv.slice(2), io, programVersion())
} catch (error) {
  io.err(`unblind: ${error instanceof Error ? error.message : String(error)}\n`)
  if (io.env.UNBLIND_DEBUG && error instanceof Error) io.err(`${error.stack}\n`)
  process.exitCode = EXIT.failed
}
