/** `unblind application`: the licence application of a case, from the first draft to the authority's door. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { App, DeskProblem, DeskResult, NewPaper } from '../app/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'
import { type PersonFlags, personAt } from './person.ts'
import { readDocument } from './read-input.ts'

export type ApplicationFlags = PersonFlags & {
  readonly out?: string
  readonly draft?: boolean
  readonly answers?: string
  readonly attach?: readonly string[]
  readonly prepare?: boolean
  readonly sign?: boolean
  readonly statement?: string
  readonly send?: string
  readonly json?: boolean
}

const COMMAND = 'application'
const STATEMENT =
  'I have read this application. To the best of my knowledge it is true and complete, and I answer for it.'

export async function applicationCommand(io: Io, id: string, flags: ApplicationFlags): Promise<ExitCode> {
  if (flags.draft && (flags.sign || flags.prepare || flags.send !== undefined)) {
    return refuse(io, 'a draft is neither prepared, signed nor sent; leave `--draft` out')
  }
  const answers = flags.answers === undefined ? null : await readDocument(io, flags.answers)
  if (answers?.ok === false) return refuse(io, answers.error)
  const papers = await readPapers(flags.attach ?? [])
  if (!papers.ok) return refuse(io, papers.error)
  const app = await openFor(io, { needsDatabase: true })
  try {
    const steps = [
      () => fill(app, id, flags, answers?.value, papers.value),
      () => prepareAndSign(app, id, flags),
      () => send(app, id, flags),
      () => write(io, app, id, flags),
    ]
    for (const step of steps) {
      const done = await step()
      if (!done.ok) return refuse(io, ...linesOf(done.error))
      for (const line of done.value) io.out(flags.json ? '' : `${line}\n`)
    }
    const draft = await app.application.draft(id)
    if (!draft.ok) return refuse(io, ...linesOf(draft.error))
    if (flags.json) io.out(`${JSON.stringify(draft.value)}\n`)
    else for (const line of standing(draft.value)) io.out(`${line}\n`)
    return EXIT.done
  } finally {
    await app.close()
  }
}

type Lines = DeskResult<readonly string[]>

async function fill(
  app: App,
  id: string,
  flags: ApplicationFlags,
  answers: unknown,
  papers: readonly NewPaper[],
): Promise<Lines> {
  if (answers === undefined && papers.length === 0) return ok([])
  const person = await personAt(app, officerFlags(app, flags), { command: COMMAND, needs: 'application.prepare' })
  if (!person.ok) return problem(person.error)
  if (answers !== undefined) {
    const given = await app.application.answer(id, answers, person.value)
    if (!given.ok) return given
  }
  for (const paper of papers) {
    const kept = await app.application.attach(id, paper, person.value)
    if (!kept.ok) return kept
  }
  return ok([
    ...(answers === undefined ? [] : [`answers kept, by ${person.value.name}`]),
    ...papers.map(({ name }) => `attached: ${name}`),
  ])
}

async function prepareAndSign(app: App, id: string, flags: ApplicationFlags): Promise<Lines> {
  const lines: string[] = []
  // Without accounts one command does both: the user of the machine prepares, and the executive who is named signs.
  if (flags.prepare || (flags.sign && app.people.auth === 'none')) {
    const officer = await personAt(app, officerFlags(app, flags), { command: COMMAND, needs: 'application.prepare' })
    if (!officer.ok) return problem(officer.error)
    const prepared = await app.application.prepare(id, officer.value)
    if (!prepared.ok) return prepared
    lines.push(`prepared: package ${prepared.value.package}, by ${officer.value.name}`)
  }
  if (flags.sign) {
    if (flags.as === undefined) return problem('say with `--as NAME` who signs: the accountable executive')
    const role = app.people.auth === 'none' ? { role: 'executive' } : {}
    const signer = await personAt(app, { as: flags.as, ...role }, { command: COMMAND, needs: 'application.sign' })
    if (!signer.ok) return problem(signer.error)
    const signed = await app.application.sign(id, flags.statement ?? STATEMENT, signer.value)
    if (!signed.ok) return signed
    lines.push(`signed by ${signer.value.name} with the key ${signed.value.key}`)
  }
  return ok(lines)
}

async function send(app: App, id: string, flags: ApplicationFlags): Promise<Lines> {
  const { send: to } = flags
  if (to === undefined) return ok([])
  const person = await personAt(app, officerFlags(app, flags), { command: COMMAND, needs: 'application.send' })
  if (!person.ok) return problem(person.error)
  const sent = await app.application.send(id, to, person.value)
  if (!sent.ok) return sent
  const message = (await app.post.deliverNow()).find((one) => one.id === sent.value)
  switch (message?.state) {
    case 'delivered':
      return ok([`submitted to ${to}, who has it`])
    case 'turned-away':
      return problem(`\`${to}\` did not take it: ${message.sentence}`)
    default:
      return ok([`submitted to ${to}; it waits in the outbox: ${message?.sentence || 'no address is known'}`])
  }
}

/** Beside a signature `--as` names the executive; without accounts the rest is then done by the user of the machine. */
function officerFlags(app: App, flags: ApplicationFlags): PersonFlags {
  return flags.sign && app.people.auth === 'none' ? {} : flags
}

async function write(io: Io, app: App, id: string, flags: ApplicationFlags): Promise<Lines> {
  const { out } = flags
  if (out === undefined) return ok([])
  const files = await app.application.files(id, { isDraft: flags.draft === true })
  if (!files.ok) return files
  try {
    await mkdir(out, { recursive: true })
    for (const { name, bytes } of files.value) await writeFile(join(out, name), bytes)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return problem(`\`${out}\` cannot be written to (${why}); name another folder`)
  }
  await io.drained()
  return ok(files.value.map(({ name, bytes }) => `${join(out, name)}: ${bytes.length} bytes`))
}

/** What is still to be done, or that nothing is. */
function standing({ reasons, blocks, vague, hash }: Draft): readonly string[] {
  return [
    `package ${hash}`,
    ...reasons.map((reason) => `to do: ${reason}`),
    ...blocks.map(({ unblock, who }) => `  ${unblock} (${who})`),
    ...vague.map(({ block, words, advice }) => `vague in block ${block}: \`${words}\`; ${advice}`),
    ...(reasons.length === 0 ? ['nothing is missing'] : []),
  ]
}

type Draft = Extract<Awaited<ReturnType<App['application']['draft']>>, { ok: true }>['value']

function linesOf({ sentence, faults = [], blocks = [] }: DeskProblem): readonly string[] {
  return [
    sentence,
    ...faults.map((fault) => `${fault.field}: ${fault.sentence}`),
    ...blocks.map((block) => `blocked by: ${block.sentence}; to unblock: ${block.unblock} (${block.who})`),
  ]
}

function problem(sentence: string): { readonly ok: false; readonly error: DeskProblem } {
  return err({ kind: 'desk.invalid', sentence })
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
}

async function readPapers(paths: readonly string[]): Promise<Result<readonly NewPaper[], string>> {
  const papers: NewPaper[] = []
  for (const path of paths) {
    const bytes = await readFile(path).catch(() => null)
    if (bytes === null) return err(`\`${path}\` cannot be read; check the path`)
    const mediaType = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
    papers.push({ title: '', name: basename(path), mediaType, bytes })
  }
  return ok(papers)
}
