import type { Assessment } from '../../src/assessment/assessment.ts'
import { dayInWords, dollars, entryInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { KIND_NAMES, nameOf, ROLE_NAMES } from '../words.ts'

/** What this is about, in facts: reference, parties by role, items and entries, route, day. */
export function Strip({ assessment }: { assessment: Assessment }) {
  const { transaction, lines, parties, id, on } = assessment
  const from = transaction.from ?? transaction.exporter.country
  return (
    <header className="strip">
      <div className="strip-top">
        <p className="small soft">
          {nameOf(KIND_NAMES, transaction.kind)}
          {transaction.reference === undefined ? null : <> · your reference {transaction.reference}</>}
        </p>
        <div className="toolbar no-print">
          <a className="button" href={`/assess?from=${encodeURIComponent(id)}`}>
            Change and assess again
          </a>
          <button type="button" onClick={() => window.print()}>
            Print assessment
          </button>
          <a className="button" href={`/v1/assessments/${encodeURIComponent(id)}`} target="_blank" rel="noreferrer">
            Open as JSON
          </a>
        </div>
      </div>
      <h1>
        {lines.length === 1 ? (lines[0]?.item ?? 'Item') : `${lines.length} items`} to {endUserOf(assessment)},{' '}
        <Country code={transaction.destination} />
      </h1>
      <dl className="facts">
        <div>
          <dt>Export date</dt>
          <dd>{dayInWords(on)}</dd>
        </div>
        <div>
          <dt>Exporter</dt>
          <dd>
            {transaction.exporter.name}
            {transaction.exporter.isUsPerson === undefined ? (
              <>
                {' '}
                <span className="unknown-text">US person not known</span>
              </>
            ) : transaction.exporter.isUsPerson ? (
              ', a US person'
            ) : (
              ', not a US person'
            )}
          </dd>
        </div>
        <div>
          <dt>Route</dt>
          <dd>
            {from === undefined ? <span className="unknown-text">origin not known</span> : <Country code={from} />}
            {(transaction.route ?? []).map((stop, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a route may pass one country twice
              <span key={at}>
                {' '}
                → <Country code={stop} />
              </span>
            ))}{' '}
            → <Country code={transaction.destination} />
          </dd>
        </div>
        <div className="is-wide">
          <dt>Parties</dt>
          <dd>
            {parties.map((party, at) => (
              <span key={party.ref}>
                {at > 0 ? '; ' : ''}
                <a href={`#party-${party.ref}`}>{party.name}</a> (
                {party.roles.map((role) => nameOf(ROLE_NAMES, role).toLowerCase()).join(', ')})
              </span>
            ))}
          </dd>
        </div>
        <div className="is-wide">
          <dt>{lines.length === 1 ? 'Item' : 'Items'}</dt>
          <dd>
            {lines.map((line, at) => {
              const item = transaction.items[at]
              return (
                <span key={line.ref} className="strip-item">
                  {line.item}, <strong>{entryInWords(line.eccn, line.paragraph)}</strong>
                  {line.classifiedBy === null ? (
                    <>
                      , <span className="unknown-text">nobody named as classifier</span>
                    </>
                  ) : (
                    <>, classified by {line.classifiedBy}</>
                  )}
                  {item?.quantity === undefined ? null : `, ${item.quantity} ${item.unit ?? ''}`.trimEnd()}
                  {item?.valueUsd === undefined ? null : `, ${dollars(item.valueUsd)}`}
                </span>
              )
            })}
          </dd>
        </div>
        {transaction.endUse?.text === undefined ? (
          <div className="is-wide">
            <dt>End use</dt>
            <dd>
              <span className="unknown-text">not stated</span>
            </dd>
          </div>
        ) : (
          <div className="is-wide">
            <dt>End use, as stated</dt>
            <dd>{transaction.endUse.text}</dd>
          </div>
        )}
      </dl>
    </header>
  )
}

function endUserOf({ parties }: Assessment): string {
  const party = parties.find((one) => one.roles.includes('end-user')) ?? parties[0]
  return party?.name ?? 'an unnamed end user'
}
