import type { ApplicationView } from '../../src/app/index.ts'

type Answers = ApplicationView['answers']
type Item = ApplicationView['package']['items'][number]
type Block = ApplicationView['package']['blocks'][number]

/** One answer that fills a block: where it stands among the answers, and what is there now. */
export type BlockField = {
  readonly path: readonly string[]
  readonly label: string
  readonly kind: 'line' | 'long' | 'lines' | 'day'
  readonly hint?: string
  readonly value: string
}

/** Who is likely to know what a block asks, where that is not the officer who fills it in. */
const WHO_KNOWS: Readonly<Record<string, string>> = {
  '13': 'The buyer knows; an officer fills it in.',
  '16': 'The buyer knows; an officer fills it in.',
  '17': 'The forwarder knows; an officer fills it in.',
  '18': 'The buyer knows; an officer fills it in.',
  '19': 'The buyer knows; an officer fills it in.',
  '21': 'The end user states it; an officer fills it in.',
  '22(b)': 'An engineer knows; an officer fills it in.',
  '22(c)': 'An engineer knows; an officer fills it in.',
  '22(j)': 'An engineer knows; an officer fills it in.',
  '25': 'The executive knows; an officer fills it in.',
}

export function whoKnows(block: string): string {
  return WHO_KNOWS[block] ?? 'An officer fills it in.'
}

/** The part of the form that a gap or a vague wording of this block is shown at: `22(g)` stands in `22`. */
export function placeOf(block: string): string {
  const number = /^\d+/.exec(block)?.[0]
  return number === undefined ? block : `block-${number}`
}

/** What a person can answer for a block; none: it is read from the case alone. */
export function fieldsOf(block: Block, answers: Answers): readonly BlockField[] {
  const field = (
    path: readonly string[],
    label: string,
    {
      kind = 'line',
      hint,
      shown,
    }: { readonly kind?: BlockField['kind']; readonly hint?: string; readonly shown?: string } = {},
  ): BlockField => ({
    path,
    label,
    kind,
    ...(hint === undefined ? {} : { hint }),
    value: answered(answers, path) ?? shown ?? '',
  })
  const lines = block.kind === 'text' ? block.lines.join('\n') : ''
  switch (block.number) {
    case '1':
      return [field(['contact', 'name'], 'Name')]
    case '2':
      return [field(['contact', 'phone'], 'Telephone')]
    case '3':
      return [field(['contact', 'fax'], 'Fax')]
    case '4':
      return [field(['appliedOn'], 'Date', { kind: 'day' })]
    case '6':
      return [field(['documentsSubmitted'], 'Documents', { kind: 'lines', hint: 'One a line.' })]
    case '7':
      return [field(['documentsOnFile'], 'Documents', { kind: 'lines', hint: 'One a line.', shown: lines })]
    case '9':
      return [
        field(['activities'], 'Activities of US persons', {
          kind: 'long',
          hint: 'Only where a licence is needed for what US persons do, 15 CFR 744.6.',
        }),
      ]
    case '10':
      return [field(['returnedApplication'], 'Control number')]
    case '11':
      return [
        field(['replacesLicence'], 'Licence number'),
        field(['changesToLicence'], 'What changes', { kind: 'long' }),
      ]
    case '12':
      return [field(['previouslyExportedUnder'], 'Licence or exception of the first export')]
    case '13':
      return [field(['importCertificate'], 'Country and number of the certificate')]
    case '14':
      return [
        field(['applicant', 'address'], 'Address'),
        field(['applicant', 'phone'], 'Telephone'),
        field(['applicant', 'employerId'], 'Employer Identification Number'),
      ]
    case '15':
      return namedParty('otherRecipient', field)
    case '20':
      return namedParty('originalConsignee', field)
    case '21':
      return [
        field(['endUse'], 'Specific end use', {
          kind: 'long',
          hint: 'What is done with it, by which unit, where, under whose authority.',
          shown: lines,
        }),
      ]
    case '24':
      return [
        field(['deniedApplication'], 'Application denied before, its number'),
        field(['additional'], 'Further lines', { kind: 'lines', hint: 'One a line.' }),
      ]
    case '25':
      return [
        field(['signatory', 'name'], 'Name of who signs', { hint: 'As they sign in here.' }),
        field(['signatory', 'title'], 'Title'),
      ]
    default:
      return block.kind === 'party'
        ? block.parties.flatMap(({ ref, name, address, phone }) => [
            field(['parties', ref, 'address'], `Address of ${name}`, { shown: address ?? '' }),
            field(['parties', ref, 'phone'], `Telephone of ${name}`, { shown: phone ?? '' }),
          ])
        : []
  }
}

function namedParty(key: string, field: (path: readonly string[], label: string) => BlockField): readonly BlockField[] {
  return [
    field([key, 'name'], 'Name'),
    field([key, 'address'], 'Address'),
    field([key, 'country'], 'Country'),
    field([key, 'phone'], 'Telephone'),
  ]
}

export function fieldsOfItem(item: Item, answers: Answers): readonly BlockField[] {
  const field = (key: string, label: string, shown: string | null = null, kind: BlockField['kind'] = 'line') => {
    const path = ['items', item.ref, key]
    return { path, label, kind, value: answered(answers, path) ?? shown ?? '' }
  }
  return [
    field('model', '(c) Model number', item.model),
    field('app', '(b) Adjusted Peak Performance, for computers', item.app),
    field('ccats', '(d) CCATS number', item.ccats),
    field('unitPriceUsd', '(g) Unit price, US dollars'),
    field('manufacturer', '(i) Manufacturer', item.manufacturer),
    field('description', '(j) Technical description', item.description, 'long'),
  ]
}

/** What was changed, in the form the answers are given in. */
export function patchOf(fields: readonly BlockField[], values: Readonly<Record<string, string>>): unknown {
  const patch: Record<string, unknown> = {}
  for (const { path, kind, value } of fields) {
    const given = (values[path.join('.')] ?? '').trim()
    if (given === value) continue
    let place = patch
    for (const key of path.slice(0, -1)) {
      const inner = (place[key] ?? {}) as Record<string, unknown>
      place[key] = inner
      place = inner
    }
    place[path.at(-1) ?? ''] = kind === 'lines' ? given.split('\n').filter((line) => line.trim() !== '') : given
  }
  return patch
}

function answered(answers: Answers, path: readonly string[]): string | undefined {
  let value: unknown = answers
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<string, unknown>>)[key]
  }
  if (Array.isArray(value)) return value.join('\n')
  return typeof value === 'string' ? value : undefined
}
