import { useState } from 'react'
import type { LicensingRow, RefusedPackageRow } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted, dayInWords, instantInWords, shortHash } from '../format.ts'
import { Country } from '../known.tsx'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Due } from '../parts/due.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { useTitle } from '../title.ts'
import { Exporters } from './exporters.tsx'
import { TakeIn } from './take-in.tsx'
import { OUTCOME_WORDS, STAGE_WORDS } from './words.ts'

type Answered = { readonly applications: readonly LicensingRow[]; readonly refused: readonly RefusedPackageRow[] }

/** Every application at the office, what is due first on top; then what was not taken in, and whose packages are. */
export function ApplicationsPage() {
  const { me } = useMe()
  const [turn, setTurn] = useState(0)
  const answer = useAnswer<Answered>('/v1/licensing/applications', turn)
  useTitle('Applications')
  if (answer === null) return <Waiting what="Opening the applications" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  const { applications, refused } = answer.value
  const open = applications.filter(({ stage, open: todo }) => stage !== 'closed' || todo.length > 0)
  const closed = applications.filter((one) => !open.includes(one))
  const late = open.filter(({ isOverdue }) => isOverdue).length
  const isOfOffice = me?.person?.agency === null
  const mayTakeIn =
    isOfOffice && (me?.person?.roles.some((role) => role === 'registrar' || role === 'officer') ?? false)
  return (
    <div className="authority">
      <PageHead
        eyebrow={me?.node.name}
        title="Applications"
        lead={
          open.length === 0
            ? 'No application waits here.'
            : `${counted(open.length, 'application is', 'applications are')} open${late === 0 ? '; none is past its day' : `; ${late} past ${late === 1 ? 'its' : 'their'} day`}.`
        }
      />
      <Table
        caption="Open applications, due first"
        columns={COLUMNS}
        rows={open}
        keyOf={({ id }) => id}
        empty={
          <Empty title="No application is open">
            <p>
              {isOfOffice
                ? 'Packages that exporters known here send arrive by themselves. One that was handed in is taken in below.'
                : 'You see an application once this office asks your agency about it.'}
            </p>
          </Empty>
        }
      />
      {closed.length === 0 ? null : (
        <Section id="closed" title="Closed" count={closed.length}>
          <Table
            caption="Closed applications"
            columns={CLOSED_COLUMNS}
            rows={closed}
            keyOf={({ id }) => id}
            empty={null}
          />
        </Section>
      )}
      {mayTakeIn ? <TakeIn onTaken={() => setTurn((now) => now + 1)} /> : null}
      {isOfOffice ? <Refused rows={refused} /> : null}
      {isOfOffice ? <Exporters mayRegister={mayTakeIn} /> : null}
    </div>
  )
}

const COLUMNS: readonly Column<LicensingRow>[] = [
  {
    name: 'Application',
    show: ({ id, reference, exporter, exportersCase }) => (
      <>
        <a href={`/licensing/${encodeURIComponent(id)}`}>{reference ?? 'Not registered'}</a>
        <p className="row-sub">
          {exporter}, {exportersCase}
        </p>
      </>
    ),
  },
  {
    name: 'What, and where to',
    show: ({ items, destination }) => (
      <>
        {items.slice(0, 2).join('; ')}
        {items.length > 2 ? ` and ${items.length - 2} more` : ''}
        <p className="row-sub">
          <Country code={destination} />
        </p>
      </>
    ),
  },
  { name: 'Stage', show: ({ stage }) => <StateMark of={stage} words={STAGE_WORDS} /> },
  {
    name: 'Due',
    show: ({ clock, isOverdue }) =>
      clock === null ? (
        <span className="soft">no clock runs</span>
      ) : (
        <>
          <Due on={clock.dueOn} isOverdue={isOverdue} />
          <p className="row-sub">{clock.title}</p>
        </>
      ),
  },
  { name: 'Who has it', show: ({ officer }) => officer ?? <span className="unknown-text">nobody</span> },
  {
    name: 'Open',
    show: ({ open }) =>
      open.length === 0 ? (
        <span className="soft">nothing</span>
      ) : (
        <>
          {spoken(open[0] ?? '')}
          {open.length > 1 ? <p className="row-sub">and {open.length - 1} more</p> : null}
        </>
      ),
  },
]

const CLOSED_COLUMNS: readonly Column<LicensingRow>[] = [
  ...COLUMNS.slice(0, 2),
  {
    name: 'Decision',
    show: ({ outcome }) => (outcome === null ? null : <StateMark of={outcome} words={OUTCOME_WORDS} />),
  },
  { name: 'Received', show: ({ receivedOn }) => dayInWords(receivedOn) },
]

/** What was not taken in: said to who sent it, and kept as it came. */
function Refused({ rows }: { readonly rows: readonly RefusedPackageRow[] }) {
  return (
    <Section id="refused" title="Not taken in" count={rows.length} note="kept as evidence, as it came">
      <Table
        caption="Packages that were not taken in, newest first"
        columns={REFUSED_COLUMNS}
        rows={rows}
        keyOf={({ at, file }) => `${at} ${file}`}
        empty={<p className="soft">Every package that came in was whole, signed and from an exporter known here.</p>}
      />
    </Section>
  )
}

const REFUSED_COLUMNS: readonly Column<RefusedPackageRow>[] = [
  {
    name: 'Package',
    show: ({ file }) => (
      <a href={`/v1/licensing/refused/${file}`} download title={file}>
        <code>{shortHash(file)}</code>
      </a>
    ),
  },
  { name: 'Came', show: ({ at }) => instantInWords(at) },
  {
    name: 'From',
    show: ({ from, exporter }) => from ?? exporter ?? <span className="unknown-text">cannot be read</span>,
  },
  { name: 'Why not', show: ({ sentence }) => spoken(sentence) },
]
