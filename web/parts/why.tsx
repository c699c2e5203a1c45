import { useEffect, useId, useRef, useState } from 'react'

/**
 * Why a statement is made, one key away: `?` on the statement’s row, or a click, opens it; Escape closes it and gives the
 * focus back.
 */
export function Why({
  label,
  children,
}: {
  /** What is explained: `why this is due`. */
  readonly label: string
  readonly children: React.ReactNode
}) {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setIsOpen(false)
      button.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOpen])
  return (
    <span className="why">
      <button
        type="button"
        ref={button}
        className="why-button no-print"
        data-why
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={label}
        title={label}
        onClick={() => setIsOpen((now) => !now)}
      >
        ?
      </button>
      <span className="why-box" id={id} hidden={!isOpen}>
        {children}
      </span>
    </span>
  )
}
