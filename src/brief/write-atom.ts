/**
 * Editions of one reader as an Atom feed (RFC 4287). Of a firm's editions it holds counts and codes, as e-mail does: feed
 * readers run on machines of others.
 */
import { discreetOf } from './discreet.ts'
import { type Edition, editionUuid, seriesUuid, sourceSentence } from './edition.ts'
import { escapeXml, linkTarget } from './escape.ts'
import { SECTION_WORDS, spokenDay } from './notice-words.ts'
import { discreetHtml } from './write-email.ts'

export type FeedPlace = {
  /** Address of the feed itself; `null`: not told. */
  readonly feed: string | null
  /** Address of one edition by its id; `null`: not told. */
  readonly editionAt: ((id: string) => string) | null
}

const NOWHERE: FeedPlace = { feed: null, editionAt: null }

/**
 * Newest edition first, whatever the order given.
 * @throws RangeError when there is no edition, or editions are of different readers: one reader's brief is not another's.
 */
export function writeAtom(editions: readonly Edition[], place: FeedPlace = NOWHERE): string {
  const sorted = [...editions].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
  const [newest] = sorted
  if (newest === undefined) throw new RangeError('a feed needs an edition')
  const series = seriesUuid(newest.reader)
  if (sorted.some((edition) => seriesUuid(edition.reader) !== series))
    throw new RangeError('a feed holds the editions of one reader')
  const feed = linkTarget(place.feed)
  const updated = sorted.reduce((latest, { madeAt }) => (madeAt > latest ? madeAt : latest), newest.madeAt)
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `<id>urn:uuid:${series}</id>`,
    `<title>${newest.reader.kind === 'public' ? 'Export-control brief, public preview' : 'Export-control brief'}</title>`,
    `<updated>${escapeXml(updated)}</updated>`,
    '<author><name>Unblind</name></author>',
    ...(feed === null ? [] : [`<link rel="self" type="application/atom+xml" href="${escapeXml(feed)}"/>`]),
    ...sorted.flatMap((edition) => entryOf(edition, place)),
    '</feed>',
  ].join('\n')}\n`
}

function entryOf(edition: Edition, place: FeedPlace): readonly string[] {
  const address = linkTarget(place.editionAt === null ? null : place.editionAt(edition.id))
  const content = edition.reader.kind === 'public' ? publicHtml(edition) : discreetHtml(discreetOf(edition), address)
  return [
    '<entry>',
    `<id>urn:uuid:${editionUuid(edition)}</id>`,
    `<title>Brief of ${spokenDay(edition.on)}: ${escapeXml(edition.headline)}</title>`,
    `<updated>${escapeXml(edition.madeAt)}</updated>`,
    ...(address === null ? [] : [`<link rel="alternate" type="text/html" href="${escapeXml(address)}"/>`]),
    `<content type="html">${escapeMarkup(content)}</content>`,
    '</entry>',
  ]
}

function publicHtml({ sections, sources }: Edition): string {
  return [
    ...sections.flatMap(({ id, total, notices }) => [
      `<h2>${SECTION_WORDS[id]}</h2>`,
      '<ul>',
      ...notices.map(({ what, source }) => `<li>${escapeXml(what)} (${escapeXml(source.citation)})</li>`),
      ...(total > notices.length ? [`<li>and ${total - notices.length} more</li>`] : []),
      '</ul>',
    ]),
    '<h2>Sources</h2>',
    '<ul>',
    ...sources.map((source) => `<li>${escapeXml(source.name)}: ${escapeXml(sourceSentence(source))}</li>`),
    '</ul>',
  ].join('\n')
}

/** HTML as text inside an element: its lines stay, for `escapeXml` of foreign text has been done already. */
function escapeMarkup(html: string): string {
  return html.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
