import { goTo } from '../location.ts'
import { useMe } from '../me.tsx'
import { ActForm, CheckIn, Fold } from '../parts/act-form.tsx'

const SOLD_BY = 'soldBy/'

/** Opens a case from an assessment: from then on, whatever comes in about its parties lands there. */
export function OpenCase({ assessment }: { readonly assessment: string }) {
  const { me, permits } = useMe()
  const sellers = (me?.people ?? []).filter(({ roles }) => roles.includes('sales'))
  if (!permits('cases.act')) return null
  return (
    <Fold label="Open a case">
      <ActForm<{ readonly id: string }>
        path="/v1/cases"
        label="Open case"
        body={(values) => ({
          assessment,
          soldBy: sellers.map(({ id }) => id).filter((id) => values[`${SOLD_BY}${id}`] === 'yes'),
        })}
        onDone={({ id }) => goTo(`/cases/${encodeURIComponent(id)}`)}
      >
        <p>
          The answer becomes the first entries of the case. Whatever comes in about its parties lands there, and stands
          in the way until a named person deals with it.
        </p>
        {sellers.length === 0 ? null : (
          <fieldset>
            <legend>Who earns from the sale</legend>
            <p className="hint">They may add information, and never dispose of it.</p>
            {sellers.map(({ id, name }) => (
              <CheckIn key={id} name={`${SOLD_BY}${id}`} label={name} />
            ))}
          </fieldset>
        )}
      </ActForm>
    </Fold>
  )
}
