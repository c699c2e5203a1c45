import { type RedFlagOption, useAnswer } from '../api.ts'
import { KIND_NAMES } from '../words.ts'
import { fieldId, isMapping, rowsAt } from './draft.ts'
import { ChoiceField, CountryField, FieldError, LinesField, TextField, useDraft, YesNoField } from './fields.tsx'
import { ItemRows } from './items.tsx'
import { labelOf } from './labels.ts'
import { PartyRows } from './parties.tsx'
import { Rows } from './rows.tsx'

const KINDS = Object.entries(KIND_NAMES)

const END_USES = [
  'isMilitary',
  'isMilitaryIntelligence',
  'isForPoliceResale',
  'isUnauthorisedIntrusion',
  'isEmbeddedInCivilProduct',
  'isNuclear',
  'isMissile',
  'isChemicalOrBiological',
  'isMaritimeNuclear',
  'isAdvancedComputing',
  'isRussianEnergyProject',
  'isInfectiousDiseaseCare',
] as const

const FACTORS = [
  ['H1', 'H1 What the item can do, and its misuse'],
  ['H2', 'H2 Who the end user is: unit and mandate'],
  ['H3', 'H3 The end user’s past conduct'],
  ['H4', 'H4 Government links of a private end user'],
  ['H5', 'H5 The country’s practice, by right'],
  ['H6', 'H6 Law, warrant and oversight'],
  ['H7', 'H7 Disorder, conflict or election now'],
  ['H8', 'H8 Groups that are targeted'],
  ['H9', 'H9 Diversion and onward transfer'],
  ['H10', 'H10 How severe, how irremediable'],
  ['H11', 'H11 Mitigations, and whether they can be verified'],
  ['H12', 'H12 Leverage and exit'],
  ['H13', 'H13 Earlier exports and complaints'],
  ['H14', 'H14 Information from civil society and tips'],
] as const

const FINDINGS = [
  ['known', 'Known'],
  ['contradicted', 'Contradicted'],
  ['not-applicable', 'Not applicable'],
] as const

/** Every field of a transaction, in the order a person knows them. */
export function TransactionForm() {
  return (
    <>
      <Part title="Transaction">
        <div className="columns">
          <ChoiceField path="kind" choices={KINDS} none="Choose" />
          <TextField path="exportOn" type="date" hint="The law of this day is read" />
          <TextField path="reference" />
          <CountryField path="from" />
          <CountryField path="destination" none="Choose" hint="Of ultimate destination" />
        </div>
        <Route />
      </Part>
      <Part title="Exporter" path="exporter">
        <div className="columns">
          <TextField path="exporter.name" />
          <CountryField path="exporter.country" />
        </div>
        <div className="answers">
          <YesNoField path="exporter.isUsPerson" />
          <YesNoField path="exporter.isCommunicationsProvider" />
          <YesNoField path="exporter.isUsGovernmentOrContractor" />
        </div>
      </Part>
      <Part title="Parties" hint="Everybody with a part in it: buyer, consignees, end user, forwarder, bank.">
        <PartyRows />
      </Part>
      <Part title="Items">
        <ItemRows />
      </Part>
      <Part title="End use" path="endUse">
        <TextField path="endUse.text" isLong />
        <div className="answers">
          {END_USES.map((name) => (
            <YesNoField key={name} path={`endUse.${name}`} />
          ))}
        </div>
      </Part>
      <Part title="Papers and findings already held">
        <LinesField path="statementsOnFile" hint="One a line, such as consignee-statement" />
        <RedFlagsSeen />
        <Findings />
      </Part>
    </>
  )
}

/** `path`: the mapping that the part holds, for errors about it as a whole. */
function Part({
  title,
  hint,
  path,
  children,
}: {
  title: string
  hint?: string
  path?: string
  children: React.ReactNode
}) {
  const faults = useDraft().faultsAt(path ?? '')
  const id = path === undefined ? undefined : fieldId(path)
  return (
    <section
      className={faults.length > 0 ? 'part is-wrong' : 'part'}
      id={id}
      tabIndex={id === undefined ? undefined : -1}
    >
      <h2>{title}</h2>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <FieldError id={`${id}-error`} faults={faults} label={title} />
      {children}
    </section>
  )
}

function Route() {
  const { draft } = useDraft()
  return (
    <Rows
      list="route"
      rows={rowsAt(draft, 'route')}
      newRow=""
      one="Stop"
      titleOf={() => ''}
      addLabel="Add a country on the way"
      isCompact
    >
      {(path) => <CountryField path={path} label={labelOf('from').replace('Exported from', 'Country')} none="Choose" />}
    </Rows>
  )
}

/** Red flags a person saw, from the catalogue; those the facts raise by themselves need no tick. */
function RedFlagsSeen() {
  const { draft, set } = useDraft()
  const answer = useAnswer<{ redFlags: readonly RedFlagOption[] }>('/v1/red-flags')
  const flags = answer?.ok ? answer.value.redFlags : []
  const seen = rowsAt(draft, 'redFlagsSeen')
  const idsSeen = seen.flatMap((row) => (isMapping(row) && typeof row.id === 'string' ? [row.id] : []))
  const toggle = (id: string, isSeen: boolean) => {
    const rows = isSeen ? [...seen, { id }] : seen.filter((row) => !(isMapping(row) && row.id === id))
    set('redFlagsSeen', rows.length === 0 ? undefined : rows)
  }
  if (flags.length === 0) return null
  return (
    <details className="more" open={idsSeen.length > 0 ? true : undefined} id={fieldId('redFlagsSeen')}>
      <summary>
        {labelOf('redFlagsSeen')} ({idsSeen.length} of {flags.length})
      </summary>
      <div className="flags">
        {flags.map((flag) => {
          const at = seen.findIndex((row) => isMapping(row) && row.id === flag.id)
          return (
            <div key={flag.id} className="flag">
              <label>
                <input type="checkbox" checked={at >= 0} onChange={(event) => toggle(flag.id, event.target.checked)} />
                <span>
                  {flag.text} <span className="soft tiny">{flag.id}</span>
                </span>
              </label>
              {at >= 0 ? <TextField path={`redFlagsSeen[${at}].note`} /> : null}
            </div>
          )
        })}
      </div>
    </details>
  )
}

function Findings() {
  const { draft } = useDraft()
  return (
    <div className="inset">
      <h3>{labelOf('humanRights')}</h3>
      <p className="hint">What is already known, or contradicted, on a factor; each with its source.</p>
      <Rows
        list="humanRights"
        rows={rowsAt(draft, 'humanRights')}
        newRow={{}}
        one="Finding"
        titleOf={() => ''}
        addLabel="Add a finding"
        isCompact
      >
        {(path) => (
          <div className="columns">
            <ChoiceField path={`${path}.factor`} choices={FACTORS} none="Choose the factor" />
            <ChoiceField path={`${path}.finding`} choices={FINDINGS} none="Choose" />
            <TextField path={`${path}.text`} className="wide" isLong />
            <TextField path={`${path}.source`} className="wide" />
          </div>
        )}
      </Rows>
    </div>
  )
}
