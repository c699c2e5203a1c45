import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Process } from '../corpus/own-process.ts'

/** A peer that says nothing for so long is ended. */
const LONGEST_SILENCE_MS = 600_000

/** Question and answer with one process, one at a time. */
export class Conversation {
  readonly #child: Process
  readonly #answers: AsyncIterator<string>

  constructor(child: Process) {
    this.#child = child
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    // A write to a process that has ended is told by the missing answer.
    child.stdin.on('error', () => {})
  }

  /** @throws Error when the process ends or stays silent instead of answering. */
  async ask<T>(question: { readonly ask: string }): Promise<T> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`)
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), LONGEST_SILENCE_MS)
    try {
      const { value, done } = await this.#answers.next()
      if (done) throw new Error(`it ended instead of answering \`${question.ask}\``)
      return JSON.parse(value)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Resident memory now and at its highest, in MiB. Linux only; elsewhere `null`. */
  async memory(): Promise<{ readonly rssMb: number; readonly peakMb: number } | null> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8').catch(() => '')
    const of = (field: string) => Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024)
    return status === '' ? null : { rssMb: of('VmRSS'), peakMb: of('VmHWM') }
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve))
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.stdin.end()
    this.#child.kill()
    await ended
  }
}
