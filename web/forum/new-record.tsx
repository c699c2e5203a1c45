import { goTo, useLocation } from '../location.ts'
import { PageHead } from '../parts/section.tsx'
import { useTitle } from '../title.ts'
import { DraftForm } from './draft-form.tsx'
import { NEW_RECORDS } from './record-fields.ts'
import { WithoutPrejudice } from './without-seat.tsx'

/** First what kind of record, then what it says, how it is handled, and who that means by name. */
export function NewRecordPage() {
  const { query } = useLocation()
  const asked = query.get('type')
  const chosen = NEW_RECORDS.flatMap(({ types }) => types).find(([type]) => type === asked)
  useTitle(chosen === undefined ? 'Write to other states' : chosen[1])
  if (chosen === undefined) return <Chooser />
  const [type, name, what] = chosen
  return (
    <>
      <PageHead
        eyebrow={
          <>
            <a href="/forum">Forum</a> · <a href="/forum/new">Write to other states</a>
          </>
        }
        title={name}
        lead={what}
      />
      <DraftForm
        key={type}
        type={type}
        name={name.charAt(0).toLowerCase() + name.slice(1)}
        label={`Sign and send ${article(name)}`}
        onDone={({ hash }) => goTo(`/forum/${hash}`)}
      />
      <WithoutPrejudice />
    </>
  )
}

function Chooser() {
  return (
    <>
      <PageHead
        eyebrow={<a href="/forum">Forum</a>}
        title="Write to other states"
        lead="Nothing is sent before you have seen who will read it, by name."
      />
      <div className="forum-kinds">
        {NEW_RECORDS.map(({ title, types }) => (
          <section key={title} aria-label={title}>
            <h2>{title}</h2>
            <ul className="plain">
              {types.map(([type, name, what]) => (
                <li key={type} data-row>
                  <a href={`/forum/new?type=${encodeURIComponent(type)}`}>{name}</a>
                  <p className="small soft">{what}</p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <WithoutPrejudice />
    </>
  )
}

function article(name: string): string {
  return `the ${name.charAt(0).toLowerCase()}${name.slice(1)}`
}
