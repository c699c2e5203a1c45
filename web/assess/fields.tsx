import { createContext, useContext, useId } from 'react'
import type { Fault } from '../api.ts'
import { useKnown } from '../known.tsx'
import { type Draft, fieldId, textAt, valueAt, withoutRow, withRow, withValue } from './draft.ts'
import { labelOf } from './labels.ts'

type Editing = {
  readonly draft: Draft
  readonly faults: readonly Fault[]
  readonly change: (next: (draft: Draft) => Draft) => void
}

const EditingContext = createContext<Editing>({ draft: {}, faults: [], change: () => undefined })

export const WithDraft = EditingContext.Provider

/** The draft and the ways to change it, for every field below. */
export function useDraft() {
  const { draft, faults, change } = useContext(EditingContext)
  return {
    draft,
    text: (path: string) => textAt(draft, path),
    value: (path: string) => valueAt(draft, path),
    set: (path: string, value: unknown) => change((now) => withValue(now, path, value)),
    add: (path: string, row: unknown) => change((now) => withRow(now, path, row)),
    remove: (path: string, index: number) => change((now) => withoutRow(now, path, index)),
    faultsAt: (path: string) => faults.filter((fault) => fault.field === path),
  }
}

/** `label` is what the field is called, from `labels.ts` unless its place needs another word. */
type Named = { readonly path: string; readonly label?: string | undefined; readonly hint?: React.ReactNode }

/** Label, hint, error and the control, tied together for screen readers. */
export function Field({
  path,
  label,
  hint,
  children,
  className = '',
}: Named & {
  readonly className?: string
  readonly children: (control: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
  }) => React.ReactNode
}) {
  const faults = useDraft().faultsAt(path)
  const id = fieldId(path)
  const named = label ?? labelOf(path)
  const described = [hint === undefined ? null : `${id}-hint`, faults.length > 0 ? `${id}-error` : null].filter(
    (one) => one !== null,
  )
  return (
    <div className={`field ${className} ${faults.length > 0 ? 'is-wrong' : ''}`}>
      <label htmlFor={id}>{named}</label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} faults={faults} label={named} />
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': faults.length > 0 ? true : undefined,
      })}
    </div>
  )
}

export function FieldError({ id, faults, label }: { id: string; faults: readonly Fault[]; label: string }) {
  if (faults.length === 0) return null
  return (
    <p className="error" id={id}>
      <span className="visually-hidden">Error: </span>
      {faults.map((fault) => `${label} ${fault.sentence}`).join('. ')}
    </p>
  )
}

export function TextField({
  path,
  label,
  hint,
  className,
  type = 'text',
  inputMode,
  isLong = false,
}: Named & {
  readonly className?: string
  readonly type?: 'text' | 'date'
  readonly inputMode?: 'decimal' | 'numeric'
  readonly isLong?: boolean
}) {
  const { text, set } = useDraft()
  const onChange = (event: { target: { value: string } }) =>
    set(path, event.target.value === '' ? undefined : event.target.value)
  return (
    <Field path={path} label={label} hint={hint} {...(className === undefined ? {} : { className })}>
      {(control) =>
        isLong ? (
          <textarea {...control} rows={3} value={text(path)} onChange={onChange} />
        ) : (
          <input
            {...control}
            type={type}
            inputMode={inputMode}
            autoComplete="off"
            spellCheck={false}
            value={text(path)}
            onChange={onChange}
          />
        )
      }
    </Field>
  )
}

/** A number; what is not one is kept as written, so that the error can show it. */
export function NumberField({
  path,
  label,
  hint,
  className,
  unit,
}: Named & { readonly className?: string; readonly unit?: string }) {
  const { value, set } = useDraft()
  const held = value(path)
  const onChange = (event: React.ChangeEvent<HTMLInputElement>) => {
    const written = event.target.value
    const isNumber = /^-?\d+(\.\d+)?$/.test(written)
    set(path, written === '' ? undefined : isNumber ? Number(written) : written)
  }
  return (
    <Field path={path} label={label} hint={hint} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <span className="with-unit">
          <input
            {...control}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={typeof held === 'number' || typeof held === 'string' ? String(held) : ''}
            onChange={onChange}
          />
          {unit === undefined ? null : <span className="unit">{unit}</span>}
        </span>
      )}
    </Field>
  )
}

export function ChoiceField({
  path,
  label,
  hint,
  className,
  choices,
  none,
}: Named & {
  readonly className?: string
  readonly choices: readonly (readonly [value: string, name: string])[]
  /** What leaving it open is called. */
  readonly none: string
}) {
  const { text, set } = useDraft()
  const held = text(path)
  const isKnown = held === '' || choices.some(([value]) => value === held)
  return (
    <Field path={path} label={label} hint={hint} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <select
          {...control}
          value={held}
          onChange={(event) => set(path, event.target.value === '' ? undefined : event.target.value)}
        >
          <option value="">{none}</option>
          {isKnown ? null : <option value={held}>{held}</option>}
          {choices.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function CountryField(props: Named & { readonly className?: string; readonly none?: string }) {
  const { countries } = useKnown()
  return (
    <ChoiceField
      {...props}
      none={props.none ?? 'Not known'}
      choices={countries.map(({ code, name }) => [code, `${name} (${code})`] as const)}
    />
  )
}

/** Yes, no, or not known: the third is an answer of its own and never means no. */
export function YesNoField({ path, label, hint }: Named) {
  const { value, set, faultsAt } = useDraft()
  const id = fieldId(path)
  const named = label ?? labelOf(path)
  const name = useId()
  const held = value(path)
  const faults = faultsAt(path)
  const choices = [
    { text: 'Yes', value: true },
    { text: 'No', value: false },
    { text: 'Not known', value: undefined },
  ] as const
  return (
    <fieldset
      className={`yes-no ${faults.length > 0 ? 'is-wrong' : ''}`}
      id={id}
      aria-describedby={faults.length > 0 ? `${id}-error` : undefined}
    >
      <legend>{named}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <FieldError id={`${id}-error`} faults={faults} label={named} />
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.text} className={choice.value === undefined ? 'is-open' : undefined}>
            <input type="radio" name={name} checked={held === choice.value} onChange={() => set(path, choice.value)} />
            <span>{choice.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Texts one a line, kept as a list. */
export function LinesField({ path, label, hint, className }: Named & { readonly className?: string }) {
  const { value, set } = useDraft()
  const held = value(path)
  const lines = Array.isArray(held) ? held.map(String) : typeof held === 'string' ? [held] : []
  return (
    <Field path={path} label={label} hint={hint} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <textarea
          {...control}
          rows={Math.max(2, lines.length)}
          value={lines.join('\n')}
          onChange={(event) => set(path, event.target.value === '' ? undefined : event.target.value.split('\n'))}
          onBlur={() => {
            const kept = lines.filter((line) => line.trim() !== '')
            set(path, kept.length === 0 ? undefined : kept)
          }}
        />
      )}
    </Field>
  )
}
