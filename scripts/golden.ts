/**
 * `npm run golden`: writes what our readers make of the files in `test/golden/<source>/input` to `parties.json` there, and
 * the sentence each file in `refused` is refused with to `refused.json`. Review the difference; never edit by hand.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  ANY_COUNT,
  type NamedFile,
  readList,
  SOURCE_IDS,
  type SourceId,
  sentenceOf,
  sentenceOfNote,
} from '../src/lists/index.ts'

const ROOT = fileURLToPath(new URL('../test/golden/', import.meta.url))

/** What the two generated files of a source should hold. */
export type Golden = { readonly parties: string; readonly refused: string }

export function goldenOf(source: SourceId): Golden {
  const read = readList(source, filesIn(`${ROOT}${source}/input`), { expectedParties: ANY_COUNT })
  const { value, error } = read.ok ? { value: read.value, error: null } : { value: null, error: sentenceOf(read.error) }
  const { notes, parties, ...about } = value ?? { notes: [], parties: [] }
  const refused = refusedCases(source).map(({ name, files }) => {
    const result = readList(source, files, { expectedParties: ANY_COUNT })
    return [name, result.ok ? 'NOT REFUSED' : sentenceOf(result.error)] as const
  })
  return {
    parties: json({ ...about, error, notes: notes.map(sentenceOfNote), parties }),
    refused: json(Object.fromEntries(refused)),
  }
}

/** The official-looking files of a source, as they lie in its golden folder. */
export function goldenInput(source: SourceId): readonly NamedFile[] {
  return filesIn(`${ROOT}${source}/input`)
}

/** What is on disk now; `null`: never generated. */
export function storedGolden(source: SourceId): Golden | null {
  const [parties, refused] = [`${ROOT}${source}/parties.json`, `${ROOT}${source}/refused.json`]
  if (!existsSync(parties) || !existsSync(refused)) return null
  return { parties: readFileSync(parties, 'utf8'), refused: readFileSync(refused, 'utf8') }
}

/** Each file is a case; a folder is a case of several files. */
function refusedCases(source: SourceId): readonly { readonly name: string; readonly files: readonly NamedFile[] }[] {
  const folder = `${ROOT}${source}/refused`
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name,
      files: statSync(`${folder}/${name}`).isDirectory() ? filesIn(`${folder}/${name}`) : [fileAt(`${folder}/${name}`)],
    }))
}

function filesIn(folder: string): readonly NamedFile[] {
  return readdirSync(folder)
    .sort()
    .map((name) => fileAt(`${folder}/${name}`))
}

function fileAt(path: string): NamedFile {
  return { name: basename(path), bytes: readFileSync(path) }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const source of SOURCE_IDS) {
    const golden = goldenOf(source)
    writeFileSync(`${ROOT}${source}/parties.json`, golden.parties)
    writeFileSync(`${ROOT}${source}/refused.json`, golden.refused)
    process.stdout.write(`test/golden/${source}: parties.json, refused.json\n`)
  }
}
