import type { CaseView } from '../../src/app/index.ts'
import { counted } from '../format.ts'
import { Fold, LongIn } from '../parts/act-form.tsx'
import { SecondPerson, useSecond } from '../parts/second-person.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { CaseAct, IfOfficer, useCase } from './case-context.tsx'

type Line = CaseView['schedule']['lines'][number]

/** Leaves a line out of the disclosure schedule: two people stand behind it, and the schedule says how many are left out. */
export function Withhold({ line }: { readonly line: Line }) {
  const { secondOf, namesOf } = useSecond()
  return (
    <IfOfficer>
      <Fold label="Withhold from the authority">
        <CaseAct
          name={`withhold-${line.subject}`}
          label="Withhold this line"
          tone="plain"
          act={(values) => ({
            kind: 'disclosure.withheld',
            subject: line.subject,
            ground: (values.ground ?? '').trim(),
            ...secondOf(values),
          })}
          seal={(values) => ({
            consequence:
              'The authority is not told this line. It is told that a line was withheld, and on what ground. Two people will be named.',
            names: namesOf(values),
          })}
        >
          <LongIn
            name="ground"
            label="Ground"
            hint="It is shown to the authority with the count; do not write into it what is withheld."
            isNeeded
          />
          <SecondPerson what="Withholding" />
        </CaseAct>
      </Fold>
    </IfOfficer>
  )
}

/** What is withheld, for the firm’s own eyes: the subject, the ground and the two who stand behind it. */
export function Withheld() {
  const { timeline, state } = useCase().view
  const acts = timeline.flatMap(({ event, actor, at }) =>
    event.kind === 'disclosure.withheld' ? [{ event, actor, at }] : [],
  )
  if (acts.length === 0) return null
  return (
    <div className="withheld">
      <p className="label">
        {counted(acts.length, 'line', 'lines')} withheld; the authority is told how many, and the grounds
      </p>
      {acts.map(({ event, actor, at }) => (
        <PersonVoice
          key={`${event.subject} ${at}`}
          by={`${actor.name} and ${event.second.name}`}
          at={at}
          did="Withheld"
        >
          <p>{subjectWords(event.subject, state)}</p>
          <p className="small">Ground: {event.ground}</p>
        </PersonVoice>
      ))}
    </div>
  )
}

/** `flag F1` by its words, `information ID` as a link. */
function subjectWords(subject: string, { flags }: ReturnType<typeof useCase>['view']['state']) {
  const [kind, ...rest] = subject.split(' ')
  const id = rest.join(' ')
  if (kind === 'information') return <a href={`#information-${id}`}>information that came in</a>
  return spoken(flags.find((flag) => flag.id === id)?.text ?? subject)
}
