import { useRef } from 'react'

/** The transaction as a file: what the command line and the API take, kept in step with the form. */
export function FilePanel({
  file,
  fault,
  onChange,
  onOpen,
}: {
  readonly file: string
  readonly fault: string | null
  /** `isAnother`: the whole text was replaced, by pasting over it or emptying it. */
  readonly onChange: (text: string, isAnother: boolean) => void
  readonly onOpen: (text: string) => void
}) {
  const chooser = useRef<HTMLInputElement>(null)
  const isPastedOverAll = useRef(false)
  return (
    <section className="file" id="file-panel" aria-labelledby="file-title">
      <h2 id="file-title">The same transaction as a file</h2>
      <p className="hint" id="file-hint">
        YAML or JSON, pasted or typed. The form follows; <code>unblind assess</code> takes the same file.
      </p>
      {fault === null ? null : (
        <p className="error" id="file-error" role="status">
          {fault}
        </p>
      )}
      <textarea
        id="file-text"
        aria-labelledby="file-title"
        aria-describedby={fault === null ? 'file-hint' : 'file-hint file-error'}
        aria-invalid={fault === null ? undefined : true}
        spellCheck={false}
        rows={28}
        value={file}
        onPaste={({ clipboardData, currentTarget: { selectionStart, selectionEnd, value } }) => {
          // The same text over itself changes nothing, and no change would follow to read this.
          const isOther = clipboardData.getData('text') !== value
          isPastedOverAll.current = isOther && selectionStart === 0 && selectionEnd === value.length
        }}
        onChange={(event) => {
          onChange(event.target.value, isPastedOverAll.current || event.target.value.trim() === '')
          isPastedOverAll.current = false
        }}
      />
      <div className="toolbar">
        <button type="button" onClick={() => chooser.current?.click()}>
          Open a file
        </button>
        <a
          className="button"
          download="transaction.yaml"
          href={`data:application/yaml;charset=utf-8,${encodeURIComponent(file.toWellFormed())}`}
        >
          Save as a file
        </a>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".yaml,.yml,.json,application/json,application/yaml"
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen !== undefined) void chosen.text().then(onOpen)
            event.target.value = ''
          }}
        />
      </div>
    </section>
  )
}
