/** The seat at a terminal: two states found a forum by files, one tells the other, and what is public is handed over by hand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from '../src/cli/run.ts'
import { testDatabase } from './database.ts'

const folder = mkdtempSync(join(tmpdir(), 'unblind-forum-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const databases = { QM: (await testDatabase()).url, QN: (await testDatabase()).url }
let ticks = 0

async function unblind(state: keyof typeof databases, ...args: readonly string[]) {
  let out = ''
  let err = ''
  const code = await run(
    ['forum', ...args],
    {
      stdin: (async function* () {})(),
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      env: {
        UNBLIND_DATA_DIR: join(folder, state),
        DATABASE_URL: databases[state],
        UNBLIND_NODE: 'authority',
        UNBLIND_NAME: `Licensing Office of ${state} (fictional)`,
        UNBLIND_STATE: state,
      },
      drained: () => Promise.resolve(),
      isTty: false,
      isErrTty: false,
      clock: () => new Date(Date.parse('2026-11-24T16:00:00Z') + ticks++ * 1_000),
      untilStopped: () => Promise.resolve(),
    },
    '0.0.0-test',
  )
  return { code, out, err }
}

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const notice = (tlp: string | null) => `
type: threat.notice
basis: code-of-conduct
${tlp === null ? '' : `handling: { tlp: ${tlp} }`}
body:
  title: Interception devices used against reporters
  summary: A unit uses them without a warrant.
  endUse: Watching reporters.
  rightsAffected: ['Privacy, ICCPR 17']
  confidence: high
`

describe('the forum at a terminal', () => {
  it('says what is missing before the seat is set up', async () => {
    const { code, err } = await unblind('QM', 'inbox')
    expect(code).toBe(2)
    expect(err).toContain('set it up with `unblind forum setup FILE`')
  })

  it('founds a forum from the keys of both, and takes the seat once', async () => {
    const states = ['QM', 'QN'] as const
    const keys = []
    for (const state of states) keys.push(JSON.parse((await unblind(state, 'key', '--json')).out))
    const founders = keys.map(({ state, key }) => ({ state, key }))
    const genesis = []
    for (const state of states) {
      const path = file(`found-${state}.json`, { name: `State ${state}`, founders })
      genesis.push((await unblind(state, 'found', path)).out.trim())
    }
    const list = states.map((state) => ({ state, name: `State ${state}`, from: '2026-01-01' }))
    const setup = file('setup.json', { founders: list, genesis })
    for (const state of states) {
      const { code, out } = await unblind(state, 'setup', setup, '--as', 'Dele Delegate')
      expect(code).toBe(0)
      expect(out).toContain(`State ${state} is a member`)
    }
    const again = await unblind('QM', 'setup', setup)
    expect(again.code).toBe(2)
    expect(again.err).toContain('this seat is set up already')
  })

  it('shows who will read a draft, and signs nothing without --yes', async () => {
    const draft = file('green.yaml', notice('GREEN'))
    const shown = await unblind('QM', 'issue', draft)
    expect(shown.code).toBe(2)
    expect(shown.out).toContain('TLP:GREEN: all subscribing states, now and later')
    expect(shown.out).toContain('State QN')
    expect(shown.err).toContain('nothing was signed')
    expect((await unblind('QM', 'inbox')).out).toContain('none yet')
    const unlabelled = await unblind('QM', 'issue', file('none.yaml', notice(null)), '--yes')
    expect(unlabelled.code).toBe(2)
    expect(unlabelled.err).toContain('bears no TLP label')
    const broken = await unblind(
      'QM',
      'preview',
      file('broken.yaml', 'type: threat.notice\nbody: {}\nhandling: { tlp: PINK }\n'),
    )
    expect(broken.code).toBe(2)
    expect(broken.err).toContain('`handling.tlp` is none of CLEAR, GREEN, AMBER, AMBER+STRICT, RED')
  })

  it('signs, and the other state takes what is public when it is handed over by hand, once', async () => {
    const { out } = await unblind('QM', 'issue', file('clear.yaml', notice('CLEAR')), '--yes', '--as', 'Dele Delegate')
    const hash = out.trim().split('\n').at(-1) ?? ''
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    const handed = file('public.txt', (await unblind('QM', 'public')).out)
    const taken = await unblind('QN', 'take', handed, '--from', 'a courier')
    expect(taken.out).toContain(`taken ${hash}`)
    expect((await unblind('QN', 'take', handed, '--from', 'a courier')).out).toContain(`already-held ${hash}`)
    const shown = await unblind('QN', 'show', hash.slice(0, 10))
    expect(shown.out).toContain('Threat notice of State QM, 24 Nov 2026')
    expect(shown.out).toContain('may be answered by: corroborate (about), dispute (about)')
    const bad = await unblind('QN', 'take', file('bad.txt', 'a.b.c\n'), '--from', 'a stranger')
    expect(bad.code).toBe(2)
    expect(bad.out).toContain('refused')
    expect((await unblind('QN', 'standing')).out).toContain('refused (1)')
  })

  it('adds a peer, asks it, and says that it does not answer', async () => {
    const added = await unblind('QN', 'peers', '--add', 'QM=http://127.0.0.1:9')
    expect(added.out).toContain('http://127.0.0.1:9')
    const asked = await unblind('QN', 'sync')
    expect(asked.out).toMatch(/it\s+does\s+not\s+answer/)
    expect((await unblind('QN', 'peers')).out).toMatch(/since 24 Nov 2026, 16:00 UTC:\s+it\s+does\s+not\s+answer/)
    expect((await unblind('QN', 'peers', '--add', 'QM')).err).toContain('names no address')
    expect((await unblind('QN', 'peers', '--add', 'QM=http://example.org')).err).toContain('write https://host[:port]')
  })
})
