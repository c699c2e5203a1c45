import type { Assessment, Transaction } from '../assessment/index.ts'
import { countryName, millionths, parseCountry } from '../base/index.ts'
import { formDollars, unitPrice } from './amounts.ts'
import type { Answers, PartyAnswers } from './answers.ts'
import type { FormBlock, ItemEntry, PartyEntry } from './package.ts'

type Party = Transaction['parties'][number]
type Role = Party['roles'][number]

/** Own short labels of the blocks, in the order of the form: 15 CFR 748 Supp. 1. Block 8 is reserved, 22 is per item. */
const LABELS = {
  '1': 'Contact person',
  '2': 'Telephone',
  '3': 'Fax',
  '4': 'Date of application',
  '5': 'Type of application',
  '6': 'Documents submitted',
  '7': 'Documents on file',
  '9': 'Special purpose',
  '10': 'Application returned without action, resubmitted',
  '11': 'Licence to be replaced',
  '12': 'Authorisation of the first export',
  '13': 'Import or end-user certificate',
  '14': 'Applicant',
  '15': 'Other party to receive the licence',
  '16': 'Purchaser',
  '17': 'Intermediate consignee',
  '18': 'Ultimate consignee',
  '19': 'End user',
  '20': 'Original ultimate consignee',
  '21': 'Specific end use',
  '23': 'Total value, US dollars',
  '24': 'Additional information',
  '25': 'Signature: name and title',
} as const

type Number = keyof typeof LABELS

/** Own labels of the parts of block 22. */
export const ITEM_LABELS = {
  eccn: '22(a) ECCN',
  app: '22(b) Adjusted Peak Performance',
  model: '22(c) Model number',
  ccats: '22(d) CCATS number',
  quantity: '22(e) Quantity',
  unit: '22(f) Unit',
  unitPriceUsd: '22(g) Unit price, US dollars',
  totalUsd: '22(h) Total price, US dollars',
  manufacturer: '22(i) Manufacturer',
  description: '22(j) Technical description',
} as const

/**
 * What is in the United States is exported, what is abroad is reexported or transferred there. What US persons do under
 * 744.6 is filed as a reexport, 15 CFR 748 Supp. 2(d).
 */
export function typeOf(assessment: Assessment): 'export' | 'reexport' {
  const { kind } = assessment.transaction
  return (kind === 'export' || kind === 'deemed') && !sectionsOf(assessment).has('744.6') ? 'export' : 'reexport'
}

export function formBlocks(assessment: Assessment, answers: Answers): readonly FormBlock[] {
  const { transaction } = assessment
  const isReexport = typeOf(assessment) === 'reexport'
  const partiesIn = (role: Role) => transaction.parties.filter((party) => party.roles.includes(role))
  const entry = entryIn(transaction, answers)
  const consignees = partiesIn('ultimate-consignee')
  const between = intermediates(transaction)
  return [
    text('1', answers.contact?.name),
    text('2', answers.contact?.phone),
    text('3', answers.contact?.fax),
    text('4', answers.appliedOn),
    text('5', isReexport ? 'Reexport' : 'Export'),
    text('6', ...(answers.documentsSubmitted ?? [])),
    text('7', ...(answers.documentsOnFile ?? transaction.statementsOnFile ?? [])),
    text('9', ...specialPurpose(assessment), answers.activities),
    text('10', answers.returnedApplication),
    text('11', answers.replacesLicence),
    text('12', isReexport ? answers.previouslyExportedUnder : undefined),
    text('13', answers.importCertificate),
    parties('14', [applicant(transaction, answers)]),
    parties('15', answers.otherRecipient ? [named('other-recipient', answers.otherRecipient)] : []),
    parties('16', partiesIn('purchaser').map(entry)),
    between.length === 0 ? text('17', 'None') : parties('17', between.slice(0, 1).map(entry)),
    parties('18', consignees.slice(0, 1).map(entry)),
    parties('19', endUsersApart(transaction).map(entry)),
    parties('20', isReexport && answers.originalConsignee ? [named('original', answers.originalConsignee)] : []),
    text('21', answers.endUse ?? transaction.endUse?.text),
    text('23', totalOf(itemEntries(assessment, answers))),
    text('24', ...additional(assessment, answers, [...between.slice(1), ...consignees.slice(1)])),
    text('25', answers.signatory?.name, answers.signatory?.title),
  ]
}

export function itemEntries({ transaction }: Assessment, answers: Answers): readonly ItemEntry[] {
  return transaction.items.map((item, i) => {
    const ref = item.ref ?? `i${i + 1}`
    const own = answers.items?.[ref] ?? {}
    const total = millionths(item.valueUsd ?? '')
    const quantity = millionths(item.quantity ?? '')
    const stated = millionths(own.unitPriceUsd ?? '')
    const each = stated ?? (total !== null && quantity !== null ? unitPrice(total, quantity) : null)
    return {
      ref,
      eccn: item.eccn === undefined ? null : [item.eccn, item.paragraph].filter(Boolean).join('.'),
      app: own.app ?? null,
      model: own.model ?? item.part ?? null,
      ccats: own.ccats ?? null,
      quantity: item.quantity ?? null,
      unit: item.unit ?? null,
      unitPriceUsd: each === null ? null : formDollars(each),
      totalUsd: total === null ? null : formDollars(total),
      manufacturer: own.manufacturer ?? null,
      description: own.description ?? item.description ?? null,
      form: item.form ?? null,
    }
  })
}

/** Sections of the regulations that require a licence here: `742.13`. */
export function sectionsOf(assessment: Assessment): ReadonlySet<string> {
  const paragraphs = assessment.lines.flatMap((line) => line.determination.requirements.map((one) => one.paragraph))
  return new Set(paragraphs.flatMap((paragraph) => /^15 CFR (\d{3}\.\d+)/.exec(paragraph)?.[1] ?? []))
}

/** Fixed words of block 9, which the form wants as they are: 15 CFR 748 Supp. 2(b), (g). */
function specialPurpose(assessment: Assessment): readonly string[] {
  const sections = sectionsOf(assessment)
  const isNuclear = sections.has('742.3') || assessment.transaction.endUse?.isNuclear === true
  return [
    ...(sections.has('742.13') ? ['Communications Intercepting Device(s)'] : []),
    ...(isNuclear ? ['NUCLEAR CONTROLS'] : []),
  ]
}

function additional(assessment: Assessment, answers: Answers, further: readonly Party[]): readonly string[] {
  const sections = sectionsOf(assessment)
  const because = Object.entries(STATED_GROUNDS).flatMap(([section, sentence]) =>
    sections.has(section) ? [sentence] : [],
  )
  const denied = answers.deniedApplication
  return [
    ...because,
    ...further.map((party) => {
      const lines = partyLines(entryIn(assessment.transaction, answers)(party))
      return `Further ${party.roles.join(', ')}: ${lines.join('; ')}.`
    }),
    ...(denied === undefined ? [] : [`This represents an application denied before: ${denied}.`]),
    ...(answers.changesToLicence === undefined ? [] : [answers.changesToLicence]),
    ...(answers.additional ?? []),
    'A letter of explanation, a schedule of everything known that bears on this transaction, and a human-rights assessment are attached.',
  ]
}

/** Sentences an application must bear when it is made because of one of these sections. */
const STATED_GROUNDS: Readonly<Record<string, string>> = {
  '744.6': 'A licence is required for this transaction under 15 CFR 744.6 (activities of US persons).',
  '744.21':
    'This application is submitted because of the licence requirement in 15 CFR 744.21 (military end uses and military end users); all that is known of the end use and the end users is in the letter of explanation attached.',
  '744.22':
    'This application is submitted because of the licence requirement in 15 CFR 744.22 (military-intelligence end uses and end users); all that is known of them is in the letter of explanation attached.',
}

/** Consignees on the way, and whoever else takes possession before the end: 15 CFR 748.5(d). */
function intermediates(transaction: Transaction): readonly Party[] {
  return transaction.parties.filter(
    (party) =>
      party.roles.includes('intermediate-consignee') ||
      (party.takesPossession === true &&
        !party.roles.some((role) => role === 'ultimate-consignee' || role === 'end-user')),
  )
}

/** End users that are not the ultimate consignee of block 18. */
function endUsersApart(transaction: Transaction): readonly Party[] {
  return transaction.parties.filter(
    (party) => party.roles.includes('end-user') && !party.roles.includes('ultimate-consignee'),
  )
}

function applicant({ exporter }: Transaction, { applicant: own }: Answers): PartyEntry {
  return {
    ref: 'applicant',
    name: exporter.name,
    address: own?.address ?? null,
    country: countryWords(exporter.country),
    phone: own?.phone ?? null,
    employerId: own?.employerId ?? null,
  }
}

/** The entry of a party, by the handle the assessment gives it: its own, or its place among the parties. */
function entryIn(transaction: Transaction, answers: Answers): (party: Party) => PartyEntry {
  return (party) => {
    const ref = party.ref ?? `p${transaction.parties.indexOf(party) + 1}`
    return partyEntry(ref, party, answers.parties?.[ref])
  }
}

function partyEntry(ref: string, party: Party, own: PartyAnswers | undefined): PartyEntry {
  return {
    ref,
    name: [party.name, party.unit].filter(Boolean).join(', '),
    address: own?.address ?? party.addresses?.[0] ?? null,
    country: countryWords(party.country),
    phone: own?.phone ?? null,
    employerId: null,
  }
}

function named(ref: string, party: PartyAnswers & { readonly name: string; readonly country?: string }): PartyEntry {
  return {
    ref,
    name: party.name,
    address: party.address ?? null,
    country: countryWords(party.country),
    phone: party.phone ?? null,
    employerId: null,
  }
}

function countryWords(code: string | undefined): string | null {
  const known = code === undefined ? null : parseCountry(code)
  return known === null ? null : countryName(known)
}

/** What is given of a party, line by line. */
export function partyLines({ name, address, country, phone, employerId }: PartyEntry): readonly string[] {
  const tax = employerId === null ? null : `EIN ${employerId}`
  return [name, address, country, phone, tax].filter((line) => line !== null)
}

/** The sum of block 22(h), or nothing while one total is missing. */
function totalOf(items: readonly ItemEntry[]): string | undefined {
  const totals = items.map((item) => millionths(item.totalUsd ?? ''))
  const known = totals.filter((total) => total !== null)
  return known.length < totals.length ? undefined : formDollars(known.reduce((sum, total) => sum + total, 0n))
}

function text(number: Number, ...lines: readonly (string | undefined)[]): FormBlock {
  const given = lines.map((line) => line?.trim() ?? '').filter((line) => line !== '')
  return { kind: 'text', number, label: LABELS[number], lines: given }
}

function parties(number: Number, entries: readonly PartyEntry[]): FormBlock {
  return { kind: 'party', number, label: LABELS[number], parties: entries }
}
