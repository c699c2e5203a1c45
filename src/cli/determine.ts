/** `unblind determine`: the law for one line given by flags, or for each line of a file. */

import { OUTCOME_WORDS } from '../assessment/index.ts'
import { dayAt, err, type Result } from '../base/index.ts'
import type { Determination } from '../law/index.ts'
import { type Agreement, agreementOf, summaryOf } from './agreement.ts'
import { determinationText } from './determination-text.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { type Page, pageFor, stated } from './page.ts'
import { readJsonLines } from './read-input.ts'

export type DetermineFlags = {
  readonly eccn?: string
  readonly paragraph?: string
  readonly to?: string
  readonly from?: string
  readonly kind?: string
  readonly endUser?: string
  readonly endUse?: string
  readonly value?: string
  readonly measure?: readonly string[]
  readonly on?: string
  readonly assume?: string
  readonly cases?: string
  readonly json?: boolean
}

/** Reads a case line and determines it; the error is a sentence. */
type Determine = (caseLine: unknown) => Result<Determination, string>

export async function determineCommand(io: Io, flags: DetermineFlags): Promise<ExitCode> {
  if (flags.cases !== undefined) {
    const clash = ['eccn', 'paragraph', 'to', 'endUser', 'on'].find((flag) => flag in flags)
    if (clash !== undefined)
      return refuse(io, `\`--cases\` and \`--${kebab(clash)}\` do not go together; put the fact into the lines`)
    return determineCases(io, flags.cases, flags.json === true)
  }
  if (flags.to === undefined) return refuse(io, '`--to` is missing; give the country of destination, such as `--to CN`')
  if (flags.eccn === undefined)
    return refuse(io, '`--eccn` is missing; give the entry, such as `--eccn 5A001`, or `--eccn EAR99`')
  const measured = (flags.measure ?? []).map(readMeasure)
  const unread = measured.find((one) => typeof one === 'string')
  if (unread !== undefined)
    return refuse(io, `\`--measure\` \`${unread}\` is no measurement; write it like focalPlaneElements=76800`)
  const determine = await openLaw(io)
  const answer = determine(
    caseLineOf(
      flags,
      measured.filter((one) => typeof one !== 'string'),
    ),
  )
  if (!answer.ok) return refuse(io, answer.error)
  const page = pageFor(io, io.env)
  const title = `${[flags.eccn, flags.paragraph].filter(Boolean).join('.')} to ${flags.to}, ${answer.value.on}`
  io.out(flags.json ? `${JSON.stringify(answer.value)}\n` : determinationText(page, title, answer.value))
  return EXIT.done
}

async function openLaw(io: Io): Promise<Determine> {
  const { openLaw: open } = await import('./law.ts')
  const law = open()
  const today = dayAt(io.clock().toISOString(), 'America/New_York')
  return (caseLine) => {
    const answer = law.determine(caseLine, today)
    return answer.ok ? answer : err(answer.error.sentence)
  }
}

/** `5A001.f.1` names an entry and a paragraph; people write it so. */
function caseLineOf(flags: DetermineFlags, measured: readonly Measure[]): Readonly<Record<string, unknown>> {
  const [, eccn = flags.eccn, within] = /^(\d[A-Ea-e]\d{3})\.([a-z0-9.]+)$/i.exec(flags.eccn ?? '') ?? []
  const facts = {
    eccn,
    paragraph: flags.paragraph ?? within,
    to: flags.to,
    from: flags.from,
    kind: flags.kind,
    endUserType: flags.endUser,
    endUse: flags.endUse,
    valueUsd: flags.value,
    measurements: measured.length > 0 ? Object.fromEntries(measured) : undefined,
    on: flags.on,
    assume: flags.assume,
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

type Measure = readonly [name: string, value: number | boolean | string]

/** `name=value`; the text itself when it is neither. */
function readMeasure(text: string): Measure | string {
  const [, name, value] = /^(\w{1,60})=(.{1,200})$/.exec(text) ?? []
  if (name === undefined || value === undefined) return text
  if (value === 'true' || value === 'false') return [name, value === 'true']
  return [name, /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value]
}

/** One answer a line, as the lines come. A bad line gets an error in its place, and the exit code says so at the end. */
async function determineCases(io: Io, file: string, isJson: boolean): Promise<ExitCode> {
  const lines = await readJsonLines(io, file)
  if (!lines.ok) return refuse(io, lines.error)
  const determine = await openLaw(io)
  const page = pageFor(io, io.env)
  const agreements: Agreement[] = []
  let isAnyBad = false
  for await (const { number, value } of lines.value) {
    await io.drained()
    const answer = value.ok ? determine(value.value) : value
    if (!answer.ok) {
      isAnyBad = true
      io.out(
        isJson
          ? `${JSON.stringify({ error: { line: number, sentence: answer.error } })}\n`
          : `${number}  ${answer.error}\n`,
      )
      continue
    }
    const agreement = value.ok ? agreementOf(value.value, answer.value) : null
    if (agreement !== null) agreements.push(agreement)
    if (isJson) io.out(`${JSON.stringify(agreement === null ? answer.value : { ...answer.value, agreement })}\n`)
    else io.out(caseText(page, number, answer.value, agreement))
  }
  if (agreements.length > 0) {
    const summary = summaryOf(agreements)
    io.out(
      isJson
        ? `${JSON.stringify({ summary })}\n`
        : `${summary.agreeing} of ${summary.labelled} agree with what was expected\n`,
    )
  }
  return isAnyBad ? EXIT.badInput : EXIT.done
}

function caseText(
  page: Page,
  number: number,
  { outcome, requirements, questions }: Determination,
  agreement: Agreement | null,
): string {
  const found = requirements.map((one) => one.column ?? one.reason).join(', ')
  const asked = questions.length > 0 ? `; ${questions.length} ${questions.length === 1 ? 'question' : 'questions'}` : ''
  const judged =
    agreement === null
      ? ''
      : agreement.agrees
        ? '  as expected'
        : `  expected ${agreement.expectedOutcome ?? 'otherwise'}`
  return `${String(number).padStart(5)}  ${stated(page, OUTCOME_WORDS[outcome])}${found === '' ? '' : `  ${found}`}${asked}${judged}\n`
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
