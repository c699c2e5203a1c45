/** `unblind examples`: transactions that travel with the program, each with what it shows and how to run it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exampleNames, shownBy } from './example-folders.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { packageFolder } from './package.ts'
import { pageFor, styled, wrapped } from './page.ts'

export async function examplesCommand(io: Io, name: string | undefined): Promise<ExitCode> {
  const folder = join(packageFolder(), 'examples')
  const names = await exampleNames(folder)
  if (name !== undefined) {
    const meant = names.find((one) => one === name || one.startsWith(`${name}-`))
    if (meant === undefined) return refuse(io, `there is no example \`${name}\`; \`unblind examples\` lists them`)
    io.out(await readFile(join(folder, meant, 'transaction.yaml'), 'utf8'))
    return EXIT.done
  }
  const page = pageFor(io, io.env)
  for (const one of names) {
    const shows = shownBy(await readFile(join(folder, one, 'transaction.yaml'), 'utf8'))
    io.out(`${styled(page, 'bold', one)}\n${wrapped(page, shows, '  ').join('\n')}\n`)
  }
  const first = join(folder, names[0] ?? '')
  io.out(`\nTry one:\n  unblind assess ${join(first, 'transaction.yaml')} --lists ${join(first, 'lists')}\n`)
  return EXIT.done
}
