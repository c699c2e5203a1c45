/** `unblind serve`: the pages and the API, until stopped. */
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { dataDirOf, openFor } from './open.ts'
import { packageFolder } from './package.ts'
import { pageFor, styled } from './page.ts'
import { listLines, tableLines } from './status-text.ts'
import { FIRST } from './user.ts'

export async function serveCommand(
  io: Io,
  flags: { readonly port: string; readonly host: string; readonly download: boolean },
): Promise<ExitCode> {
  const port = Number(flags.port)
  if (!/^\d{1,5}$/.test(flags.port) || port > 65_535) {
    return refuse(io, `\`--port\` \`${flags.port}\` is not a port; give a number from 0 to 65535`)
  }
  // Asked for before anything is started, so that Ctrl-C during the start is heard too.
  const stopped = io.untilStopped()
  const { startServer } = await import('../http/index.ts')
  const app = await openFor(io, { needsDatabase: true, purpose: 'server', mayDownload: flags.download })
  try {
    const server = await startServer(app, { host: flags.host, port }).catch((error: unknown) => error)
    if (isPortTaken(server)) {
      return refuse(
        io,
        `port ${port} on ${flags.host} is taken; stop what listens there or give another with \`--port\``,
      )
    }
    if (!isServer(server)) throw server
    io.out(await greeting(io, server.address, await app.status()))
    if (app.people.auth === 'local' && (await app.people.living()).length === 0) io.err(`unblind: ${FIRST}\n`)
    await stopped
    io.err('stopping\n')
    await server.close()
    return EXIT.done
  } finally {
    await app.close()
  }
}

type Server = Awaited<ReturnType<typeof import('../http/index.ts')['startServer']>>

function isServer(value: unknown): value is Server {
  return typeof value === 'object' && value !== null && 'address' in value && 'close' in value
}

function isPortTaken(value: unknown): boolean {
  return value instanceof Error && 'code' in value && value.code === 'EADDRINUSE'
}

async function greeting(
  io: Io,
  address: string,
  status: Awaited<ReturnType<Awaited<ReturnType<typeof openFor>>['status']>>,
): Promise<string> {
  const page = pageFor(io, io.env)
  const example = `${packageFolder()}examples/01-intercept-device-egypt`
  const lines = [
    `${styled(page, 'bold', 'Unblind')} ${status.programVersion} answers at ${styled(page, 'bold', address)}`,
    `data in ${dataDirOf(io.env)}`,
    '',
    ...listLines(page, status),
    ...tableLines(page, status),
    ...(status.starter === null ? [] : ['', status.starter.sentence]),
    '',
    'Try one:',
    `  unblind assess ${example}/transaction.yaml --lists ${example}/lists`,
    'Ctrl-C stops it.',
  ]
  return `${lines.join('\n')}\n`
}
