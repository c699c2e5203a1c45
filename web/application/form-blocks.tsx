import type { ApplicationView } from '../../src/app/index.ts'
import { dayInWords } from '../format.ts'
import { Mark } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { Fold, LongIn, TextIn } from '../parts/act-form.tsx'
import { Section } from '../parts/section.tsx'
import { spoken } from '../sentence.ts'
import { ApplicationAct, useApplication } from './application-context.tsx'
import { type BlockField, fieldsOf, fieldsOfItem, patchOf, placeOf, whoKnows } from './block-fields.ts'

type Package = ApplicationView['package']
type Block = Package['blocks'][number]
type Item = Package['items'][number]

/** The form in the authority’s own order, each block with what fills it, what it still wants, and who knows that. */
export function FormBlocks() {
  const { view } = useApplication()
  const {
    package: whole,
    draft: { missing },
  } = view
  const wanted = !view.canPrepare ? 0 : missing.filter(({ block }) => placeOf(block).startsWith('block-')).length
  const cut = whole.blocks.findIndex(({ number }) => number === '23')
  const before = cut === -1 ? whole.blocks : whole.blocks.slice(0, cut)
  const after = cut === -1 ? [] : whole.blocks.slice(cut)
  return (
    <Section
      id="form"
      title={`Form ${whole.form}`}
      note={
        !view.canPrepare
          ? 'as the authority has it'
          : wanted === 0
            ? 'nothing is missing'
            : `${wanted} ${wanted === 1 ? 'block wants' : 'blocks want'} something`
      }
    >
      <ol className="block-rows">
        {before.map((block) => (
          <FormBlock key={block.number} block={block} />
        ))}
        {whole.items.map((item, i) => (
          <ItemBlock key={item.ref} item={item} place={i + 1} of={whole.items.length} />
        ))}
        {after.map((block) => (
          <FormBlock key={block.number} block={block} />
        ))}
      </ol>
    </Section>
  )
}

function FormBlock({ block }: { readonly block: Block }) {
  const { view } = useApplication()
  const isBlank = block.kind === 'text' ? block.lines.length === 0 : block.parties.length === 0
  return (
    <BlockRow number={block.number} label={block.label} fields={fieldsOf(block, view.answers)}>
      {isBlank ? (
        <p className="soft">blank</p>
      ) : block.kind === 'text' ? (
        block.lines.map((line) => <p key={line}>{block.number === '4' ? dayInWords(line) : line}</p>)
      ) : (
        block.parties.map((party) => (
          <div key={party.ref} className="form-party">
            <p>
              <strong>{party.name}</strong>
            </p>
            {[
              party.address,
              party.country,
              party.phone,
              party.employerId === null ? null : `EIN ${party.employerId}`,
            ].map((line) => (line === null ? null : <p key={line}>{line}</p>))}
          </div>
        ))
      )}
    </BlockRow>
  )
}

const ITEM_PARTS: readonly (readonly [keyof Item, string])[] = [
  ['eccn', '(a) ECCN'],
  ['app', '(b) Adjusted Peak Performance'],
  ['model', '(c) Model number'],
  ['ccats', '(d) CCATS number'],
  ['quantity', '(e) Quantity'],
  ['unit', '(f) Unit'],
  ['unitPriceUsd', '(g) Unit price, US dollars'],
  ['totalUsd', '(h) Total price, US dollars'],
  ['manufacturer', '(i) Manufacturer'],
  ['description', '(j) Technical description'],
]

function ItemBlock({ item, place, of }: { readonly item: Item; readonly place: number; readonly of: number }) {
  const { view } = useApplication()
  return (
    <BlockRow
      number="22"
      label={of === 1 ? 'Item' : `Item ${place} of ${of}`}
      gapsOf={item.ref}
      isFirst={place === 1}
      fields={fieldsOfItem(item, view.answers)}
    >
      <dl className="item-parts">
        {ITEM_PARTS.map(([part, label]) => (
          <div key={part}>
            <dt>{label}</dt>
            <dd>{item[part] ?? <span className="soft">blank</span>}</dd>
          </div>
        ))}
      </dl>
    </BlockRow>
  )
}

function BlockRow({
  number,
  label,
  fields,
  gapsOf,
  isFirst = true,
  children,
}: {
  readonly number: string
  readonly label: string
  readonly fields: readonly BlockField[]
  /** Of an item: what its own lines want. */
  readonly gapsOf?: string
  readonly isFirst?: boolean
  readonly children: React.ReactNode
}) {
  const { view } = useApplication()
  const { permits } = useMe()
  const here = ({ block }: { readonly block: string }) => placeOf(block) === `block-${number}`
  const gaps = (view.canPrepare ? view.draft.missing : [])
    .filter(here)
    .filter(({ sentence }) => gapsOf === undefined || sentence.startsWith(`${gapsOf}: `))
  const vague = isFirst && view.canPrepare ? view.draft.vague.filter(here) : []
  const isEditable = fields.length > 0 && permits('application.prepare') && view.canPrepare
  return (
    <li className={gaps.length > 0 ? 'is-wanting' : undefined} id={isFirst ? `block-${number}` : undefined}>
      <p className="form-number">{number}</p>
      <div className="form-body">
        <h3>{label}</h3>
        {children}
        {gaps.map(({ block, sentence }) => (
          <p key={`${block} ${sentence}`} className="form-gap">
            <Mark shape="dashed" /> <strong>Missing.</strong> {spoken(withoutRef(sentence, gapsOf))}
            {/[.]$/.test(sentence) ? '' : '.'} <span className="soft">{whoKnows(block)}</span>
          </p>
        ))}
        {vague.map((one) => (
          <VagueNote key={`${one.words} ${one.advice}`} words={one.words} advice={one.advice} />
        ))}
      </div>
      {isEditable ? (
        <div className="form-edit">
          <AnswerForm number={gapsOf === undefined ? number : `22 ${gapsOf}`} label={label} fields={fields} />
        </div>
      ) : null}
    </li>
  )
}

function withoutRef(sentence: string, ref: string | undefined): string {
  return ref !== undefined && sentence.startsWith(`${ref}: `) ? sentence.slice(ref.length + 2) : sentence
}

/** Wording the authority will ask about, where it stands, with what to write in its place. */
export function VagueNote({ words, advice }: { readonly words: string; readonly advice: string }) {
  return (
    <p className="vague">
      <Mark shape="split" /> <strong>Vague:</strong> “{words}”. <span className="soft">{spoken(advice)}.</span>
    </p>
  )
}

function AnswerForm({
  number,
  label,
  fields,
}: {
  readonly number: string
  readonly label: string
  readonly fields: readonly BlockField[]
}) {
  const start = Object.fromEntries(fields.map(({ path, value }) => [path.join('.'), value]))
  return (
    <Fold label={`Fill in ${number.startsWith('22 ') ? label.toLowerCase() : `block ${number}`}`}>
      <ApplicationAct
        key={JSON.stringify(start)}
        to="answers"
        label="Keep answer"
        start={start}
        body={(values) => patchOf(fields, values)}
      >
        {fields.map((field) => {
          const named = {
            name: field.path.join('.'),
            label: field.label,
            ...(field.hint === undefined ? {} : { hint: field.hint }),
          }
          if (field.kind === 'long') return <LongIn key={named.name} {...named} rows={4} />
          if (field.kind === 'lines') return <LongIn key={named.name} {...named} rows={3} />
          return <TextIn key={named.name} {...named} type={field.kind === 'day' ? 'date' : 'text'} />
        })}
      </ApplicationAct>
    </Fold>
  )
}
