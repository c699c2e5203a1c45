import { useEffect, useState } from 'react'
import { type Answer, post } from '../api.ts'
import {
  ActForm,
  CheckIn,
  ChoiceIn,
  Fold,
  LongIn,
  linesOf,
  RadioIn,
  TextIn,
  useFilling,
  type Values,
} from '../parts/act-form.tsx'
import { spoken } from '../sentence.ts'

const LABELS = [
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

const TYPING_PAUSE_MS = 200

/** Who would receive it and who would not, by name and why: it follows what is chosen, before anything is signed. */
function DryRun({ id }: { readonly id: string }) {
  const { values } = useFilling()
  const [answer, setAnswer] = useState<Answer<Preview> | null>(null)
  const asked = JSON.stringify(askedOf(values))
  const isLabelled = (values.label ?? '') !== ''
  useEffect(() => {
    if (!isLabelled) return
    let isLeft = false
    const timer = setTimeout(async () => {
      const said = await post<Preview>(`/v1/licensing/denials/${encodeURIComponent(id)}/preview`, JSON.parse(asked))
      if (!isLeft) setAnswer(said)
    }, TYPING_PAUSE_MS)
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [id, asked, isLabelled])
  if (!isLabelled)
    return <p className="dry-run soft">Choose who may read it; then those who would receive it stand here by name.</p>
  if (answer === null) return <p className="dry-run soft">Looking who would receive it…</p>
  return (
    <div className="dry-run" role="status">
      {answer.ok ? (
        <>
          {answer.value.refusal === null ? null : <p className="unknown-text">{spoken(answer.value.refusal)}</p>}
          <Recipients title="Would receive it" list={answer.value.receives} none="nobody" />
          <Recipients title="Would not" list={answer.value.leftOut} none="nobody is left out" />
        </>
      ) : (
        <p className="unknown-text">{spoken(answer.problem.detail)}</p>
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
