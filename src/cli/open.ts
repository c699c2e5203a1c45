/** Opens what a command needs, and nothing it does not. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { App, NodeProfile } from '../app/index.ts'
import type { ScreeningSnapshot } from '../assessment/index.ts'
import { ok, type Result } from '../base/index.ts'
import type { LawTables } from '../law/index.ts'
import type { ExitCode, Io } from './io.ts'

/** The application over the data directory that the environment names. */
export async function openFor(
  io: Io,
  needs: {
    readonly needsDatabase: boolean
    readonly purpose?: 'server'
    readonly mayDownload?: boolean
    readonly tables?: LawTables
  },
): Promise<App> {
  const { openApp } = await import('../app/index.ts')
  const { DATABASE_URL: databaseUrl, UNBLIND_LISTS_DIR: listsDir, UNBLIND_MAIL_DIR: mailDir } = io.env
  return openApp({
    dataDir: dataDirOf(io.env),
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(listsDir ? { listsDir } : {}),
    ...(mailDir ? { mailDir } : {}),
    node: nodeOf(io.env),
    auth: authOf(io.env),
    ...mailOf(io.env),
    ...(io.env.UNBLIND_FORUM_PUBLIC ? { forumPublic: io.env.UNBLIND_FORUM_PUBLIC } : {}),
    ...forumEveryOf(io.env),
    ...needs,
    clock: io.clock,
    say: (line) => io.err(`${line}\n`),
  })
}

/** A word in the environment that means nothing here. */
class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

function nodeOf(env: Io['env']): NodeProfile {
  const kind = env.UNBLIND_NODE || 'exporter'
  if (kind !== 'exporter' && kind !== 'authority') {
    throw new BadSetting(`\`UNBLIND_NODE\` \`${kind}\` is no kind of node; write exporter or authority`)
  }
  const { UNBLIND_NAME: name, UNBLIND_ADDRESS: address, UNBLIND_STATE: state } = env
  return {
    kind,
    name: name || (kind === 'exporter' ? 'This firm' : 'This licensing office'),
    address: address || null,
    state: state || null,
  }
}

function authOf(env: Io['env']): 'local' | undefined {
  const auth = env.UNBLIND_AUTH || 'none'
  if (auth === 'local') return 'local'
  if (auth === 'none') return undefined
  throw new BadSetting(`\`UNBLIND_AUTH\` \`${auth}\` is not known; write \`local\`, or leave it out for one local user`)
}

/** Seconds between two rounds of asking the peers in the forum. */
function forumEveryOf({ UNBLIND_FORUM_EVERY: every }: Io['env']) {
  if (!every) return {}
  const seconds = Number(every)
  if (!/^\d+$/.test(every) || seconds < 1 || seconds > 86_400) {
    throw new BadSetting(`\`UNBLIND_FORUM_EVERY\` \`${every}\` is no pause; write whole seconds from 1 to 86400`)
  }
  return { forumEveryMs: seconds * 1_000 }
}

/** Where the brief of each morning goes: both the mail server and readers are named, or neither. */
function mailOf({ UNBLIND_SMTP_URL: url, UNBLIND_BRIEF_TO: readers, UNBLIND_BRIEF_FROM: from }: Io['env']) {
  const to = (readers ?? '').split(',').flatMap((one) => one.trim() || [])
  return url && to.length > 0 ? { mail: { url, from: from || MAIL_FROM, to } } : {}
}

/** Whom mail is from where nobody is named. */
export const MAIL_FROM = 'unblind@localhost'

/** Opens the application with its database for one piece of work, and closes it whatever comes of that. */
export async function withApp(io: Io, work: (app: App) => Promise<ExitCode>): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    return await work(app)
  } finally {
    await app.close()
  }
}

export function dataDirOf(env: Io['env']): string {
  if (env.UNBLIND_DATA_DIR) return env.UNBLIND_DATA_DIR
  return join(env.XDG_DATA_HOME || join(env.HOME || homedir(), '.local', 'share'), 'unblind')
}

/** What `--lists` names, as a snapshot; `null`: the flag was not given. Files that were refused are said on standard error. */
export async function listsIn(io: Io, folder: string | undefined): Promise<Result<ScreeningSnapshot | null, string>> {
  if (folder === undefined) return ok(null)
  const { readListsFolder } = await import('../app/index.ts')
  const read = await readListsFolder(folder)
  if (!read.ok) return { ok: false, error: read.error.sentence }
  for (const { sentence } of read.value.refused) io.err(`unblind: not used: ${sentence}\n`)
  return ok(read.value.snapshot)
}
