import { useState } from 'react'
import type { CaseView } from '../../src/app/index.ts'
import type { Hit } from '../../src/assessment/assessment.ts'
import type { CaseHit } from '../../src/case/index.ts'
import { useAsked } from '../api.ts'
import { counted, dayInWords, percentOfMillionths } from '../format.ts'
import { EntryFacts, Pair, Score, Spoken } from '../hit.tsx'
import { Country } from '../known.tsx'
import { goTo } from '../location.ts'
import { State } from '../marks.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { LongIn } from '../parts/act-form.tsx'
import { useKeys } from '../parts/keys.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { StateMark, type StateWord, stateWord } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { AskSuppression } from '../suppressions/ask.tsx'
import { useTitle } from '../title.ts'
import { IDENTITY_WORDS, LIST_NAMES, nameOf, ROLE_NAMES, SCHEMA_NAMES } from '../words.ts'
import { CaseAct, ForOfficers, useCase, WithCase } from './case-context.tsx'
import { HIT_WORDS } from './case-words.ts'
import { EarlierHits } from './earlier-hits.tsx'
import { addressOfHit, type HitInCase, hitsIn } from './hits.ts'

/** One possible match, to be decided: both names side by side, what speaks for and against, and the score laid open. */
export function HitReviewPage({ id, party, entry }: { id: string; party: string; entry: string }) {
  const { answer, known } = useAsked<CaseView>(`/v1/cases/${encodeURIComponent(id)}`)
  useTitle('Possible match')
  if (answer === null) return <Waiting what="Opening the match" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/cases">See the cases that are kept here</a>
      </ProblemNotice>
    )
  if (known === null) return null
  const all = hitsIn(known.view)
  const at = all.findIndex((one) => one.hit.party === party && one.hit.entry === entry)
  const found = all[at]
  if (found === undefined)
    return (
      <>
        <h1>There is no such match in this case</h1>
        <p>
          <a href={`/cases/${encodeURIComponent(id)}#parties`}>See the parties and their possible matches</a>
        </p>
      </>
    )
  return (
    <WithCase value={known}>
      <Review
        key={`${party} ${entry}`}
        found={found}
        before={all[at - 1]}
        after={all[at + 1]}
        place={`${at + 1} of ${all.length}`}
      />
    </WithCase>
  )
}

const DECISIONS = ['false-match', 'true-match', 'undetermined'] as const
type Decision = (typeof DECISIONS)[number]

const ASKED: Readonly<
  Record<Decision, { readonly label: string; readonly reason: string; readonly hint: string; readonly key: string }>
> = {
  'false-match': {
    label: 'Somebody else',
    reason: 'Why it is somebody else',
    hint: 'Name the fact that tells them apart: date, place, number, line of work. A different spelling alone does not.',
    key: 'f',
  },
  'true-match': {
    label: 'The listed party',
    reason: 'Why it is the listed party',
    hint: 'Name what agrees beside the name. It stays in the way: apply, or refrain.',
    key: 't',
  },
  undetermined: {
    label: 'Cannot be told yet',
    reason: 'What is missing to tell',
    hint: 'Say what was looked for, where, and who is asked next. It stays in the way.',
    key: 'u',
  },
}

function Review({
  found,
  before,
  after,
  place,
}: {
  readonly found: HitInCase
  readonly before: HitInCase | undefined
  readonly after: HitInCase | undefined
  readonly place: string
}) {
  const { view } = useCase()
  const [decision, setDecision] = useState<Decision | null>(null)
  const { hit, compared } = found
  const choose = (next: Decision) => {
    setDecision(next)
    requestAnimationFrame(() => document.querySelector<HTMLElement>('#decide textarea')?.focus())
  }
  useKeys([
    ...DECISIONS.map((one) => ({ key: ASKED[one].key, does: ASKED[one].label, run: () => choose(one) })),
    ...(after === undefined
      ? []
      : [{ key: 'n', does: 'Next possible match', run: () => goTo(addressOfHit(view.id, after.hit)) }]),
    ...(before === undefined
      ? []
      : [{ key: 'p', does: 'Possible match before', run: () => goTo(addressOfHit(view.id, before.hit)) }]),
  ])
  return (
    <article className="hit-review">
      <PageHead
        eyebrow={
          <>
            <a href={`/cases/${encodeURIComponent(view.id)}#parties`}>Case {view.state.reference}</a> · possible match{' '}
            {place}
          </>
        }
        title={found.name}
        lead={
          <>
            may be “{hit.name}” on the {nameOf(LIST_NAMES, hit.entry.split('/')[0] ?? hit.entry)}
          </>
        }
        tools={
          <>
            {before === undefined ? null : (
              <a className="button" href={addressOfHit(view.id, before.hit)}>
                Before <kbd>p</kbd>
              </a>
            )}
            {after === undefined ? null : (
              <a className="button" href={addressOfHit(view.id, after.hit)}>
                Next <kbd>n</kbd>
              </a>
            )}
          </>
        }
      />
      <p className="case-standing">
        <StateMark of={hit.decision ?? 'open'} words={HIT_WORDS} />
        {compared === null ? null : (
          <>
            <span className="soft">alike by {percentOfMillionths(compared.score)}; the law reads it as</span>
            <State state={IDENTITY_WORDS[compared.identity]} />
          </>
        )}
      </p>
      {compared === null ? (
        <p className="callout">
          The newest assessment of the case did not meet this entry: it was met in an earlier one, or when a list
          changed. It stays until a person decides.{' '}
          <a href={`/screen?${new URLSearchParams({ name: found.name })}`}>Screen the name now</a> to see both side by
          side.
        </p>
      ) : (
        <>
          <Pair
            explanation={compared.explanation}
            asked={
              <>
                {found.roles.map((role) => nameOf(ROLE_NAMES, role)).join(', ')}, <Country code={found.country} />
              </>
            }
            listed={compared.name === compared.explanation.entryName ? null : `a name of ${compared.name}`}
          />
          <Section id="facts" title="Beside the name" note="confirms, contradicts, or says nothing">
            <Qualifiers compared={compared} />
          </Section>
        </>
      )}
      <EarlierHits hit={hit} />
      <Section id="decide" title="Your decision">
        <Spoken suppression={compared?.suppression} />
        <SilencedBy hit={hit} />
        <Earlier hit={hit} />
        <ForOfficers what="Deciding a possible match">
          <div className="toolbar decide-buttons">
            {DECISIONS.map((one) => (
              <button key={one} type="button" aria-pressed={decision === one} onClick={() => choose(one)}>
                {ASKED[one].label} <kbd>{ASKED[one].key}</kbd>
              </button>
            ))}
          </div>
          {decision === null ? null : (
            <CaseAct
              key={decision}
              name={`hit-${hit.party}-${hit.entry}-${decision}`}
              label={`Record: ${ASKED[decision].label.toLowerCase()}`}
              act={({ reason = '' }) => ({
                kind: 'hit.decided',
                party: hit.party,
                entry: hit.entry,
                entryVersion: hit.entryVersion,
                decision,
                reason,
              })}
            >
              <LongIn name="reason" label={ASKED[decision].reason} hint={ASKED[decision].hint} isNeeded />
            </CaseAct>
          )}
          {hit.suppression !== undefined || compared === null || hit.decision === 'true-match' ? null : (
            <AskSuppression assessment={view.state.assessment.id} party={hit.party} entry={hit.entry} />
          )}
        </ForOfficers>
      </Section>
      {compared === null ? null : (
        <>
          <Section id="entry" title="What the list says">
            <EntryFacts hit={compared} />
          </Section>
          <Section id="score" title={`Why ${percentOfMillionths(compared.score)}: part by part`}>
            <Score explanation={compared.explanation} score={compared.score} />
          </Section>
        </>
      )}
    </article>
  )
}

/** Decided for every transaction of this party, for a time. */
function SilencedBy({ hit: { suppression } }: { readonly hit: CaseHit }) {
  if (suppression === undefined) return null
  const { id, by, second, until, reason } = suppression
  return (
    <PersonVoice by={`${by.name} and ${second.name}`} did={`Silenced it until ${dayInWords(until)}`}>
      <p>{reason}</p>
      <p className="small">
        <a href={`/suppressions/${id}`}>What it stands on</a>
      </p>
    </PersonVoice>
  )
}

const EFFECTS: Readonly<Record<string, StateWord>> = {
  confirms: stateWord('Confirms', 'filled', 'danger', 'Speaks for one and the same.'),
  contradicts: stateWord('Contradicts', 'split', 'plain', 'Speaks for two different ones.'),
  neutral: stateWord('Says nothing', 'line', 'plain', 'Both are given and neither helps nor hurts.'),
  unknown: stateWord('Unknown', 'dashed', 'plain', 'Not given on one side: it says nothing yet.'),
}

const FACTS: readonly (readonly [kind: string, name: string])[] = [
  ['country', 'Country'],
  ['birth-date', 'Date of birth'],
  ['gender', 'Gender'],
  ['identifier', 'Number'],
  ['address', 'Address'],
  ['schema', 'Kind of party'],
]

/** Every kind of fact, whether it was compared or not: what is not given is said, never left out. */
function Qualifiers({ compared }: { readonly compared: Hit }) {
  const { qualifiers } = compared.explanation
  const others = qualifiers.filter(({ kind }) => FACTS.every(([known]) => known !== kind))
  return (
    <table className="rows-table qualifiers">
      <caption className="visually-hidden">Facts beside the name</caption>
      <thead>
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Asked for</th>
          <th scope="col">Listed</th>
          <th scope="col">Effect</th>
        </tr>
      </thead>
      <tbody>
        {FACTS.flatMap(([kind, name]) => {
          const given = qualifiers.filter((one) => one.kind === kind)
          return given.length === 0
            ? [<Fact key={kind} kind={kind} name={name} query="" entry={listedAs(kind, compared)} effect="unknown" />]
            : given.map((one) => (
                <Fact
                  key={`${kind} ${one.query} ${one.entry}`}
                  kind={kind}
                  name={name}
                  query={one.query}
                  entry={one.entry}
                  effect={one.query === '' || one.entry === '' ? 'unknown' : one.effect}
                />
              ))
        })}
        {others.map((one) => (
          <Fact
            key={`${one.kind} ${one.query} ${one.entry}`}
            kind={one.kind}
            name={one.kind === 'weak-alias' ? 'Weak alias' : 'Numbers in the name'}
            query={one.query}
            entry={one.entry}
            effect={one.effect}
          />
        ))}
      </tbody>
    </table>
  )
}

/** What the list gives of a fact that was not compared. */
function listedAs(kind: string, { properties, schema }: Hit): string {
  switch (kind) {
    case 'country':
      return (properties.country ?? properties.nationality ?? [])[0] ?? ''
    case 'birth-date':
      return (properties.birthDate ?? []).join('; ')
    case 'gender':
      return (properties.gender ?? []).join('; ')
    case 'address':
      return (properties.address ?? []).slice(0, 3).join('; ')
    case 'schema':
      return nameOf(SCHEMA_NAMES, schema)
    default:
      return ''
  }
}

function Fact({
  kind,
  name,
  query,
  entry,
  effect,
}: {
  readonly kind: string
  readonly name: string
  readonly query: string
  readonly entry: string
  readonly effect: string
}) {
  const shown = (value: string) =>
    value === '' ? <span className="soft">not given</span> : kind === 'country' ? <Country code={value} /> : value

  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label="Asked for">{shown(query)}</td>
      <td data-label="Listed">{shown(entry)}</td>
      <td data-label="Effect">
        <StateMark of={effect} words={EFFECTS} />
      </td>
    </tr>
  )
}

/** What was decided of this pair before, and whether the list’s entry is another version since. */
function Earlier({ hit }: { readonly hit: CaseHit }) {
  const { view } = useCase()
  const earlier = view.timeline.flatMap(({ event, actor, at }) =>
    event.kind === 'hit.decided' && event.party === hit.party && event.entry === hit.entry
      ? [{ event, actor, at }]
      : [],
  )
  if (earlier.length === 0) return <p className="soft">Nobody has decided on this pair yet.</p>
  return (
    <>
      <p className="small soft">{counted(earlier.length, 'decision', 'decisions')} on this pair, oldest first.</p>
      {earlier.map(({ event, actor, at }) => (
        <PersonVoice key={at} by={actor.name} at={at} did={HIT_WORDS[event.decision]?.word ?? event.decision}>
          <p>{event.reason}</p>
          <p className="small soft">
            {event.entryVersion === hit.entryVersion
              ? 'The list’s entry is the same since.'
              : 'The list’s entry has changed since: the decision does not bind what stands there now.'}
          </p>
        </PersonVoice>
      ))}
    </>
  )
}
