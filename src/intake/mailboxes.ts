import { readHeaderText } from './header-values.ts'
import type { Mailbox } from './mail.ts'
import { shownName } from './shown.ts'

/** Most mailboxes read from one header line. */
const MAX_MAILBOXES = 500
const MAX_LENGTH = 1_000

/**
 * The mailboxes of an address header. Reads quoted names, comments, groups and angle brackets; what is no address at all is
 * kept as it was written. Structure is read before encoded words are: a name that decodes to an address is still a name.
 */
export function readMailboxes(value: string, charset: string | null): readonly Mailbox[] {
  return entriesOf(value)
    .slice(0, MAX_MAILBOXES)
    .map((entry) => mailboxOf(entry, charset))
    .filter(({ name, address }) => name !== null || address !== '')
}

type Entry = { words: string; angle: string | null; comment: string }

function entriesOf(value: string): readonly Entry[] {
  const entries: Entry[] = [blank()]
  let place: 'words' | 'quoted' | 'angle' | 'comment' = 'words'
  let depth = 0
  for (let i = 0; i < value.length; i++) {
    const sign = value.charAt(i)
    const entry = entries.at(-1) ?? blank()
    const isEscape = sign === '\\' && (place === 'quoted' || place === 'comment') && i + 1 < value.length
    const text = isEscape ? value.charAt(++i) : sign
    if (place === 'quoted') {
      if (!isEscape && sign === '"') place = 'words'
      else entry.words += text
    } else if (place === 'comment') {
      if (!isEscape && sign === '(') depth++
      if (!isEscape && sign === ')' && --depth === 0) place = 'words'
      else entry.comment += text
    } else if (place === 'angle') {
      if (sign === '>') place = 'words'
      else entry.angle = (entry.angle ?? '') + sign
    } else if (sign === '"') place = 'quoted'
    else if (sign === '(') [place, depth] = ['comment', 1]
    else if (sign === '<') [place, entry.angle] = ['angle', entry.angle ?? '']
    else if (sign === ',' || sign === ';') entries.push(blank())
    else if (sign === ':' && entry.angle === null && !entry.words.includes('@')) entry.words = ''
    else entry.words += sign
    if (entries.length > MAX_MAILBOXES) break
  }
  return entries
}

function blank(): Entry {
  return { words: '', angle: null, comment: '' }
}

function mailboxOf({ words, angle, comment }: Entry, charset: string | null): Mailbox {
  const plain = words.trim()
  const isBare = angle === null
  const name = isBare && plain.includes('@') ? comment : isBare && comment !== '' ? `${plain} ${comment}` : plain
  const address = isBare ? (plain.includes('@') ? plain.replaceAll(/\s/g, '') : '') : angle.trim()
  const shown = shownName(readHeaderText(name.trim(), charset).text).trim().slice(0, MAX_LENGTH)
  return {
    name: shown === '' ? null : shown,
    address: shownName(readHeaderText(address, charset).text).slice(0, MAX_LENGTH),
  }
}
