/** Every source of lists, how a file is known by its content, and the one way to read a set of files. */
import { err, ok, type Result } from '../base/index.ts'
import { source as caSema } from './ca-sema.ts'
import { source as chSeco } from './ch-seco.ts'
import { source as euFsf } from './eu-fsf.ts'
import { source as euJournal } from './eu-journal.ts'
import { source as ftm } from './ftm.ts'
import { source as jpEul } from './jp-eul.ts'
import { source as jpRestricted } from './jp-restricted.ts'
import { isWebPage, openingOf } from './official-text.ts'
import { source as own } from './own.ts'
import type { SourceId } from './party.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList, ReadOptions, Recognised } from './source.ts'
import { source as starter } from './starter.ts'
import { source as ukHmt } from './uk-hmt.ts'
import { source as ukSanctions } from './uk-sanctions.ts'
import { source as unSc } from './un-sc.ts'
import { source as usBisDpl } from './us-bis-dpl.ts'
import { source as usCsl } from './us-csl.ts'
import { source as usCslJson } from './us-csl-json.ts'
import { source as usDhsUflpa } from './us-dhs-uflpa.ts'
import { source as usDow1260h } from './us-dow-1260h.ts'
import { source as usEcfr744 } from './us-ecfr-744.ts'
import * as ofacAdvanced from './us-ofac-advanced.ts'
import * as ofacClassic from './us-ofac-classic.ts'
import * as ofacCsv from './us-ofac-csv.ts'
import * as ofacEnhanced from './us-ofac-enhanced.ts'
import { source as usStateDebarred } from './us-state-debarred.ts'
import { source as usStateIsn } from './us-state-isn.ts'
import { source as usStateTel } from './us-state-tel.ts'

export const SOURCES: readonly ListSource[] = [
  usCsl,
  usCslJson,
  ofacCsv.sdn,
  ofacCsv.consolidated,
  ofacClassic.sdn,
  ofacClassic.consolidated,
  ofacEnhanced.sdn,
  ofacEnhanced.consolidated,
  ofacAdvanced.sdn,
  ofacAdvanced.consolidated,
  usEcfr744,
  usBisDpl,
  usDhsUflpa,
  usStateDebarred,
  usStateIsn,
  usStateTel,
  usDow1260h,
  unSc,
  euFsf,
  euJournal,
  ukSanctions,
  ukHmt,
  chSeco,
  caSema,
  jpEul,
  jpRestricted,
  ftm,
  own,
  starter,
]

/**
 * Which source and part a file is, by how its content opens; `null`: none that we read. Says nothing about whether the
 * file is whole: `readList` does.
 * @param name only to tell files of one layout apart, such as OFAC's SDN and non-SDN ones
 */
export function recognise(name: string, bytes: Uint8Array): Recognised | null {
  const opening = openingOf(bytes)
  if (opening.trim() === '') return null
  const isPage = isWebPage(opening)
  for (const source of SOURCES) {
    if (source.mayBePage !== true && isPage !== (source.isPage === true)) continue
    const part = source.recognise(opening.replace(/^\ufeff/, ''), name)
    if (part !== null) return { source: source.id, part }
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
    // The same bytes twice say nothing twice.
    if (other && sameBytes(other.bytes, file.bytes)) continue
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

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => b[i] === byte)
}

function partOf(source: ListSource, file: NamedFile): Result<string, ListProblem> {
  const recognised = recognise(file.name, file.bytes)
  // A table of a firm's own is whatever its mapping says it is, even where it looks like an official list.
  if (source.id === 'own' && recognised?.source !== 'own') return ok(`table ${file.name}`)
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
