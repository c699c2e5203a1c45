import { createContext, useContext, useEffect, useId, useRef, useState } from 'react'
import { type Fault, type Problem, post } from '../api.ts'
import { useMe } from '../me.tsx'
import { spoken } from '../sentence.ts'
import { announce } from './announce.tsx'
import { BlockList } from './blocks.tsx'
import { type Seal, SealDialog } from './seal-dialog.tsx'

/** What was typed, by the name of the field; a box that is ticked holds `yes`. */
export type Values = Readonly<Record<string, string>>

type Filling = {
  readonly values: Values
  readonly faults: readonly Fault[]
  readonly set: (name: string, value: string) => void
}

const FillingContext = createContext<Filling>({ values: {}, faults: [], set: () => undefined })

/** The values and faults of the form around, for fields of its own kind. */
export function useFilling(): Filling {
  return useContext(FillingContext)
}

/**
 * A form whose answer is one act: asks, says what is missing beside its field, puts what cannot be undone to the person once
 * more, sends it, and on a refusal says what stands in the way while everything typed stays.
 */
export function ActForm<T>({
  path,
  body,
  first,
  label,
  onDone,
  start = {},
  check = () => [],
  seal,
  keep,
  tone = 'primary',
  aside,
  children,
}: {
  /** Where it is posted. */
  readonly path: string
  readonly body: (values: Values) => unknown
  /** What is posted before it, to the same place, when it is not `null`; refused, nothing else is posted. */
  readonly first?: (values: Values) => unknown
  /** Verb and object: `Record answer`. */
  readonly label: string
  readonly onDone: (answer: T, values: Values) => void
  readonly start?: Values
  /** What is missing or wrong before anything is sent. */
  readonly check?: (values: Values) => readonly Fault[]
  /** Present: asked once more before it is sent. */
  readonly seal?: (values: Values) => Omit<Seal, 'label'>
  /** What is typed outlives leaving the page under this name, until it is sent. */
  readonly keep?: string
  readonly tone?: 'primary' | 'plain'
  /** Beside the button. */
  readonly aside?: React.ReactNode
  readonly children?: React.ReactNode
}) {
  const { me } = useMe()
  // Of whoever is signed in: the next person at this browser finds none of it.
  const keptAs = keep === undefined ? null : `unblind:form:${me?.person?.id ?? ''}:${keep}`
  const [values, setValues] = useState<Values>(() => ({ ...start, ...kept(keptAs) }))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [isSending, setIsSending] = useState(false)
  const [sealing, setSealing] = useState<Seal | null>(null)
  const form = useRef<HTMLFormElement>(null)

  const set = (name: string, value: string) =>
    setValues((now) => {
      const next = { ...now, [name]: value }
      if (keptAs !== null) sessionStorage.setItem(keptAs, JSON.stringify(next))
      return next
    })
  const send = async () => {
    setIsSending(true)
    const before = first?.(values) ?? null
    const begun = before === null ? null : await post<unknown>(path, before)
    const answer = begun?.ok === false ? begun : await post<T>(path, body(values))
    setIsSending(false)
    if (!answer.ok) {
      setProblem(answer.problem)
      setFaults(answer.problem.faults)
      return
    }
    setProblem(null)
    setFaults([])
    setValues(start)
    if (keptAs !== null) sessionStorage.removeItem(keptAs)
    announce(`${label}: recorded.`)
    foldUp(form.current)
    onDone(answer.value, values)
  }
  const ask = (event: React.FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isSending) return
    const found = [...missing(form.current, values), ...check(values)]
    setFaults(found)
    setProblem(null)
    if (found.length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    if (seal === undefined) void send()
    else setSealing({ ...seal(values), label })
  }
  return (
    <form className="act-form" ref={form} noValidate onSubmit={ask}>
      <FillingContext value={{ values, faults, set }}>{children}</FillingContext>
      {problem === null ? null : <Refused problem={problem} />}
      <div className="toolbar act-buttons">
        <button type="submit" className={tone === 'primary' ? 'primary' : undefined} aria-disabled={isSending}>
          {label}
        </button>
        {aside}
      </div>
      <SealDialog
        seal={sealing}
        onLeave={() => setSealing(null)}
        onSeal={() => {
          setSealing(null)
          void send()
        }}
      />
    </form>
  )
}

/** A refusal beside the form: what, why, and what would move it. Nothing typed is lost. */
export function Refused({ problem }: { readonly problem: Problem }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem.detail !== '') box.current?.focus()
  }, [problem])
  const [said = '', ...lines] = problem.detail.split('\n')
  return (
    <div className="refused" role="alert" tabIndex={-1} ref={box}>
      <p className="refused-title">{problem.title}</p>
      {problem.kind === 'http.not-signed-in' ? <SignInAgain /> : null}
      <p>{spoken(said.replace(/^not recorded: /, ''))}</p>
      {problem.blocks.length > 0 ? (
        <BlockList blocks={problem.blocks} />
      ) : (
        lines.map((line) => <p key={line}>{spoken(line)}</p>)
      )}
      {problem.faults.length === 0 ? null : (
        <ul>
          {problem.faults.map((fault) => (
            <li key={`${fault.field} ${fault.sentence}`}>
              <code>{fault.field}</code> {fault.sentence}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A sign-in ends by itself after some hours; what was typed here waits for the same person. */
function SignInAgain() {
  const { pathname, search, hash } = window.location
  return (
    <p>
      <a href={`/sign-in?${new URLSearchParams({ to: pathname + search + hash })}`}>Sign in again</a>: what you typed is
      kept for you in this window.
    </p>
  )
}

/** A form folded behind a button, so that a page of facts stays a page of facts. */
export function Fold({
  label,
  isOpen = false,
  id,
  isWayOn = false,
  onOpen,
  children,
}: {
  readonly label: string
  readonly isOpen?: boolean
  readonly id?: string
  /** Unfolds when an address leads to what it is part of. */
  readonly isWayOn?: boolean
  /** Each time it is opened, to ask for what is needed inside. */
  readonly onOpen?: () => void
  readonly children: React.ReactNode
}) {
  return (
    <details
      className="fold no-print"
      open={isOpen}
      id={id}
      data-way-on={isWayOn ? '' : undefined}
      onToggle={(event) => {
        if (event.currentTarget.open) onOpen?.()
      }}
    >
      <summary className="button">{label}</summary>
      <div className="fold-body">{children}</div>
    </details>
  )
}

type Named = {
  readonly name: string
  readonly label: string
  readonly hint?: React.ReactNode
  /** Nothing is sent without it. */
  readonly isNeeded?: boolean
}

type Control = {
  readonly id: string
  readonly name: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'data-needed': string | undefined
}

/** What is wrong with one field, told under the id that the field is described by: `ID-error`. */
export function FieldFaults({
  id,
  label,
  faults,
}: {
  readonly id: string
  readonly label: string
  readonly faults: readonly Fault[]
}) {
  return faults.length === 0 ? null : (
    <p className="error" id={`${id}-error`}>
      <span className="visually-hidden">Error: </span>
      {faults.map(({ sentence }) => `${label} ${sentence}`).join('. ')}
    </p>
  )
}

function ActField({
  name,
  label,
  hint,
  isNeeded = false,
  children,
}: Named & { readonly children: (control: Control, filling: Filling) => React.ReactNode }) {
  const filling = useFilling()
  const id = useId()
  const faults = filling.faults.filter(({ field }) => field === name)
  const described = [hint === undefined ? null : `${id}-hint`, faults.length > 0 ? `${id}-error` : null].filter(
    (one) => one !== null,
  )
  return (
    <div className={faults.length > 0 ? 'field is-wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldFaults id={id} label={label} faults={faults} />
      {children(
        {
          id,
          name,
          'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
          'aria-invalid': faults.length > 0 ? true : undefined,
          'data-needed': isNeeded ? label : undefined,
        },
        filling,
      )}
    </div>
  )
}

/** One line, or a day. */
export function TextIn({
  type = 'text',
  autoComplete = 'off',
  ...named
}: Named & {
  readonly type?: 'text' | 'date' | 'password'
  /** What a browser may fill in. */
  readonly autoComplete?: 'off' | 'current-password' | 'new-password'
}) {
  return (
    <ActField {...named}>
      {(control, { values, set }) => (
        <input
          {...control}
          type={type}
          autoComplete={autoComplete}
          value={values[named.name] ?? ''}
          onChange={(event) => set(named.name, event.target.value)}
        />
      )}
    </ActField>
  )
}

/** Several lines; with `linesOf` each line is one of a list. */
export function LongIn({ rows = 3, ...named }: Named & { readonly rows?: number }) {
  return (
    <ActField {...named}>
      {(control, { values, set }) => (
        <textarea
          {...control}
          rows={rows}
          value={values[named.name] ?? ''}
          onChange={(event) => set(named.name, event.target.value)}
        />
      )}
    </ActField>
  )
}

export function ChoiceIn({
  choices,
  none,
  ...named
}: Named & {
  readonly choices: readonly (readonly [value: string, name: string])[]
  /** What leaving it open is called; absent: it starts on the first choice only if `start` says so. */
  readonly none?: string
}) {
  return (
    <ActField {...named}>
      {(control, { values, set }) => (
        <select {...control} value={values[named.name] ?? ''} onChange={(event) => set(named.name, event.target.value)}>
          <option value="">{none ?? 'Choose'}</option>
          {choices.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </ActField>
  )
}

/** One of a few, all of them in sight, each with what it means. */
export function RadioIn({
  name,
  label,
  hint,
  isNeeded = false,
  choices,
}: Named & {
  readonly choices: readonly { readonly value: string; readonly name: string; readonly means?: string }[]
}) {
  const { values, faults, set } = useFilling()
  const id = useId()
  const wrong = faults.filter(({ field }) => field === name)
  return (
    <fieldset
      className={wrong.length > 0 ? 'radio-in is-wrong' : 'radio-in'}
      aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
    >
      <legend>{label}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <FieldFaults id={id} label={label} faults={wrong} />
      {choices.map((choice) => (
        <label key={choice.value} className="radio">
          <input
            type="radio"
            name={`${id}-${name}`}
            data-name={name}
            data-needed={isNeeded ? label : undefined}
            aria-invalid={wrong.length > 0 ? true : undefined}
            value={choice.value}
            checked={values[name] === choice.value}
            onChange={() => set(name, choice.value)}
          />
          <span>
            {choice.name}
            {choice.means === undefined ? null : <span className="radio-means"> {choice.means}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export function CheckIn({ name, label }: { readonly name: string; readonly label: React.ReactNode }) {
  const { values, set } = useFilling()
  return (
    <label className="radio">
      <input
        type="checkbox"
        checked={values[name] === 'yes'}
        onChange={(event) => set(name, event.target.checked ? 'yes' : '')}
      />
      <span>{label}</span>
    </label>
  )
}

/** The lines of a text as a list, empty ones left out. */
export function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Fields that are needed say so themselves; whatever holds nothing but blanks is empty. */
function missing(form: HTMLFormElement | null, values: Values): readonly Fault[] {
  const names = new Set<string>()
  for (const field of form?.querySelectorAll<HTMLInputElement>('[data-needed]') ?? [])
    names.add(field.dataset.name ?? field.name)
  return [...names]
    .filter((name) => (values[name] ?? '').trim() === '')
    .map((field) => ({ field, sentence: 'is missing; give it' }))
}

/** Done: the form goes back behind its button, which takes the focus. */
function foldUp(form: HTMLFormElement | null): void {
  const fold = form?.closest<HTMLDetailsElement>('details.fold')
  if (fold === null || fold === undefined) return
  fold.open = false
  fold.querySelector('summary')?.focus({ preventScroll: true })
}

function kept(keptAs: string | null): Values {
  if (keptAs === null) return {}
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(keptAs) ?? '{}')
    return typeof read === 'object' && read !== null ? (read as Values) : {}
  } catch {
    return {}
  }
}
