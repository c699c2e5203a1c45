/** The edition as CommonMark with front matter. */
import {
  dataDay,
  type Edition,
  type EditionLine,
  type Notice,
  replacedSentence,
  shownValue,
  sourceSentence,
} from './edition.ts'
import { escapeMarkdown, linkTarget } from './escape.ts'
import { KIND_WORDS, noticeClauses, SECTION_WORDS, STATUS_WORDS, spokenDay } from './notice-words.ts'
import { counted } from './words.ts'
import { stateOf } from './write-html.ts'

export function writeMarkdown(edition: Edition): string {
  return `${[
    '---',
    `id: ${edition.id}`,
    `on: ${edition.on}`,
    `madeAt: ${JSON.stringify(edition.madeAt)}`,
    `reader: ${JSON.stringify(edition.reader.kind === 'firm' ? edition.reader.id : 'public')}`,
    `verdict: ${edition.verdict}`,
    '---',
    '',
    `# Brief of ${spokenDay(edition.on)}`,
    '',
    `**${escapeMarkdown(edition.headline)}**`,
    '',
    escapeMarkdown(edition.proof),
    '',
    ...(edition.replaces === null ? [] : [escapeMarkdown(replacedSentence(edition.replaces)), '']),
    ...(edition.lines.length === 0 ? [] : ['## For you today', '', ...edition.lines.flatMap(lineOf)]),
    ...edition.sections.flatMap(({ id, total, notices }) => [
      `## ${SECTION_WORDS[id]}`,
      '',
      ...notices.map(noticeItem),
      ...(total > notices.length ? [`- and ${counted(total - notices.length, 'more', 'more')}`] : []),
      '',
    ]),
    '## Sources, and whether your copies are up to date',
    '',
    ...edition.sources.map(
      (source) =>
        `- ${escapeMarkdown(source.name)}: ${escapeMarkdown(sourceSentence(source))} (data ${dataDay(source)})`,
    ),
  ].join('\n')}\n`
}

function lineOf(line: EditionLine): readonly string[] {
  return [
    `### ${line.id}: ${escapeMarkdown(line.what)}`,
    '',
    `- Kind: ${KIND_WORDS[line.kind]}, ${STATUS_WORDS[line.status]}`,
    ...line.why.map((reason) => `- Why you: ${escapeMarkdown(reason)}`),
    `- What to do: ${escapeMarkdown(line.todo)}`,
    `- By: ${line.by === null ? 'no day is set' : spokenDay(line.by)}`,
    ...(line.rights.length === 0 ? [] : [`- Rights: ${escapeMarkdown(line.rights.join(', '))}`]),
    `- Source: ${sourceOf(line)}`,
    ...line.differences.map(
      ({ field, before, after }) =>
        `- ${escapeMarkdown(field)}: ${escapeMarkdown(shownValue(before))} → ${escapeMarkdown(shownValue(after))}`,
    ),
    ...line.cases.map((one) => {
      const answer = one.outcome === null ? '' : `; ${one.outcome.before}, now ${one.outcome.after}`
      return `- Case ${escapeMarkdown(one.reference)}, export on ${spokenDay(one.exportOn)}: ${stateOf(one)}${escapeMarkdown(answer)}`
    }),
    '',
  ]
}

function noticeItem(notice: Notice): string {
  const about = noticeClauses(notice).map(escapeMarkdown).join(', ')
  return `- ${escapeMarkdown(notice.what)} (${about}; ${sourceOf(notice)})`
}

function sourceOf({ source }: Pick<Notice, 'source'>): string {
  const target = linkTarget(source.address)
  const name = escapeMarkdown(`${source.name}, ${source.citation}`)
  // Angle brackets hold any address but one with an angle bracket in it.
  return target === null ? name : `[${name}](<${target.replace(/[<>\\]/g, encodeURIComponent)}>)`
}
