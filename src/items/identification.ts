import { entry, type Fact, type Family, truth } from './item.ts'

const CITATION = '15 CFR 774 Supp. 1, 3A980, 3A981 and 4A980 with their notes; 742.7(a)(1)'
const FINGERPRINT: Fact = {
  name: 'analysesFingerprints',
  text: 'Does it analyse, photograph or retrieve fingerprints to identify people?',
}
const COMPUTER: Fact = {
  name: 'isForFingerprintEquipment',
  text: 'Is it a computer for fingerprint equipment, rather than the equipment itself?',
}
const ACCESS: Fact = {
  name: 'isSingleFingerAccessControl',
  text: 'Is it limited to one finger and designed for user authentication or access control?',
}

export const fingerprint: Family = {
  id: 'fingerprint',
  entries: ['3A981', '4A980'],
  facts: [FINGERPRINT.name, COMPUTER.name],
  words: [/\b(fingerprint\w*|afis|palm ?print\w*|livescan)\b/i],
  decide(item) {
    if (truth(item, COMPUTER.name) === true) {
      const isAccess = truth(item, ACCESS.name)
      if (isAccess === undefined) return { kind: 'open', entries: ['4A980'], ask: [ACCESS], citation: CITATION }
      return isAccess
        ? {
            kind: 'ruled-out',
            entries: ['4A980'],
            because: ['it is limited to one finger for access control'],
            citation: CITATION,
          }
        : entry('4A980', CITATION, 'it is a computer for fingerprint equipment')
    }
    const analyses = truth(item, FINGERPRINT.name)
    if (analyses === undefined)
      return { kind: 'open', entries: ['3A981', '4A980'], ask: [FINGERPRINT, COMPUTER], citation: CITATION }
    if (!analyses)
      return { kind: 'ruled-out', entries: [], because: ['it identifies nobody by fingerprint'], citation: CITATION }
    return entry('3A981', CITATION, 'it analyses, photographs or retrieves fingerprints')
  },
}

const POLYGRAPH: Fact = {
  name: 'isPolygraphOrStressAnalyser',
  text: 'Is it a polygraph or psychological stress analyser, other than a medical recorder?',
}
const VOICE: Fact = { name: 'identifiesByVoicePrint', text: 'Does it identify or analyse people by voice print?' }

export const interrogation: Family = {
  id: 'polygraph-and-voice-print',
  entries: ['3A980'],
  facts: [POLYGRAPH.name, VOICE.name],
  words: [/\b(polygraphs?|lie detectors?|stress analy[sz]ers?|voice ?prints?|speaker identification)\b/i],
  decide(item) {
    if (truth(item, POLYGRAPH.name) === true) return entry('3A981', CITATION, 'it is a polygraph or stress analyser')
    if (truth(item, VOICE.name) === true) return entry('3A980', CITATION, 'it identifies people by voice print')
    const ask = [POLYGRAPH, VOICE].filter(({ name }) => truth(item, name) === undefined)
    if (ask.length > 0) return { kind: 'open', entries: ['3A981', '3A980'], ask, citation: CITATION }
    return {
      kind: 'ruled-out',
      entries: ['3A980'],
      because: ['it is neither a polygraph nor a voice-print device'],
      citation: CITATION,
    }
  },
}
