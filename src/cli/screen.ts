/** `unblind screen`: one name against every list, each hit explained. */
import { parseCountry } from '../base/index.ts'
import { SCHEMAS } from '../match/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { listsIn, openFor } from './open.ts'
import { pageFor } from './page.ts'
import { refuseProblem } from './refuse-problem.ts'
import { screenAnswerText, whyNotText } from './screen-text.ts'

export type ScreenFlags = {
  readonly schema?: string
  readonly country?: string
  readonly lists?: string
  readonly json?: boolean
  /** List and key of an entry, or its name. */
  readonly whyNot?: string
}

export async function screenCommand(io: Io, name: string, flags: ScreenFlags): Promise<ExitCode> {
  const schema = SCHEMAS.find((one) => one.toLowerCase() === flags.schema?.toLowerCase())
  if (flags.schema !== undefined && schema === undefined) {
    return refuse(io, `\`--schema\` \`${flags.schema}\` is not one of ${SCHEMAS.join(', ')}; leave it out for any`)
  }
  const country = flags.country === undefined ? undefined : parseCountry(flags.country)
  if (country === null) {
    return refuse(
      io,
      `\`--country\` \`${flags.country}\` is not a country we know; write its ISO 3166-1 code, such as CN`,
    )
  }
  const lists = await listsIn(io, flags.lists)
  if (!lists.ok) return refuse(io, lists.error)
  const app = await openFor(io, { needsDatabase: false })
  try {
    const query = { name, ...(schema ? { schema } : {}), ...(country ? { countries: [country] } : {}) }
    const on = lists.value === null ? {} : { snapshot: lists.value }
    if (flags.whyNot !== undefined) {
      const why = await app.whyNot(query, flags.whyNot, on)
      if (!why.ok) return refuseProblem(io, why.error)
      io.out(flags.json ? `${JSON.stringify(why.value)}\n` : whyNotText(pageFor(io, io.env), why.value))
      return EXIT.done
    }
    const answer = await app.screen(query, on)
    if (!answer.ok) return refuseProblem(io, answer.error)
    io.out(flags.json ? `${JSON.stringify(answer.value)}\n` : screenAnswerText(pageFor(io, io.env), answer.value))
    return EXIT.done
  } finally {
    await app.close()
  }
}
