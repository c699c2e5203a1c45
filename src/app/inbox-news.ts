/** What follows for a case when information about one of its parties comes in. */
import { type Asked, act, afterEvent, type CaseEvent, type CaseState, PROGRAM } from '../case/index.ts'

export type News = {
  readonly item: string
  readonly sha256: string
  readonly party: string
  readonly because: string
}

/**
 * The link, and what the law makes of it: a case whose goods may have gone is open again with the duties that arise, and on
 * hold while none is shipped; an authority that weighs an application is owed the news, and the case is on hold until it has
 * it.
 */
export function newsFor(state: CaseState, news: News): readonly CaseEvent[] {
  const isGone = state.closed === 'released' || state.shipments.length > 0
  const whyHeld = heldSince(state)
  const wanted: readonly Asked[] = [
    { kind: 'information.linked', ...news, isRetroactive: isGone || state.closed !== null },
    ...(isGone && state.closed !== null
      ? [
          {
            kind: 'case.reopened',
            reason: 'information about a party came in after the release',
            source: `information ${news.item}`,
          } as const,
        ]
      : []),
    ...(isGone ? [STOP_SERVICE, SUPPLEMENT, CHECK_LICENCE] : state.application.isWithAuthority ? [SUPPLEMENT] : [])
      .filter(({ text }) => !state.duties.some((duty) => !duty.isDone && duty.text === text))
      .map(
        ({ id, text, paragraph }): Asked => ({
          kind: 'duty.opened',
          duty: `${id}/${news.item}`,
          text,
          paragraph,
          dueOn: null,
        }),
      ),
    ...(whyHeld !== null
      ? [
          {
            kind: 'hold.placed',
            hold: `information/${news.item}`,
            reason: `information about a party came in after ${whyHeld}`,
            source: `information ${news.item}`,
          } as const,
        ]
      : []),
  ]
  return through(state, wanted)
}

/** What came before the news, of a case whose goods can still be stopped; `null`: they went, or nothing lets them go yet. */
function heldSince({ closed, shipments, application }: CaseState): string | null {
  if (shipments.length > 0) return null
  if (closed === 'released') return 'the release, and nothing is shipped yet'
  return application.isWithAuthority ? 'the application was submitted' : null
}

const STOP_SERVICE = {
  id: 'stop-service',
  text: 'stop servicing, financing, forwarding or otherwise dealing in what was shipped, until it is known that no violation has occurred or is about to',
  paragraph: '15 CFR 736.2(b)(10)',
}
const SUPPLEMENT = {
  id: 'supplement',
  text: 'tell the authority promptly what is now known: what was said to it must stay true',
  paragraph: '15 CFR 748.6(f); 764.2(g)(2)',
}
const CHECK_LICENCE = {
  id: 'licence-balance',
  text: 'find out whether a licence was drawn on and what is left of it, and draw no more until the news is dealt with',
  paragraph: '15 CFR 750.7(a)',
}

/** Through the same gate as a person's acts. */
function through(state: CaseState, wanted: readonly Asked[]): readonly CaseEvent[] {
  let now = state
  return wanted.flatMap((asked) => {
    const acted = act(now, asked, PROGRAM)
    if (!acted.ok) throw new Error(`the program may not record \`${asked.kind}\`: ${acted.error.sentence}`)
    for (const event of acted.value) now = afterEvent(now, { event, actor: PROGRAM, at: '' })
    return acted.value
  })
}
