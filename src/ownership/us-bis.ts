/**
 * The Affiliates rule of the Export Administration Regulations: foreign parties owned by half by parties of the Entity List,
 * the Military End User List and SDNs under fourteen identifiers, all together. Ownership, not control.
 */
import { type Day, day, type Period } from '../base/index.ts'
import type { OwnershipRule } from './answer.ts'
import type { Listed } from './structure.ts'
import { HALF_OR_MORE, OWNERSHIP_ALONE } from './weigh.ts'

/** Days on which the three ownership extensions of 90 FR 47201 bind. Stayed between them by 90 FR 50857. */
export const AFFILIATES_IN_FORCE: readonly (Period & { readonly act: string })[] = [
  { from: day('2025-09-29'), until: day('2025-11-10'), act: '90 FR 47201' },
  // The stay runs to 2026-11-09 by its own words; nothing published up to our reading prolongs it.
  { from: day('2026-11-10'), until: null, act: '90 FR 47201, its stay by 90 FR 50857 having run out' },
]

/** The last day the text was compared: before the end of the stay. */
const READ_ON: Day = day('2026-09-24')

const SDN_TAGS_OF_744_8: readonly string[] = [
  'BELARUS-EO14038',
  'BELARUS',
  'RUSSIA-EO14024',
  'UKRAINE-EO13660',
  'UKRAINE-EO13661',
  'UKRAINE-EO13662',
  'UKRAINE-EO13685',
  'FTO',
  'SDGT',
  'NPWMD',
  'ILLICIT-DRUGS-EO14059',
  'SDNT',
  'SDNTK',
  'TCO',
]

/** Whether an SDN entry carries one of the fourteen identifiers of 744.8(a)(1). GLOMAG is not one of them. */
export function hasTagOf7448({ programmes }: Pick<Listed, 'programmes'>): boolean {
  return programmes.some((programme) => SDN_TAGS_OF_744_8.includes(programme.trim().toUpperCase().replace(/ /g, '-')))
}

/** Lists whose owners are added together, 744.11(a)(1) fourth sentence. */
export function countsForAffiliates(listing: Listed): boolean {
  return (
    listing.list === 'us-entity-list' ||
    listing.list === 'us-meu' ||
    (listing.list === 'us-sdn' && hasTagOf7448(listing))
  )
}

export const US_BIS: OwnershipRule = {
  law: 'us-bis',
  title: 'BIS Affiliates rule',
  lists: ['us-entity-list', 'us-meu', 'us-sdn'],
  cites: ['15 CFR 744.11(a)(1)', '15 CFR 744.21(a)(3)', '15 CFR 744.8(a)(2)', '90 FR 47201', '90 FR 50857'],
  periods: [
    { from: day('2024-01-01'), until: day('2025-09-29'), act: 'before 90 FR 47201', threshold: null },
    { from: day('2025-09-29'), until: day('2025-11-10'), act: '90 FR 47201', threshold: HALF_OR_MORE },
    { from: day('2025-11-10'), until: day('2026-11-10'), act: 'stayed by 90 FR 50857', threshold: null },
    {
      from: day('2026-11-10'),
      until: null,
      act: '90 FR 47201, its stay by 90 FR 50857 having run out',
      threshold: HALF_OR_MORE,
    },
  ],
  checkedOn: READ_ON,
  counts: countsForAffiliates,
  control: OWNERSHIP_ALONE,
  adds: 'together',
}
