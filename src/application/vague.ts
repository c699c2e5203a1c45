import { type ApplicationPackage, linesOf } from './package.ts'

/** Wording an authority will ask about, where it stands, and what to write in its place. */
export type VagueWording = { readonly block: string; readonly words: string; readonly advice: string }

type Vague = { readonly pattern: RegExp; readonly advice: string }

const VAGUE: readonly Vague[] = [
  {
    pattern: /\bincluding,? but not limited to\b|\bincluding without limitation\b/giu,
    advice: 'list all that is meant',
  },
  { pattern: /\b(?:and so on|and so forth|etc)\b\.?|\band\/or\b/giu, advice: 'list all that is meant' },
  { pattern: /\b(?:various|miscellaneous|assorted|certain|different kinds of)\b/giu, advice: 'name each' },
  {
    pattern:
      /\b(?:general|normal|usual|commercial|civil|scientific|legitimate|lawful|official)\s+(?:use|uses|purpose|purposes|applications?)\b/giu,
    advice: 'say what is done with it, by which unit, where',
  },
  {
    pattern: /\b(?:as (?:needed|required|appropriate|necessary)|where applicable|if any)\b/giu,
    advice: 'say when and how much',
  },
  {
    pattern: /\b(?:approximately|approx\.?|about|around|roughly)\s+\d/giu,
    advice: 'give the number, or the least and the most',
  },
  {
    pattern: /\b(?:tbd|tba|n\/a|to be (?:determined|advised|confirmed|announced))\b/giu,
    advice: 'find it out, or say that it is not known',
  },
  {
    pattern: /\b(?:similar|related|other)\s+(?:items?|products?|equipment|goods|activities|purposes|uses)\b/giu,
    advice: 'name each',
  },
  {
    pattern: /\b(?:state of the art|high[- ]end|advanced|latest)\b/giu,
    advice: 'give the characteristic and its measure',
  },
  {
    pattern:
      /\b(?:law enforcement|public safety|national security|security)\s+(?:use|uses|purpose|purposes|applications?)\b/giu,
    advice: 'say which measure, under which law, and who authorises it',
  },
]

/** Vague wording in what a person wrote: end use, descriptions, additional information and the letter, in that order. */
export function vagueWording(whole: ApplicationPackage): readonly VagueWording[] {
  return [
    ...linesOf(whole, '21').flatMap((line) => findVague('21', line)),
    ...whole.items.flatMap((item) => findVague('22(j)', item.description ?? '')),
    ...linesOf(whole, '24').flatMap((line) => findVague('24', line)),
    ...(whole.humanRights === null ? [] : findVague('human-rights', whole.humanRights.reasons)),
    ...whole.letter
      .filter(({ writtenBy }) => writtenBy === 'applicant')
      .flatMap(({ text }) => findVague('letter', text)),
  ]
}

function findVague(block: string, text: string): readonly VagueWording[] {
  return VAGUE.flatMap(({ pattern, advice }) =>
    [...text.matchAll(pattern)].map(([words]) => ({ block, words, advice })),
  )
}
