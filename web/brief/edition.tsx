import type { EditionSummary } from '../../src/app/index.ts'
import type { Edition, EditionLine } from '../../src/brief/index.ts'
// The file and not the folder: the words alone come into the pages.
import { KIND_WORDS, noticeClauses, SECTION_WORDS } from '../../src/brief/notice-words.ts'
import { count, counted, dayInWords, instantInWords } from '../format.ts'
import { State } from '../marks.tsx'
import { Due } from '../parts/due.tsx'
import { Empty } from '../parts/empty.tsx'
import { Contents, Section, Strip } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { ofHow, SOURCE_WORDS, STATUS_WORDS, shownValue, sourceNote, standingOf } from './words.ts'

/** Most reasons and differences shown unasked; the rest are folded. */
const MAX_SHOWN = 5

/** One edition, whole: what touches the reader first, then everything that changed, then every source by name. */
export function EditionBody({ edition, summary }: { readonly edition: Edition; readonly summary: EditionSummary }) {
  const isFirm = edition.reader.kind === 'firm'
  const lineOf = new Map(edition.lines.map((line) => [line.change, line.id]))
  const places = [
    ...(isFirm ? [['for-you', 'For you today'] as const] : []),
    ...edition.sections.map(({ id }) => [id, SECTION_WORDS[id]] as const),
    ['sources', 'Sources'] as const,
  ]
  return (
    <>
      <Replaced summary={summary} edition={edition} />
      <Checked edition={edition} summary={summary} />
      <Contents places={places} />
      {isFirm ? <ForYou edition={edition} summary={summary} /> : null}
      {edition.sections.map(({ id, total, notices }) => (
        <Section key={id} id={id} title={SECTION_WORDS[id]} count={total}>
          <ul className="law-list is-plain brief-notices">
            {notices.map((notice) => (
              <li key={notice.change} id={notice.change} className="cited">
                <div>
                  <p>
                    <bdi>{notice.what}</bdi>
                  </p>
                  <p className="small soft">
                    {spoken(noticeClauses(notice).join(' · '))}
                    {lineOf.has(notice.change) ? (
                      <>
                        {' · '}
                        <a href={`#${lineOf.get(notice.change)}`}>touches you</a>
                      </>
                    ) : null}
                  </p>
                </div>
                <div className="margin">
                  <SourceName source={notice.source} />
                </div>
              </li>
            ))}
          </ul>
          {total > notices.length ? (
            <p className="small soft">
              And {counted(total - notices.length, 'more', 'more')}; the lists hold them all.
            </p>
          ) : null}
        </Section>
      ))}
      <Sources edition={edition} />
      <p className="small soft spaced">
        Edition {edition.id}, kept as it was made. SHA-256 <code>{summary.sha256}</code>
      </p>
    </>
  )
}

/** A later edition is said beside the earlier, never in it; the earlier is named in the later. */
function Replaced({ summary, edition }: { readonly summary: EditionSummary; readonly edition: Edition }) {
  const { replacedBy } = summary
  return (
    <>
      {replacedBy === null ? null : (
        <p className="callout">
          A later edition of this day takes its place: <a href={`/brief/${replacedBy.edition}`}>{replacedBy.edition}</a>
          , {replacedBy.because}.
        </p>
      )}
      {edition.replaces === null ? null : (
        <p className="callout is-quiet">
          This edition takes the place of <a href={`/brief/${edition.replaces.edition}`}>{edition.replaces.edition}</a>,
          which stays as it was: {edition.replaces.because}.
        </p>
      )}
    </>
  )
}

/** The proof: what was checked against what. Most of all where nothing was found. */
function Checked({
  edition: { counts, reader },
  summary,
}: {
  readonly edition: Edition
  readonly summary: EditionSummary
}) {
  const read = counts.sources - counts.sourcesFailed
  const sources = { name: 'Sources up to date', value: ofHow(read, counts.sources) }
  const changes = { name: 'Changes found', value: count(counts.changes) }
  if (reader.kind === 'public') return <Strip facts={[changes, sources]} />
  return (
    <Strip
      facts={[
        { name: 'Changes that touch you', value: ofHow(counts.changesTouching, counts.changes) },
        { name: 'Parties touched', value: ofHow(counts.partiesTouched, counts.parties) },
        { name: 'Items touched', value: ofHow(counts.itemsTouched, counts.items) },
        { name: 'Cases touched', value: ofHow(counts.casesTouched, counts.cases) },
        {
          name: 'Cases held',
          value: `${count(counts.casesHeld)}; ${counted(summary.holds.length, 'hold', 'holds')} placed with this edition`,
        },
        sources,
      ]}
    />
  )
}

function ForYou({ edition, summary }: { readonly edition: Edition; readonly summary: EditionSummary }) {
  const placed = new Set(summary.holds.map((one) => `${one.case} ${one.hold}`))
  const { lines, headline, counts } = edition
  return (
    <Section id="for-you" title="For you today" count={lines.length}>
      {lines.length === 0 ? (
        <Empty title={headline}>
          <p>{edition.proof}</p>
          {counts.sourcesFailed > 0 ? (
            <p>
              What is new at the sources that are not up to date is not known.{' '}
              <a href="/lists">Bring them up to date</a>, then make the brief again.
            </p>
          ) : null}
        </Empty>
      ) : (
        lines.map((line) => <Line key={line.id} line={line} placed={placed} />)
      )}
    </Section>
  )
}

function Line({ line, placed }: { readonly line: EditionLine; readonly placed: ReadonlySet<string> }) {
  const { id, what, kind, status, why, todo, by, rights, source, differences, cases } = line
  return (
    <article id={id} aria-labelledby={`${id}-what`} className="brief-line">
      <div className="brief-line-head">
        <h3 id={`${id}-what`}>
          <a href={`#${id}`} className="anchor" data-row>
            <bdi>{what}</bdi>
          </a>
        </h3>
        <p className="small soft brief-kind">
          <State state={STATUS_WORDS[status]} /> <span>{spoken(KIND_WORDS[kind])}</span> <span>{id}</span>
        </p>
      </div>
      <dl className="brief-facts">
        <div>
          <dt>Do</dt>
          <dd>{spoken(todo)}</dd>
        </div>
        <div>
          <dt>By</dt>
          <dd>
            <Due on={by} isOverdue={false} />
          </dd>
        </div>
        <div>
          <dt>Why you</dt>
          <dd>
            <Folded rows={why} name="reasons" show={(reason) => <bdi>{spoken(reason)}</bdi>} />
          </dd>
        </div>
        {rights.length === 0 ? null : (
          <div>
            <dt>Rights</dt>
            <dd>{rights.join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>Source</dt>
          <dd>
            <SourceName source={source} />
          </dd>
        </div>
        {differences.length === 0 ? null : (
          <div>
            <dt>Before and after</dt>
            <dd>
              <Folded
                rows={differences}
                name="fields"
                show={({ field, before, after }) => (
                  <>
                    <span className="soft">{field}:</span> <del>{shownValue(before)}</del>{' '}
                    <ins>{shownValue(after)}</ins>
                  </>
                )}
              />
            </dd>
          </div>
        )}
      </dl>
      {cases.length === 0 ? null : (
        <Table
          caption={`Cases touched by ${what}`}
          keyOf={(one) => one.id}
          rows={cases}
          empty={null}
          columns={[
            { name: 'Case', show: (one) => <a href={`/cases/${one.id}`}>{one.reference}</a> },
            { name: 'Export on', show: (one) => dayInWords(one.exportOn) },
            {
              name: 'Stands',
              show: (one) => <CaseStanding one={one} isPlaced={placed.has(`${one.id} ${line.change}`)} />,
            },
            {
              name: 'Run again',
              show: ({ outcome }) =>
                outcome === null ? (
                  <span className="soft">not run again</span>
                ) : outcome.before === outcome.after ? (
                  <>still {outcome.after}</>
                ) : (
                  <>
                    was {outcome.before}, <strong>now {outcome.after}</strong>
                  </>
                ),
            },
          ]}
        />
      )}
    </article>
  )
}

/** As it stood when the edition was made: a hold that was placed before may have been lifted since, and stays lifted. */
function CaseStanding({ one, isPlaced }: { readonly one: EditionLine['cases'][number]; readonly isPlaced: boolean }) {
  const state =
    one.hold !== null
      ? isPlaced
        ? ({
            word: 'Put on hold',
            shape: 'pause',
            tone: 'danger',
            means: 'Held until a named person lifts it.',
          } as const)
        : ({
            word: 'Held earlier',
            shape: 'pause',
            tone: 'plain',
            means: 'Held for this by an earlier edition.',
          } as const)
      : one.isOpen
        ? ({ word: 'Open, not held', shape: 'hollow', tone: 'plain', means: 'The change calls for no hold.' } as const)
        : ({
            word: 'Closed',
            shape: 'line',
            tone: 'plain',
            means: 'Nothing more can be held; duties may arise.',
          } as const)
  return (
    <span className="brief-standing">
      <State state={state} />
      {one.isStale ? <span className="small soft">rests on what changed</span> : null}
    </span>
  )
}

function Folded<Row>({
  rows,
  name,
  show,
}: {
  readonly rows: readonly Row[]
  readonly name: string
  readonly show: (row: Row) => React.ReactNode
}) {
  const list = (some: readonly Row[], from: number) => (
    <ul className="brief-list">
      {some.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an edition never changes, so its rows have no other order
        <li key={from + i}>{show(row)}</li>
      ))}
    </ul>
  )
  return (
    <>
      {list(rows.slice(0, MAX_SHOWN), 0)}
      {rows.length > MAX_SHOWN ? (
        <details>
          <summary>
            {count(rows.length - MAX_SHOWN)} more {name}
          </summary>
          {list(rows.slice(MAX_SHOWN), MAX_SHOWN)}
        </details>
      ) : null}
    </>
  )
}

function SourceName({ source: { name, citation, address } }: { readonly source: EditionLine['source'] }) {
  const words = (
    <>
      {name}, <bdi>{citation}</bdi>
    </>
  )
  return address !== null && /^https?:\/\//.test(address) ? (
    <a href={address} rel="noreferrer" target="_blank">
      {words}
    </a>
  ) : (
    <span>{words}</span>
  )
}

/** An instant, or a day where no more is known. */
function timeInWords(at: string): string {
  return at.length <= 10 ? dayInWords(at) : instantInWords(at)
}

function Sources({ edition: { sources, counts } }: { readonly edition: Edition }) {
  const quiet = sources.filter((source) => standingOf(source) === 'same').length
  return (
    <Section
      id="sources"
      title="Sources, and whether your copies are up to date"
      count={counts.sources}
      note={`${counted(quiet, 'has', 'have')} no change`}
    >
      <Table
        caption="Every source asked, those without news too"
        keyOf={(source) => source.id}
        rows={sources}
        empty={<Empty title="No source is set up here" />}
        columns={[
          { name: 'Source', show: (source) => source.name },
          { name: 'Found', show: (source) => <StateMark of={standingOf(source)} words={SOURCE_WORDS} /> },
          { name: 'Detail', show: (source) => <span className="small">{sourceNote(source)}</span> },
          {
            name: 'Data in use of',
            show: ({ dataOn }) => (dataOn === null ? <span className="soft">day not known</span> : dayInWords(dataOn)),
          },
          {
            name: 'Last read well',
            show: ({ readAt }) => (readAt === null ? <span className="soft">never</span> : timeInWords(readAt)),
          },
        ]}
      />
    </Section>
  )
}
