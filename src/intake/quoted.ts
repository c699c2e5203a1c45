/**
 * Where forwarded passages say they come from. Mail programs write the header lines of what they forward into the text, in
 * the reader's language, with or without a line of dashes above: the header lines themselves are what is looked for.
 */
import { readInstant } from './header-values.ts'
import type { QuotedOrigin } from './mail.ts'
import { shownName } from './shown.ts'

type Label = 'from' | 'sent' | 'subject' | 'other'

/** What mail programs write before the colon, folded to lower case. */
const LABELS: ReadonlyMap<string, Label> = new Map(
  Object.entries({
    from: 'from von de da van od från fra desde expéditeur mittente от від kimden gönderen من מאת 发件人 寄件者 寄件人 差出人 보낸사람',
    sent: 'date sent datum gesendet envoyé fecha enviado data inviato дата отправлено надіслано tarih gönderildi التاريخ تاريخ verzonden skickat sendt תאריך נשלח 日期 发送时间 寄件日期 日付 日時 送信日時 날짜 보낸날짜',
    subject:
      'subject betreff objet asunto oggetto assunto тема konu الموضوع נושא 主题 主旨 件名 제목 onderwerp ämne emne temat',
    other: 'to cc an à para a aan till til do копия кому kime إلى אל 收件人 抄送 宛先 받는사람 reply-to',
  }).flatMap(([label, words]) => words.split(' ').map((word) => [word, label as Label] as const)),
)

/** Longest line that is still a header line of a quoted mail. */
const MAX_LINE = 1_000
/** Most header lines of one quoted mail, and most blank lines between them. */
const MAX_LINES = 12
/** Most origins read from one text. */
const MAX_ORIGINS = 100

const LABEL_OF_AUTHOR = [...LABELS].filter(([, label]) => label === 'from').map(([word]) => word)
/** A line that could say who wrote what follows; Korean writes a blank inside the word. */
const FIRST_LINE = new RegExp(
  `(?:^|\\n)[>|* \\t]{0,40}(?:${LABEL_OF_AUTHOR.join('|').replace('보낸사람', '보낸 ?사람')})[ \\t*]{0,5}[:：]`,
  'gi',
)

/** Every block of header lines in the text that begins with who wrote it and gives a time or a subject as well. */
export function quotedOrigins(text: string, part: string): readonly QuotedOrigin[] {
  const origins: QuotedOrigin[] = []
  let end = 0
  for (const found of text.matchAll(FIRST_LINE)) {
    if (origins.length >= MAX_ORIGINS) break
    const at = found[0].startsWith('\n') ? found.index + 1 : found.index
    const block = at < end ? null : readBlock(text, at)
    if (block === null) continue
    origins.push({ part, ...block.origin })
    end = block.end
  }
  return origins
}

type Line = {
  readonly field: { readonly label: Label; readonly value: string } | null
  readonly isBlank: boolean
  readonly end: number
}

function lineAt(text: string, at: number): Line {
  const lf = text.indexOf('\n', at)
  const end = lf === -1 ? text.length : lf + 1
  if (end - at > MAX_LINE) return { field: null, isBlank: false, end }
  const line = text
    .slice(at, end)
    .replace(/^[>|\s*]{1,40}/, '')
    .trim()
  return { field: fieldOf(line), isBlank: line === '', end }
}

const FIELD = /^([^:：]{1,30}?)\*{0,2}\s{0,5}[:：]\*{0,2}\s{0,20}(\S.*)$/

function fieldOf(line: string): Line['field'] {
  const [, words = '', value = ''] = FIELD.exec(line) ?? []
  const label = LABELS.get(words.toLowerCase().replace(/\s/g, ''))
  return label === undefined ? null : { label, value: value.trim() }
}

function readBlock(
  text: string,
  from: number,
): { readonly origin: Omit<QuotedOrigin, 'part'>; readonly end: number } | null {
  const found = new Map<Label, string>()
  let [at, blanks] = [from, 0]
  for (let lines = 0; at < text.length && lines < MAX_LINES; lines++) {
    const { field, isBlank, end } = lineAt(text, at)
    if (field === null && !(isBlank && ++blanks <= 1)) break
    if (field !== null && field.label !== 'other' && found.has(field.label)) break
    if (field !== null) found.set(field.label, field.value)
    at = end
  }
  const [sentText, subject] = [found.get('sent') ?? null, found.get('subject') ?? null]
  if (sentText === null && subject === null) return null
  return {
    origin: {
      from: shownName(found.get('from') ?? ''),
      sentText: sentText === null ? null : shownName(sentText),
      sentAt: sentText === null ? null : readInstant(sentText),
      subject: subject === null ? null : shownName(subject),
    },
    end: at,
  }
}
