/**
 * The PostgreSQL server that lives in a data directory: a private unix socket, no network, `fsync` on.
 *
 * Layout of a data directory: `lock` (who owns the database), `database/cluster` (PostgreSQL's own files),
 * `database/run` (the socket), `database/log`. As root the server runs as `nobody`; when `nobody` cannot enter the
 * data directory the `database` folder is kept under `/var/lib/unblind` instead and `database.json` says where.
 * A socket path may be 107 bytes at most (103 on macOS); where ours would be longer the socket lies in a private
 * folder under the system's temporary folder, and PostgreSQL's own `postmaster.pid` says which.
 *
 * A server that outlived its owner (the owner was killed) is adopted by the next owner. A killed server is started
 * again, and recovers. An interrupted `initdb` leaves a draft folder that the next start removes.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, type Binaries, binariesPackage, canReach, databaseAccount, readyBinaries } from './binaries.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { hasErrorCode } from './error-code.ts'
import { commandOf, isRunning } from './process-facts.ts'
import { type ProcessLock, type Purpose, takeLock } from './process-lock.ts'

/** PostgreSQL's superuser in the embedded server, and the name of its database. */
export const EMBEDDED_NAME = 'unblind'

const SOCKET_FILE = '.s.PGSQL.5432'
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107
const START_WITHIN_MS = 60_000
/** Recovery after a kill may have to read the log of hours of work. */
const RECOVER_WITHIN_MS = 10 * 60_000
/** A running command gets this long to finish before a second owner gives up. */
const COMMAND_WITHIN_MS = 30_000
/** How long a stopping owner waits for commands that use its server. */
const GUESTS_WITHIN_MS = 5_000
const LOG_KEPT_BYTES = 8 * 1024 * 1024

export type EmbeddedServer = {
  /** Folder of the unix socket: what `pg` calls `host`. */
  readonly socketDir: string
  /** `owner`: this process stops it. `guest`: another process owns it. */
  readonly standing: 'owner' | 'guest'
  /** Owners: starts the server again if it is gone. Answers the folder of its socket. */
  readonly revive: () => Promise<string>
  /** Owners: stops the server after those who use it are done, then gives up the lock. Guests: nothing. */
  readonly close: () => Promise<void>
}

/**
 * Starts, adopts or joins the server of a data directory. A `server` must own it; a `command` may join.
 * @throws DatabaseUnavailable with a sentence for the person at the terminal.
 */
export async function openEmbedded(dataDir: string, purpose: Purpose): Promise<EmbeddedServer> {
  const account = databaseAccount()
  const place = placeOf(dataDir, account)
  const deadline = Date.now() + COMMAND_WITHIN_MS
  for (;;) {
    const attempt = takeLock(place.dataDir, purpose)
    if (attempt.kind === 'taken') return own(place, account, attempt.lock)
    const { by } = attempt
    if (purpose === 'command') {
      const running = runningServer(place.cluster)
      if (running?.isReady) return joinAsGuest(running.socketDir)
    } else if (by.purpose === 'server') {
      throw new DatabaseUnavailable(
        `another unblind server (process ${by.pid}) already uses ${place.dataDir}; use that one, stop it, or set UNBLIND_DATA_DIR to another folder`,
      )
    }
    if (Date.now() > deadline) {
      throw new DatabaseUnavailable(
        `process ${by.pid} holds the database in ${place.dataDir} and did not let go within ${COMMAND_WITHIN_MS / 1000} s; wait for it to end or stop it, then try again`,
      )
    }
    await sleep(25)
  }
}

function joinAsGuest(socketDir: string): EmbeddedServer {
  return { socketDir, standing: 'guest', revive: async () => socketDir, close: async () => {} }
}

async function own(place: Place, account: Account, lock: ProcessLock): Promise<EmbeddedServer> {
  try {
    const binaries = binariesOrSay(place, account)
    let socketDir = await startOrAdopt(place, account, binaries)
    let reviving: Promise<string> | null = null
    return {
      get socketDir() {
        return socketDir
      },
      standing: 'owner',
      revive: () => {
        reviving ??= startOrAdopt(place, account, binaries)
          .then((dir) => {
            socketDir = dir
            return dir
          })
          .finally(() => {
            reviving = null
          })
        return reviving
      },
      close: async () => {
        try {
          await stopServer(place.cluster)
        } finally {
          lock.release()
        }
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

type Place = {
  readonly dataDir: string
  /** Folder that holds `cluster`, `run`, `log` and, when needed, copied programs. */
  readonly home: string
  readonly cluster: string
}

/** Finds or chooses where the database of a data directory lies, and makes its folders. */
function placeOf(asked: string, account: Account): Place {
  makeDataDir(resolve(asked), account)
  // One folder, one name: the server is recognised by the path it was started with.
  const dataDir = realpathSync(asked)
  const home = recordedHome(dataDir) ?? chooseHome(dataDir, account)
  makeFolder(home, account, 0o700)
  return { dataDir, home, cluster: join(home, 'cluster') }
}

function makeDataDir(dataDir: string, account: Account): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: account === null ? 0o700 : 0o711 })
    // Ours to open: everything in it carries its own mode, and the database's account must be able to pass.
    if (account !== null && statSync(dataDir).uid === 0) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  } catch (error) {
    throw new DatabaseUnavailable(`cannot use ${dataDir} as data folder; set UNBLIND_DATA_DIR to one you may write`, {
      cause: error,
    })
  }
}

function chooseHome(dataDir: string, account: Account): string {
  if (canReach(dataDir, account)) return join(dataDir, 'database')
  // A name of its own, so that a data directory that was removed and made again does not find old data.
  const home = join('/var/lib/unblind', randomUUID())
  try {
    mkdirSync(dirname(home), { recursive: true, mode: 0o711 })
    chmodSync(dirname(home), 0o711)
  } catch (error) {
    throw new DatabaseUnavailable(
      `PostgreSQL does not run as root, and the account it runs as cannot enter ${dataDir}; set UNBLIND_DATA_DIR to a folder open to others, such as /var/lib/unblind`,
      { cause: error },
    )
  }
  writeFileSync(join(dataDir, 'database.json'), `${JSON.stringify({ home })}\n`)
  return home
}

function recordedHome(dataDir: string): string | null {
  const path = join(dataDir, 'database.json')
  if (!existsSync(path)) return null
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const isSound = typeof read === 'object' && read !== null && 'home' in read && typeof read.home === 'string'
  return isSound && typeof read.home === 'string' ? read.home : null
}

function makeFolder(path: string, account: Account, mode: number): void {
  mkdirSync(path, { recursive: true, mode })
  const facts = statSync(path)
  if (account !== null && facts.uid !== account.uid) chownSync(path, account.uid, account.gid)
  if ((facts.mode & 0o777) !== mode) chmodSync(path, mode)
}

function binariesOrSay(place: Place, account: Account): Binaries {
  const found = binariesPackage()
  if (found === null) {
    throw new DatabaseUnavailable(
      `no PostgreSQL for ${process.platform}-${process.arch} is installed with unblind; set DATABASE_URL to a PostgreSQL 15 or newer, or install without leaving out optional packages`,
    )
  }
  return readyBinaries(found, join(place.home, 'programs'), account)
}

async function startOrAdopt(place: Place, account: Account, binaries: Binaries): Promise<string> {
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await initialise(place, account, binaries)
  refuseOtherMajor(place.cluster, binaries)
  const deadline = Date.now() + RECOVER_WITHIN_MS
  for (;;) {
    const running = runningServer(place.cluster)
    if (running?.isReady) return running.socketDir
    if (running === null) break
    // It is starting or stopping; either ends by itself.
    if (Date.now() > deadline) {
      throw new DatabaseUnavailable(
        `PostgreSQL (process ${running.pid}) neither starts nor stops; stop it and try again`,
      )
    }
    await sleep(20)
  }
  disarmStalePid(place.cluster)
  return start(place, account, binaries)
}

/** An `initdb` whose owner was killed may still be writing: what cannot be removed now is removed by a later start. */
function removeDraft(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch (error) {
    if (!hasErrorCode(error, 'ENOTEMPTY', 'EBUSY')) throw error
  }
}

/** Makes a cluster in a draft folder and renames it into place, so that an interrupted one is never mistaken for whole. */
async function initialise(place: Place, account: Account, binaries: Binaries): Promise<void> {
  for (const name of readdirSync(place.home)) {
    if (name.startsWith('draft-')) removeDraft(join(place.home, name))
  }
  if (existsSync(place.cluster)) {
    throw new DatabaseUnavailable(
      `${place.cluster} is there but is not a PostgreSQL database; move it away, then start again`,
    )
  }
  const draft = join(place.home, `draft-${randomUUID()}`)
  const run = await runToEnd(
    binaries.initdb,
    [
      `--pgdata=${draft}`,
      `--username=${EMBEDDED_NAME}`,
      '--auth-local=trust',
      '--auth-host=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    place.home,
    account,
  )
  if (run.code !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new DatabaseUnavailable(`PostgreSQL could not make its files in ${place.home}: ${lastLine(run.said)}`)
  }
  renameSync(draft, place.cluster)
  const folder = openSync(place.home, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function refuseOtherMajor(cluster: string, binaries: Binaries): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const major = binaries.version.split('.')[0] ?? ''
  if (made !== major) {
    throw new DatabaseUnavailable(
      `${cluster} was made by PostgreSQL ${made} and this unblind brings ${major}; run the unblind that made it, or move the data with pg_dump`,
    )
  }
}

type Running = { readonly pid: number; readonly socketDir: string; readonly isReady: boolean }

/** The server that runs on a cluster now, from the file PostgreSQL keeps; `null`: none. */
function runningServer(cluster: string): Running | null {
  const lines = readPidFile(cluster)
  if (lines === null) return null
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isServerOf(pid, cluster)) return null
  return { pid, socketDir: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' && (lines[4] ?? '') !== '' }
}

function readPidFile(cluster: string): string[] | null {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return null
    throw error
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  return isRunning(pid) && (commandOf(pid)?.includes(cluster) ?? false)
}

/**
 * PostgreSQL refuses to start while the pid in `postmaster.pid` belongs to any living process of the same account,
 * as happens after a restart of a container. The pid is replaced by one no process can have; the rest of the file
 * stays, because PostgreSQL uses it to notice orphaned processes that still hold the shared memory.
 */
function disarmStalePid(cluster: string): void {
  const lines = readPidFile(cluster)
  if (lines === null) return
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isRunning(pid)) return
  writeFileSync(join(cluster, 'postmaster.pid'), ['2147483646', ...lines.slice(1)].join('\n'))
}

async function start(place: Place, account: Account, binaries: Binaries): Promise<string> {
  const socketDir = chooseSocketDir(place, account)
  // Ours alone, and nobody runs: what a killed server left here would only stop the next, if its pid is in use again
  // or its process was never reaped.
  for (const left of [SOCKET_FILE, `${SOCKET_FILE}.lock`]) rmSync(join(socketDir, left), { force: true })
  const deadline = Date.now() + START_WITHIN_MS
  for (;;) {
    const said = await startOnce(place, account, binaries, socketDir)
    if (said === null) return socketDir
    // Orphans of a killed server still hold its memory; they notice within a second or two.
    const isOrphanLeft = said.includes('is still in use')
    if (!isOrphanLeft || Date.now() > deadline) {
      throw new DatabaseUnavailable(
        `PostgreSQL did not start: ${lastLine(said)}; its log is ${join(place.home, 'log')}`,
      )
    }
    await sleep(200)
  }
}

/** `null` when the server is ready; else what it wrote before it ended. */
async function startOnce(
  place: Place,
  account: Account,
  binaries: Binaries,
  socketDir: string,
): Promise<string | null> {
  const logPath = join(place.home, 'log')
  keepLogSmall(logPath)
  const log = openSync(logPath, 'a', 0o600)
  const logFrom = statSync(logPath).size
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    max_connections: '100',
    shared_buffers: '64MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
  }
  const child = spawn(
    binaries.postgres,
    ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A session of its own: Ctrl-C at the terminal reaches us, and we stop the server in good order.
    {
      cwd: place.home,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
      ...(account ?? {}),
    },
  )
  closeSync(log)
  child.unref()
  let failure: string | null = null
  const ended = new Promise<true>((resolveEnd) => {
    child.once('exit', () => resolveEnd(true))
    child.once('error', (error) => {
      failure = `${binaries.postgres} cannot be run: ${error.message}`
      resolveEnd(true)
    })
  })
  const deadline = Date.now() + RECOVER_WITHIN_MS
  while (Date.now() < deadline) {
    const running = runningServer(place.cluster)
    if (running?.isReady && running.pid === child.pid) return null
    if (await Promise.race([ended, sleep(5, false)])) return failure ?? readFrom(logPath, logFrom)
  }
  child.kill('SIGQUIT')
  return `not ready within ${RECOVER_WITHIN_MS / 60_000} minutes`
}

function readFrom(path: string, offset: number): string {
  return readFileSync(path).subarray(offset).toString('utf8')
}

/** Nothing of our own environment reaches the server, save what finding programs and libraries needs. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH } = process.env
  return {
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(PATH === undefined ? {} : { PATH }),
    ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }),
  }
}

function chooseSocketDir(place: Place, account: Account): string {
  const near = join(place.home, 'run')
  if (Buffer.byteLength(join(near, SOCKET_FILE)) <= LONGEST_SOCKET_PATH) {
    makeFolder(near, account, 0o700)
    return near
  }
  const lines = readPidFile(place.cluster)
  const before = lines?.[4] ?? ''
  if (before.startsWith(join(tmpdir(), 'unblind-')) && isPrivate(before, account)) return before
  const made = mkdtempSync(join(tmpdir(), 'unblind-'))
  makeFolder(made, account, 0o700)
  return made
}

function isPrivate(folder: string, account: Account): boolean {
  try {
    const facts = lstatSync(folder)
    const owner = account?.uid ?? process.getuid?.()
    return facts.isDirectory() && facts.uid === owner && (facts.mode & 0o077) === 0
  } catch {
    return false
  }
}

function keepLogSmall(path: string): void {
  if (existsSync(path) && statSync(path).size > LOG_KEPT_BYTES) renameSync(path, `${path}.before`)
}

/** Lets those connected finish, then ends their sessions, then stops without ceremony: each step only if needed. */
async function stopServer(cluster: string): Promise<void> {
  const running = runningServer(cluster)
  if (running === null) return
  const steps = [
    { signal: 'SIGTERM', withinMs: GUESTS_WITHIN_MS },
    { signal: 'SIGINT', withinMs: 30_000 },
    { signal: 'SIGQUIT', withinMs: 10_000 },
  ] as const
  for (const { signal, withinMs } of steps) {
    try {
      process.kill(running.pid, signal)
    } catch (error) {
      if (hasErrorCode(error, 'ESRCH')) break
      throw error
    }
    if (await isGoneWithin(running.pid, cluster, withinMs)) break
  }
  if (running.socketDir.startsWith(join(tmpdir(), 'unblind-'))) {
    rmSync(running.socketDir, { recursive: true, force: true })
  }
}

async function isGoneWithin(pid: number, cluster: string, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (isServerOf(pid, cluster)) {
    if (Date.now() > deadline) return false
    await sleep(5)
  }
  return true
}

type Ended = { readonly code: number | null; readonly said: string }

function runToEnd(program: string, args: readonly string[], cwd: string, account: Account): Promise<Ended> {
  return new Promise((resolveEnd) => {
    const child = spawn(program, args, {
      cwd,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account ?? {}),
    })
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', (error) => resolveEnd({ code: -1, said: `${program} cannot be run: ${error.message}` }))
    child.once('close', (code) => resolveEnd({ code, said }))
  })
}

/** The line that says what went wrong: the last error, else the last line at all. */
function lastLine(said: string): string {
  const lines = said.trim().split('\n')
  const error = lines.findLast((line) => /FATAL|PANIC|error:|cannot be run/.test(line))
  return (error ?? lines.at(-1) ?? 'it wrote nothing').trim()
}
