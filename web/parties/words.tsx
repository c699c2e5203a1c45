import type { HitMet, PartyMet } from '../../src/app/index.ts'
import { counted, instantInWords } from '../format.ts'
import { State } from '../marks.tsx'
import { stateWord } from '../parts/state-mark.tsx'
import { SCREENING_WORDS } from '../words.ts'

const UNKNOWN = stateWord('Not known', 'dashed', 'danger', 'Its assessment is not kept here.')
const CLEAR_THEN = stateWord('Clear then', 'half', 'plain', 'Nothing was met in the lists of that time.')
const OLDER = stateWord('Lists changed since', 'half', 'danger', 'A version in use now came after it was screened.')

/** When it was screened last and what that found. A screening against lists of then is not one against those of now. */
export function ScreeningOf({ party: { lastScreening } }: { readonly party: PartyMet }) {
  if (lastScreening === null) return <State state={UNKNOWN} />
  const { at, vouchedBy } = lastScreening
  return (
    <>
      <State state={wordOf(lastScreening)} />
      <p className="small soft">{instantInWords(at)}</p>
      {isOutdated(lastScreening) ? <State state={OLDER} /> : null}
      {vouchedBy.length === 0 ? null : <p className="small">vouched for by {vouchedBy.join(' and ')}</p>}
    </>
  )
}

/** Clear is said only of the lists in use now. */
export function wordOf(screening: NonNullable<PartyMet['lastScreening']>) {
  return screening.state === 'clear' && isOutdated(screening) ? CLEAR_THEN : SCREENING_WORDS[screening.state]
}

export function isOutdated({ lists }: NonNullable<PartyMet['lastScreening']>): boolean {
  return lists.some(({ version, isInUse }) => version !== null && !isInUse)
}

/** `2 to decide, 1 the listed party`: nothing is left out. */
export function hitsInWords(hits: readonly HitMet[]): string {
  const of = (decision: HitMet['decision']) => hits.filter((hit) => hit.decision === decision).length
  return [
    of(null) === 0 ? null : `${of(null)} to decide`,
    of('true-match') === 0 ? null : `${of('true-match')} the listed party`,
    of('undetermined') === 0 ? null : `${of('undetermined')} undetermined`,
    of('false-match') === 0 ? null : `${of('false-match')} somebody else`,
  ]
    .filter((one) => one !== null)
    .join(', ')
}

/** What came in about it, and how much of it waits. */
export function informationInWords({ information }: PartyMet): string {
  const waiting = information.filter(({ disposition }) => disposition === null).length
  return information.length === 0
    ? 'none'
    : `${counted(information.length, 'item', 'items')}${waiting === 0 ? '' : `, ${waiting} waiting`}`
}
