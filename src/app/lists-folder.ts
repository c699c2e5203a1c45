/**
 * A folder of official list files, read as it stands: nothing is imported and nothing kept. Of several versions of one
 * list the newest counts.
 */

import { buildSnapshot, type ScreeningSnapshot, type SourceParties } from '../assessment/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import { ANY_COUNT, type ReadList, readList, type SourceId, sentenceOf, sourceOf } from '../lists/index.ts'
import { findSets, type ListPathProblem, type ListSet } from './list-sets.ts'
import { type Age, isOlder } from './list-standing.ts'

/** Files that were not used, and why. */
export type RefusedFiles = { readonly files: readonly string[]; readonly sentence: string }

export type ListsFolder = {
  /** The newest version of each list, ready to screen against. */
  readonly snapshot: ScreeningSnapshot
  readonly refused: readonly RefusedFiles[]
}

type Version = { readonly read: ReadList; readonly set: ListSet }

/** Everything in a folder that can be screened against, and what was refused. A folder with no list in it is a problem. */
export async function readListsFolder(folder: string): Promise<Result<ListsFolder, ListPathProblem>> {
  const found = await findSets(folder)
  if (!found.ok) return found
  if (found.value.sets.length === 0) {
    const sentence = `\`${folder}\` holds no list file we read; put the official files into it`
    return err({ kind: 'lists.unreadable-path', path: folder, sentence })
  }
  const newest = new Map<SourceId, Version>()
  const refused: RefusedFiles[] = []
  for (const set of found.value.sets) {
    const read = readList(set.source, set.files, set.isExcerpt ? { expectedParties: ANY_COUNT } : {})
    if (!read.ok) {
      refused.push({ files: set.files.map((file) => file.name), sentence: sentenceOf(read.error) })
      continue
    }
    const before = newest.get(set.source)
    if (before === undefined || !isOlder(ageOf({ read: read.value, set }), ageOf(before))) {
      newest.set(set.source, { read: read.value, set })
    }
  }
  return ok({ snapshot: buildSnapshot([...newest.values()].map(sourceParties)), refused })
}

function ageOf({ read, set }: Version): Age {
  return { dataOn: read.dataOn, highestNumber: read.highestNumber, retrievedOn: set.retrievedOn }
}

function sourceParties({ read, set }: Version): SourceParties {
  const { title, lists } = sourceOf(set.source)
  return {
    source: {
      source: set.source,
      title: set.isExcerpt ? `${title} (excerpt)` : title,
      lists,
      version: set.version,
      dataOn: read.dataOn,
      retrievedOn: set.retrievedOn,
      parties: read.parties.length,
      quarantined: null,
    },
    parties: read.parties,
  }
}
