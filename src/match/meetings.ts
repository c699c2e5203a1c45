/** Words asked for and the words on file they meet, found by key and kept for the next query that asks for the same. */
import { JOINED_EDIT_LENGTH, meetJoined, meetWords } from './align.ts'
import { editBand } from './edits.ts'
import { deletionHashes, eachValue, HashList, hashOf, type KeyTable, SALT } from './keys.ts'
import { isSkeletal, type Lexeme, skeletonKey } from './lexeme.ts'
import type { Model } from './parts.ts'

/** One word asked for, or several written together, that can meet something. */
export type Unit = {
  readonly lexeme: Lexeme
  /** Bit per part of the reading it is made of. */
  readonly parts: number
  /** What meeting regains at most, as a share of the whole. */
  readonly gain: number
  /** The part's weight as a share of the whole; 0 where several are written together. */
  readonly share: number
  readonly isJoined: boolean
  /** The words on file it meets, as `Meetings.of` gives them. */
  readonly met: Uint32Array
}

/** Most words whose meetings are kept between queries, and how many meetings each may have on average: then all go. */
const MOST_UNITS = 20_000
const NUMBERS_A_UNIT = 100

export class Meetings {
  readonly #keys: KeyTable
  readonly #lexeme: (id: number) => Lexeme
  readonly #kept = new Map<string, Uint32Array>()
  readonly #stamps: Uint32Array
  readonly #hashes = new HashList()
  #stamp = 0
  #numbers = 0
  readonly #mostUnits: number

  constructor(keys: KeyTable, lexemes: number, lexeme: (id: number) => Lexeme, mostUnits = MOST_UNITS) {
    this.#mostUnits = mostUnits
    this.#keys = keys
    this.#lexeme = lexeme
    this.#stamps = new Uint32Array(lexemes)
  }

  /** Every word on file that the word meets, alone or as several written together, most alike first: its number, then the similarity in millionths. */
  of(lexeme: Lexeme, isJoined: boolean, model: Model): Uint32Array {
    const name = `${model === 'person' ? 'p' : 'b'}${isJoined ? 'j' : ''}${lexeme.origin}${lexeme.text}`
    const known = this.#kept.get(name)
    if (known !== undefined) return known
    const found = this.#find(lexeme, isJoined, model)
    if (this.#kept.size >= this.#mostUnits || this.#numbers >= this.#mostUnits * NUMBERS_A_UNIT) {
      this.#kept.clear()
      this.#numbers = 0
    }
    this.#kept.set(name, found)
    this.#numbers += found.length
    return found
  }

  #find(lexeme: Lexeme, isJoined: boolean, model: Model): Uint32Array {
    this.#nextStamp()
    const ids: number[] = []
    const similarities = new Map<number, number>()
    const visit = (id: number) => {
      if (this.#stamps[id] === this.#stamp) return
      this.#stamps[id] = this.#stamp
      const other = this.#lexeme(id)
      const met = isJoined ? meetJoined(lexeme, other, model) : meetWords(lexeme, other, model)
      if (met === null) return
      ids.push(id)
      similarities.set(id, met.similarity)
    }
    this.#eachNear(lexeme, isJoined, visit)
    const keys = this.#keys
    const skeleton = isJoined ? null : skeletonKey(lexeme)
    if (skeleton !== null)
      eachValue(keys, hashOf(isSkeletal(lexeme) ? SALT.skeleton : SALT.consonantSkeleton, skeleton), visit)
    if (model === 'person')
      for (const group of lexeme.nameGroups) eachValue(keys, hashOf(SALT.nameGroup, String(group)), visit)
    else if (!isJoined)
      for (const meaning of lexeme.meanings) eachValue(keys, hashOf(SALT.meaning, String(meaning)), visit)
    const of = (id: number) => similarities.get(id) ?? 0
    ids.sort((a, b) => of(b) - of(a) || a - b)
    const found = new Uint32Array(ids.length * 2)
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0
      found[2 * i] = id
      found[2 * i + 1] = of(id)
    }
    return found
  }

  /** Words as many edits away as the word's length allows. */
  #eachNear(lexeme: Lexeme, isJoined: boolean, visit: (id: number) => void): void {
    const { key } = lexeme
    const joinedBand = key.length >= JOINED_EDIT_LENGTH - 1 ? 1 : 0
    const band = isJoined ? joinedBand : lexeme.isNumeric ? 0 : editBand(key.length)
    deletionHashes(key, band, this.#hashes)
    const { starts, hashes, values } = this.#keys
    const shift = Math.clz32(starts.length - 1) + 1
    for (let h = 0; h < this.#hashes.length; h++) {
      const hash = this.#hashes.at(h)
      const bucket = hash >>> shift
      const end = starts[bucket + 1] ?? 0
      for (let i = starts[bucket] ?? 0; i < end; i++) if (hashes[i] === hash) visit(values[i] ?? 0)
    }
  }

  #nextStamp(): void {
    if (this.#stamp === 0xffffffff) {
      this.#stamps.fill(0)
      this.#stamp = 0
    }
    this.#stamp++
  }
}

/** Rows with neighbours that, written together, are the word or one edit from it. */
export function joinedRows(rowKeys: KeyTable, lexeme: Lexeme, visit: (row: number) => void): void {
  const { key } = lexeme
  if (lexeme.isNumeric || key.length < 2) return
  eachValue(rowKeys, hashOf(SALT.joined, key), visit)
  for (const group of lexeme.nameGroups) eachValue(rowKeys, hashOf(SALT.joinedGroup, String(group)), visit)
  if (key.length < JOINED_EDIT_LENGTH) return
  for (let length = key.length - 1; length <= key.length + 1; length++) {
    if (length < JOINED_EDIT_LENGTH) continue
    const half = Math.ceil(length / 2)
    eachValue(rowKeys, hashOf(SALT.joinedHead, `${length}:${key.slice(0, half)}`), visit)
    eachValue(rowKeys, hashOf(SALT.joinedTail, `${length}:${key.slice(key.length - (length - half))}`), visit)
    // A swap over the middle breaks both halves.
    if (length === key.length)
      eachValue(
        rowKeys,
        hashOf(SALT.joined, `${key.slice(0, half - 1)}${key[half]}${key[half - 1]}${key.slice(half + 1)}`),
        visit,
      )
  }
}
