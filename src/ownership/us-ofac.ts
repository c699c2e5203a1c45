/** OFAC's 50 percent rule: ownership alone, direct and indirect, of all blocked persons together. */
import { day } from '../base/index.ts'
import type { OwnershipRule } from './answer.ts'
import { HALF_OR_MORE, OWNERSHIP_ALONE } from './weigh.ts'

export const US_OFAC: OwnershipRule = {
  law: 'us-ofac',
  title: 'OFAC 50 percent rule',
  lists: ['us-sdn'],
  cites: [
    'OFAC revised guidance on entities owned by blocked persons, 13 August 2014',
    'OFAC FAQ 398 (ownership, not control)',
    'OFAC FAQ 399 (aggregate over blocked persons)',
    'OFAC FAQ 401 (indirectly)',
  ],
  periods: [
    { from: day('2014-08-13'), until: null, act: 'OFAC revised guidance of 13 August 2014', threshold: HALF_OR_MORE },
  ],
  checkedOn: day('2026-09-24'),
  counts: ({ list }) => list === 'us-sdn',
  control: OWNERSHIP_ALONE,
  adds: 'together',
}
