import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Assessment } from '../../src/assessment/assessment.ts'
import { ask, type Example, type Fault, post, useAnswer } from '../api.ts'
import { goTo, useLocation } from '../location.ts'
import { hasExcerpts } from '../report/answers.tsx'
import { useTitle } from '../title.ts'
import { type Draft, fieldId, rowsAt, withRow } from './draft.ts'
import { WithDraft } from './fields.tsx'
import { fileOf, readFile } from './file.ts'
import { FilePanel } from './file-panel.tsx'
import { TransactionForm } from './form.tsx'
import { fullLabelOf } from './labels.ts'
import { keepLists, keptLists, listsAssessedWith, rememberLists } from './lists-of-example.ts'

const KEPT_AS = 'unblind.draft'
const EMPTY: Draft = { kind: 'export', parties: [{ roles: ['end-user'] }], items: [{}] }

type Writing = {
  readonly draft: Draft
  readonly file: string
  readonly fileFault: string | null
  /** `example:NAME`: against the lists of that example. `null`: the lists in use. */
  readonly lists: string | null
}

/** One transaction: a form, the same thing as a file, and the two kept in step. */
export function AssessPage() {
  const { query, hash } = useLocation()
  const [writing, setWriting] = useState<Writing>(() => kept())
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [sentence, setSentence] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [isFileShown, setIsFileShown] = useState(() => window.matchMedia('(min-width: 1180px)').matches)
  const [areListsLost, setAreListsLost] = useState(false)
  const summary = useRef<HTMLDivElement>(null)
  const submit = useRef<HTMLButtonElement>(null)
  useTitle(sentence === null ? 'Assess a transaction' : 'Error: assess a transaction')

  const takeDraft = useCallback((draft: Draft, lists: string | null = null, areLost = false) => {
    setWriting({ draft, file: fileOf(draft), fileFault: null, lists })
    setAreListsLost(areLost)
    setFaults([])
    setSentence(null)
  }, [])
  useFromAssessment(query, hash, takeDraft)
  useEffect(() => sessionStorage.setItem(KEPT_AS, writing.file), [writing.file])
  useEffect(() => keepLists(writing.lists), [writing.lists])

  const change = useCallback((next: (draft: Draft) => Draft) => {
    setWriting((now) => {
      const draft = next(now.draft)
      return { draft, file: fileOf(draft), fileFault: null, lists: now.lists }
    })
  }, [])
  const changeFile = (file: string, isAnother: boolean) => {
    const read = readFile(file)
    setWriting((now) => ({
      file,
      draft: read.ok ? read.draft : now.draft,
      fileFault: read.ok ? null : read.sentence,
      lists: isAnother ? null : now.lists,
    }))
  }
  /** A file that was opened is laid out afresh; one that cannot be read is shown as it is, with its fault. */
  const openFile = (text: string, lists: string | null) => {
    const read = readFile(text)
    if (read.ok) takeDraft(read.draft, lists)
    else changeFile(text, true)
  }
  const refuse = (why: string, at: readonly Fault[]) => {
    flushSync(() => {
      setFaults(at)
      setSentence(why)
    })
    summary.current?.focus()
  }
  const assess = async () => {
    if (isAsking) return
    if (writing.fileFault !== null) return refuse(writing.fileFault, [])
    setIsAsking(true)
    const { draft, lists } = writing
    const against = lists === null ? '' : `?lists=${encodeURIComponent(lists)}`
    const answer = await post<Assessment>(`/v1/assessments${against}`, draft)
    setIsAsking(false)
    if (answer.ok && lists !== null) rememberLists(answer.value.id, lists)
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
        <Examples onTake={({ transaction, lists }) => openFile(transaction, lists)} />
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
              <ListsNote
                lists={writing.lists}
                areLost={areListsLost}
                onUseListsInUse={() => {
                  setWriting((now) => ({ ...now, lists: null }))
                  submit.current?.focus()
                }}
              />
              <button type="submit" ref={submit} className="primary" aria-disabled={isAsking}>
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
            onOpen={(text) => openFile(text, null)}
          />
        ) : null}
      </div>
    </div>
  )
}

/** Says which lists will be read when they are not those in use, or no longer are. */
function ListsNote({
  lists,
  areLost,
  onUseListsInUse,
}: {
  lists: string | null
  areLost: boolean
  onUseListsInUse: () => void
}) {
  if (lists !== null)
    return (
      <p className="submit-note">
        Assessed against the small lists that travel with this example, not the lists in use.{' '}
        <button type="button" onClick={onUseListsInUse}>
          Use the lists in use
        </button>
      </p>
    )
  if (!areLost) return null
  return (
    <p className="submit-note">
      The earlier answer was against the lists of an example. This one will be against the lists in use; to keep the
      example’s, load the example again.
    </p>
  )
}

function kept(): Writing {
  const file = sessionStorage.getItem(KEPT_AS)
  const read = file === null ? null : readFile(file)
  const draft = read?.ok && Object.keys(read.draft).length > 0 ? read.draft : EMPTY
  return { draft, file: fileOf(draft), fileFault: null, lists: draft === EMPTY ? null : keptLists() }
}

/** `?from=ID` opens the transaction of an assessment; `decide=LIST~VERSION~ENTRY&party=N` starts a decision on a match in it. */
function useFromAssessment(
  query: URLSearchParams,
  hash: string,
  take: (draft: Draft, lists: string | null, areListsLost: boolean) => void,
): void {
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
      const lists = listsAssessedWith(answer.value.id)
      take(draft, lists, lists === null && hasExcerpts(answer.value))
      const target =
        decide === null || party === null ? hash : fieldId(`${list}[${rowsAt(opened, list).length}].decision`)
      window.history.replaceState(null, '', '/assess')
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

function Examples({ onTake }: { onTake: (example: Example) => void }) {
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
                onTake(example)
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
