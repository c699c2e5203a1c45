import type { ForumStanding, IssuedRecord } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { useKnown } from '../known.tsx'
import { useMe } from '../me.tsx'
import { ActForm, CheckIn, ChoiceIn, LongIn, RadioIn, TextIn, useFilling, type Values } from '../parts/act-form.tsx'
import { Audience } from './audience.tsx'
import { CAVEATS, type DraftTo, draftOf, LABELS, nameIn } from './draft.ts'
import { RECORD_FIELDS, type RecordField, type RecordType } from './record-fields.ts'

type SetUp = Extract<ForumStanding, { isSetUp: true }>

const LABEL_MEANS: Readonly<Record<(typeof LABELS)[number], string>> = {
  CLEAR: 'Public: it may be told to anyone, and feeds the brief.',
  GREEN: 'All subscribing states, and not the public.',
  AMBER: 'The states addressed, and those of their agencies who need to know.',
  'AMBER+STRICT': 'The authorities addressed, and no other agency.',
  RED: 'The persons named below, and nobody else.',
}

const CAVEAT_MEANS: Readonly<Record<(typeof CAVEATS)[number], string>> = {
  ORCON: 'ORCON: others draw on it only as far as this state released it',
  'NO-INDUSTRY': 'NO-INDUSTRY: not for industry',
  'NO-CSO': 'NO-CSO: not for civil society',
  'NOT-A-LICENSING-BASIS': 'NOT-A-LICENSING-BASIS: no licence may be refused on it alone',
}

const BASES: readonly (readonly [string, string])[] = [
  ['national', 'National law of this state'],
  ['code-of-conduct', 'The Code of Conduct'],
  ['wassenaar-arrangement', 'Wassenaar Arrangement'],
  ['australia-group', 'Australia Group'],
  ['missile-technology-control-regime', 'Missile Technology Control Regime'],
  ['nuclear-suppliers-group', 'Nuclear Suppliers Group'],
  ['european-union', 'European Union'],
]

/** What is to be said, to whom, and who that is by name before it is signed. */
export function DraftForm({
  type,
  name,
  label,
  refs = [],
  given,
  start = {},
  onDone,
  isShort = false,
}: {
  readonly type: RecordType
  /** `threat notice`, in a sentence. */
  readonly name: string
  /** Verb and object, as on the button. */
  readonly label: string
  readonly refs?: DraftTo['refs']
  readonly given?: Readonly<Record<string, unknown>>
  readonly start?: Values
  readonly onDone: (issued: IssuedRecord) => void
  /** An answer in a discussion: how it is handled is folded, and follows what it answers. */
  readonly isShort?: boolean
}) {
  const { me } = useMe()
  const { countries } = useKnown()
  const standing = useAnswer<ForumStanding>('/v1/forum/standing')
  if (!standing?.ok || !standing.value.isSetUp) return null
  const seat = standing.value
  const to: DraftTo = {
    type,
    refs,
    ...(given === undefined ? {} : { given }),
    self: seat.state.code,
    codes: new Map(countries.map((country) => [country.name.toLowerCase(), country.code])),
    states: seat.members.map(({ state }) => state),
    people: seat.delegates.map(({ person }) => person),
  }
  const isStanding = type.startsWith('membership.')
  const handling = isStanding ? (
    <p className="soft small">Who is a member is for all to know: it is labelled CLEAR and goes to everyone.</p>
  ) : (
    <Handling seat={seat} />
  )
  return (
    <div className={isShort ? 'forum-draft is-short' : 'forum-draft'}>
      <ActForm<IssuedRecord>
        path="/v1/forum/records"
        body={(values) => draftOf(values, to)}
        label={label}
        start={start}
        {...(isShort ? {} : { keep: `forum ${type}` })}
        check={(values) =>
          isStanding || (values['handling.tlp'] ?? '') !== ''
            ? []
            : [{ field: 'handling.tlp', sentence: 'is missing; a record without one is for nobody' }]
        }
        seal={() => ({
          consequence: `This signs the ${name} as ${seat.state.name}. The readers named beside the form fetch it within seconds; it can be corrected and retracted, not unsaid.`,
          names: [me?.person?.name ?? seat.state.name],
        })}
        onDone={onDone}
      >
        <Fields type={type} seat={seat} />
        {isShort && !isStanding ? (
          <details className="forum-handling">
            <summary>How it is handled: the label and the basis of what it answers, unless you change them</summary>
            {handling}
          </details>
        ) : (
          handling
        )}
        <Audience to={to} />
      </ActForm>
    </div>
  )
}

function Fields({ type, seat }: { readonly type: RecordType; readonly seat: SetUp }) {
  return RECORD_FIELDS[type].map((field) => <FieldIn key={field.name} field={field} seat={seat} />)
}

function FieldIn({ field, seat }: { readonly field: RecordField; readonly seat: SetUp }) {
  const { countries } = useKnown()
  const named = {
    name: nameIn(field),
    label: field.label,
    isNeeded: field.isNeeded ?? false,
    ...(field.hint === undefined ? {} : { hint: field.hint }),
  }
  switch (field.as) {
    case 'prose':
      return <LongIn {...named} rows={4} />
    case 'lines':
    case 'countries':
    case 'goods':
    case 'actors':
    case 'steps':
    case 'points':
    case 'delegates':
      return <LongIn {...named} rows={3} />
    case 'day':
      return <TextIn {...named} type="date" />
    case 'country':
      return <ChoiceIn {...named} choices={countries.map(({ code, name }) => [code, name])} />
    case 'choice':
      return field.of.length <= 4 ? (
        <RadioIn {...named} choices={field.of.map(([value, name]) => ({ value, name }))} />
      ) : (
        <ChoiceIn {...named} choices={field.of} />
      )
    case 'check':
      return <CheckIn name={named.name} label={field.label} />
    case 'choices':
      return <Several legend={field.label} name={named.name} choices={field.of} />
    case 'states':
      return (
        <Several
          legend={field.label}
          name={named.name}
          choices={seat.members
            .filter(({ state }) => state.code !== seat.state.code || field.name === 'present')
            .map(({ state }) => [state.code, state.name])}
        />
      )
    default:
      return <TextIn {...named} />
  }
}

/** Any number of a few; what is wrong with the whole stands at its head. */
function Several({
  legend,
  name,
  hint,
  choices,
}: {
  readonly legend: string
  readonly name: string
  readonly hint?: string
  readonly choices: readonly (readonly [value: string, name: string])[]
}) {
  const { faults } = useFilling()
  const wrong = faults.filter(({ field }) => field === name)
  return (
    <fieldset className={wrong.length > 0 ? 'forum-several is-wrong' : 'forum-several'}>
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {wrong.length === 0 ? null : (
        <p className="error">
          <span className="visually-hidden">Error: </span>
          {legend} {wrong.map(({ sentence }) => sentence).join('. ')}
        </p>
      )}
      <div className="forum-several-boxes">
        {choices.map(([value, said]) => (
          <CheckIn key={value} name={`${name}.${value}`} label={said} />
        ))}
      </div>
    </fieldset>
  )
}

function Handling({ seat }: { readonly seat: SetUp }) {
  const { values } = useFilling()
  const others = seat.members.filter(({ state }) => state.code !== seat.state.code)
  const { basis = '' } = values
  const needsRelease = basis !== '' && basis !== 'national' && basis !== 'code-of-conduct'
  const releases = seat.releases.filter(({ regime }) => regime === basis)
  const groups = seat.groups.filter(({ members }) => members.some(({ code }) => code === seat.state.code))
  return (
    <>
      <RadioIn
        name="handling.tlp"
        label="Label"
        isNeeded
        choices={LABELS.map((value) => ({ value, name: `TLP:${value}`, means: LABEL_MEANS[value] }))}
      />
      {values['handling.tlp'] === 'RED' ? (
        <Several
          legend="Named persons"
          name="names"
          hint={seat.delegates.length === 0 ? 'No state has listed its delegates yet, so RED reaches nobody.' : ''}
          choices={seat.delegates
            .filter(({ state }) => state.code !== seat.state.code)
            .map(({ person, name, office, state }) => [person, `${name}, ${office}, ${state.name}`])}
        />
      ) : null}
      <Several
        legend="Only these states"
        name="eyes"
        hint="None ticked: every state of the group."
        choices={others.map(({ state }) => [state.code, state.name])}
      />
      {groups.length === 0 ? null : (
        <ChoiceIn
          name="group"
          label="Group"
          none="Every member"
          choices={groups.map(({ group, name }) => [group, name])}
        />
      )}
      <Several legend="Caveats" name="caveat" choices={CAVEATS.map((one) => [one, CAVEAT_MEANS[one]])} />
      <ChoiceIn
        name="basis"
        label="Basis"
        isNeeded
        hint="On what footing it is shared. What a regime holds in confidence is shared only when its originator released it."
        choices={BASES}
      />
      {needsRelease && releases.length > 0 ? (
        <ChoiceIn
          name="releasedBy"
          label="Released by"
          isNeeded
          choices={releases.map(({ hash, what, from }) => [hash, `${what} (${from.name})`])}
        />
      ) : null}
      {needsRelease && releases.length === 0 ? (
        <p className="forum-missed">
          No release of this regime is held here, so it cannot be shared on this basis. Ask the originator to issue a
          release, or share under national law what is this state’s own.
        </p>
      ) : null}
      <div className="forum-pair">
        <TextIn name="handling.reviewBy" label="Review by" type="date" />
        <TextIn name="handling.expires" label="Not to be relied on after" type="date" />
      </div>
    </>
  )
}
