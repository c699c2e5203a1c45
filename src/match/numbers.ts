/** Numbers that say themselves what they are: their check digits hold. */

export type NumberKind = 'imo' | 'lei' | 'ogrn' | 'inn'

/**
 * @param key letters and digits, upper case, as `identifierKey` gives them
 * @returns `null`: not known; many a registration or passport number looks like any other
 */
export function numberKindOf(key: string): NumberKind | null {
  if (/^\d{7}$/.test(key)) return isImo(key) ? 'imo' : null
  if (/^[A-Z0-9]{18}\d{2}$/.test(key)) return isLei(key) ? 'lei' : null
  if (/^\d{13}$|^\d{15}$/.test(key)) return isOgrn(key) ? 'ogrn' : null
  if (/^\d{10}$/.test(key)) return isInn(key) ? 'inn' : null
  return null
}

/** IMO ship numbers have seven digits, the last of them a check digit. SOURCE: IMO resolution A.1117(30). */
function isImo(key: string): boolean {
  return weighed(key, [7, 6, 5, 4, 3, 2]) % 10 === Number(key[6])
}

/** SOURCE: ISO 17442: the whole, letters as 10 to 35, leaves 1 by 97. */
function isLei(key: string): boolean {
  let rest = 0
  for (const char of key) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** Russian state registration numbers: the rest by 11 (13 digits) or 13 (15 digits) is the last digit. */
function isOgrn(key: string): boolean {
  const body = BigInt(key.slice(0, -1))
  return Number((body % BigInt(key.length - 2)) % 10n) === Number(key.at(-1))
}

/** Russian tax numbers of bodies. */
function isInn(key: string): boolean {
  return (weighed(key, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === Number(key[9])
}

function weighed(key: string, factors: readonly number[]): number {
  return factors.reduce((sum, factor, i) => sum + factor * Number(key[i]), 0)
}
