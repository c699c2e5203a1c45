/**
 * The European Union's asset freezes: what listed persons own or control together. The Council's Best Practices recommend,
 * the Court alone decides; the presumption can be rebutted case by case (Commission FAQ 1 on Regulation 269/2014).
 */
import { day } from '../base/index.ts'
import type { OwnershipRule } from './answer.ts'
import { DIRECTING, HALF_OR_MORE, MORE_THAN_HALF } from './weigh.ts'

export const EU: OwnershipRule = {
  law: 'eu',
  title: 'EU asset freeze: owned or controlled',
  lists: ['eu-fsf', 'eu-journal'],
  cites: [
    'Council of the EU, Best Practices for the effective implementation of restrictive measures, update of 3 July 2024 (ownership; control), as reported',
    'Regulation (EU) 2024/1745, recital 28',
    'Commission FAQ 8 on Regulation (EU) 269/2014 (aggregate ownership)',
  ],
  periods: [
    {
      from: day('2018-05-04'),
      until: day('2024-07-03'),
      act: 'EU Best Practices before the update of 3 July 2024',
      threshold: MORE_THAN_HALF,
    },
    { from: day('2024-07-03'), until: null, act: 'EU Best Practices, update of 3 July 2024', threshold: HALF_OR_MORE },
  ],
  // Read in reports of August and September 2024, not in the paper itself.
  checkedOn: day('2024-09-11'),
  counts: ({ list }) => list === 'eu-fsf' || list === 'eu-journal',
  control: DIRECTING,
  adds: 'together',
}
