import { useCallback, useEffect, useRef, useState } from 'react'
import type { Assessment } from '../../src/case/assessment.ts'
import { ask, type Example, type Fault, post, useAnswer } from '../api.ts'
import { goTo, useLocation } from '../location.ts'
import { useTitle } from '../title.ts'
import { type Draft, fieldId, rowsAt, withRow } from './draft.ts'
import { WithDraft } from './fields.tsx'
import { fileOf, readFile } from './file.ts'
import { FilePanel } from './file-panel.tsx'
import { TransactionForm } from './form.tsx'
import { fullLabelOf } from './labels.ts'

const KEPT_AS = 'unblind.draft'
const EMPTY: Draft = { kind: 'export', parties: [{ roles: ['end-user'] }], items: [{}] }

type Writing = { readonly draft: Draft; readonly file: string; readonly fileFault: string | null }

/** One transaction: a form, the same thing as a file, and the two kept in step. */
export function AssessPage() {
  const { query, hash } = useLocation()
  const [writing, setWriting] = useState<Writing>(() => kept())
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [sentence, setSentence] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [isFileShown, setIsFileShown] = useState(() => window.matchMedia('(min-width: 1180px)').matches)
  const summary = useRef<HTMLDivElement>(null)
  useTitle(sentence === null ? 'Assess a transaction' : 'Error: assess a transaction')

  const takeDraft = useCallback((draft: Draft) => {
    setWriting({ draft, file: fileOf(draft), fileFault: null })
    setFaults([])
    setSentence(null)
  }, [])
  useFromAssessment(query, hash, takeDraft)
  useEffect(() => sessionStorage.setItem(KEPT_AS, writing.file), [writing.file])

  const change = useCallback((next: (draft: Draft) => Draft) => {
    setWriting((now) => {
      const draft = next(now.draft)
      return { draft, file: fileOf(draft), fileFault: null }
    })
  }, [])
  const changeFile = (file: string) => {
    const read = readFile(file)
    setWriting((now) => ({ file, draft: read.ok ? read.draft : now.draft, fileFault: read.ok ? null : read.sentence }))
  }
  const refuse = (why: string, at: readonly Fault[]) => {
    setFaults(at)
    setSentence(why)
    requestAnimationFrame(() => summary.current?.focus())
  }
  const assess = async () => {
    if (isAsking) return
    if (writing.fileFault !== null) return refuse(writing.fileFault, [])
    setIsAsking(true)
    const answer = await post<Assessment>('/v1/assessments', writing.draft)
    setIsAsking(false)
    if (answer.ok) return goTo(`/assessments/${encodeURIComponent(answer.value.id)}`)
    refuse(
      answer.problem.faults.length > 0 ? 'There is something to correct' : answer.problem.detail,
      answer.problem.faults,
    )
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void assess()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for every field inside; the button does the same
    <div onKeyDown={onKeyDown}>
      <h1>Assess a transaction</h1>
      <p className="lead">
        One proposed export: who is involved, what it is, where it goes and what for. Leave open what nobody knows: it
        is shown as unknown and never read as no.
      </p>
      {sentence === null ? null : <ErrorSummary ref={summary} sentence={sentence} faults={faults} />}
      <div className="toolbar tools">
        <Examples onTake={(text) => changeFileAndForm(text, takeDraft, changeFile)} />
        <button
          type="button"
          aria-expanded={isFileShown}
          aria-controls="file-panel"
          onClick={() => setIsFileShown(!isFileShown)}
        >
          {isFileShown ? 'Hide the file' : 'Paste or open YAML or JSON'}
        </button>
        <button type="button" className="quiet" onClick={() => takeDraft(EMPTY)}>
          Clear the form
        </button>
      </div>
      <div className={isFileShown ? 'workbench with-file' : 'workbench'}>
        <WithDraft value={{ draft: writing.draft, faults, change }}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void assess()
            }}
          >
            <TransactionForm />
            <div className="submit">
              <button type="submit" className="primary" aria-disabled={isAsking}>
                {isAsking ? 'Assessing…' : 'Assess transaction'}
              </button>
              <span className="soft small">
                <kbd>Ctrl</kbd> <kbd>Enter</kbd> from any field. The answer is stored and can be opened again.
              </span>
            </div>
          </form>
        </WithDraft>
        {isFileShown ? (
          <FilePanel
            file={writing.file}
            fault={writing.fileFault}
            onChange={changeFile}
            onOpen={(text) => changeFileAndForm(text, takeDraft, changeFile)}
          />
        ) : null}
      </div>
    </div>
  )
}

/** A file that was opened is laid out afresh; one that cannot be read is shown as it is, with its fault. */
function changeFileAndForm(text: string, takeDraft: (draft: Draft) => void, changeFile: (file: string) => void): void {
  const read = readFile(text)
  if (read.ok) takeDraft(read.draft)
  else changeFile(text)
}

function kept(): Writing {
  const file = sessionStorage.getItem(KEPT_AS)
  const read = file === null ? null : readFile(file)
  const draft = read?.ok && Object.keys(read.draft).length > 0 ? read.draft : EMPTY
  return { draft, file: fileOf(draft), fileFault: null }
}

/** `?from=ID` opens the transaction of an assessment; `decide=LIST~VERSION~ENTRY&party=N` starts a decision on a match in it. */
function useFromAssessment(query: URLSearchParams, hash: string, take: (draft: Draft) => void): void {
  const from = query.get('from')
  const decide = query.get('decide')
  const party = query.get('party')
  useEffect(() => {
    if (from === null) return
    let isLeft = false
    void ask<Assessment>(`/v1/assessments/${encodeURIComponent(from)}`).then((answer) => {
      if (isLeft || !answer.ok) return
      const opened = structuredClone(answer.value.transaction) as unknown as Draft
      const list = `parties[${party}].hitDecisions`
      const [listId, entryVersion, ...entry] = decide?.split('~') ?? []
      const draft =
        decide === null || party === null
          ? opened
          : withRow(opened, list, { list: listId, entryKey: entry.join('~'), entryVersion })
      take(draft)
      const target =
        decide === null || party === null ? hash : fieldId(`${list}[${rowsAt(opened, list).length}].decision`)
      window.history.replaceState(null, '', '/')
      requestAnimationFrame(() => requestAnimationFrame(() => showField(target)))
    })
    return () => {
      isLeft = true
    }
  }, [from, decide, party, hash, take])
}

function ErrorSummary({
  ref,
  sentence,
  faults,
}: {
  ref: React.Ref<HTMLDivElement>
  sentence: string
  faults: readonly Fault[]
}) {
  return (
    <div className="problem" role="alert" tabIndex={-1} ref={ref}>
      <h2>{sentence}</h2>
      {faults.length === 0 ? null : (
        <ul>
          {faults.map((fault) => (
            <li key={`${fault.field} ${fault.sentence}`}>
              <a
                href={`#${fieldId(fault.field)}`}
                onClick={(event) => {
                  event.preventDefault()
                  showField(fieldId(fault.field))
                }}
              >
                {fullLabelOf(fault.field)} {fault.sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Focuses the field with an id, or the nearest group it would be in. */
function showField(id: string): void {
  for (let at = id; at.length > 1; at = at.slice(0, at.lastIndexOf('-'))) {
    const found = document.getElementById(at)
    if (found === null) {
      if (!at.includes('-')) return
      continue
    }
    const folded = found.closest('details')
    if (folded !== null) folded.open = true
    const field = found.matches('input, select, textarea')
      ? found
      : (found.querySelector<HTMLElement>('input, select, textarea') ?? found)
    field.focus()
    field.scrollIntoView({ block: 'center' })
    return
  }
}

function Examples({ onTake }: { onTake: (text: string) => void }) {
  const answer = useAnswer<{ examples: readonly Example[] }>('/v1/examples')
  const menu = useRef<HTMLDetailsElement>(null)
  const examples = answer?.ok ? answer.value.examples : []
  if (examples.length === 0) return null
  return (
    <details className="menu" ref={menu}>
      <summary className="button">Load an example</summary>
      <ul>
        {examples.map((example) => (
          <li key={example.name}>
            <button
              type="button"
              className="quiet"
              onClick={() => {
                onTake(example.transaction)
                if (menu.current !== null) menu.current.open = false
                menu.current?.querySelector('summary')?.focus()
              }}
            >
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
