import type { Assessment, ListUse, TableUse } from '../../src/assessment/assessment.ts'
import { ageInWords, count, dayInWords, shortHash } from '../format.ts'
import { Citation } from '../law-voice.tsx'
import { State } from '../marks.tsx'
import { LIST_WORDS, nameOf, TABLE_NAMES, TABLE_WORDS } from '../words.ts'

/** Every list and text the answer stands on, with age and hash. */
export function Sources({ assessment }: { assessment: Pick<Assessment, 'lists' | 'tables'> }) {
  return (
    <section id="sources">
      <h2>Lists and texts this stands on</h2>
      <ListTable lists={assessment.lists} />
      <TableTable tables={assessment.tables} />
    </section>
  )
}

export function ListTable({ lists }: { lists: readonly ListUse[] }) {
  return (
    <div className="scroll">
      <table className="sources">
        <caption>Lists of parties</caption>
        <thead>
          <tr>
            <th scope="col">List</th>
            <th scope="col">State</th>
            <th scope="col">Data of</th>
            <th scope="col" className="number">
              Parties
            </th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <tr key={list.source}>
              <th scope="row">
                {list.title}
                {list.isRequired ? <span className="soft small"> needed for coverage</span> : null}
              </th>
              <td>
                <State state={LIST_WORDS[list.state]} />
                {list.quarantined === null ? null : (
                  <p className="small tone-danger">
                    A newer version waits for a person: {list.quarantined.why}{' '}
                    <span className="mono">{list.quarantined.id}</span>
                  </p>
                )}
              </td>
              <td>
                {list.state === 'missing' ? (
                  <span className="soft">–</span>
                ) : list.dataOn === null ? (
                  <span className="unknown-text">day not known</span>
                ) : (
                  dayInWords(list.dataOn)
                )}
                <br />
                <span className="soft small">{list.state === 'missing' ? '' : ageInWords(list.ageDays)}</span>
              </td>
              <td className="number">{list.state === 'missing' ? '–' : count(list.parties)}</td>
              <td>
                <Hash of={list.version} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function TableTable({ tables }: { tables: readonly TableUse[] }) {
  return (
    <div className="scroll">
      <table className="sources">
        <caption>Texts of law, as facts</caption>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">State</th>
            <th scope="col">Text of</th>
            <th scope="col">Compared</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.table}>
              <th scope="row">
                {nameOf(TABLE_NAMES, table.table)}
                <span className="soft small">
                  {' '}
                  <Citation paragraph={table.citation} />
                </span>
              </th>
              <td>
                <State state={TABLE_WORDS[table.state]} />
              </td>
              <td>{dayInWords(table.textOn)}</td>
              <td>
                {dayInWords(table.checkedOn)}
                <br />
                <span className="soft small">{ageInWords(table.ageDays).replace(' old', ' ago')}</span>
              </td>
              <td>
                <Hash of={table.sha256} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Twelve digits on the screen, all of them on hover and in print. */
function Hash({ of }: { of: string | null }) {
  if (of === null) return <span className="soft">–</span>
  return (
    <span className="hash mono" title={of}>
      <span className="hash-short">{shortHash(of)}</span>
      <span className="hash-whole">{of}</span>
    </span>
  )
}
