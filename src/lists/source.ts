import type { Day, Result } from '../base/index.ts'
import type { ListedParty, ListId, SourceId } from './party.ts'
import type { ListNote, ListProblem } from './problem.ts'

/** A file as received. `name` is only for sentences; what the file is, its bytes say. */
export type NamedFile = { readonly name: string; readonly bytes: Uint8Array }

/** Fewest and most parties a whole list can hold. */
export type CountRange = { readonly min: number; readonly max: number }

/** For lists known to be partial on purpose, such as the small ones that travel with an example. */
export const ANY_COUNT: CountRange = { min: 1, max: 1_000_000 }

export type ReadOptions = {
  /** Parties expected; default: the source's own range, so that a fragment is never taken for the whole list. */
  readonly expectedParties?: CountRange
}

/** One publisher's file, or set of files read together. */
export type ListSource = {
  readonly id: SourceId
  readonly title: string
  readonly publisher: string
  /** Where a person can read about the list. */
  readonly page: string
  readonly lists: readonly ListId[]
  /** The files of the set. Without a required part nothing can be read. */
  readonly parts: readonly { readonly part: string; readonly isRequired: boolean; readonly holds: string }[]
  /** Official addresses; empty for what ships with the program. */
  readonly downloads: readonly { readonly part: string; readonly address: string }[]
  readonly expectedParties: CountRange
  /** Most bytes of one file, unpacked. */
  readonly maxBytes: number
  /** The list is published as a web page, which is otherwise a sign of an error answer. */
  readonly isPage?: true
  /** It comes as a page or as a text. */
  readonly mayBePage?: true
  /** Which part of this source a text is, by how it opens; the name decides only between files of one layout. `null`: none. */
  readonly recognise: (opening: string, name: string) => string | null
  /** Pure and all or nothing. `files`: part to file, at most one a part. */
  readonly read: (files: ReadonlyMap<string, NamedFile>) => Result<ReadList, ListProblem>
}

/** A whole list, read. */
export type ReadList = {
  readonly source: SourceId
  readonly parties: readonly ListedParty[]
  /** Data rows (or entries) in the main file; more than the parties when rows repeat. */
  readonly rows: number
  /** Parts of the set that were given. */
  readonly parts: readonly string[]
  /**
   * `stated`: the file says of which day it is. `newest-entry`: the newest day of listing found inside, so the file is of
   * that day or later. `none`: the format holds no date.
   */
  readonly dataOn: Day | null
  readonly dataOnBasis: 'stated' | 'newest-entry' | 'none'
  /** Highest number the publisher has given an entry, where numbers only grow (OFAC): of two undated files, the one with the higher is newer. */
  readonly highestNumber: number | null
  readonly notes: readonly ListNote[]
}

export type Recognised = { readonly source: SourceId; readonly part: string }
