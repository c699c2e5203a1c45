import { useState } from 'react'
import type { CaseSummary, InformationView } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { ActForm, ChoiceIn, Fold, LongIn, useFilling } from '../parts/act-form.tsx'

/** Links an item to a party of a case, as a person reads it. */
export function LinkForm({ item, onDone }: { readonly item: InformationView; readonly onDone: () => void }) {
  const [isWanted, setIsWanted] = useState(false)
  const answer = useAnswer<{ cases: readonly CaseSummary[] }>(isWanted ? '/v1/cases' : null)
  const cases = (answer?.ok ? answer.value.cases : []).filter(({ id }) => item.links.every((link) => link.case !== id))
  return (
    <Fold label="Link it to a case" onOpen={() => setIsWanted(true)}>
      {answer?.ok && cases.length === 0 ? (
        <p>
          There is no case to link it to. <a href="/assess">Assess a transaction</a> and open one; it finds this by
          itself.
        </p>
      ) : (
        <ActForm
          path={`/v1/information/${encodeURIComponent(item.id)}/links`}
          keep={`link-${item.id}`}
          label="Link it"
          body={({ case: id, party, because }) => ({ case: id, party, because })}
          onDone={onDone}
        >
          <ChoiceIn
            name="case"
            label="Case"
            isNeeded
            choices={cases.map(({ id, reference, parties }) => [
              id,
              `${reference}: ${parties.map(({ name }) => name).join(', ')}`,
            ])}
          />
          <PartyOf cases={cases} />
          <LongIn name="because" label="What in it speaks of that party" isNeeded />
        </ActForm>
      )}
    </Fold>
  )
}

/** The parties of the case that is chosen. */
function PartyOf({ cases }: { readonly cases: readonly CaseSummary[] }) {
  const { values } = useFilling()
  const parties = cases.find(({ id }) => id === values.case)?.parties ?? []
  return <ChoiceIn name="party" label="Party" isNeeded choices={parties.map(({ ref, name }) => [ref, name] as const)} />
}
