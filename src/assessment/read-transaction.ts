import type { z } from 'zod'
import { err, ok, type Result } from '../base/index.ts'
import type { LawTables } from '../law/index.ts'
import { type Owner, type Transaction, transactionSchema } from './transaction.ts'

/** One fault of the input: where it is, and what to do. */
export type InputFault = { readonly field: string; readonly sentence: string }

export type InputProblem = { readonly kind: 'input.invalid'; readonly faults: readonly InputFault[] }

/** Deepest chain of owners read. */
const MAX_OWNER_DEPTH = 20
const MAX_NESTING = 60

/**
 * A transaction from parsed YAML or JSON, checked field by field, and its entries checked against the control list.
 * Every fault is reported, not only the first. Nothing is guessed: an unknown field is a fault.
 */
export function readTransaction(input: unknown, tables: LawTables): Result<Transaction, InputProblem> {
  if (depthOf(input) > MAX_NESTING) {
    return invalid([{ field: '(whole file)', sentence: `is nested deeper than ${MAX_NESTING} levels; flatten it` }])
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return invalid([
      {
        field: '(whole file)',
        sentence: 'is not a transaction; give a mapping with kind, exportOn, exporter, parties, items, destination',
      },
    ])
  }
  const parsed = transactionSchema.safeParse(splitEntries(input))
  if (!parsed.success) return invalid(parsed.error.issues.flatMap((issue) => faultsOf(issue, input)))
  const faults = [...ownershipFaults(parsed.data), ...entryFaults(parsed.data, tables), ...handleFaults(parsed.data)]
  return faults.length > 0 ? invalid(faults) : ok(parsed.data)
}

/** One sentence for a person: field, what is wrong, what to do. */
export function sentenceOfFault(fault: InputFault): string {
  return `\`${fault.field}\` ${fault.sentence}`
}

function invalid(faults: readonly InputFault[]): Result<never, InputProblem> {
  return err({ kind: 'input.invalid', faults })
}

function faultsOf(issue: z.core.$ZodIssue, input: unknown): readonly InputFault[] {
  const field = fieldOf(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: fieldOf([...issue.path, key]),
        sentence: 'is not a field we know; correct its spelling or remove it',
      }))
    case 'invalid_value':
      return [{ field, sentence: `is not one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}` }]
    case 'invalid_type':
      return [
        {
          field,
          sentence:
            valueAt(input, issue.path) === undefined ? 'is missing; give it' : `must be ${article(issue.expected)}`,
        },
      ]
    case 'too_big':
      return [
        {
          field,
          sentence: issue.message.startsWith('Too big')
            ? `holds more than ${String(issue.maximum)}; split it`
            : issue.message,
        },
      ]
    case 'invalid_union': {
      if (valueAt(input, issue.path) === undefined) return [{ field, sentence: 'is missing; give it' }]
      const inner = issue.errors.flat().find((one) => one.code === 'custom' || one.code === 'too_big')
      return [{ field, sentence: inner ? inner.message : 'is not a value of the right kind' }]
    }
    default:
      return [{ field, sentence: issue.message }]
  }
}

function article(kind: string): string {
  const names: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    boolean: '`true` or `false`',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
  }
  return names[kind] ?? kind
}

function fieldOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(whole file)'
  const steps = path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
  return steps.join('') || '(a field without a name)'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[step]
  }
  return value
}

function depthOf(input: unknown): number {
  let deepest = 0
  const waiting: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    deepest = Math.max(deepest, next.depth)
    if (deepest > MAX_NESTING) return deepest
    if (typeof next.value !== 'object' || next.value === null) continue
    for (const value of Object.values(next.value)) waiting.push({ value, depth: next.depth + 1 })
  }
  return deepest
}

/** `5A001.f.1` in `eccn` is an entry and a paragraph; people write it so. */
function splitEntries(input: object): object {
  if (!('items' in input) || !Array.isArray(input.items)) return input
  return { ...input, items: input.items.map(splitEntry) }
}

function splitEntry(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || !('eccn' in item) || typeof item.eccn !== 'string') return item
  const written = item.eccn.trim()
  if (/^EAR\s?99$/i.test(written)) return { ...item, eccn: 'EAR99' }
  const parts = /^(\d[A-Ea-e]\d{3})\.?([a-z][a-z0-9.]*)$/.exec(written)
  if (!parts?.[1] || !parts[2]) return { ...item, eccn: written.toUpperCase() }
  const split = { ...item, eccn: parts[1].toUpperCase() }
  return 'paragraph' in item && item.paragraph !== undefined ? split : { ...split, paragraph: parts[2] }
}

function ownershipFaults(transaction: Transaction): readonly InputFault[] {
  return transaction.parties.flatMap((party, i) => ownerFaults(party.owners ?? [], `parties[${i}].owners`, 1))
}

function ownerFaults(owners: readonly Owner[], field: string, depth: number): readonly InputFault[] {
  if (depth > MAX_OWNER_DEPTH) return [{ field, sentence: `goes deeper than ${MAX_OWNER_DEPTH} levels of owners` }]
  const sum = owners.reduce((total, owner) => total + (owner.percent ?? 0), 0)
  const own =
    sum > 100 + 1e-9 ? [{ field, sentence: `adds up to ${sum} %; shares of one party cannot exceed 100 %` }] : []
  return [...own, ...owners.flatMap((owner, i) => ownerFaults(owner.owners ?? [], `${field}[${i}].owners`, depth + 1))]
}

function entryFaults(transaction: Transaction, tables: LawTables): readonly InputFault[] {
  return transaction.items.flatMap((item, i) => {
    if (item.eccn === undefined || item.eccn === 'EAR99') {
      return item.eccn === 'EAR99' && item.paragraph
        ? [
            {
              field: `items[${i}].paragraph`,
              sentence: 'goes with `EAR99`, which has none; remove it or give the entry',
            },
          ]
        : []
    }
    const entry = tables.entries[item.eccn]
    if (!entry) {
      return [
        {
          field: `items[${i}].eccn`,
          sentence: `\`${item.eccn}\` is not an entry of the control list we hold; check the number, or write EAR99, or leave it out if not classified`,
        },
      ]
    }
    if (item.paragraph === undefined || isKnownParagraph(entry.paragraphs, normalParagraph(item.paragraph))) return []
    return [
      {
        field: `items[${i}].paragraph`,
        sentence: `\`${item.paragraph}\` is not a paragraph of ${item.eccn} that we hold; check it, or leave it out if not known`,
      },
    ]
  })
}

/** `.f.1`, `F.1`, `f1`? Only the leading dot and case are forgiven; anything else is a different paragraph. */
export function normalParagraph(written: string): string {
  return written.trim().replace(/^\./, '').replace(/\.$/, '').toLowerCase()
}

function isKnownParagraph(known: readonly string[], asked: string): boolean {
  if (known.length === 0) return true
  return known.some((paragraph) => paragraph === asked || paragraph.startsWith(`${asked}.`))
}

function handleFaults(transaction: Transaction): readonly InputFault[] {
  return [...repeats(transaction.parties, 'parties'), ...repeats(transaction.items, 'items')]
}

function repeats(rows: readonly { readonly ref?: string | undefined }[], field: string): readonly InputFault[] {
  const seen = new Set<string>()
  return rows.flatMap((row, i) => {
    if (row.ref === undefined) return []
    if (seen.has(row.ref))
      return [{ field: `${field}[${i}].ref`, sentence: `\`${row.ref}\` is used twice; give each its own` }]
    seen.add(row.ref)
    return []
  })
}
