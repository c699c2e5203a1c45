import type { Hit } from '../src/assessment/assessment.ts'
import type { Explanation, PartMeeting, Qualifier } from '../src/match/index.ts'
import { dayInWords, percentOfMillionths } from './format.ts'
import { useKnown } from './known.tsx'
import { State } from './marks.tsx'
import { GROUND_NAMES, IDENTITY_WORDS, LIST_NAMES, nameOf, SCHEMA_NAMES, SOURCE_NAMES, TERM_NAMES } from './words.ts'

const MEETINGS: Readonly<Record<PartMeeting['kind'], string>> = {
  equal: 'same',
  edit: 'spelt differently',
  transliteration: 'other script or romanisation',
  initial: 'initial',
  nickname: 'short form of the name',
  abbreviation: 'abbreviation',
  joined: 'joined or split',
  'company-type': 'type of company',
  phonetic: 'sounds alike',
  'missing-in-query': 'only in the list',
  'missing-in-entry': 'only in the query',
  contradiction: 'differs',
}

const QUALIFIERS: Readonly<Record<Qualifier['kind'], string>> = {
  country: 'Country',
  'birth-date': 'Date of birth',
  gender: 'Gender',
  identifier: 'Number',
  address: 'Address',
  schema: 'Kind of party',
  'weak-alias': 'Weak alias',
  numbers: 'Numbers in the name',
}

const EFFECTS: Readonly<Record<Qualifier['effect'], string>> = {
  confirms: 'confirms',
  contradicts: 'contradicts',
  neutral: 'says nothing',
}

/** One that two people silenced is folded, and says who and why; it is never left out. */
export function HitView({ hit, decideAt }: { hit: Hit; decideAt?: string | undefined }) {
  const { suppression } = hit
  if (suppression === undefined || suppression.lapsed.length > 0)
    return (
      <>
        <Spoken suppression={suppression} />
        <WholeHit hit={hit} decideAt={decideAt} />
      </>
    )
  return (
    <details className="hit-silenced">
      <summary>
        “{hit.name}” on the {nameOf(LIST_NAMES, hit.list)}: silenced as a false match until{' '}
        {dayInWords(suppression.until)} by {suppression.by.name} and {suppression.second.name}
      </summary>
      <p className="voice-person">
        {suppression.reason} <a href={`/suppressions/${suppression.id}`}>What it stands on</a>
      </p>
      <WholeHit hit={hit} decideAt={undefined} />
    </details>
  )
}

/** It was silenced, and why it speaks again. */
export function Spoken({ suppression }: { readonly suppression: Hit['suppression'] | undefined }) {
  if (suppression === undefined || suppression.lapsed.length === 0) return null
  return (
    <p className="callout">
      {suppression.by.name} and {suppression.second.name} had silenced this match; it speaks again:{' '}
      {suppression.lapsed.join('; ')}. <a href={`/suppressions/${suppression.id}`}>What it stood on</a>
    </p>
  )
}

/** One possible match: both names side by side, the parts that met marked, the score laid open, then the list’s own words. */
function WholeHit({ hit, decideAt }: { hit: Hit; decideAt: string | undefined }) {
  const { explanation } = hit
  return (
    <article className="hit">
      <header className="hit-head">
        <State state={IDENTITY_WORDS[hit.identity]} />
        <span className="hit-list">{nameOf(LIST_NAMES, hit.list)}</span>
        <span className="score" title={`${hit.score} of 1,000,000`}>
          {percentOfMillionths(hit.score)}
        </span>
        <p className="small soft hit-means">{IDENTITY_WORDS[hit.identity].means}</p>
      </header>
      <Pair explanation={explanation} listed={hit.name === explanation.entryName ? null : `a name of ${hit.name}`} />
      {hit.decidedBy === undefined ? null : (
        <p className="voice-person">
          <span className="label">Decided by {hit.decidedBy.by}</span> {hit.decidedBy.reason}
        </p>
      )}
      <EntryFacts hit={hit} />
      <details>
        <summary>Why {percentOfMillionths(hit.score)}: part by part</summary>
        <Score explanation={explanation} score={hit.score} />
      </details>
      {decideAt === undefined || hit.decidedBy !== undefined ? null : (
        <p className="no-print">
          <a href={decideAt}>Record whether this is the party</a>
        </p>
      )}
    </article>
  )
}

/** Both names side by side, the parts that met marked in each. */
export function Pair({
  explanation,
  asked = null,
  listed,
}: {
  explanation: Explanation
  /** Under the name asked for. */
  asked?: React.ReactNode
  /** Under the name listed. */
  listed: React.ReactNode
}) {
  return (
    <div className="pair">
      <div>
        <p className="label">Asked for</p>
        <p className="pair-name">{marked(explanation.queryName, explanation, 'query')}</p>
        {asked === null ? null : <p className="small soft">{asked}</p>}
      </div>
      <div>
        <p className="label">Listed</p>
        <p className="pair-name">{marked(explanation.entryName, explanation, 'entry')}</p>
        {listed === null ? null : <p className="small soft">{listed}</p>}
      </div>
    </div>
  )
}

/** What the list itself says of the party, and where. */
export function EntryFacts({ hit }: { hit: Hit }) {
  const { properties } = hit
  const { countryNames } = useKnown()
  const facts: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['Kind', [nameOf(SCHEMA_NAMES, hit.schema)]],
    ['Country', (properties.country ?? properties.nationality)?.map((code) => countryNames.get(code) ?? code)],
    ['Also called', properties.alias],
    ['Weak aliases', properties.weakAlias],
    ['Formerly', properties.previousName],
    ['Address', properties.address],
    ['Born', properties.birthDate],
    ['Position', properties.position],
    ['Programme', hit.programmes],
    ['Ground, our coding', hit.grounds.map((ground) => nameOf(GROUND_NAMES, ground))],
    ['Listed from', hit.startOn === null ? undefined : [dayInWords(hit.startOn)]],
    ['Listed until', hit.endOn === null ? undefined : [dayInWords(hit.endOn)]],
  ]
  return (
    <div className="entry-facts cited">
      <div>
        <dl className="facts is-tight">
          {facts.map(([name, values]) =>
            values === undefined || values.length === 0 ? null : (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {values.slice(0, 6).join('; ')}
                  {values.length > 6 ? ` and ${values.length - 6} more` : ''}
                </dd>
              </div>
            ),
          )}
        </dl>
        {hit.licenceRequirement === null ? null : (
          <p className="serif">
            <span className="label sans">Licence requirement</span>{' '}
            {TERM_NAMES[hit.licenceRequirement] ?? hit.licenceRequirement}
          </p>
        )}
        {hit.licencePolicy === null ? null : (
          <p className="serif">
            <span className="label sans">Review policy</span> {TERM_NAMES[hit.licencePolicy] ?? hit.licencePolicy}
          </p>
        )}
      </div>
      <div className="margin">
        {hit.federalRegister.map((citation) => (
          <p key={citation}>
            <cite>{citation}</cite>
          </p>
        ))}
        <p>
          {nameOf(SOURCE_NAMES, hit.source)}, entry <span className="mono">{hit.entryKey}</span>
        </p>
      </div>
    </div>
  )
}

/** What a part costs: twice its weight by how far it is from meeting. `src/match` counts the same. */
function lossOf({ weight, similarity }: PartMeeting): number {
  return Math.round((2 * weight * (1_000_000 - similarity)) / 1_000_000)
}

/** The sum laid open: two names that agree begin at 100 %, and everything that differs takes from it. */
export function Score({ explanation, score }: { explanation: Explanation; score: number }) {
  const lost = explanation.parts.reduce((sum, part) => sum + lossOf(part), 0)
  const contradicted = 1_000_000 - lost - explanation.nameScore
  const added = explanation.qualifiers.reduce((sum, one) => sum + one.points, explanation.nameScore)
  const isHeld = added !== score
  const isContradicted = explanation.parts.some((part) => part.kind === 'contradiction')
  return (
    <div className="scroll">
      <table className="score-table">
        <thead>
          <tr>
            <th scope="col">Asked for</th>
            <th scope="col">How they met</th>
            <th scope="col">Listed</th>
            <th scope="col" className="number">
              Weight
            </th>
            <th scope="col" className="number">
              Likeness
            </th>
            <th scope="col" className="number">
              Takes
            </th>
          </tr>
        </thead>
        <tbody>
          {explanation.parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one part may occur twice in a name
            <tr key={at}>
              <td>{part.query ?? <span className="soft">nothing</span>}</td>
              <td>{MEETINGS[part.kind]}</td>
              <td>{part.entry ?? <span className="soft">nothing</span>}</td>
              <td className="number">{percentOfMillionths(part.weight)}</td>
              <td className="number">{percentOfMillionths(part.similarity)}</td>
              <td className="number">{signed(-lossOf(part))}</td>
            </tr>
          ))}
          {isContradicted && contradicted !== 0 ? (
            <tr>
              <th scope="row" colSpan={5}>
                A part contradicts{explanation.nameScore === 0 ? ', and no score is below nothing' : ''}
              </th>
              <td className="number">{signed(-contradicted)}</td>
            </tr>
          ) : null}
          <tr className="sum">
            <th scope="row" colSpan={5}>
              Names: 100 % less the above
            </th>
            <td className="number">{percentOfMillionths(explanation.nameScore)}</td>
          </tr>
          {explanation.qualifiers.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one kind may occur twice
            <tr key={at}>
              <th scope="row">{QUALIFIERS[one.kind]}</th>
              <td colSpan={4}>
                {one.query === '' ? 'not given' : one.query} / {one.entry === '' ? 'not given' : one.entry}:{' '}
                {EFFECTS[one.effect]}
              </td>
              <td className="number">{signed(one.points)}</td>
            </tr>
          ))}
          <tr className="sum">
            <th scope="row" colSpan={5}>
              Score{isHeld ? ', held between 0 and 100 %' : ''}
            </th>
            <td className="number">{percentOfMillionths(score)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function signed(millionths: number): string {
  if (millionths === 0) return '0'
  return `${millionths > 0 ? '+' : '−'}${percentOfMillionths(Math.abs(millionths))}`
}

type Span = { readonly from: number; readonly to: number; readonly isSame: boolean }

/** A name with its parts marked: what met, and what differs. Parts that cannot be found in it stay unmarked. */
function marked(name: string, explanation: Explanation, side: 'query' | 'entry'): React.ReactNode {
  const folded = name.toLowerCase()
  const spans: Span[] = []
  for (const part of explanation.parts) {
    const text = (side === 'query' ? part.query : part.entry)?.toLowerCase()
    if (text === undefined || text === '') continue
    let from = folded.indexOf(text)
    while (from >= 0 && spans.some((span) => from < span.to && span.from < from + text.length))
      from = folded.indexOf(text, from + 1)
    if (from >= 0) spans.push({ from, to: from + text.length, isSame: !isDifference(part.kind) })
  }
  spans.sort((a, b) => a.from - b.from)
  const pieces: React.ReactNode[] = []
  let at = 0
  for (const span of spans) {
    if (span.from > at) pieces.push(name.slice(at, span.from))
    const text = name.slice(span.from, span.to)
    pieces.push(
      span.isSame ? (
        <mark key={span.from} className="met">
          {text}
        </mark>
      ) : (
        <mark key={span.from} className="differs">
          {text}
        </mark>
      ),
    )
    at = span.to
  }
  pieces.push(name.slice(at))
  return pieces
}

function isDifference(kind: PartMeeting['kind']): boolean {
  return kind === 'missing-in-query' || kind === 'missing-in-entry' || kind === 'contradiction'
}
