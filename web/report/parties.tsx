import type { Assessment, OwnerAnswer, PartyAnswer, Screening } from '../../src/assessment/assessment.ts'
import { counted } from '../format.ts'
import { HitView } from '../hit.tsx'
import { Country } from '../known.tsx'
import { State } from '../marks.tsx'
import { OwnershipLaws } from '../parts/ownership-laws.tsx'
import { spoken } from '../sentence.ts'
import { END_USER_TYPE_NAMES, nameOf, ROLE_NAMES, SCREENING_WORDS } from '../words.ts'

/** Everybody with a part in it, how each was screened, and every possible match. */
export function Parties({ assessment }: { assessment: Assessment }) {
  return (
    <section id="parties">
      <h2>Parties</h2>
      {assessment.parties.map((party, index) => (
        <Party key={party.ref} party={party} index={index} assessment={assessment} />
      ))}
    </section>
  )
}

function Party({ party, index, assessment }: { party: PartyAnswer; index: number; assessment: Assessment }) {
  const given = assessment.transaction.parties[index]
  const isEndUser = party.roles.includes('end-user')
  return (
    <div className="party" id={`party-${party.ref}`}>
      <h3 className="line-title">
        <span>{party.name}</span>
        <State state={SCREENING_WORDS[party.screening.state]} {...hitsWord(party.screening, party.hits.length)} />
      </h3>
      <p>
        {party.roles.map((role) => nameOf(ROLE_NAMES, role)).join(', ')}. <Country code={party.country} />
        {isEndUser ? (
          <>
            .{' '}
            {given?.endUserType === undefined || given.endUserType === 'unknown' ? (
              <span className="unknown-text">type of end user not known</span>
            ) : (
              `${nameOf(END_USER_TYPE_NAMES, given.endUserType)} end user`
            )}
            {given?.unit === undefined ? null : `, ${given.unit}`}
          </>
        ) : null}
        .
      </p>
      <ScreeningNote screening={party.screening} />
      {party.hits.map((hit) => (
        <HitView
          key={`${hit.list} ${hit.entryKey}`}
          hit={hit}
          decideAt={`/assess?from=${encodeURIComponent(assessment.id)}&party=${index}&decide=${encodeURIComponent(`${hit.list}~${hit.entryVersion}~${hit.entryKey}`)}`}
        />
      ))}
      <Owners
        owners={party.owners}
        above={party.screening.because}
        wereAsked={given?.ownersAsked === true || (given?.owners ?? []).length > 0}
      />
      {party.ownership === undefined ? null : <OwnershipLaws of={party.name} reading={party.ownership} />}
    </div>
  )
}

function Owners({
  owners,
  above,
  wereAsked,
}: {
  owners: readonly OwnerAnswer[]
  /** What was said of the party itself: not said again. */
  above: string
  wereAsked: boolean
}) {
  if (owners.length === 0)
    return (
      <p className="small">
        <span className="label">Owners</span>{' '}
        {wereAsked ? (
          'Asked; no owner of consequence was named.'
        ) : (
          <span className="unknown-text">nobody has asked who owns it</span>
        )}
      </p>
    )
  return (
    <div className="owners">
      <h4>Owners</h4>
      <table>
        <thead>
          <tr>
            <th scope="col">Owner</th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col">Screening</th>
          </tr>
        </thead>
        <tbody>
          {owners.map((owner) => (
            <tr key={owner.path}>
              <th scope="row">
                {owner.name}
                {owner.path === owner.name ? null : <p className="small soft">{owner.path}</p>}
              </th>
              <td className="number">
                {owner.percent === null ? <span className="unknown-text">not known</span> : `${owner.percent} %`}
              </td>
              <td>
                <State
                  state={SCREENING_WORDS[owner.screening.state]}
                  {...hitsWord(owner.screening, owner.hits.length)}
                />
                <p className="small soft">
                  {owner.screening.because === above ? 'As above.' : `${spoken(owner.screening.because)}.`}
                </p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {owners.map((owner) =>
        owner.hits.map((hit) => <HitView key={`${owner.path} ${hit.list} ${hit.entryKey}`} hit={hit} />),
      )}
    </div>
  )
}

export function ScreeningNote({ screening }: { screening: Screening }) {
  return (
    <p className="small soft">
      {spoken(screening.because)}.
      {screening.nameForms.length > 1
        ? ` Searched as ${screening.nameForms.map((form) => `“${form}”`).join(', ')}.`
        : ''}
    </p>
  )
}

function hitsWord(screening: Screening, hits: number): { word?: string } {
  return screening.state === 'hits' ? { word: counted(hits, 'possible match', 'possible matches') } : {}
}
