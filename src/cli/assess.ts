/** `unblind assess`: one transaction from a file, the three answers and what they rest on. */

import { ACTION_STATES, readTransaction, sentenceOfFault } from '../assessment/index.ts'
import { parseDay } from '../base/index.ts'
import { assessmentText } from './assessment-text.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { listsIn, openFor } from './open.ts'
import { pageFor } from './page.ts'
import { readDocument } from './read-input.ts'
import { refuseProblem } from './refuse-problem.ts'

export type AssessFlags = {
  readonly on?: string
  readonly lists?: string
  readonly json?: boolean
  readonly failOn?: string
}

export async function assessCommand(io: Io, file: string, flags: AssessFlags): Promise<ExitCode> {
  const failOn = (flags.failOn ?? '').split(',').map((state) => state.trim())
  const strange = failOn.find((state) => state !== '' && !ACTION_STATES.some((known) => known === state))
  if (strange !== undefined)
    return refuse(io, `\`--fail-on\` \`${strange}\` is no action; name some of ${ACTION_STATES.join(', ')}`)
  if (flags.on !== undefined && parseDay(flags.on) === null) {
    return refuse(io, `\`--on\` \`${flags.on}\` is not a day; write YYYY-MM-DD`)
  }
  const input = await readDocument(io, file)
  if (!input.ok) return refuse(io, input.error)
  // What cannot be read needs no database to be told so.
  const { openLaw } = await import('./law.ts')
  const { tables } = openLaw()
  const dated = flags.on === undefined ? input.value : redated(input.value, flags.on)
  const read = readTransaction(dated, tables)
  if (!read.ok) return refuse(io, ...read.error.faults.map(sentenceOfFault))
  const lists = await listsIn(io, flags.lists)
  if (!lists.ok) return refuse(io, lists.error)

  const app = await openFor(io, { needsDatabase: true, tables })
  try {
    const answer = await app.assess(dated, lists.value === null ? {} : { snapshot: lists.value })
    if (!answer.ok) return refuseProblem(io, answer.error)
    io.out(flags.json ? `${JSON.stringify(answer.value)}\n` : assessmentText(pageFor(io, io.env), answer.value))
    return failOn.includes(answer.value.action.state) ? EXIT.failOn : EXIT.done
  } finally {
    await app.close()
  }
}

/** The same transaction on another export date; what is no mapping is left for the reader to refuse. */
function redated(input: unknown, on: string): unknown {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input, exportOn: on } : input
}
