import { isOpenFlag } from './blocks.ts'
import type { CaseState } from './state.ts'

/** One line of the disclosure schedule: a fact known to the exporter, and how it was dealt with. */
export type ScheduleLine = {
  readonly subject: string
  readonly kind: 'red-flag' | 'information' | 'inquiry'
  readonly text: string
  readonly dealtWith: string
}

export type DisclosureSchedule = {
  readonly lines: readonly ScheduleLine[]
  /** How many were withheld with a counter-signature, by ground. Never which. */
  readonly withheld: readonly { readonly ground: string; readonly count: number }[]
}

/**
 * Exactly every red flag, every item of information with a disposition of `noted` or more, and every inquiry that failed or
 * is pending; less what was withheld with a second person's signature, which is counted by ground.
 * @param textOf the words for an item of information, its author protected
 */
export function disclosureSchedule(state: CaseState, textOf: (item: string) => string): DisclosureSchedule {
  const withheld = new Set(state.withheld.map((one) => one.subject))
  const lines = disclosable(state, textOf).filter((line) => !withheld.has(line.subject))
  const grounds = new Map<string, number>()
  for (const { ground } of state.withheld) grounds.set(ground, (grounds.get(ground) ?? 0) + 1)
  return { lines, withheld: [...grounds].map(([ground, count]) => ({ ground, count })) }
}

/** The subjects the log says must be disclosed, whatever a schedule holds. */
export function subjectsToDisclose(state: CaseState): readonly string[] {
  return disclosable(state, () => '').map((line) => line.subject)
}

function disclosable(state: CaseState, textOf: (item: string) => string): readonly ScheduleLine[] {
  const flags = state.flags.map(
    (flag): ScheduleLine => ({
      subject: `flag ${flag.id}`,
      kind: 'red-flag',
      text: [flag.text, ...flag.because].join(' '),
      dealtWith: isOpenFlag(flag) ? 'open' : `${flag.state}: ${flag.reason ?? ''}`,
    }),
  )
  const information = state.information
    .filter((one) => one.disposition !== null && one.disposition !== 'not-relevant' && one.disposition !== 'duplicate')
    .map(
      (one): ScheduleLine => ({
        subject: `information ${one.item}`,
        kind: 'information',
        text: textOf(one.item),
        dealtWith: `${one.disposition}: ${one.reason ?? ''}`,
      }),
    )
  const inquiries = state.flags.flatMap((flag) =>
    flag.inquiries.flatMap((inquiry, i): ScheduleLine[] =>
      inquiry.answer !== null && inquiry.isAdequate === true
        ? []
        : [
            {
              subject: `inquiry ${flag.id} ${i + 1}`,
              kind: 'inquiry',
              text: `${inquiry.question} (asked of ${inquiry.askedOf})`,
              dealtWith: inquiry.answer === null ? 'no answer yet' : `answer not adequate: ${inquiry.answer}`,
            },
          ],
    ),
  )
  return [...flags, ...information, ...inquiries]
}
