import type { WorkItem, WorkKind } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted, dayInWords } from '../format.ts'
import { useKnown } from '../known.tsx'
import { goTo } from '../location.ts'
import { Mark } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Due } from '../parts/due.tsx'
import { useKeys } from '../parts/keys.tsx'
import { PageHead } from '../parts/section.tsx'
import { spoken } from '../sentence.ts'
import { useTitle } from '../title.ts'

/** The groups of a working day, in the order in which they are worked. */
const GROUPS: Readonly<Record<Exclude<WorkKind, 'integrity'>, string>> = {
  shipment: 'Shipments due within 48 hours with something open',
  change: 'Changes that touch your parties and cases',
  information: 'Information that waits',
  hit: 'Possible matches to decide',
  authority: 'With the authority',
  task: 'Duties, conditions and reports',
  approval: 'Put to you, to give or decline',
  case: 'Cases',
}

/** The same group where the office itself is the authority. */
const BEFORE_US = 'Applications before this office'

/** What is due, how bad, why it is here, and who moves it. Empties by deciding. */
export function WorkPage() {
  const { me, permits } = useMe()
  const { status } = useKnown()
  const answer = useAnswer<{ rows: readonly WorkItem[] }>('/v1/work')
  useTitle('Work')
  const mayAssess = me?.node.kind === 'exporter' && permits('assess')
  useKeys(mayAssess ? [{ key: 'a', does: 'Assess a transaction', run: () => goTo('/assess') }] : [])
  if (answer === null) return <Waiting what="Opening your work" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  const { rows } = answer.value
  const work = rows.filter(({ kind }) => kind !== 'integrity')
  const late = work.filter(({ isOverdue }) => isOverdue).length
  return (
    <>
      <PageHead
        eyebrow={status?.ok ? dayInWords(status.value.today) : null}
        title="Work"
        lead={
          work.length === 0
            ? 'Nothing waits for you.'
            : `${counted(work.length, 'thing waits', 'things wait')}${late === 0 ? '; none is past its day' : `; ${counted(late, 'is', 'are')} past ${late === 1 ? 'its' : 'their'} day`}.`
        }
        tools={
          mayAssess ? (
            <a className="button" href="/assess">
              Assess a transaction <kbd>a</kbd>
            </a>
          ) : undefined
        }
      />
      <Integrity rows={rows.filter(({ kind }) => kind === 'integrity')} />
      {work.length === 0 ? null : <Rows work={work} />}
      {mayAssess && work.length === 0 ? <FirstSteps /> : null}
    </>
  )
}

/** One line for everything the answers rest on: how the lists and the law stand, and how much of it wants a person. */
function Integrity({ rows }: { readonly rows: readonly WorkItem[] }) {
  const wanting = rows.filter(({ isOverdue }) => isOverdue)
  const whole = rows.filter(({ isOverdue }) => !isOverdue)
  if (rows.length === 0) return null
  return (
    <details className="integrity">
      <summary>
        <span className={wanting.length === 0 ? 'state tone-plain' : 'state tone-danger'}>
          <Mark shape={wanting.length === 0 ? 'filled' : 'half'} />
          <span>{whole.map(({ title }) => spoken(title)).join('. ') || 'What the answers rest on'}</span>
        </span>{' '}
        <span className="soft">
          {wanting.length === 0
            ? whole.map(({ why }) => spoken(why)).join('. ')
            : `${counted(wanting.length, 'thing', 'things')} the answers rest on ${wanting.length === 1 ? 'wants' : 'want'} a person: ${wanting
                .slice(0, 2)
                .map(({ title }) => spoken(title))
                .join(', ')}${wanting.length > 2 ? ' …' : ''}`}
        </span>
      </summary>
      <ul className="plain">
        {[...whole, ...wanting].map((row) => (
          <li key={row.id}>
            <a href={row.next.href}>{spoken(row.title)}</a> <span className="soft small">{spoken(row.why)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Rows({ work }: { readonly work: readonly WorkItem[] }) {
  const isAuthority = useMe().me?.node.kind === 'authority'
  return (
    <table className="rows-table work">
      <caption className="visually-hidden">Your work, the most pressing first</caption>
      <thead>
        <tr>
          <th scope="col">What, and why it is here</th>
          <th scope="col">Due</th>
          <th scope="col">Who moves it</th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      {Object.entries(GROUPS).map(([kind, title]) => (
        <Group
          key={kind}
          title={kind === 'authority' && isAuthority ? BEFORE_US : title}
          rows={work.filter((one) => one.kind === kind)}
        />
      ))}
    </table>
  )
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly WorkItem[] }) {
  if (rows.length === 0) return null
  return (
    <tbody>
      <tr className="work-group">
        <th scope="rowgroup" colSpan={4}>
          {title} <span className="section-count">{rows.length}</span>
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={`${row.kind} ${row.id} ${row.next.href}`} data-row>
          <th scope="row">
            <a className="work-title" href={row.next.href}>
              {spoken(row.title)}
            </a>
            <p className="work-why">{spoken(row.why)}</p>
          </th>
          <td data-label="Due">
            <Due on={row.due} isOverdue={row.isOverdue} />
          </td>
          <td data-label="Who moves it">{spoken(row.owner)}</td>
          <td data-label="Next">
            <a href={row.next.href} tabIndex={-1}>
              {spoken(row.next.label)}
            </a>
          </td>
        </tr>
      ))}
    </tbody>
  )
}

/** What to do on a node where nothing was done yet. */
function FirstSteps() {
  return (
    <section aria-labelledby="first-steps">
      <h2 id="first-steps">Begin here</h2>
      <ol className="first-steps">
        <li>
          <a href="/assess">Assess a transaction</a>: press <kbd>a</kbd>. The form has examples to load. The answer says
          what the law requires, what was screened, what is unknown, and what to do.
        </li>
        <li>
          Open a case from the assessment. From then on everything that is learned about its parties lands there and
          stands in the way until a named person deals with it.
        </li>
        <li>
          Let information in: <a href="/information">write down what somebody said</a>, or put messages into the watched
          folder.
        </li>
        <li>
          <a href="/lists">Load the full lists</a> before anybody relies on a screening.
        </li>
      </ol>
    </section>
  )
}
