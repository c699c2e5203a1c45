/** Reading a great many rows as bytes, one after another, without making values of what nobody looks at. */
import type { Connection, Submittable } from 'pg'

/** The fields of a row as PostgreSQL sends them; `null`: no value. They are there until the next row comes. */
export type RawRow = readonly (Buffer | null)[]

/** What begins the binary form, and the mark behind the last row. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
const HEADER_LENGTH = SIGNATURE.length + 8
const END = -1

type CopyMessage = { readonly chunk: Buffer }

/**
 * A statement `copy (...) to stdout (format binary)`. The server sends each row as one message, in PostgreSQL 15 to 18;
 * it is given on at once, and the server waits where that takes long.
 */
export class CopyOut implements Submittable {
  readonly done: Promise<void>
  readonly #statement: string
  readonly #onRow: (row: RawRow) => void
  #resolve: () => void = () => {}
  #reject: (error: unknown) => void = () => {}
  #isBegun = false
  #failure: { readonly error: unknown } | null = null

  constructor(statement: string, onRow: (row: RawRow) => void) {
    this.#statement = statement
    this.#onRow = onRow
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Whoever waits for it is told; nobody else needs to be.
    this.done.catch(() => {})
  }

  submit(connection: Connection): void {
    connection.query(this.#statement)
  }

  handleCopyData({ chunk }: CopyMessage): void {
    if (this.#failure !== null) return
    try {
      const from = this.#isBegun ? 0 : headerOf(chunk)
      this.#isBegun = true
      if (from === chunk.length) return
      const row = rowIn(chunk, from)
      if (row !== null) this.#onRow(row)
    } catch (error) {
      this.#failure = { error }
    }
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (this.#failure === null) this.#resolve()
    else this.#reject(this.#failure.error)
  }

  handleError(error: unknown): void {
    this.#reject(error)
  }
}

/** @returns where the first row begins */
function headerOf(chunk: Buffer): number {
  if (!chunk.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('the server sent no binary copy')
  return HEADER_LENGTH + chunk.readInt32BE(SIGNATURE.length + 4)
}

/** `null`: the end. */
function rowIn(chunk: Buffer, from: number): RawRow | null {
  const count = chunk.readInt16BE(from)
  if (count === END) return null
  const fields: (Buffer | null)[] = []
  let at = from + 2
  for (let i = 0; i < count; i++) {
    const length = chunk.readInt32BE(at)
    at += 4
    fields.push(length === END ? null : chunk.subarray(at, at + length))
    if (length > 0) at += length
  }
  if (at !== chunk.length) throw new Error('the server sent a row in another form than is known')
  return fields
}
