import { unreachable } from '../../base/index.ts'
import type { Question } from '../determination.ts'
import type { LineFacts } from '../facts.ts'
import type { LawTables, RelatedItems, ScopeCondition } from '../tables.ts'
import { questionOfFact } from './measurements.ts'
import { coverageOf } from './scope.ts'

type Asked = Omit<Question, 'rules'>

/** Whether a condition of a row holds. `needs` is empty unless the answer is `unknown`. */
export type Held = { readonly answer: boolean | 'unknown'; readonly needs: readonly Asked[] }

type Context = { readonly facts: LineFacts; readonly tables: LawTables; readonly paragraph: string }

export function allHold(conditions: readonly ScopeCondition[], context: Context): Held {
  return and(conditions.map((condition) => holds(condition, context)))
}

function holds(condition: ScopeCondition, context: Context): Held {
  switch (condition.kind) {
    case 'measure':
      return measured(condition, context)
    case 'needs-person':
      return said(condition, context)
    case 'related':
      return isRelated(condition, context)
    case 'any':
      return not(and(condition.of.map((inner) => not(holds(inner, context)))))
    case 'all':
      return and(condition.of.map((inner) => holds(inner, context)))
    case 'not':
      return not(holds(condition.of, context))
    default:
      return unreachable(condition)
  }
}

function and(parts: readonly Held[]): Held {
  if (parts.some(({ answer }) => answer === false)) return { answer: false, needs: [] }
  const open = parts.filter(({ answer }) => answer === 'unknown')
  return open.length === 0
    ? { answer: true, needs: [] }
    : { answer: 'unknown', needs: open.flatMap(({ needs }) => needs) }
}

function not({ answer, needs }: Held): Held {
  return { answer: answer === 'unknown' ? 'unknown' : !answer, needs }
}

function yes(answer: boolean): Held {
  return { answer, needs: [] }
}

function measured(condition: Extract<ScopeCondition, { kind: 'measure' }>, context: Context): Held {
  const known = factNamed(condition.fact, context.facts)
  const unknown: Held = { answer: 'unknown', needs: [questionOfFact(condition.fact, context.paragraph)] }
  if (known === undefined || typeof known !== typeof condition.value) return unknown
  if (condition.compare === 'equal') return yes(known === condition.value)
  if (typeof known !== 'number' || typeof condition.value !== 'number' || !Number.isFinite(known)) return unknown
  switch (condition.compare) {
    case 'at-least':
      return yes(known >= condition.value)
    case 'more-than':
      return yes(known > condition.value)
    case 'at-most':
      return yes(known <= condition.value)
    case 'less-than':
      return yes(known < condition.value)
    default:
      return unreachable(condition.compare)
  }
}

function said(condition: Extract<ScopeCondition, { kind: 'needs-person' }>, { facts, paragraph }: Context): Held {
  const answer = facts.item.measurements[condition.id]
  if (typeof answer === 'boolean') return yes(answer)
  const fact = `items[].measurements.${condition.id}`
  return { answer: 'unknown', needs: [{ id: `row/${condition.id}`, fact, text: condition.question, paragraph }] }
}

function factNamed(name: string, facts: LineFacts): number | boolean | string | undefined {
  if (name === 'endUse.isForPoliceResale') return isForPolice(facts)
  if (name === 'endUse.isEmbeddedInCivilProduct') return isEmbedded(facts)
  if (name === 'isComponent') return isShotgunComponent(facts.item)
  if (name.startsWith('endUse.')) throw new Error(`no rule reads the end-use fact ${name}`)
  return Object.hasOwn(facts.item.measurements, name) ? facts.item.measurements[name] : undefined
}

/** A camera that goes out as a stand-alone product does not go out to be built into another. */
function isEmbedded({ endUse, item }: LineFacts): boolean | undefined {
  return endUse.isEmbeddedInCivilProduct ?? (item.measurements.isStandAlone === true ? false : undefined)
}

/** Paragraphs .c to .e of 0A502 are parts; what has a barrel length is a complete gun. */
function isShotgunComponent({ eccn, paragraph, measurements }: LineFacts['item']): boolean | undefined {
  if (typeof measurements.isComponent === 'boolean') return measurements.isComponent
  if (eccn === '0A502' && paragraph !== undefined && /^[cde](\.|$)/.test(paragraph)) return true
  return typeof measurements.barrelLengthInches === 'number' ? false : undefined
}

/** Types that are police or law enforcement, and types that may be: 742.7(a)(3) does not define the words. */
const IS_POLICE: readonly string[] = ['police']
const MAY_BE_POLICE: readonly string[] = ['government', 'border', 'prison', 'other-security', 'unknown']

/** For sale or resale to police or law enforcement: as stated, but a police party outweighs a stated no. */
function isForPolice({ endUse, parties }: LineFacts): boolean | undefined {
  const receivers = (parties ?? []).filter(({ roles }) =>
    roles.some((role) => role === 'end-user' || role === 'ultimate-consignee' || role === 'purchaser'),
  )
  if (receivers.some(({ endUserType }) => endUserType !== undefined && IS_POLICE.includes(endUserType))) return true
  if (endUse.isForPoliceResale !== false) return endUse.isForPoliceResale
  return receivers.some(({ endUserType }) => endUserType !== undefined && MAY_BE_POLICE.includes(endUserType))
    ? undefined
    : false
}

/** The facts `forEccn` and `forParagraph` say which item a piece of software, technology or a part is for. */
function isRelated({ items, reason }: Extract<ScopeCondition, { kind: 'related' }>, context: Context): Held {
  const { measurements } = context.facts.item
  const eccn = typeof measurements.forEccn === 'string' ? measurements.forEccn.toUpperCase() : undefined
  if (eccn === undefined) return { answer: 'unknown', needs: [questionOfFact('forEccn', context.paragraph)] }
  const paragraph =
    typeof measurements.forParagraph === 'string' ? measurements.forParagraph.replace(/^\./, '') : undefined
  const covers = items.filter((item) => isNamed(eccn, item)).map((item) => coverageOf(item, paragraph))
  if (covers.every((coverage) => coverage === 'out')) return yes(false)
  if (!covers.includes('in')) return { answer: 'unknown', needs: [questionOfFact('forParagraph', context.paragraph)] }
  return reason === undefined ? yes(true) : isControlledFor(reason, eccn, paragraph, context)
}

function isNamed(eccn: string, { eccn: from, until }: RelatedItems): boolean {
  if (until === undefined) return eccn === from || (from.length === 2 && eccn.startsWith(from))
  return eccn.slice(0, 2) === from.slice(0, 2) && from <= eccn && eccn <= until
}

function isControlledFor(reason: string, eccn: string, paragraph: string | undefined, context: Context): Held {
  const entry = Object.hasOwn(context.tables.entries, eccn) ? context.tables.entries[eccn] : undefined
  const rows = (entry?.controls ?? [])
    .filter((control) => control.reason === reason)
    .map((control) => ({ control, coverage: coverageOf(control.scope, paragraph) }))
    .filter(({ coverage }) => coverage !== 'out')
  if (entry && rows.length === 0) return yes(false)
  if (rows.some(({ control, coverage }) => coverage === 'in' && control.conditions.length === 0)) return yes(true)
  const fact = `isForItemControlledFor${reason}`
  const stated = context.facts.item.measurements[fact]
  return typeof stated === 'boolean'
    ? yes(stated)
    : { answer: 'unknown', needs: [questionOfFact(fact, context.paragraph)] }
}
