/**
 * Taking in a whole list costs seconds of computing; a server hands it to a process beside it, so that it goes on
 * answering meanwhile. Both use one database, and the server sees the new lists when they are in use.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { packageFolder } from '../store/index.ts'
import type { AppOptions } from './app.ts'
import type { ImportReport } from './import-lists.ts'
import type { RefreshProgress } from './refresh-lists.ts'

export type BackgroundTask =
  | { readonly kind: 'import'; readonly paths: readonly string[] }
  | { readonly kind: 'refresh' }

/** What the process beside us is told: plain values only. */
export type BackgroundOrder = {
  readonly task: BackgroundTask
  readonly options: Pick<AppOptions, 'dataDir' | 'databaseUrl' | 'org' | 'downloadsFrom' | 'downloadLimits'>
  /** Our clock's reading when the order was given, milliseconds since 1970. */
  readonly nowMs: number
}

/** What it tells us, any number of `progress` and one of the others. */
export type BackgroundNews =
  | { readonly kind: 'progress'; readonly progress: RefreshProgress }
  | { readonly kind: 'done'; readonly reports: readonly ImportReport[] }
  | { readonly kind: 'failed'; readonly message: string }

type LastNews = Exclude<BackgroundNews, { kind: 'progress' }>

/**
 * @param stop ends the process at once; what it had not finished is as if it had never begun, and there are no reports
 * @throws Error when the process failed or was killed by another
 */
export async function runBeside(
  options: AppOptions,
  task: BackgroundTask,
  onProgress: (progress: RefreshProgress) => void,
  stop: AbortSignal,
): Promise<readonly ImportReport[]> {
  if (stop.aborted) return []
  const child = forkBeside()
  const end = () => child.kill('SIGKILL')
  stop.addEventListener('abort', end)
  try {
    child.send(orderOf(options, task))
    const news = await lastNews(child, onProgress)
    if (news?.kind === 'done') return news.reports
    if (stop.aborted) return []
    throw new Error(news?.message ?? 'the process that reads lists was ended from outside')
  } finally {
    stop.removeEventListener('abort', end)
  }
}

function orderOf(options: AppOptions, task: BackgroundTask): BackgroundOrder {
  const { dataDir, databaseUrl, org = 'local', downloadsFrom, downloadLimits } = options
  return {
    task,
    options: { dataDir, databaseUrl, org, downloadsFrom, downloadLimits },
    nowMs: options.clock().getTime(),
  }
}

/** From the sources when we run from them, else from what was built. */
function forkBeside(): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts')
  const program = join(
    packageFolder(),
    isSource ? 'src' : 'dist',
    'app',
    `background-process.${isSource ? 'ts' : 'js'}`,
  )
  return fork(program, {
    execArgv: isSource ? ['--import', 'tsx'] : [],
    // Ctrl-C at the terminal is for us: we end it ourselves.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** Settles when the process has ended; `null`: it ended without a last word. */
function lastNews(child: ChildProcess, onProgress: (progress: RefreshProgress) => void): Promise<LastNews | null> {
  return new Promise((resolve, reject) => {
    let last: LastNews | null = null
    child.on('message', (news: BackgroundNews) => {
      if (news.kind === 'progress') onProgress(news.progress)
      else last = news
    })
    child.once('error', reject)
    child.once('close', () => resolve(last))
  })
}
