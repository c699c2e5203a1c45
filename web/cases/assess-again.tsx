import { ActForm, Fold, LongIn, TextIn } from '../parts/act-form.tsx'
import { useCase } from './case-context.tsx'

/** Asks the case anew, with the lists and the law of today and what was decided since. What was said before stays. */
export function AssessAgain() {
  const { view, again } = useCase()
  return (
    <Fold label="Assess again" id="assess-again">
      <ActForm
        key={view.state.exportOn}
        path={`/v1/cases/${encodeURIComponent(view.id)}/assessments`}
        keep={`${view.id}/assess-again`}
        label="Assess again"
        start={{ on: view.state.exportOn }}
        body={({ reason, on }) => ({ reason, ...(on === '' ? {} : { on }) })}
        onDone={again}
      >
        <p>
          Parties are screened anew with the lists in use, and the law of the planned day is read anew. A possible match
          whose entry changed is open again; what was said before stays in the history.
        </p>
        <TextIn name="on" label="Planned export date" type="date" />
        <LongIn name="reason" label="Reason" hint="A list came in, a date moved, a fact was found." isNeeded />
      </ActForm>
    </Fold>
  )
}
