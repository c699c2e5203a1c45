/** Foreign text made harmless: names on lists and in mail are written by others. */

/**
 * Marks no reader sees or no format may hold: controls (line feeds and tabs too), noncharacters, and the characters that
 * turn text round. Joiners and plain direction marks stay: Persian and Hebrew need them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const HIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/g

/** One line, hidden marks as U+FFFD, lone surrogates too. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(HIDDEN, '\uFFFD')
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}

/** Text for element content and quoted attributes of HTML and XML alike. */
export function escapeXml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for a line of Markdown: no mark of it formats, links, begins a block or opens HTML. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>&|~#@]/g, (mark) => `\\${mark}`)
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (mark) => `${mark.slice(0, 3)}\\.`)
    .replace(/^[-+=]/, (mark) => `\\${mark}`)
    .replace(/^(\d+)([.)])/, '$1\\$2')
}

/** An address that may be linked: only http and https. `null`: to be shown as text. */
export function linkTarget(address: string | null): string | null {
  return address !== null && /^https?:\/\/[^\s]+$/i.test(address) ? address : null
}
