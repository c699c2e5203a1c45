/** Whose name it was. Once an account has ended its name can be given to another person, and that one is not the same. */
import type { Desk } from '../desk.ts'
import { comparable, PEOPLE_STREAM, recordedIn } from './account.ts'

/** By id, whoever bore a name at an instant; `null`: nobody did. Without accounts a name is its own id. */
export type Bearers = (name: string, at: string) => string | null

type Bearing = { readonly id: string; readonly name: string; readonly from: string; until: string | null }

export function openBearers({ store }: Pick<Desk, 'store'>, auth: 'local' | undefined): () => Promise<Bearers> {
  let read: { readonly count: number; readonly bearings: readonly Bearing[] } = { count: 0, bearings: [] }
  return async () => {
    if (auth === undefined) return (name) => name
    const entries = await store.streams.entries(PEOPLE_STREAM)
    if (entries.length !== read.count) read = { count: entries.length, bearings: bearingsIn(recordedIn(entries)) }
    const { bearings } = read
    return (name, at) => {
      const wanted = comparable(name)
      const bearing = bearings.find(
        (one) => one.name === wanted && one.from <= at && (one.until === null || at < one.until),
      )
      return bearing?.id ?? null
    }
  }
}

function bearingsIn(recorded: ReturnType<typeof recordedIn>): readonly Bearing[] {
  const bearings = new Map<string, Bearing>()
  for (const { event, at } of recorded) {
    if (event.kind === 'person.added' && !bearings.has(event.person)) {
      bearings.set(event.person, { id: event.person, name: comparable(event.name), from: at, until: null })
    }
    const ended = event.kind === 'person.ended' ? bearings.get(event.person) : undefined
    if (ended !== undefined) ended.until ??= at
  }
  return [...bearings.values()]
}
