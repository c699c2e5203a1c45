/** The worklist: what is due, how bad, why here, who moves it. */
import type { Person } from '../people/person.ts'
import { WORK_KINDS, type WorkItem } from './work-item.ts'

export type WorkDesk = {
  /** What waits for this person, the most pressing first. */
  readonly list: (person: Person) => Promise<readonly WorkItem[]>
}

/** One part of the node that puts rows on the list; what is not for this person it leaves out. */
export type WorkRows = (person: Person) => Promise<readonly WorkItem[]>

/** @param parts in any order: kinds stand in the order of `WORK_KINDS`, within one the overdue and the nearest first */
export function openWorkDesk(parts: readonly WorkRows[]): WorkDesk {
  return {
    list: async (person) => {
      const rows = (await Promise.all(parts.map((rowsFor) => rowsFor(person)))).flat()
      return rows.toSorted(
        (a, b) =>
          WORK_KINDS.indexOf(a.kind) - WORK_KINDS.indexOf(b.kind) ||
          Number(b.isOverdue) - Number(a.isOverdue) ||
          compareDue(a.due, b.due),
      )
    },
  }
}

function compareDue(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
