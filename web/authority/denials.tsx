import { useState } from 'react'
import type { DenialRow } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted, dayInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { useHashTarget } from '../location.ts'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { useTitle } from '../title.ts'
import { ReviewNotice, ShareNotice } from './share.tsx'
import { DENIAL_WORDS } from './words.ts'

/** Denials of this office and who knows of each. Revoked and lapsed ones stay where they are found, marked. */
export function DenialsPage() {
  const { me } = useMe()
  const [turn, setTurn] = useState(0)
  const answer = useAnswer<{ denials: readonly DenialRow[] }>('/v1/licensing/denials', turn)
  useTitle('Denials')
  useHashTarget(answer?.ok === true)
  if (answer === null) return <Waiting what="Opening the denials" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  const { denials } = answer.value
  const known = denials.filter(({ shared }) => shared !== null).length
  const again = () => setTurn((now) => now + 1)
  return (
    <div className="authority">
      <PageHead
        eyebrow={me?.node.name}
        title="Denials"
        lead={
          denials.length === 0
            ? 'No application was denied here.'
            : `${counted(denials.length, 'application was', 'applications were')} denied here; other states know of ${known === 0 ? 'none' : known}.`
        }
      />
      <Table
        caption="Denials, newest first"
        columns={COLUMNS}
        rows={denials}
        keyOf={({ id }) => id}
        empty={
          <Empty title="Nothing was denied">
            <p>A denial that is decided here is listed at once, whether other states learn of it or not.</p>
          </Empty>
        }
      />
      {denials.map((denial) => (
        <Denial key={denial.id} denial={denial} again={again} />
      ))}
    </div>
  )
}

const COLUMNS: readonly Column<DenialRow>[] = [
  {
    name: 'Denial',
    show: ({ id, reference, deniedOn }) => (
      <>
        <a href={`#denial-${id}`}>{reference}</a>
        <p className="row-sub">{dayInWords(deniedOn)}</p>
      </>
    ),
  },
  { name: 'Goods', show: ({ items }) => items.join('; ') },
  { name: 'Destination', show: ({ destination }) => <Country code={destination} /> },
  { name: 'State', show: ({ state }) => <StateMark of={state} words={DENIAL_WORDS} /> },
  {
    name: 'Who knows',
    show: ({ shared }) =>
      shared === null ? (
        <span className="soft">nobody outside</span>
      ) : (
        <>
          {shared.receives.join(', ') || 'nobody yet'}
          <p className="row-sub">TLP:{shared.label}</p>
        </>
      ),
  },
  {
    name: 'In force until',
    show: ({ validUntil }) =>
      validUntil === null ? <span className="soft">not in force outside</span> : dayInWords(validUntil),
  },
]

const PARTY_ROLES = { 'end-user': 'end user', consignee: 'consignee' } as const

function Denial({ denial, again }: { readonly denial: DenialRow; readonly again: () => void }) {
  const { permits } = useMe()
  const { id, reference, notice, shared, review, state } = denial
  return (
    <Section
      id={`denial-${id}`}
      title={reference}
      note={<StateMark of={state} words={DENIAL_WORDS} />}
      tools={
        permits('authority.read') ? (
          <a className="button" href={`/licensing/${encodeURIComponent(id)}`}>
            Open the application
          </a>
        ) : undefined
      }
    >
      {notice === null ? (
        <p>
          No notice is prepared, so nobody outside knows of it. An officer prepares one{' '}
          {permits('authority.act') ? (
            <a href={`/licensing/${encodeURIComponent(id)}#letter`}>beside the letter</a>
          ) : (
            'on the application'
          )}
          .
        </p>
      ) : (
        <div className="notice-body">
          <PersonVoice by={notice.by} did="Prepared" at={notice.at}>
            <p>{notice.body.reasons}</p>
          </PersonVoice>
          <dl className="facts">
            <div className="is-wide">
              <dt>May be shared under</dt>
              <dd>
                {notice.body.legalBasis.act}, {notice.body.legalBasis.provision}
                {notice.body.legalBasis.consentGiven ? ', with the consent of the applicant' : ''}
                {notice.body.legalBasis.note === null ? '' : `. ${notice.body.legalBasis.note}`}
              </dd>
            </div>
            <div>
              <dt>Grounds</dt>
              <dd>{notice.body.grounds.map((ground) => ground.replaceAll('-', ' ')).join(', ')}</dd>
            </div>
            <div>
              <dt>Rights affected</dt>
              <dd>{notice.body.rightsAffected.join(', ') || <span className="soft">none named</span>}</dd>
            </div>
            <div>
              <dt>Parties</dt>
              <dd>
                {notice.body.consignees.map(({ name, role }) => (
                  <span key={`${role} ${name}`} className="strip-item">
                    {name ?? 'not named'}, {PARTY_ROLES[role]}
                  </span>
                ))}
              </dd>
            </div>
            <div className="is-wide">
              <dt>End use</dt>
              <dd>{notice.body.endUse}</dd>
            </div>
            <div className="is-wide">
              <dt>Goods</dt>
              <dd>
                {notice.body.goods.map(({ description, entries }) => (
                  <span key={description} className="strip-item">
                    {entries.join(', ')} {description}
                  </span>
                ))}
              </dd>
            </div>
          </dl>
        </div>
      )}
      {shared === null ? null : (
        <PersonVoice by={shared.by} did="Shared" at={shared.at}>
          <p>
            With {shared.receives.join(', ') || 'nobody yet'}, TLP:{shared.label}.{' '}
            <a href={`/forum/${shared.record}`}>Open it in the forum</a>
          </p>
        </PersonVoice>
      )}
      {review === null ? null : (
        <PersonVoice
          by={review.by}
          did={`${review.outcome === 'revoked' ? 'Revoked' : 'Reviewed and kept'} on ${dayInWords(review.reviewedOn)}`}
        >
          <p>{review.reasons}</p>
        </PersonVoice>
      )}
      {notice !== null && shared === null && permits('forum.write') ? <ShareNotice id={id} again={again} /> : null}
      {notice !== null && shared === null && !permits('forum.write') ? (
        <p className="others-can">A delegate shares it: they see who would receive it before they sign.</p>
      ) : null}
      {shared !== null && state !== 'revoked' && permits('forum.write') ? <ReviewNotice id={id} again={again} /> : null}
    </Section>
  )
}
