import { type Decision, entry, type Fact, type Family, type Item, truth } from './item.ts'

const CITATION = '15 CFR 774 Supp. 1, 0A982, 0A983, 0A503 and 3A981 with their notes'
const THUMB: Fact = { name: 'isThumbOrFingerCuff', text: 'Does it hold thumbs or fingers (thumbcuffs, fingercuffs)?' }
const SHOCK: Fact = { name: 'deliversElectricShock', text: 'Does it give an electric shock?' }
const LOCATION: Fact = { name: 'reportsLocation', text: 'Does it record or report where a confined person is?' }
const RESTRAINS: Fact = {
  name: 'isRestraint',
  text: 'Does it restrain the body (cuff, belt, sleeve, chair), rather than strike from outside?',
}
const ENTRIES = ['0A983', '0A982', '0A503', '3A981']

export const restraint: Family = {
  id: 'restraint',
  entries: ['0A982', '0A983', '0A503'],
  facts: [THUMB.name, SHOCK.name, LOCATION.name, RESTRAINS.name],
  words: [
    /\b(hand|thumb|finger|leg|stun)[ -]?(cuffs?|irons?)\b|\b(shackles?|restraint chairs?|straight ?jackets?|strait ?jackets?|shock (belt|sleeve|baton|shield)s?|stun (gun|belt)s?|cattle prods?|ankle (tag|monitor)s?)\b/i,
  ],
  decide(item) {
    if (truth(item, 'isMedicalOrSafetyRestraint') === true)
      return {
        kind: 'ruled-out',
        entries: ['0A982'],
        because: ['it is a medical device or safety equipment'],
        citation: CITATION,
      }
    if (truth(item, THUMB.name) === true) return entry('0A983', CITATION, 'it holds thumbs or fingers')
    if (truth(item, LOCATION.name) === true)
      return entry('3A981', CITATION, 'it records or reports the location of confined persons')
    return byShock(item)
  },
}

function byShock(item: Item): Decision {
  const shocks = truth(item, SHOCK.name)
  const restrains = truth(item, RESTRAINS.name) ?? (item.eccn === '0A982' ? true : undefined)
  const ask = [THUMB, SHOCK, LOCATION].filter(({ name }) => truth(item, name) === undefined)
  if (shocks === true && restrains === false)
    return entry('0A503', CITATION, 'it gives an electric shock and restrains nobody')
  if (ask.length > 0) return { kind: 'open', entries: ENTRIES, ask, citation: CITATION }
  if (shocks === true && restrains === undefined)
    return { kind: 'open', entries: ['0A982', '0A503'], ask: [RESTRAINS], citation: CITATION }
  if (restrains === false)
    return { kind: 'ruled-out', entries: ['0A982'], because: ['it restrains nobody'], citation: CITATION }
  return entry('0A982', CITATION, 'it restrains persons', 'it holds no thumbs or fingers and reports no location')
}

/** Told apart by what they are, not by a measure: words and a stated kind only. */
const CROWD: readonly (readonly [RegExp, string, string])[] = [
  [/\bwater cannons?\b/i, '0A977', 'a water cannon for riot or crowd control'],
  [/\b(police )?(batons?|tonfas?|sjamboks?|saps?|blackjacks?)\b/i, '0A978', 'a striking weapon of law enforcement'],
  [/\b(riot|police) (helmets?|shields?)\b/i, '0A979', 'a police helmet or shield'],
  [/\b(tear ?gas|pepper spray|cs gas|riot control agents?)\b/i, '1A984', 'a chemical agent or its dispenser'],
]

export const crowdControl: Family = {
  id: 'crowd-control',
  entries: ['0A977', '0A978', '0A979', '1A984'],
  facts: ['isForCrowdControl'],
  words: [new RegExp(CROWD.map(([words]) => words.source).join('|'), 'i')],
  decide(item) {
    const found = CROWD.find(([words]) => words.test(item.description ?? ''))
    if (!found) return null
    const [, path, what] = found
    const isIt = truth(item, 'isForCrowdControl')
    const citation = `15 CFR 774 Supp. 1, ${path}; 742.7(a)(1)`
    if (isIt === true) return entry(path, citation, `it is ${what}`)
    if (isIt === false) return { kind: 'ruled-out', entries: [path], because: [`it is not ${what}`], citation }
    return { kind: 'open', entries: [path], ask: [{ name: 'isForCrowdControl', text: `Is it ${what}?` }], citation }
  },
}
