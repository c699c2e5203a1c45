/**
 * The United Kingdom's asset freezes, as regulation 7 of the Russia Regulations 2019 and its like elsewhere: one designated
 * person holds more than half of the shares or votes, appoints the board, or has its way. Several are not simply added up.
 */
import { day } from '../base/index.ts'
import type { OwnershipRule } from './answer.ts'
import { DIRECTING, MORE_THAN_HALF } from './weigh.ts'

export const UK: OwnershipRule = {
  law: 'uk',
  title: 'UK asset freeze: owned or controlled',
  lists: ['uk-sanctions', 'uk-hmt'],
  cites: [
    'Russia (Sanctions) (EU Exit) Regulations 2019 (SI 2019/855), reg. 7(2) and (4), Sch. 1 paras 2-4',
    'OFSI general guidance, chapter 4 (aggregation, joint arrangements), as reported',
  ],
  periods: [{ from: day('2020-12-31'), until: null, act: 'SI 2019/855', threshold: MORE_THAN_HALF }],
  // Schedule 1 was read as made; regulation 7 and the guidance in reports up to March 2023.
  checkedOn: day('2023-03-16'),
  counts: ({ list }) => list === 'uk-sanctions' || list === 'uk-hmt',
  control: DIRECTING,
  adds: 'each',
}
