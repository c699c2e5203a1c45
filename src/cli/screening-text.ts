/** Why a listed entry may be the party asked for: the parts that met, and what else spoke for or against. */
import type { Hit } from '../assessment/index.ts'
import type { Explanation, PartMeeting } from '../match/index.ts'
import { type Page, styled, wrapped } from './page.ts'

/** Score, parts and qualifiers of one hit, with what the list says of the entry. */
export function hitText(
  page: Page,
  hit: Pick<
    Hit,
    'score' | 'explanation' | 'programmes' | 'federalRegister' | 'licenceRequirement' | 'licencePolicy' | 'grounds'
  >,
  indent: string,
): string[] {
  const faint = (line: string) => styled(page, 'faint', line)
  const terms = [
    ...(hit.programmes.length > 0 ? [`programmes ${hit.programmes.join(', ')}`] : []),
    ...(hit.federalRegister.length > 0 ? [`notice ${hit.federalRegister.join(', ')}`] : []),
    ...(hit.licenceRequirement === null ? [] : [`requirement: ${hit.licenceRequirement}`]),
    ...(hit.licencePolicy === null ? [] : [`review: ${hit.licencePolicy}`]),
    ...(hit.grounds.length > 0 ? [`listed for ${hit.grounds.join(', ')}`] : []),
  ]
  return [
    ...explanationText(page, hit.score, hit.explanation, indent),
    ...terms.flatMap((term) => wrapped(page, term, indent, faint)),
  ]
}

export function explanationText(page: Page, score: number, explanation: Explanation, indent: string): string[] {
  const met = explanation.parts.map(meeting).join(', ')
  const beside = explanation.qualifiers
    .filter((qualifier) => qualifier.effect !== 'neutral')
    .map((qualifier) => `${qualifier.kind} ${qualifier.effect} ${signed(qualifier.points)}`)
  const whole = [`score ${percent(score)} %: name ${percent(explanation.nameScore)}`, ...beside].join('; ')
  return [
    ...wrapped(page, `${whole}, on “${explanation.entryName}”`, indent),
    ...wrapped(page, met, `${indent}  `, (line) => styled(page, 'faint', line)),
  ]
}

/** `hua wei = huawei (joined)`. */
function meeting(part: PartMeeting): string {
  if (part.query === null) return `+ ${part.entry ?? ''}`
  if (part.entry === null) return `- ${part.query}`
  if (part.kind === 'equal') return `${part.query} = ${part.entry}`
  const sign = part.kind === 'contradiction' ? '≠' : '≈'
  return `${part.query} ${sign} ${part.entry} (${part.kind.replace(/-/g, ' ')})`
}

/** Millionths as a percentage with one digit: `98.4`. */
export function percent(millionths: number): string {
  return (millionths / 10_000).toFixed(1)
}

function signed(millionths: number): string {
  return `${millionths >= 0 ? '+' : ''}${percent(millionths)}`
}
