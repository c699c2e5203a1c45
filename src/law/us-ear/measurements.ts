import type { Question } from '../determination.ts'

/** What the rows of the control list measure or ask, by fact name; the unit is in the name. */
const QUESTIONS: Readonly<Record<string, string>> = {
  barrelLengthInches: 'How long is the barrel, in inches?',
  dielectricConstant: 'What is the dielectric constant between 100 MHz and 100 GHz?',
  focalPlaneElements: 'How many elements has the focal plane array (columns times rows)?',
  frameRateHz: 'What is the highest frame rate, in Hz?',
  insideDiameterMm: 'What is the inside diameter, in mm?',
  maximumRangeKm: 'What is the maximum range, in km?',
  totalImpulseNewtonSeconds: 'What is the total impulse, in newton seconds?',
  workingPressureMpa: 'What is the highest working pressure, in MPa?',
  forEccn: 'Which entry of the control list is the item for (the ECCN of what it develops, makes, uses or fits)?',
  forParagraph: 'Which paragraph of that entry is it for?',
  isAirborneAndUsableInMtSystems:
    'Is it designed for airborne use and usable in systems controlled for missile technology?',
  isCombinedSpinAndFlowForming: 'Does the machine combine spin-forming and flow-forming?',
  isComponent: 'Is it a component, rather than a complete shotgun?',
  isElectrodynamic: 'Is the vibration test system electrodynamic?',
  isFadecUseSoftware: 'Is it software for the use of a full authority digital engine control system?',
  isFor5A001f1: 'Is it for intercept equipment of 5A001.f.1?',
  isForAdvancedComputingHigh:
    'Is it for an advanced-computing item of the higher performance level (z.1.a, z.2.a and the like)?',
  isForAdvancedComputingLow:
    'Is it for an advanced-computing item of the lower performance level (z.1.b, z.2.b and the like)?',
  isForCivilTelecommunications: 'Is the item exported for use in civil telecommunications?',
  isForFingerprintEquipment: 'Is it for computerised fingerprint equipment?',
  isForInternationalSpaceStation: 'Is it for use in, with or for the International Space Station?',
  isForMissileNuclearHardening: 'Is it usable in missiles to protect them against nuclear effects?',
  isForMissileRadome: 'Is it for use in missile radomes?',
  isForRocketPropellantProduction: 'Is it for making rocket propellants?',
  isGeneticElementOfListedToxin: 'Is it a genetic element of a toxin of 1C351.d.15 or .d.16?',
  isInertialNavigationFor9A991b: 'Is it for inertial navigation of aircraft of 9A991.b?',
  isLeadSelenideFocalPlaneArray: 'Is it a focal plane array based on lead selenide?',
  isPlugInFor6A003a3Or6A003a4: 'Is it a plug-in for cameras of 6A003.a.3 or .a.4?',
  isPoliceModelInfraredViewer: 'Is it a police-model infrared viewer?',
  isTube: 'Is it in the form of a tube?',
  isUsableInMissiles: 'Is it usable in missiles?',
  'endUse.isForPoliceResale': 'Is the item for sale or resale to police or law enforcement?',
  'endUse.isEmbeddedInCivilProduct': 'Will the item be embedded in a civil product?',
}

/** The question whose answer is the fact. `endUse.` facts belong to the transaction, the others to the item. */
export function questionOfFact(fact: string, paragraph: string): Omit<Question, 'rules'> {
  const text = QUESTIONS[fact] ?? parametersQuestion(fact) ?? reasonQuestion(fact)
  if (text === null) throw new Error(`no question is written for the fact ${fact}`)
  if (fact.startsWith('endUse.')) {
    const words = fact.slice('endUse.is'.length).replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`)
    return { id: `end-use/${words.toLowerCase()}`, fact, text, paragraph }
  }
  return { id: `item/${fact}`, fact: `items[].measurements.${fact}`, text, paragraph }
}

/** `meets2B351a`: whether the item reaches the parameters of 2B351.a. */
function parametersQuestion(fact: string): string | null {
  const match = /^meets(\d[A-E]\d{3})([a-z0-9]*)$/.exec(fact)
  if (!match) return null
  const [, eccn = '', tail = ''] = match
  const path = tail.replace(/[a-z]|\d+/g, (part) => `.${part}`)
  return `Does the item meet or exceed the parameters of ${eccn}${path}?`
}

function reasonQuestion(fact: string): string | null {
  const match = /^isForItemControlledFor([A-Z]{2})$/.exec(fact)
  return match?.[1] ? `Is the item that it is for controlled for ${match[1]} reasons?` : null
}
