import type { LicensingEntry } from '../../src/app/index.ts'
import { dayInWords } from '../format.ts'
import { Section } from '../parts/section.tsx'
import { type Moment, Timeline } from '../parts/timeline.tsx'
import { spoken } from '../sentence.ts'
import { useReview } from './review-context.tsx'
import { ADVICE_WORDS, FINDING_WORDS, OUTCOME_WORDS, WEIGHT_WORDS } from './words.ts'

/** The ledger of the application as a person reads it, attempts too. Nothing is ever taken out. */
export function History() {
  const { timeline, state } = useReview().view
  const moments = timeline.map(({ seq, at, hash, actor, event }): Moment => {
    const { says, detail } = sayEvent(event)
    return {
      key: String(seq),
      at,
      by:
        actor.agency === state.authority || actor.agency === actor.name
          ? actor.name
          : `${actor.name} (${actor.agency})`,
      says,
      detail,
      mark: event.kind === 'act.refused' ? 'refused' : undefined,
      seal: hash,
    }
  })
  return (
    <Section id="history" title="History" count={timeline.length} note="oldest first; nothing is ever taken out">
      <Timeline moments={moments} />
    </Section>
  )
}

type Said = { readonly says: React.ReactNode; readonly detail?: React.ReactNode }

/** One event as a sentence whose subject is whoever did it. */
function sayEvent(event: LicensingEntry['event']): Said {
  switch (event.kind) {
    case 'package.received':
      return {
        says: `brought the application in, signed by ${event.signedBy}`,
        detail: `${event.disclosed.length} things disclosed, ${event.evidence.length - 1} exhibits.`,
      }
    case 'supplement.received':
      return { says: 'supplemented the application', detail: `${event.disclosed.length} things new or changed.` }
    case 'case.registered':
      return { says: `registered it as ${event.reference}` }
    case 'case.assigned':
      return { says: `assigned it to ${event.officer}` }
    case 'evidence.added':
      return {
        says: `added evidence: ${event.evidence.title}`,
        detail: `From ${event.from}. ${event.evidence.isOpen ? '' : 'Held in confidence.'}`,
      }
    case 'information.weighed':
      return { says: `weighed ${event.subject}: ${lower(WEIGHT_WORDS[event.weight].word)}`, detail: event.reason }
    case 'finding.recorded':
      return { says: `found on ${event.factor}: ${lower(FINDING_WORDS[event.finding].word)}`, detail: event.text }
    case 'factor.set-aside':
      return { says: `set ${event.factor} aside`, detail: event.reason }
    case 'query.sent':
      return { says: `asked the applicant, by ${dayInWords(event.dueOn)}`, detail: event.question }
    case 'query.acknowledged':
      return { says: `acknowledged question ${event.query}, without answering it` }
    case 'query.replied':
      return { says: `replied to question ${event.query}`, detail: event.answer }
    case 'query.lapsed':
      return { says: `went on without a reply to ${event.query}`, detail: event.reason }
    case 'agency.consulted':
      return { says: `consulted ${event.agency}, by ${dayInWords(event.dueOn)}`, detail: event.question }
    case 'agency.advised':
      return { says: `advised: ${lower(ADVICE_WORDS[event.advice].word)}`, detail: event.reasons }
    case 'agency.lapsed':
      return { says: `went on without the advice of ${event.agency}`, detail: event.reason }
    case 'condition.imposed':
      return { says: `imposed condition ${event.condition}`, detail: event.text }
    case 'condition.consented':
      return {
        says: `consented to ${event.to === null ? `dropping condition ${event.condition}` : `other words for condition ${event.condition}`}`,
        detail: event.to,
      }
    case 'condition.changed':
      return {
        says: event.to === null ? `dropped condition ${event.condition}` : `changed condition ${event.condition}`,
        detail: event.reason,
      }
    case 'conflict.settled':
      return { says: `settled the conflict with ${event.agency}: ${event.outcome}`, detail: event.reasons }
    case 'denial.intended':
      return {
        says: `told the applicant of an intent to deny, with time until ${dayInWords(event.answerBy)}`,
        detail: event.reasons.map(({ text }) => text).join(' '),
      }
    case 'rebuttal.received':
      return { says: 'answered the intent to deny', detail: event.answer }
    case 'rebuttal.lapsed':
      return { says: 'went on without an answer to the intent to deny' }
    case 'decision.proposed':
      return {
        says: `proposed: ${lower(OUTCOME_WORDS[event.outcome].word)}`,
        detail: event.reasons.map(({ text }) => text).join(' '),
      }
    case 'decision.countersigned':
      return { says: event.isAccepted ? 'countersigned the proposal' : 'sent the proposal back', detail: event.reason }
    case 'case.decided':
      return { says: `decided, ${event.reference}` }
    case 'letter.issued':
      return { says: 'issued the letter' }
    case 'act.refused':
      return { says: event.asked.replaceAll('.', ' ').replaceAll('-', ' '), detail: spoken(event.sentence) }
  }
}

function lower(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}
