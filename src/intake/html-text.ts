/**
 * HTML to the words a reader would see, and those that were hidden from one: nothing is run, fetched or laid out. One pass,
 * time in proportion to length whatever the markup.
 */
import { decodeHTML, decodeHTMLAttribute } from 'entities'

export type HtmlText = {
  readonly text: string
  /** Elements that would have run or fetched something, each once, in order of first sight. */
  readonly active: readonly string[]
  /** A tag, comment, script or style never ends: what follows it was read as text. */
  readonly breaksOff: boolean
}

const SILENT = new Set(['script', 'style'])
const ACTIVE = new Set(['script', 'iframe', 'object', 'embed', 'applet', 'form', 'frame', 'link', 'base', 'portal'])
const FETCHING = new Set(['img', 'image', 'video', 'audio', 'source', 'track', 'svg', 'input'])
/** Elements that stand on lines of their own, with the blank lines around them. */
const BREAKS: Readonly<Record<string, number>> = {
  p: 2,
  h1: 2,
  h2: 2,
  h3: 2,
  h4: 2,
  h5: 2,
  h6: 2,
  ul: 1,
  ol: 1,
  dl: 1,
  blockquote: 2,
  pre: 2,
  table: 1,
  tr: 1,
  div: 1,
  section: 1,
  article: 1,
  header: 1,
  footer: 1,
  main: 1,
  aside: 1,
  nav: 1,
  address: 1,
  li: 1,
  dt: 1,
  dd: 1,
  br: 1,
  hr: 1,
  title: 1,
  option: 1,
  form: 1,
  fieldset: 1,
  figure: 1,
  figcaption: 1,
  caption: 1,
  center: 1,
  body: 1,
  head: 1,
}
/** Longest stretch of a tag in which attributes are looked for. */
const MAX_TAG = 16_384

export function htmlToText(html: string): HtmlText {
  const page = new Page()
  const active = new Set<string>()
  const links: { href: string | null; from: number }[] = []
  let at = 0
  let [breaksOff, tags] = [false, 0]
  while (at < html.length) {
    MARKUP.lastIndex = at
    const open = MARKUP.exec(html)?.index
    if (open === undefined) break
    page.words(decoded(html.slice(at, open)))
    at = open
    const markup = readMarkup(html, open)
    if (markup.kind === 'endless' || ++tags > MAX_TAGS) {
      breaksOff = true
      break
    }
    at = markup.end
    if (markup.kind === 'comment') continue
    noteActive(markup, active)
    if (SILENT.has(markup.name) && !markup.isClosing) {
      const end = endOfSilent(html, markup)
      if (end === null) {
        breaksOff = true
        break
      }
      at = end
    } else writeTag(page, markup, links)
  }
  // What a tag that never ends would swallow in a browser is kept as it stands.
  page.words(breaksOff ? html.slice(at) : decoded(html.slice(at)))
  return { text: page.text(), active: [...active], breaksOff }
}

const REFERENCE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?/gi

/** Character references one by one: a long text full of them decoded at once takes ten times the memory. */
function decoded(text: string): string {
  return text.replace(REFERENCE, (reference) => COMMON.get(reference) ?? decodeHTML(reference))
}

const COMMON: ReadonlyMap<string, string> = new Map(
  ['&amp;', '&lt;', '&gt;', '&quot;', '&nbsp;', '&#39;', '&#160;'].map((reference) => [
    reference,
    decodeHTML(reference),
  ]),
)

type Tag = {
  readonly kind: 'tag'
  readonly name: string
  readonly isClosing: boolean
  readonly attributes: string
  readonly end: number
}
type Markup = Tag | { readonly kind: 'comment'; readonly end: number } | { readonly kind: 'endless' }

/** A `<` before anything else is a less-than sign. */
const MARKUP = /<[a-z/!?]/gi
const NAME = /<(\/?)([a-z][a-z0-9:-]{0,60})/iy
/** Most tags followed; the rest of such a page is kept as it was written. */
const MAX_TAGS = 500_000

function readMarkup(html: string, open: number): Markup {
  if (html.startsWith('<!--', open)) return until(html.indexOf('-->', open + 4), 3)
  NAME.lastIndex = open
  const named = NAME.exec(html)
  // A declaration, or what a browser reads as a comment too: `<!...>`, `<?...>`, `</1>`.
  if (named === null) return until(html.indexOf('>', open), 1)
  const [whole, slash = '', name = ''] = named
  const from = open + whole.length
  const end = tagEnd(html, from)
  if (end === null) return { kind: 'endless' }
  const attributes = html.slice(from, Math.min(end, from + MAX_TAG))
  return { kind: 'tag', name: name.toLowerCase(), isClosing: slash !== '', attributes, end: end + 1 }
}

function until(index: number, length: number): Markup {
  return index === -1 ? { kind: 'endless' } : { kind: 'comment', end: index + length }
}

/** Position of the `>` that ends a tag, outside quoted attribute values. */
function tagEnd(html: string, from: number): number | null {
  let isValue = false
  for (let i = from; i < html.length; i++) {
    const sign = html[i]
    if (sign === '>') return i
    if (isValue && (sign === '"' || sign === "'")) {
      i = html.indexOf(sign, i + 1)
      if (i === -1) return null
      isValue = false
    } else if (sign === '=') isValue = true
    else if (isValue && !/\s/.test(sign ?? '')) isValue = false
  }
  return null
}

/** Where the content of a script or style ends, its closing tag included. */
function endOfSilent(html: string, tag: Tag): number | null {
  const closing = tag.name === 'script' ? /<\/script[\s/>]/gi : /<\/style[\s/>]/gi
  closing.lastIndex = tag.end
  const found = closing.exec(html)
  if (found === null) return null
  const end = html.indexOf('>', found.index)
  return end === -1 ? null : end + 1
}

function writeTag(page: Page, tag: Tag, links: { href: string | null; from: number }[]): void {
  if (tag.name === 'a') writeLink(page, tag, links)
  if (tag.name === 'pre') page.isPreformatted = !tag.isClosing
  if (tag.name === 'td' || tag.name === 'th') page.cell()
  page.breakLines(BREAKS[tag.name] ?? 0, tag.name === 'br')
  if (tag.isClosing) return
  if (tag.name === 'li') page.words('- ')
  if (tag.name === 'hr') page.words('----------')
  const alternative = FETCHING.has(tag.name) ? attributeOf(tag, 'alt') : null
  if (alternative) page.words(`[image: ${alternative}]`)
  if (tag.name === 'hr') page.breakLines(1, false)
}

/** Most links open inside each other; deeper ones are written without their address. */
const MAX_OPEN_LINKS = 50

function writeLink(page: Page, tag: Tag, links: { href: string | null; from: number }[]): void {
  if (!tag.isClosing) {
    if (links.length < MAX_OPEN_LINKS) links.push({ href: attributeOf(tag, 'href'), from: page.pieces })
    return
  }
  const link = links.pop()
  if (!link?.href || link.href.startsWith('#')) return
  const shown = /^(javascript|vbscript|data):/i.test(link.href) ? `${link.href.slice(0, 40)}...` : link.href
  if (page.since(link.from).trim() !== shown.replace(/^mailto:/i, '')) page.words(` <${shown}>`)
}

function attributeOf(tag: Tag, name: string): string | null {
  const pattern = name === 'href' ? HREF : name === 'alt' ? ALT : SRC
  const found = pattern.exec(tag.attributes)
  if (found === null) return null
  return decodeHTMLAttribute(found[1] ?? found[2] ?? found[3] ?? '')
    .replace(/\s/g, ' ')
    .trim()
}

const HREF = /(?:^|[\s"'/])href\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i
const ALT = /(?:^|[\s"'/])alt\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i
const SRC = /(?:^|[\s"'/])(?:src|srcset|background|poster)\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i
const HANDLER = /(?:^|[\s"'/])on[a-z]{3,30}\s{0,20}=/i

function noteActive(tag: Tag, active: Set<string>): void {
  if (tag.isClosing || active.size > 20) return
  if (ACTIVE.has(tag.name)) active.add(tag.name)
  if (tag.attributes === '') return
  if (HANDLER.test(tag.attributes)) active.add('script')
  const source = attributeOf(tag, 'src')
  if (source !== null && !/^(cid|data):/i.test(source)) active.add(tag.name === 'img' ? 'remote images' : tag.name)
  if (tag.name === 'a' && /^(javascript|vbscript):/i.test(attributeOf(tag, 'href') ?? '')) active.add('script')
}

/** The words set so far. Blanks collapse outside `pre`; line breaks wait until a word follows. */
class Page {
  isPreformatted = false
  private readonly out: string[] = []
  private breaks = 0
  private blank: '' | ' ' | '\t' = ''

  get pieces(): number {
    return this.out.length
  }

  words(text: string): void {
    if (text === '') return
    if (this.isPreformatted) {
      this.put(text)
      return
    }
    const words = text.replace(/\s+/g, ' ')
    if (words.startsWith(' ')) this.blank ||= ' '
    if (words.trim() !== '') this.put(words.trim())
    if (words.endsWith(' ')) this.blank ||= ' '
  }

  breakLines(count: number, adds: boolean): void {
    this.breaks = adds ? Math.min(this.breaks + count, 2) : Math.max(this.breaks, count)
  }

  cell(): void {
    this.blank = '\t'
  }

  since(piece: number): string {
    return this.out.slice(piece, piece + MAX_LINK_PIECES).join('')
  }

  text(): string {
    return this.out.join('')
  }

  private put(text: string): void {
    if (this.breaks > 0) {
      if (this.out.length > 0) this.out.push('\n'.repeat(this.breaks))
    } else if (this.blank !== '' && this.out.length > 0) this.out.push(this.blank)
    this.breaks = 0
    this.blank = ''
    this.out.push(text)
  }
}

const MAX_LINK_PIECES = 200
