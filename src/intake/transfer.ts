/** What a transfer encoding decodes to, and in how many places it was not what it claims. */
export type Decoded = { readonly bytes: Uint8Array; readonly places: number }

const NOT_BASE64 = 255
const IGNORED = 254
const PADDING = 253
const BASE64 = base64Table()

/**
 * Base64 as mail writes it: line ends anywhere, padding inside (parts joined together). Signs that do not belong are
 * skipped and counted; a lone last sign, which stands for no byte, is counted too.
 */
export function decodeBase64(raw: Uint8Array): Decoded {
  const out = new Uint8Array(Math.ceil((raw.length * 3) / 4))
  let [length, bits, held, places] = [0, 0, 0, 0]
  let pads = 0
  for (const byte of raw) {
    const value = BASE64[byte] ?? NOT_BASE64
    if (value < 64) {
      // Text after padding: a new run of base64 begins.
      if (pads > 0) [bits, held, pads] = [0, 0, 0]
      bits = ((bits << 6) | value) & 0xffffff
      held += 6
      if (held >= 8) {
        held -= 8
        out[length++] = (bits >> held) & 0xff
      }
    } else if (value === PADDING) {
      if (pads === 0 && held !== 2 && held !== 4) places++
      pads++
    } else if (value === NOT_BASE64) places++
  }
  if (held === 6) places++
  return { bytes: out.subarray(0, length), places }
}

function base64Table(): Uint8Array {
  const table = new Uint8Array(256).fill(NOT_BASE64)
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let i = 0; i < signs.length; i++) table[signs.charCodeAt(i)] = i
  for (const blank of [0x09, 0x0a, 0x0d, 0x20]) table[blank] = IGNORED
  table[0x3d] = PADDING
  return table
}

const [LF, CR, SPACE, TAB, EQUALS] = [0x0a, 0x0d, 0x20, 0x09, 0x3d]

/** Quoted-printable. An equals sign that begins nothing stays as it is and is counted: every byte is kept. */
export function decodeQuotedPrintable(raw: Uint8Array): Decoded {
  const out = new Uint8Array(raw.length)
  let [length, places] = [0, 0]
  for (let i = 0; i < raw.length; i++) {
    const byte = raw[i] ?? 0
    if (byte !== EQUALS) {
      out[length++] = byte
      continue
    }
    const value = hexPair(raw[i + 1], raw[i + 2])
    if (value !== null) {
      out[length++] = value
      i += 2
      continue
    }
    const end = softBreakEnd(raw, i + 1)
    if (end === null) {
      places++
      out[length++] = byte
    } else i = end
  }
  return { bytes: out.subarray(0, length), places }
}

/** Longest run of blanks between a soft line break and its line end that is still read as one. */
const MAX_TRAILING_BLANKS = 100

/** Position of the last byte of a soft line break whose equals sign stands before `from`, or `null` when it is none. */
function softBreakEnd(raw: Uint8Array, from: number): number | null {
  let i = from
  while (i - from < MAX_TRAILING_BLANKS && (raw[i] === SPACE || raw[i] === TAB)) i++
  if (raw[i] === CR && raw[i + 1] === LF) return i + 1
  if (raw[i] === LF || raw[i] === CR) return i
  return i === raw.length ? i - 1 : null
}

function hexPair(high: number | undefined, low: number | undefined): number | null {
  const [a, b] = [hexDigit(high), hexDigit(low)]
  return a === null || b === null ? null : a * 16 + b
}

function hexDigit(byte: number | undefined): number | null {
  if (byte === undefined) return null
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : null
}
