import type { LetterShown } from '../../src/app/index.ts'
import { dayInWords } from '../format.ts'
import { Section } from '../parts/section.tsx'
import { spoken } from '../sentence.ts'
import { Denied } from './denied.tsx'
import { titleOf } from './evidence.tsx'
import { ForOffice, ReviewAct, useReview } from './review-context.tsx'
import { OUTCOME_WORDS } from './words.ts'

/** The letter sentence by sentence, with what each rests on in the margin: what the applicant reads and what binds the office. */
export function LetterPreview({ shown }: { readonly shown: LetterShown }) {
  const { view } = useReview()
  const { state } = view
  const { letter, isIssued, refusal } = shown
  const canIssue = state.decision !== null && !isIssued && letter !== null
  return (
    <Section id="letter" title="Letter" note={isIssued ? 'as it went out' : 'a draft; nothing is sent'}>
      {letter === null ? (
        <p className="unknown-text">The letter cannot be made: {spoken(refusal ?? '')}</p>
      ) : (
        <article className="letter letter-margins" aria-label="Letter">
          <header className="letter-head">
            <p className="letter-from">{letter.authority}</p>
            <p>{isIssued ? dayInWords(letter.on) : <span className="unknown-text">draft, not sent</span>}</p>
            <p>To {letter.to}</p>
            <p>Reference {letter.reference}</p>
          </header>
          <h3 className="letter-subject">{OUTCOME_WORDS[letter.outcome].word}</h3>
          <div className="letter-rows">
            {letter.sentences.map(({ text, evidence }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its place
              <div className="letter-row" key={at}>
                <p>{spokenDays(text)}</p>
                <ul className="letter-margin" aria-label="Rests on">
                  {evidence.map((id) => (
                    <li key={id} title={id}>
                      {letter.exhibits.find((one) => one.id === id)?.title ??
                        `${titleOf(view.evidence, id)}, held in confidence`}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </article>
      )}
      {canIssue ? (
        <ForOffice what="Issuing the letter">
          <ReviewAct
            name="issue"
            label="Issue letter"
            act={() => ({ kind: 'letter.issued' })}
            seal={() => ({
              consequence: `This letter goes to ${state.exporter}, as it stands here, on paper and as data. Its hash binds this office.`,
              names: [],
            })}
          />
        </ForOffice>
      ) : null}
      {state.letter === null ? null : (
        <p className="tiny soft">
          SHA-256 of the letter <span className="mono hash">{state.letter}</span>
        </p>
      )}
      {state.decision?.outcome === 'denied' && isIssued ? <Denied /> : null}
    </Section>
  )
}

function spokenDays(text: string): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, dayInWords)
}
