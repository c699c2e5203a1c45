/** Every source of lists, how a file is known by its content, and the one way to read a set of files. */
import { err, ok, type Result } from '../base/index.ts'
import { isWebPage, openingOf } from './official-text.ts'
import type { SourceId } from './party.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList, ReadOptions, Recognised } from './source.ts'
import { source as starter } from './starter.ts'
import { source as unSc } from './un-sc.ts'
import { source as usCsl } from './us-csl.ts'
import { source as usOfacSdn } from './us-ofac-sdn.ts'

export const SOURCES: readonly ListSource[] = [usCsl, usOfacSdn, unSc, starter]

/** OFAC's non-SDN files have the layout of the SDN files row for row; only their official names tell most of them apart. */
const NON_SDN_NAME = /(^|[/\\])cons[_-][^/\\]*$/i

/**
 * Which source and part a file is, by how its content opens; `null`: none that we read. Says nothing about whether the
 * file is whole: `readList` does.
 * @param name only to tell OFAC's non-SDN files, which are of the same layout, from the SDN ones
 */
export function recognise(name: string, bytes: Uint8Array): Recognised | null {
  const opening = openingOf(bytes)
  if (opening.trim() === '' || isWebPage(opening)) return null
  for (const source of SOURCES) {
    const part = source.recognise(opening.replace(/^\ufeff/, ''))
    if (part !== null && !(source.id === 'us-ofac-sdn' && NON_SDN_NAME.test(name))) return { source: source.id, part }
  }
  return null
}

/**
 * Reads the files of one source: all of it or nothing.
 * @example
 * const read = readList('un-sc', [{ name: 'consolidated.xml', bytes }])
 * if (!read.ok) console.error(sentenceOf(read.error))
 */
export function readList(
  id: SourceId,
  files: readonly NamedFile[],
  options: ReadOptions = {},
): Result<ReadList, ListProblem> {
  const source = sourceOf(id)
  const parts = sortIntoParts(source, files)
  if (!parts.ok) return parts
  const read = source.read(parts.value)
  if (!read.ok) return read
  const { min, max } = options.expectedParties ?? source.expectedParties
  const found = read.value.parties.length
  if (found < min || found > max) return err({ kind: 'list.absurd-count', source: id, found, min, max })
  return read
}

export function sourceOf(id: SourceId): ListSource {
  const source = SOURCES.find((one) => one.id === id)
  if (source === undefined) throw new Error(`no source ${id}`)
  return source
}

function sortIntoParts(
  source: ListSource,
  files: readonly NamedFile[],
): Result<ReadonlyMap<string, NamedFile>, ListProblem> {
  const parts = new Map<string, NamedFile>()
  for (const file of files) {
    const part = partOf(source, file)
    if (!part.ok) return part
    const other = parts.get(part.value)
    if (other)
      return err({
        kind: 'list.repeated-part',
        source: source.id,
        part: part.value,
        files: `\`${other.name}\` and \`${file.name}\``,
      })
    parts.set(part.value, file)
  }
  const lacking = source.parts.find(({ part, isRequired }) => isRequired && !parts.has(part))
  if (lacking === undefined) return ok(parts)
  const given = files.length === 0 ? 'a set without files' : files.map((file) => `\`${file.name}\``).join(', ')
  return err({ kind: 'list.missing-part', source: source.id, part: lacking.part, given })
}

function partOf(source: ListSource, file: NamedFile): Result<string, ListProblem> {
  const recognised = recognise(file.name, file.bytes)
  if (recognised?.source === source.id) return ok(recognised.part)
  if (recognised !== null) return err({ kind: 'list.wrong-source', file: file.name, source: source.id })
  if (file.bytes.length === 0) return err({ kind: 'list.empty', file: file.name })
  const opening = openingOf(file.bytes)
  if (isWebPage(opening)) return err({ kind: 'list.html', file: file.name })
  // Of a source with one part, the reader itself says best what is wrong with the file.
  const [only, ...others] = source.parts
  if (only !== undefined && others.length === 0) return ok(only.part)
  return err({ kind: 'list.unrecognised', file: file.name })
}
