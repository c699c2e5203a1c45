import { type Document, isPair, isScalar, visit } from 'yaml'

/** Fields of a transaction that are text even where YAML sees a number: `5E001` is an entry, not 50; `8525.80` is not 8525.8. */
const TEXT_FIELDS: ReadonlySet<unknown> = new Set([
  'eccn',
  'paragraph',
  'part',
  'hts',
  'valueUsd',
  'quantity',
  'reference',
  'ref',
  'name',
  'identifiers',
  'birthDates',
  'entryKey',
])

/** Puts back, in those fields, what the person wrote. Changes the document in place. */
export function keepAsWritten(document: Document): void {
  visit(document, {
    Scalar(_, node, path) {
      if (typeof node.value !== 'number' || node.source === undefined) return
      const pair = path.findLast(isPair)
      if (pair !== undefined && isScalar(pair.key) && TEXT_FIELDS.has(pair.key.value)) node.value = node.source
    },
  })
}
