import { END_USER_TYPE_NAMES, LIST_NAMES, ROLE_NAMES, SCHEMA_NAMES } from '../words.ts'
import { fieldId, isMapping, rowsAt } from './draft.ts'
import {
  ChoiceField,
  CountryField,
  FieldError,
  LinesField,
  NumberField,
  TextField,
  useDraft,
  YesNoField,
} from './fields.tsx'
import { labelOf } from './labels.ts'
import { Rows } from './rows.tsx'

const SCHEMAS = Object.entries(SCHEMA_NAMES)
const END_USER_TYPES = Object.entries(END_USER_TYPE_NAMES)
const LISTS = Object.entries(LIST_NAMES)
const DECISIONS = [
  ['true-match', 'It is the listed party'],
  ['false-match', 'It is somebody else'],
] as const

export function PartyRows() {
  const { draft } = useDraft()
  return (
    <Rows
      list="parties"
      rows={rowsAt(draft, 'parties')}
      newRow={{ roles: [] }}
      one="Party"
      titleOf={nameOfRow}
      addLabel="Add a party"
    >
      {(path) => <PartyFields path={path} />}
    </Rows>
  )
}

function nameOfRow(row: unknown): string {
  return isMapping(row) && typeof row.name === 'string' ? row.name : ''
}

function PartyFields({ path }: { path: string }) {
  const { value } = useDraft()
  const roles = value(`${path}.roles`)
  const has = (role: string) => Array.isArray(roles) && roles.includes(role)
  const isEndUser = has('end-user')
  const mayTakePossession = has('freight-forwarder') || has('agent') || value(`${path}.takesPossession`) !== undefined
  return (
    <>
      <div className="columns">
        <TextField path={`${path}.name`} className="wide" />
        <RolesField path={`${path}.roles`} />
        <CountryField path={`${path}.country`} />
        <ChoiceField path={`${path}.schema`} choices={SCHEMAS} none="Not said" />
        {isEndUser || value(`${path}.endUserType`) !== undefined ? (
          <ChoiceField path={`${path}.endUserType`} choices={END_USER_TYPES} none="Not said" />
        ) : null}
        {isEndUser || value(`${path}.unit`) !== undefined ? <TextField path={`${path}.unit`} /> : null}
      </div>
      {mayTakePossession ? (
        <YesNoField
          path={`${path}.takesPossession`}
          hint="A forwarder or agent that does is an intermediate consignee"
        />
      ) : null}
      {isEndUser || value(`${path}.isMilitaryEndUser`) !== undefined ? (
        <YesNoField path={`${path}.isMilitaryEndUser`} hint="A military end user, as 15 CFR 744.21(g) means it" />
      ) : null}
      <Owners path={`${path}.owners`} partyPath={path} />
      <More path={path} />
    </>
  )
}

function RolesField({ path }: { path: string }) {
  const { value, set, faultsAt } = useDraft()
  const id = fieldId(path)
  const held = value(path)
  const roles = Array.isArray(held) ? held : []
  const faults = faultsAt(path)
  return (
    <fieldset className={`roles wide ${faults.length > 0 ? 'is-wrong' : ''}`} id={id} tabIndex={-1}>
      <legend>{labelOf(path)}</legend>
      <FieldError id={`${id}-error`} faults={faults} label={labelOf(path)} />
      <div className="choices">
        {Object.entries(ROLE_NAMES).map(([role, name]) => (
          <label key={role}>
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={(event) =>
                set(path, event.target.checked ? [...roles, role] : roles.filter((one) => one !== role))
              }
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Who owns the party. Nobody asked, asked and nobody found, and owners named are three different things. */
function Owners({ path, partyPath }: { path: string; partyPath?: string }) {
  const { draft } = useDraft()
  const rows = rowsAt(draft, path)
  return (
    <div className="inset">
      {partyPath === undefined || rows.length > 0 ? null : (
        <YesNoField
          path={`${partyPath}.ownersAsked`}
          hint="Yes, with no owner below, says that nobody owns a share of consequence"
        />
      )}
      <Rows
        list={path}
        rows={rows}
        newRow={{}}
        one="Owner"
        titleOf={nameOfRow}
        addLabel={partyPath === undefined ? 'Add an owner of this owner' : 'Add an owner'}
        isCompact
      >
        {(owner) => (
          <>
            <div className="columns">
              <TextField path={`${owner}.name`} />
              <NumberField path={`${owner}.percent`} unit="%" />
              <CountryField path={`${owner}.country`} />
              <TextField path={`${owner}.asOf`} type="date" />
              <TextField path={`${owner}.source`} className="wide" />
            </div>
            <Owners path={`${owner}.owners`} />
          </>
        )}
      </Rows>
    </div>
  )
}

/** What is seldom needed, folded unless it holds something or something in it is wrong. */
function More({ path }: { path: string }) {
  const { draft, value, faultsAt } = useDraft()
  const names = ['otherNames', 'addresses', 'identifiers', 'birthDates', 'hitDecisions']
  const isInUse = names.some((name) => value(`${path}.${name}`) !== undefined || faultsAt(`${path}.${name}`).length > 0)
  return (
    <details className="more" open={isInUse ? true : undefined}>
      <summary>Other names, addresses, numbers, and decisions on possible matches</summary>
      <div className="columns">
        <LinesField path={`${path}.otherNames`} hint="One a line" />
        <LinesField path={`${path}.addresses`} hint="One a line" />
        <LinesField path={`${path}.identifiers`} hint="One a line" />
        <LinesField path={`${path}.birthDates`} hint="One a line, such as 1971-03-09 or 1971" />
      </div>
      <h3>{labelOf(`${path}.hitDecisions`)}</h3>
      <p className="hint">
        A named person settles whether the party is the one on a list; the name and the reason are kept.
      </p>
      <Rows
        list={`${path}.hitDecisions`}
        rows={rowsAt(draft, `${path}.hitDecisions`)}
        newRow={{}}
        one="Decision"
        titleOf={() => ''}
        addLabel="Record a decision"
        isCompact
      >
        {(decision) => (
          <div className="columns">
            <ChoiceField path={`${decision}.list`} choices={LISTS} none="Choose the list" />
            <TextField path={`${decision}.entryKey`} hint="As shown with the match" />
            <TextField path={`${decision}.entryVersion`} hint="The decision lapses when the entry changes" />
            <ChoiceField path={`${decision}.decision`} choices={DECISIONS} none="Choose" />
            <TextField path={`${decision}.by`} />
            <TextField path={`${decision}.on`} type="date" />
            <TextField path={`${decision}.reason`} className="wide" isLong />
          </div>
        )}
      </Rows>
    </details>
  )
}
