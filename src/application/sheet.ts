import { ITEM_LABELS, partyLines } from './blocks.ts'
import { draftReasons } from './missing.ts'
import { type ApplicationPackage, type FormBlock, type ItemEntry, packageHash } from './package.ts'

/** One field of the form as it is to be typed into the authority's own electronic form. */
export type SheetRow = { readonly block: string; readonly label: string; readonly value: string }

/** Every field in the order of the form, blank ones too: nothing is to be looked for elsewhere. */
export function sheetRows(whole: ApplicationPackage): readonly SheetRow[] {
  const at = whole.blocks.findIndex((block) => block.number === '23')
  const cut = at === -1 ? whole.blocks.length : at
  return [
    ...whole.blocks.slice(0, cut).flatMap(blockRows),
    ...whole.items.flatMap((item, i) => itemRows(item, i + 1, whole.items.length)),
    ...whole.blocks.slice(cut).flatMap(blockRows),
  ]
}

function blockRows(block: FormBlock): readonly SheetRow[] {
  const { number, label } = block
  if (block.kind === 'text') return [{ block: number, label, value: block.lines.join('\n') }]
  if (block.parties.length === 0) return [{ block: number, label, value: '' }]
  return block.parties.map((party, i) => ({
    block: number,
    label: i === 0 ? label : `${label} ${i + 1} (BIS-748P-B)`,
    value: partyLines(party).join('\n'),
  }))
}

const ITEM_PARTS = [
  'eccn',
  'app',
  'model',
  'ccats',
  'quantity',
  'unit',
  'unitPriceUsd',
  'totalUsd',
  'manufacturer',
  'description',
] as const

function itemRows(item: ItemEntry, place: number, of: number): readonly SheetRow[] {
  return ITEM_PARTS.map((part) => {
    const [block = '', ...words] = ITEM_LABELS[part].split(' ')
    const label = words.join(' ')
    return { block, label: of === 1 ? label : `${label}, item ${place}`, value: item[part] ?? '' }
  })
}

/** RFC 4180, with a first line of headings. A value that a spreadsheet would run as a formula is marked as text. */
export function sheetCsv(whole: ApplicationPackage): string {
  const rows = [
    ['block', 'label', 'value'],
    ...sheetRows(whole).map(({ block, label, value }) => [block, label, value]),
  ]
  return rows
    .map((row) => row.map(csvField).join(','))
    .join('\r\n')
    .concat('\r\n')
}

function csvField(value: string): string {
  const inert = /^(?:[=@\t\r]|[+-](?![\d ]))/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** The sheet to type from, then the files to upload with their hashes, and what is still missing. */
export function sheetMarkdown(whole: ApplicationPackage): string {
  const reasons = draftReasons(whole)
  const attached = whole.exhibits.filter((exhibit) => exhibit.where === 'attached')
  return [
    `# Transfer sheet, ${markdown(whole.case)}`,
    '',
    ...(reasons.length > 0
      ? ['**DRAFT - cannot be signed**', '', ...reasons.map((one) => `- ${markdown(one)}`), '']
      : []),
    `Package ${packageHash(whole)}`,
    '',
    '| Block | Field | Value |',
    '| --- | --- | --- |',
    ...sheetRows(whole).map(({ block, label, value }) => `| ${block} | ${markdown(label)} | ${markdown(value)} |`),
    '',
    '## Files to upload (PDF)',
    '',
    ...(attached.length === 0 ? ['No files beside the letter of explanation.'] : []),
    ...attached.map(({ id, title, sha256 }) => `- ${markdown(id)}: ${markdown(title)} (SHA-256 ${sha256})`),
    '',
  ].join('\n')
}

/** Words that stay words in a Markdown table: no markup, no row of its own. */
function markdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#]/g, (mark) => `\\${mark}`)
    .replace(/\s*\r?\n\s*/g, '<br>')
    .trim()
}
