import type { OwnerAnswer, PartyAnswer } from '../../src/assessment/assessment.ts'
import { counted } from '../format.ts'
import { Country } from '../known.tsx'
import { State } from '../marks.tsx'
import { Fold, LongIn, linesOf } from '../parts/act-form.tsx'
import { SecondPerson, useSecond } from '../parts/second-person.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { END_USER_TYPE_NAMES, LIST_NAMES, nameOf, ROLE_NAMES, SCREENING_WORDS } from '../words.ts'
import { CaseAct, IfOfficer, useCase, WhoCan } from './case-context.tsx'
import { HIT_WORDS } from './case-words.ts'
import { EntrySays, SinceWhen } from './entry-says.tsx'
import { addressOfHit } from './hits.ts'
import { Ownership } from './ownership.tsx'

/** Who has a part in it and who owns them, how each was screened, and what is to be decided of each possible match. */
export function Parties() {
  const { state, assessment } = useCase().view
  return (
    <Section id="parties" title="Parties" count={state.parties.length}>
      <Ownership />
      {assessment === null ? (
        <ul className="plain-list">
          {state.parties.map((party) => (
            <li key={party.ref} id={`party-${party.ref}`}>
              {party.names[0]}: <span className="unknown-text">its screening is not kept here</span>
            </li>
          ))}
        </ul>
      ) : (
        <table className="rows-table parties-table">
          <caption className="visually-hidden">Parties and their owners, with screening per party and role</caption>
          <thead>
            <tr>
              <th scope="col">Party or owner</th>
              <th scope="col">Part in it</th>
              <th scope="col">Screening</th>
              <th scope="col">Possible matches</th>
            </tr>
          </thead>
          {assessment.parties.map((party, index) => (
            <tbody key={party.ref}>
              <PartyRow party={party} index={index} />
              {party.owners.map((owner) => (
                <OwnerRow key={owner.path} owner={owner} party={party} />
              ))}
              {party.owners.length === 0 ? <OwnersUnknown index={index} /> : null}
            </tbody>
          ))}
        </table>
      )}
      <Unscreened />
    </Section>
  )
}

function PartyRow({ party, index }: { readonly party: PartyAnswer; readonly index: number }) {
  const { assessment, state } = useCase().view
  const given = assessment?.transaction.parties[index]
  const names = state.parties.find(({ ref }) => ref === party.ref)?.names ?? []
  return (
    <tr id={`party-${party.ref}`} data-row>
      <th scope="row">
        {party.name}
        <p className="small soft">
          <Country code={party.country} />
          {given?.unit === undefined ? '' : `, ${given.unit}`}
        </p>
        {names.length > 1 ? (
          <p className="small soft">News is looked for under {counted(names.length, 'name', 'names')}.</p>
        ) : null}
      </th>
      <td data-label="Part in it">
        {party.roles.map((role) => nameOf(ROLE_NAMES, role)).join(', ')}
        {party.roles.includes('end-user') ? (
          <p className="small">
            {given?.endUserType === undefined || given.endUserType === 'unknown' ? (
              <span className="unknown-text">type of end user not known</span>
            ) : (
              <span className="soft">{nameOf(END_USER_TYPE_NAMES, given.endUserType)}</span>
            )}
          </p>
        ) : null}
      </td>
      <ScreeningCells screening={party.screening} party={party.ref} />
    </tr>
  )
}

function OwnerRow({ owner, party }: { readonly owner: OwnerAnswer; readonly party: PartyAnswer }) {
  const depth = Math.min(owner.path.split(' > ').length, 4)
  return (
    <tr data-row>
      <th scope="row" className={`owner depth-${depth}`}>
        {owner.name}
        {owner.path === owner.name ? null : <p className="small soft">{owner.path}</p>}
      </th>
      <td data-label="Part in it">
        Owner, {owner.percent === null ? <span className="unknown-text">share not known</span> : `${owner.percent} %`}
      </td>
      <ScreeningCells screening={owner.screening} party={`${party.ref} > ${owner.path}`} />
    </tr>
  )
}

function OwnersUnknown({ index }: { readonly index: number }) {
  const given = useCase().view.assessment?.transaction.parties[index]
  const wereAsked = given?.ownersAsked === true || (given?.owners ?? []).length > 0
  return (
    <tr>
      <td colSpan={4} className="owner depth-1">
        {wereAsked ? (
          <span className="soft">Owners were asked for; none of consequence was named.</span>
        ) : (
          <span className="unknown-text">nobody has asked who owns it</span>
        )}
      </td>
    </tr>
  )
}

function ScreeningCells({
  screening,
  party,
}: {
  readonly screening: PartyAnswer['screening']
  readonly party: string
}) {
  const { view } = useCase()
  const hits = view.state.hits.filter((one) => one.party === party)
  const vouched = view.state.screenings.find((one) => one.party === party)?.vouchedBy ?? []
  return (
    <>
      <td data-label="Screening">
        <State state={SCREENING_WORDS[screening.state]} />
        <Because of={screening.because} />
        {vouched.length === 0 ? null : (
          <PersonVoice by={vouched.map(({ name }) => name).join(' and ')} did="Vouched for" />
        )}
        {screening.nameForms.length > 1 ? (
          <p className="small soft">Searched as {screening.nameForms.map((form) => `“${form}”`).join(', ')}.</p>
        ) : null}
      </td>
      <td data-label="Possible matches">
        {hits.length === 0 ? <span className="soft">None</span> : null}
        <ul className="plain">
          {hits.map((hit) => (
            <li key={hit.entry}>
              <a href={addressOfHit(view.id, hit)}>{hit.name}</a>{' '}
              <span className="soft small">{nameOf(LIST_NAMES, hit.entry.split('/')[0] ?? hit.entry)}</span>
              <br />
              <StateMark of={hit.decision ?? 'open'} words={HIT_WORDS} />
              <SinceWhen hit={hit} />
              <EntrySays hit={hit} />
            </li>
          ))}
        </ul>
      </td>
    </>
  )
}

const LISTS_IN_SIGHT = 2

/** Why it stands so; many lists by name are folded behind their number. */
function Because({ of }: { readonly of: string }) {
  const [head = '', ...rest] = of.split(': ')
  const lists = rest.join(': ').split(', ')
  if (lists.length <= LISTS_IN_SIGHT) return <p className="small soft">{spoken(of)}.</p>
  return (
    <details className="small soft">
      <summary>
        {spoken(head)}: {counted(lists.length, 'list', 'lists')}
      </summary>
      {lists.join(', ')}.
    </details>
  )
}

/** Parties that a list which is needed was not read for: not screened is never clear. */
function Unscreened() {
  const { state } = useCase().view
  const { secondOf, namesOf } = useSecond()
  const open = state.screenings.filter(({ isComplete, vouchedBy }) => !isComplete && vouchedBy.length === 0)
  if (open.length === 0) return null
  return (
    <div id="screenings" className="holds">
      <h3>Not screened in full</h3>
      <p className="small">
        <a href="/lists">Bring the lists up to date</a> and <a href="#assess-again">assess again</a>; or two people
        vouch that the party was screened by other means.
      </p>
      {open.map(({ party }) => (
        <div key={party} id={`screenings-${party}`} className="hold">
          <p>
            <strong>{nameOfRef(party, state)}</strong>
          </p>
          <IfOfficer>
            <Fold label="Vouch for a screening made otherwise">
              <CaseAct
                name={`vouch-${party}`}
                label="Vouch for the screening"
                act={(values) => ({
                  kind: 'screening.vouched',
                  party,
                  how: values.how ?? '',
                  evidence: linesOf(values.evidence),
                  ...secondOf(values),
                })}
                seal={(values) => ({
                  consequence: 'The party counts as screened in this case. Two people will be named.',
                  names: namesOf(values),
                })}
              >
                <LongIn name="how" label="By what other means" hint="Which lists, where, on which day." isNeeded />
                <LongIn name="evidence" label="Evidence" hint="One a line." isNeeded />
                <SecondPerson what="Vouching for a screening" />
              </CaseAct>
            </Fold>
          </IfOfficer>
        </div>
      ))}
      <WhoCan what="Vouching for a screening" />
    </div>
  )
}

function nameOfRef(ref: string, { parties }: ReturnType<typeof useCase>['view']['state']): string {
  const [first, ...path] = ref.split(' > ')
  return path.at(-1) ?? parties.find((one) => one.ref === first)?.names[0] ?? ref
}
