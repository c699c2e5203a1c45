import type { Fault } from '../api.ts'
import { counted } from '../format.ts'
import { CheckIn, useFilling, type Values } from '../parts/act-form.tsx'
import { useCase } from './case-context.tsx'

/**
 * What a judgement weighs: every item of information of the case, or it does not stand. Whoever judges says that they read
 * them.
 */
export function WeighedAll() {
  const { state, words } = useCase().view
  const { faults } = useFilling()
  const fault = faults.find(({ field }) => field === 'weighed')
  if (state.information.length === 0)
    return <p className="small soft">No information is linked to this case; what comes in later opens this again.</p>
  return (
    <div className={fault === undefined ? 'weighed' : 'weighed is-wrong'}>
      <p className="label">Weighed</p>
      <ul className="plain-list">
        {state.information.map(({ item, because }) => (
          <li key={item}>
            <a href={`#information-${item}`}>{(words[item] ?? because).slice(0, 90)}…</a>
          </li>
        ))}
      </ul>
      {fault === undefined ? null : <p className="error">{fault.sentence}</p>}
      <CheckIn
        name="weighed"
        label={`I have read and weighed ${state.information.length === 1 ? 'it' : `all ${counted(state.information.length, 'item', 'items')}`}.`}
      />
    </div>
  )
}

/** The check that goes with it. */
export function weighedOf(items: number): (values: Values) => readonly Fault[] {
  return ({ weighed }) =>
    items === 0 || weighed === 'yes' ? [] : [{ field: 'weighed', sentence: 'Read the information first, and say so.' }]
}
