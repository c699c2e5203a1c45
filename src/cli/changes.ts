/** `unblind changes`: what two versions of one list differ in, entry by entry and field by field. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { err, ok, type Result, ulid } from '../base/index.ts'
import { changesBetweenFiles, type FilesCompared, sentenceOfCompare } from '../brief/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'

type Named = { readonly name: string; readonly bytes: Uint8Array }

/** Compares two files as they are; nothing is imported. The earlier comes first. */
export async function changesCommand(
  io: Io,
  between: readonly string[],
  flags: { readonly json?: boolean },
): Promise<ExitCode> {
  const [earlierPath, laterPath, ...more] = between
  if (earlierPath === undefined || laterPath === undefined || more.length > 0) {
    return refuse(io, '`--between` takes two files: the earlier version of a list, then the later')
  }
  const earlier = await readNamed(earlierPath)
  if (!earlier.ok) return refuse(io, earlier.error)
  const later = await readNamed(laterPath)
  if (!later.ok) return refuse(io, later.error)
  const now = io.clock()
  const detection = { detectedAt: now.toISOString(), nextId: () => ulid(now.getTime(), randomBytes(16)) }
  const compared = changesBetweenFiles([earlier.value], [later.value], detection)
  if (!compared.ok) return refuse(io, sentenceOfCompare(compared.error))
  io.out(flags.json ? `${JSON.stringify(compared.value)}\n` : changesText(compared.value))
  return EXIT.done
}

async function readNamed(path: string): Promise<Result<Named, string>> {
  try {
    return ok({ name: basename(path), bytes: await readFile(path) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    return err(`\`${path}\` cannot be read (${code}); check the path`)
  }
}

function changesText({ source, records, doubts }: FilesCompared): string {
  const count = (kind: string) => records.filter((record) => record.kind === kind).length
  const lines = [
    `${source}: ${count('list-add')} added, ${count('list-remove')} removed, ${count('list-amend')} amended`,
    ...doubts.map((doubt) => `doubt: ${doubt}`),
    ...records.map((record) => `${record.kind.replace('list-', '').padEnd(7)} ${record.title}`),
  ]
  return `${lines.join('\n')}\n`
}
