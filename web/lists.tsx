import type { Status } from './api.ts'
import { count, instantInWords } from './format.ts'
import { useKnown } from './known.tsx'
import { ProblemNotice, Waiting } from './notice.tsx'
import { ListTable, TableTable } from './report/sources.tsx'
import { spoken } from './sentence.ts'
import { useTitle } from './title.ts'

/** What every answer stands on: each list and law table, its age, its hash, and what waits for a person. */
export function ListsPage() {
  const { status } = useKnown()
  useTitle('Lists and law')
  if (status === null) return <Waiting what="Reading how the lists stand" />
  if (!status.ok) return <ProblemNotice problem={status.problem} />
  const { lists, tables, programVersion, troubles, refreshing, versions } = status.value
  const starter = lists.find((list) => list.state === 'starter')
  const missing = lists.filter((list) => list.isRequired && list.state === 'missing')
  const waiting = lists.filter((list) => list.quarantined !== null)
  const taken = versions.filter((version) => version.accepted !== null)
  return (
    <>
      <h1>Lists and law</h1>
      <p className="lead">
        Every answer stands on these. A list that is not loaded makes a screening not performed, never clear.
      </p>
      {starter !== undefined || missing.length > 0 ? (
        <section className="callout" aria-labelledby="load">
          <h2 id="load">Load the full lists</h2>
          {starter === undefined ? null : (
            <p>
              The starter set holds {count(starter.parties)} parties of human-rights concern. It is true as far as it
              goes, and it is not a full screening.
            </p>
          )}
          {missing.length > 0 ? <p>Not loaded: {missing.map((list) => list.title).join(', ')}.</p> : null}
          <p>
            With a network, run <code>unblind lists refresh</code>. Without one, fetch the official files elsewhere and
            run <code>unblind lists import FOLDER</code>, or start the program with <code>UNBLIND_LISTS_DIR</code>{' '}
            naming the folder.
          </p>
        </section>
      ) : null}
      {refreshing === null || refreshing.length === 0 ? null : (
        <p className="callout is-quiet" role="status">
          Fetching from the publishers: {refreshing.map((one) => progressInWords(one)).join('; ')}.
        </p>
      )}
      {waiting.map((list) => (
        <section className="callout" key={list.source} aria-label={`${list.title}, waiting`}>
          <h2>{list.title}: a newer version waits for a person</h2>
          <p>{list.quarantined?.why} The last good version stays in use, with its age shown.</p>
          <p>
            Look at it, and take it knowingly with{' '}
            <code>unblind lists accept {list.quarantined?.id} --reason "why"</code>.
          </p>
        </section>
      ))}
      <section>
        <h2>Lists</h2>
        <ListTable lists={lists} />
      </section>
      {taken.length === 0 ? null : (
        <section>
          <h2>Versions a person took knowingly</h2>
          {taken.map(({ id, title, accepted, reasons }) => (
            <div key={id} className="voice-person">
              <p>
                {title}: {reasons.map(spoken).join('; ')}
              </p>
              {accepted === null ? null : (
                <p>
                  <span className="label">
                    {accepted.by}, {instantInWords(accepted.at)}
                  </span>{' '}
                  {accepted.reason}
                </p>
              )}
            </div>
          ))}
        </section>
      )}
      {troubles.length === 0 ? null : (
        <section>
          <h2>What could not be read or reached</h2>
          <ul className="law-list is-plain">
            {troubles.map(({ at, sentence }) => (
              <li key={`${at} ${sentence}`} className="cited">
                <p>{spoken(sentence)}</p>
                <p className="margin">{instantInWords(at)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Law</h2>
        <TableTable tables={tables} />
      </section>
      <p className="soft small spaced">
        Unblind {programVersion}. The same over HTTP: <a href="/openapi.json">OpenAPI description</a>.
      </p>
    </>
  )
}

function progressInWords(one: NonNullable<Status['refreshing']>[number]): string {
  const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`
  if (one.state === 'failed') return `${one.title}, ${one.part}: ${one.sentence ?? 'failed'}`
  if (one.state !== 'fetching') return `${one.title}, ${one.part}: ${one.state}`
  const whole = one.totalBytes === null ? '' : ` of ${megabytes(one.totalBytes)}`
  return `${one.title}, ${one.part}: ${megabytes(one.receivedBytes)}${whole}`
}
