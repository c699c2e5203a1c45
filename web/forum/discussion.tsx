import { useState } from 'react'
import type { DiscussionView, ForumStanding, Move, RecordView } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted, dayInWords, instantInWords, shortHash } from '../format.ts'
import { useHashTarget } from '../location.ts'
import { State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { Waiting } from '../notice.tsx'
import { Fold } from '../parts/act-form.tsx'
import { PageHead } from '../parts/section.tsx'
import { Why } from '../parts/why.tsx'
import { useTitle } from '../title.ts'
import { Body } from './body.tsx'
import { DraftForm } from './draft-form.tsx'
import { WithoutPrejudice, WithoutSeat } from './without-seat.tsx'

/** One discussion as a tree: each record after what it answers, with what this state may say to it. */
export function DiscussionPage({ hash }: { readonly hash: string }) {
  const [turn, setTurn] = useState(0)
  const answer = useAnswer<DiscussionView>(`/v1/forum/records/${encodeURIComponent(hash)}`, turn)
  const standing = useAnswer<ForumStanding>('/v1/forum/standing')
  useTitle(answer?.ok ? answer.value.title : 'Forum')
  useHashTarget(answer?.ok ?? false)
  if (answer === null) return <Waiting what="Opening the discussion" />
  if (!answer.ok) return <WithoutSeat problem={answer.problem} />
  const { title, records, withheld, state } = answer.value
  const [first] = records
  const names = new Map<string, string>(
    standing?.ok && standing.value.isSetUp ? standing.value.members.map(({ state: one }) => [one.code, one.name]) : [],
  )
  const nameOf = (id: string) => names.get(id.slice(-2)) ?? id.slice(-2)
  return (
    <>
      <PageHead
        eyebrow={
          <>
            <a href="/forum">Forum</a> · {first?.typeName ?? 'Discussion'}
          </>
        }
        title={title}
        lead={`${counted(records.length, 'record', 'records')}, as ${state.name} holds ${records.length === 1 ? 'it' : 'them'}.`}
      />
      <div className="forum-thread">
        {records.map((record) => (
          <Record key={record.hash} record={record} nameOf={nameOf} onSaid={() => setTurn((now) => now + 1)} />
        ))}
      </div>
      {withheld === 0 ? null : (
        <p className="soft">
          {counted(withheld, 'record', 'records')} of this discussion {withheld === 1 ? 'is' : 'are'} for other eyes
          than yours and not shown.
        </p>
      )}
      <WithoutPrejudice />
    </>
  )
}

const MAX_DEPTH = 3

function Record({
  record,
  nameOf,
  onSaid,
}: {
  readonly record: RecordView
  readonly nameOf: (state: string) => string
  readonly onSaid: () => void
}) {
  const { from, typeName, title, said, label, depth } = record
  const anchor = `r-${record.hash.slice(0, 12)}`
  return (
    <article
      id={anchor}
      className={`forum-record depth-${Math.min(depth, MAX_DEPTH)}${record.isOwn ? ' is-own' : ''}`}
      aria-labelledby={`${anchor}-head`}
    >
      <header>
        <h2 id={`${anchor}-head`}>
          <span title={from.code}>{from.name}</span> <span className="forum-type">{typeName}</span>
        </h2>
        <p className="forum-marks">
          <State state={said} />
          <State state={label.said} />
          {label.caveats.map((caveat) => (
            <span key={caveat} className="forum-caveat">
              {caveat}
            </span>
          ))}
        </p>
        <p className="small soft">
          <time dateTime={record.at}>{instantInWords(record.at)}</time>
          {record.issuedBy === null ? null : <>, signed by {record.issuedBy}</>}. Read by {label.reachWords}{' '}
          <Why label="Who reads it, and why">
            <span className="forum-readers-box">
              {record.to.length === 0
                ? 'Who else reads it is for its author to know.'
                : record.to.map(({ to, name, why }) => (
                    <span key={to}>
                      <strong>{name}</strong>: {why}
                    </span>
                  ))}
              <span>
                Shared under {record.basis}. Group: {record.group}.
              </span>
            </span>
          </Why>
        </p>
      </header>
      {depth > 0 && title !== typeName ? <h3>{title}</h3> : null}
      <Body record={record} nameOf={nameOf} />
      <Later record={record} />
      <Moves record={record} onSaid={onSaid} />
    </article>
  )
}

/** What time and other records did to it. */
function Later({ record }: { readonly record: RecordView }) {
  const { said, corrections, unacknowledged, reviewBy, expires, refs } = record
  const others = refs.slice(1)
  return (
    <>
      {said.word === 'Issued' ? null : <p className="forum-means">{said.means}</p>}
      {corrections.map((one) => (
        <p key={one.hash} className="forum-correction">
          <strong>Corrected</strong> on {dayInWords(one.at.slice(0, 10))}: {one.text}
        </p>
      ))}
      {unacknowledged.length === 0 ? null : (
        <p className="forum-means">Not acknowledged yet by {unacknowledged.map(({ name }) => name).join(', ')}.</p>
      )}
      {reviewBy === null ? null : <p className="forum-means">To be reviewed by {dayInWords(reviewBy)}.</p>}
      {expires === null ? null : <p className="forum-means">Not to be relied on after {dayInWords(expires)}.</p>}
      {others.map(({ rel, hash, title }) => (
        <p key={hash} className="forum-means">
          {rel.replace('-', ' ')} <a href={`/forum/${hash}`}>{title ?? shortHash(hash)}</a>
        </p>
      ))}
    </>
  )
}

/** The first few in sight, the rest behind one more button. */
const IN_SIGHT = 3

function Moves({ record, onSaid }: { readonly record: RecordView; readonly onSaid: () => void }) {
  const { permits } = useMe()
  const { moves } = record
  if (!permits('forum.write') || moves.length === 0) return null
  const show = (move: Move) => <MoveForm key={`${move.type} ${move.rel}`} move={move} record={record} onSaid={onSaid} />
  return (
    <div className="forum-moves">
      {moves.slice(0, IN_SIGHT).map(show)}
      {moves.length <= IN_SIGHT ? null : (
        <details className="forum-more">
          <summary>More</summary>
          <div className="forum-moves">{moves.slice(IN_SIGHT).map(show)}</div>
        </details>
      )}
    </div>
  )
}

function MoveForm({
  move,
  record,
  onSaid,
}: {
  readonly move: Move
  readonly record: RecordView
  readonly onSaid: () => void
}) {
  const { type, rel, label } = move
  return (
    <Fold label={label}>
      <DraftForm
        type={type}
        name={`record “${label.toLowerCase()}”`}
        label={label}
        refs={[{ rel, hash: record.hash }]}
        start={{ 'handling.tlp': record.label.tlp, basis: 'code-of-conduct' }}
        onDone={onSaid}
        isShort
      />
    </Fold>
  )
}
