import type { LineFacts } from '../facts.ts'
import type { Jurisdiction } from '../rule.ts'
import type { LawTables } from '../tables.ts'
import { askClassification, askMeasurement } from './ask.ts'

export const JURISDICTION_RULE = 'us-ear/734.3/subject'

/** Largest controlled US content, percent of value, that leaves a foreign-made item outside the EAR, 734.4(c)-(d). */
const DE_MINIMIS_PERCENT = { anyDestination: 10, exceptTerrorismSupporters: 25 } as const

/** Whether the item is subject to the EAR: 15 CFR 734.3, 734.4 (de minimis), 734.9 (foreign direct products). */
export function jurisdictionOf(facts: LineFacts, tables: LawTables): Jurisdiction {
  const { item } = facts
  if (item.otherAgency !== undefined && item.otherAgency !== 'none')
    return { kind: 'other-agency', because: `${item.otherAgency} has jurisdiction over the item, 15 CFR 734.3(b)(1)` }
  if (item.eccn === undefined) return { kind: 'unknown', questions: [askClassification()] }
  const entry = Object.hasOwn(tables.entries, item.eccn) ? tables.entries[item.eccn] : undefined
  if (entry?.status === 'other-agency')
    return { kind: 'other-agency', because: `entry ${item.eccn} leaves the item to another agency, 15 CFR 734.3(b)(1)` }
  if (isInTheUnitedStates(facts)) return { kind: 'subject', because: 'the item is in the United States, 734.3(a)(1)' }
  if (item.isUsOrigin === true) return { kind: 'subject', because: 'the item is of US origin, 734.3(a)(2)' }
  if (item.isForeignDirectProduct === true)
    return { kind: 'subject', because: 'a foreign-direct-product rule reaches the item, 734.9' }
  return foreignMade(facts, tables)
}

/** An export leaves the United States, and a deemed export is a release inside it (734.13). */
function isInTheUnitedStates({ kind, from }: LineFacts): boolean {
  return (kind === 'export' || kind === 'deemed') && (from === undefined || from === 'US')
}

function foreignMade({ item, to }: LineFacts, tables: LawTables): Jurisdiction {
  if (item.isUsOrigin === undefined)
    return unknown('us-origin', 'items[].isUsOrigin', 'Was the item made in the United States?', '734.3(a)(2)')
  const share = item.controlledUsContentPercent
  if (share === undefined)
    return unknown(
      'us-content',
      'items[].controlledUsContentPercent',
      'Which share of the value of the foreign-made item is controlled US content, in percent?',
      '734.4',
    )
  const isTerrorismSupporter = tables.groups['E:1'].includes(to) || tables.groups['E:2'].includes(to)
  const limit = isTerrorismSupporter ? DE_MINIMIS_PERCENT.anyDestination : DE_MINIMIS_PERCENT.exceptTerrorismSupporters
  if (share > limit)
    return { kind: 'subject', because: `controlled US content of ${share} % is over ${limit} %, 734.4(c)-(d)` }
  if (share > 0 && item.measurements.hasContentWithoutDeMinimis === true)
    return { kind: 'subject', because: 'it holds US content for which there is no de minimis level, 734.4(a)' }
  if (share > 0 && item.measurements.hasContentWithoutDeMinimis !== false)
    return {
      kind: 'unknown',
      questions: [
        askMeasurement(
          'hasContentWithoutDeMinimis',
          'Does the foreign-made item hold US content that has no de minimis level (600 series, 9x515, 0A919, encryption not authorised under ENC, certain chips and chip-making equipment)?',
          '15 CFR 734.4(a)-(b)',
        ),
      ],
    }
  if (item.isForeignDirectProduct === undefined)
    return unknown(
      'foreign-direct-product',
      'items[].isForeignDirectProduct',
      'Is the foreign-made item a direct product of US technology, software or plant that rule 734.9 reaches?',
      '734.9',
    )
  return {
    kind: 'not-subject',
    because: `foreign-made, outside the US, controlled US content ${share} % (limit ${limit} %), no foreign direct product, 734.3-734.9`,
  }
}

function unknown(id: string, fact: string, text: string, section: string): Jurisdiction {
  return { kind: 'unknown', questions: [{ id, fact, text, paragraph: `15 CFR ${section}` }] }
}
