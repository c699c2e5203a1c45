import type { SuppressionView } from '../../src/app/index.ts'
import { useAsked } from '../api.ts'
import { dayInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { ActForm, Fold, LongIn } from '../parts/act-form.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { useTitle } from '../title.ts'
import { LIST_NAMES, nameOf, SCHEMA_NAMES } from '../words.ts'
import { STANDING_WORDS } from './words.ts'

/** One silenced match: what it binds, who stands behind it, and the ways out of it. */
export function SuppressionPage({ id }: { readonly id: string }) {
  const { answer, known } = useAsked<SuppressionView>(`/v1/suppressions/${encodeURIComponent(id)}`)
  useTitle('Silenced match')
  if (answer === null) return <Waiting what="Opening the silenced match" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/suppressions">See the silenced matches</a>
      </ProblemNotice>
    )
  if (known === null) return null
  const { view, again } = known
  return (
    <article>
      <PageHead
        eyebrow={<a href="/suppressions">Silenced matches</a>}
        title={view.party}
        lead={
          <>
            is not “{view.entry}” on the {nameOf(LIST_NAMES, view.bound.list)}, two people say until{' '}
            {dayInWords(view.until)}
          </>
        }
      />
      <p className="case-standing">
        <StateMark of={view.standing} words={STANDING_WORDS} />
        <span className="soft">{STANDING_WORDS[view.standing].means}</span>
      </p>
      {view.lapsed.length === 0 ? null : (
        <div className="callout">
          {view.lapsed.map((why) => (
            <p key={why}>{spoken(why)}</p>
          ))}
        </div>
      )}
      <Section id="why" title="Why they are two">
        <PersonVoice by={view.by.name} at={view.askedAt} did="Asked for it">
          <p>{view.reason}</p>
          <ul>
            {view.evidence.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p className="small">
            <a href={`/assessments/${encodeURIComponent(view.assessment)}`}>The assessment where the match was read</a>
          </p>
        </PersonVoice>
        {view.timeline.slice(1).map(({ event, person, at }) => (
          <PersonVoice key={at + event.kind} by={person.name} at={at} did={DID[event.kind] ?? event.kind}>
            {'reason' in event && event.kind !== 'suppression.asked' ? <p>{event.reason}</p> : null}
          </PersonVoice>
        ))}
        <WaysOn view={view} again={again} />
      </Section>
      <Section id="bound" title="What it stands on" note="any change of any of it, and the match speaks again">
        <Seen view={view} />
      </Section>
    </article>
  )
}

const DID: Readonly<Record<string, string>> = {
  'suppression.given': 'Stands behind it',
  'suppression.declined': 'Declined it',
  'suppression.withdrawn': 'Withdrew it',
}

function WaysOn({ view, again }: { readonly view: SuppressionView; readonly again: () => void }) {
  const { me, permits } = useMe()
  if (!permits('cases.act')) return null
  const path = `/v1/suppressions/${encodeURIComponent(view.id)}/answers`
  const isMine = view.by.id === me?.person?.id
  const answer = (kind: 'decline' | 'withdraw', label: string) => (
    <Fold label={label}>
      <ActForm
        path={path}
        label={label}
        tone="plain"
        keep={`suppression/${view.id}/${kind}`}
        body={({ reason = '' }) => ({ kind, reason })}
        onDone={again}
      >
        <LongIn name="reason" label="Reason" isNeeded />
      </ActForm>
    </Fold>
  )
  switch (view.standing) {
    case 'waiting':
      return (
        <div className="folds">
          {isMine ? (
            <p className="small soft">It waits for somebody else, who does not earn from sales.</p>
          ) : (
            <ActForm
              path={path}
              label="Stand behind it"
              body={() => ({ kind: 'give' })}
              onDone={again}
              seal={() => ({
                consequence: `Until ${dayInWords(view.until)} nobody is asked about this match again, as long as nothing it stands on changes. Two people will be named.`,
                names: [view.by.name, me?.person?.name ?? 'you'],
              })}
            />
          )}
          {answer('decline', isMine ? 'Take it back' : 'Decline it')}
        </div>
      )
    case 'in-force':
    case 'lapsed':
      return <div className="folds">{answer('withdraw', 'Let the match speak again')}</div>
    case 'declined':
    case 'withdrawn':
      return null
  }
}

const FIELDS = [
  ['names', 'Names'],
  ['countries', 'Countries'],
  ['addresses', 'Addresses'],
  ['birthDates', 'Dates of birth'],
  ['identifiers', 'Numbers'],
  ['genders', 'Gender'],
] as const

function Seen({ view: { bound } }: { readonly view: SuppressionView }) {
  const { party, entry } = bound.seen
  const shown = (field: (typeof FIELDS)[number][0], values: readonly string[]) =>
    values.length === 0 ? (
      <span className="soft">not given</span>
    ) : field === 'countries' ? (
      values.map((code) => (
        <span key={code}>
          <Country code={code} />{' '}
        </span>
      ))
    ) : (
      values.join('; ')
    )
  return (
    <>
      <table className="rows-table">
        <caption className="visually-hidden">What was compared of both</caption>
        <thead>
          <tr>
            <th scope="col">Attribute</th>
            <th scope="col">Party</th>
            <th scope="col">Listed entry</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Kind</th>
            <td data-label="Party">{party.schema === null ? 'not given' : nameOf(SCHEMA_NAMES, party.schema)}</td>
            <td data-label="Listed entry">
              {entry.schema === null ? 'not given' : nameOf(SCHEMA_NAMES, entry.schema)}
            </td>
          </tr>
          {FIELDS.map(([field, name]) => (
            <tr key={field}>
              <th scope="row">{name}</th>
              <td data-label="Party">{shown(field, party[field])}</td>
              <td data-label="Listed entry">{shown(field, entry[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="facts is-tight">
        {[
          ['Compared by', bound.engine],
          ['Version of the party', bound.partyVersion],
          ['Version of the entry', bound.entryVersion],
          ['Hash of the above', bound.seenHash],
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono small hash-shown">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
