import { fieldId } from './draft.ts'
import { FieldError, useDraft } from './fields.tsx'
import { labelOf } from './labels.ts'

/** A list of rows that can be added to and removed from; each row a group of its own, named and numbered. */
export function Rows({
  list,
  rows,
  newRow,
  one,
  titleOf,
  addLabel,
  isCompact = false,
  children,
}: {
  readonly list: string
  readonly rows: readonly unknown[]
  readonly newRow: unknown
  /** What a row is called: `Party`. */
  readonly one: string
  readonly titleOf: (row: unknown) => string
  readonly addLabel: string
  readonly isCompact?: boolean
  readonly children: (path: string, index: number) => React.ReactNode
}) {
  const { add, remove, faultsAt } = useDraft()
  const id = fieldId(list)
  const faults = faultsAt(list)
  const addId = `${id}-add`
  return (
    <div className={isCompact ? 'rows is-compact' : 'rows'} id={id} tabIndex={-1}>
      <FieldError id={`${id}-error`} faults={faults} label={labelOf(list)} />
      {rows.map((row, index) => {
        const path = `${list}[${index}]`
        const title = titleOf(row)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: every field is controlled by the draft; a row is its place
          <fieldset className="row" key={index} id={fieldId(path)} tabIndex={-1}>
            <legend>
              {one} {index + 1}
              {title === '' ? null : <span className="row-title">{title}</span>}
            </legend>
            <button
              type="button"
              className="quiet remove"
              onClick={() => {
                remove(list, index)
                requestAnimationFrame(() => document.getElementById(addId)?.focus())
              }}
            >
              Remove {one.toLowerCase()} {index + 1}
            </button>
            <FieldError id={`${fieldId(path)}-error`} faults={faultsAt(path)} label={`${one} ${index + 1}`} />
            {children(path, index)}
          </fieldset>
        )
      })}
      <button
        type="button"
        id={addId}
        onClick={() => {
          add(list, newRow)
          requestAnimationFrame(() => firstFieldOf(fieldId(`${list}[${rows.length}]`))?.focus())
        }}
      >
        {addLabel}
      </button>
    </div>
  )
}

function firstFieldOf(rowId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#${CSS.escape(rowId)} :is(input, select, textarea)`)
}
