/** What a command may touch. Given by `main.ts` for a real terminal, and by tests for a pretended one. */
export type Io = {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly out: (text: string) => void
  /** Settles when the reader of standard output has caught up, so that a long answer does not pile up in memory. */
  readonly drained: () => Promise<void>
  readonly err: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of standard output. */
  readonly isTty: boolean
  readonly columns?: number | undefined
  /** Standard error is a terminal: progress may be drawn there. */
  readonly isErrTty: boolean
  /** Asks somebody at a terminal and shows nothing of the answer; absent: nobody sits there. */
  readonly askSecret?: ((question: string) => Promise<string>) | undefined
  readonly clock: () => Date
  /** Resolves when the person or the system asks to stop. */
  readonly untilStopped: () => Promise<void>
}

/** Exit codes others script against. Once published, a number never changes its meaning. */
export const EXIT = {
  done: 0,
  /** A disk, database or network failed, or the program has a fault. */
  failed: 1,
  /** The input is not what it should be; standard error says which field and what to do. */
  badInput: 2,
  /** The action is one that `--fail-on` names. */
  failOn: 3,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** One sentence on standard error, and the exit code for bad input. */
export function refuse(io: Io, ...sentences: readonly string[]): ExitCode {
  for (const sentence of sentences) io.err(`unblind: ${sentence}\n`)
  return EXIT.badInput
}
