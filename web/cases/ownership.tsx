import { counted } from '../format.ts'
import { State } from '../marks.tsx'
import { OwnershipLaws } from '../parts/ownership-laws.tsx'
import { stateWord } from '../parts/state-mark.tsx'
import { nameOf, ROLE_NAMES } from '../words.ts'
import { useCase } from './case-context.tsx'
import { BOX_HEIGHT, BOX_WIDTH, drawingOf, type PartyGiven, type PlacedNode, reachOf } from './ownership-layout.ts'

const CONTROL_WORDS = {
  held: stateWord(
    '50 % or more at every step',
    'filled',
    'danger',
    'A listed owner that reaches so far is as if the party were listed.',
  ),
  'not-held': stateWord(
    'Less than 50 % at a step',
    'hollow',
    'plain',
    'By its share alone it does not control the party.',
  ),
  unknown: stateWord('Not known', 'dashed', 'danger', 'A share on the way is not known: it may control the party.'),
}

/** Who has a part in it and who stands behind them, drawn, and the same as a table. */
export function Ownership() {
  const { state, assessment } = useCase().view
  if (assessment === null) return null
  const parties = assessment.parties.map(({ ref, name, roles, owners }, at): PartyGiven => {
    const given = assessment.transaction.parties[at]
    return {
      ref,
      name,
      note: roles.map((role) => nameOf(ROLE_NAMES, role).toLowerCase()).join(', '),
      owners,
      wasAsked: given?.ownersAsked === true || (given?.owners ?? []).length > 0,
    }
  })
  const drawing = drawingOf(parties)
  const matched = new Set(state.hits.filter(({ decision }) => decision !== 'false-match').map(({ party }) => party))
  const owners = parties.flatMap((party) => party.owners.map((owner) => ({ party, owner })))
  const unasked = parties.filter(({ owners: known, wasAsked }) => known.length === 0 && !wasAsked).length
  const sentence = `${counted(parties.length, 'party', 'parties')}, ${counted(owners.length, 'owner', 'owners')} named; ${
    owners.filter(({ owner }) => owner.percent === null).length
  } of the shares not known${unasked === 0 ? '' : `; of ${counted(unasked, 'party', 'parties')} nobody has asked who owns it`}.`
  return (
    <>
      <figure className="ownership">
        <figcaption className="small soft">{sentence} Owned at the left, owners at the right.</figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing that is wider than the page is scrolled by keys */}
        <section className="ownership-scroll" aria-label="Drawing of parties and owners" tabIndex={0}>
          <svg
            width={drawing.width}
            height={drawing.height}
            viewBox={`0 0 ${drawing.width} ${drawing.height}`}
            role="img"
            aria-label={`${sentence} The table below says the same.`}
          >
            {drawing.shares.map(({ from, line, percent, isAsked, labelX, labelY }) => (
              <g
                key={from}
                className={percent === null ? 'share is-unknown' : percent >= 50 ? 'share is-control' : 'share'}
              >
                <path d={line} />
                {isAsked ? (
                  <text x={labelX} y={labelY}>
                    {percent === null ? 'share not known' : `${percent} %`}
                  </text>
                ) : null}
              </g>
            ))}
            {drawing.nodes.map((node) => (
              <Box key={node.id} node={node} isMatched={matched.has(node.id)} />
            ))}
          </svg>
        </section>
        {owners.length === 0 ? null : (
          <details>
            <summary>Who owns whom, as a table</summary>
            <table className="rows-table">
              <caption className="visually-hidden">Owners, their shares and how far they reach</caption>
              <thead>
                <tr>
                  <th scope="col">Owner</th>
                  <th scope="col">Owns a share of</th>
                  <th scope="col">Share</th>
                  <th scope="col">Of the party, through every step</th>
                  <th scope="col">Control by shares</th>
                </tr>
              </thead>
              <tbody>
                {owners.map(({ party, owner }) => {
                  const reach = reachOf(owner.path, party.owners)
                  const below = owner.path.split(' > ').at(-2) ?? party.name
                  return (
                    <tr key={`${party.ref} ${owner.path}`}>
                      <th scope="row">{owner.name}</th>
                      <td data-label="Owns a share of">{below}</td>
                      <td data-label="Share">
                        <Percent of={owner.percent} />
                      </td>
                      <td data-label="Of the party">
                        <Percent of={reach.percent} /> of {party.name}
                      </td>
                      <td data-label="Control by shares">
                        <State state={CONTROL_WORDS[reach.control]} />
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </details>
        )}
      </figure>
      {assessment.parties.map(({ ref, name, ownership }) =>
        ownership === undefined ? null : <OwnershipLaws key={ref} of={name} reading={ownership} />,
      )}
    </>
  )
}

function Percent({ of }: { readonly of: number | null }) {
  return of === null ? <span className="unknown-text">not known</span> : <>{Number(of.toFixed(2))} %</>
}

/** A possible match is told by a word and a second frame. */
function Box({ node, isMatched }: { readonly node: PlacedNode; readonly isMatched: boolean }) {
  const note = isMatched ? ['possible match', node.note].filter((one) => one !== '').join('; ') : node.note
  return (
    <g className={`box is-${node.kind}${isMatched ? ' is-matched' : ''}`}>
      <title>{[node.name, note].filter((one) => one !== '').join(': ')}</title>
      <rect x={node.x} y={node.y} width={BOX_WIDTH} height={BOX_HEIGHT} />
      {isMatched ? <rect x={node.x + 3} y={node.y + 3} width={BOX_WIDTH - 6} height={BOX_HEIGHT - 6} /> : null}
      {node.lines.map((line, at) => (
        <text key={line} x={node.x + 10} y={node.y + 20 + at * 15}>
          {line}
        </text>
      ))}
      <text className="box-note" x={node.x + 10} y={node.y + 20 + node.lines.length * 15}>
        {note.length > 32 ? `${note.slice(0, 31)}…` : note}
      </text>
    </g>
  )
}
