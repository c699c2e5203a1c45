/**
 * Marks a reader does not see and that change what is seen: C0 and C1 controls, line separators, and the characters that
 * turn text round (U+202A to U+202E, U+2066 to U+2069). Joiners and plain direction marks stay: Persian and Hebrew need them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const HIDDEN = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g

/** A name on one line with its hidden marks written out: `report\u{202E}fdp.exe`. */
export function shownName(name: string): string {
  return name.toWellFormed().replace(HIDDEN, (mark) => `\\u{${mark.charCodeAt(0).toString(16).toUpperCase()}}`)
}

/**
 * Running text with line feeds for line ends and every other control character as a visible picture of equal length,
 * so that it can be stored, sealed and shown; tabs stay.
 */
export function shownText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, (mark) => (mark < ' ' ? String.fromCharCode(0x2400 + mark.charCodeAt(0)) : '\u2421'))
    .toWellFormed()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g
