import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { beginningOf } from '../src/store/process-facts.ts'

const ROOT = join(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'ub-start-'))
const running: ChildProcess[] = []

type Started = { readonly child: ChildProcess; readonly address: string; readonly said: () => string }

beforeAll(() => {
  // The first start builds; so that its time is not counted to a test, it is done here the same way.
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), '--port', 'none'], {
    cwd: ROOT,
    env: { ...process.env, UNBLIND_DATA_DIR: dataDir },
    encoding: 'utf8',
  })
  expect(built.stderr).toContain('is not a port')
}, 300_000)
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGINT')
    await once(child, 'exit')
  }
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** What `npm start` runs, until it has said where it answers. */
async function start(): Promise<Started> {
  const { NODE_OPTIONS: _, ...env } = process.env
  const port = await freePort()
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), '--port', String(port)], {
    cwd: ROOT,
    env: { ...env, UNBLIND_DATA_DIR: dataDir, UNBLIND_LISTS_DIR: '', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  }
  while (!said.includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`it ended: ${said}`)
    await sleep(20)
  }
  return { child, address: `http://127.0.0.1:${port}`, said: () => said }
}

const postmaster = () =>
  Number(readFileSync(join(dataDir, 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])

function isNewServer(before: number): boolean {
  try {
    return postmaster() !== before
  } catch {
    return false
  }
}

async function assess(address: string): Promise<string> {
  const example = readFileSync(join(ROOT, 'examples', '01-intercept-device-egypt', 'transaction.yaml'), 'utf8')
  const response = await fetch(`${address}/v1/assessments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parse(example)),
  })
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as { id: string }
  return id
}

async function opens(address: string, id: string): Promise<number> {
  return (await fetch(`${address}/v1/assessments/${id}`)).status
}

// A start builds first when a source changed since: long, where others work in the same tree.
describe('npm start', { timeout: 300_000 }, () => {
  it('says where it answers, how old what it knows is, that the starter set is one, and one thing to try', async () => {
    const { address, said } = await start()
    expect(said()).toContain(address)
    expect(said()).toMatch(/starter set of \d+ parties, not a full screening/)
    expect(said()).toContain('country-chart')
    expect(said()).toContain('unblind assess')
    const page = await fetch(address)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<html')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends in good order on %s, with no process and no lock left',
    async (signal) => {
      const { child } = await start()
      const database = postmaster()
      child.kill(signal)
      const [code] = await once(child, 'exit')
      expect(code).toBe(0)
      expect(beginningOf(database)).toBe(null)
      expect(readdirSync(dataDir).filter((name) => name.startsWith('lock'))).toEqual([])
      expect(existsSync(join(dataDir, 'database', 'cluster', 'postmaster.pid'))).toBe(false)
    },
  )

  it('starts again after it was killed, with every assessment it had answered', async () => {
    const first = await start()
    const id = await assess(first.address)
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    const second = await start()
    expect(await opens(second.address, id)).toBe(200)
  })

  it('starts again after it and its database were killed', async () => {
    const first = await start()
    const id = await assess(first.address)
    process.kill(postmaster(), 'SIGKILL')
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    const second = await start()
    expect(await opens(second.address, id)).toBe(200)
  })

  it('goes on when only its database was killed', async () => {
    const { address } = await start()
    const id = await assess(address)
    const before = postmaster()
    process.kill(before, 'SIGKILL')
    // A session that has not noticed yet may still answer; the new server is there once they all have.
    await expect
      .poll(async () => [await opens(address, id), isNewServer(before)], { timeout: 30_000 })
      .toEqual([200, true])
    expect(await opens(address, await assess(address))).toBe(200)
  })

  it('refuses to run twice on one data directory, and says which process has it', async () => {
    const { child } = await start()
    const second = spawnSync(
      process.execPath,
      [join(ROOT, 'scripts', 'start.mjs'), '--port', String(await freePort())],
      {
        cwd: ROOT,
        env: { ...process.env, UNBLIND_DATA_DIR: dataDir },
        encoding: 'utf8',
      },
    )
    expect(second.status).toBe(1)
    expect(second.stderr).toContain(`process ${child.pid}`)
    expect(second.stderr).toContain('UNBLIND_DATA_DIR')
  })
})
