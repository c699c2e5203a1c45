/** What a person types in, as a message: it comes in by the same door as everything else. */
import { z } from 'zod'
import type { InputFault } from '../../assessment/index.ts'
import { err, ok, type Result } from '../../base/index.ts'
import { CHANNELS, type Channel, type SourceProtection } from '../../intake/index.ts'

export type Note = {
  readonly text: string
  readonly subject: string | null
  /** Who said it, as far as it is known. */
  readonly from: string | null
  readonly channel: Channel
  readonly sourceProtection: SourceProtection
}

const line = z
  .string()
  .trim()
  .max(500, { error: 'is longer than 500 characters' })
  .refine((text) => text.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'holds a line break or another control character' })

const noteSchema = z.strictObject({
  text: z
    .string()
    .max(200_000, { error: 'is longer than 200000 characters; attach it to a message' })
    .refine((text) => text.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
    .refine((text) => text.trim() !== '', { error: 'is empty; write what was said or seen' }),
  subject: line.nullish(),
  from: line.nullish(),
  channel: z.enum(CHANNELS, { error: `is no channel; write one of ${CHANNELS.join(', ')}` }).default('manual'),
  sourceProtection: z.enum(['open', 'restricted', 'sealed']).default('restricted'),
})

/** Each fault names its field. */
export function readNote(input: unknown): Result<Note, readonly InputFault[]> {
  const read = noteSchema.safeParse(input)
  if (!read.success) {
    return err(
      read.error.issues.map(({ path, message, code }) => ({
        field: path.map(String).join('.') || '(whole document)',
        sentence: code === 'invalid_type' ? 'is missing, or is not text' : message,
      })),
    )
  }
  const { text, subject, from, channel, sourceProtection } = read.data
  return ok({ text, subject: subject || null, from: from || null, channel, sourceProtection })
}

/** RFC 5322, without a date of its own: the same words are the same bytes, and come in once. */
export function mailOfNote({ text, subject, from }: Note): Uint8Array {
  const lines = [
    ...(from === null ? [] : [`From: ${encodedPhrase(from)} <>`]),
    ...(subject === null ? [] : [`Subject: ${encodedPhrase(subject)}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** RFC 2047, in words that are not too long and cut no character in two. */
function encodedPhrase(phrase: string): string {
  const words: string[] = []
  let word = ''
  for (const character of phrase) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((one) => `=?utf-8?B?${Buffer.from(one, 'utf8').toString('base64')}?=`).join('\r\n ')
}
