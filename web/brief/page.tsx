import { useState } from 'react'
import type { EditionSummary, EditionView, Made } from '../../src/app/index.ts'
import { type Problem, post, useAnswer } from '../api.ts'
import { dayInWords, instantInWords } from '../format.ts'
import { useKnown } from '../known.tsx'
import { goTo, useHashTarget } from '../location.ts'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { useTitle } from '../title.ts'
import { EditionBody } from './edition.tsx'

/** A firm reads what touches it. An authority has no parties and no cases of its own: it reads what everybody does. */
function useReader(): string | null {
  const { me } = useMe()
  if (me === null) return null
  return me.node.kind === 'authority' ? '?reader=public' : '?reader=firm'
}

/** The newest edition; where none was made yet, what makes one. */
export function BriefPage() {
  const [turn, setTurn] = useState(0)
  const reader = useReader()
  const answer = useAnswer<{ editions: readonly EditionSummary[] }>(reader === null ? null : `/v1/brief${reader}`, turn)
  useTitle('Brief')
  if (answer === null) return <Waiting what="Opening the brief" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  const [newest] = answer.value.editions
  if (newest === undefined) return <NoneYet onMade={() => setTurn((now) => now + 1)} />
  return <Edition id={newest.id} isNewest onMade={() => setTurn((now) => now + 1)} />
}

/** One edition of the archive. */
export function EditionPage({ id }: { readonly id: string }) {
  return <Edition id={id} />
}

function Edition({
  id,
  isNewest = false,
  onMade,
}: {
  readonly id: string
  readonly isNewest?: boolean
  readonly onMade?: () => void
}) {
  const reader = useReader()
  const answer = useAnswer<EditionView>(reader === null ? null : `/v1/brief/${encodeURIComponent(id)}${reader}`)
  const { status } = useKnown()
  useTitle(`Brief ${id}`)
  useHashTarget(answer?.ok === true)
  if (answer === null) return <Waiting what="Opening the brief" />
  if (!answer.ok) {
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/brief/archive">See the editions that were made</a>
      </ProblemNotice>
    )
  }
  const { edition, summary } = answer.value
  const today = status?.ok ? status.value.today : null
  const isOfToday = today === null || edition.on === today
  const forWhom = edition.reader.kind === 'firm' ? edition.reader.name : 'everybody'
  return (
    <>
      <PageHead
        eyebrow={`${edition.id} · made ${instantInWords(edition.madeAt)} by ${summary.by} · for ${forWhom}`}
        title={`Brief of ${dayInWords(edition.on)}`}
        lead={edition.headline}
        tools={
          <>
            {isNewest ? <MakeNow label={isOfToday ? 'Look again now' : 'Make today’s brief'} onMade={onMade} /> : null}
            <a className="button" href="/brief/archive">
              Archive
            </a>
            <button type="button" onClick={() => window.print()}>
              Print
            </button>
          </>
        }
      />
      {isNewest && !isOfToday ? (
        <p className="callout is-quiet">
          The brief of today, {dayInWords(today)}, is not made yet. It is made at 06:00 in Washington while the server
          runs.
        </p>
      ) : null}
      {edition.lines.length === 0 && edition.reader.kind === 'firm' ? null : (
        <p className="brief-proof">{edition.proof}</p>
      )}
      <EditionBody edition={edition} summary={summary} />
    </>
  )
}

function NoneYet({ onMade }: { readonly onMade: () => void }) {
  return (
    <>
      <PageHead title="Brief" />
      <Empty title="No brief was made here yet">
        <p>
          A brief says what changed at the lists, the law and the forum, which of your parties, items and cases are
          touched, and what to do by when. It is made each morning at 06:00 in Washington, or now.
        </p>
        <MakeNow label="Make today’s brief" onMade={onMade} isFirst />
      </Empty>
    </>
  )
}

/** Makes the brief of today; the holds it calls for are placed with it. */
function MakeNow({
  label,
  onMade,
  isFirst = false,
}: {
  readonly label: string
  readonly onMade?: (() => void) | undefined
  readonly isFirst?: boolean
}) {
  const { permits } = useMe()
  const [state, setState] = useState<'idle' | 'making' | Problem>('idle')
  if (!permits('brief.make')) return isFirst ? <p>An officer can make it now.</p> : null
  const make = async () => {
    setState('making')
    const made = await post<Made>('/v1/brief', {})
    setState(made.ok ? 'idle' : made.problem)
    if (made.ok) {
      onMade?.()
      goTo('/brief')
    }
  }
  return (
    <>
      <button type="button" className={isFirst ? 'primary' : undefined} disabled={state === 'making'} onClick={make}>
        {state === 'making' ? 'Making it…' : label}
      </button>
      {typeof state === 'object' ? <p role="alert">{state.detail}</p> : null}
    </>
  )
}

/** Every edition that was made, each as it was. */
export function ArchivePage() {
  const reader = useReader()
  const answer = useAnswer<{ editions: readonly EditionSummary[] }>(reader === null ? null : `/v1/brief${reader}`)
  useTitle('Briefs')
  if (answer === null) return <Waiting what="Opening the archive" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  const { editions } = answer.value
  return (
    <>
      <PageHead
        title="Briefs"
        lead="Every edition that was made, kept as it was. A later edition of a day takes the place of the earlier and never changes it."
        tools={
          <>
            <a className="button" href="/v1/brief/feed.atom">
              Feed of these
            </a>
            <a className="button" href="/brief/public" target="_self">
              Public brief
            </a>
          </>
        }
      />
      <Table
        caption="Editions, newest first"
        keyOf={(one) => one.id}
        rows={editions}
        empty={
          <Empty title="No brief was made here yet">
            <p>
              <a href="/brief">Make today’s brief</a>
            </p>
          </Empty>
        }
        columns={[
          { name: 'Day', show: (one) => <a href={`/brief/${one.id}`}>{dayInWords(one.on)}</a> },
          { name: 'What it says', show: (one) => one.headline },
          { name: 'Holds placed', show: (one) => one.holds.length, isNumber: true },
          { name: 'Made', show: (one) => `${instantInWords(one.madeAt)}, by ${one.by}` },
          {
            name: 'Edition',
            show: ({ id, replacedBy }) => (
              <>
                {id}
                {replacedBy === null ? null : (
                  <>
                    , replaced by <a href={`/brief/${replacedBy.edition}`}>{replacedBy.edition}</a>
                  </>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  )
}
