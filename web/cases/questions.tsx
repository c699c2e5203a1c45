import { Fold, LongIn, TextIn } from '../parts/act-form.tsx'
import { Section } from '../parts/section.tsx'
import { LawVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { CaseAct, IfOfficer, useCase, WhoCan } from './case-context.tsx'

/** Facts that the law asks for: what nobody has answered stands in the way, and is never read as no. */
export function Questions() {
  const { state } = useCase().view
  if (state.questions.length === 0) return null
  const open = state.questions.filter(({ answer }) => answer === null).length
  return (
    <Section
      id="questions"
      title="Questions of the law"
      count={state.questions.length}
      note={open === 0 ? 'all answered' : `${open} open`}
    >
      <ul className="entries">
        {state.questions.map((question) => (
          <li key={question.id} id={`questions-${question.id}`} data-row>
            <LawVoice paragraph={question.paragraph}>
              <p>{question.text}</p>
            </LawVoice>
            {question.answer === null ? (
              <IfOfficer>
                <Fold label="Answer" isWayOn>
                  <CaseAct
                    name={`answer-${question.id}`}
                    label="Record answer"
                    act={({ answer = '', source = '' }) => ({
                      kind: 'question.answered',
                      question: question.id,
                      answer,
                      source,
                    })}
                  >
                    <LongIn name="answer" label="Answer" isNeeded />
                    <TextIn
                      name="source"
                      label="Source"
                      hint="The document, the person or the place it is known from."
                      isNeeded
                    />
                  </CaseAct>
                </Fold>
              </IfOfficer>
            ) : (
              <p>
                <span className="label">Answer</span> {spoken(question.answer)}
              </p>
            )}
          </li>
        ))}
      </ul>
      {open === 0 ? null : <WhoCan what="Answering" />}
    </Section>
  )
}
