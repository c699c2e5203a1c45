import { useState } from 'react'
import type { Awaited, DiscussionLine, ForumInbox, Topic } from '../../src/app/index.ts'
import { post, useAnswer } from '../api.ts'
import { count, counted, instantInWords } from '../format.ts'
import { goTo } from '../location.ts'
import { Mark, State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { Waiting } from '../notice.tsx'
import { Due } from '../parts/due.tsx'
import { Empty } from '../parts/empty.tsx'
import { useKeys } from '../parts/keys.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { useTitle } from '../title.ts'
import { WithoutPrejudice, WithoutSeat } from './without-seat.tsx'

const TOPIC_NAMES: Readonly<Record<Topic, string>> = {
  notices: 'Notices',
  questions: 'Questions',
  technology: 'Technology',
  licensing: 'Licensing',
  meetings: 'Meetings',
  decisions: 'Decisions',
  procedures: 'Procedures',
  consultations: 'Consultations',
  opportunities: 'Opportunities',
  practices: 'Best practice',
  capacity: 'Capacity',
  membership: 'Membership',
}

/** What other states say to this one, by discussion: what waits for an answer first. */
export function InboxPage() {
  const [turn, setTurn] = useState(0)
  const [isAsking, setIsAsking] = useState(false)
  const { permits } = useMe()
  const [most, setMost] = useState(200)
  const answer = useAnswer<ForumInbox>(`/v1/forum/records?limit=${most}`, turn)
  useTitle('Forum')
  const mayWrite = permits('forum.write')
  useKeys(mayWrite ? [{ key: 'n', does: 'Write to other states', run: () => goTo('/forum/new') }] : [])
  if (answer === null) return <Waiting what="Opening the forum" />
  if (!answer.ok) return <WithoutSeat problem={answer.problem} />
  const inbox = answer.value
  const fetchNow = async () => {
    setIsAsking(true)
    await post('/v1/forum/sync', {})
    setIsAsking(false)
    setTurn((now) => now + 1)
  }
  return (
    <>
      <PageHead
        eyebrow={`Seat of ${inbox.state.name}`}
        title="Forum"
        lead={
          inbox.awaited.length === 0
            ? 'No discussion waits for this state.'
            : `${counted(inbox.awaited.length, 'discussion waits', 'discussions wait')} for this state.`
        }
        tools={
          <>
            {mayWrite ? (
              <a className="button primary" href="/forum/new">
                Write to other states <kbd>n</kbd>
              </a>
            ) : null}
            <button type="button" aria-disabled={isAsking} onClick={() => void fetchNow()}>
              {isAsking ? 'Asking the peers' : 'Ask the peers now'}
            </button>
            <a className="button" href="/forum/standing">
              Members and peers
            </a>
          </>
        }
      />
      <Apart inbox={inbox} />
      {inbox.awaited.length === 0 ? null : (
        <Section id="awaited" title={`Waits for ${inbox.state.name}`} count={inbox.awaited.length}>
          <Table<Awaited>
            caption="What waits for this state, the nearest day first"
            rows={inbox.awaited}
            keyOf={({ hash, why }) => `${hash} ${why}`}
            empty={null}
            columns={[
              {
                name: 'What, and why it waits',
                show: ({ hash, title, why }) => (
                  <>
                    <a href={`/forum/${hash}`}>{title}</a>
                    <p className="small soft forum-plain">{spoken(why)}</p>
                  </>
                ),
              },
              { name: 'From', show: ({ from }) => <span title={from.code}>{from.name}</span> },
              { name: 'Due', show: ({ due, isOverdue }) => <Due on={due} isOverdue={isOverdue} /> },
              {
                name: 'Next',
                show: ({ hash, label }) => (
                  <a className="button" href={`/forum/${hash}`}>
                    {label}
                  </a>
                ),
              },
            ]}
          />
        </Section>
      )}
      <Discussions discussions={inbox.discussions} />
      {inbox.total <= inbox.discussions.length ? null : (
        <p>
          The newest {count(inbox.discussions.length)} of {count(inbox.total)} discussions are shown.{' '}
          <button type="button" onClick={() => setMost(10_000)}>
            Show all
          </button>
        </p>
      )}
      <WithoutPrejudice />
    </>
  )
}

/** What stands apart from the discussions: said, never silently left out. */
function Apart({ inbox }: { readonly inbox: ForumInbox }) {
  const { withheld, waiting, evidence, refused, failing } = inbox
  const lines = [
    ...failing.map(({ state, since, sentence }) => ({
      key: state.code,
      shape: 'dashed' as const,
      said: `Nothing comes from ${state.name} since ${instantInWords(since)}: ${sentence}`,
    })),
    waiting > 0
      ? {
          key: 'waiting',
          shape: 'half' as const,
          said: `${counted(waiting, 'record waits', 'records wait')} for others before them`,
        }
      : null,
    evidence > 0
      ? { key: 'evidence', shape: 'filled' as const, said: `${counted(evidence, 'case', 'cases')} of evidence kept` }
      : null,
    refused > 0
      ? { key: 'refused', shape: 'barred' as const, said: `${counted(refused, 'record was', 'records were')} refused` }
      : null,
    withheld > 0
      ? {
          key: 'withheld',
          shape: 'line' as const,
          said: `${counted(withheld, 'record is', 'records are')} for other eyes than yours and not shown`,
        }
      : null,
  ].flatMap((line) => (line === null ? [] : [line]))
  if (lines.length === 0) return null
  return (
    <ul className="forum-apart" aria-label="Apart from the discussions">
      {lines.map(({ key, shape, said }) => (
        <li key={key}>
          <Mark shape={shape} /> {key === 'withheld' ? said : <a href="/forum/standing">{said}</a>}
        </li>
      ))}
    </ul>
  )
}

function Discussions({ discussions }: { readonly discussions: readonly DiscussionLine[] }) {
  const [topic, setTopic] = useState<Topic | null>(null)
  const topics = (Object.keys(TOPIC_NAMES) as Topic[]).filter((one) =>
    discussions.some(({ topics }) => topics.includes(one)),
  )
  const shown = discussions.filter(({ topics: all }) => topic === null || all.includes(topic))
  return (
    <Section id="discussions" title="Discussions" count={shown.length}>
      {topics.length < 2 ? null : (
        <fieldset className="forum-topics">
          <legend className="visually-hidden">Show</legend>
          <Topics topics={topics} topic={topic} onTopic={setTopic} discussions={discussions} />
        </fieldset>
      )}
      <Table<DiscussionLine>
        caption="Discussions, the newest word first"
        rows={shown}
        keyOf={({ hash }) => hash}
        empty={
          <Empty title="No discussion yet">
            <p>
              What other states write to this one comes by itself. <a href="/forum/new">Write to other states</a>, or
              see in <a href="/forum/standing">members and peers</a> which nodes are asked.
            </p>
          </Empty>
        }
        columns={[
          { name: 'Discussion', show: (one) => <Discussion one={one} /> },
          { name: 'From', show: ({ from }) => <span title={from.code}>{from.name}</span> },
          { name: 'State', show: ({ said }) => <State state={said} /> },
          {
            name: 'Label',
            show: ({ label }) => (
              <>
                <State state={label.said} />
                {label.caveats.length === 0 ? null : <p className="small soft">{label.caveats.join(', ')}</p>}
              </>
            ),
          },
          {
            name: 'Last word',
            show: ({ latestAt, records, voices }) => (
              <>
                <time dateTime={latestAt}>{instantInWords(latestAt)}</time>
                <p className="small soft">
                  {counted(records, 'record', 'records')}
                  {voices.length === 0 ? null : `; spoken to by ${voices.map(({ name }) => name).join(', ')}`}
                </p>
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Topics({
  topics,
  topic,
  onTopic,
  discussions,
}: {
  readonly topics: readonly Topic[]
  readonly topic: Topic | null
  readonly onTopic: (topic: Topic | null) => void
  readonly discussions: readonly DiscussionLine[]
}) {
  const choices: readonly (readonly [Topic | null, string, number])[] = [
    [null, 'All', discussions.length],
    ...topics.map(
      (one) => [one, TOPIC_NAMES[one], discussions.filter(({ topics: all }) => all.includes(one)).length] as const,
    ),
  ]
  return choices.map(([one, name, many]) => (
    <button key={name} type="button" aria-pressed={topic === one} onClick={() => onTopic(one)}>
      {name} <span className="section-count">{many}</span>
    </button>
  ))
}

function Discussion({ one }: { readonly one: DiscussionLine }) {
  return (
    <>
      <p className="small soft forum-plain">{one.typeName}</p>
      <a href={`/forum/${one.hash}`}>{one.title}</a>
      {one.inside.length === 0 ? null : (
        <ul className="forum-inside">
          {one.inside.map((inner) => (
            <li key={inner.hash}>
              <a href={`/forum/${inner.hash}#r-${inner.hash.slice(0, 12)}`}>
                {inner.typeName}: {inner.title === inner.typeName ? inner.from.name : inner.title}
              </a>{' '}
              <State state={inner.said} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
