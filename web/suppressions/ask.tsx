import type { SuppressionView } from '../../src/app/index.ts'
import { goTo } from '../location.ts'
import { ActForm, Fold, LongIn, linesOf, TextIn } from '../parts/act-form.tsx'
import { SecondPerson, useSecond } from '../parts/second-person.tsx'

/** Asks for the suppression of one match, as an assessment has it. */
export function AskSuppression({
  assessment,
  party,
  entry,
}: {
  readonly assessment: string
  readonly party: string
  readonly entry: string
}) {
  const { secondOf, namesOf } = useSecond()
  return (
    <Fold label="Silence this false match for a time">
      <p className="small soft">
        For a match that comes up in every transaction of this party. It binds this party and this entry as they stand
        now, and lapses when anything of either changes. It stays in every answer, folded, with who silenced it.
      </p>
      <ActForm<SuppressionView>
        path="/v1/suppressions"
        label="Ask for the suppression"
        keep={`suppress/${assessment}/${party}/${entry}`}
        body={(values) => ({
          assessment,
          party,
          entry,
          reason: values.reason ?? '',
          evidence: linesOf(values.evidence),
          until: values.until ?? '',
          ...secondOf(values),
        })}
        seal={(values) => ({
          consequence:
            'Once the second person gives it, nobody is asked about this match again until its last day, as long as nothing changes.',
          names: namesOf(values),
        })}
        onDone={({ id }) => goTo(`/suppressions/${id}`)}
      >
        <LongIn name="reason" label="What tells them apart" isNeeded />
        <LongIn name="evidence" label="Evidence" hint="What was read, one a line." isNeeded />
        <TextIn name="until" type="date" label="Last day" hint="At most a year from today." isNeeded />
        <SecondPerson what="Silencing a match" />
      </ActForm>
    </Fold>
  )
}
