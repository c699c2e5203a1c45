/**
 * A file of customers screened into a file of answers, a line for each row in its order. The file of answers is the
 * record of how far it came: begun again after it was cut off, the program keeps every whole line and goes on after the
 * last. A small file beside it (`.journal`) says what it was begun with, so that no two lists or customers mix.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, truncate } from 'node:fs/promises'
import { basename } from 'node:path'
import { canonicalHash, err, ok, type Result } from '../../base/index.ts'
import { type CustomerRow, type Mapping, readCustomers, readMapping, sentenceOf } from '../../lists/index.ts'
import { ALGORITHM } from '../../match/index.ts'
import { writeWhole } from '../../store/index.ts'
import type { Against, CustomerLine } from './customer-line.ts'
import { screenOnThreads } from './threads.ts'

export type BulkAsked = {
  /** Path of the customers. */
  readonly file: string
  /** Path of the answers. */
  readonly out: string
  /** Path of a mapping of the columns. Default: they are found by their names. */
  readonly mapping?: string | undefined
  /** Default: one for each core. */
  readonly threads?: number | undefined
  readonly onProgress?: ((progress: BulkProgress) => void) | undefined
}

export type BulkProgress = {
  readonly rows: number
  readonly hits: number
  readonly readBytes: number
  readonly totalBytes: number
}

export type BulkSummary = {
  readonly rows: number
  readonly screened: number
  /** Customers with one hit or more. */
  readonly hits: number
  /** Screened, nothing found: clear only when every list was read. */
  readonly noHits: number
  readonly notScreened: number
  /** Why rows were not screened, and how many each. */
  readonly reasons: Readonly<Record<string, number>>
  /** Lists that were not read, or are too old to count as read. */
  readonly unreadLists: readonly string[]
  /** Rows that an earlier run had answered. */
  readonly resumedAfter: number
  /** Columns used, and as what; empty: as the lines say. */
  readonly columns: readonly { readonly column: string; readonly field: string }[]
}

export async function screenFile(asked: BulkAsked, against: Against): Promise<Result<BulkSummary, string>> {
  const mapping = asked.mapping === undefined ? ok(null) : mappingAt(asked.mapping)
  if (!mapping.ok) return mapping
  if (!existsSync(asked.file) || !statSync(asked.file).isFile())
    return err(`there is no file \`${asked.file}\`; name the file of customers`)
  const begun = canonicalHash({
    customers: await hashOfFile(asked.file),
    lists: against.snapshot.hash,
    algorithm: ALGORITHM.name,
    mapping: mapping.value === null ? null : JSON.stringify(mapping.value),
  })
  const journal = `${asked.out}.journal`
  const before = existsSync(journal) ? readFileSync(journal, 'utf8') : null
  if (before === null && existsSync(asked.out))
    return err(`\`${asked.out}\` is there already; name another file, or take it away`)
  if (before !== null && before !== begun)
    return err(
      `\`${asked.out}\` was begun with other customers, lists, columns or another way to compare; name another file, or take it and \`${basename(journal)}\` away`,
    )
  const tally = newTally()
  if (before === null) writeWhole(journal, begun)
  else if (existsSync(asked.out)) await keepWholeLines(asked.out, tally)
  const resumedAfter = tally.rows

  const totalBytes = statSync(asked.file).size
  let readBytes = 0
  const chunks = counted(createReadStream(asked.file, { highWaterMark: 1024 * 1024 }), (bytes) => {
    readBytes += bytes
  })
  const customers = await readCustomers(basename(asked.file), chunks, mapping.value)
  if (!customers.ok) {
    if (!existsSync(asked.out)) rmSync(journal)
    return customers
  }
  const out = await open(asked.out, 'a')
  try {
    const rows = after(customers.value.rows, resumedAfter)
    for await (const { text, states, reasons } of screenOnThreads(rows, against, asked.threads)) {
      await out.appendFile(text)
      for (const state of states) tally.count(state)
      for (const reason of reasons) tally.because(reason)
      asked.onProgress?.({ rows: tally.rows, hits: tally.hits, readBytes, totalBytes })
    }
    await out.sync()
  } finally {
    await out.close()
  }
  rmSync(journal)
  const { rows, hits, notScreened, reasons } = tally
  return ok({
    rows,
    screened: rows - notScreened,
    hits,
    noHits: rows - notScreened - hits,
    notScreened,
    reasons: Object.fromEntries([...reasons].sort(([, a], [, b]) => b - a)),
    unreadLists: against.unread,
    resumedAfter,
    columns: customers.value.columns,
  })
}

function mappingAt(path: string): Result<Mapping, string> {
  if (!existsSync(path)) return err(`there is no file \`${path}\`; name the mapping of the columns`)
  const read = readMapping({ name: basename(path), bytes: readFileSync(path) })
  return read.ok ? read : err(sentenceOf(read.error))
}

type Tally = {
  rows: number
  hits: number
  notScreened: number
  readonly reasons: Map<string, number>
  readonly count: (state: CustomerLine['state']) => void
  readonly because: (reason: string) => void
}

function newTally(): Tally {
  const reasons = new Map<string, number>()
  const tally: Tally = {
    rows: 0,
    hits: 0,
    notScreened: 0,
    reasons,
    count(state) {
      tally.rows++
      if (state === 'hits') tally.hits++
      if (state === 'notScreened') tally.notScreened++
    },
    because: (reason) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
  }
  return tally
}

/** Counts the whole lines of the file and cuts off what a line that was being written left behind. */
async function keepWholeLines(path: string, tally: Tally): Promise<void> {
  let whole = 0
  let rest: Buffer = Buffer.alloc(0)
  read: for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    rest = Buffer.concat([rest, chunk])
    let from = 0
    for (let end = rest.indexOf(LINE_END); end !== -1; end = rest.indexOf(LINE_END, from)) {
      const line = lineOf(rest.toString('utf8', from, end))
      if (line === null) break read
      tally.count(line.state)
      if (line.state === 'notScreened') tally.because(line.because)
      whole += end + 1 - from
      from = end + 1
    }
    rest = rest.subarray(from)
  }
  await truncate(path, whole)
}

const LINE_END = 0x0a

function lineOf(text: string): CustomerLine | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function* after(rows: AsyncIterable<CustomerRow>, count: number): AsyncIterable<CustomerRow> {
  let seen = 0
  for await (const row of rows) if (seen++ >= count) yield row
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes(chunk.length)
    yield chunk
  }
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
