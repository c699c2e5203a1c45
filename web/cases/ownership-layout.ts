/** Where the parties of a case and those who own them stand in a drawing: owned at the left, owners at the right of it. */

/** An owner as an assessment has it. `path`: from the party to it, `Holding A > Holding B`. */
export type OwnerGiven = { readonly path: string; readonly name: string; readonly percent: number | null }

export type PartyGiven = {
  readonly ref: string
  readonly name: string
  readonly note: string
  readonly owners: readonly OwnerGiven[]
  /** Somebody asked who owns it. */
  readonly wasAsked: boolean
}

/** `unasked`: nobody asked who owns it, so an owner may stand here that nobody knows. */
export type NodeKind = 'party' | 'owner' | 'unasked'

export type PlacedNode = {
  /** `buyer`, `buyer > Holding A`. */
  readonly id: string
  readonly kind: NodeKind
  /** The name in lines that fit the box. */
  readonly lines: readonly string[]
  readonly name: string
  readonly note: string
  readonly x: number
  readonly y: number
}

export type PlacedShare = {
  /** From the owner to what it owns. */
  readonly from: string
  readonly to: string
  /** `null`: not known. */
  readonly percent: number | null
  readonly isAsked: boolean
  readonly line: string
  readonly labelX: number
  readonly labelY: number
}

export type Drawing = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly shares: readonly PlacedShare[]
}

export const BOX_WIDTH = 216
export const BOX_HEIGHT = 58
const GAP = 116
const ROW = 74
const EDGE = 2
const LETTERS = 27

/** Each owner stands once for each thing it owns; rows never meet, whatever the shape of the tree. */
export function drawingOf(parties: readonly PartyGiven[]): Drawing {
  const nodes: PlacedNode[] = []
  const shares: PlacedShare[] = []
  let row = 0
  let deepest = 0
  const place = (
    id: string,
    kind: NodeKind,
    name: string,
    note: string,
    depth: number,
    above: readonly OwnerGiven[],
  ): number => {
    deepest = Math.max(deepest, depth)
    const first = row
    const own = above.filter(({ path }) => isDirectly(path, id))
    const placed = own.map((owner) => ({
      owner,
      y: place(`${partOf(id)} > ${owner.path}`, 'owner', owner.name, '', depth + 1, above),
    }))
    if (placed.length === 0) row += 1
    const [highest, lowest] = [placed[0]?.y, placed.at(-1)?.y]
    const y = highest === undefined || lowest === undefined ? EDGE + first * ROW : (highest + lowest) / 2
    nodes.push({ id, kind, lines: linesOf(name), name, note, x: EDGE + depth * (BOX_WIDTH + GAP), y })
    for (const { owner, y: from } of placed)
      shares.push(shareOf(`${partOf(id)} > ${owner.path}`, id, owner.percent, true, depth, from, y))
    return y
  }
  for (const { ref, name, note, owners, wasAsked } of parties) {
    const y = place(ref, 'party', name, note, 0, owners)
    if (owners.length > 0 || wasAsked) continue
    const id = `${ref} > ?`
    deepest = Math.max(deepest, 1)
    nodes.push({
      id,
      kind: 'unasked',
      lines: ['Owners not known'],
      name: 'Owners not known',
      note: 'nobody has asked',
      x: EDGE + BOX_WIDTH + GAP,
      y,
    })
    shares.push(shareOf(id, ref, null, false, 0, y, y))
  }
  return {
    width: EDGE * 2 + BOX_WIDTH + deepest * (BOX_WIDTH + GAP),
    height: Math.max(row, 1) * ROW - (ROW - BOX_HEIGHT) + EDGE * 2,
    nodes,
    shares,
  }
}

/** `buyer` of `buyer > Holding A`. */
function partOf(id: string): string {
  return id.split(' > ')[0] ?? id
}

function isDirectly(path: string, id: string): boolean {
  const above = id.split(' > ').slice(1)
  const own = path.split(' > ')
  return own.length === above.length + 1 && above.every((name, at) => own[at] === name)
}

function shareOf(
  from: string,
  to: string,
  percent: number | null,
  isAsked: boolean,
  depth: number,
  fromY: number,
  toY: number,
): PlacedShare {
  const right = EDGE + (depth + 1) * (BOX_WIDTH + GAP)
  const left = right - GAP
  const middle = (left + right) / 2
  const [start, end] = [fromY + BOX_HEIGHT / 2, toY + BOX_HEIGHT / 2]
  return {
    from,
    to,
    percent,
    isAsked,
    line: `M${right} ${start}C${middle} ${start} ${middle} ${start} ${middle} ${(start + end) / 2}S${middle} ${end} ${left} ${end}`,
    labelX: right - 8,
    labelY: start - 6,
  }
}

/** At most two lines; what does not fit ends in an ellipsis, and the whole stands in the table. */
function linesOf(name: string): readonly string[] {
  const lines: string[] = ['']
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1) ?? ''
    const joined = last === '' ? word : `${last} ${word}`
    if (joined.length <= LETTERS || last === '') lines[lines.length - 1] = joined
    else lines.push(word)
  }
  const shown = lines.slice(0, 2).map((line) => (line.length > LETTERS ? `${line.slice(0, LETTERS - 1)}…` : line))
  if (lines.length > 2) shown[1] = `${(shown[1] ?? '').slice(0, LETTERS - 1)}…`
  return shown
}

export type Reach = {
  /** Of the party, through every step of the path: percent; `null`: a step is not known. */
  readonly percent: number | null
  /** `held`: 50 % or more at every step. `unknown`: a step is not known, and no known step is below. */
  readonly control: 'held' | 'not-held' | 'unknown'
}

const CONTROL_PERCENT = 50

/** How far an owner reaches through those between it and the party. */
export function reachOf(path: string, owners: readonly OwnerGiven[]): Reach {
  const names = path.split(' > ')
  const steps = names.map((_, at) => {
    const until = names.slice(0, at + 1).join(' > ')
    return owners.find((one) => one.path === until)?.percent ?? null
  })
  const known = steps.flatMap((step) => (step === null ? [] : [step]))
  const isWhole = known.length === steps.length
  return {
    percent: isWhole ? known.reduce((share, step) => (share * step) / 100, 100) : null,
    control: known.some((step) => step < CONTROL_PERCENT) ? 'not-held' : isWhole ? 'held' : 'unknown',
  }
}
