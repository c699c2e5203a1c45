/** What the stream of information says, followed entry by entry as it grows. */
import type { Sealed } from '../../base/index.ts'
import type { InformationItem } from '../../intake/index.ts'
import { informationIn } from '../inbox-information.ts'

export type Searched = {
  readonly isComplete: boolean
  /** Words that would have named a party, and the rule that passed over them. */
  readonly passedOver: { readonly rule: string; readonly words: readonly string[] }
}

export type Triage = {
  readonly finding: 'concerns-a-case' | 'concerns-nobody-known'
  readonly reason: string
  readonly by: string
  readonly at: string
}

export type KnownInformation = {
  /** In the order received. */
  readonly items: ReadonlyMap<string, InformationItem>
  /** Id of the item with these bytes. */
  readonly byHash: ReadonlyMap<string, string>
  /** How often the same bytes came in after the first time. */
  readonly again: ReadonlyMap<string, number>
  readonly searched: ReadonlyMap<string, Searched>
  readonly triage: ReadonlyMap<string, readonly Triage[]>
}

/** @returns a reader that goes on from where it was; entries that were never written after all make it begin anew */
export function newInformationReader(): (entries: readonly Sealed[]) => KnownInformation {
  let known = nothingKnown()
  let count = 0
  let last: string | null = null
  return (entries) => {
    if (entries.length < count || (count > 0 && entries[count - 1]?.hash !== last)) {
      known = nothingKnown()
      count = 0
    }
    for (; count < entries.length; count++) {
      const entry = entries[count]
      if (entry !== undefined) learn(known, entry)
    }
    last = entries.at(-1)?.hash ?? null
    return known
  }
}

function nothingKnown() {
  return {
    items: new Map<string, InformationItem>(),
    byHash: new Map<string, string>(),
    again: new Map<string, number>(),
    searched: new Map<string, Searched>(),
    triage: new Map<string, readonly Triage[]>(),
  }
}

function learn(known: ReturnType<typeof nothingKnown>, entry: Sealed): void {
  const { kind, body, actor, at } = entry
  const id = String(body.item)
  switch (kind) {
    case 'information.captured':
      for (const item of informationIn([entry])) {
        known.items.set(item.id, item)
        known.byHash.set(item.originalBytesSha256, item.id)
      }
      return
    case 'information.received-again':
      known.again.set(id, (known.again.get(id) ?? 0) + 1)
      return
    case 'information.searched':
      // Sealed as it was written: see `newInbox`.
      known.searched.set(id, body as unknown as Searched)
      return
    case 'information.triaged': {
      const { finding, reason } = body as unknown as Pick<Triage, 'finding' | 'reason'>
      known.triage.set(id, [...(known.triage.get(id) ?? []), { finding, reason, by: actor, at }])
      return
    }
  }
}
