/**
 * What a running app does unasked: takes in new files of the lists folder, and, as a server, fetches the lists that
 * are missing or growing old. Nothing of it delays an answer, and a machine without network hears one calm line.
 */
import { daysBetween } from '../base/index.ts'
import { US_EXPORTER } from '../case/index.ts'
import type { SourceId } from '../lists/index.ts'
import { SOURCES } from '../lists/index.ts'
import type { Store } from '../store/index.ts'
import type { AppOptions } from './app.ts'
import type { ImportReport } from './import-lists.ts'
import { allStandings, type ListsInUse } from './lists-in-use.ts'
import type { RefreshProgress } from './refresh-lists.ts'

/** Lists are fetched again when the newest fetch is this old, in days; they count as read for seven. */
const FETCH_AFTER_DAYS = 1
const LOOK_EVERY_MS = 60 * 60_000

export type Upkeep = {
  /** Settles when answers may be given: lists that are on this machine are in use. */
  readonly ready: Promise<void>
  readonly stop: () => Promise<void>
}

type Refresh = (onProgress: (progress: RefreshProgress) => void, stop: AbortSignal) => Promise<readonly ImportReport[]>

export function beginUpkeep(
  options: AppOptions,
  store: Store,
  importLists: (paths: readonly string[]) => Promise<readonly ImportReport[]>,
  refresh: Refresh,
  lists: ListsInUse,
): Upkeep {
  const say = options.say ?? (() => {})
  const isServer = options.purpose === 'server'
  const mayDownload = isServer && options.mayDownload !== false
  let working: Promise<void> = Promise.resolve()
  const stopping = new AbortController()

  const takeFolder = async () => {
    if (options.listsDir === undefined) return
    for (const report of await importLists([options.listsDir])) {
      if (report.outcome !== 'unchanged') say(report.sentence)
    }
  }
  const fetchIfOld = async () => {
    if (stopping.signal.aborted || !mayDownload || !(await isFetchDue(options, store))) return
    const reports = await refresh(() => {}, stopping.signal)
    if (stopping.signal.aborted) return
    for (const line of linesOf(reports)) say(line)
  }
  const quietly = (work: () => Promise<void>) => {
    working = working.then(work).catch((error: unknown) => {
      if (!stopping.signal.aborted)
        say(`lists could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`)
    })
  }

  const ready = (async () => {
    const isNothingHere = (await store.listVersions()).length === 0
    if (isNothingHere && options.listsDir !== undefined) await takeFolder()
    else {
      await lists.renew()
      if (isServer) quietly(takeFolder)
    }
    quietly(fetchIfOld)
  })()
  const looking = isServer ? setInterval(() => quietly(fetchIfOld), LOOK_EVERY_MS) : null
  looking?.unref()
  return {
    ready,
    stop: async () => {
      stopping.abort()
      if (looking !== null) clearInterval(looking)
      await working
    },
  }
}

/** Whether a list that coverage needs is missing, or was last fetched too long ago. */
async function isFetchDue(options: AppOptions, store: Store): Promise<boolean> {
  const needed = new Set(US_EXPORTER.requires.flatMap((need) => need.lists))
  const today = options.clock().toISOString().slice(0, 10)
  const current = (await allStandings(store)).filter((standing) => standing.state === 'current')
  return downloadable(needed).some((source) => {
    const standing = current.find((one) => one.version.source === source)
    if (standing === undefined || standing.retrievedOn === null) return true
    return daysBetween(standing.retrievedOn, today as typeof standing.retrievedOn) >= FETCH_AFTER_DAYS
  })
}

function downloadable(needed: ReadonlySet<string>): readonly SourceId[] {
  return SOURCES.filter((source) => source.downloads.length > 0 && source.lists.some((list) => needed.has(list))).map(
    (source) => source.id,
  )
}

/** When nothing at all could be reached, that is one thing to say, not one a list. */
function linesOf(reports: readonly ImportReport[]): readonly string[] {
  const isNoneReached = reports.length > 0 && reports.every((report) => report.outcome === 'refused')
  if (isNoneReached) {
    return ['the publishers of the lists cannot be reached now; what is here stays in use, with its age shown']
  }
  return reports.filter((report) => report.outcome !== 'unchanged').map((report) => report.sentence)
}
