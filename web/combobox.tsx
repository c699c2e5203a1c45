import { useId, useRef, useState } from 'react'

export type Suggestion = { readonly value: string; readonly text: string; readonly note?: string }

/**
 * A text field with suggestions (the ARIA combobox pattern): down and up move, Enter takes, Escape closes.
 * What is typed stands even when it is no suggestion.
 */
export function Combobox({
  value,
  onChange,
  onQuery,
  onTake,
  suggestions,
  control,
  listLabel,
  placeholder,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onQuery?: (query: string) => void
  /** What taking a suggestion does; absent: its value becomes what is typed. */
  readonly onTake?: (suggestion: Suggestion) => void
  readonly suggestions: readonly Suggestion[]
  readonly control: {
    readonly id: string
    readonly 'aria-describedby': string | undefined
    readonly 'aria-invalid': true | undefined
  }
  readonly listLabel: string
  readonly placeholder?: string
}) {
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const isShown = isOpen && suggestions.length > 0

  const take = (suggestion: Suggestion) => {
    if (onTake === undefined) onChange(suggestion.value)
    else onTake(suggestion)
    setIsOpen(false)
    setActive(-1)
  }
  const move = (by: number) => {
    const next = (active + by + suggestions.length + (active === -1 && by < 0 ? 1 : 0)) % suggestions.length
    setIsOpen(true)
    setActive(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const chosen = suggestions[active]
    if (event.key === 'ArrowDown' && suggestions.length > 0) move(1)
    else if (event.key === 'ArrowUp' && suggestions.length > 0) move(-1)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && isShown && chosen !== undefined) take(chosen)
    else if (event.key === 'Escape' && isShown) setIsOpen(false)
    else return
    event.preventDefault()
  }
  return (
    <div className="combobox">
      <input
        {...control}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          onQuery?.(event.target.value)
          setIsOpen(true)
          setActive(-1)
        }}
        onFocus={() => onQuery?.(value)}
        onKeyDown={onKeyDown}
        onBlur={() => setIsOpen(false)}
      />
      <div role="listbox" id={listId} aria-label={listLabel} ref={list} hidden={!isShown}>
        {suggestions.map((suggestion, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's, as the combobox pattern has it
          // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are active, never focused
          <div
            key={suggestion.value}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(suggestion)}
          >
            <span className="option-value">{suggestion.text}</span>
            {suggestion.note === undefined ? null : <span className="option-note">{suggestion.note}</span>}
          </div>
        ))}
      </div>
    </div>
  )
}
