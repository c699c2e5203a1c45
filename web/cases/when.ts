import type { CaseView } from '../../src/app/index.ts'
import type { CaseEvent, CaseKind } from '../../src/case/index.ts'

/** When something was last done in the case; `undefined`: never. */
export function whenOf<Kind extends CaseKind>(
  { timeline }: Pick<CaseView, 'timeline'>,
  kind: Kind,
  isMeant: (event: Extract<CaseEvent, { kind: Kind }>) => boolean = () => true,
): string | undefined {
  return timeline.findLast(({ event }) => isOf(event, kind) && isMeant(event))?.at
}

function isOf<Kind extends CaseKind>(event: CaseEvent, kind: Kind): event is Extract<CaseEvent, { kind: Kind }> {
  return event.kind === kind
}
