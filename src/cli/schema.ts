/** `unblind schema`: the JSON Schema of what goes in and what comes out. */
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'

export async function schemaCommand(io: Io, name: string | undefined): Promise<ExitCode> {
  const { PUBLISHED_SCHEMAS } = await import('./published-schemas.ts')
  if (name === undefined) {
    const width = Math.max(...Object.keys(PUBLISHED_SCHEMAS).map((one) => one.length))
    for (const [one, { about }] of Object.entries(PUBLISHED_SCHEMAS)) io.out(`${one.padEnd(width)}  ${about}\n`)
    return EXIT.done
  }
  const published = PUBLISHED_SCHEMAS[name]
  if (published === undefined) {
    return refuse(io, `\`${name}\` is not a shape we publish; name one of ${Object.keys(PUBLISHED_SCHEMAS).join(', ')}`)
  }
  const { jsonSchemaOf } = await import('../assessment/index.ts')
  io.out(`${JSON.stringify({ title: name, ...jsonSchemaOf(published.schema) }, null, 2)}\n`)
  return EXIT.done
}
