/** The index as bytes: a magic word, a JSON head that names every array, then the arrays, each on eight bytes. */
import type { KeyTable } from './keys.ts'
import { ALGORITHM } from './score.ts'
import type { IndexTables } from './tables.ts'

const MAGIC = 'unblind index 3\n'
const ALIGNMENT = 8

const ARRAYS = {
  modelStarts: Uint32Array,
  entrySchemas: Uint8Array,
  recordStarts: Uint32Array,
  rowEntries: Uint32Array,
  rowNames: Uint16Array,
  rowQualities: Uint8Array,
  rowFlags: Uint8Array,
  rowLosses: Uint16Array,
  rowInitials: Uint32Array,
  rowLetters: Uint32Array,
  textFroms: Uint32Array,
  textTos: Uint32Array,
  partStarts: Uint32Array,
  partLexemes: Uint32Array,
  partRoles: Uint8Array,
  partWeights: Uint16Array,
  partFroms: Uint16Array,
  partTos: Uint16Array,
  partLosses: Uint16Array,
  lexemeStarts: Uint32Array,
  lexemeOrigins: Uint8Array,
  postingStarts: Uint32Array,
  postingRows: Uint32Array,
  postingLosses: Uint16Array,
  pool: Uint8Array,
} as const
const KEY_TABLES = ['lexemeKeys', 'rowKeys', 'entryKeys'] as const
const KEY_ARRAYS = ['starts', 'hashes', 'values'] as const

type Head = { algorithm: string; entryCount: number; lengths: Record<string, number> }

export function tablesToBytes(tables: IndexTables): Uint8Array {
  const arrays = arraysOf(tables)
  const lengths = Object.fromEntries(arrays.map(([name, array]) => [name, array.length]))
  const head: Head = { algorithm: ALGORITHM.name, entryCount: tables.entryCount, lengths }
  const headBytes = new TextEncoder().encode(`${MAGIC}${JSON.stringify(head)}\n`)
  let size = aligned(headBytes.length)
  for (const [, array] of arrays) size += aligned(array.byteLength)
  const bytes = new Uint8Array(size)
  bytes.set(headBytes)
  let at = aligned(headBytes.length)
  for (const [, array] of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  return bytes
}

/**
 * The arrays are views of `bytes`, which must not change afterwards.
 * @throws Error when the bytes are not an index of this algorithm, or are cut short.
 */
export function tablesFromBytes(given: Uint8Array): IndexTables {
  const bytes = given.byteOffset % ALIGNMENT === 0 ? given : given.slice()
  const end = bytes.indexOf(10, MAGIC.length)
  const opening = new TextDecoder().decode(bytes.subarray(0, MAGIC.length))
  if (opening !== MAGIC || end < 0)
    throw new Error('these bytes are not a screening index; build it again from the lists')
  const head = headOf(new TextDecoder().decode(bytes.subarray(MAGIC.length, end)))
  let at = aligned(end + 1)
  const take = <View>(name: string, width: number, view: (from: number, length: number) => View): View => {
    const length = head.lengths[name] ?? -1
    if (length < 0 || at + length * width > bytes.length)
      throw new Error(`the screening index is cut short at \`${name}\`; build it again from the lists`)
    const made = view(bytes.byteOffset + at, length)
    at += aligned(length * width)
    return made
  }
  const buffer = bytes.buffer
  const u8 = (name: string) => take(name, 1, (from, length) => new Uint8Array(buffer, from, length))
  const u16 = (name: string) => take(name, 2, (from, length) => new Uint16Array(buffer, from, length))
  const u32 = (name: string) => take(name, 4, (from, length) => new Uint32Array(buffer, from, length))
  const keyTable = (name: string): KeyTable => ({
    starts: u32(`${name}.starts`),
    hashes: u32(`${name}.hashes`),
    values: u32(`${name}.values`),
  })
  return {
    entryCount: head.entryCount,
    modelStarts: u32('modelStarts'),
    entrySchemas: u8('entrySchemas'),
    recordStarts: u32('recordStarts'),
    rowEntries: u32('rowEntries'),
    rowNames: u16('rowNames'),
    rowQualities: u8('rowQualities'),
    rowFlags: u8('rowFlags'),
    rowLosses: u16('rowLosses'),
    rowInitials: u32('rowInitials'),
    rowLetters: u32('rowLetters'),
    textFroms: u32('textFroms'),
    textTos: u32('textTos'),
    partStarts: u32('partStarts'),
    partLexemes: u32('partLexemes'),
    partRoles: u8('partRoles'),
    partWeights: u16('partWeights'),
    partFroms: u16('partFroms'),
    partTos: u16('partTos'),
    partLosses: u16('partLosses'),
    lexemeStarts: u32('lexemeStarts'),
    lexemeOrigins: u8('lexemeOrigins'),
    postingStarts: u32('postingStarts'),
    postingRows: u32('postingRows'),
    postingLosses: u16('postingLosses'),
    pool: u8('pool'),
    lexemeKeys: keyTable('lexemeKeys'),
    rowKeys: keyTable('rowKeys'),
    entryKeys: keyTable('entryKeys'),
  }
}

/** In the order `tablesFromBytes` takes them. */
function arraysOf(tables: IndexTables): (readonly [string, Uint8Array | Uint16Array | Uint32Array])[] {
  const names = Object.keys(ARRAYS).filter((name): name is keyof typeof ARRAYS => name in ARRAYS)
  return [
    ...names.map((name) => [name, tables[name]] as const),
    ...KEY_TABLES.flatMap((table) => KEY_ARRAYS.map((array) => [`${table}.${array}`, tables[table][array]] as const)),
  ]
}

function headOf(text: string): Head {
  const { algorithm, entryCount, lengths } = fieldsOf(JSON.parse(text))
  if (algorithm !== ALGORITHM.name)
    throw new Error(
      `the screening index is of \`${String(algorithm)}\`, this program matches by \`${ALGORITHM.name}\`; build it again from the lists`,
    )
  return {
    algorithm,
    entryCount: lengthOf('entryCount', entryCount),
    lengths: Object.fromEntries(
      Object.entries(fieldsOf(lengths)).map(([name, length]) => [name, lengthOf(name, length)]),
    ),
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null)
    throw new Error('the head of the screening index cannot be read; build it again from the lists')
  return Object.fromEntries(Object.entries(value))
}

function lengthOf(name: string, length: unknown): number {
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0)
    throw new Error(`the screening index gives no length for \`${name}\`; build it again from the lists`)
  return length
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT
}
