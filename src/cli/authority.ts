/** `unblind authority`: a licensing office at the terminal. */
import { readFile, writeFile } from 'node:fs/promises'
import type { App, DeskProblem, LicensingView, Person } from '../app/index.ts'
import { canonical, err, ok, type Result } from '../base/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'
import { heading, longDay, type Page, pageFor, styled, table, wrapped } from './page.ts'
import { personAt } from './person.ts'
import { MAX_DOCUMENT_BYTES, readDocument } from './read-input.ts'

type OfficialFlags = { readonly as?: string; readonly role?: string; readonly agency?: string }

export async function receiveCommand(
  io: Io,
  file: string,
  flags: OfficialFlags & { readonly file?: readonly string[]; readonly supplement?: boolean },
): Promise<ExitCode> {
  const read = await readDelivery(file, flags.file ?? [])
  if (!read.ok) return refuse(io, read.error)
  return atOffice(io, flags, { command: 'authority receive', needs: 'authority.act' }, async (app, person) => {
    const received = await app.authority.receive(read.value, { isSupplement: flags.supplement === true }, person)
    if (!received.ok) return refuseDesk(io, received.error)
    io.out(flags.supplement ? 'taken in as a supplement\n' : 'taken in; register it next\n')
    io.out(`${received.value}\n`)
    return EXIT.done
  })
}

export function listCommand(io: Io, flags: OfficialFlags & { readonly json?: boolean }): Promise<ExitCode> {
  return atOffice(io, flags, { command: 'authority list', needs: 'authority.read' }, async (app, person) => {
    const rows = await app.authority.list(person)
    if (flags.json) io.out(`${JSON.stringify(rows)}\n`)
    else if (rows.length === 0) io.out('no application is here; `unblind authority receive FILE` takes one in\n')
    else {
      const lines = rows.map(({ id, reference, exporter, destination, stage, clock, isOverdue, officer, open }) => [
        id,
        reference ?? 'not registered',
        stage,
        clock === null ? 'no clock' : `${isOverdue ? 'OVERDUE ' : ''}${longDay(clock.dueOn)}`,
        officer ?? 'nobody has it',
        `${exporter} to ${destination}${open.length === 0 ? '' : `: ${open[0]}${open.length > 1 ? ` and ${open.length - 1} more` : ''}`}`,
      ])
      io.out(`${table(pageFor(io, io.env), lines, '').join('\n')}\n`)
    }
    return EXIT.done
  })
}

export function showCommand(io: Io, id: string, flags: OfficialFlags & { readonly json?: boolean }): Promise<ExitCode> {
  return atOffice(io, flags, { command: 'authority show', needs: 'authority.read' }, async (app, person) => {
    const shown = await app.authority.show(id, person)
    if (!shown.ok) return refuseDesk(io, shown.error)
    io.out(flags.json ? `${JSON.stringify(shown.value)}\n` : applicationText(pageFor(io, io.env), shown.value))
    return EXIT.done
  })
}

export async function actCommand(
  io: Io,
  id: string,
  flags: OfficialFlags & { readonly file: string; readonly json?: boolean },
): Promise<ExitCode> {
  const input = await readDocument(io, flags.file)
  if (!input.ok) return refuse(io, input.error)
  return atOffice(io, flags, { command: 'authority act', needs: 'authority.act' }, async (app, person) => {
    const acted = await app.authority.act(id, input.value, person)
    if (!acted.ok) return refuseDesk(io, acted.error)
    if (flags.json) io.out(`${JSON.stringify(acted.value)}\n`)
    else for (const { kind } of acted.value) io.out(`recorded: ${kind}, by ${person.name}\n`)
    const waiting = (await app.post.outbox()).filter(({ state }) => state === 'waiting').map(({ id: one }) => one)
    // A word to the applicant goes at once where its node answers; else it waits for the next start of the server.
    if (waiting.length > 0) {
      const sent = (await app.post.deliverNow()).filter(({ id: one }) => waiting.includes(one))
      for (const { to, state, sentence } of sent)
        io.err(`to ${to}: ${state}${sentence === '' ? '' : `: ${sentence}`}\n`)
    }
    return EXIT.done
  })
}

export function letterCommand(io: Io, id: string, flags: OfficialFlags & { readonly out: string }): Promise<ExitCode> {
  return atOffice(io, flags, { command: 'authority letter', needs: 'authority.read' }, async (app, person) => {
    const made = await app.authority.letter(id, person)
    if (!made.ok) return refuseDesk(io, made.error)
    const { letter, refusal, isIssued } = made.value
    if (letter === null) return refuse(io, refusal ?? 'the letter cannot be made')
    if (/\.pdf$/i.test(flags.out)) {
      const paper = await app.authority.letterPdf(id, person)
      if (!paper.ok) return refuseDesk(io, paper.error)
      await writeFile(flags.out, paper.value)
    } else await writeFile(flags.out, canonical(letter))
    io.out(`${flags.out}: ${isIssued ? 'as it was issued' : 'a draft; nothing is issued yet'}\n`)
    return EXIT.done
  })
}

type Doing = { readonly command: string; readonly needs: 'authority.read' | 'authority.act' }

/** Opens the node, and the person who acts at it. */
async function atOffice(
  io: Io,
  flags: OfficialFlags,
  doing: Doing,
  work: (app: App, person: Person) => Promise<ExitCode>,
): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    if (app.node.kind !== 'authority')
      return refuse(io, 'this node is an exporter’s; set `UNBLIND_NODE=authority` for a licensing office')
    const person = await officialAt(app, flags, doing)
    return person.ok ? await work(app, person.value) : refuse(io, person.error)
  } finally {
    await app.close()
  }
}

/** With accounts an account brings its agency; without them it is taken at its word like the name. */
async function officialAt(
  app: App,
  { as, role, agency }: OfficialFlags,
  doing: Doing,
): Promise<Result<Person, string>> {
  const isOpen = app.people.auth === 'none'
  const roles = role ?? (isOpen ? 'registrar,officer' : null)
  const flags = { ...(as === undefined ? {} : { as }), ...(roles === null ? {} : { role: roles }) }
  const person = await personAt(app, flags, doing)
  return person.ok && isOpen ? ok({ ...person.value, agency: agency?.trim() || null }) : person
}

async function readDelivery(
  file: string,
  files: readonly string[],
): Promise<
  Result<{ readonly text: string; readonly files: { readonly id: string; readonly bytes: Uint8Array }[] }, string>
> {
  const text = await readBytes(file)
  if (!text.ok) return text
  const brought: { readonly id: string; readonly bytes: Uint8Array }[] = []
  for (const one of files) {
    const at = one.indexOf('=')
    if (at < 1) return err(`\`--file\` \`${one}\` has no \`=\`; write the id the package gives, then the path: ID=PATH`)
    const bytes = await readBytes(one.slice(at + 1))
    if (!bytes.ok) return bytes
    brought.push({ id: one.slice(0, at), bytes: bytes.value })
  }
  return ok({ text: Buffer.from(text.value).toString('utf8'), files: brought })
}

async function readBytes(path: string): Promise<Result<Uint8Array, string>> {
  try {
    const bytes = await readFile(path)
    return bytes.length > MAX_DOCUMENT_BYTES
      ? err(`\`${path}\` is larger than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MB`)
      : ok(bytes)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return err(`\`${path}\` cannot be read: ${why}; see that it is there`)
  }
}

function refuseDesk(io: Io, { sentence }: DeskProblem): ExitCode {
  return refuse(io, ...sentence.split('\n'))
}

function applicationText(page: Page, view: LicensingView): string {
  const { state, stage, clocks, gaps } = view
  const title = `${state.reference ?? 'Not registered'}: ${state.exporter} to ${state.destination}`
  const lines = [
    styled(page, 'bold', title),
    ...wrapped(page, `${stage}; received ${longDay(state.receivedOn)}, signed by ${state.signedBy}`),
    ...wrapped(page, state.officer === null ? 'nobody has it' : `with ${state.officer}`),
    ...state.items.flatMap((item) => wrapped(page, item, '  ')),
    ...heading(page, 'Clocks'),
    ...table(
      page,
      clocks.map(({ dueOn, metOn, title: name, law, pausedDays }) => [
        longDay(dueOn),
        metOn === null ? 'runs' : `met ${longDay(metOn)}`,
        `${name}, ${law}${pausedDays > 0 ? `, ${pausedDays} days not counted` : ''}`,
      ]),
    ),
    ...(gaps.length === 0 ? [] : heading(page, 'Before a decision can be proposed')),
    ...gaps.flatMap((gap, i) => wrapped(page, gap, `  ${i + 1}. `)),
    ...(state.subjects.length === 0 ? [] : heading(page, 'What came in')),
    ...table(
      page,
      state.subjects.map(({ subject, weight, reason }) => [subject, weight ?? 'to be weighed', reason ?? '']),
    ),
    ...(state.findings.length === 0 ? [] : heading(page, 'Findings')),
    ...table(
      page,
      state.findings.map(({ factor, finding, text, by }) => [factor, finding ?? 'set aside', by.name, text]),
    ),
    ...(state.queries.length === 0 ? [] : heading(page, 'Questions to the applicant')),
    ...state.queries.flatMap(({ query, question, answer, dueOn, hasLapsed }) =>
      wrapped(
        page,
        `${question} ${answer === null ? (hasLapsed ? '(no reply came)' : `(due ${longDay(dueOn)})`) : `Answer: ${answer}`}`,
        `  ${query}  `,
      ),
    ),
    ...(state.consultations.length === 0 ? [] : heading(page, 'Agencies')),
    ...table(
      page,
      state.consultations.map(({ agency, advice, isAwaited, dueOn, reasons }) => [
        agency,
        isAwaited ? `awaited ${longDay(dueOn)}` : (advice ?? 'silent'),
        reasons ?? '',
      ]),
    ),
    ...(state.conditions.length === 0 ? [] : heading(page, 'Conditions')),
    ...table(
      page,
      state.conditions.map(({ condition, text, imposedBy }) => [condition, imposedBy, text ?? 'dropped']),
    ),
    ...(view.letter?.letter == null ? [] : heading(page, view.letter.isIssued ? 'Letter' : 'Letter, a draft')),
    ...(view.letter?.letter?.sentences ?? []).flatMap(({ text, evidence }) =>
      wrapped(page, `${text} [${evidence.join('; ')}]`, '  '),
    ),
    ...heading(page, 'Ledger'),
    ...table(
      page,
      view.timeline.map(({ at, actor, event }) => [
        at.slice(0, 16).replace('T', ' '),
        actor.name,
        event.kind === 'act.refused' ? `refused: ${event.asked}: ${event.sentence}` : event.kind,
      ]),
    ),
  ]
  return `${lines.join('\n')}\n`
}
