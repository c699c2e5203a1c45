/**
 * What an exporter sends to a licensing authority: the form's blocks, the letter of explanation, what must be disclosed, the
 * human-rights assessment and the list of exhibits. One value, plain enough to be sealed: its hash is what is signed.
 */
import { z } from 'zod'
import { canonicalHash, type Sha256 } from '../base/index.ts'

const MAX_TEXT = 100_000
const text = z.string().max(MAX_TEXT)
const list = <Item extends z.ZodType>(item: Item, max = 2_000) => z.array(item).max(max).readonly()
const shape = <Fields extends z.ZodRawShape>(fields: Fields) => z.strictObject(fields).readonly()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const scale = z.number().int().min(1).max(5)

/** A party as the form asks for it. `null`: not given. */
const partyEntry = shape({
  ref: text,
  name: text,
  address: text.nullable(),
  country: text.nullable(),
  phone: text.nullable(),
  /** Employer Identification Number, of an applicant in the United States. */
  employerId: text.nullable(),
})

/** One block of the form. A block without lines or parties is left blank. */
const formBlock = z.discriminatedUnion('kind', [
  shape({ kind: z.literal('text'), number: text, label: text, lines: list(text) }),
  shape({ kind: z.literal('party'), number: text, label: text, parties: list(partyEntry) }),
])

/** One item of block 22; money and quantity are decimal strings. `null`: not given. */
const itemEntry = shape({
  ref: text,
  eccn: text.nullable(),
  app: text.nullable(),
  model: text.nullable(),
  ccats: text.nullable(),
  quantity: text.nullable(),
  unit: text.nullable(),
  unitPriceUsd: text.nullable(),
  totalUsd: text.nullable(),
  manufacturer: text.nullable(),
  description: text.nullable(),
  form: z.enum(['commodity', 'software', 'technology']).nullable(),
})

/** A paragraph of the letter and the exhibits it rests on, by id; never none. */
const paragraph = shape({ text, evidence: list(text), writtenBy: z.enum(['program', 'applicant']) })

const scheduleLine = shape({
  subject: text,
  kind: z.enum(['red-flag', 'information', 'inquiry']),
  text,
  dealtWith: text,
})

const rightAtRisk = shape({
  right: text,
  holders: text,
  scale,
  scope: scale,
  irremediability: scale,
  likelihood: scale,
  evidence: list(text),
  counterEvidence: list(text),
})

const humanRights = shape({
  rights: list(rightAtRisk),
  involvement: z.enum(['cause', 'contribute', 'directly-linked', 'none']),
  mitigations: list(text),
  conclusion: z.enum(['proceed', 'proceed-with-measures', 'apply', 'refrain']),
  reasons: text,
  factors: list(
    shape({
      factor: text,
      title: text,
      state: z.enum(['known', 'contradicted', 'unknown', 'not-applicable']),
      because: list(text),
    }),
  ),
})

/**
 * `here`: the thing is in this package, and the hash is of its canonical text. `attached`: a file that goes along.
 * `held`: the applicant keeps it, and the hash says which version it was.
 */
const exhibit = shape({ id: text, title: text, where: z.enum(['here', 'attached', 'held']), sha256: hash })

export const packageSchema = shape({
  schemaVersion: z.literal(1),
  form: z.literal('BIS-748P'),
  case: text,
  type: z.enum(['export', 'reexport']),
  applicant: text,
  destination: text,
  blocks: list(formBlock, 60),
  items: list(itemEntry),
  letter: list(paragraph),
  disclosure: shape({
    lines: list(scheduleLine, 20_000),
    withheld: list(shape({ ground: text, count: z.number().int() })),
  }),
  humanRights: humanRights.nullable(),
  exhibits: list(exhibit, 50_000),
  /** What in the case still keeps it a draft, in sentences. */
  pending: list(text),
})

export type ApplicationPackage = z.output<typeof packageSchema>
export type FormBlock = z.output<typeof formBlock>
export type PartyEntry = z.output<typeof partyEntry>
export type ItemEntry = z.output<typeof itemEntry>
export type Paragraph = z.output<typeof paragraph>
export type Exhibit = z.output<typeof exhibit>

/** SHA-256 of the canonical text: equal packages have equal hashes, and one changed byte another one. */
export function packageHash(whole: ApplicationPackage): Sha256 {
  return canonicalHash(whole)
}

/** The subjects the disclosure schedule names, as the case's ledger asks for them. */
export function scheduleSubjects(whole: ApplicationPackage): readonly string[] {
  return whole.disclosure.lines.map((line) => line.subject)
}

export function blockOf(whole: ApplicationPackage, number: string): FormBlock | null {
  return whole.blocks.find((block) => block.number === number) ?? null
}

/** Lines of a text block; none for a blank one or one that holds parties. */
export function linesOf(whole: ApplicationPackage, number: string): readonly string[] {
  const block = blockOf(whole, number)
  return block?.kind === 'text' ? block.lines : []
}

export function partiesOf(whole: ApplicationPackage, number: string): readonly PartyEntry[] {
  const block = blockOf(whole, number)
  return block?.kind === 'party' ? block.parties : []
}

/**
 * The first exhibit that is not as packages have them, `null` when all are: doubled, of a name that means something else,
 * not what its hash says, or missing for a line of the schedule. What is asked of a package that somebody else made.
 */
export function faultyExhibit(whole: ApplicationPackage): string | null {
  const parts = partsOf(whole)
  const ids = whole.exhibits.map((exhibit) => exhibit.id)
  const faulty = whole.exhibits.find((exhibit, i) => ids.indexOf(exhibit.id) < i || !isAsNamed(exhibit, parts))
  if (faulty !== undefined) return faulty.id
  const subjects = scheduleSubjects(whole)
  return subjects.find((subject, i) => !ids.includes(subject) || subjects.indexOf(subject) < i) ?? null
}

/** Exhibits that are in the package, by id. */
function partsOf(whole: ApplicationPackage): ReadonlyMap<string, unknown> {
  const { blocks, items, disclosure, humanRights } = whole
  return new Map<string, unknown>([
    ['form', { blocks, items }],
    ['schedule', disclosure],
    ...(humanRights === null ? [] : [['human-rights', humanRights] as const]),
    ...disclosure.lines.filter(({ subject }) => SUBJECT.test(subject)).map((line) => [line.subject, line] as const),
  ])
}

const SUBJECT = /^(?:flag|information|inquiry) /

function isAsNamed({ id, where, sha256 }: Exhibit, parts: ReadonlyMap<string, unknown>): boolean {
  switch (where) {
    case 'here':
      return parts.has(id) && canonicalHash(parts.get(id)) === sha256
    case 'attached':
      return id.startsWith('attachment ')
    case 'held':
      return id === 'assessment' || id.startsWith('original ')
  }
}
