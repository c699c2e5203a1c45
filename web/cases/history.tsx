import type { Recorded } from '../../src/case/index.ts'
import { count, counted } from '../format.ts'
import { Section } from '../parts/section.tsx'
import { type Moment, Timeline } from '../parts/timeline.tsx'
import { useCase } from './case-context.tsx'
import { sayEvent } from './say-event.tsx'

/** The ledger of the case as a person reads it. Factors that were read in one go stand under one line, to be unfolded. */
export function History() {
  const { timeline, state } = useCase().view
  const moments = runsOf(timeline).map((run, index): Moment => {
    const [{ event, actor, at }] = run
    const said = run.length === 1 ? sayEvent(event, state) : sayFactors(run, state)
    return {
      key: String(index),
      at,
      by: actor.id === 'program' ? 'The program' : actor.name,
      ...said,
      mark: event.kind === 'act.refused' ? 'refused' : actor.id === 'program' ? 'program' : undefined,
    }
  })
  return (
    <Section
      id="history"
      title="Decisions and history"
      count={timeline.length}
      note="oldest first; nothing is ever taken out"
    >
      <Timeline moments={moments} />
    </Section>
  )
}

type Run = readonly [Recorded, ...Recorded[]]

/** Neighbours that are one reading of the factors, together; everything else alone. */
function runsOf(timeline: readonly Recorded[]): readonly Run[] {
  const runs: [Recorded, ...Recorded[]][] = []
  for (const one of timeline) {
    const last = runs.at(-1)
    if (last?.[0].event.kind === 'factor.recorded' && one.event.kind === 'factor.recorded' && last[0].at === one.at)
      last.push(one)
    else runs.push([one])
  }
  return runs
}

function sayFactors(run: Run, state: Parameters<typeof sayEvent>[1]): Pick<Moment, 'says' | 'detail'> {
  const states = new Map<string, number>()
  for (const { event } of run)
    if (event.kind === 'factor.recorded') states.set(event.state, (states.get(event.state) ?? 0) + 1)
  return {
    says: `read ${counted(run.length, 'factor', 'factors')}: ${[...states].map(([word, times]) => `${count(times)} ${word.replaceAll('-', ' ')}`).join(', ')}`,
    detail: (
      <details>
        <summary>One by one</summary>
        <ul className="plain">
          {run.map(({ event }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is theirs
            <li key={at}>{sayEvent(event, state).says}</li>
          ))}
        </ul>
      </details>
    ),
  }
}
