import type { RecordView } from '../../src/app/index.ts'
import { dayInWords, instantInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { RECORD_FIELDS, type RecordField } from './record-fields.ts'

/** What a record says, field by field under the names its form gave them. A single text stands without a name. */
export function Body({
  record,
  nameOf,
}: {
  readonly record: RecordView
  /** A state by its id, for people. */
  readonly nameOf: (state: string) => string
}) {
  const shown = RECORD_FIELDS[record.type].flatMap((field) => {
    const value = at(record.body, field.name)
    return isBlank(value) || value === record.title ? [] : [{ field, value }]
  })
  const [only, ...others] = shown
  if (only !== undefined && others.length === 0 && only.field.as === 'prose') {
    return <Value field={only.field} value={only.value} nameOf={nameOf} />
  }
  if (shown.length === 0) return null
  return (
    <dl className="forum-body">
      {shown.map(({ field, value }) => (
        <div key={field.name} className={field.as === 'prose' ? 'is-wide' : undefined}>
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} value={value} nameOf={nameOf} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({
  field,
  value,
  nameOf,
}: {
  readonly field: RecordField
  readonly value: unknown
  readonly nameOf: (state: string) => string
}) {
  switch (field.as) {
    case 'prose':
      return (
        <div className="forum-prose">
          {text(value)
            .split(/\n{1,}/)
            .map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
        </div>
      )
    case 'day':
      return dayInWords(text(value))
    case 'instant':
      return instantInWords(text(value))
    case 'country':
      return <Country code={text(value)} />
    case 'check':
      return value === true ? 'Yes' : 'No'
    case 'choice':
      return nameIn(field.of, text(value))
    case 'choices':
      return list(value)
        .map((one) => nameIn(field.of, text(one)))
        .join(', ')
    case 'countries':
      return (
        <span className="forum-route">
          {list(value).map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a route can pass a country twice
            <span key={i}>
              {i > 0 && field.name === 'route' ? ' → ' : i > 0 ? ', ' : null}
              <Country code={text(one)} />
            </span>
          ))}
        </span>
      )
    case 'states':
      return list(value)
        .map((one) => nameOf(text(one)))
        .join(', ')
    case 'lines':
    case 'goods':
    case 'actors':
    case 'steps':
    case 'points':
    case 'delegates':
      return (
        <ul className="plain">
          {list(value).map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sealed, and in the order it was written
            <li key={i}>
              <Item kind={field.as} one={one} nameOf={nameOf} />
            </li>
          ))}
        </ul>
      )
    default:
      return text(value)
  }
}

function Item({
  kind,
  one,
  nameOf,
}: {
  readonly kind: RecordField['as']
  readonly one: unknown
  readonly nameOf: (state: string) => string
}) {
  const part = (name: string) => text(at(one, name))
  switch (kind) {
    case 'goods': {
      const entries = list(at(one, 'entries')).map(text).join(', ')
      return (
        <>
          {part('description')} {entries === '' ? null : <code>{entries}</code>}
        </>
      )
    }
    case 'actors':
      return (
        <>
          {part('name') === '' ? <span className="unknown-text">not named</span> : <strong>{part('name')}</strong>},{' '}
          {part('role').replace('-', ' ')}, <Country code={part('country')} />
        </>
      )
    case 'steps': {
      const days = at(one, 'withinDays')
      return (
        <>
          {part('what')}{' '}
          <span className="soft">
            {part('who')}
            {typeof days === 'number' ? `, within ${days} days` : ''}
          </span>
        </>
      )
    }
    case 'points': {
      const lead = part('lead')
      return (
        <>
          {part('title')}{' '}
          <span className="soft">{[lead === '' ? '' : nameOf(lead), part('note')].filter(Boolean).join(', ')}</span>
        </>
      )
    }
    case 'delegates':
      return (
        <>
          <strong>{part('name')}</strong>, {part('office')}
        </>
      )
    default:
      return text(one)
  }
}

function at(value: unknown, path: string): unknown {
  let here: unknown = value
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null) return undefined
    here = Object.entries(here).find(([key]) => key === step)?.[1]
  }
  return here
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
}

function nameIn(choices: readonly (readonly [value: string, name: string])[], value: string): string {
  return choices.find(([one]) => one === value)?.[1] ?? value
}
