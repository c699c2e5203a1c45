import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binariesPackage, canReach, databaseAccount, readyBinaries } from './binaries.ts'
import { EMBEDDED_NAME, type EmbeddedServer, openEmbedded } from './embedded.ts'
import { beginningOf } from './process-facts.ts'

let dataDir: string
let folder: string
const open: EmbeddedServer[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ub-db-'))
  dataDir = folder
})
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(purpose: 'server' | 'command' = 'server'): Promise<EmbeddedServer> {
  const server = await openEmbedded(dataDir, purpose)
  open.push(server)
  return server
}

async function ask(server: EmbeddedServer, sql: string): Promise<unknown> {
  const client = new pg.Client({ host: server.socketDir, user: EMBEDDED_NAME, database: 'postgres' })
  await client.connect()
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

/** Ended processes that nobody has collected yet do not count. */
const isAlive = (pid: number) => beginningOf(pid) !== null
const cluster = () => join(dataDir, 'database', 'cluster')
const postmaster = () => Number(readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')[0])

/** Another process that opens the same data directory, says so, and closes when its input ends. */
async function anotherProcess(purpose: 'server' | 'command'): Promise<{ child: ChildProcess; said: string }> {
  const script = `
    const { openEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))})
    try {
      const server = await openEmbedded(${JSON.stringify(dataDir)}, '${purpose}')
      process.stdout.write(server.standing)
      await new Promise((resolve) => process.stdin.once('end', resolve).resume())
      await server.close()
    } catch (error) {
      process.stdout.write(error.message)
    }
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said) }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended before it was killed')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('the embedded server', () => {
  it('writes to disk before it answers, listens on no network, and lets nobody else at its socket', async () => {
    const server = await start()
    expect(await ask(server, 'show fsync')).toBe('on')
    expect(await ask(server, 'show synchronous_commit')).toBe('on')
    expect(await ask(server, 'show listen_addresses')).toBe('')
    expect(await ask(server, 'show unix_socket_permissions')).toBe('0700')
    expect(await ask(server, 'show server_encoding')).toBe('UTF8')
    expect(
      await ask(
        server,
        "select count(*)::int from pg_hba_file_rules where type <> 'local' and auth_method <> 'reject'",
      ),
    ).toBe(0)
  })

  it('leaves no process and no lock when it is closed, and keeps what was written', async () => {
    const first = await openEmbedded(dataDir, 'server')
    await ask(first, 'create table kept as select 41 + 1 as answer')
    const pid = postmaster()
    await first.close()
    expect(isAlive(pid)).toBe(false)
    expect(readdirSync(dataDir)).toEqual(['database'])
    expect(await ask(await start(), 'select answer from kept')).toBe(42)
  })

  it('is adopted by the next owner when its owner was killed', async () => {
    const { child, said } = await anotherProcess('server')
    expect(said).toBe('owner')
    const pid = postmaster()
    await killed(child)
    expect(isAlive(pid)).toBe(true)
    const next = await start()
    expect(next.standing).toBe('owner')
    expect(postmaster()).toBe(pid)
    await next.close()
    expect(isAlive(pid)).toBe(false)
  })

  it('recovers when it was itself killed, and keeps what was answered', async () => {
    const first = await openEmbedded(dataDir, 'server')
    await ask(first, 'create table kept as select 7 as answer')
    process.kill(postmaster(), 'SIGKILL')
    await first.close()
    expect(await ask(await start(), 'select answer from kept')).toBe(7)
  })

  it('is started again by its owner when it was killed meanwhile', async () => {
    const server = await start()
    const before = postmaster()
    process.kill(before, 'SIGKILL')
    while (isAlive(before)) await sleep(5)
    const sockets = await Promise.all([server.revive(), server.revive()])
    expect(new Set(sockets).size).toBe(1)
    expect(await ask(server, 'select 1')).toBe(1)
  })

  it('starts when both it and its owner were killed', async () => {
    const { child } = await anotherProcess('server')
    process.kill(postmaster(), 'SIGKILL')
    await killed(child)
    expect(await ask(await start(), 'select 1')).toBe(1)
  })

  it('starts when the pid it left behind belongs to an unrelated process of the same account', async () => {
    const first = await openEmbedded(dataDir, 'server')
    const left = readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')
    await first.close()
    const account = databaseAccount()
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { ...(account ?? {}), cwd: '/' })
    try {
      const path = join(cluster(), 'postmaster.pid')
      writeFileSync(path, [String(stranger.pid), ...left.slice(1)].join('\n'), { mode: 0o600 })
      if (account !== null) chownSync(path, account.uid, account.gid)
      expect(await ask(await start(), 'select 1')).toBe(1)
      expect(stranger.exitCode).toBe(null)
    } finally {
      stranger.kill('SIGKILL')
    }
  })

  it('starts when an earlier first start was cut off half-way', async () => {
    mkdirSync(join(dataDir, 'database', 'draft-of-an-earlier-start', 'base'), { recursive: true })
    writeFileSync(join(dataDir, 'database', 'draft-of-an-earlier-start', 'PG_VERSION'), '18\n')
    expect(await ask(await start(), 'select 1')).toBe(1)
    expect(readdirSync(join(dataDir, 'database')).filter((name) => name.startsWith('draft'))).toEqual([])
  })

  it('starts when a first start was killed at any moment', async () => {
    for (const afterMs of [20, 150, 400, 700]) {
      const script = `const { openEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}); process.stdout.write('go'); await openEmbedded(${JSON.stringify(dataDir)}, 'server'); setInterval(() => {}, 1000)`
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
      await once(child.stdout, 'data')
      await sleep(afterMs)
      await killed(child)
    }
    expect(await ask(await start(), 'select 1')).toBe(1)
  })

  it('lies in a folder whose path is longer than a socket allows', async () => {
    chmodSync(dataDir, 0o711)
    dataDir = join(dataDir, 'a-folder-with-a-rather-long-name'.repeat(3))
    mkdirSync(dataDir)
    const server = await start()
    expect(Buffer.byteLength(join(server.socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(103)
    expect(await ask(server, 'select 1')).toBe(1)
    const { socketDir } = server
    await server.close()
    expect(existsSync(socketDir)).toBe(false)
  })
})

describe.runIf(process.getuid?.() === 0)('as root, in a folder that only root may enter', () => {
  it('the database lies where its account can reach it, and the data directory says where', async () => {
    dataDir = join(dataDir, 'below-a-closed-folder')
    const server = await openEmbedded(dataDir, 'server')
    const { home } = JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8'))
    try {
      expect(home).toMatch(/^\/var\/lib\/unblind\/[0-9a-f-]{36}$/)
      await ask(server, 'create table kept as select 3 as answer')
      await server.close()
      expect(await ask(await start(), 'select answer from kept')).toBe(3)
    } finally {
      for (const one of open.splice(0)) await one.close()
      rmSync(home, { recursive: true, force: true })
    }
  })
})

describe('two processes on one data directory', () => {
  it('a command uses the server that runs, and leaves it running', async () => {
    const server = await start('server')
    const { child, said } = await anotherProcess('command')
    expect(said).toBe('guest')
    child.stdin?.end()
    await once(child, 'exit')
    expect(await ask(server, 'select 1')).toBe(1)
  })

  it('a second server is refused, and told which process has it', async () => {
    await start('server')
    const { said } = await anotherProcess('server')
    expect(said).toContain(`process ${process.pid}`)
    expect(said).toContain('UNBLIND_DATA_DIR')
  })

  it('a command whose owner leaves finishes what it does', async () => {
    const owner = await start('command')
    const guest = new pg.Client({ host: owner.socketDir, user: EMBEDDED_NAME, database: 'postgres' })
    await guest.connect()
    const closing = owner.close()
    await sleep(50)
    expect((await guest.query('select 5 as answer')).rows).toEqual([{ answer: 5 }])
    await guest.end()
    await closing
  })

  it('a server waits for a command that has the database, then owns it', async () => {
    const { child, said } = await anotherProcess('command')
    expect(said).toBe('owner')
    const opening = start('server')
    await sleep(100)
    child.stdin?.end()
    expect((await opening).standing).toBe('owner')
  })
})

describe('the programs of PostgreSQL', () => {
  const found = binariesPackage()

  it('run from a copy of the package that was installed without its install script', async () => {
    if (found === null) throw new Error('no PostgreSQL package for this machine')
    const bare = join(dataDir, 'package')
    cpSync(found, bare, { recursive: true, filter: (path) => !/\.so\.\d+$/.test(path) || !isLink(path) })
    const ready = readyBinaries(bare, join(dataDir, 'copies'), null)
    expect(ready.postgres.startsWith(bare)).toBe(true)
    expect(existsSync(join(bare, 'native', 'lib', 'libicudata.so.60'))).toBe(true)
  })

  it.runIf(process.getuid?.() === 0)('are copied out of a folder that only root may enter', async () => {
    if (found === null) throw new Error('no PostgreSQL package for this machine')
    const closed = join(dataDir, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    cpSync(found, join(closed, 'package'), { recursive: true })
    const account = databaseAccount()
    const ready = readyBinaries(join(closed, 'package'), join(dataDir, 'copies'), account)
    expect(ready.postgres.startsWith(join(dataDir, 'copies'))).toBe(true)
    chmodSync(dataDir, 0o755)
    expect(canReach(join(dataDir, 'copies'), account)).toBe(true)
    const child = spawn(ready.postgres, ['--version'], { ...(account ?? {}), cwd: '/' })
    const [said] = await once(child.stdout, 'data')
    expect(String(said)).toContain('PostgreSQL')
  })
})

function isLink(path: string): boolean {
  return path.endsWith('libicudata.so.60')
}
