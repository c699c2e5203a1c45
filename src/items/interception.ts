import { type Decision, entry, type Fact, type Family, type Item, truth } from './item.ts'

const CITATION = '15 CFR 774 Supp. 1, 5A001.f and its note; 742.13(a)'
const AIR: Fact = {
  name: 'interceptsMobileAirInterface',
  text: 'Does it intercept mobile telecommunications over the air interface?',
}
const CONTENT: Fact = {
  name: 'extractsContent',
  text: 'Does it extract content (voice, messages, data), or only identifiers, signalling and other metadata?',
}

/** Facts of the note to 5A001.f.1 and .f.2 that leave equipment out. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  isForAnalogPmrOrWlan: 'it is specially designed for analogue private mobile radio or wireless LAN',
  isForMobileNetworkOperators: 'it is designed for operators of mobile networks',
  isForMobileEquipmentDevelopment: 'it is designed for developing or making mobile telecommunications equipment',
}

export const mobileInterception: Family = {
  id: 'mobile-interception',
  entries: ['5A001.f'],
  facts: [AIR.name, CONTENT.name, 'jamsMobileService'],
  words: [/\b(imsi|imei|intercept\w*|cell[- ]?site simulator|stingray)\b/i],
  decide(item) {
    if (truth(item, 'jamsMobileService') === true)
      return entry('5A001.f.3', CITATION, 'it selectively interferes with mobile telecommunication services')
    const intercepts = truth(item, AIR.name)
    if (intercepts === false)
      return {
        kind: 'ruled-out',
        entries: ['5A001.f.1', '5A001.f.2'],
        because: ['it intercepts no mobile air interface'],
        citation: CITATION,
      }
    const out = Object.entries(LEFT_OUT).filter(([name]) => truth(item, name) === true)
    if (out.length > 0)
      return {
        kind: 'ruled-out',
        entries: ['5A001.f.1', '5A001.f.2'],
        because: out.map(([, why]) => why),
        citation: CITATION,
      }
    if (intercepts === undefined) return open(...[AIR, CONTENT].filter(({ name }) => truth(item, name) === undefined))
    return byContent(item)
  },
}

function byContent(item: Item): Decision {
  const content = truth(item, CONTENT.name)
  const air = 'it intercepts the mobile air interface'
  if (content === undefined) return open(CONTENT)
  return content
    ? entry('5A001.f.1', CITATION, air, 'it is designed to extract voice or data')
    : entry('5A001.f.2', CITATION, air, 'it extracts identifiers, signalling or metadata and no content')
}

function open(...ask: Fact[]): Decision {
  return { kind: 'open', entries: ['5A001.f.1', '5A001.f.2'], ask, citation: CITATION }
}

const LISTENING = '15 CFR 774 Supp. 1, 5A980; 742.13(a)(2)'
const SURREPTITIOUS: Fact = {
  name: 'designPrimarilySurreptitious',
  text: 'Does its design make it primarily useful for listening unnoticed (hidden in a pen, watch or socket), or is it merely small or adaptable?',
}

export const covertListening: Family = {
  id: 'covert-listening',
  entries: ['5A980', '5D980', '5E980'],
  facts: [SURREPTITIOUS.name],
  words: [/\b(hidden|hides?|disguis\w+|covert|concealed|spy)\b/i, /\b(microphone|listen\w*|audio|recorder|bug)s?\b/i],
  decide(item) {
    const isSurreptitious = truth(item, SURREPTITIOUS.name)
    if (isSurreptitious === undefined)
      return { kind: 'open', entries: [paragraphByForm(item)], ask: [SURREPTITIOUS], citation: LISTENING }
    if (!isSurreptitious)
      return {
        kind: 'ruled-out',
        entries: ['5A980', '5D980', '5E980'],
        because: ['its design is not primarily useful for surreptitious listening'],
        citation: LISTENING,
      }
    // Mobile air-interface equipment that takes content goes to 5A001.f.1, which 5A980 leaves out.
    if (truth(item, AIR.name) === true && truth(item, CONTENT.name) !== false) return null
    return entry(paragraphByForm(item), LISTENING, 'its design is primarily useful for surreptitious listening')
  },
}

function paragraphByForm({ form }: Item): string {
  return form === 'software' ? '5D980' : form === 'technology' ? '5E980' : '5A980'
}
