import type { PartyMet } from '../../src/app/index.ts'
import { counted } from '../format.ts'
import { Country } from '../known.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Empty } from '../parts/empty.tsx'
import { SearchBox, useSearched } from '../parts/search-box.tsx'
import { PageHead } from '../parts/section.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { useTitle } from '../title.ts'
import { nameOf, ROLE_NAMES } from '../words.ts'
import { hitsInWords, informationInWords, ScreeningOf } from './words.tsx'

const COLUMNS: readonly Column<PartyMet>[] = [
  {
    name: 'Party',
    show: ({ id, name, otherNames, country, namesakes }) => (
      <>
        <a href={`/parties/${id}`}>{name}</a>
        <p className="small soft">
          <Country code={country} />
          {otherNames.length === 0 ? '' : `, also ${otherNames.join(', ')}`}
        </p>
        {namesakes.length === 0 ? null : (
          <p className="small">{counted(namesakes.length, 'other bears', 'others bear')} one of its names</p>
        )}
      </>
    ),
  },
  { name: 'Part in it', show: ({ roles }) => roles.map((role) => nameOf(ROLE_NAMES, role)).join(', ') },
  { name: 'Last screening', show: (party) => <ScreeningOf party={party} /> },
  {
    name: 'Matches',
    show: ({ hits }) => (hits.length === 0 ? <span className="soft">none met</span> : hitsInWords(hits)),
  },
  { name: 'Information', show: informationInWords },
  { name: 'Met in', show: ({ meetings }) => <MetIn meetings={meetings} /> },
]

function MetIn({ meetings }: Pick<PartyMet, 'meetings'>) {
  const cases = new Map(meetings.flatMap((one) => (one.case === null ? [] : [[one.case, one.reference] as const])))
  const [newest] = cases
  const only = meetings.filter((one) => one.case === null).length
  return (
    <>
      {newest === undefined ? null : (
        <p>
          <a href={`/cases/${encodeURIComponent(newest[0])}`}>{newest[1]}</a>
          {cases.size > 1 ? ` and ${counted(cases.size - 1, 'more case', 'more cases')}` : ''}
        </p>
      )}
      {only === 0 ? null : <p className="small soft">{counted(only, 'assessment', 'assessments')} without a case</p>}
    </>
  )
}

/** Everybody who was met in a case or an assessment, the newest met first. */
export function PartiesPage() {
  const { typed, type, answer } = useSearched<{ readonly parties: readonly PartyMet[]; readonly total: number }>(
    '/v1/parties',
  )
  useTitle('Parties')
  return (
    <>
      <PageHead
        title="Parties"
        lead="Everybody who had a part in a case or an assessment, and everybody who owns them: one row for each name and country."
      />
      {answer === null ? (
        <Waiting what="Opening the parties" />
      ) : !answer.ok ? (
        <ProblemNotice problem={answer.problem} />
      ) : (
        <>
          <SearchBox
            id="party-search"
            label="Name or reference"
            typed={typed}
            onType={type}
            shown={answer.value.parties.length}
            total={answer.value.total}
          />
          <Table
            caption="Parties, newest met first"
            columns={COLUMNS}
            rows={answer.value.parties}
            keyOf={({ id }) => id}
            empty={
              typed === '' ? (
                <Empty title="Nobody was met yet">
                  <p>
                    <a href="/assess">Assess a transaction</a>: its parties and their owners stand here from then on.
                  </p>
                </Empty>
              ) : (
                <Empty title={`Nobody of the name “${typed}” was met here`}>
                  <p>
                    That says nothing of the lists.{' '}
                    <a href={`/screen?${new URLSearchParams({ name: typed })}`}>Screen the name</a>.
                  </p>
                </Empty>
              )
            }
          />
        </>
      )}
    </>
  )
}
