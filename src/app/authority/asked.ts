/** What an official asks of a case, read field by field at the edge. Whether it may be done is not decided here. */
import { z } from 'zod'
import { err, ok, type Result, sha256 } from '../../base/index.ts'
import { ADVICE, type Evidence, FACTORS, FINDINGS, type LicensingAsked, OUTCOMES } from '../../licensing/index.ts'
import type { DeskProblem } from '../desk.ts'

const MAX_TEXT = 50_000
/** Of papers that come in by hand, in characters of base64; the body of a request is bounded before. */
const MAX_PAPER = 8 * 1024 * 1024

const text = z
  .string()
  .max(MAX_TEXT, { error: `is longer than ${MAX_TEXT} characters` })
  .refine((value) => value.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
const word = text.refine((value) => value.trim() !== '', { error: 'is empty' })
const words = z.array(word).max(1_000)
const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'is not a SHA-256; write 64 hexadecimal digits' })
const day = z.iso.date({ error: 'is not a day; write YYYY-MM-DD' })
/** Set by the clock of the office; whoever gives it may only say the same. */
const today = day.optional()
const sentences = z.array(z.strictObject({ text, evidence: words })).max(500)
const factor = z.enum(FACTORS)

/** `sha256` alone: the paper is held elsewhere. With `base64` or `text` its bytes are kept here. */
const paper = z
  .strictObject({
    id: word,
    title: word,
    isOpen: z.boolean().default(true),
    sha256: hash.optional(),
    base64: z.base64({ error: 'is not base64' }).max(MAX_PAPER).optional(),
    text: text.optional(),
  })
  .refine(({ sha256: named, base64, text: said }) => [named, base64, said].some((one) => one !== undefined), {
    error: 'holds nothing; give `base64`, `text` or the `sha256` of what is held elsewhere',
  })
type Paper = z.output<typeof paper>

/** Days and the letter's hash are the desk's to fill; papers bring their bytes. */
const ACTS = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('case.registered'), reference: word, registeredOn: today }),
  z.strictObject({ kind: z.literal('case.assigned'), officer: word }),
  z.strictObject({ kind: z.literal('evidence.added'), evidence: paper, from: word }),
  z.strictObject({
    kind: z.literal('information.weighed'),
    subject: word,
    weight: z.enum(['relied-on', 'considered', 'not-relevant']),
    reason: text,
    evidence: words,
  }),
  z.strictObject({
    kind: z.literal('finding.recorded'),
    factor,
    finding: z.enum(FINDINGS),
    evidence: words,
    counterEvidence: words,
    text,
  }),
  z.strictObject({ kind: z.literal('factor.set-aside'), factor, reason: text, evidence: words }),
  z.strictObject({ kind: z.literal('query.sent'), query: word, question: text, dueOn: day }),
  z.strictObject({ kind: z.literal('query.acknowledged'), query: word }),
  z.strictObject({
    kind: z.literal('query.replied'),
    query: word,
    answer: text,
    documents: z.array(paper).max(100).default([]),
  }),
  z.strictObject({ kind: z.literal('query.lapsed'), query: word, on: today, reason: text }),
  z.strictObject({ kind: z.literal('agency.consulted'), agency: word, question: text, dueOn: day }),
  z.strictObject({
    kind: z.literal('agency.advised'),
    agency: word,
    advice: z.enum(ADVICE),
    reasons: text,
    evidence: words,
  }),
  z.strictObject({ kind: z.literal('agency.lapsed'), agency: word, on: today, reason: text }),
  z.strictObject({ kind: z.literal('condition.imposed'), condition: word, text, metric: text, imposedBy: word }),
  z.strictObject({ kind: z.literal('condition.consented'), condition: word, to: text.nullable() }),
  z.strictObject({ kind: z.literal('condition.changed'), condition: word, to: text.nullable(), reason: text }),
  z.strictObject({ kind: z.literal('conflict.settled'), agency: word, outcome: text, reasons: text }),
  z.strictObject({
    kind: z.literal('denial.intended'),
    reasons: sentences,
    wouldHelp: text,
    on: today,
    answerBy: day,
  }),
  z.strictObject({
    kind: z.literal('rebuttal.received'),
    answer: text,
    documents: z.array(paper).max(100).default([]),
  }),
  z.strictObject({ kind: z.literal('rebuttal.lapsed'), on: today }),
  z.strictObject({
    kind: z.literal('decision.proposed'),
    outcome: z.enum(OUTCOMES),
    reasons: sentences,
    grounds: words,
  }),
  z.strictObject({ kind: z.literal('decision.countersigned'), isAccepted: z.boolean(), reason: text.default('') }),
  z.strictObject({ kind: z.literal('case.decided'), on: today, reference: word }),
  z.strictObject({ kind: z.literal('letter.issued'), on: today }),
])

/** An act as it is asked for, before the desk fills in what only the desk knows. */
type LicensingInput = z.output<typeof ACTS>

/** Kinds an act can have, in the order of a case. */
const KINDS = ACTS.options.map((option) => option.shape.kind.value)

/** @param input `{ kind, ... }` */
export function readLicensingAsked(input: unknown): Result<LicensingInput, DeskProblem> {
  const kind = typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined
  if (!KINDS.some((known) => known === kind)) {
    const said = typeof kind === 'string' ? `\`${kind.slice(0, 60).toWellFormed()}\` is no act` : 'is missing'
    return invalid('kind', `${said}; write one of ${KINDS.join(', ')}`)
  }
  const read = ACTS.safeParse(input)
  if (read.success) return ok(read.data)
  const faults = read.error.issues.map((issue) => ({
    field: issue.path.map(String).join('.') || 'kind',
    sentence: issue.code === 'unrecognized_keys' ? `holds ${issue.keys.join(', ')}, which is no field` : issue.message,
  }))
  const [first] = faults
  return err({
    kind: 'desk.invalid',
    sentence: `\`${first?.field ?? 'kind'}\` ${first?.sentence ?? 'cannot be read'}`,
    faults,
  })
}

export type Prepared = { readonly asked: LicensingAsked; readonly papers: readonly Uint8Array[] }

/** Fills in the day and what the papers hash to. A day somebody gives that is not today is refused. */
export function preparedAct(
  input: Exclude<LicensingInput, { kind: 'letter.issued' }>,
  today: string,
): Result<Prepared, DeskProblem> {
  const given = 'on' in input ? input.on : 'registeredOn' in input ? input.registeredOn : undefined
  if (given !== undefined && given !== today) {
    return invalid('on', `is ${given} and today is ${today}; an act is of the day on which it is done, so leave it out`)
  }
  if ('dueOn' in input && input.dueOn < today)
    return invalid('dueOn', `is ${input.dueOn}, which is past; give a later day`)
  switch (input.kind) {
    case 'case.registered':
      return ok({ asked: { ...input, registeredOn: today }, papers: [] })
    case 'query.lapsed':
    case 'agency.lapsed':
    case 'rebuttal.lapsed':
    case 'denial.intended':
    case 'case.decided':
      return ok({ asked: { ...input, on: today }, papers: [] })
    case 'evidence.added': {
      const kept = keptPapers([input.evidence])
      if (!kept.ok) return kept
      const [evidence] = kept.value.evidence
      if (evidence === undefined) throw new Error('one paper makes one piece of evidence')
      return ok({ asked: { ...input, evidence }, papers: kept.value.papers })
    }
    case 'query.replied':
    case 'rebuttal.received': {
      const kept = keptPapers(input.documents)
      if (!kept.ok) return kept
      return ok({ asked: { ...input, documents: kept.value.evidence }, papers: kept.value.papers })
    }
    default:
      return ok({ asked: input, papers: [] })
  }
}

function keptPapers(
  given: readonly Paper[],
): Result<{ readonly evidence: readonly Evidence[]; readonly papers: readonly Uint8Array[] }, DeskProblem> {
  const evidence: Evidence[] = []
  const papers: Uint8Array[] = []
  for (const { id, title, isOpen, sha256: named, base64, text: said } of given) {
    const bytes = base64 !== undefined ? Buffer.from(base64, 'base64') : said !== undefined ? Buffer.from(said) : null
    const found = bytes === null ? named : sha256(bytes)
    if (found === undefined) return invalid('documents', `\`${id}\` holds nothing`)
    if (named !== undefined && named !== found) return invalid('documents', `\`${id}\` is not what its hash says`)
    if (bytes !== null) papers.push(bytes)
    evidence.push({ id, title, isOpen, sha256: found })
  }
  return ok({ evidence, papers })
}

function invalid(field: string, sentence: string): Result<never, DeskProblem> {
  return err({ kind: 'desk.invalid', sentence: `\`${field}\` ${sentence}`, faults: [{ field, sentence }] })
}
