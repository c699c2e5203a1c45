import type { HitMet, LastScreening, Meeting, PartyMet, Share } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { DISPOSITION_WORDS, HIT_WORDS, OPEN_INFORMATION } from '../cases/case-words.ts'
import { addressOfHit } from '../cases/hits.ts'
import { counted, dayInWords, instantInWords, shortHash } from '../format.ts'
import { Country } from '../known.tsx'
import { State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { StateMark, stateWord } from '../parts/state-mark.tsx'
import { Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { useTitle } from '../title.ts'
import { LIST_NAMES, LIST_WORDS, nameOf, ROLE_NAMES } from '../words.ts'
import { isOutdated, wordOf } from './words.tsx'

const IN_USE = stateWord('In use now', 'filled', 'plain', 'The same version is in use today.')
const REPLACED = stateWord(
  'Another is in use now',
  'half',
  'danger',
  'The party was not screened against the newer one.',
)

/** One party: what it was in each case, how it was screened, what was met, what came in, and who stands behind it. */
export function PartyPage({ id }: { readonly id: string }) {
  const answer = useAnswer<PartyMet>(`/v1/parties/${encodeURIComponent(id)}`)
  useTitle(answer?.ok ? answer.value.name : 'Party')
  if (answer === null) return <Waiting what="Opening the party" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/parties">See everybody who was met here</a>
      </ProblemNotice>
    )
  const party = answer.value
  return (
    <article className="party">
      <PageHead
        eyebrow={<a href="/parties">Parties</a>}
        title={party.name}
        lead={
          <>
            <Country code={party.country} />;{' '}
            {party.roles.map((role) => nameOf(ROLE_NAMES, role).toLowerCase()).join(', ')}
          </>
        }
        tools={
          <a className="button" href={`/screen?${new URLSearchParams({ name: party.name })}`}>
            Screen the name now
          </a>
        }
      />
      <Names party={party} />
      <Screened of={party.lastScreening} />
      <Hits hits={party.hits} />
      <Information party={party} />
      <Ownership party={party} />
      <Meetings meetings={party.meetings} />
    </article>
  )
}

function Names({ party: { otherNames, namesakes } }: { readonly party: PartyMet }) {
  if (otherNames.length === 0 && namesakes.length === 0) return null
  return (
    <>
      {otherNames.length === 0 ? null : <p>Also called {otherNames.join(', ')}.</p>}
      {namesakes.length === 0 ? null : (
        <p className="callout">
          {counted(namesakes.length, 'other party bears', 'other parties bear')} one of its names; whether they are one
          is for a person to say:{' '}
          {namesakes.map((one, at) => (
            <span key={one.id}>
              {at === 0 ? '' : '; '}
              <a href={`/parties/${one.id}`}>{one.name}</a>, <Country code={one.country} />
            </span>
          ))}
        </p>
      )}
    </>
  )
}

function Screened({ of }: { readonly of: LastScreening | null }) {
  if (of === null)
    return (
      <Section id="screening" title="Last screening">
        <p className="unknown-text">Its assessment is not kept here, so nothing is known of a screening.</p>
      </Section>
    )
  return (
    <Section id="screening" title="Last screening" note={instantInWords(of.at)}>
      <p className="item-head">
        <State state={wordOf(of)} />
        <span>{spoken(of.because)}.</span>
      </p>
      {isOutdated(of) ? (
        <p className="callout">
          At least one list has another version in use now. Against that version it is{' '}
          <span className="unknown-text">not screened</span>; assess the case again.
        </p>
      ) : null}
      {of.vouchedBy.length === 0 ? null : (
        <p>{of.vouchedBy.join(' and ')} vouched that it was screened by other means.</p>
      )}
      <p className="small soft">
        Searched as {of.nameForms.map((form) => `“${form}”`).join(', ') || 'nothing that is known'}, in{' '}
        <a href={`/assessments/${encodeURIComponent(of.assessment)}`}>assessment {of.assessment}</a>.
      </p>
      <Table
        caption="Lists it was screened against"
        rows={of.lists}
        keyOf={({ source }) => source}
        empty={<Empty title="No list was read">{null}</Empty>}
        columns={[
          {
            name: 'List',
            show: ({ title, isRequired }) => (
              <>
                {title}
                {isRequired ? null : <p className="small soft">beside those that are needed</p>}
              </>
            ),
          },
          { name: 'Stood', show: ({ state }) => <State state={LIST_WORDS[state]} /> },
          {
            name: 'Of',
            show: ({ dataOn, version }) =>
              version === null ? (
                <span className="unknown-text">not read</span>
              ) : dataOn === null ? (
                <span className="unknown-text">day not known</span>
              ) : (
                dayInWords(dataOn)
              ),
          },
          {
            name: 'Version',
            show: ({ version, isInUse }) =>
              version === null ? (
                ''
              ) : (
                <>
                  <span className="mono" title={version}>
                    {shortHash(version)}
                  </span>
                  <p>
                    <State state={isInUse ? IN_USE : REPLACED} />
                  </p>
                </>
              ),
          },
        ]}
      />
    </Section>
  )
}

function Hits({ hits }: { readonly hits: readonly HitMet[] }) {
  return (
    <Section id="hits" title="Possible matches" count={hits.length}>
      <Table
        caption="Possible matches and what was decided"
        rows={hits}
        keyOf={({ case: of, reference, ref, entry }) => `${of ?? reference} ${ref} ${entry}`}
        empty={
          <Empty title="No possible match was met">
            <p>That says as much as the screening above: not screened is never clear.</p>
          </Empty>
        }
        columns={[
          {
            name: 'Listed',
            show: (hit) => (
              <>
                {hit.case === null ? (
                  hit.name
                ) : (
                  <a href={addressOfHit(hit.case, { party: hit.ref, entry: hit.entry })}>{hit.name}</a>
                )}
                <p className="small soft">{nameOf(LIST_NAMES, hit.entry.split('/')[0] ?? hit.entry)}</p>
              </>
            ),
          },
          { name: 'Decided', show: ({ decision }) => <StateMark of={decision ?? 'open'} words={HIT_WORDS} /> },
          {
            name: 'By whom and why',
            show: ({ by, reason, earlier }) => (
              <>
                {by === null ? <span className="soft">nobody</span> : `${by}: ${reason ?? ''}`}
                {earlier === 0 ? null : (
                  <p className="small">
                    {counted(earlier, 'decision', 'decisions')} on an earlier version hold no more
                  </p>
                )}
              </>
            ),
          },
          { name: 'In', show: ({ case: of, reference }) => <Reference of={of} reference={reference} /> },
        ]}
      />
    </Section>
  )
}

function Information({ party: { information } }: { readonly party: PartyMet }) {
  const { permits } = useMe()
  return (
    <Section id="information" title="Information" count={information.length}>
      <Table
        caption="What came in about it"
        rows={information}
        keyOf={({ case: of, item }) => `${of} ${item}`}
        empty={<Empty title="Nothing came in about it">{null}</Empty>}
        columns={[
          {
            name: 'Item',
            show: ({ item, because }) => (
              <>
                {permits('information.read') ? <a href={`/information/${encodeURIComponent(item)}`}>Open it</a> : item}
                <p className="small soft">{spoken(because)}</p>
              </>
            ),
          },
          {
            name: 'Dealt with',
            show: ({ disposition }) => (
              <State
                state={
                  disposition === null
                    ? OPEN_INFORMATION
                    : (DISPOSITION_WORDS[disposition as keyof typeof DISPOSITION_WORDS] ?? OPEN_INFORMATION)
                }
              />
            ),
          },
          { name: 'In', show: ({ case: of, reference }) => <Reference of={of} reference={reference} /> },
        ]}
      />
    </Section>
  )
}

function Ownership({ party: { owners, owns, isOwnersAsked } }: { readonly party: PartyMet }) {
  return (
    <Section id="ownership" title="Ownership" count={owners.length + owns.length}>
      <h3>Who owns it</h3>
      {owners.length > 0 ? (
        <Shares of={owners} caption="Owners" />
      ) : (
        <p>
          {isOwnersAsked ? (
            'Owners were asked for; none of consequence was named.'
          ) : (
            <span className="unknown-text">nobody has asked who owns it</span>
          )}
        </p>
      )}
      {owns.length === 0 ? null : (
        <>
          <h3>What it owns</h3>
          <Shares of={owns} caption="What it owns" />
        </>
      )}
    </Section>
  )
}

function Shares({ of, caption }: { readonly of: readonly Share[]; readonly caption: string }) {
  return (
    <Table
      caption={caption}
      rows={of}
      keyOf={({ id }) => id}
      empty={null}
      columns={[
        { name: 'Name', show: ({ id, name }) => <a href={`/parties/${id}`}>{name}</a> },
        {
          name: 'Share',
          show: ({ percent }) => (percent === null ? <span className="unknown-text">not known</span> : `${percent} %`),
        },
        { name: 'As told in', show: ({ reference }) => reference },
      ]}
    />
  )
}

const MEETING_WORDS = {
  released: stateWord('Released', 'tick', 'action', 'Two named people let it go.'),
  refrained: stateWord('Refrained', 'barred', 'danger', 'The firm takes no part in it.'),
  open: stateWord('Open', 'hollow', 'plain', 'Nobody has closed the case.'),
  none: stateWord('Assessed only', 'line', 'plain', 'No case was opened on it.'),
}

function Meetings({ meetings }: Pick<PartyMet, 'meetings'>) {
  return (
    <Section id="meetings" title="Met in" count={meetings.length} note="newest first">
      <Table
        caption="Cases and assessments it was met in"
        rows={meetings}
        keyOf={({ assessment, ref }) => `${assessment} ${ref}`}
        empty={null}
        columns={[
          {
            name: 'Reference',
            show: ({ case: of, reference, assessment }) => (
              <Reference of={of} reference={reference} assessment={assessment} />
            ),
          },
          { name: 'Part in it', show: ({ roles, ref }) => <PartIn roles={roles} refInCase={ref} /> },
          {
            name: 'Standing',
            show: (one) => <State state={MEETING_WORDS[one.case === null ? 'none' : (one.closed ?? 'open')]} />,
          },
          { name: 'Export date', show: ({ exportOn }) => dayInWords(exportOn) },
          {
            name: 'Assessed',
            show: ({ assessment, askedAt }) => (
              <a href={`/assessments/${encodeURIComponent(assessment)}`}>{instantInWords(askedAt)}</a>
            ),
          },
        ]}
      />
    </Section>
  )
}

function PartIn({ roles, refInCase }: { readonly roles: Meeting['roles']; readonly refInCase: string }) {
  const below = refInCase.split(' > ').slice(0, -1)
  return (
    <>
      {roles.map((role) => nameOf(ROLE_NAMES, role)).join(', ')}
      {below.length === 0 ? null : <p className="small soft">behind {below.toReversed().join(', behind ')}</p>}
    </>
  )
}

function Reference({
  of,
  reference,
  assessment,
}: {
  readonly of: string | null
  readonly reference: string
  readonly assessment?: string
}) {
  if (of !== null) return <a href={`/cases/${encodeURIComponent(of)}`}>{reference}</a>
  return assessment === undefined ? (
    reference
  ) : (
    <a href={`/assessments/${encodeURIComponent(assessment)}`}>{reference}</a>
  )
}
