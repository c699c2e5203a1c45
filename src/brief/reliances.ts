/** What an assessment rests on, by the same ids that change records name: what makes a case of it stale. */
import type { Assessment, Hit } from '../assessment/index.ts'
import type { Reliance } from '../case/index.ts'
import { GROUP_IDS, holderOfGroups, isInGroup, type LawTables } from '../law/index.ts'
import { versionOf } from './change.ts'
import { entryNode } from './list-changes.ts'
import { contentOfEntry } from './table-changes.ts'

/**
 * Each once, by kind and id: the list entries met, whatever was decided of them; the entries of the control list; the
 * destination's row and groups; the paragraphs that made a requirement. Lists read without a hit are not here: an entry
 * added later is met by the party's name.
 */
export function reliancesOf(assessment: Assessment, tables: LawTables): readonly Reliance[] {
  const { destination } = assessment.transaction
  const found: readonly Reliance[] = [
    ...assessment.parties
      .flatMap((party) => [...party.hits, ...party.owners.flatMap((owner) => owner.hits)])
      .map(onEntry),
    ...assessment.lines.flatMap((line) => (line.eccn === null ? [] : onControls(line.eccn, tables))),
    onTable(`country-chart/${destination}`, tables.chart[destination]),
    ...GROUP_IDS.map((group) =>
      onTable(`country-groups/${group}/${holderOfGroups(destination)}`, isInGroup(destination, group, tables)),
    ),
    ...assessment.lines.flatMap((line) =>
      line.determination.requirements.map(
        ({ paragraph, checkedOn }): Reliance => ({ kind: 'rule', id: paragraph, version: checkedOn }),
      ),
    ),
  ]
  const byNode = new Map(found.map((reliance) => [`${reliance.kind} ${reliance.id}`, reliance]))
  return [...byNode.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reliance]) => reliance)
}

function onEntry(hit: Hit): Reliance {
  return { kind: 'list-entry', id: entryNode(hit), version: hit.entryVersion }
}

function onControls(eccn: string, tables: LawTables): readonly Reliance[] {
  const entry = tables.entries[eccn]
  return [onTable(`entries/${eccn}`, entry === undefined ? undefined : contentOfEntry(entry))]
}

/** What is absent now is relied on too: that there is no row, no entry. */
function onTable(id: string, content: unknown): Reliance {
  return { kind: 'table', id, version: content === undefined ? 'absent' : versionOf(content) }
}
