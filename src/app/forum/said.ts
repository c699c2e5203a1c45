/** Where a record stands, in one word with a shape and a sentence: the terminal and the pages say the same. */
import { type Day, unreachable } from '../../base/index.ts'
import type { Currency, Label, Reach, RecordState, StateId } from '../../forum/index.ts'

/** `plain` is ink; `danger` and `action` are the two accents. Shapes as the pages draw them. */
export type Said = {
  readonly word: string
  readonly shape: 'filled' | 'half' | 'hollow' | 'dashed' | 'barred' | 'tick' | 'paper' | 'line' | 'split'
  readonly tone: 'plain' | 'danger' | 'action'
  readonly means: string
}

/** What makes a record no longer what it was goes before what became of it. */
export function sayStanding(currency: Currency, state: RecordState, nameOf: (state: StateId) => string): Said {
  switch (currency.is) {
    case 'retracted':
      return said('Retracted', 'barred', 'Its author took it back; whoever holds it is to leave it unused.', 'danger')
    case 'superseded':
      return said('Superseded', 'line', 'Its author replaced it by a newer record, which stands below.')
    case 'expired':
      return said('Expired', 'line', `It was to be relied on until the day before ${inWords(currency.since)}.`)
    case 'current':
      return sayState(state, nameOf)
    default:
      return unreachable(currency)
  }
}

function sayState(state: RecordState, nameOf: (state: StateId) => string): Said {
  const names = (states: readonly StateId[]) => states.map(nameOf).join(', ')
  switch (state.family) {
    case 'report':
      return sayReport(state, names)
    case 'technology':
      if (state.is === 'open') return said('Open', 'hollow', 'No state has given a view on it yet.')
      return state.is === 'views'
        ? said('Views given', 'half', `Views by ${names(state.viewsBy)}.`)
        : said('Summarised', 'filled', 'Its author summed up what was heard.')
    case 'question':
      if (state.is === 'standing-answer')
        return said('Standing answer', 'filled', 'A state gave the answer it will stand by.')
      return state.is === 'answered'
        ? said('Answered', 'half', `Answered by ${names(state.answeredBy)}.`)
        : said('Open', 'hollow', 'No state has answered yet.')
    case 'concern':
      if (state.is === 'closed') return said('Closed', 'filled', 'Its author said what it did.')
      return state.is === 'discussed'
        ? said('Discussed', 'half', `Discussed by ${names(state.discussedBy)}.`)
        : said('Raised', 'hollow', 'No other state has spoken to it yet.')
    case 'denial':
      if (state.is === 'revoked') return said('Revoked', 'barred', 'Its author revoked the denial; it stays findable.')
      return state.is === 'expired'
        ? said('Lapsed', 'line', `It was in force until ${inWords(state.validUntil)}.`)
        : said(
            'In force',
            'filled',
            `In force until ${inWords(state.validUntil)}${state.isReviewed ? ', after review' : ''}.`,
          )
    case 'undercut':
      if (state.is === 'answered') return said('Answered', 'filled', `The state that denied says: ${state.advice}.`)
      return state.is === 'overdue'
        ? said('Overdue', 'dashed', `The answer was due by ${inWords(state.answerBy)}.`, 'danger')
        : said('Open', 'hollow', `The answer is due by ${inWords(state.answerBy)}.`)
    case 'meeting':
      return sayMeeting(state)
    case 'no-objection':
      if (state.is === 'blocked')
        return said('Blocked', 'barred', `Objected to by ${names(state.objectedBy)}.`, 'danger')
      return state.is === 'open'
        ? said(
            'Open to objection',
            'hollow',
            `Silence until the end of ${inWords(state.objectionsBy)} is no objection.`,
          )
        : said('Adopted', 'tick', `No state objected until ${inWords(state.objectionsBy)}.`)
    case 'procedure':
      return sayProcedure(state)
    case 'consultation':
      if (state.is === 'summarised') return said('Summarised', 'filled', 'The calling state said what it heard.')
      return state.is === 'closed'
        ? said('Closed', 'half', `Closed with ${state.responses} responses; what was heard is to follow.`)
        : said('Open', 'hollow', `${state.responses} responses so far.`)
    case 'collaboration':
      if (state.is === 'handed-over') return said('Handed over', 'filled', 'The work goes on elsewhere.')
      if (state.is === 'closed') return said('Closed', 'line', 'Its author closed it.')
      return state.is === 'joined'
        ? said('Joined', 'half', `Joined by ${names(state.joinedBy)}.`)
        : said('Open', 'hollow', 'No state has joined yet.')
    case 'other':
      return said('Issued', 'paper', 'It stands as it was issued.')
    default:
      return unreachable(state)
  }
}

function sayReport(
  state: Extract<RecordState, { family: 'report' }>,
  names: (states: readonly StateId[]) => string,
): Said {
  const by = `Corroborated by ${names(state.corroboratedBy) || 'nobody'}, disputed by ${names(state.disputedBy) || 'nobody'}.`
  switch (state.is) {
    case 'issued':
      return said('Issued', 'hollow', 'No other state has corroborated or disputed it.')
    case 'corroborated':
      return said('Corroborated', 'filled', by)
    case 'disputed':
      return said('Disputed', 'dashed', by, 'danger')
    case 'corroborated-and-disputed':
      return said('Corroborated and disputed', 'split', by, 'danger')
    default:
      return unreachable(state.is)
  }
}

function sayMeeting({ is }: Extract<RecordState, { family: 'meeting' }>): Said {
  switch (is) {
    case 'proposed':
      return said('Proposed', 'hollow', 'It is called; no agenda is set.')
    case 'agreed-agenda':
      return said('Agenda set', 'half', 'It is called and its agenda is set.')
    case 'held':
      return said('Held, no minute', 'dashed', 'Its time is over and no minute has come.', 'danger')
    case 'minuted':
      return said('Minuted', 'filled', 'It was held and its minute is here.')
    default:
      return unreachable(is)
  }
}

function sayProcedure({ is, from }: Extract<RecordState, { family: 'procedure' }>): Said {
  switch (is) {
    case 'proposed':
      return said('Proposed', 'hollow', 'The decision it implements is not adopted.')
    case 'not-yet-in-force':
      return said('Adopted, not in force', 'half', `It is in force from ${inWords(from)}.`)
    case 'in-force':
      return said('In force', 'filled', `In force since ${inWords(from)}.`)
    case 'replaced':
      return said('Replaced', 'line', 'A later version is in force.')
    default:
      return unreachable(is)
  }
}

function said(word: string, shape: Said['shape'], means: string, tone: Said['tone'] = 'plain'): Said {
  return { word, shape, tone, means }
}

/** TLP 2.0 labels: the stricter, the fuller the shape. */
export const LABEL_WORDS: Readonly<Record<Label, Said>> = {
  CLEAR: said('TLP:CLEAR', 'hollow', 'Public: it may be told to anyone.'),
  GREEN: said('TLP:GREEN', 'split', 'All subscribing states, and not the public.'),
  AMBER: said('TLP:AMBER', 'half', 'The states addressed, and those of their agencies who need to know.'),
  'AMBER+STRICT': said('TLP:AMBER+STRICT', 'filled', 'The authorities addressed, and no other agency.'),
  RED: said('TLP:RED', 'barred', 'The persons named, and nobody else.', 'danger'),
}

/** Who reads it within each recipient. */
export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  public: 'anyone',
  community: 'all subscribing states, now and later',
  agencies: 'the states named and their agencies with need to know',
  authority: 'the authorities of the states named',
  'named-people': 'the persons named',
  nobody: 'nobody',
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `24 Nov 2026`. */
function inWords(on: Day): string {
  const [year, month, date] = on.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}
