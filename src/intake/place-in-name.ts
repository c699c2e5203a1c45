/**
 * A name that says where its bearer is (`Ministry of Interior of Egypt`) is said in other ways by those who write about it:
 * `Egypt's Ministry of the Interior`, `the Egyptian interior ministry`. What English makes of the name of a country is guessed
 * by every common ending: a form that no one writes costs nothing, one that was left out costs the link.
 */
const ENDINGS = ['', 'n', 'an', 'ian', 'ese', 'i', 'ish', 'ic'] as const
/** `Ministry of Interior`: what is governed, and what governs it. */
const OF = /^(\p{L}+) of (?:the )?(.+)$/iu

/**
 * Other ways to say a name that holds the name of a country; none when it holds none.
 * @param place the country's name in English
 */
export function sayingsOf(name: string, place: string): readonly string[] {
  const escaped = place.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const held = new RegExp(`(?:,\\s*|\\s+(?:of|in)\\s+(?:the\\s+)?|\\s+|^)${escaped}(?:['’]s)?(?=$|[\\s,])`, 'iu')
  if (place === '' || !held.test(name)) return []
  const rest = name
    .replace(held, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,]+|[\s,]+$/g, '')
  if (rest === '' || !/\s/.test(rest)) return []
  const turned = OF.exec(rest)
  const rests =
    turned === null
      ? [rest]
      : [`${turned[1]} of ${turned[2]}`, `${turned[1]} of the ${turned[2]}`, `${turned[2]} ${turned[1]}`]
  const stems = new Set([place, place.replace(/(?:y|ey|a|e|o|ia)$/iu, ''), place.replace(/i?stan$/iu, '')])
  const before = [`${place}’s`, `${place}'s`, ...[...stems].flatMap((stem) => ENDINGS.map((ending) => stem + ending))]
  return [
    ...new Set(
      rests.flatMap((one) => [`${one} of ${place}`, `${one} in ${place}`, ...before.map((word) => `${word} ${one}`)]),
    ),
  ]
}
