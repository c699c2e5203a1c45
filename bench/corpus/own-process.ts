/** Our own TypeScript in a process of its own, on one core where the system can hold it there. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const TASKSET = '/usr/bin/taskset'

export type Process = ChildProcessByStdio<Writable, Readable, null>

/** Linux: held to the last core with `taskset`; elsewhere left to the system. */
export function onOneCore(program: string, args: readonly string[], cwd?: string): Process {
  const isHeld = existsSync(TASKSET)
  const line = isHeld ? [TASKSET, '-c', String(availableParallelism() - 1), program, ...args] : [program, ...args]
  const [first = program, ...rest] = line
  return spawn(first, rest, { stdio: ['pipe', 'pipe', 'inherit'], ...(cwd === undefined ? {} : { cwd }) })
}

export function ownProcess(file: URL, args: readonly string[]): Process {
  return onOneCore(process.execPath, ['--import', 'tsx', '--max-old-space-size=12288', fileURLToPath(file), ...args])
}

/** What a process says on its last line, once it has ended well. */
export async function answerOf<T>(child: Process): Promise<T> {
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  await endOf(child)
  return JSON.parse(text.trim().split('\n').at(-1) ?? '')
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`a measured process ended with ${code}`))))
  })
}
