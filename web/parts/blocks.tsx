import { spoken } from '../sentence.ts'

/** One thing in the way, of a case or of anything else. */
type Blocking = {
  readonly kind: string
  readonly id: string
  readonly sentence: string
  readonly unblock: string
  readonly who: string
}

/** What stands in the way, numbered: each with its way on, who can take it, and where. */
export function BlockList<Block extends Blocking>({
  blocks,
  wayOf,
}: {
  readonly blocks: readonly Block[]
  /** The place that moves it, with its button’s words; `null`: nowhere on these pages. */
  readonly wayOf?: (block: Block) => { readonly href: string; readonly label: string } | null
}) {
  return (
    <ol className="block-list">
      {blocks.map((block) => {
        const way = wayOf?.(block) ?? null
        return (
          <li key={`${block.kind} ${block.id}`} data-row>
            <p className="block-sentence">{spoken(block.sentence)}</p>
            <p className="block-way">
              {spoken(block.unblock)}. <span className="block-who">{spoken(block.who)}</span>
            </p>
            {way === null ? null : (
              <a className="button no-print" href={way.href}>
                {way.label}
              </a>
            )}
          </li>
        )
      })}
    </ol>
  )
}
