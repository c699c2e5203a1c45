/** The logs of the nodes of a story, read past the program: what a log held once it must begin with for ever. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Size and the roots of the perfect parts: two logs with the same head are the same entry for entry. */
export type Head = { readonly size: number; readonly peaks: readonly string[] }

export async function headOf(dataDir: string, node: string): Promise<Head | null> {
  const rows = await read(dataDir, node, 'select size, peaks from unblind.log_heads order by size desc limit 1', [])
  const [row] = rows
  return row === undefined ? null : { size: Number(row.size), peaks: row.peaks }
}

/** Whether the log of a node once had this head. */
export async function hadHead(dataDir: string, node: string, { size, peaks }: Head): Promise<boolean> {
  const rows = await read(dataDir, node, 'select size, peaks from unblind.log_heads where size = $1', [size])
  return rows[0] !== undefined && rows[0].peaks.join() === peaks.join()
}

/** Ends every connection to the database of one node, in the middle of whatever it does. */
export async function cutConnections(dataDir: string, node: string): Promise<void> {
  await read(dataDir, 'postgres', 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [node])
}

async function read(
  dataDir: string,
  database: string,
  text: string,
  values: readonly unknown[],
): Promise<readonly { readonly size: string; readonly peaks: readonly string[] }[]> {
  const client = new pg.Client({ host: socketOf(dataDir), user: 'unblind', database })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows
  } finally {
    await client.end()
  }
}

function socketOf(dataDir: string): string {
  const pidFile = join(databaseHome(dataDir), 'cluster', 'postmaster.pid')
  return readFileSync(pidFile, 'utf8').split('\n')[4] ?? ''
}

/** Where the embedded server of a data directory keeps its files. */
export function databaseHome(dataDir: string): string {
  const recorded = join(dataDir, 'database.json')
  if (!existsSync(recorded)) return join(dataDir, 'database')
  const { home }: { readonly home: string } = JSON.parse(readFileSync(recorded, 'utf8'))
  return home
}
