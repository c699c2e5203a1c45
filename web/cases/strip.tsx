import { dayInWords, dollars, entryInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { Due } from '../parts/due.tsx'
import { type Fact, PageHead, Strip } from '../parts/section.tsx'
import { PersonName } from '../parts/voice.tsx'
import { nameOf, ROLE_NAMES } from '../words.ts'
import { useCase } from './case-context.tsx'
import { DECISION_WORDS, STAGE_WORDS, standingOf } from './case-words.ts'

/** What the case is about: reference, parties by role, items with their entry, route, day, and who holds it. */
export function CaseStrip() {
  const { view } = useCase()
  const { permits } = useMe()
  const { state, assessment, id } = view
  const address = `/cases/${encodeURIComponent(id)}`
  const destination = assessment?.transaction.destination ?? null
  return (
    <div className="strip">
      <PageHead
        eyebrow={
          <>
            Case <strong>{state.reference}</strong>
          </>
        }
        title={
          <>
            {state.items.length === 1 ? (state.items[0]?.name ?? 'Item') : `${state.items.length} items`} to{' '}
            {endUserOf(state)}
            {destination === null ? null : (
              <>
                , <Country code={destination} />
              </>
            )}
          </>
        }
        tools={
          <>
            <a className="button" href={`/assessments/${encodeURIComponent(state.assessment.id)}`}>
              Open assessment
            </a>
            {permits('application.read') ? (
              <a className="button" href={`${address}/application`}>
                Open application
              </a>
            ) : null}
            <button type="button" onClick={() => window.print()}>
              Print case
            </button>
            {permits('cases.export') ? (
              <a className="button" href={`/v1/cases/${encodeURIComponent(id)}/export`} download>
                Export case
              </a>
            ) : null}
          </>
        }
      />
      <p className="case-standing">
        <State state={standingOf(state.closed, view.releaseBlocks.length)} />
        {state.application.stage === 'none' ? null : (
          <span>
            Application:{' '}
            <State
              state={DECISION_WORDS[state.application.decision?.outcome ?? ''] ?? STAGE_WORDS[state.application.stage]}
            />
          </span>
        )}
      </p>
      <Strip facts={factsOf(view)} />
    </div>
  )
}

function factsOf({ state, assessment, releaseBlocks }: ReturnType<typeof useCase>['view']): readonly Fact[] {
  const transaction = assessment?.transaction
  const from = transaction?.from ?? transaction?.exporter.country
  return [
    { name: 'Export date', value: <ExportDate state={state} /> },
    {
      name: 'Held by',
      value: (
        <>
          <PersonName name={state.openedBy.name} />
          {releaseBlocks[0] === undefined ? null : <p className="small soft">next: {releaseBlocks[0].who}</p>}
        </>
      ),
    },
    {
      name: 'Route',
      value:
        transaction === undefined ? (
          <span className="unknown-text">not known here</span>
        ) : (
          <>
            {from === undefined ? <span className="unknown-text">origin not known</span> : <Country code={from} />}
            {[...(transaction.route ?? []), transaction.destination].map((stop, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a route may pass one country twice
              <span key={at}>
                {' '}
                → <Country code={stop} />
              </span>
            ))}
          </>
        ),
    },
    {
      name: 'Parties',
      isWide: true,
      value: state.parties.map((party, at) => (
        <span key={party.ref}>
          {at > 0 ? '; ' : ''}
          <a href={`#party-${party.ref}`}>{party.names[0] ?? party.ref}</a> (
          {party.roles.map((role) => nameOf(ROLE_NAMES, role).toLowerCase()).join(', ')})
        </span>
      )),
    },
    {
      name: state.items.length === 1 ? 'Item' : 'Items',
      isWide: true,
      value: state.items.map((item, at) => {
        const line = assessment?.lines[at]
        const given = transaction?.items[at]
        return (
          <span key={item.ref} className="strip-item">
            {item.name}, <strong>{entryInWords(item.eccn, item.paragraph)}</strong>
            {line?.classifiedBy === undefined || line.classifiedBy === null ? (
              <>
                , <span className="unknown-text">nobody named as classifier</span>
              </>
            ) : (
              <>, classified by {line.classifiedBy}</>
            )}
            {given?.quantity === undefined ? null : `, ${given.quantity} ${given.unit ?? ''}`.trimEnd()}
            {given?.valueUsd === undefined ? null : `, ${dollars(given.valueUsd)}`}
          </span>
        )
      }),
    },
    {
      name: 'End use, as stated',
      isWide: true,
      value: transaction?.endUse?.text ?? <span className="unknown-text">not stated</span>,
    },
  ]
}

/** A planned day that is past is only late while nothing was shipped and the case is open. */
function ExportDate({ state }: { readonly state: ReturnType<typeof useCase>['view']['state'] }) {
  const shipped = state.shipments.at(-1)
  if (shipped !== undefined)
    return (
      <>
        {dayInWords(state.exportOn)} <p className="small soft">shipped {dayInWords(shipped.on)}</p>
      </>
    )
  return state.closed === 'refrained' ? dayInWords(state.exportOn) : <Due on={state.exportOn} />
}

function endUserOf({ parties }: ReturnType<typeof useCase>['view']['state']): string {
  const party = parties.find(({ roles }) => roles.includes('end-user')) ?? parties[0]
  return party?.names[0] ?? 'an unnamed end user'
}
