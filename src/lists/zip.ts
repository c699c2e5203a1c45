/**
 * The files inside a zip, as official lists and spreadsheets come packed: found by the directory at its end, unpacked
 * up to a cap, each held to the check sum the zip bears. Nothing is written anywhere, so a name inside cannot hurt.
 * SOURCE: PKWARE APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { err, ok, type Result } from '../base/index.ts'

/** More files than any spreadsheet or packed list holds. */
const MAX_FILES = 2_000
const END_BYTES = 22
const END_MARK = 0x06054b50
const DIRECTORY_MARK = 0x02014b50
const FILE_MARK = 0x04034b50

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

/**
 * Name to bytes, in the order of the directory.
 * @param maxBytes of all files together, unpacked
 * @param wanted which names to unpack; the others cost nothing
 */
export function unzip(
  bytes: Uint8Array,
  maxBytes: number,
  wanted: (name: string) => boolean = () => true,
): Result<ReadonlyMap<string, Uint8Array>, 'broken' | 'too-large'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const files = new Map<string, Uint8Array>()
  let left = maxBytes
  try {
    const end = endOf(view)
    const count = view.getUint16(end + 10, true)
    if (count > MAX_FILES) return err('too-large')
    let at = view.getUint32(end + 16, true)
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== DIRECTORY_MARK) return err('broken')
      const nameLength = view.getUint16(at + 28, true)
      const name = new TextDecoder('utf-8').decode(bytes.subarray(at + 46, at + 46 + nameLength))
      if (!name.endsWith('/') && wanted(name)) {
        const file = fileAt(bytes, view, at, left)
        if (!file.ok) return file
        left -= file.value.length
        files.set(name, file.value)
      }
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
  } catch (cause) {
    // A directory that points outside the zip.
    if (cause instanceof RangeError) return err('broken')
    throw cause
  }
  return ok(files)
}

/** The end record stands last but for a comment of at most 65,535 bytes. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= 0 && at > view.byteLength - END_BYTES - 65_536; at--) {
    if (view.getUint32(at, true) === END_MARK) return at
  }
  throw new RangeError('no end record')
}

function fileAt(
  bytes: Uint8Array,
  view: DataView,
  entry: number,
  maxBytes: number,
): Result<Uint8Array, 'broken' | 'too-large'> {
  const method = view.getUint16(entry + 10, true)
  const sum = view.getUint32(entry + 16, true)
  const packedLength = view.getUint32(entry + 20, true)
  const start = view.getUint32(entry + 42, true)
  if (view.getUint32(start, true) !== FILE_MARK) return err('broken')
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
  const packed = bytes.subarray(from, from + packedLength)
  if (packed.length !== packedLength) return err('broken')
  const file = method === 0 ? ok(packed) : method === 8 ? inflate(packed, maxBytes) : err('broken' as const)
  if (!file.ok) return file
  if (file.value.length > maxBytes) return err('too-large')
  return crc32(file.value) === sum ? file : err('broken')
}

function inflate(packed: Uint8Array, maxBytes: number): Result<Uint8Array, 'broken' | 'too-large'> {
  try {
    return ok(inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) }))
  } catch (cause) {
    const isCap = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    return err(isCap ? 'too-large' : 'broken')
  }
}
