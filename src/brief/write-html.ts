/** The edition as one page: no script, no request to anywhere, readable in print and without style. */
import {
  dataDay,
  type Edition,
  type EditionLine,
  type Notice,
  replacedSentence,
  shownValue,
  sourceSentence,
} from './edition.ts'
import { escapeXml, linkTarget } from './escape.ts'
import { KIND_WORDS, noticeClauses, SECTION_WORDS, STATUS_WORDS, spokenDay } from './notice-words.ts'
import { counted, spokenTime } from './words.ts'

/** Most reasons and differences shown of one line; the cases are always all shown. */
const MAX_SHOWN = 20

export function writeHtml(edition: Edition): string {
  const title = `Brief of ${spokenDay(edition.on)}`
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>${title}: ${escapeXml(edition.headline)}</title>`,
    `<style>${EDITION_STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#for-you">Skip to what was found</a>',
    '<header>',
    `<p class="id">${edition.id}, made ${shownInstant(edition.madeAt)}, for ${readerOf(edition)}</p>`,
    `<h1>${title}</h1>`,
    `<p class="headline">${escapeXml(edition.headline)}</p>`,
    `<p>${escapeXml(edition.proof)}</p>`,
    ...(edition.replaces === null ? [] : [`<p>${escapeXml(replacedSentence(edition.replaces))}</p>`]),
    '</header>',
    '<main id="for-you">',
    ...(edition.reader.kind === 'firm' ? forYou(edition) : []),
    ...edition.sections.flatMap(({ id, total, notices }) => [
      `<section aria-labelledby="${id}">`,
      `<h2 id="${id}">${SECTION_WORDS[id]}</h2>`,
      '<ul>',
      ...notices.map(noticeItem),
      '</ul>',
      ...(total > notices.length ? [`<p>And ${counted(total - notices.length, 'more', 'more')}.</p>`] : []),
      '</section>',
    ]),
    ...sources(edition),
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`
}

function readerOf({ reader }: Edition): string {
  return reader.kind === 'firm' ? foreign(reader.name) : 'everybody'
}

function forYou({ lines }: Edition): readonly string[] {
  if (lines.length === 0) return []
  return ['<section aria-labelledby="you">', '<h2 id="you">For you today</h2>', ...lines.flatMap(lineOf), '</section>']
}

function lineOf(line: EditionLine): readonly string[] {
  const reasons = line.why.slice(0, MAX_SHOWN)
  return [
    `<article id="${escapeXml(line.id)}" aria-labelledby="${escapeXml(line.id)}-what">`,
    `<h3 id="${escapeXml(line.id)}-what">${foreign(line.what)}</h3>`,
    `<p class="kind">${escapeXml(line.id)} · ${KIND_WORDS[line.kind]} · ${STATUS_WORDS[line.status]}</p>`,
    '<dl>',
    '<dt>Why you</dt>',
    ...reasons.map((reason) => `<dd>${foreign(reason)}</dd>`),
    ...(line.why.length > MAX_SHOWN ? [`<dd>and ${line.why.length - MAX_SHOWN} more reasons</dd>`] : []),
    '<dt>What to do</dt>',
    `<dd>${escapeXml(line.todo)}</dd>`,
    '<dt>By</dt>',
    `<dd>${line.by === null ? 'no day is set' : day(line.by)}</dd>`,
    ...(line.rights.length === 0 ? [] : ['<dt>Rights</dt>', `<dd>${foreign(line.rights.join(', '))}</dd>`]),
    '<dt>Source</dt>',
    `<dd>${sourceOf(line)}</dd>`,
    '</dl>',
    ...differences(line),
    ...cases(line),
    '</article>',
  ]
}

function differences({ differences: all }: EditionLine): readonly string[] {
  if (all.length === 0) return []
  return [
    '<table>',
    '<caption>Before and after</caption>',
    '<thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>',
    '<tbody>',
    ...all
      .slice(0, MAX_SHOWN)
      .map(
        ({ field, before, after }) =>
          `<tr><th scope="row">${escapeXml(field)}</th><td><del>${foreign(shownValue(before))}</del></td><td><ins>${foreign(shownValue(after))}</ins></td></tr>`,
      ),
    '</tbody>',
    '</table>',
  ]
}

function cases({ cases: touched }: EditionLine): readonly string[] {
  if (touched.length === 0) return []
  return [
    '<table>',
    '<caption>Cases touched</caption>',
    '<thead><tr><th scope="col">Case</th><th scope="col">Export on</th><th scope="col">State</th><th scope="col">Answer</th></tr></thead>',
    '<tbody>',
    ...touched.map((one) => {
      const answer = one.outcome === null ? 'not run again' : `${one.outcome.before}, now ${one.outcome.after}`
      return `<tr><th scope="row">${foreign(one.reference)}</th><td>${day(one.exportOn)}</td><td>${stateOf(one)}</td><td>${escapeXml(answer)}</td></tr>`
    }),
    '</tbody>',
    '</table>',
  ]
}

/** The words for how a case stands after a change. */
export function stateOf(one: EditionLine['cases'][number]): string {
  const words = [
    one.isOpen ? 'open' : 'closed',
    ...(one.isStale ? ['stale'] : []),
    ...(one.hold === null ? [] : ['to hold']),
  ]
  return words.join(', ')
}

function noticeItem(notice: Notice): string {
  const about = noticeClauses(notice).map(escapeXml).join(', ')
  return `<li id="${escapeXml(notice.change)}">${foreign(notice.what)} <span class="kind">${about}; ${sourceOf(notice)}</span></li>`
}

function sources({ sources: all }: Edition): readonly string[] {
  return [
    '<section aria-labelledby="sources">',
    '<h2 id="sources">Sources, and whether your copies are up to date</h2>',
    '<table>',
    '<caption>Every source asked, those without news too</caption>',
    '<thead><tr><th scope="col">Source</th><th scope="col">Found</th><th scope="col">Data in use</th></tr></thead>',
    '<tbody>',
    ...all.map(
      (source) =>
        `<tr><th scope="row">${escapeXml(source.name)}</th><td>${escapeXml(sourceSentence(source))}</td><td class="day">${escapeXml(dataDay(source))}</td></tr>`,
    ),
    '</tbody>',
    '</table>',
    '</section>',
  ]
}

function sourceOf({ source }: Pick<Notice, 'source'>): string {
  const target = linkTarget(source.address)
  const name = `${escapeXml(source.name)}, ${escapeXml(source.citation)}`
  return target === null ? name : `<a href="${escapeXml(target)}" rel="noreferrer">${name}</a>`
}

/** Text written by others, kept from turning what stands beside it. */
function foreign(text: string): string {
  return `<bdi>${escapeXml(text)}</bdi>`
}

function day(on: Notice['publishedOn'] & string): string {
  return `<time datetime="${on}">${spokenDay(on)}</time>`
}

function shownInstant(instant: string): string {
  return `<time datetime="${escapeXml(instant)}">${escapeXml(spokenTime(instant))}</time>`
}

/** The one style of the page, as it stands in it: whoever serves it allows this and no other. */
export const EDITION_STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1a1a1a; --line: #8888; --faint: #555; --action: #0b5394; }
@media (prefers-color-scheme: dark) { :root { --page: #161616; --ink: #ececec; --faint: #b5b5b5; --action: #8ab8ee; } }
body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; max-width: 75ch; margin: 24px auto; padding: 0 16px; overflow-wrap: break-word; } bdi, a { overflow-wrap: anywhere; } time, .day { white-space: nowrap; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 19px; margin: 32px 0 8px; border-bottom: 1px solid var(--line); } h3 { font-size: 16px; margin: 20px 0 0; }
.headline { font-size: 19px; margin: 4px 0 8px; } .id, .kind { color: var(--faint); margin: 0; font-size: 14px; }
a { color: var(--action); } dl { margin: 8px 0; } dt { font-weight: 600; } dd { margin: 0 0 4px 16px; } li { margin-bottom: 6px; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; font-variant-numeric: tabular-nums; } caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); } th[scope=row] { font-weight: 400; }
.skip { position: absolute; left: -999px; } .skip:focus { position: static; }
@media print { body { background: none; color: #000; max-width: none; margin: 0; } a { color: inherit; } article, tr { break-inside: avoid; } }
`
