import type { Consultation } from '../../src/licensing/index.ts'
import { ChoiceIn, Fold, LongIn, linesOf, TextIn } from '../parts/act-form.tsx'
import { Due } from '../parts/due.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { EvidenceIn, Rests } from './evidence.tsx'
import { ForOffice, ReviewAct, useReview, useStanding } from './review-context.tsx'
import { ADVICE_WORDS, DAYS_TO_ADVISE, dayAfter } from './words.ts'

/** Agencies that were asked, and what each advises in its own name. */
export function Agencies() {
  const { view } = useReview()
  const { consultations, decision, reference } = view.state
  return (
    <Section
      id="agencies"
      title="Other agencies"
      count={consultations.length}
      note="what they say is between agencies: no letter tells it"
    >
      {consultations.length === 0 ? <p className="soft">No agency was consulted.</p> : null}
      <ol className="entries">
        {consultations.map((one) => (
          <Consulted key={one.agency} consultation={one} />
        ))}
      </ol>
      {decision !== null || reference === null ? null : (
        <ForOffice what="Consulting an agency">
          <Fold label="Consult an agency">
            <ReviewAct
              name="consult"
              label="Consult agency"
              start={{ dueOn: dayAfter(view.today, DAYS_TO_ADVISE) }}
              act={({ agency = '', question = '', dueOn }) => ({
                kind: 'agency.consulted',
                agency: agency.trim(),
                question,
                dueOn,
              })}
              seal={({ agency = '' }) => ({
                consequence: `Advisers of ${agency.trim()} see the application from now on. Until they advise, or their day passes, no decision can be proposed.`,
                names: [],
              })}
            >
              <TextIn name="agency" label="Agency" hint="By the name its advisers’ accounts bear." isNeeded />
              <LongIn name="question" label="What is asked of it" isNeeded />
              <TextIn
                name="dueOn"
                label="To advise by"
                type="date"
                hint="30 days from referral, 15 CFR 750.4(d)(2)."
                isNeeded
              />
            </ReviewAct>
          </Fold>
        </ForOffice>
      )}
    </Section>
  )
}

function Consulted({ consultation }: { readonly consultation: Consultation }) {
  const { view } = useReview()
  const { agency: mine, has } = useStanding()
  const { agency, question, dueOn, advice, reasons, evidence, isAwaited, hasLapsed, settled } = consultation
  const decided = view.state.decision !== null
  return (
    <li id={`agency-${agency.replace(/\W+/g, '-')}`} data-row>
      <p className="item-head">
        <StateMark of={isAwaited ? 'awaited' : (advice ?? (hasLapsed ? 'lapsed' : 'awaited'))} words={ADVICE_WORDS} />
        <strong>{agency}</strong>
        {isAwaited ? <Due on={dueOn} /> : null}
        {isAwaited && advice !== null ? (
          <span className="tag">asked again; what it advised before stands until it answers</span>
        ) : null}
      </p>
      <p>
        <span className="label">Asked</span> {question}
      </p>
      {reasons === null ? null : (
        <PersonVoice
          by={agency}
          did={advice === null ? 'Advised' : `Advised: ${ADVICE_WORDS[advice].word.toLowerCase()},`}
        >
          <p>{reasons}</p>
          <p className="small soft">
            Rests on <Rests on={evidence} none="its own knowledge" />
          </p>
        </PersonVoice>
      )}
      {settled === null ? null : (
        <PersonVoice by={settled.by.name} did="Settled">
          <p>{settled.reasons}</p>
        </PersonVoice>
      )}
      {decided ? null : (
        <div className="folds">
          {agency === mine && has('adviser') ? <Advise consultation={consultation} /> : null}
          {isAwaited && dueOn < view.today ? <Lapsed agency={agency} /> : null}
          {advice !== null && settled === null ? <Settle agency={agency} /> : null}
        </div>
      )}
    </li>
  )
}

function Advise({ consultation: { agency, advice } }: { readonly consultation: Consultation }) {
  return (
    <Fold label={advice === null ? `Advise for ${agency}` : 'Advise anew'} isOpen={advice === null}>
      <ReviewAct
        name={`advise-${agency}`}
        label="Give advice"
        act={({ advice: given, reasons = '', evidence }) => ({
          kind: 'agency.advised',
          agency,
          advice: given,
          reasons,
          evidence: linesOf(evidence),
        })}
        seal={() => ({
          consequence: `This is the recommendation of ${agency}. You are named as who gave it.`,
          names: [],
        })}
      >
        <ChoiceIn
          name="advice"
          label="Recommendation"
          isNeeded
          choices={(['approve', 'proviso', 'refuse', 'need-information', 'not-applicable'] as const).map((value) => [
            value,
            ADVICE_WORDS[value].word,
          ])}
        />
        <LongIn
          name="reasons"
          label="Reasons, with the law they rest on"
          hint="15 CFR 750.4(e): a denial cites its statutory and regulatory basis."
          isNeeded
        />
        <EvidenceIn name="evidence" label="What it rests on" />
      </ReviewAct>
    </Fold>
  )
}

function Lapsed({ agency }: { readonly agency: string }) {
  return (
    <ForOffice isQuiet what="Going on without its advice">
      <Fold label="Go on without its advice">
        <ReviewAct
          name={`lapsed-${agency}`}
          label="Go on without advice"
          tone="plain"
          act={({ reason = '' }) => ({ kind: 'agency.lapsed', agency, reason })}
        >
          <LongIn name="reason" label="Reason" hint="It is read as having no objection, 15 CFR 750.4(e)." isNeeded />
        </ReviewAct>
      </Fold>
    </ForOffice>
  )
}

function Settle({ agency }: { readonly agency: string }) {
  return (
    <ForOffice what="Settling a conflict with it" roles={['senior']}>
      <Fold label="Settle a conflict with it">
        <ReviewAct
          name={`settle-${agency}`}
          label="Settle conflict"
          tone="plain"
          act={({ outcome = '', reasons = '' }) => ({ kind: 'conflict.settled', agency, outcome, reasons })}
          seal={() => ({
            consequence: `What ${agency} advised no longer stands in the way. You are named, with your reasons, beside its advice.`,
            names: [],
          })}
        >
          <TextIn name="outcome" label="Outcome" isNeeded />
          <LongIn name="reasons" label="Reasons" isNeeded />
        </ReviewAct>
      </Fold>
    </ForOffice>
  )
}
