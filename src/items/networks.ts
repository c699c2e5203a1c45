import { type Decision, entry, type Fact, type Family, type Item, truth } from './item.ts'

const SURVEILLANCE = '15 CFR 774 Supp. 1, 5A001.j and its note'
/** All of them, on a carrier-class network. */
const FEATURES: readonly Fact[] = [
  {
    name: 'isForCarrierClassNetwork',
    text: 'Does it work on a carrier-class IP network, such as a national backbone?',
  },
  { name: 'analysesApplicationLayer', text: 'Does it analyse traffic at the application layer?' },
  { name: 'extractsMetadataAndContent', text: 'Does it extract selected metadata and application content?' },
  { name: 'indexesExtractedData', text: 'Does it index what it extracts?' },
  {
    name: 'searchesHardSelectors',
    text: 'Is it specially designed to search by hard selectors (names, numbers, accounts)?',
  },
  { name: 'mapsRelationalNetwork', text: 'Is it specially designed to map the relations of a person or group?' },
]

export const networkSurveillance: Family = {
  id: 'network-surveillance',
  entries: ['5A001.j'],
  facts: FEATURES.map(({ name }) => name),
  words: [
    /\b(deep packet inspection|dpi|lawful intercept\w*|monitoring cent(re|er)|(ip|network|internet) (traffic )?(surveillance|monitoring))\b/i,
  ],
  decide(item) {
    if (truth(item, 'isForMarketingOrServiceQuality') === true)
      return ruledOut('5A001.j', SURVEILLANCE, 'it is specially designed for marketing or quality of service')
    return allOf(item, FEATURES, '5A001.j', SURVEILLANCE)
  },
}

const INTRUSION = '15 CFR 774 Supp. 1, 4A005 and 4D004'
const DELIVERS: Fact = {
  name: 'generatesOrDeliversIntrusionSoftware',
  text: 'Is it specially designed or modified to generate, command, control or deliver intrusion software?',
}

export const intrusion: Family = {
  id: 'intrusion',
  entries: ['4A005', '4D004'],
  facts: [DELIVERS.name],
  words: [/\b(spyware|intrusion software|remote control system|zero[- ]?day|exploit (platform|delivery))\b/i],
  decide(item) {
    const path = item.form === 'software' ? '4D004' : item.form === 'technology' ? '4E001.a' : '4A005'
    const delivers = truth(item, DELIVERS.name)
    if (delivers === undefined) return { kind: 'open', entries: [path], ask: [DELIVERS], citation: INTRUSION }
    return delivers
      ? entry(path, INTRUSION, 'it generates, commands, controls or delivers intrusion software')
      : ruledOut(path, INTRUSION, 'it neither generates, commands, controls nor delivers intrusion software')
  },
}

const FORENSIC = '15 CFR 774 Supp. 1, 5A004.b and its notes'
const EXTRACTION: readonly Fact[] = [
  {
    name: 'extractsRawData',
    text: 'Does it extract raw data from a device, past its operating system and file system?',
  },
  {
    name: 'circumventsAuthentication',
    text: 'Does it get round the device’s authentication or authorisation to do so?',
  },
]
const NOT_FORENSIC: Readonly<Record<string, string>> = {
  isLimitedToLogicalExtraction: 'it is limited to logical extraction',
  usesChipOffOrJtag: 'it extracts by chip-off or JTAG',
  isLimitedToRooting: 'it is limited to jail-breaking or rooting',
  isDebuggerOrHypervisor: 'it is a debugger or hypervisor',
}

export const deviceForensics: Family = {
  id: 'device-forensics',
  entries: ['5A004.b'],
  facts: EXTRACTION.map(({ name }) => name),
  words: [/\b((mobile|phone|device|digital) forensics?|forensic extraction|phone (unlock\w*|extraction))\b/i],
  decide(item) {
    const out = Object.entries(NOT_FORENSIC).find(([name]) => truth(item, name) === true)
    return out ? ruledOut('5A004.b', FORENSIC, out[1]) : allOf(item, EXTRACTION, '5A004.b', FORENSIC)
  },
}

function allOf(item: Item, features: readonly Fact[], path: string, citation: string): Decision {
  const lacking = features.find(({ name }) => truth(item, name) === false)
  if (lacking) return ruledOut(path, citation, `one of its features is missing: ${lacking.name}`)
  const ask = features.filter(({ name }) => truth(item, name) === undefined)
  if (ask.length > 0) return { kind: 'open', entries: [path], ask, citation }
  return entry(path, citation, ...features.map(({ name }) => `${name} is stated`))
}

function ruledOut(path: string, citation: string, because: string): Decision {
  return { kind: 'ruled-out', entries: [path], because: [because], citation }
}
