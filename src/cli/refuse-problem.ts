import type { Problem } from '../app/index.ts'
import { type ExitCode, type Io, refuse } from './io.ts'

/** A problem of the application as sentences on standard error, one a fault, and the exit code for bad input. */
export async function refuseProblem(io: Io, problem: Problem): Promise<ExitCode> {
  const { sentenceOfProblem } = await import('../app/index.ts')
  return refuse(io, ...sentenceOfProblem(problem).split('\n'))
}
