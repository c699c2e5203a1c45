import { useEffect, useRef } from 'react'

/** What sealing does, in one sentence, and who will be named: asked before, because nothing sealed is taken back. */
export type Seal = {
  /** `This releases the case. Two people will be named.` */
  readonly consequence: string
  /** Everybody whose name the entry will bear. */
  readonly names: readonly string[]
  /** Verb and object, as on the button that asked: `Release case`. */
  readonly label: string
}

export function SealDialog({
  seal,
  onSeal,
  onLeave,
}: {
  /** `null`: closed. */
  readonly seal: Seal | null
  readonly onSeal: () => void
  readonly onLeave: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (seal !== null) dialog.current?.showModal()
    else dialog.current?.close()
  }, [seal])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="seal-heading"
      aria-describedby="seal-consequence"
      onClose={onLeave}
    >
      <h2 id="seal-heading">{seal?.label}</h2>
      <p id="seal-consequence">{seal?.consequence}</p>
      {(seal?.names.length ?? 0) === 0 ? null : (
        <p>
          Named in the record: <strong>{seal?.names.join(', ')}</strong>.
        </p>
      )}
      <p className="small soft">What is sealed is not taken back; a later entry can answer it.</p>
      <div className="toolbar dialog-buttons">
        <button type="button" className="primary" onClick={onSeal}>
          {seal?.label}
        </button>
        <button type="button" onClick={onLeave}>
          Leave it as it is
        </button>
      </div>
    </dialog>
  )
}
