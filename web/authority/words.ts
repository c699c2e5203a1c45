import type { DenialState } from '../../src/app/index.ts'
import type { Advice, Finding, LicensingOutcome, LicensingStage, Subject } from '../../src/licensing/index.ts'
import { type StateWord, stateWord } from '../parts/state-mark.tsx'

export const STAGE_WORDS: Readonly<Record<LicensingStage, StateWord>> = {
  received: stateWord('Received', 'dashed', 'action', 'It came in whole and signed. Nobody has registered it yet.'),
  'in-review': stateWord('In review', 'half', 'plain', 'The office works on it.'),
  asked: stateWord(
    'With the applicant',
    'pause',
    'plain',
    'A question waits for the applicant. These days are not counted.',
  ),
  consulting: stateWord('With another agency', 'pause', 'plain', 'The recommendation of another agency is waited for.'),
  'intent-to-deny': stateWord('Intent to deny', 'split', 'danger', 'The applicant was told and has time to answer.'),
  proposed: stateWord('Proposed', 'half', 'action', 'A decision is proposed. Another officer countersigns.'),
  countersigned: stateWord('Countersigned', 'filled', 'action', 'Two officers stand behind it. It can be decided.'),
  decided: stateWord('Decided', 'filled', 'plain', 'Decided. The letter is still to go out.'),
  closed: stateWord('Closed', 'tick', 'plain', 'Decided, and the letter went out.'),
}

export const FINDING_WORDS: Readonly<Record<Finding | 'set-aside' | 'open', StateWord>> = {
  none: stateWord('No concern', 'hollow', 'plain', 'It was looked into, and nothing was found.'),
  low: stateWord('Low', 'half', 'plain', 'A low concern.'),
  moderate: stateWord('Moderate', 'half', 'plain', 'A moderate concern.'),
  serious: stateWord('Serious', 'filled', 'danger', 'A serious concern: the reasons of any decision speak to it.'),
  'clear-risk': stateWord('Clear risk', 'barred', 'danger', 'A clear risk: the reasons of any decision speak to it.'),
  'set-aside': stateWord('Does not apply', 'line', 'plain', 'Set aside, with its reason.'),
  open: stateWord('No finding yet', 'dashed', 'danger', 'Nothing is found on it. No decision can be proposed.'),
}

export const WEIGHT_WORDS: Readonly<Record<NonNullable<Subject['weight']> | 'open', StateWord>> = {
  'relied-on': stateWord('Relied on', 'filled', 'plain', 'The decision rests on it.'),
  considered: stateWord('Considered', 'half', 'plain', 'It was weighed, and the decision does not rest on it.'),
  'not-relevant': stateWord('Not relevant', 'line', 'plain', 'It does not bear on this decision.'),
  open: stateWord('To be weighed', 'dashed', 'danger', 'Nobody has dealt with it. No decision can be proposed.'),
}

export const ADVICE_WORDS: Readonly<Record<Advice | 'awaited' | 'lapsed', StateWord>> = {
  approve: stateWord('Approve', 'tick', 'plain', 'It advises to grant the licence.'),
  proviso: stateWord('Approve with conditions', 'half', 'plain', 'It advises to grant with conditions.'),
  refuse: stateWord(
    'Refuse',
    'barred',
    'danger',
    'It advises to deny. Only somebody senior goes past that, with reasons.',
  ),
  'need-information': stateWord(
    'Needs information',
    'dashed',
    'danger',
    'It is given what it asks for, and asked again.',
  ),
  'not-applicable': stateWord('Not for it', 'line', 'plain', 'It says that it has nothing to say on this.'),
  awaited: stateWord('Awaited', 'pause', 'plain', 'Its recommendation is waited for.'),
  lapsed: stateWord(
    'No answer in time',
    'dashed',
    'plain',
    'Its day passed. It is read as having no objection, 15 CFR 750.4(e).',
  ),
}

export const OUTCOME_WORDS: Readonly<Record<LicensingOutcome, StateWord>> = {
  granted: stateWord('Granted', 'tick', 'action', 'The licence is granted.'),
  'granted-with-conditions': stateWord(
    'Granted with conditions',
    'half',
    'action',
    'Granted with the conditions that stand.',
  ),
  denied: stateWord('Denied', 'barred', 'danger', 'The licence is denied.'),
  'returned-without-action': stateWord('Returned without action', 'line', 'plain', 'Sent back undecided.'),
}

export const DENIAL_WORDS: Readonly<Record<DenialState, StateWord>> = {
  'not-prepared': stateWord(
    'Told to nobody',
    'dashed',
    'plain',
    'No notice is prepared. Other states do not know of it.',
  ),
  prepared: stateWord(
    'Prepared',
    'half',
    'action',
    'An officer prepared the notice. A delegate signs it in the forum.',
  ),
  shared: stateWord('Shared', 'filled', 'plain', 'The states named know of it.'),
  kept: stateWord('Reviewed, kept', 'filled', 'plain', 'It was reviewed and stays in force.'),
  revoked: stateWord('Revoked', 'barred', 'plain', 'It is in force no more. It stays here, marked.'),
  lapsed: stateWord('Lapsed', 'line', 'plain', 'Its time ended. It stays here, marked.'),
}

/** Days an act gives others, unless an officer says otherwise. */
export const DAYS_TO_REPLY = 20
export const DAYS_TO_ADVISE = 30
export const DAYS_TO_ANSWER = 20

export function dayAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}
