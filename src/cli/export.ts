/** `unblind export`: one case as a file that a stranger can verify without this program. */
import { writeFile } from 'node:fs/promises'
import { sentenceOfCaseProblem } from '../app/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'

export async function exportCommand(io: Io, id: string, flags: { readonly out: string }): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const text = await app.exportCase(id)
    if (text === null) return refuse(io, sentenceOfCaseProblem({ kind: 'case.unknown', id }))
    const problem = await writeFile(flags.out, text).then(
      () => null,
      (error: unknown) => error,
    )
    if (problem !== null) {
      const why = problem instanceof Error ? problem.message : String(problem)
      return refuse(io, `\`${flags.out}\` cannot be written (${why}); name another place`)
    }
    const { key }: { readonly key: string } = JSON.parse(text)
    io.out(`${flags.out}: case ${id}, signed with ${key}\n`)
    io.out(
      'whoever receives it checks it with `unblind verify` or with verifier/verify.mjs; give them the key on another way\n',
    )
    return EXIT.done
  } finally {
    await app.close()
  }
}
