import type { CaseEvent, CaseState } from '../../src/case/index.ts'
import { counted, dayInWords, dollars, shortHash } from '../format.ts'
import { spoken } from '../sentence.ts'
import { OUTCOME_WORDS, SCREENING_WORDS } from '../words.ts'
import { CONCLUSION_NAMES, DECISION_WORDS, DISPOSITION_WORDS } from './case-words.ts'

type Said = { readonly says: React.ReactNode; readonly detail?: React.ReactNode }

/** One event of a case as a sentence whose subject is whoever did it. */
export function sayEvent(event: CaseEvent, state: CaseState): Said {
  const party = (ref: string) => state.parties.find((one) => one.ref === ref)?.names[0] ?? ref
  const flag = (id: string) => spoken(state.flags.find((one) => one.id === id)?.text ?? id)
  const question = (id: string) => state.questions.find((one) => one.id === id)?.text ?? id
  const approval = (id: string) => spoken(state.approvals.find((one) => one.id === id)?.sentence ?? id)
  const item = (ref: string) => state.items.find((one) => one.ref === ref)?.name ?? ref
  switch (event.kind) {
    case 'case.opened':
      return {
        says: `opened the case for export on ${dayInWords(event.exportOn)}`,
        detail: `Law: ${lower(OUTCOME_WORDS[event.law as keyof typeof OUTCOME_WORDS]?.word ?? event.law)}. Action: ${event.action.replaceAll('-', ' ')}.`,
      }
    case 'case.reassessed':
      return {
        says: `assessed the case again for export on ${dayInWords(event.exportOn)}`,
        detail: `${event.reason} Law: ${lower(OUTCOME_WORDS[event.law as keyof typeof OUTCOME_WORDS]?.word ?? event.law)}. Action: ${event.action.replaceAll('-', ' ')}.`,
      }
    case 'screening.recorded':
      return {
        says: `screened ${party(event.party)}: ${lower(SCREENING_WORDS[event.state as keyof typeof SCREENING_WORDS]?.word ?? event.state)}`,
        detail: spoken(event.because),
      }
    case 'screening.vouched':
      return {
        says: `and ${event.second.name} vouched that ${party(event.party)} was screened by other means`,
        detail: event.how,
      }
    case 'approval.asked':
      return { says: 'put an act to a second person', detail: spoken(event.sentence) }
    case 'approval.given':
      return { says: 'gave what was put to them', detail: approval(event.approval) }
    case 'approval.declined':
      return { says: 'declined what was put to them', detail: `${approval(event.approval)} ${event.reason}` }
    case 'act.refused':
      return { says: TRIED[event.asked] ?? event.asked.replaceAll('.', ' '), detail: spoken(event.sentence) }
    case 'classification.recorded':
      return { says: `recorded ${item(event.item)} as ${event.eccn}, classified by ${event.by}` }
    case 'determination.recorded':
      return {
        says: `determined for ${item(event.item)}: ${lower(OUTCOME_WORDS[event.outcome as keyof typeof OUTCOME_WORDS]?.word ?? event.outcome)}`,
        detail: event.requirements.length === 0 ? undefined : event.requirements.join('; '),
      }
    case 'factor.recorded':
      return { says: `read factor ${event.factor}: ${event.state.replaceAll('-', ' ')}` }
    case 'question.opened':
      return { says: 'opened a question', detail: event.text }
    case 'question.answered':
      return {
        says: 'answered a question',
        detail: `${question(event.question)} ${event.answer} Source: ${event.source}.`,
      }
    case 'hit.decided':
      return {
        says: `decided a possible match of ${party(event.party)} with ${event.entry}: ${event.decision.replaceAll('-', ' ')}`,
        detail: event.reason,
      }
    case 'hit.reopened':
      return {
        says: `withdrew the suppression that silenced a match of ${party(event.party)} with ${event.entry}`,
        detail: event.reason,
      }
    case 'flag.raised':
      return { says: 'raised a red flag', detail: spoken(event.text) }
    case 'flag.inquired':
      return {
        says: `asked ${event.askedOf}, with an answer due ${dayInWords(event.dueOn)}`,
        detail: event.question,
      }
    case 'flag.answered':
      return {
        says: `recorded an answer that is ${event.isAdequate ? 'adequate' : 'not adequate'}`,
        detail: event.answer,
      }
    case 'flag.resolved':
      return { says: 'resolved a red flag', detail: `${flag(event.flag)} ${event.reason}` }
    case 'flag.unresolved':
      return { says: 'said that a red flag cannot be resolved', detail: `${flag(event.flag)} ${event.reason}` }
    case 'flag.mistaken':
      return {
        says: `and ${event.second.name} said that a red flag was mistaken`,
        detail: `${flag(event.flag)} ${event.reason}`,
      }
    case 'information.linked':
      return {
        says: (
          <>
            linked <a href={`#information-${event.item}`}>information</a> about {party(event.party)}
          </>
        ),
        detail: spoken(event.because),
      }
    case 'information.disposed':
      return {
        says: (
          <>
            {event.second === null ? null : <>and {event.second.name} </>}
            disposed of <a href={`#information-${event.item}`}>information</a>:{' '}
            {lower(DISPOSITION_WORDS[event.disposition].word)}
          </>
        ),
        detail: event.reason,
      }
    case 'information.reopened':
      return { says: 'opened information again', detail: event.reason }
    case 'disclosure.withheld':
      return { says: `and ${event.second.name} withheld a line from the authority`, detail: event.ground }
    case 'rights.assessed':
      return {
        says: `assessed ${counted(event.assessment.rights.length, 'right', 'rights')} at risk: ${lower(CONCLUSION_NAMES[event.assessment.conclusion] ?? '')}`,
        detail: event.assessment.reasons,
      }
    case 'rights.confirmed':
      return {
        says: 'looked at the human-rights assessment again, and it holds',
        detail: `${event.looked} ${event.reason}`,
      }
    case 'hold.placed': {
      const [first = '', ...rest] = event.reason.split('; ')
      return {
        says: 'placed a hold',
        detail:
          rest.length === 0
            ? spoken(first)
            : `${spoken(first)}; and ${counted(rest.length, 'more reason', 'more reasons')}.`,
      }
    }
    case 'hold.lifted':
      return { says: 'lifted a hold', detail: event.basis }
    case 'application.prepared':
      return {
        says: `prepared the application, disclosing ${counted(event.schedule.length, 'line', 'lines')}`,
        detail: `Package ${shortHash(event.package)}`,
      }
    case 'application.signed':
      return { says: 'signed the application', detail: event.statement }
    case 'application.submitted':
      return { says: `submitted the application to ${event.authority}` }
    case 'application.registered':
      return { says: `registered the application as ${event.reference}` }
    case 'application.asked':
      return { says: `asked, with an answer due ${dayInWords(event.dueOn)}`, detail: event.question }
    case 'application.replied':
      return { says: 'replied to the authority', detail: event.answer }
    case 'application.intent-to-deny':
      return {
        says: `announced the intent to deny; an answer is due ${dayInWords(event.answerBy)}`,
        detail: event.reasons,
      }
    case 'application.rebutted':
      return { says: 'answered the intent to deny', detail: event.answer }
    case 'application.decided':
      return {
        says: `decided: ${lower(DECISION_WORDS[event.decision.outcome]?.word ?? event.decision.outcome)}, ${event.decision.authority}, ${event.decision.reference}`,
      }
    case 'application.made-elsewhere':
      return {
        says: `recorded by hand the application ${event.reference}, made elsewhere to ${event.authority} on ${dayInWords(event.on)}`,
        detail: `Shown by the letter ${shortHash(event.evidence)}.`,
      }
    case 'application.decided-elsewhere':
      return {
        says: `${event.second === null ? '' : `and ${event.second.name} `}recorded by hand the decision: ${lower(DECISION_WORDS[event.decision.outcome]?.word ?? event.decision.outcome)}, ${event.decision.authority}, ${event.decision.reference}`,
        detail: `From its letter ${shortHash(event.decision.letter)}.`,
      }
    case 'licence.recorded':
      return {
        says: `recorded what licence ${event.licence} grants`,
        detail: event.lines
          .map((line) =>
            [
              `${item(line.item)}:`,
              line.quantity === null ? null : `${line.quantity} ${line.unit ?? ''}`.trim(),
              line.valueUsd === null ? null : dollars(line.valueUsd),
            ]
              .filter((part) => part !== null)
              .join(' '),
          )
          .join('; '),
      }
    case 'shipment.recorded':
      return { says: `recorded shipment ${event.shipment} of ${event.quantity} on ${dayInWords(event.on)}` }
    case 'case.released':
      return { says: `and ${event.second.name} released the case`, detail: event.basis }
    case 'case.refrained':
      return { says: 'refrained from the transaction', detail: event.reason }
    case 'case.reopened':
      return { says: 'opened the case again', detail: event.reason }
    case 'duty.opened':
      return { says: 'opened a duty', detail: spoken(event.text) }
    case 'duty.done':
      return { says: 'recorded a duty as done', detail: event.how }
    default:
      // An entry of a later version of the program: shown by its kind, never left out.
      return { says: (event as { readonly kind: string }).kind.replaceAll('.', ' ') }
  }
}

/** What somebody tried, by the kind of the act. */
const TRIED: Readonly<Record<string, string>> = {
  'information.disposed': 'disposing of information',
  'information.linked': 'linking information',
  'hit.decided': 'deciding a possible match',
  'screening.vouched': 'vouching for a screening',
  'flag.inquired': 'inquiring into a red flag',
  'flag.answered': 'recording an answer',
  'flag.resolved': 'resolving a red flag',
  'flag.unresolved': 'saying that a red flag cannot be resolved',
  'flag.mistaken': 'calling a red flag mistaken',
  'disclosure.withheld': 'withholding from the authority',
  'rights.assessed': 'assessing human rights',
  'rights.confirmed': 'confirming the human-rights assessment',
  'application.made-elsewhere': 'recording an application made elsewhere',
  'application.decided-elsewhere': 'recording a decision by hand',
  'question.answered': 'answering a question',
  'hold.lifted': 'lifting a hold',
  'application.prepared': 'preparing the application',
  'application.signed': 'signing the application',
  'application.submitted': 'submitting the application',
  'application.replied': 'replying to the authority',
  'application.rebutted': 'answering the intent to deny',
  'licence.recorded': 'recording what a licence grants',
  'shipment.recorded': 'recording a shipment',
  'case.released': 'releasing the case',
  'case.reassessed': 'assessing the case again',
  'case.refrained': 'refraining from the transaction',
  'duty.done': 'recording a duty as done',
  'approval.given': 'standing behind what another asked',
  'approval.declined': 'declining what another asked',
}

function lower(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}
