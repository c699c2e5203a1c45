import type { Fault } from '../api.ts'
import { ChoiceIn, LongIn, linesOf, RadioIn, TextIn, useFilling, type Values } from '../parts/act-form.tsx'
import { CaseAct, useCase } from './case-context.tsx'
import { CONCLUSION_NAMES, INVOLVEMENT_NAMES, RIGHTS, SCALE_TITLES, SCALES, type ScaleName } from './case-words.ts'
import { WeighedAll, weighedOf } from './weighed.tsx'

const SCALE_NAMES: readonly ScaleName[] = ['scale', 'scope', 'irremediability', 'likelihood']

/** The assessment of the case, right by right; each right is a row with a number that is never given twice. */
export function RightsForm() {
  const { state } = useCase().view
  return (
    <CaseAct
      name="rights"
      label="Record assessment"
      start={startOf(state.rights?.assessment ?? null)}
      act={(values) => ({
        kind: 'rights.assessed',
        assessment: assessmentOf(values),
        considered: state.information.map(({ item }) => item),
      })}
      check={(values) => [...rowFaults(values), ...weighedOf(state.information.length)(values)]}
      seal={(values) => ({
        consequence: `This records your assessment of ${rowsOf(values).length} rights at risk, concluding: ${CONCLUSION_NAMES[values.conclusion ?? ''] ?? ''}. It goes to the authority with an application, and somebody else has to sign.`,
        names: [],
      })}
    >
      <RightRows />
      <ChoiceIn
        name="involvement"
        label="How the firm would be involved"
        isNeeded
        choices={Object.entries(INVOLVEMENT_NAMES)}
      />
      <LongIn name="mitigations" label="Mitigations" hint="One a line, each with how it can be verified." />
      <RadioIn
        name="conclusion"
        label="Conclusion"
        isNeeded
        choices={Object.entries(CONCLUSION_NAMES).map(([value, name]) => ({ value, name }))}
      />
      <LongIn name="reasons" label="Reasons" rows={5} isNeeded />
      <WeighedAll />
    </CaseAct>
  )
}

function RightRows() {
  const { values, set, faults } = useFilling()
  const rows = rowsOf(values)
  const next = Math.max(-1, ...rows) + 1
  return (
    <div className="right-rows">
      {rows.map((row, at) => (
        <fieldset key={row} className="row">
          <legend>Right at risk {at + 1}</legend>
          <button
            type="button"
            className="quiet remove"
            onClick={() => set('rows', rows.filter((one) => one !== row).join(','))}
          >
            Remove this right
          </button>
          <ChoiceIn
            name={`${row}.right`}
            label="Right"
            isNeeded
            choices={RIGHTS.map(([article, name]) => [article, `${name} (${article})`] as const)}
          />
          <TextIn
            name={`${row}.holders`}
            label="Whose"
            hint="Journalists, detainees, everybody in reach of the device."
            isNeeded
          />
          <div className="scale-pickers">
            {SCALE_NAMES.map((name) => (
              <RadioIn
                key={name}
                name={`${row}.${name}`}
                label={SCALE_TITLES[name]}
                isNeeded
                choices={SCALES[name].map((means, step) => ({
                  value: String(step + 1),
                  name: String(step + 1),
                  means,
                }))}
              />
            ))}
          </div>
          <LongIn name={`${row}.evidence`} label="Evidence" hint="One a line, each with its source." isNeeded />
          <LongIn
            name={`${row}.counterEvidence`}
            label="Evidence against"
            hint="One a line. Leave empty only when none was found."
          />
        </fieldset>
      ))}
      {faults
        .filter(({ field }) => field === 'rows')
        .map(({ sentence }) => (
          <p key={sentence} className="error">
            {sentence}
          </p>
        ))}
      <button type="button" onClick={() => set('rows', [...rows, next].join(','))}>
        Add a right at risk
      </button>
    </div>
  )
}

function rowsOf({ rows = '' }: Values): readonly number[] {
  return rows === '' ? [] : rows.split(',').map(Number)
}

function rowFaults(values: Values): readonly Fault[] {
  return rowsOf(values).length > 0 || values.conclusion === 'proceed'
    ? []
    : [{ field: 'rows', sentence: 'Name at least one right at risk, or conclude to proceed.' }]
}

type Assessment = NonNullable<ReturnType<typeof useCase>['view']['state']['rights']>['assessment']

function assessmentOf(values: Values): unknown {
  const at = (row: number, name: string) => values[`${row}.${name}`] ?? ''
  return {
    rights: rowsOf(values).map((row) => ({
      right: at(row, 'right'),
      holders: at(row, 'holders'),
      ...Object.fromEntries(SCALE_NAMES.map((name) => [name, Number(at(row, name))])),
      evidence: linesOf(at(row, 'evidence')),
      counterEvidence: linesOf(at(row, 'counterEvidence')),
    })),
    involvement: values.involvement,
    mitigations: linesOf(values.mitigations),
    conclusion: values.conclusion,
    reasons: values.reasons ?? '',
  }
}

/** Written again, it begins from what was written last. */
function startOf(last: Assessment | null): Values {
  if (last === null) return { rows: '0' }
  return {
    rows: last.rights.map((_, row) => row).join(','),
    involvement: last.involvement,
    mitigations: last.mitigations.join('\n'),
    conclusion: last.conclusion,
    reasons: last.reasons,
    ...Object.fromEntries(
      last.rights.flatMap((right, row) => [
        [`${row}.right`, right.right],
        [`${row}.holders`, right.holders],
        ...SCALE_NAMES.map((name) => [`${row}.${name}`, String(right[name])]),
        [`${row}.evidence`, right.evidence.join('\n')],
        [`${row}.counterEvidence`, right.counterEvidence.join('\n')],
      ]),
    ),
  }
}
