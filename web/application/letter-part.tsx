import { useMe } from '../me.tsx'
import { ChoiceIn, Fold, LongIn } from '../parts/act-form.tsx'
import { Letter } from '../parts/letter.tsx'
import { Section } from '../parts/section.tsx'
import { ApplicationAct, useApplication } from './application-context.tsx'
import { VagueNote } from './form-blocks.tsx'

/** The letter of explanation as it goes, with the exhibit each paragraph rests on in its margin. */
export function LetterPart() {
  const { view } = useApplication()
  const { permits } = useMe()
  const {
    package: whole,
    draft: { vague },
  } = view
  const own = view.answers.letter ?? []
  const isSigned = view.signed !== null && (view.signed.isCurrent || !view.canPrepare)
  const generated = whole.letter.filter(({ writtenBy }) => writtenBy === 'program').length
  const isOpen = permits('application.prepare') && view.canPrepare
  return (
    <Section id="letter" title="Letter of explanation" note="beside each paragraph, the exhibit it rests on">
      <Letter
        from={whole.applicant}
        to={view.sentTo ?? view.authorities[0] ?? 'the licensing authority'}
        on={isSigned ? view.signed.declaration.signedAt : null}
        reference={whole.case}
        subject={`Application for a licence, form ${whole.form}`}
        {...(!isSigned ? {} : { signed: `${view.signed.declaration.name}, ${view.signed.declaration.title}` })}
      >
        {whole.letter.map((paragraph, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two paragraphs may say the same
          <div key={`${i + 1} ${paragraph.text}`} className="letter-paragraph">
            <p>{paragraph.text}</p>
            <div className="exhibit-margin">
              {paragraph.evidence.map((id) => (
                <a key={id} href="#exhibits">
                  {id}
                </a>
              ))}
              {paragraph.writtenBy === 'applicant' && isOpen ? (
                <ApplicationAct
                  to="answers"
                  label="Take out"
                  tone="plain"
                  body={() => ({ letter: own.filter((_, at) => at !== i - generated) })}
                />
              ) : null}
            </div>
          </div>
        ))}
      </Letter>
      {(view.canPrepare ? vague : [])
        .filter(({ block }) => block === 'letter' || block === 'human-rights')
        .map(({ block, words, advice }) => (
          <VagueNote key={`${block} ${words}`} words={words} advice={advice} />
        ))}
      {isOpen ? (
        <Fold label="Add a paragraph">
          <ApplicationAct
            to="answers"
            label="Add paragraph"
            body={({ text = '', exhibit = '' }) => ({ letter: [...own, { text, evidence: [exhibit] }] })}
          >
            <LongIn name="text" label="Paragraph" isNeeded rows={4} />
            <ChoiceIn
              name="exhibit"
              label="What it rests on"
              hint="An exhibit of this package. A paragraph that rests on nothing is not sent."
              isNeeded
              choices={whole.exhibits.map(({ id, title }) => [id, `${id}: ${title}`])}
            />
          </ApplicationAct>
        </Fold>
      ) : null}
    </Section>
  )
}
