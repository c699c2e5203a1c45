import type { SuppressionView } from '../../src/app/index.ts'
import { type StateWord, stateWord } from '../parts/state-mark.tsx'

export const STANDING_WORDS: Readonly<Record<SuppressionView['standing'], StateWord>> = {
  waiting: stateWord('Waits for a second person', 'dashed', 'danger', 'It silences nothing yet.'),
  'in-force': stateWord('Silences the match', 'split', 'plain', 'Two people stand behind it, until its last day.'),
  lapsed: stateWord('Lapsed', 'line', 'plain', 'Something it stood on changed: the match speaks again.'),
  declined: stateWord('Declined', 'line', 'plain', 'It never silenced anything.'),
  withdrawn: stateWord('Withdrawn', 'line', 'plain', 'The match speaks again.'),
}
