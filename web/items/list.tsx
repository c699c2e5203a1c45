import type { ItemMet } from '../../src/app/index.ts'
import { counted, entryInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Empty } from '../parts/empty.tsx'
import { SearchBox, useSearched } from '../parts/search-box.tsx'
import { PageHead } from '../parts/section.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { useTitle } from '../title.ts'

const COLUMNS: readonly Column<ItemMet>[] = [
  {
    name: 'Item',
    show: ({ key, name, descriptions }) => (
      <>
        <a href={`/items/${key}`}>{name}</a>
        {descriptions[0] === undefined || descriptions[0] === name ? null : (
          <p className="small soft">{descriptions[0].slice(0, 160)}</p>
        )}
      </>
    ),
  },
  { name: 'Entry', show: ({ classifications }) => <Entries of={classifications} /> },
  {
    name: 'Where to',
    show: ({ orders }) => {
      const countries = [...new Set(orders.map(({ destination }) => destination))]
      return countries.slice(0, 4).map((code, at) => (
        <span key={code}>
          {at === 0 ? '' : ', '}
          <Country code={code} />
          {at === 3 && countries.length > 4 ? ` and ${countries.length - 4} more` : ''}
        </span>
      ))
    },
  },
  {
    name: 'Orders',
    show: ({ orders }) => {
      const shipped = orders.filter(({ shippedOn }) => shippedOn.length > 0).length
      return `${counted(orders.length, 'order', 'orders')}, ${shipped === 0 ? 'none' : shipped} shipped`
    },
  },
  {
    name: 'Precedents',
    show: ({ precedents }) => {
      const own = precedents.filter(({ isSameItem }) => isSameItem).length
      return precedents.length === 0 ? (
        <span className="soft">none</span>
      ) : (
        `${own} of it, ${precedents.length - own} of its entry`
      )
    },
  },
]

function Entries({ of }: { readonly of: ItemMet['classifications'] }) {
  const entries = [...new Set(of.map(({ eccn, paragraph }) => entryInWords(eccn, paragraph)))]
  return (
    <>
      {entries.map((entry, at) => (
        <span key={entry} className={entry === 'not classified' ? 'unknown-text' : undefined}>
          {at === 0 ? '' : '; '}
          {entry}
        </span>
      ))}
      {entries.length > 1 ? <p className="small tone-danger">classified in more than one way</p> : null}
    </>
  )
}

/** Every item that was met in a case or an assessment, the newest met first. */
export function ItemsPage() {
  const { typed, type, answer } = useSearched<{ readonly items: readonly ItemMet[]; readonly total: number }>(
    '/v1/items',
  )
  useTitle('Items')
  return (
    <>
      <PageHead
        title="Items"
        lead="Everything that was assessed, by its part number: how it was classified, where it went, and how such cases ended."
      />
      {answer === null ? (
        <Waiting what="Opening the items" />
      ) : !answer.ok ? (
        <ProblemNotice problem={answer.problem} />
      ) : (
        <>
          <SearchBox
            id="item-search"
            label="Part number, words or entry"
            typed={typed}
            onType={type}
            shown={answer.value.items.length}
            total={answer.value.total}
          />
          <Table
            caption="Items, newest met first"
            columns={COLUMNS}
            rows={answer.value.items}
            keyOf={({ key }) => key}
            empty={
              typed === '' ? (
                <Empty title="No item was met yet">
                  <p>
                    <a href="/assess">Assess a transaction</a>: its items stand here from then on.
                  </p>
                </Empty>
              ) : (
                <Empty title={`No item is called “${typed}” here`}>
                  <p>Try another word of its description, or its entry.</p>
                </Empty>
              )
            }
          />
        </>
      )}
    </>
  )
}
