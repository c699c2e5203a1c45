import type { ItemMet, OrderMet, Precedent } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { DECISION_WORDS } from '../cases/case-words.ts'
import { count, counted, dayInWords, dollars, entryInWords, instantInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { State } from '../marks.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { StateMark, type StateWord, stateWord } from '../parts/state-mark.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { useTitle } from '../title.ts'
import { OUTCOME_WORDS } from '../words.ts'

/** One item: how it was classified and by whom, where it went, and how cases with it or its entry ended. */
export function ItemPage({ itemKey }: { readonly itemKey: string }) {
  const answer = useAnswer<ItemMet>(`/v1/items/${encodeURIComponent(itemKey)}`)
  useTitle(answer?.ok ? answer.value.name : 'Item')
  if (answer === null) return <Waiting what="Opening the item" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/items">See every item that was met here</a>
      </ProblemNotice>
    )
  const item = answer.value
  const own = item.precedents.filter(({ isSameItem }) => isSameItem)
  const kin = item.precedents.filter(({ isSameItem }) => !isSameItem)
  return (
    <article className="item">
      <PageHead
        eyebrow={<a href="/items">Items</a>}
        title={item.name}
        lead={item.descriptions[0] === item.name ? undefined : item.descriptions[0]}
      />
      {item.descriptions.length > 1 ? (
        <details>
          <summary>Described in {counted(item.descriptions.length, 'way', 'ways')}</summary>
          <ul className="plain-list">
            {item.descriptions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <Classifications of={item} />
      <Section id="orders" title="Where it went, or was to go" count={item.orders.length} note="newest first">
        <Table
          caption="Orders of it"
          rows={item.orders}
          keyOf={({ assessment, reference }) => `${assessment} ${reference}`}
          empty={null}
          columns={ORDERS}
        />
      </Section>
      <Section id="precedents" title="Precedents" count={own.length} note="how cases with it ended">
        <Precedents of={own} none="No case with it was decided yet" />
      </Section>
      {kin.length === 0 ? null : (
        <Section id="kin" title="Other items of the same entry" count={kin.length} note="how cases with them ended">
          <Precedents of={kin} none="" />
          {item.precedentsLeftOut === 0 ? null : (
            <p className="small soft">The newest stand here; {count(item.precedentsLeftOut)} older are left out.</p>
          )}
        </Section>
      )}
    </article>
  )
}

function Classifications({ of: { classifications } }: { readonly of: ItemMet }) {
  const entries = new Set(classifications.map(({ eccn, paragraph }) => entryInWords(eccn, paragraph)))
  return (
    <Section id="classifications" title="Classification" count={classifications.length}>
      {entries.size > 1 ? (
        <p className="callout">
          It was classified in more than one way. Either a text changed, or people do not agree: see which holds before
          it goes anywhere.
        </p>
      ) : null}
      <Table
        caption="How it was classified, newest first"
        rows={classifications}
        keyOf={({ eccn, paragraph, classifiedBy }) => `${eccn} ${paragraph} ${classifiedBy}`}
        empty={null}
        columns={[
          {
            name: 'Entry',
            show: ({ eccn, paragraph }) =>
              eccn === null ? <span className="unknown-text">not classified</span> : entryInWords(eccn, paragraph),
          },
          {
            name: 'Classified by',
            show: ({ classifiedBy }) => classifiedBy ?? <span className="unknown-text">nobody named</span>,
          },
          { name: 'Rests on it', show: ({ assessments }) => counted(assessments, 'assessment', 'assessments') },
          { name: 'Last', show: ({ lastAt }) => instantInWords(lastAt) },
        ]}
      />
    </Section>
  )
}

const GONE: Readonly<Record<'shipped' | 'released' | 'refrained' | 'open' | 'none', StateWord>> = {
  shipped: stateWord('Shipped', 'filled', 'plain', 'At least one shipment of the case is recorded.'),
  released: stateWord('Released', 'tick', 'action', 'It may go; no shipment is recorded.'),
  refrained: stateWord('Refrained', 'barred', 'danger', 'The firm took no part in it.'),
  open: stateWord('Open', 'hollow', 'plain', 'Nobody has closed the case.'),
  none: stateWord('Assessed only', 'line', 'plain', 'No case was opened on it.'),
}

function goneOf({ shippedOn, closed, case: of }: OrderMet): StateWord {
  if (shippedOn.length > 0) return GONE.shipped
  return of === null ? GONE.none : GONE[closed ?? 'open']
}

const ORDERS: readonly Column<OrderMet>[] = [
  {
    name: 'Order',
    show: ({ case: of, assessment, reference }) => (
      <a href={of === null ? `/assessments/${encodeURIComponent(assessment)}` : `/cases/${encodeURIComponent(of)}`}>
        {reference}
      </a>
    ),
  },
  {
    name: 'To',
    show: ({ endUser, destination }) => (
      <>
        {endUser ?? <span className="unknown-text">end user not named</span>}
        <p className="small soft">
          <Country code={destination} />
        </p>
      </>
    ),
  },
  {
    name: 'How many',
    show: ({ quantity, unit, valueUsd }) => (
      <>
        {quantity === null ? <span className="unknown-text">not said</span> : `${quantity} ${unit ?? ''}`.trim()}
        {valueUsd === null ? null : <p className="small soft">{dollars(valueUsd)}</p>}
      </>
    ),
  },
  { name: 'Law', show: ({ law }) => <StateMark of={law} words={OUTCOME_WORDS} /> },
  {
    name: 'Standing',
    show: (order) => (
      <>
        <State state={goneOf(order)} />
        <p className="small soft">
          {order.shippedOn.length > 0
            ? order.shippedOn.map(dayInWords).join(', ')
            : `planned for ${dayInWords(order.exportOn)}`}
        </p>
      </>
    ),
  },
]

const OUTCOMES: Readonly<Record<string, StateWord>> = {
  ...DECISION_WORDS,
  released: GONE.released,
  refrained: GONE.refrained,
}

function Precedents({ of, none }: { readonly of: readonly Precedent[]; readonly none: string }) {
  return (
    <Table
      caption="How earlier cases ended"
      rows={of}
      keyOf={({ case: id, outcome, at }) => `${id} ${outcome} ${at}`}
      empty={<Empty title={none}>{null}</Empty>}
      columns={[
        {
          name: 'Case',
          show: ({ case: id, reference, itemName, isSameItem, destination }) => (
            <>
              <a href={`/cases/${encodeURIComponent(id)}`}>{reference}</a>
              <p className="small soft">
                {isSameItem ? '' : `${itemName}, `}
                <Country code={destination} />
              </p>
            </>
          ),
        },
        { name: 'Ended', show: ({ outcome }) => <StateMark of={outcome} words={OUTCOMES} /> },
        {
          name: 'By',
          show: ({ by, at }) => (
            <>
              {by}
              <p className="small soft">{instantInWords(at)}</p>
            </>
          ),
        },
        { name: 'Reason', show: ({ reason }) => (reason === '' ? <span className="soft">none written</span> : reason) },
      ]}
    />
  )
}
