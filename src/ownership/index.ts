export {
  isAddressEntry,
  OWNERSHIP_LAWS,
  OWNERSHIP_OUTCOMES,
  type OwnershipAnswer,
  type OwnershipLaw,
  type OwnershipOutcome,
  type OwnershipQuestion,
} from './answer.ts'
export { answersOn } from './answers.ts'
export { type OwnershipPicture, ownershipPicture } from './picture.ts'
export {
  CONTROL_KINDS,
  type Control,
  type ControlKind,
  type Holder,
  type Holding,
  type Interval,
  type Listed,
  NOT_KNOWN,
  type Structure,
  stands,
} from './structure.ts'
export { AFFILIATES_IN_FORCE, countsForAffiliates, hasTagOf7448 } from './us-bis.ts'
export { HALF_OR_MORE, isReached, type OwnershipPath, weigh } from './weigh.ts'
