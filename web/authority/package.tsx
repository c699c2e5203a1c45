import { useState } from 'react'
import type { ApplicationPackage, Exhibit, FormBlock, ItemEntry } from '../../src/application/index.ts'
import { dayInWords, dollars, instantInWords, shortHash } from '../format.ts'
import { Letter, NoteMark } from '../parts/letter.tsx'
import { Section } from '../parts/section.tsx'
import { spoken } from '../sentence.ts'
import { useReview } from './review-context.tsx'

/** The application as it was signed: the letter first, then the form by its own numbers, rights, and what goes along. */
export function PackageSection() {
  const { view } = useReview()
  const { packages } = view
  const [shown, setShown] = useState(packages.length - 1)
  const received = packages[Math.min(shown, packages.length - 1)]
  if (received === undefined) return null
  const { package: whole, declaration } = received.signed
  return (
    <Section
      id="package"
      title="Application"
      note={`as signed by ${declaration.name}, ${instantInWords(declaration.signedAt)}`}
      tools={
        packages.length < 2
          ? undefined
          : packages.map(({ file, receivedOn }, at) => (
              <button key={file} type="button" aria-pressed={at === shown} onClick={() => setShown(at)}>
                {at === 0
                  ? `As first received, ${dayInWords(receivedOn)}`
                  : `Supplement ${at}, ${dayInWords(receivedOn)}`}
              </button>
            ))
      }
    >
      <ExplanationLetter whole={whole} />
      <details className="package-part" open>
        <summary>The form, block by block</summary>
        <FormBlocks whole={whole} />
      </details>
      <details className="package-part">
        <summary>Human-rights assessment of the applicant</summary>
        <RightsOf whole={whole} />
      </details>
      <details className="package-part">
        <summary>What goes along: {whole.exhibits.length} exhibits</summary>
        <Exhibits whole={whole} />
      </details>
    </Section>
  )
}

function ExplanationLetter({ whole }: { readonly whole: ApplicationPackage }) {
  const named = [...new Set(whole.letter.flatMap(({ evidence }) => evidence))]
  const title = (id: string) => whole.exhibits.find((one) => one.id === id)?.title ?? id
  return (
    <Letter
      from={whole.applicant}
      to="the licensing authority"
      on={linesIn(whole, '4')[0] ?? null}
      reference={whole.case}
      subject="Letter of explanation"
      notes={named.map((id) => ({ id: noteId(id), text: title(id) }))}
    >
      {whole.letter.map(({ text, evidence, writtenBy }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph is its place
        <p key={at} className={writtenBy === 'program' ? 'by-program' : undefined}>
          {text}
          {evidence.map((id) => (
            <NoteMark key={id} id={noteId(id)} number={named.indexOf(id) + 1} />
          ))}
        </p>
      ))}
    </Letter>
  )
}

function noteId(id: string): string {
  return `exhibit-${id.replace(/\W+/g, '-')}`
}

function linesIn(whole: ApplicationPackage, number: string): readonly string[] {
  const block = whole.blocks.find((one) => one.number === number)
  return block?.kind === 'text' ? block.lines : []
}

function FormBlocks({ whole }: { readonly whole: ApplicationPackage }) {
  return (
    <>
      <dl className="form-blocks">
        {whole.blocks.map((block) => (
          <div key={block.number}>
            <dt>
              <span className="block-number">{block.number}</span> {block.label}
            </dt>
            <dd>
              <BlockValue block={block} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="scroll">
        <table className="rows-table">
          <caption>Block 22: items</caption>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col">ECCN</th>
              <th scope="col" className="number">
                Quantity
              </th>
              <th scope="col" className="number">
                Total
              </th>
              <th scope="col">Manufacturer</th>
            </tr>
          </thead>
          <tbody>
            {whole.items.map((item) => (
              <ItemRow key={item.ref} item={item} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const BLANK = <span className="soft">left blank</span>

function BlockValue({ block }: { readonly block: FormBlock }) {
  if (block.kind === 'text')
    return block.lines.length === 0 ? BLANK : block.lines.map((line) => <p key={line}>{dayInWords(line)}</p>)
  if (block.parties.length === 0) return BLANK
  return block.parties.map(({ ref, name, address, country, phone }) => (
    <p key={ref}>
      <strong>{name}</strong>
      {[address, country, phone].filter((one) => one !== null).map((one) => `, ${one}`)}
    </p>
  ))
}

function ItemRow({ item }: { readonly item: ItemEntry }) {
  return (
    <tr>
      <th scope="row">
        {item.model ?? item.ref}
        {item.description === null ? null : <p className="row-sub">{item.description}</p>}
      </th>
      <td data-label="ECCN">{item.eccn ?? <span className="unknown-text">not given</span>}</td>
      <td data-label="Quantity" className="number">
        {item.quantity ?? '?'} {item.unit ?? ''}
      </td>
      <td data-label="Total" className="number">
        {item.totalUsd === null ? <span className="unknown-text">not given</span> : dollars(item.totalUsd)}
      </td>
      <td data-label="Manufacturer">{item.manufacturer ?? <span className="soft">not given</span>}</td>
    </tr>
  )
}

function RightsOf({ whole }: { readonly whole: ApplicationPackage }) {
  const { humanRights } = whole
  if (humanRights === null) return <p className="unknown-text">The applicant gives none.</p>
  return (
    <>
      <div className="scroll">
        <table className="rows-table">
          <caption className="visually-hidden">Rights at risk, as the applicant assesses them</caption>
          <thead>
            <tr>
              <th scope="col">Right, and whose</th>
              <th scope="col">Scale</th>
              <th scope="col">Scope</th>
              <th scope="col">Irremediability</th>
              <th scope="col">Likelihood</th>
              <th scope="col">Evidence, and against it</th>
            </tr>
          </thead>
          <tbody>
            {humanRights.rights.map((right) => (
              <tr key={right.right}>
                <th scope="row">
                  {right.right}
                  <p className="row-sub">{right.holders}</p>
                </th>
                <td data-label="Scale">{right.scale} of 5</td>
                <td data-label="Scope">{right.scope} of 5</td>
                <td data-label="Irremediability">{right.irremediability} of 5</td>
                <td data-label="Likelihood">{right.likelihood} of 5</td>
                <td data-label="Evidence">
                  {right.evidence.join('; ') || 'none named'}
                  <p className="row-sub">against: {right.counterEvidence.join('; ') || 'nothing was found'}</p>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <span className="label">Conclusion</span> {spoken(humanRights.conclusion.replaceAll('-', ' '))};{' '}
        {humanRights.involvement.replaceAll('-', ' ')}. {humanRights.reasons}
      </p>
      <p>
        <span className="label">Mitigations</span> {humanRights.mitigations.join('; ') || 'none named'}
      </p>
    </>
  )
}

const WHERE = {
  here: 'in this package',
  attached: 'goes along',
  held: 'held by the applicant',
} as const

function Exhibits({ whole }: { readonly whole: ApplicationPackage }) {
  return (
    <div className="scroll">
      <table className="rows-table">
        <caption className="visually-hidden">Exhibits of the package</caption>
        <thead>
          <tr>
            <th scope="col">Exhibit</th>
            <th scope="col">Where</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {whole.exhibits.map((exhibit) => (
            <tr key={exhibit.id}>
              <th scope="row">
                {exhibit.title}
                <p className="row-sub">{exhibit.id}</p>
              </th>
              <td data-label="Where">{WHERE[exhibit.where]}</td>
              <td data-label="SHA-256">
                <ExhibitFile exhibit={exhibit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ExhibitFile({ exhibit: { where, sha256 } }: { readonly exhibit: Exhibit }) {
  const { view } = useReview()
  const hash = (
    <code title={sha256} className="hash">
      {shortHash(sha256)}
    </code>
  )
  if (where !== 'attached') return hash
  return (
    <a href={`/v1/licensing/applications/${encodeURIComponent(view.id)}/files/${sha256}`} download>
      {hash}
    </a>
  )
}
