import {
  initialsOf,
  isInitialsOnly,
  isJoinable,
  isJoinedInitials,
  JOINED_EDIT_LENGTH,
  joinText,
  leastLoss,
  mayJoin,
} from './align.ts'
import { namesOf } from './compare.ts'
import { editBand } from './edits.ts'
import { deletionHashes, HashList, hashOf, KeyTableBuilder, SALT } from './keys.ts'
import { isSkeletal, keyOf, type Lexeme, letterBits, ORIGINS, skeletonKey } from './lexeme.ts'
import { MODELS, type Model, modelOf, type Reading, ROLES, readingsOfName } from './parts.ts'
import { identifierKey } from './qualify.ts'
import { quarterHashes, writtenOut } from './slips.ts'
import { type EntryRecord, type IndexTables, LOSS_UNIT, QUALITIES, ROW_FLAGS } from './tables.ts'
import { type Matchable, SCHEMAS } from './types.ts'
import { NAME_GROUPS } from './words/people.ts'

type Row = { entry: number; name: number; quality: number; text: string; reading: Reading; model: Model }

/** The same entries in the same order make the same tables, byte for byte. Cost: about 20 µs a name. */
export function buildTables(entries: readonly Matchable[]): IndexTables {
  const rows = rowsOf(entries)
  const pool = new PoolBuilder()
  const lexemes = new LexemeBuilder()
  const rowKeys = new KeyTableBuilder()
  const partCount = rows.reduce((sum, row) => sum + row.reading.length, 0)

  const rowEntries = new Uint32Array(rows.length)
  const rowNames = new Uint16Array(rows.length)
  const rowQualities = new Uint8Array(rows.length)
  const rowFlags = new Uint8Array(rows.length)
  const rowLosses = new Uint16Array(rows.length)
  const rowInitials = new Uint32Array(rows.length)
  const rowLetters = new Uint32Array(rows.length)
  const textFroms = new Uint32Array(rows.length)
  const textTos = new Uint32Array(rows.length)
  const partStarts = new Uint32Array(rows.length + 1)
  const partLexemes = new Uint32Array(partCount)
  const partRoles = new Uint8Array(partCount)
  const partWeights = new Uint16Array(partCount)
  const partFroms = new Uint16Array(partCount)
  const partTos = new Uint16Array(partCount)
  const partLosses = new Uint16Array(partCount)

  let at = 0
  for (const [i, row] of rows.entries()) {
    const [from, to] = pool.addOnce(row.text)
    rowEntries[i] = row.entry
    rowNames[i] = row.name
    rowQualities[i] = row.quality
    textFroms[i] = from
    textTos[i] = to
    rowFlags[i] = flagsOf(row)
    const total = row.reading.reduce((sum, part) => sum + part.weight, 0)
    let rowLoss = 0
    for (const [p, part] of row.reading.entries()) {
      const loss = leastLoss(part, row.reading, p, 'entry', row.model) * (part.weight / total)
      partLexemes[at] = lexemes.idOf(part.lexeme)
      partRoles[at] = ROLES.indexOf(part.role) + (part.isAside ? 16 : 0)
      partWeights[at] = part.weight
      partFroms[at] = part.from
      partTos[at] = part.to
      partLosses[at] = Math.min(LOSS_UNIT, Math.ceil(loss * LOSS_UNIT))
      rowLoss += loss
      at++
    }
    rowLosses[i] = Math.floor(Math.min(1, rowLoss) * LOSS_UNIT)
    partStarts[i + 1] = at
    rowInitials[i] = initialBits(row)
    rowLetters[i] = letterBits(writtenOut(row.reading, row.model) ?? '')
    fileRow(row, i, rowKeys)
  }

  const postings = postingsOf(rows.length, partStarts, partLexemes, partRoles, partLosses, lexemes.count)
  const entryKeys = new KeyTableBuilder()
  const entrySchemas = new Uint8Array(entries.length)
  const recordStarts = new Uint32Array(entries.length + 1)
  for (const [i, entry] of entries.entries()) {
    entrySchemas[i] = SCHEMAS.indexOf(entry.schema)
    const record: EntryRecord = [
      entry.names,
      entry.countries,
      entry.addresses ?? [],
      entry.birthDates ?? [],
      entry.identifiers ?? [],
      entry.genders ?? [],
    ]
    const [from, to] = pool.add(JSON.stringify(record))
    recordStarts[i] = from
    recordStarts[i + 1] = to
    for (const identifier of entry.identifiers ?? []) {
      const key = identifierKey(identifier)
      if (key !== null) entryKeys.add(hashOf(SALT.identifier, key), i)
    }
  }
  const lexemeTables = lexemes.build(pool)
  return {
    entryCount: entries.length,
    modelStarts: modelStartsOf(rows),
    entrySchemas,
    recordStarts,
    rowEntries,
    rowNames,
    rowQualities,
    rowFlags,
    rowLosses,
    rowInitials,
    rowLetters,
    textFroms,
    textTos,
    partStarts,
    partLexemes,
    partRoles,
    partWeights,
    partFroms,
    partTos,
    partLosses,
    ...lexemeTables,
    ...postings,
    rowKeys: rowKeys.build(),
    entryKeys: entryKeys.build(),
    pool: pool.build(),
  }
}

/** Every reading of every name that holds anything, models together, else in the order given. */
function rowsOf(entries: readonly Matchable[]): Row[] {
  const byModel = new Map<Model, Row[]>(MODELS.map((model) => [model, []]))
  for (const [entryAt, entry] of entries.entries())
    for (const [nameAt, form] of namesOf(entry).entries()) {
      const model = modelOf(entry.schema, form.text)
      for (const reading of readingsOfName(form.text, model))
        if (reading.length > 0)
          byModel.get(model)?.push({
            entry: entryAt,
            name: Math.min(nameAt, 65_535),
            quality: QUALITIES.indexOf(form.quality),
            text: form.text,
            reading,
            model,
          })
    }
  return MODELS.flatMap((model) => byModel.get(model) ?? [])
}

function modelStartsOf(rows: readonly Row[]): Uint32Array {
  const starts = new Uint32Array(MODELS.length + 1)
  for (const row of rows) {
    const next = MODELS.indexOf(row.model) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let m = 1; m < starts.length; m++) starts[m] = (starts[m] ?? 0) + (starts[m - 1] ?? 0)
  return starts
}

function flagsOf(row: Row): number {
  let flags = 0
  for (const part of row.reading) {
    if (row.model === 'person' && (part.role === 'initial' || isJoinedInitials(part))) flags |= ROW_FLAGS.hasInitials
    if (row.model === 'person' && isJoinedInitials(part)) flags |= ROW_FLAGS.hasJoinedInitials
    if (part.role === 'number') flags |= ROW_FLAGS.hasNumbers
  }
  return flags
}

function initialBits(row: Row): number {
  let bits = 0
  if (row.model !== 'person') return bits
  for (const part of row.reading)
    if (part.role === 'initial' || isJoinedInitials(part)) bits |= letterBits(part.lexeme.text)
  return bits
}

/** Files a row under the quarters of the whole, its joined neighbours and, where it is nothing but initials, under those. */
function fileRow(row: Row, at: number, keys: KeyTableBuilder): void {
  const whole = writtenOut(row.reading, row.model)
  if (whole !== null) for (const hash of quarterHashes(whole)) keys.add(hash, at)
  const joined = joinedTexts(row.reading)
  for (const key of new Set(joined.map(keyOf))) {
    keys.add(hashOf(SALT.joined, key), at)
    if (key.length < JOINED_EDIT_LENGTH) continue
    const half = Math.ceil(key.length / 2)
    keys.add(hashOf(SALT.joinedHead, `${key.length}:${key.slice(0, half)}`), at)
    keys.add(hashOf(SALT.joinedTail, `${key.length}:${key.slice(half)}`), at)
  }
  if (row.model !== 'person') return
  for (const text of joined)
    for (const group of NAME_GROUPS.get(text) ?? []) keys.add(hashOf(SALT.joinedGroup, String(group)), at)
  if (isInitialsOnly(row.reading)) keys.add(hashOf(SALT.initialsOnly, initialsOf(row.reading)), at)
}

/** Every run of neighbours that may be written together. */
function joinedTexts(reading: Reading): string[] {
  const texts: string[] = []
  for (let i = 0; i + 1 < reading.length; i++) {
    if (!isJoinable(reading[i])) continue
    let text = reading[i]?.lexeme.text ?? ''
    for (let n = 2; n <= 4 && i + n <= reading.length; n++) {
      const next = reading[i + n - 1]
      if (!isJoinable(next)) break
      text += joinText(next)
      if (!mayJoin(text, n)) break
      texts.push(text)
    }
  }
  return texts
}

function isPosted(roleByte: number): boolean {
  const role = ROLES[roleByte & 15]
  return role !== 'company-type' && role !== 'initial'
}

function postingsOf(
  rowCount: number,
  partStarts: Uint32Array,
  partLexemes: Uint32Array,
  partRoles: Uint8Array,
  partLosses: Uint16Array,
  lexemeCount: number,
): Pick<IndexTables, 'postingStarts' | 'postingRows' | 'postingLosses'> {
  const postingStarts = new Uint32Array(lexemeCount + 1)
  for (let p = 0; p < partLexemes.length; p++) {
    if (!isPosted(partRoles[p] ?? 0)) continue
    const next = (partLexemes[p] ?? 0) + 1
    postingStarts[next] = (postingStarts[next] ?? 0) + 1
  }
  for (let l = 1; l < postingStarts.length; l++)
    postingStarts[l] = (postingStarts[l] ?? 0) + (postingStarts[l - 1] ?? 0)
  const total = postingStarts[lexemeCount] ?? 0
  const postingRows = new Uint32Array(total)
  const postingLosses = new Uint16Array(total)
  const next = postingStarts.slice()
  for (let row = 0; row < rowCount; row++) {
    const end = partStarts[row + 1] ?? 0
    for (let p = partStarts[row] ?? 0; p < end; p++) {
      if (!isPosted(partRoles[p] ?? 0)) continue
      const lexeme = partLexemes[p] ?? 0
      const at = next[lexeme] ?? 0
      postingRows[at] = row
      postingLosses[at] = partLosses[p] ?? 0
      next[lexeme] = at + 1
    }
  }
  return { postingStarts, postingRows, postingLosses }
}

class LexemeBuilder {
  readonly #ids = new Map<string, number>()
  readonly #lexemes: Lexeme[] = []
  readonly #keys = new KeyTableBuilder()
  readonly #hashes = new HashList()

  get count(): number {
    return this.#lexemes.length
  }

  idOf(lexeme: Lexeme): number {
    const name = `${lexeme.origin} ${lexeme.text}`
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = this.#lexemes.length
    this.#ids.set(name, id)
    this.#lexemes.push(lexeme)
    if (!lexeme.text.includes(':')) this.#file(lexeme, id)
    return id
  }

  #file(lexeme: Lexeme, id: number): void {
    deletionHashes(lexeme.key, lexeme.isNumeric ? 0 : editBand(lexeme.key.length), this.#hashes)
    for (let h = 0; h < this.#hashes.length; h++) this.#keys.add(this.#hashes.at(h), id)
    const skeleton = skeletonKey(lexeme)
    if (skeleton !== null) {
      this.#keys.add(hashOf(SALT.skeleton, skeleton), id)
      if (isSkeletal(lexeme)) this.#keys.add(hashOf(SALT.consonantSkeleton, skeleton), id)
    }
    for (const group of lexeme.nameGroups) this.#keys.add(hashOf(SALT.nameGroup, String(group)), id)
    for (const meaning of lexeme.meanings) this.#keys.add(hashOf(SALT.meaning, String(meaning)), id)
  }

  build(pool: PoolBuilder): Pick<IndexTables, 'lexemeStarts' | 'lexemeOrigins' | 'lexemeKeys'> {
    const lexemeStarts = new Uint32Array(this.#lexemes.length + 1)
    const lexemeOrigins = new Uint8Array(this.#lexemes.length)
    for (const [i, lexeme] of this.#lexemes.entries()) {
      const [from, to] = pool.add(lexeme.text)
      lexemeStarts[i] = from
      lexemeStarts[i + 1] = to
      lexemeOrigins[i] = ORIGINS.indexOf(lexeme.origin)
    }
    return { lexemeStarts, lexemeOrigins, lexemeKeys: this.#keys.build() }
  }
}

/** Texts one after another in UTF-8. Nothing may be added between texts whose places are told by starts alone. */
class PoolBuilder {
  #bytes = new Uint8Array(1 << 16)
  #length = 0
  readonly #encoder = new TextEncoder()
  readonly #places = new Map<string, readonly [from: number, to: number]>()

  add(text: string): readonly [from: number, to: number] {
    while (this.#length + text.length * 3 > this.#bytes.length) {
      const bigger = new Uint8Array(this.#bytes.length * 2)
      bigger.set(this.#bytes)
      this.#bytes = bigger
    }
    const from = this.#length
    this.#length += this.#encoder.encodeInto(text, this.#bytes.subarray(from)).written
    return [from, this.#length]
  }

  /** The place of the same text where there is one. */
  addOnce(text: string): readonly [from: number, to: number] {
    const known = this.#places.get(text)
    if (known !== undefined) return known
    const place = this.add(text)
    this.#places.set(text, place)
    return place
  }

  build(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }
}
