import { useId } from 'react'
import { Fragment } from 'react/jsx-runtime'
import type { Sentence } from '../../src/licensing/index.ts'
import type { Fault } from '../api.ts'
import { FieldFaults, LongIn, linesOf, useFilling, type Values } from '../parts/act-form.tsx'
import { useReview } from './review-context.tsx'

/** What something rests on, each by what it is; the id that the ledger has is on hover. */
export function Rests({ on, none }: { readonly on: readonly string[]; readonly none?: string }) {
  const { view } = useReview()
  if (on.length === 0) return none === undefined ? null : <span className="soft">{none}</span>
  return (
    <span className="rests">
      {on.map((id, at) => (
        <Fragment key={id}>
          {at > 0 ? '; ' : ''}
          <span title={id}>{titleOf(view.evidence, id)}</span>
        </Fragment>
      ))}
    </span>
  )
}

export function titleOf(evidence: readonly { readonly id: string; readonly title: string }[], id: string): string {
  if (id.startsWith('law ')) return id.slice(4)
  // The letter says `your`; the office does not write to itself.
  if (id === 'package') return 'The application as received'
  return evidence.find((one) => one.id === id)?.title ?? id
}

/** Pick what a finding or a sentence rests on: everything in the case that one may name. Kept as lines of ids. */
export function EvidenceIn({
  name,
  label,
  hint,
  isNeeded = false,
  leaveOut = () => false,
}: {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly isNeeded?: boolean
  readonly leaveOut?: (id: string) => boolean
}) {
  const { view } = useReview()
  const { values, faults, set } = useFilling()
  const id = useId()
  const chosen = linesOf(values[name])
  const wrong = faults.filter(({ field }) => field === name)
  const toggle = (one: string) =>
    set(name, (chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]).join('\n'))
  return (
    <fieldset
      className={wrong.length > 0 ? 'evidence-in is-wrong' : 'evidence-in'}
      data-needed={isNeeded ? label : undefined}
      data-name={name}
      aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
    >
      <legend>
        {label} <span className="asks">{chosen.length === 0 ? 'none chosen' : `${chosen.length} chosen`}</span>
      </legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <FieldFaults id={id} label={label} faults={wrong} />
      <div className="evidence-choices">
        {view.evidence
          .filter((one) => !leaveOut(one.id))
          .map((one) => (
            <label key={one.id} className="radio">
              <input
                type="checkbox"
                checked={chosen.includes(one.id)}
                aria-invalid={wrong.length > 0 ? true : undefined}
                onChange={() => toggle(one.id)}
              />
              <span>
                {titleOf(view.evidence, one.id)} <span className="evidence-id">{one.id}</span>
              </span>
            </label>
          ))}
      </div>
    </fieldset>
  )
}

/** Reasons, sentence by sentence, each with what it rests on: `reasons` counts them. */
export function ReasonsIn() {
  const { values, set } = useFilling()
  const total = reasonCount(values)
  return (
    <div className="reasons-in">
      {Array.from({ length: total }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its place
        <div className="reason" key={at}>
          <LongIn name={`reason-${at}`} label={total === 1 ? 'Reason' : `Reason ${at + 1}`} isNeeded rows={2} />
          <EvidenceIn
            name={`reason-evidence-${at}`}
            label={`What ${total === 1 ? 'it' : `reason ${at + 1}`} rests on`}
            isNeeded
          />
        </div>
      ))}
      <div className="toolbar">
        <button type="button" onClick={() => set('reasons', String(total + 1))}>
          Add a sentence
        </button>
        {total > 1 ? (
          <button type="button" className="quiet" onClick={() => set('reasons', String(total - 1))}>
            Take the last one off
          </button>
        ) : null}
      </div>
    </div>
  )
}

function reasonCount(values: Values): number {
  return Math.max(1, Number(values.reasons ?? '1') || 1)
}

export function reasonsOf(values: Values): readonly Sentence[] {
  return Array.from({ length: reasonCount(values) }, (_, at) => ({
    text: values[`reason-${at}`] ?? '',
    evidence: linesOf(values[`reason-evidence-${at}`]),
  }))
}

/** Sentences to begin from: what was found serious, in the words of the finding. */
export function useReasonsToStart(): Values {
  const { state } = useReview().view
  const grave = state.findings.filter(({ finding }) => finding === 'serious' || finding === 'clear-risk')
  return {
    reasons: String(Math.max(1, grave.length)),
    ...Object.fromEntries(
      grave.flatMap(({ factor, text, evidence }, at) => [
        [`reason-${at}`, text],
        [`reason-evidence-${at}`, [`finding ${factor}`, ...evidence].join('\n')],
      ]),
    ),
  }
}

/** A problem of one sentence, put beside the fields of that sentence. */
export function faultsOfReasons(values: Values): readonly Fault[] {
  return reasonsOf(values).flatMap(({ evidence }, at) =>
    evidence.length === 0
      ? [{ field: `reason-evidence-${at}`, sentence: 'is missing; no sentence goes out that rests on nothing' }]
      : [],
  )
}
