/** Two readings laid side by side: which part met which, and what is left over. */
import { editBand, editCost, editsWithin } from './edits.ts'
import { isSkeletal, isWrittenInSyllables, type Lexeme, letterBits, lexemeOf, MAX_WORD, skeletonKey } from './lexeme.ts'
import type { Model, Part, Reading } from './parts.ts'
import { isPatronymic } from './parts.ts'
import { nameScoreOf, ONE } from './score.ts'
import type { PartMeeting } from './types.ts'
import { areMandarin } from './words/pinyin.ts'

/** A meeting of `queryLength` parts from `query` with `entryLength` parts from `entry`; a length of 0: nothing there. */
export type Meeting = Pick<PartMeeting, 'kind' | 'similarity' | 'weight'> & {
  readonly query: number
  readonly queryLength: number
  readonly entry: number
  readonly entryLength: number
}

export type Alignment = {
  /** In the order of the query, what only the entry has last. Weights add up to 1,000,000. */
  readonly meetings: readonly Meeting[]
  /** Score of the names alone, millionths. */
  readonly nameScore: number
}

type Kind = PartMeeting['kind']
/** How two words meet: similarity in millionths, before what the model makes of it. */
export type WordMeeting = { readonly kind: Kind; readonly similarity: number }

type Candidate = { kind: Kind; similarity: number; q: number; qn: number; e: number; en: number; weight: number }

export function align(query: Reading, entry: Reading, model: Model): Alignment {
  const queryTotal = totalOf(query)
  const entryTotal = totalOf(entry)
  if (queryTotal === 0 || entryTotal === 0) return { meetings: [], nameScore: 0 }
  const chosen = anchored(choose(candidates(query, entry, model, queryTotal, entryTotal)), query, entry)
  const raw: Candidate[] = [...chosen]
  const queryTaken = taken(chosen, query.length, 'q')
  const entryTaken = taken(chosen, entry.length, 'e')
  raw.push(...leftOver(query, entry, queryTaken, entryTaken, model, queryTotal, entryTotal, chosen))
  const meetings = wholeWeights(raw.map(meetingOf)).sort((a, b) => placeOf(a) - placeOf(b))
  return { meetings, nameScore: nameScoreOf(meetings) }
}

function placeOf(meeting: Meeting): number {
  return meeting.queryLength > 0 ? meeting.query : 1_000 + meeting.entry
}

function totalOf(reading: Reading): number {
  let total = 0
  for (const part of reading) total += part.weight
  return total
}

// --------------------------------------------------------------------------------------------------- who may meet

function candidates(query: Reading, entry: Reading, model: Model, queryTotal: number, entryTotal: number): Candidate[] {
  const out: Candidate[] = []
  const add = (q: number, qn: number, e: number, en: number, met: WordMeeting) => {
    let weight = 0
    for (let i = q; i < q + qn; i++) weight += (query[i]?.weight ?? 0) / queryTotal
    for (let j = e; j < e + en; j++) weight += (entry[j]?.weight ?? 0) / entryTotal
    out.push({ kind: met.kind, similarity: met.similarity, q, qn, e, en, weight: weight / 2 })
  }
  const isPinyin = model === 'person' && areMandarin(query, entry)
  for (let i = 0; i < query.length; i++) {
    const part = query[i]
    if (part === undefined) continue
    for (let j = 0; j < entry.length; j++) {
      const other = entry[j]
      if (other === undefined) continue
      const met = meetParts(part, other, model)
      if (met !== null) add(i, 1, j, 1, isPinyin && met.kind === 'edit' ? otherSyllable(met) : met)
    }
  }
  joins(query, entry, model, (q, qn, e, en, met) => add(q, qn, e, en, met))
  joins(entry, query, model, (e, en, q, qn, met) => add(q, qn, e, en, met))
  if (model === 'person') {
    joinedInitials(query, entry, (q, qn, e, en, met) => add(q, qn, e, en, met))
    joinedInitials(entry, query, (e, en, q, qn, met) => add(q, qn, e, en, met))
  }
  return out
}

function meetParts(a: Part, b: Part, model: Model): WordMeeting | null {
  if (a.role === 'company-type' || b.role === 'company-type')
    return a.role === b.role ? meetCompanyTypes(a.lexeme.text, b.lexeme.text) : null
  if (a.role === 'number' || b.role === 'number')
    return a.role === b.role && a.lexeme.text === b.lexeme.text ? EQUAL : null
  if (a.role === 'generation' || b.role === 'generation')
    return a.role === b.role && a.lexeme.text === b.lexeme.text ? EQUAL : null
  if (a.role === 'initial' || b.role === 'initial') return model === 'person' ? meetInitial(a, b) : null
  return meetWords(a.lexeme, b.lexeme, model)
}

const EQUAL: WordMeeting = { kind: 'equal', similarity: ONE }
const SAME_TYPE: WordMeeting = { kind: 'company-type', similarity: ONE }
const SAME_FAMILY: WordMeeting = { kind: 'company-type', similarity: 950_000 }
const OTHER_FAMILY: WordMeeting = { kind: 'company-type', similarity: 700_000 }
const INITIAL: WordMeeting = { kind: 'initial', similarity: 800_000 }
const JOINED_INITIALS: WordMeeting = { kind: 'initial', similarity: 780_000 }

function meetCompanyTypes(a: string, b: string): WordMeeting {
  if (a === b) return SAME_TYPE
  const familyA = a.slice(0, a.indexOf(':'))
  const familyB = b.slice(0, b.indexOf(':'))
  return familyA === familyB || familyA === 'other' || familyB === 'other' ? SAME_FAMILY : OTHER_FAMILY
}

function meetInitial(a: Part, b: Part): WordMeeting | null {
  if (a.lexeme.text === b.lexeme.text) return EQUAL
  const [short, long] = a.role === 'initial' ? [a, b] : [b, a]
  if (long.role !== 'word') return null
  return long.lexeme.text.startsWith(short.lexeme.text) ? INITIAL : null
}

/** What a letter between two names of whole Mandarin syllables costs beside a slip: `Wei` and `Lei` are two words. */
export const SYLLABLE_PRICE = 2

function otherSyllable(met: WordMeeting): WordMeeting {
  return { kind: met.kind, similarity: Math.max(0, Math.round(ONE - (ONE - met.similarity) * SYLLABLE_PRICE)) }
}

/** How two words of any role but number, initial, generation and legal form meet; `null`: they do not. */
export function meetWords(a: Lexeme, b: Lexeme, model: Model): WordMeeting | null {
  if (a.text === b.text && isSkeletal(a) === isSkeletal(b)) return EQUAL
  if (a.isNumeric || b.isNumeric) return null
  if (a.key === b.key) return { kind: 'transliteration', similarity: 970_000 }
  if (model === 'person') {
    if (shareOne(a.nameGroups, b.nameGroups)) return { kind: 'nickname', similarity: 930_000 }
  } else if (shareOne(a.meanings, b.meanings)) return { kind: 'abbreviation', similarity: 940_000 }
  // `North` and `South` are two words, however few letters part them.
  else if (areOtherWords(a, b)) return null
  if (isWrittenInSyllables(a) && isWrittenInSyllables(b))
    return a.origin !== b.origin && isSkeletal(a) && isSkeletal(b) ? meetBySkeleton(a, b) : null
  const edited = meetByEdits(a, b, model)
  if (isSkeletal(a) || isSkeletal(b)) return better(edited, meetBySkeleton(a, b))
  return edited
}

/** Both are known words, and none of their meanings is the same. */
export function areOtherWords(a: Lexeme, b: Lexeme): boolean {
  return a.meanings.length > 0 && b.meanings.length > 0 && a.text !== b.text && !shareOne(a.meanings, b.meanings)
}

function better(a: WordMeeting | null, b: WordMeeting | null): WordMeeting | null {
  return a === null || (b !== null && b.similarity > a.similarity) ? b : a
}

function shareOne(a: readonly number[], b: readonly number[]): boolean {
  for (const one of a) if (b.includes(one)) return true
  return false
}

/** What an edit of a whole word's length would cost: a person has few words, each of them telling. */
const PERSON_EDIT_PRICE = 1.05
/** A short name a letter away is usually another name: `Wang`, `Zhang`. */
const SHORT_EDIT_PRICE = 1.4
const SHORT_WORD = 4
const BODY_EDIT_PRICE = 0.6
/** Two edits in a word are less likely a slip than one. */
const SECOND_EDIT_PRICE = 1.35
const BODY_SECOND_EDIT_PRICE = 1.8

function meetByEdits(a: Lexeme, b: Lexeme, model: Model): WordMeeting | null {
  const longer = Math.max(a.key.length, b.key.length)
  const band = editBand(longer)
  if (Math.abs(a.key.length - b.key.length) > band) return null
  if (bitCount(a.letters ^ b.letters) > 2 * band) return null
  if (band === 0) return null
  const edits = editsWithin(a.key, b.key, band)
  if (edits > band) return null
  const distance = editCost(a.key, b.key) / longer
  const isShort = Math.min(a.text.length, b.text.length) <= SHORT_WORD
  const one = model !== 'person' ? BODY_EDIT_PRICE : isShort ? SHORT_EDIT_PRICE : PERSON_EDIT_PRICE
  const isSecondDear = edits > 1 && a.skeleton !== b.skeleton
  const price = isSecondDear ? one * (model === 'person' ? SECOND_EDIT_PRICE : BODY_SECOND_EDIT_PRICE) : one
  if (price * distance >= 1) return null
  return { kind: 'edit', similarity: Math.round((1 - price * distance) * ONE) }
}

function meetBySkeleton(a: Lexeme, b: Lexeme): WordMeeting | null {
  const longer = Math.max(a.skeleton.length, b.skeleton.length)
  if (a.skeleton !== b.skeleton || skeletonKey(a) === null || skeletonKey(b) === null) return null
  const isLong = Math.max(a.key.length, b.key.length) > 5
  return { kind: 'transliteration', similarity: longer > 2 ? 900_000 : isLong ? 850_000 : 870_000 }
}

/** How many bits are set. */
export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

// ------------------------------------------------------------------------------------------- joined and split words

/** Shortest joined word that may also be one edit away, in letters of its sound. */
export const JOINED_EDIT_LENGTH = 8

type Add = (a: number, an: number, b: number, bn: number, met: WordMeeting) => void

/** Two to four neighbouring words of `apart` against one word of `whole`. */
function joins(apart: Reading, whole: Reading, model: Model, add: Add): void {
  for (let i = 0; i + 1 < apart.length; i++) {
    const first = apart[i]
    if (first === undefined || !isJoinable(first)) continue
    let text = first.lexeme.text
    let letters = first.lexeme.letters
    let length = first.lexeme.key.length
    for (let n = 2; n <= 4 && i + n <= apart.length; n++) {
      const next = apart[i + n - 1]
      if (next === undefined || !isJoinable(next)) break
      text += joinText(next)
      if (!mayJoin(text, n)) break
      letters |= next.role === 'company-type' ? letterBits(joinText(next)) : next.lexeme.letters
      length += next.role === 'company-type' ? joinText(next).length : next.lexeme.key.length
      for (let j = 0; j < whole.length; j++) {
        const part = whole[j]
        if (part === undefined || part.role === 'number' || part.role === 'company-type') continue
        // Sounds at the seam can change a few letters; beyond that the words cannot be the same.
        if (Math.abs(length - part.lexeme.key.length) > 3 || bitCount(letters ^ part.lexeme.letters) > 4) continue
        const met = meetJoined(lexemeOf(text), part.lexeme, model)
        if (met !== null) add(i, n, j, 1, met)
      }
    }
  }
}

/** Three or four words join only when they are short, as the syllables of a name are. */
export function mayJoin(text: string, words: number): boolean {
  return text.length >= 3 && text.length <= MAX_WORD && (words === 2 || text.length <= 5 * words)
}

export function isJoinable(part: Part | undefined): boolean {
  return part !== undefined && part.role !== 'initial' && part.role !== 'number' && part.role !== 'generation'
}

export function joinText(part: Pick<Part, 'lexeme' | 'role'> | undefined): string {
  const text = part?.lexeme.text ?? ''
  return part?.role === 'company-type' ? text.slice(text.indexOf(':') + 1).replaceAll(' ', '') : text
}

export function meetJoined(joined: Lexeme, whole: Lexeme, model: Model): WordMeeting | null {
  if (joined.isNumeric || whole.isNumeric || whole.text.length < 3) return null
  if (joined.text === whole.text) return { kind: 'joined', similarity: 960_000 }
  if (joined.key === whole.key) return { kind: 'joined', similarity: 940_000 }
  if (shareOne(joined.nameGroups, whole.nameGroups) && model === 'person')
    return { kind: 'joined', similarity: 930_000 }
  // A word and the gap both mistaken is believed only of long words.
  if (Math.min(joined.key.length, whole.key.length) < JOINED_EDIT_LENGTH || isWrittenInSyllables(whole)) return null
  if (editsWithin(joined.key, whole.key, 1) > 1) return null
  const edited = meetByEdits(joined, whole, model)
  return edited === null ? null : { kind: 'joined', similarity: edited.similarity - 40_000 }
}

/** A word that can stand for initials written together: two or three letters that cannot be spoken. */
export function isJoinedInitials({ role, lexeme: { text } }: Pick<Part, 'lexeme' | 'role'>): boolean {
  return role === 'word' && text.length > 1 && text.length < 4 && /^[bcdfghj-np-tv-xz]+$/.test(text)
}

/** `JC` for `Jean Claude`: a short word of capitals against as many neighbouring words. */
function joinedInitials(short: Reading, long: Reading, add: Add): void {
  for (let i = 0; i < short.length; i++) {
    const part = short[i]
    if (part === undefined || !isJoinedInitials(part)) continue
    const letters = part.lexeme.text
    for (let j = 0; j + letters.length <= long.length; j++) {
      let agrees = true
      for (let n = 0; n < letters.length && agrees; n++) {
        const word = long[j + n]
        agrees = (word?.role === 'word' || word?.role === 'initial') && word.lexeme.text[0] === letters[n]
      }
      if (agrees) add(i, 1, j, letters.length, JOINED_INITIALS)
    }
  }
}

// ------------------------------------------------------------------------------------------------ who is chosen

function choose(all: Candidate[]): readonly Candidate[] {
  if (all.length > 1) all.sort(byWorth)
  const chosen: Candidate[] = []
  for (const candidate of all) if (!chosen.some((other) => overlaps(candidate, other))) chosen.push(candidate)
  return chosen
}

function byWorth(a: Candidate, b: Candidate): number {
  return b.similarity - a.similarity || b.weight - a.weight || a.q - b.q || a.e - b.e || b.qn - a.qn || b.en - a.en
}

/**
 * Initials agree with half the world: they count beside a word that met in full, or where both names are nothing but
 * the same initials.
 */
function anchored(chosen: readonly Candidate[], query: Reading, entry: Reading): readonly Candidate[] {
  const isInitial = (each: Candidate) => each.kind === 'initial' || query[each.q]?.role === 'initial'
  if (!chosen.some(isInitial)) return chosen
  const hasAnchor = chosen.some((each) => !isInitial(each) && isTelling(query[each.q]))
  if (hasAnchor || haveSameInitials(query, entry)) return chosen
  return chosen.filter((each) => !isInitial(each))
}

function isTelling(part: Part | undefined): boolean {
  return part?.role === 'word' || part?.role === 'number'
}

function haveSameInitials(a: Reading, b: Reading): boolean {
  return isInitialsOnly(a) && isInitialsOnly(b) && initialsOf(a) === initialsOf(b)
}

/** The letters of a name of initials in order of the alphabet. */
export function initialsOf(reading: Reading): string {
  const letters: string[] = []
  for (const part of reading) if (part.role === 'initial' || part.role === 'word') letters.push(...part.lexeme.text)
  return letters.sort().join('')
}

export function isInitialsOnly(reading: Reading): boolean {
  return reading.every((part) => part.role === 'initial' || part.role === 'title' || isJoinedInitials(part))
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return (a.q < b.q + b.qn && b.q < a.q + a.qn) || (a.e < b.e + b.en && b.e < a.e + a.en)
}

function taken(chosen: readonly Candidate[], length: number, side: 'q' | 'e'): boolean[] {
  const out = new Array<boolean>(length).fill(false)
  for (const candidate of chosen) {
    const from = side === 'q' ? candidate.q : candidate.e
    const count = side === 'q' ? candidate.qn : candidate.en
    for (let i = from; i < from + count; i++) out[i] = true
  }
  return out
}

// ------------------------------------------------------------------------------------------------ what is left over

/** Similarity of a part the other name lacks: how little its absence says. */
export const ABSENCE: Readonly<Record<Model, { readonly query: number; readonly entry: number }>> = {
  person: { query: 420_000, entry: 570_000 },
  organisation: { query: 0, entry: 0 },
  vessel: { query: 200_000, entry: 200_000 },
  address: { query: 450_000, entry: 450_000 },
}
const ALONE_ABSENCE = { query: 200_000, entry: 200_000 } as const
/** An entry of one name says of a longer name only that it may be one of many. */
const ONE_WORD_ABSENCE = { query: 300_000, entry: 570_000 } as const
/** Heaviest a name alone may be, thousandths, and still be common. */
const COMMON_NAME = 700
/** Heaviest a word of business may be, thousandths, and what its absence says. */
const COMMON_WORD = 420
const COMMON_ABSENCE = 100_000
const ASIDE_ABSENCE = 700_000
const REPEATED_ABSENCE = 900_000
const SMALL_ABSENCE = 800_000
const NUMBER_ABSENCE = 350_000
/** Another number in the same name: of a firm, another of a series, worth seeing; of a ship, another ship. */
const NUMBER_CONTRADICTION: Readonly<Record<Model, number>> = {
  person: 900_000,
  organisation: 900_000,
  vessel: 700_000,
  address: 400_000,
}

function leftOver(
  query: Reading,
  entry: Reading,
  queryMet: readonly boolean[],
  entryMet: readonly boolean[],
  model: Model,
  queryTotal: number,
  entryTotal: number,
  chosen: readonly Candidate[],
): Candidate[] {
  const out: Candidate[] = []
  const queryTaken = [...queryMet]
  const entryTaken = [...entryMet]
  // Another number in the same name is another of a series; where nothing else met, it is another name.
  const metWord = chosen.some((each) => query[each.q]?.role === 'word')
  const pair = (isOf: (part: Part) => boolean, similarity: number) => {
    if (!isAnyLeft(query, queryTaken, isOf) || !isAnyLeft(entry, entryTaken, isOf)) return
    const queryParts = left(query, queryTaken).filter(({ part }) => isOf(part))
    const entryParts = left(entry, entryTaken).filter(({ part }) => isOf(part))
    for (const [k, q] of queryParts.entries()) {
      const e = entryParts[k]
      if (e === undefined) break
      queryTaken[q.at] = true
      entryTaken[e.at] = true
      const weight = (q.part.weight / queryTotal + e.part.weight / entryTotal) / 2
      const found = metWord && isSameSeries(q.part, e.part) ? NUMBER_CONTRADICTION[model] : similarity
      out.push({ kind: 'contradiction', similarity: found, q: q.at, qn: 1, e: e.at, en: 1, weight })
    }
  }
  pair((part) => part.role === 'number', metWord ? NUMBER_CONTRADICTION[model] : 0)
  pair((part) => part.role === 'generation', 500_000)
  pair(isNameOfItsOwn, 0)
  const absence =
    model !== 'person'
      ? ABSENCE[model]
      : isCommonNameAlone(chosen, query)
        ? ALONE_ABSENCE
        : isOneWord(entry)
          ? ONE_WORD_ABSENCE
          : ABSENCE.person
  for (const { at, part } of left(query, queryTaken)) {
    const similarity = absenceOf(part, query, queryMet, at, absence.query, model)
    out.push({ kind: 'missing-in-entry', similarity, q: at, qn: 1, e: 0, en: 0, weight: part.weight / queryTotal / 2 })
  }
  for (const { at, part } of left(entry, entryTaken)) {
    const similarity = absenceOf(part, entry, entryMet, at, absence.entry, model)
    out.push({ kind: 'missing-in-query', similarity, q: 0, qn: 0, e: at, en: 1, weight: part.weight / entryTotal / 2 })
  }
  return out
}

/** `Mohammad` alone agrees with thousands: what the other name has besides must tell. */
function isCommonNameAlone(chosen: readonly Candidate[], query: Reading): boolean {
  let met = 0
  for (const each of chosen)
    for (let i = each.q; i < each.q + each.qn; i++) if (query[i]?.role === 'word') met += query[i]?.weight ?? 0
  return met < COMMON_NAME
}

function isOneWord(reading: Reading): boolean {
  let words = 0
  for (const part of reading) if (part.role === 'word' || part.role === 'initial') words++
  return words === 1
}

/** A part that cannot stand in another's place. `Abdul` alone is a small word; where another name stands, it is a name. */
export function isNameOfItsOwn(part: Pick<Part, 'lexeme' | 'role'>): boolean {
  return (
    part.role === 'word' || part.role === 'initial' || (part.role === 'particle' && part.lexeme.text.startsWith('abd'))
  )
}

/** `AHL1` and `AHL2`: the same letters with other digits. */
function isSameSeries(a: Part, b: Part): boolean {
  if (!a.lexeme.isNumeric || !b.lexeme.isNumeric) return false
  const letters = a.lexeme.text.replace(/\d+/g, '#')
  return letters !== '#' && letters === b.lexeme.text.replace(/\d+/g, '#')
}

function isAnyLeft(reading: Reading, isTaken: readonly boolean[], isOf: (part: Part) => boolean): boolean {
  for (let i = 0; i < reading.length; i++) {
    const part = reading[i]
    if (part !== undefined && isTaken[i] !== true && isOf(part)) return true
  }
  return false
}

/** Parts not taken, heaviest first. */
function left(reading: Reading, isTaken: readonly boolean[]): { readonly at: number; readonly part: Part }[] {
  const out: { at: number; part: Part }[] = []
  for (const [at, part] of reading.entries()) if (isTaken[at] !== true) out.push({ at, part })
  return out.sort((a, b) => b.part.weight - a.part.weight || a.at - b.at)
}

/** The least a part's absence can cost, as a share of its weight, 0 to 1: a bound for retrieval. */
export function leastLoss(part: Part, own: Reading, at: number, side: 'query' | 'entry', model: Model): number {
  if (part.role !== 'word' && part.role !== 'number') return 0
  const nothingTaken = own.map(() => true)
  const absent = 1 - absenceOf(part, own, nothingTaken, at, ABSENCE[model][side], model) / ONE
  const isNumber = part.role === 'number' || part.lexeme.isNumeric
  return isNumber ? Math.min(absent, 1 - NUMBER_CONTRADICTION[model] / ONE) : absent
}

function absenceOf(
  part: Part,
  own: Reading,
  isTaken: readonly boolean[],
  at: number,
  base: number,
  model: Model,
): number {
  if (own.some((other, i) => i !== at && isTaken[i] === true && other.lexeme.key === part.lexeme.key))
    return REPEATED_ABSENCE
  if (part.role === 'word' && part.isAside) return Math.max(base, ASIDE_ABSENCE)
  if (part.role === 'number') return model === 'vessel' ? NUMBER_ABSENCE : base
  if (part.role === 'word' && model === 'organisation' && part.weight <= COMMON_WORD)
    return Math.max(base, COMMON_ABSENCE)
  if (part.role === 'word') return model === 'person' && isPatronymic(part.lexeme.text) ? Math.max(base, 750_000) : base
  return Math.max(base, SMALL_ABSENCE)
}

function meetingOf(each: Candidate): Meeting {
  return {
    kind: each.kind,
    similarity: each.similarity,
    weight: each.weight,
    query: each.q,
    queryLength: each.qn,
    entry: each.e,
    entryLength: each.en,
  }
}

/** Weights that are shares of one, in whole millionths that add up to exactly one: the rounding goes to the heaviest. */
export function wholeWeights(raw: readonly Meeting[]): Meeting[] {
  let sum = 0
  let heaviest = 0
  const weights = raw.map((each, i) => {
    const weight = Math.round(each.weight * ONE)
    sum += weight
    if (each.weight > (raw[heaviest]?.weight ?? 0)) heaviest = i
    return weight
  })
  return raw.map((each, i) => ({ ...each, weight: (weights[i] ?? 0) + (i === heaviest ? ONE - sum : 0) }))
}
