/** `unblind counterparty`, `unblind node` and `unblind post`: other nodes, and what goes to them. */
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'
import { pageFor, table } from './page.ts'
import { type PersonFlags, personAt } from './person.ts'

export async function addCounterpartyCommand(
  io: Io,
  name: string,
  flags: PersonFlags & { readonly kind: string; readonly key: string; readonly address?: string },
): Promise<ExitCode> {
  const { kind, key, address = null } = flags
  if (kind !== 'exporter' && kind !== 'authority') {
    return refuse(io, `\`--kind\` \`${kind}\` is no kind of node; write exporter or authority`)
  }
  const app = await openFor(io, { needsDatabase: true })
  try {
    const doing = { command: 'counterparty add', needs: 'people.manage' } as const
    const person = await personAt(app, flags, doing)
    if (!person.ok) return refuse(io, person.error)
    const registered = await app.post.register({ name, kind, key, address }, person.value)
    if (!registered.ok) return refuse(io, registered.error.sentence)
    io.out(`known: ${registered.value.name}, ${kind}, by ${person.value.name}\n`)
    return EXIT.done
  } finally {
    await app.close()
  }
}

export async function listCounterpartiesCommand(io: Io, flags: { readonly json?: boolean }): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const known = await app.post.counterparties()
    if (flags.json) io.out(`${JSON.stringify(known)}\n`)
    else if (known.length === 0) io.out('no other node is known; `unblind counterparty add NAME` makes one known\n')
    else {
      const rows = known.map(({ name, kind, key, address }) => [name, kind, address ?? 'not reached', key])
      io.out(`${table(pageFor(io, io.env), rows, '').join('\n')}\n`)
    }
    return EXIT.done
  } finally {
    await app.close()
  }
}

export async function nodeKeyCommand(io: Io): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    io.out(`${await app.post.key()}\n`)
    return EXIT.done
  } finally {
    await app.close()
  }
}

/** Exit 1 when something still waits: the other node was not reached. */
export async function deliverCommand(io: Io, flags: { readonly json?: boolean }): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const sent = await app.post.deliverNow()
    if (flags.json) io.out(`${JSON.stringify(sent)}\n`)
    else if (sent.length === 0) io.out('nothing was sent from here\n')
    else {
      const rows = sent.map(({ id, state, to, kind, about, sentence }) => [
        id,
        state,
        to,
        `${kind} about ${about}`,
        sentence,
      ])
      io.out(`${table(pageFor(io, io.env), rows, '').join('\n')}\n`)
    }
    return sent.some(({ state }) => state === 'waiting') ? EXIT.failed : EXIT.done
  } finally {
    await app.close()
  }
}
