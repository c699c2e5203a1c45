import { useCallback, useState } from 'react'
import type { InformationView } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted, instantInWords } from '../format.ts'
import { useLocation } from '../location.ts'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Due } from '../parts/due.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { useTitle } from '../title.ts'
import { CHANNEL_NAMES, STAGE_WORDS } from './information-words.ts'
import { NoteForm } from './note-form.tsx'
import { Reading } from './reading.tsx'

/** What reached the firm: what waits first, each with its clock; beside it the item that is open, in its own words. */
export function InformationPage({ id }: { id: string | null }) {
  const { permits } = useMe()
  const { query } = useLocation()
  const mayRead = permits('information.read')
  const [turn, setTurn] = useState(0)
  const answer = useAnswer<{ information: readonly InformationView[] }>(mayRead ? '/v1/information' : null, turn)
  const again = useCallback(() => setTurn((now) => now + 1), [])
  useTitle('Information')
  const items = answer?.ok ? inOrder(answer.value.information) : []
  const waiting = items.filter(({ clock }) => clock !== null).length
  const open = id === null ? null : (items.find((one) => one.id === id) ?? null)
  return (
    <>
      <PageHead
        title="Information"
        lead={
          mayRead
            ? waiting === 0
              ? 'Nothing waits. Whatever comes in about a party of a case is linked to it by itself.'
              : `${counted(waiting, 'item waits', 'items wait')}. What comes in is kept as it came; nobody takes it out.`
            : 'You may add what you learned. An officer reads it.'
        }
      />
      {permits('information.add') ? <NoteForm about={query.get('about')} onTaken={again} mayRead={mayRead} /> : null}
      {!mayRead ? null : answer === null ? (
        <Waiting what="Opening what came in" />
      ) : !answer.ok ? (
        <ProblemNotice problem={answer.problem} />
      ) : (
        <div className={id === null ? 'inbox' : 'inbox has-open'}>
          <List items={items} openId={id} />
          {open !== null ? (
            <Reading item={open} onDone={again} />
          ) : id !== null ? (
            <Empty title="Nothing came in under this id">
              <p>
                <a href="/information">See what came in</a>
              </p>
            </Empty>
          ) : items.length === 0 ? null : (
            <p className="inbox-hint soft">
              Open an item to read it. <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd> opens.
            </p>
          )}
        </div>
      )}
    </>
  )
}

/** What a clock runs for first, the nearest day before the others; then the rest, newest first. */
function inOrder(items: readonly InformationView[]): readonly InformationView[] {
  return items.toSorted(
    (a, b) =>
      (a.clock?.dueOn ?? '9999').localeCompare(b.clock?.dueOn ?? '9999') || b.receivedAt.localeCompare(a.receivedAt),
  )
}

function List({ items, openId }: { readonly items: readonly InformationView[]; readonly openId: string | null }) {
  if (items.length === 0)
    return (
      <Empty title="Nothing came in yet">
        <p>Write down what somebody said, hand in a message, or put messages into the watched folder.</p>
      </Empty>
    )
  return (
    <nav className="inbox-list" aria-label="What came in">
      <ol>
        {items.map((item) => (
          <li key={item.id} data-row>
            <a
              href={`/information/${encodeURIComponent(item.id)}`}
              aria-current={item.id === openId ? 'true' : undefined}
            >
              <span className="inbox-subject">{titleOf(item)}</span>
              <span className="inbox-meta">
                <StateMark of={item.stage} words={STAGE_WORDS} />
                {item.clock === null ? (
                  <span>{instantInWords(item.receivedAt).split(',')[0]}</span>
                ) : (
                  <Due on={item.clock.dueOn} isOverdue={item.clock.isOverdue} />
                )}
              </span>
              <span className="inbox-meta">
                {CHANNEL_NAMES[item.channel]}
                {item.links.length === 0
                  ? ''
                  : `, about ${[...new Set(item.links.map(({ partyName }) => partyName))].join(', ')}`}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export function titleOf({ subject, words }: InformationView): string {
  const first = (words ?? '').split('\n').find((line) => line.trim() !== '')
  return subject ?? first?.slice(0, 80) ?? 'Could not be read'
}
