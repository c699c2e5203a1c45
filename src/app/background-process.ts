/** The process beside a server that takes lists in. Started by `background.ts` alone; ends with the server. */
import { openApp } from './app.ts'
import type { BackgroundNews, BackgroundOrder } from './background.ts'

function tell(news: BackgroundNews): void {
  process.send?.(news)
}

async function carryOut({ task, options, nowMs }: BackgroundOrder): Promise<void> {
  const aheadMs = nowMs - Date.now()
  const app = await openApp({ ...options, needsDatabase: true, clock: () => new Date(Date.now() + aheadMs) })
  try {
    const reports =
      task.kind === 'import'
        ? await app.importLists(task.paths)
        : await app.refreshLists((progress) => tell({ kind: 'progress', progress }))
    tell({ kind: 'done', reports })
  } finally {
    await app.close()
  }
}

process.once('disconnect', () => process.exit())
process.once('message', (order: BackgroundOrder) => {
  carryOut(order)
    .catch((error: unknown) =>
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => process.disconnect())
})
