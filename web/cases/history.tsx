import { Section } from '../parts/section.tsx'
import { type Moment, Timeline } from '../parts/timeline.tsx'
import { useCase } from './case-context.tsx'
import { sayEvent } from './say-event.tsx'

/** The ledger of the case as a person reads it, the program’s own first findings folded into one line. */
export function History() {
  const { timeline, state } = useCase().view
  const moments = timeline.map(({ event, actor, at }, index): Moment => {
    const { says, detail } = sayEvent(event, state)
    return {
      key: String(index),
      at,
      by: actor.id === 'program' ? 'The program' : actor.name,
      says,
      detail,
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
