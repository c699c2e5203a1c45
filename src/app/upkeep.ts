/**
 * What a running app does unasked: takes in new files of the lists folder, and, as a server, fetches the lists that
 * are missing or growing old. Nothing of it delays an answer, and a machine without network hears one calm line.
 */

import { US_EXPORTER } from '../assessment/index.ts'
import { type Day, daysBetween } from '../base/index.ts'
import type { SourceId } from '../lists/index.ts'
import { SOURCES } from '../lists/index.ts'
import type { Store } from '../store/index.ts'
import type { AppOptions } from './app.ts'
import type { BackgroundTask } from './background.ts'
import type { ImportReport } from './import-lists.ts'
import { allStandings } from './lists-in-use.ts'

/** Lists are fetched again when the newest fetch is this old, in days; they count as read for seven. */
const FETCH_AFTER_DAYS = 1
const LOOK_EVERY_MS = 60 * 60_000

export type Upkeep = {
  /** Settles when answers may be given: lists that are on this machine are in use. */
  readonly ready: Promise<void>
  readonly stop: () => Promise<void>
}

type Work = {
  readonly importNow: (paths: readonly string[]) => Promise<readonly ImportReport[]>
  /** In a process of its own, so that answers go on. */
  readonly beside: (task: BackgroundTask, stop: AbortSignal) => Promise<readonly ImportReport[]>
  readonly today: () => Day
  /** Puts in use what the store says is current. */
  readonly renew: () => Promise<void>
}

export function beginUpkeep(options: AppOptions, store: Store, work: Work): Upkeep {
  const say = options.say ?? (() => {})
  const isServer = options.purpose === 'server'
  const mayDownload = isServer && options.mayDownload !== false
  const stopping = new AbortController()
  let working: Promise<void> = Promise.resolve()

  const takeFolder = async (folder: string) => {
    const reports = await work.beside({ kind: 'import', paths: [folder] }, stopping.signal)
    for (const line of newLines(reports)) say(line)
  }
  const fetchIfOld = async () => {
    if (!mayDownload || !(await isFetchDue(work.today(), store))) return
    const reports = await work.beside({ kind: 'refresh' }, stopping.signal)
    for (const line of fetchLines(reports)) say(line)
  }
  const quietly = (task: () => Promise<void>) => {
    working = working.then(async () => {
      try {
        if (!stopping.signal.aborted) await task()
      } catch (error) {
        if (stopping.signal.aborted) return
        say(`lists could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`)
      }
    })
  }

  const ready = (async () => {
    const { listsDir } = options
    const isNothingHere = (await store.listVersions()).length === 0
    if (isNothingHere && listsDir !== undefined) {
      for (const line of newLines(await work.importNow([listsDir]))) say(line)
    } else {
      await work.renew()
      if (isServer && listsDir !== undefined) quietly(() => takeFolder(listsDir))
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
async function isFetchDue(today: Day, store: Store): Promise<boolean> {
  const needed = new Set(US_EXPORTER.requires.flatMap((need) => need.lists))
  const current = (await allStandings(store)).filter((standing) => standing.state === 'current')
  return downloadable(needed).some((source) => {
    const standing = current.find((one) => one.version.source === source)
    if (standing === undefined || standing.retrievedOn === null) return true
    return daysBetween(standing.retrievedOn, today) >= FETCH_AFTER_DAYS
  })
}

function downloadable(needed: ReadonlySet<string>): readonly SourceId[] {
  return SOURCES.filter((source) => source.downloads.length > 0 && source.lists.some((list) => needed.has(list))).map(
    (source) => source.id,
  )
}

/** When nothing at all could be reached, that is one thing to say, not one a list. */
function fetchLines(reports: readonly ImportReport[]): readonly string[] {
  const isNoneReached = reports.length > 0 && reports.every((report) => report.outcome === 'refused')
  if (isNoneReached) {
    return ['the publishers of the lists cannot be reached now; what is here stays in use, with its age shown']
  }
  return newLines(reports)
}

function newLines(reports: readonly ImportReport[]): readonly string[] {
  return reports.filter((report) => report.outcome !== 'unchanged').map((report) => report.sentence)
}
