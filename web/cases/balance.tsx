import type { CaseState, LicenceBalance, Measure } from '../../src/case/index.ts'
import { dayInWords, dollars, shortHash } from '../format.ts'
import { Fold, TextIn, useFilling, type Values } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { Section } from '../parts/section.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { CaseAct, IfOfficer, useCase } from './case-context.tsx'
import { whenOf } from './when.ts'

/** What each licence grants, what shipments took of it, and what is left. What nobody said is unknown, never unlimited. */
export function Balance() {
  const { balances } = useCase().view
  return (
    <Section id="balance" title="Licence balance" count={balances.length}>
      {balances.length === 0 ? (
        <Empty title="No licence is granted in this case">
          <p>
            Once the authority grants one, what it lets go is recorded here from its letter, and each shipment draws on
            it.
          </p>
        </Empty>
      ) : (
        balances.map((balance) => <Licence key={balance.licence} balance={balance} />)
      )}
    </Section>
  )
}

function Licence({ balance: { licence, recorded, lines, shipments } }: { readonly balance: LicenceBalance }) {
  const { view } = useCase()
  const { state } = view
  return (
    <div className="licence" id={`balance-${licence}`}>
      <h3>Licence {licence}</h3>
      {recorded === null ? (
        <p className="callout">
          What it grants is <span className="unknown-text">not known here</span>: nobody recorded it from the letter, so
          nothing can be shipped on it.
        </p>
      ) : (
        <>
          <p className="small">
            {recorded.from === null ? '' : `From ${dayInWords(recorded.from)}. `}
            {recorded.until === null ? (
              <span className="unknown-text">The letter names no last day.</span>
            ) : (
              `Until ${dayInWords(recorded.until)}.`
            )}{' '}
            Read from the letter{' '}
            <span className="mono" title={recorded.letter}>
              {shortHash(recorded.letter)}
            </span>
            .
          </p>
          <table className="rows-table balance-table">
            <caption className="visually-hidden">
              What licence {licence} grants, what was taken and what is left
            </caption>
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col">Measure</th>
                <th scope="col" className="number">
                  Granted
                </th>
                <th scope="col" className="number">
                  Shipped
                </th>
                <th scope="col" className="number">
                  Left
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.flatMap(({ item, unit, quantity, valueUsd }) => [
                <MeasureRow
                  key={`${item} quantity`}
                  item={itemName(state, item)}
                  measure={unit ?? 'quantity'}
                  of={quantity}
                  say={(amount) => amount}
                />,
                <MeasureRow
                  key={`${item} value`}
                  item={itemName(state, item)}
                  measure="value"
                  of={valueUsd}
                  say={dollars}
                />,
              ])}
            </tbody>
          </table>
          <PersonVoice
            by={recorded.by.name}
            at={whenOf(view, 'licence.recorded', (one) => one.licence === licence)}
            did="Recorded"
          />
        </>
      )}
      {shipments.length === 0 ? null : <p className="small">Drawn on by {shipments.join(', ')}.</p>}
      {licence === state.application.decision?.reference ? (
        <IfOfficer>
          <RecordGrant licence={licence} isAgain={recorded !== null} />
        </IfOfficer>
      ) : null}
    </div>
  )
}

function MeasureRow({
  item,
  measure,
  of,
  say,
}: {
  readonly item: string
  readonly measure: string
  readonly of: Measure
  readonly say: (amount: string) => string
}) {
  const isBelow = of.remaining?.startsWith('-') === true
  return (
    <tr>
      <th scope="row">{item}</th>
      <td data-label="Measure">{measure}</td>
      <td data-label="Granted" className="number">
        {of.granted === null ? <span className="unknown-text">not named</span> : say(of.granted)}
      </td>
      <td data-label="Shipped" className="number">
        {of.isDrawnWhole ? say(of.drawn) : <span className="unknown-text">at least {say(of.drawn)}</span>}
      </td>
      <td data-label="Left" className="number">
        {of.remaining === null ? (
          <span className="unknown-text">not known</span>
        ) : isBelow ? (
          <strong className="tone-danger">{say(of.remaining.slice(1))} too much</strong>
        ) : (
          <strong>{say(of.remaining)}</strong>
        )}
      </td>
    </tr>
  )
}

function RecordGrant({ licence, isAgain }: { readonly licence: string; readonly isAgain: boolean }) {
  const { view } = useCase()
  const { state, assessment } = view
  const given = new Map(
    (assessment?.lines ?? []).map(({ ref }, at) => [ref, assessment?.transaction.items[at]] as const),
  )
  return (
    <Fold label={isAgain ? 'Record it again' : 'Record what it grants'} isWayOn={!isAgain}>
      <CaseAct
        key={whenOf(view, 'licence.recorded')}
        name={`licence-${licence}`}
        label="Record what the licence grants"
        start={Object.fromEntries(state.items.map(({ ref }) => [`unit ${ref}`, given.get(ref)?.unit ?? '']))}
        act={(values) => ({
          kind: 'licence.recorded',
          licence,
          letter: state.application.decision?.letter ?? '',
          lines: state.items.flatMap(({ ref }) => {
            const [quantity, valueUsd] = [typedOrNull(values[`quantity ${ref}`]), typedOrNull(values[`value ${ref}`])]
            return quantity === null && valueUsd === null
              ? []
              : [{ item: ref, quantity, unit: typedOrNull(values[`unit ${ref}`]), valueUsd }]
          }),
          from: typedOrNull(values.from),
          until: typedOrNull(values.until),
        })}
      >
        <p className="small">
          Read it from the letter of the decision. What the letter does not name is left empty: it stays unknown.
        </p>
        {state.items.map(({ ref, name }) => (
          <fieldset key={ref} className="grant-line">
            <legend>{name}</legend>
            <TextIn name={`quantity ${ref}`} label="Quantity" />
            <TextIn name={`unit ${ref}`} label="Unit" />
            <TextIn name={`value ${ref}`} label="Value in US dollars" />
          </fieldset>
        ))}
        <TextIn name="from" label="First day" type="date" />
        <TextIn name="until" label="Last day" type="date" />
      </CaseAct>
    </Fold>
  )
}

/** What a shipment takes of the licence that is typed: asked for item by item, as far as a licence is typed. */
export function DrawFields() {
  const { state } = useCase().view
  const { values } = useFilling()
  const number = (values.licence ?? '').trim()
  if (number === '') return null
  const licence = state.licences.find((one) => one.licence === number)
  if (licence === undefined)
    return (
      <p className="small">
        Nobody recorded what licence {number} grants. <a href="#balance">Record it first</a>: nothing goes on what is
        not known.
      </p>
    )
  return licence.lines.map(({ item, unit, valueUsd }) => (
    <fieldset key={item} className="grant-line">
      <legend>Taken of {itemName(state, item)}</legend>
      <TextIn name={`drawn ${item}`} label={`Quantity, ${unit ?? 'in its unit'}`} hint="Empty: nothing of it goes." />
      {unit === null ? <TextIn name={`drawnUnit ${item}`} label="Unit" /> : null}
      {valueUsd === null ? null : <TextIn name={`drawnValue ${item}`} label="Value in US dollars" />}
    </fieldset>
  ))
}

/** What `DrawFields` asked for. */
export function drawnOf(state: CaseState, values: Values) {
  const licence = state.licences.find((one) => one.licence === (values.licence ?? '').trim())
  const drawn = (licence?.lines ?? []).flatMap(({ item, unit }) => {
    const quantity = typedOrNull(values[`drawn ${item}`])
    return quantity === null
      ? []
      : [
          {
            item,
            quantity,
            unit: unit ?? typedOrNull(values[`drawnUnit ${item}`]) ?? '',
            valueUsd: typedOrNull(values[`drawnValue ${item}`]),
          },
        ]
  })
  return drawn.length === 0 ? {} : { drawn }
}

function itemName({ items }: CaseState, ref: string): string {
  return items.find((item) => item.ref === ref)?.name ?? ref
}

function typedOrNull(typed: string | undefined): string | null {
  const text = (typed ?? '').trim().replaceAll(',', '')
  return text === '' ? null : text
}
