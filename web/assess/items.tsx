import { useState } from 'react'
import {
  type EntryDetail,
  type EntryOption,
  type ItemReading,
  type MeasurementAsked,
  useAnswer,
  usePosted,
} from '../api.ts'
import { Combobox } from '../combobox.tsx'
import { nameOf, REASON_NAMES } from '../words.ts'
import { type Draft, isMapping, rowsAt } from './draft.ts'
import { ChoiceField, Field, NumberField, TextField, useDraft, YesNoField } from './fields.tsx'
import { Rows } from './rows.tsx'

const FORMS = [
  ['commodity', 'Commodity'],
  ['software', 'Software'],
  ['technology', 'Technology'],
] as const

const AGENCIES = [
  ['none', 'None: this was checked'],
  ['DDTC', 'State, DDTC (USML)'],
  ['NRC', 'Nuclear Regulatory Commission'],
  ['DOE', 'Department of Energy'],
  ['USPTO', 'Patent and Trademark Office'],
] as const

export function ItemRows() {
  const { draft } = useDraft()
  return (
    <Rows list="items" rows={rowsAt(draft, 'items')} newRow={{}} one="Item" titleOf={titleOf} addLabel="Add an item">
      {(path) => <ItemFields path={path} />}
    </Rows>
  )
}

function titleOf(row: unknown): string {
  if (!isMapping(row)) return ''
  return [row.part, row.eccn, row.description].find((one): one is string => typeof one === 'string' && one !== '') ?? ''
}

function ItemFields({ path }: { path: string }) {
  const { value, text } = useDraft()
  const eccn = text(`${path}.eccn`).trim().toUpperCase()
  const answer = useAnswer<EntryDetail>(/^\d[A-E]\d{3}$/.test(eccn) ? `/v1/entries/${eccn}` : null)
  const entry = answer?.ok ? answer.value : null
  return (
    <>
      <div className="columns">
        <TextField path={`${path}.description`} className="wide" />
        <EntryField path={`${path}.eccn`} entry={entry} />
        <ParagraphField path={`${path}.paragraph`} entry={entry} />
        <TextField path={`${path}.classifiedBy`} hint="Name of the person or the ruling" />
        <TextField path={`${path}.part`} />
        <NumberOrText path={`${path}.quantity`} />
        <TextField path={`${path}.unit`} />
        <NumberOrText path={`${path}.valueUsd`} />
        <TextField path={`${path}.hts`} />
        <ChoiceField path={`${path}.form`} choices={FORMS} none="Not said" />
        <ChoiceField path={`${path}.otherAgency`} choices={AGENCIES} none="Not checked" />
      </div>
      <Classification path={path} entry={entry} />
      <YesNoField path={`${path}.isUsOrigin`} />
      {value(`${path}.isUsOrigin`) === false ? (
        <div className="columns">
          <NumberField path={`${path}.controlledUsContentPercent`} unit="%" hint="For the de minimis rule" />
          <YesNoField path={`${path}.isForeignDirectProduct`} />
        </div>
      ) : null}
    </>
  )
}

/** Amounts stay texts in the file, so that `0.10` is never rounded. */
function NumberOrText({ path }: { path: string }) {
  return <TextField path={path} inputMode="decimal" />
}

function EntryField({ path, entry }: { path: string; entry: EntryDetail | null }) {
  const { text, set } = useDraft()
  const [query, setQuery] = useState<string | null>(null)
  const answer = useAnswer<{ entries: readonly EntryOption[] }>(
    query === null || query.trim() === '' ? null : `/v1/entries?q=${encodeURIComponent(query.trim())}&limit=12`,
  )
  const suggestions = answer?.ok
    ? answer.value.entries.map((one) => ({ value: one.eccn, text: one.eccn, note: one.title }))
    : []
  return (
    <Field path={path} hint="A number, or words such as thermal camera. Leave empty if not classified">
      {(control) => (
        <>
          <Combobox
            control={control}
            value={text(path)}
            onChange={(value) => set(path, value === '' ? undefined : value)}
            onQuery={setQuery}
            suggestions={suggestions}
            listLabel="Control-list entries"
          />
          {entry === null ? null : (
            <p className="note">
              {entry.title}.{' '}
              {entry.reasons.length > 0
                ? `Controlled for ${entry.reasons.map((reason) => nameOf(REASON_NAMES, reason).toLowerCase()).join(', ')}.`
                : ''}
              {entry.isHumanRightsConcern ? <strong> Item of human-rights concern.</strong> : null}
            </p>
          )}
        </>
      )}
    </Field>
  )
}

function ParagraphField({ path, entry }: { path: string; entry: EntryDetail | null }) {
  const { text, set } = useDraft()
  const typed = text(path).toLowerCase().replace(/^\./, '')
  const known = entry?.paragraphs ?? []
  const suggestions = known
    .filter((paragraph) => paragraph.startsWith(typed) && paragraph !== typed)
    .slice(0, 40)
    .map((paragraph) => ({ value: paragraph, text: paragraph }))
  return (
    <Field
      path={path}
      hint={
        known.length > 0 ? `Such as ${known[0]}; leave empty if not known` : 'Such as f.1; leave empty if not known'
      }
    >
      {(control) => (
        <Combobox
          control={control}
          value={text(path)}
          onChange={(value) => set(path, value === '' ? undefined : value)}
          suggestions={suggestions}
          listLabel="Paragraphs of the entry"
        />
      )}
    </Field>
  )
}

/**
 * What decides the entry: asked as soon as the entry, the description or a measurement brings a family of items in. What the
 * facts point to is proposed; a person takes it or not.
 */
function Classification({ path, entry }: { path: string; entry: EntryDetail | null }) {
  const { value, set } = useDraft()
  const item = value(path)
  const reading = usePosted<ItemReading>('/v1/items', isMapping(item) ? known(item) : {})
  const held = value(`${path}.measurements`)
  const asked = new Map(
    [...(entry?.measurements ?? []), ...(reading?.measurements ?? [])].map((one) => [one.name, one]),
  )
  for (const name of isMapping(held) ? Object.keys(held) : []) {
    if (!asked.has(name)) asked.set(name, bare(name, isMapping(held) ? held[name] : undefined))
  }
  const contradicted = reading?.contradictions ?? []
  const proposals = (reading?.proposals ?? []).filter((one) => !isClaimed(item, one.entry))
  if (asked.size === 0 && proposals.length === 0) return null
  return (
    <fieldset className="inset">
      <legend>Measurements that decide the entry</legend>
      <div className="answers">
        {[...asked.values()].map((one) => (
          <Measurement key={one.name} path={`${path}.measurements.${one.name}`} asked={one} />
        ))}
      </div>
      {proposals.map((one) => (
        <p key={one.entry} className="proposal">
          {contradicted.some((other) => other.entry === one.entry) ? (
            <strong className="tone-danger">These facts do not fit the entry given. </strong>
          ) : null}
          They point to <strong>{one.entry}</strong>: {one.because.join('; ')}. <cite>{one.citation}</cite>{' '}
          {/^\d[A-E]\d{3}/.test(one.entry) ? (
            <button
              type="button"
              className="quiet"
              onClick={() => {
                const [eccn = '', ...paragraph] = one.entry.split('.')
                set(`${path}.eccn`, eccn)
                set(`${path}.paragraph`, paragraph.length === 0 ? undefined : paragraph.join('.'))
              }}
            >
              Use {one.entry}
            </button>
          ) : null}
        </p>
      ))}
    </fieldset>
  )
}

function Measurement({ path, asked }: { path: string; asked: MeasurementAsked }) {
  if (asked.kind === 'yes-no') return <YesNoField path={path} label={asked.question} />
  if (asked.kind === 'number') {
    return (
      <NumberField
        path={path}
        label={asked.question}
        className="in-line"
        {...(asked.unit === null ? {} : { unit: asked.unit })}
      />
    )
  }
  return <TextField path={path} label={asked.question} className="in-line" />
}

/** The fields that decide; the rest of the item need not be asked about. */
function known(item: Draft): Draft {
  const { eccn, paragraph, description, form, measurements } = item
  const isEntry = typeof eccn === 'string' && /^\s*(\d[A-E]\d{3}|EAR99)/i.test(eccn)
  return { description, form, measurements, ...(isEntry ? { eccn, paragraph } : {}) }
}

function isClaimed(item: unknown, entry: string): boolean {
  if (!isMapping(item) || typeof item.eccn !== 'string') return false
  const claimed =
    typeof item.paragraph === 'string' && item.paragraph !== '' ? `${item.eccn}.${item.paragraph}` : item.eccn
  return claimed === entry || claimed.startsWith(`${entry}.`)
}

/** A measurement in the file that nothing asks for is shown as it is. */
function bare(name: string, value: unknown): MeasurementAsked {
  return {
    name,
    question: measurementInWords(name),
    kind: typeof value === 'boolean' ? 'yes-no' : typeof value === 'number' ? 'number' : 'text',
    unit: null,
  }
}

/** `extractsContent` as `Extracts content`. */
function measurementInWords(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
