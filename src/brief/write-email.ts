/** The edition as an e-mail, in counts and codes: no name of a party, item, case or listed entry travels in clear. */
import { type DiscreetEdition, discreetOf } from './discreet.ts'
import type { Edition } from './edition.ts'
import { escapeXml, linkTarget, oneLine } from './escape.ts'
import { spokenDay } from './notice-words.ts'

export type Email = { readonly subject: string; readonly text: string; readonly html: string }

/** @param address where the reader opens the whole brief after signing in; `null`: not told */
export function writeEmail(edition: Edition, address: string | null = null): Email {
  const discreet = discreetOf(edition)
  return {
    subject: oneLine(`Brief of ${spokenDay(discreet.on)}: ${discreet.headline}`),
    text: plainText(discreet, linkTarget(address)),
    html: `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Brief of ${spokenDay(discreet.on)}</title></head>\n<body>\n${discreetHtml(discreet, linkTarget(address))}\n</body>\n</html>\n`,
  }
}

function plainText(edition: DiscreetEdition, address: string | null): string {
  return [
    `Brief of ${spokenDay(edition.on)} (${edition.id})`,
    '',
    edition.headline,
    edition.proof,
    '',
    ...edition.lines.flatMap(({ id, what, todo, by }) => [
      `${id}  ${what}`,
      `  What to do: ${todo}`,
      `  By: ${by === null ? 'no day is set' : spokenDay(by)}`,
      '',
    ]),
    'Sources',
    ...edition.sources.map(({ name, standing }) => `  ${name}: ${standing}`),
    '',
    address === null ? WHERE : `${WHERE} ${address}`,
    '',
  ]
    .map(keepIndent)
    .join('\n')
}

const WHERE = 'Names and details are in the brief itself, after signing in.'

/** One line, with the two spaces that open it. */
function keepIndent(line: string): string {
  return line.startsWith('  ') ? `  ${oneLine(line)}` : oneLine(line)
}

/** Also what a feed carries of a firm's edition. */
export function discreetHtml(edition: DiscreetEdition, address: string | null): string {
  return [
    `<h1>${escapeXml(edition.headline)}</h1>`,
    `<p>${escapeXml(edition.proof)}</p>`,
    ...(edition.lines.length === 0 ? [] : ['<ol>']),
    ...edition.lines.map(
      ({ id, what, todo, by }) =>
        `<li>${escapeXml(what)} (${escapeXml(id)}).<br>What to do: ${escapeXml(todo)}.<br>By: ${by === null ? 'no day is set' : spokenDay(by)}.</li>`,
    ),
    ...(edition.lines.length === 0 ? [] : ['</ol>']),
    '<h2>Sources</h2>',
    '<ul>',
    ...edition.sources.map(({ name, standing }) => `<li>${escapeXml(name)}: ${escapeXml(standing)}</li>`),
    '</ul>',
    address === null ? `<p>${WHERE}</p>` : `<p><a href="${escapeXml(address)}">${WHERE}</a></p>`,
  ].join('\n')
}
