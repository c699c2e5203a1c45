/** What a person says and measures of an item. Absent: not known. */
export type Item = {
  /** The entry claimed: `EAR99`, `5A001`. */
  readonly eccn?: string
  /** Without the leading dot: `f.1`. */
  readonly paragraph?: string
  readonly description?: string
  readonly form?: 'commodity' | 'software' | 'technology'
  /** By name, the unit in the name: `frameRateHz`. */
  readonly measurements: Readonly<Record<string, number | boolean | string>>
}

/** An entry the facts point to. A proposal: a person classifies. */
export type Proposal = {
  /** `5A001.f.1`. */
  readonly entry: string
  readonly because: readonly string[]
  readonly citation: string
}

/** The entry claimed is not the one its own measured facts point to. */
export type Contradiction = Proposal & { readonly claimed: string }

/** A fact that decides the entry. Same fields as the questions of the law. */
export type ItemQuestion = {
  readonly id: string
  readonly fact: string
  readonly text: string
  readonly rules: readonly string[]
  readonly paragraph: string
}

export type ItemReading = {
  readonly proposals: readonly Proposal[]
  readonly contradictions: readonly Contradiction[]
  readonly questions: readonly ItemQuestion[]
}

/** What one family of items makes of the facts. */
export type Decision =
  | ({ readonly kind: 'entry' } & Proposal)
  /** Measured facts rule these entries out. */
  | {
      readonly kind: 'ruled-out'
      readonly entries: readonly string[]
      readonly because: readonly string[]
      readonly citation: string
    }
  /** `entries`: what it may be, strictest first. */
  | {
      readonly kind: 'open'
      readonly entries: readonly string[]
      readonly ask: readonly Fact[]
      readonly citation: string
    }

/** A deciding fact with its question. */
export type Fact = { readonly name: string; readonly text: string }

/** A family of items of human-rights concern that measured facts tell apart. */
export type Family = {
  readonly id: string
  /** Entries of the family; a claim of one of them brings the family in. */
  readonly entries: readonly string[]
  /** Facts that bring the family in when they are stated. */
  readonly facts: readonly string[]
  /** Words of a description that bring the family in when each is found. They never decide. */
  readonly words: readonly RegExp[]
  /** `null`: the facts say it is none of the family's business. */
  readonly decide: (item: Item) => Decision | null
}

export function truth(item: Item, name: string): boolean | undefined {
  const stated = item.measurements[name]
  return typeof stated === 'boolean' ? stated : undefined
}

export function number(item: Item, name: string): number | undefined {
  const stated = item.measurements[name]
  return typeof stated === 'number' && Number.isFinite(stated) ? stated : undefined
}

/** `5A001.f.1` is at or below `5A001.f`, and is not below `5A001.f.2`. */
export function isAtOrBelow(entry: string, above: string): boolean {
  return entry === above || entry.startsWith(`${above}.`)
}

export function entry(path: string, citation: string, ...because: string[]): Decision {
  return { kind: 'entry', entry: path, because, citation }
}
