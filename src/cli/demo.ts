/** `unblind demo`: the whole story on one machine. */
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { pageFor, styled } from './page.ts'

export async function demoCommand(
  io: Io,
  flags: { readonly script?: boolean; readonly data?: string; readonly port: string },
): Promise<ExitCode> {
  const port = Number(flags.port)
  if (!/^\d{1,5}$/.test(flags.port) || port > 65_528) {
    return refuse(io, `\`--port\` \`${flags.port}\` is not a port; give a number from 0 to 65528`)
  }
  const options = {
    dataDir: flags.data,
    port: flags.script ? 0 : port,
    listsDir: io.env.UNBLIND_LISTS_DIR || undefined,
    say: (line: string) => io.err(`${line}\n`),
  }
  return flags.script ? script(io, options) : show(io, options)
}

type Options = Parameters<typeof import('../demo/index.ts')['startDemo']>[0]

async function script(io: Io, options: Options): Promise<ExitCode> {
  const began = io.clock().getTime()
  const page = pageFor(io, io.env)
  const { playScript } = await import('../demo/index.ts')
  const { played, failure } = await playScript(options, ({ step, claims, ms }) =>
    io.out(`${styled(page, 'bold', '●')} ${step.title} (${claims.length} facts, ${(ms / 1000).toFixed(1)} s)\n`),
  )
  const seconds = ((io.clock().getTime() - began) / 1000).toFixed(1)
  const facts = played.reduce((sum, { claims }) => sum + claims.length, 0)
  if (failure !== null) {
    io.err(`unblind: the step \`${failure.step}\` did not hold: ${failure.sentence}\n`)
    io.out(`${played.length} steps held, then one did not, after ${seconds} s\n`)
    return EXIT.failed
  }
  io.out(`every step held: ${played.length} steps, ${facts} facts, ${seconds} s\n`)
  return EXIT.done
}

async function show(io: Io, options: Options): Promise<ExitCode> {
  const stopped = io.untilStopped()
  const { PASSWORD, startDemo } = await import('../demo/index.ts')
  io.err('starting seven nodes, each with a database of its own ...\n')
  const demo = await startDemo(options).catch((error: unknown) => {
    if (isPortTaken(error)) return null
    throw error
  })
  if (demo === null) {
    return refuse(io, `a port from ${options.port} on is taken; give the first of nine others with \`--port\``)
  }
  try {
    io.out(
      `open ${demo.address}: the story, step by step; every account has the password \`${PASSWORD}\`\nCtrl-C stops it.\n`,
    )
    await stopped
    io.err('stopping\n')
    return EXIT.done
  } finally {
    await demo.close()
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
