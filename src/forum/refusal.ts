/** Why a record is not written, not taken, or not sent. */
export type RefusalKind =
  | 'record.too-large'
  | 'record.not-jws'
  | 'record.not-canonical'
  | 'record.future-version'
  | 'record.malformed'
  | 'record.missing-label'
  | 'record.missing-basis'
  | 'record.unknown-type'
  | 'record.bad-signature'
  | 'record.future-date'
  | 'key.refused'
  | 'author.unknown'
  | 'author.not-member'
  | 'author.not-in-group'
  | 'author.not-originator'
  | 'author.not-entitled'
  | 'group.unknown'
  | 'group.not-owner'
  | 'reference.unknown'
  | 'reference.unfit'
  | 'label.unfit'
  | 'release.missing'
  | 'audience.nobody'
  | 'audience.not-us'
  | 'chain.fork'
  | 'chain.gap'
  | 'cursor.unknown'
  | 'genesis.unfit'

/** `sentence` says what is wrong, where, and what to do; the words of the other side stand in backticks. */
export type Refusal = { readonly kind: RefusalKind; readonly sentence: string }

export function refusal(kind: RefusalKind, sentence: string): Refusal {
  return { kind, sentence }
}

/** Words of the other side, shortened and on one line, to be quoted in a sentence. */
export function quoted(words: string): string {
  const line = words.replace(/[\p{Cc}\p{Cf}\p{Cs}`]/gu, ' ').slice(0, 80)
  return `\`${line}\``
}
