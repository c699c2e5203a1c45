/** `unblind case`: open a case from a transaction, show what stands in its way, and record what a person does in it. */
import { actorOf, sentenceOfCaseProblem } from '../app/index.ts'
import { caseText } from './case-text.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { listsIn, openFor } from './open.ts'
import { pageFor, table } from './page.ts'
import { type PersonFlags, personAt } from './person.ts'
import { readDocument } from './read-input.ts'
import { refuseProblem } from './refuse-problem.ts'

export type OpenFlags = PersonFlags & {
  readonly on?: string
  readonly lists?: string
  readonly soldBy?: readonly string[]
  readonly json?: boolean
}

/** The last line of what it prints is the id of the case. */
export async function openCommand(io: Io, file: string, flags: OpenFlags): Promise<ExitCode> {
  const input = await readDocument(io, file)
  if (!input.ok) return refuse(io, input.error)
  const lists = await listsIn(io, flags.lists)
  if (!lists.ok) return refuse(io, lists.error)
  const app = await openFor(io, { needsDatabase: true })
  try {
    const person = await personAt(app, flags, { command: 'case open', needs: 'cases.act' })
    if (!person.ok) return refuse(io, person.error)
    const opened = await app.openCase(
      {
        transaction: input.value,
        ...(flags.on === undefined ? {} : { on: flags.on }),
        ...(lists.value === null ? {} : { snapshot: lists.value }),
      },
      actorOf(person.value),
      { revenueOwners: flags.soldBy ?? [] },
    )
    if (!opened.ok) {
      const { error } = opened
      return error.kind === 'case.event-invalid' ||
        error.kind === 'case.unknown' ||
        error.kind === 'case.refused' ||
        error.kind === 'assessment.unknown'
        ? refuse(io, ...sentenceOfCaseProblem(error).split('\n'))
        : refuseProblem(io, error)
    }
    io.out(flags.json ? `${JSON.stringify(opened.value)}\n` : caseText(pageFor(io, io.env), opened.value))
    io.out(flags.json ? '' : `\n${opened.value.id}\n`)
    return EXIT.done
  } finally {
    await app.close()
  }
}

export async function showCommand(io: Io, id: string, flags: { readonly json?: boolean }): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const view = await app.showCase(id)
    if (view === null) return refuse(io, sentenceOfCaseProblem({ kind: 'case.unknown', id }))
    io.out(flags.json ? `${JSON.stringify(view)}\n` : caseText(pageFor(io, io.env), view))
    return EXIT.done
  } finally {
    await app.close()
  }
}

export async function listCommand(io: Io, flags: { readonly json?: boolean }): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const cases = await app.allCases()
    if (flags.json) io.out(`${JSON.stringify(cases)}\n`)
    else if (cases.length === 0) io.out('no case is open; `unblind case open FILE` opens one\n')
    else {
      const rows = cases.map((one) => [
        one.id,
        one.openedAt.slice(0, 10),
        one.closed ?? 'open',
        `${one.blocks} in the way`,
        one.reference,
      ])
      io.out(`${table(pageFor(io, io.env), rows, '').join('\n')}\n`)
    }
    return EXIT.done
  } finally {
    await app.close()
  }
}

export async function actCommand(
  io: Io,
  id: string,
  flags: PersonFlags & { readonly file: string; readonly json?: boolean },
): Promise<ExitCode> {
  const input = await readDocument(io, flags.file)
  if (!input.ok) return refuse(io, input.error)
  const app = await openFor(io, { needsDatabase: true })
  try {
    const person = await personAt(app, flags, { command: 'case act', needs: 'cases.act' })
    if (!person.ok) return refuse(io, person.error)
    const acted = await app.actOnCase(id, input.value, actorOf(person.value))
    if (!acted.ok) return refuse(io, ...sentenceOfCaseProblem(acted.error).split('\n'))
    if (flags.json) io.out(`${JSON.stringify(acted.value)}\n`)
    else for (const { kind } of acted.value) io.out(`recorded: ${kind}, by ${person.value.name}\n`)
    return EXIT.done
  } finally {
    await app.close()
  }
}

export async function againCommand(
  io: Io,
  id: string,
  flags: PersonFlags & { readonly reason: string; readonly on?: string; readonly json?: boolean },
): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const person = await personAt(app, flags, { command: 'case again', needs: 'cases.act' })
    if (!person.ok) return refuse(io, person.error)
    const again = await app.reassessCase(id, { reason: flags.reason, exportOn: flags.on }, actorOf(person.value))
    if (!again.ok) return refuse(io, ...sentenceOfCaseProblem(again.error).split('\n'))
    io.out(flags.json ? `${JSON.stringify(again.value)}\n` : caseText(pageFor(io, io.env), again.value))
    return EXIT.done
  } finally {
    await app.close()
  }
}
