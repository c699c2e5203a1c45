import { useState } from 'react'
import { type Problem, post } from '../api.ts'
import {
  ActForm,
  CheckIn,
  ChoiceIn,
  Fold,
  LongIn,
  linesOf,
  RadioIn,
  Refused,
  TextIn,
  useFilling,
  type Values,
} from '../parts/act-form.tsx'
import { spoken } from '../sentence.ts'

const LABELS = [
  { value: 'RED', name: 'TLP:RED', means: 'only the persons named' },
  { value: 'AMBER+STRICT', name: 'TLP:AMBER+STRICT', means: 'only the authorities of the states that may read it' },
  { value: 'AMBER', name: 'TLP:AMBER', means: 'their authorities, and who needs it to protect people' },
  { value: 'GREEN', name: 'TLP:GREEN', means: 'every member and its community' },
] as const

const BASES = [
  ['national', 'National law'],
  ['code-of-conduct', 'The Code of Conduct'],
] as const

type Recipient = { readonly to: string; readonly name: string; readonly why: string }
type Preview = {
  readonly receives: readonly Recipient[]
  readonly leftOut: readonly Recipient[]
  readonly refusal: string | null
}

function askedOf({ label, eyes, group, basis, noIndustry, noCso }: Values): object {
  const states = linesOf(eyes?.replace(/[,;]/g, '\n')).map((one) => one.toUpperCase())
  return {
    group: (group ?? '').trim() === '' ? 'all' : group?.trim(),
    basis,
    handling: {
      ...(label === undefined || label === '' ? {} : { tlp: label }),
      eyes: states.length === 0 ? null : states,
      caveats: [...(noIndustry === 'yes' ? ['NO-INDUSTRY'] : []), ...(noCso === 'yes' ? ['NO-CSO'] : [])],
    },
  }
}

/** A delegate chooses the readers, sees them by name, and signs. */
export function ShareNotice({ id, again }: { readonly id: string; readonly again: () => void }) {
  return (
    <Fold label="Share the notice">
      <ActForm
        path={`/v1/licensing/denials/${encodeURIComponent(id)}/share`}
        label="Sign and share notice"
        start={{ basis: 'national', group: 'all', noIndustry: 'yes', noCso: 'yes' }}
        body={askedOf}
        onDone={again}
        seal={() => ({
          consequence:
            'It is signed as this state and fetched by those named in the dry run. What they have read cannot be called back; it can be revoked.',
          names: [],
        })}
      >
        <RadioIn name="label" label="Who may read it" isNeeded choices={LABELS} />
        <TextIn
          name="eyes"
          label="Only these states"
          hint="Two-letter codes, such as QN. Left out: every state of the group."
        />
        <TextIn name="group" label="Group" hint="`all` for every member, or the name of a group." />
        <ChoiceIn name="basis" label="Shared on the footing of" choices={BASES} isNeeded />
        <CheckIn name="noIndustry" label="Not for guests from industry" />
        <CheckIn name="noCso" label="Not for guests from civil society" />
        <DryRun id={id} />
      </ActForm>
    </Fold>
  )
}

/** Who would receive it and who would not, by name and why, before anything is signed. */
function DryRun({ id }: { readonly id: string }) {
  const { values } = useFilling()
  const [held, setHeld] = useState<{ readonly asked: string; readonly preview: Preview } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const asked = askedOf(values)
  const text = JSON.stringify(asked)
  const look = async () => {
    const answer = await post<Preview>(`/v1/licensing/denials/${encodeURIComponent(id)}/preview`, asked)
    setProblem(answer.ok ? null : answer.problem)
    setHeld(answer.ok ? { asked: text, preview: answer.value } : null)
  }
  const preview = held?.asked === text ? held.preview : null
  return (
    <div className="dry-run">
      <button type="button" onClick={look}>
        See who would receive it
      </button>
      {problem === null ? null : <Refused problem={problem} />}
      {preview === null ? null : (
        <div role="status">
          {preview.refusal === null ? null : <p className="unknown-text">{spoken(preview.refusal)}</p>}
          <Recipients title="Would receive it" list={preview.receives} none="nobody" />
          <Recipients title="Would not" list={preview.leftOut} none="nobody is left out" />
        </div>
      )}
    </div>
  )
}

function Recipients({
  title,
  list,
  none,
}: {
  readonly title: string
  readonly list: readonly Recipient[]
  readonly none: string
}) {
  return (
    <>
      <p className="label">{title}</p>
      {list.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <ul className="plain-list">
          {list.map(({ to, name, why }) => (
            <li key={`${to} ${name}`}>
              <strong>{name}</strong> <span className="soft small">{spoken(why)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Kept until a day, or revoked: told to those who know of it. */
export function ReviewNotice({ id, again }: { readonly id: string; readonly again: () => void }) {
  return (
    <Fold label="Review it: keep or revoke">
      <ActForm
        path={`/v1/licensing/denials/${encodeURIComponent(id)}/review`}
        label="Sign review"
        tone="plain"
        body={({ outcome, reasons = '', validUntil = '' }) => ({
          outcome,
          reasons,
          validUntil: outcome === 'kept' && validUntil !== '' ? validUntil : null,
        })}
        onDone={again}
        seal={({ outcome }) => ({
          consequence:
            outcome === 'revoked'
              ? 'Those who know of the denial are told that it is in force no more. It stays found, marked.'
              : 'Those who know of the denial are told that it stays in force.',
          names: [],
        })}
      >
        <RadioIn
          name="outcome"
          label="Outcome"
          isNeeded
          choices={[
            { value: 'kept', name: 'Kept' },
            { value: 'revoked', name: 'Revoked' },
          ]}
        />
        <Until />
        <LongIn name="reasons" label="Reasons" isNeeded />
      </ActForm>
    </Fold>
  )
}

function Until() {
  return useFilling().values.outcome === 'kept' ? (
    <TextIn name="validUntil" label="In force until" type="date" isNeeded />
  ) : null
}
