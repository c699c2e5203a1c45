/** `unblind intake`: takes messages in as they came, and says which cases each of them touches. */
import { readFile, stat } from 'node:fs/promises'
import type { TakenMail } from '../app/index.ts'
import { MAX_MAIL_BYTES } from '../intake/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'
import { pageFor, wrapped } from './page.ts'

/** Exit 2 when a file could not be read; the others are taken in all the same. */
export async function intakeCommand(
  io: Io,
  files: readonly string[],
  flags: { readonly openSource?: boolean; readonly json?: boolean },
): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  let code: ExitCode = EXIT.done
  try {
    for (const file of files) {
      const entry = await stat(file).catch(() => null)
      if (entry === null || !entry.isFile()) {
        code = refuse(io, `there is no file \`${file}\`; name a message saved as .eml`)
        continue
      }
      if (entry.size > MAX_MAIL_BYTES) {
        code = refuse(
          io,
          `\`${file}\` is larger than ${MAX_MAIL_BYTES} bytes; save the message without its attachments`,
        )
        continue
      }
      const taken = await app.takeMail(await readFile(file), flags.openSource ? { sourceProtection: 'open' } : {})
      io.out(flags.json ? `${JSON.stringify(taken)}\n` : takenText(io, file, taken))
    }
    return code
  } finally {
    await app.close()
  }
}

function takenText(io: Io, file: string, { kind, item, links, isComplete }: TakenMail): string {
  const page = pageFor(io, io.env)
  const mark = kind === 'captured' ? '■ taken in     ' : '– known already '
  const lines = [
    ...wrapped(page, `${file}: ${item.subject ?? 'no subject'}`, mark),
    `  information ${item.id}`,
    ...item.problems.flatMap((problem) => wrapped(page, problem, '  note: ')),
    ...(links.length === 0 ? wrapped(page, 'it names no party of any case', '  ') : []),
    ...links.flatMap((link) => [
      ...wrapped(page, `${link.reference} (${link.case})`, link.isReopened ? '  ■ reopens ' : '  ■ linked to '),
      ...wrapped(page, `party ${link.party}: ${link.because}`, '      '),
      ...link.blocks.flatMap(({ sentence, unblock, who }) =>
        wrapped(page, `${sentence}; ${who}: ${unblock}`, '      blocks: '),
      ),
    ]),
    ...(isComplete
      ? []
      : wrapped(
          page,
          'not all of it could be read or compared: a person must open it before anyone says whom it names',
          '  ',
        )),
  ]
  return `${lines.join('\n')}\n`
}
