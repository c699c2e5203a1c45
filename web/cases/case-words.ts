import type { ApplicationStage, CaseState, Disposition, Flag } from '../../src/case/index.ts'
import { type StateWord, stateWord } from '../parts/state-mark.tsx'

/** How a case stands, told from its closing and from what stands in the way. */
export function standingOf(closed: CaseState['closed'], blocks: number): StateWord {
  if (closed === 'released') return stateWord('Released', 'tick', 'action', 'Two named people let it go.')
  if (closed === 'refrained') return stateWord('Refrained', 'barred', 'danger', 'The firm takes no part in it.')
  if (blocks > 0)
    return stateWord('On hold', 'pause', 'danger', 'Something stands in the way; see what and who moves it.')
  return stateWord('Nothing blocks it', 'hollow', 'plain', 'Nothing that is known stands in the way of a decision.')
}

export const STAGE_WORDS: Readonly<Record<ApplicationStage, StateWord>> = {
  none: stateWord('None', 'line', 'plain', 'No application was prepared.'),
  prepared: stateWord('Prepared', 'hollow', 'plain', 'The package is made and waits for the executive’s signature.'),
  signed: stateWord('Signed', 'half', 'plain', 'Signed and not sent yet.'),
  submitted: stateWord('With the authority', 'paper', 'action', 'The authority has it.'),
  asked: stateWord('Question open', 'split', 'danger', 'The authority asks something and waits.'),
  'intent-to-deny': stateWord(
    'Intent to deny',
    'split',
    'danger',
    'The authority means to deny; an answer is possible until its day.',
  ),
  decided: stateWord('Decided', 'filled', 'plain', 'The authority decided.'),
}

export const FLAG_WORDS: Readonly<Record<Flag['state'] | 'stale', StateWord>> = {
  raised: stateWord('Raised', 'dashed', 'danger', 'Nobody has inquired into it.'),
  inquiring: stateWord('Inquiring', 'half', 'danger', 'A question is out and not answered.'),
  answered: stateWord('Answered', 'half', 'danger', 'An answer came; a person must say whether it settles the flag.'),
  resolved: stateWord('Resolved', 'filled', 'plain', 'Settled with evidence, weighing all that was known then.'),
  unresolved: stateWord(
    'Cannot be resolved',
    'barred',
    'danger',
    'Refrain, or disclose it in an application and wait.',
  ),
  mistaken: stateWord('Mistaken', 'line', 'plain', 'Two people said that it should not have been raised.'),
  stale: stateWord('Open again', 'split', 'danger', 'Resolved before information came in that it did not weigh.'),
}

export const DISPOSITION_WORDS: Readonly<Record<Disposition, StateWord>> = {
  'not-relevant': stateWord(
    'Not relevant here',
    'line',
    'plain',
    'Two people set it aside for this case, with a reason.',
  ),
  duplicate: stateWord('Duplicate', 'line', 'plain', 'The same is told by another item.'),
  noted: stateWord('Noted', 'filled', 'plain', 'Weighed, and disclosed to the authority.'),
  'red-flag-raised': stateWord(
    'Red flag raised',
    'split',
    'danger',
    'Weighed as a red flag, and disclosed to the authority.',
  ),
}

export const OPEN_INFORMATION: StateWord = stateWord(
  'Waits',
  'dashed',
  'danger',
  'Nobody has dealt with it, so it stands in the way.',
)

export const DECISION_WORDS: Readonly<Record<string, StateWord>> = {
  granted: stateWord('Granted', 'tick', 'action', 'The authority gave the licence.'),
  'granted-with-conditions': stateWord(
    'Granted with conditions',
    'half',
    'action',
    'A licence, on conditions that bind.',
  ),
  denied: stateWord('Denied', 'barred', 'danger', 'The authority gave no licence.'),
  'returned-without-action': stateWord('Returned without action', 'line', 'danger', 'The authority decided nothing.'),
}

export const HIT_WORDS: Readonly<Record<string, StateWord>> = {
  open: stateWord('To decide', 'dashed', 'danger', 'A person must say whether it is the listed party.'),
  'true-match': stateWord('The listed party', 'filled', 'danger', 'A named person said it is the listed party.'),
  'false-match': stateWord('Somebody else', 'line', 'plain', 'A named person said it is not the listed party.'),
  undetermined: stateWord('Undetermined', 'half', 'danger', 'A named person could not tell; it stays in the way.'),
}

export const INVOLVEMENT_NAMES: Readonly<Record<string, string>> = {
  cause: 'The firm would cause the harm',
  contribute: 'The firm would contribute to the harm',
  'directly-linked': 'The harm would be directly linked to what the firm sells',
  none: 'No involvement found',
}

export const CONCLUSION_NAMES: Readonly<Record<string, string>> = {
  proceed: 'Proceed',
  'proceed-with-measures': 'Proceed with measures',
  apply: 'Put it to the authority',
  refrain: 'Refrain',
}

/** Articles a right at risk is named by. */
export const RIGHTS: readonly (readonly [article: string, name: string])[] = [
  ['ICCPR 6', 'Life'],
  ['ICCPR 7', 'Freedom from torture and ill-treatment'],
  ['ICCPR 8', 'Freedom from slavery and forced labour'],
  ['ICCPR 9', 'Liberty and security of person'],
  ['ICCPR 10', 'Humane treatment in detention'],
  ['ICCPR 12', 'Freedom of movement'],
  ['ICCPR 14', 'Fair trial'],
  ['ICCPR 17', 'Privacy, home and correspondence'],
  ['ICCPR 18', 'Thought, conscience and religion'],
  ['ICCPR 19', 'Opinion and expression'],
  ['ICCPR 21', 'Peaceful assembly'],
  ['ICCPR 22', 'Association'],
  ['ICCPR 25', 'Taking part in public affairs'],
  ['ICCPR 26', 'Equality before the law'],
  ['ICCPR 27', 'Minorities'],
]

/** What each step of a scale says, lowest first. The UN Guiding Principles name the three parts of severity. */
export const SCALES = {
  scale: ['slight', 'minor', 'serious', 'grave', 'of the gravest kind'],
  scope: ['one person', 'a few people', 'a group', 'a community', 'a whole population'],
  irremediability: ['made good in full', 'mostly made good', 'partly made good', 'hardly made good', 'never made good'],
  likelihood: ['remote', 'unlikely', 'possible', 'likely', 'nearly certain'],
} as const
export type ScaleName = keyof typeof SCALES

export const SCALE_TITLES: Readonly<Record<ScaleName, string>> = {
  scale: 'Scale: how grave',
  scope: 'Scope: how many',
  irremediability: 'Irremediability',
  likelihood: 'Likelihood',
}
