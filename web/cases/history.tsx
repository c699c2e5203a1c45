import { useState } from 'react'
import type { Recorded } from '../../src/case/index.ts'
import { ask } from '../api.ts'
import { count, counted } from '../format.ts'
import { useMe } from '../me.tsx'
import { Section } from '../parts/section.tsx'
import { type Moment, Timeline } from '../parts/timeline.tsx'
import { useCase } from './case-context.tsx'
import { addressThen, ChooseDay } from './known-then.tsx'
import { sayEvent } from './say-event.tsx'

/** The ledger of the case as a person reads it. Factors that were read in one go stand under one line, to be unfolded. */
export function History() {
  const { id, timeline, state } = useCase().view
  const { permits } = useMe()
  const [seals, setSeals] = useState<readonly string[]>([])
  const moments = runsOf(timeline).map(({ run, from }): Moment => {
    const [{ event, actor, at }] = run
    const said = run.length === 1 ? sayEvent(event, state) : sayFactors(run, state)
    return {
      key: String(from),
      at,
      by: actor.id === 'program' ? 'The program' : actor.name,
      ...said,
      asKnown: addressThen(id, from + run.length - 1),
      seal: seals.length === 0 ? undefined : seals.slice(from, from + run.length).join('\n'),
      mark: event.kind === 'act.refused' ? 'refused' : actor.id === 'program' ? 'program' : undefined,
    }
  })
  return (
    <Section
      id="history"
      title="Decisions and history"
      count={timeline.length}
      note="oldest first; nothing is ever taken out"
      tools={
        permits('cases.export') && seals.length === 0 ? (
          <button type="button" onClick={() => void sealsOf(id).then(setSeals)}>
            Show seals
          </button>
        ) : undefined
      }
    >
      <ChooseDay />
      <Timeline moments={moments} />
    </Section>
  )
}

/** The hash of each entry, as the export of the case has them: whoever holds one can say later that nothing was changed. */
async function sealsOf(id: string): Promise<readonly string[]> {
  const answer = await ask<{
    readonly streams: readonly { readonly id: string; readonly hashes: readonly string[] }[]
  }>(`/v1/cases/${encodeURIComponent(id)}/export`)
  return answer.ok ? (answer.value.streams.find((stream) => stream.id === `case/${id}`)?.hashes ?? []) : []
}

type Run = readonly [Recorded, ...Recorded[]]

/** Neighbours that are one reading of the factors, together; everything else alone. `from`: the place of the first. */
function runsOf(timeline: readonly Recorded[]): readonly { readonly run: Run; readonly from: number }[] {
  const runs: { run: [Recorded, ...Recorded[]]; from: number }[] = []
  for (const [place, one] of timeline.entries()) {
    const last = runs.at(-1)?.run
    if (last?.[0].event.kind === 'factor.recorded' && one.event.kind === 'factor.recorded' && last[0].at === one.at)
      last.push(one)
    else runs.push({ run: [one], from: place })
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
