import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { type App, type ImportReport, openApp } from '../src/app/index.ts'
import { assessmentSchema, determinationSchema } from '../src/assessment/index.ts'
import type { Io } from '../src/cli/io.ts'
import { pairResultSchema } from '../src/cli/match.ts'
import { type importReportsSchema, PUBLISHED_SCHEMAS } from '../src/cli/published-schemas.ts'
import { run } from '../src/cli/run.ts'

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'unblind-cli-'))

// The commands find a server at work on the same data directory, as on a desk where the pages are open.
let server: App
beforeAll(async () => {
  const dataDir = join(folder, 'data')
  server = await openApp({
    dataDir,
    needsDatabase: true,
    purpose: 'server',
    mayDownload: false,
    clock: () => new Date(),
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

type Said = { readonly code: number; readonly out: string; readonly err: string }

async function unblind(
  args: readonly string[],
  given: { readonly stdin?: string; readonly io?: Partial<Io> } = {},
): Promise<Said> {
  let out = ''
  let err = ''
  const io: Io = {
    stdin: streamOf(given.stdin ?? ''),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    env: { UNBLIND_DATA_DIR: join(folder, 'data') },
    drained: () => Promise.resolve(),
    isTty: false,
    isErrTty: false,
    clock: () => new Date('2026-11-24T15:00:00Z'),
    untilStopped: () => Promise.resolve(),
    ...given.io,
  }
  const code = await run(args, io, '0.0.0-test')
  return { code, out, err }
}

async function* streamOf(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text)
}

let files = 0
function file(text: string | Uint8Array, name = 'input.yaml'): string {
  files++
  const path = join(folder, `${files}-${name}`)
  writeFileSync(path, text)
  return path
}

function linesOf(out: string): readonly unknown[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const example = (name: string) => [join(EXAMPLES, name, 'transaction.yaml'), '--lists', join(EXAMPLES, name, 'lists')]

describe('determine', () => {
  it('answers one line in the published shape', async () => {
    const { code, out, err } = await unblind([
      'determine',
      '--eccn',
      '5A001',
      '--paragraph',
      'f.1',
      '--to',
      'CN',
      '--json',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const answer: unknown = JSON.parse(out)
    expect(determinationSchema.safeParse(answer).error?.issues ?? []).toEqual([])
    expect(answer).toMatchObject({ outcome: 'licence-required', on: '2026-11-24' })
  })

  it('reads an entry and its paragraph written together', async () => {
    const apart = await unblind([
      'determine',
      '--eccn',
      '5A001',
      '--paragraph',
      'f.1',
      '--to',
      'EG',
      '--on',
      '2026-09-20',
      '--json',
    ])
    const together = await unblind(['determine', '--eccn', '5A001.f.1', '--to', 'EG', '--on', '2026-09-20', '--json'])
    expect(together.out).toBe(apart.out)
  })

  it('asks for what it is not told, and never takes silence for no', async () => {
    const { out } = await unblind(['determine', '--eccn', 'EAR99', '--to', 'MY', '--on', '2026-09-20', '--json'])
    const answer = JSON.parse(out)
    expect(answer.outcome).toBe('undecided')
    expect(answer.questions.length).toBeGreaterThan(0)
  })

  it('takes measurements, whose threshold decides', async () => {
    const outcome = async (elements: number) => {
      const flags = ['--eccn', '6A003.b.4.b', '--to', 'DE', '--on', '2026-07-23', '--assume', 'ordinary', '--json']
      const measured = ['--measure', `focalPlaneElements=${elements}`, 'frameRateHz=30']
      return JSON.parse((await unblind(['determine', ...flags, ...measured])).out).outcome
    }
    expect(await outcome(111_000)).toBe('no-licence-required')
    expect(await outcome(111_001)).toBe('licence-required')
    expect((await unblind(['determine', '--eccn', 'EAR99', '--to', 'DE', '--measure', 'heavy'])).err).toContain('heavy')
  })

  it.each([
    [['--to', 'CN'], '--eccn'],
    [['--eccn', '5A001'], '--to'],
    [['--eccn', '9Z999', '--to', 'CN'], 'eccn'],
    [['--eccn', '5A777', '--to', 'CN'], 'not an entry of the control list'],
    [['--eccn', '5A001', '--paragraph', 'zz.9', '--to', 'CN'], 'not a paragraph of 5A001'],
    [['--eccn', '5A001', '--to', 'Atlantis'], 'Atlantis'],
    [['--eccn', '5A001', '--to', 'CN', '--on', '2026-02-30'], '2026-02-30'],
    [['--eccn', '5A001', '--to', 'CN', '--end-user', 'wizard'], 'endUserType'],
    [['--eccn', '5A001', '--to', 'CN', '--wrong'], '--wrong'],
    [['--cases', 'x.jsonl', '--to', 'CN'], 'do not go together'],
    [['--cases', join(folder, 'absent.jsonl')], 'absent.jsonl'],
  ])('refuses %s with a sentence that names what is wrong', async (flags, named) => {
    const { code, out, err } = await unblind(['determine', ...flags])
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(named)
  })

  it('answers case lines in order, a bad one with an error in its place, and counts agreement last', async () => {
    const cases = [
      '{"eccn":"5A001","paragraph":"f.1","to":"CA","on":"2026-09-20","assume":"ordinary","expected":"licence-required"}',
      'not json',
      '{"eccn":"EAR99","to":"CA","on":"2026-09-20","assume":"ordinary","expected":"licence-required"}',
      '{"eccn":"EAR99","to":"Nowhere"}',
      '{"eccn":"5A001","paragraph":"f.1","to":"EG","on":"2026-09-20","assume":"ordinary","expected":{"outcome":"licence-required","requirements":["NS2",{"reason":"SL","paragraph":"742.13(a)"}]}}',
      '{"eccn":"0A982","to":"KE","on":"2026-09-20","assume":"ordinary"}',
    ].join('\n')
    const { code, out } = await unblind(['determine', '--cases', '-', '--json'], { stdin: cases })
    expect(code).toBe(2)
    const [first, second, third, fourth, fifth, sixth, last] = linesOf(out)
    expect(first).toMatchObject({ outcome: 'licence-required', agreement: { agrees: true } })
    expect(second).toMatchObject({ error: { line: 2 } })
    expect(third).toMatchObject({ outcome: 'no-licence-required', agreement: { agrees: false } })
    expect(fourth).toMatchObject({ error: { line: 4, sentence: expect.stringContaining('Nowhere') } })
    expect(fifth).toMatchObject({ agreement: { agrees: true, missing: [], unexpected: [] } })
    expect(sixth).not.toHaveProperty('agreement')
    expect(last).toEqual({
      summary: {
        labelled: 3,
        agreeing: 2,
        byOutcome: { 'licence-required': { labelled: 3, agreeing: 2 } },
      },
    })
  })

  it('gives the first answers before the last lines have come', async () => {
    let answered = 0
    async function* slowly(): AsyncIterable<Uint8Array> {
      for (let sent = 0; sent < 5; sent++) {
        yield new TextEncoder().encode('{"eccn":"0A982","to":"KE","on":"2026-09-20"}\n')
        // By the time the second line is asked for, the first is answered.
        expect(answered).toBe(sent + 1)
      }
    }
    const { code } = await unblind(['determine', '--cases', '-', '--json'], {
      io: {
        stdin: slowly(),
        out: () => {
          answered++
        },
      },
    })
    expect(code).toBe(0)
  })

  it('gives one answer or one error a line, whatever the lines hold', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.json({ maxDepth: 3 }),
      fc
        .record({ eccn: fc.constantFrom('5A001', 'EAR99', '0A982', '6A003'), to: fc.constantFrom('CN', 'DE', 'XX') })
        .chain((facts) =>
          fc.json({ maxDepth: 2 }).map((end) => `${JSON.stringify(facts).slice(0, -1)},"endUse":${end}}`),
        ),
    )
    const isOneLine = (text: string) => !/[\r\n]/.test(text) && text.trim() !== ''
    await fc.assert(
      fc.asyncProperty(fc.array(line.filter(isOneLine), { minLength: 150, maxLength: 200 }), async (lines) => {
        const { out } = await unblind(['determine', '--cases', '-', '--json'], { stdin: lines.join('\n') })
        const answers = linesOf(out)
        expect(answers).toHaveLength(lines.length)
        for (const answer of answers) {
          expect(answer).toSatisfy((one: object) => 'outcome' in one !== 'error' in one)
        }
      }),
      { numRuns: 5 },
    )
  })
})

describe('match', () => {
  const pairs = [
    '{"schema":"Person","query":{"name":"Vladimir Fictionalov"},"candidate":{"name":"Fictionalov Vladimir"},"match":true,"category":"order"}',
    '{"query":{"name":"Fictional Alpha GmbH"},"candidate":{"name":"Entirely Other Works SA"},"match":false,"category":"other"}',
    '{"query":{"name":"unlabelled"},"candidate":{"name":"unlabelled","extra":1}}',
    '{"query":{},"candidate":{"name":"x"}}',
  ].join('\n')

  it('gives a score and a yes or no a line, then precision, recall and F1 over the labelled ones', async () => {
    const { code, out } = await unblind(['match', '--pairs', '-', '--json'], { stdin: pairs })
    const lines = linesOf(out)
    expect(code).toBe(2)
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(pairResultSchema.safeParse(line).error?.issues ?? []).toEqual([])
    expect(lines[0]).toMatchObject({ match: true, expected: true })
    expect(lines[1]).toMatchObject({ match: false, expected: false })
    expect(lines[2]).toMatchObject({ score: 1_000_000, match: true })
    expect(lines[3]).toMatchObject({ error: { line: 4, sentence: expect.stringContaining('`query.name`') } })
    expect(lines[4]).toMatchObject({
      summary: { pairs: 2, precision: 1, recall: 1, f1: 1, byCategory: { order: { pairs: 1 }, other: { pairs: 1 } } },
    })
  })

  it('needs a file of pairs', async () => {
    const { code, err } = await unblind(['match'])
    expect(code).toBe(2)
    expect(err).toContain('--pairs')
  })
})

describe('screen', () => {
  const lists = ['--lists', join(EXAMPLES, '14-owned-buyer-rule-in-force', 'lists')]

  it('finds a listed party and explains the match', async () => {
    const { code, out } = await unblind([
      'screen',
      'Fictional',
      'Far',
      'Sight',
      'Holding',
      '--country',
      'CN',
      ...lists,
      '--json',
    ])
    expect(code).toBe(0)
    const answer = JSON.parse(out)
    expect(answer.hits[0]).toMatchObject({ list: 'us-entity-list', name: 'Fictional Far Sight Holding Co., Ltd.' })
    expect(answer.hits[0].explanation.parts.length).toBeGreaterThan(2)
    expect(answer.screening.state).toBe('hits')
  })

  it('without the full lists a name that meets nothing is not performed, never clear', async () => {
    const { out } = await unblind(['screen', 'Quite Unlisted Person', '--json'])
    expect(JSON.parse(out).screening.state).toBe('notPerformed')
    const text = await unblind(['screen', 'Quite Unlisted Person'])
    expect(text.out).toContain('not performed in full')
    expect(text.out).not.toContain('□ clear')
  })

  it.each([
    [['x', '--schema', 'Robot'], '--schema'],
    [['x', '--country', 'Atlantis'], '--country'],
    [['x', '--lists', join(folder, 'no-such-folder')], 'no-such-folder'],
    [['   '], 'name'],
    [['a'.repeat(10_000)], 'name'],
  ])('refuses %s', async (args, named) => {
    const { code, err } = await unblind(['screen', ...args])
    expect(code).toBe(2)
    expect(err).toContain(named)
  })
})

describe('assess', () => {
  const ship = () => readFileSync(join(EXAMPLES, '10-thermal-camera-320-germany', 'transaction.yaml'), 'utf8')

  it('answers in the published shape, and keeps the answer', async () => {
    const { code, out, err } = await unblind(['assess', ...example('10-thermal-camera-320-germany'), '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const answer = JSON.parse(out)
    expect(assessmentSchema.safeParse(answer).error?.issues ?? []).toEqual([])
    expect(answer).toMatchObject({
      law: { outcome: 'no-licence-required' },
      coverage: { state: 'complete' },
      action: { state: 'release' },
    })
  })

  it('says the three answers first, each with a word and a shape, and no colour where no terminal is', async () => {
    const { out } = await unblind(['assess', ...example('01-intercept-device-egypt')])
    expect(out).toMatch(
      /LAW +■ licence required[\s\S]*COVERAGE +● complete[\s\S]*ACTION +‖ hold[\s\S]*742\.13\(a\)\(1\)/,
    )
    expect(out).not.toContain('\u001b[')
    expect(out).toContain('not legal advice')
  })

  it('colours on a terminal, unless NO_COLOR is set, and keeps within its width', async () => {
    const args = ['assess', ...example('01-intercept-device-egypt')]
    const env = { UNBLIND_DATA_DIR: join(folder, 'data') }
    const coloured = await unblind(args, { io: { isTty: true, columns: 80, env } })
    const plain = await unblind(args, { io: { isTty: true, columns: 80, env: { ...env, NO_COLOR: '1' } } })
    expect(coloured.out).toContain('\u001b[31m')
    expect(plain.out).not.toContain('\u001b[')
    const wide = plain.out.split('\n').filter((line) => line.length > 80 && line.trim().includes(' '))
    expect(wide).toEqual([])
  })

  it('reads another day in place of the export date', async () => {
    const on = async (day: string) =>
      JSON.parse((await unblind(['assess', ...example('16-owned-buyer-after-the-stay'), '--on', day, '--json'])).out)
    expect(await on('2026-03-01')).toMatchObject({ on: '2026-03-01', law: { outcome: 'no-licence-required' } })
    expect(await on('2025-10-15')).toMatchObject({ on: '2025-10-15', law: { outcome: 'licence-required' } })
  })

  it('exits with 3 when the action is one that --fail-on names, and with 0 when not', async () => {
    const code = async (failOn: string) =>
      (await unblind(['assess', ...example('01-intercept-device-egypt'), '--json', '--fail-on', failOn])).code
    expect(await code('hold,apply,refrain')).toBe(3)
    expect(await code('hold')).toBe(3)
    expect(await code('apply,refrain')).toBe(0)
    expect(await code('release')).toBe(0)
    expect(await code('halt')).toBe(2)
  })

  it('reads standard input, and JSON as well as YAML', async () => {
    const lists = ['--lists', join(EXAMPLES, '10-thermal-camera-320-germany', 'lists'), '--json']
    const { parse } = await import('yaml')
    const fromYaml = JSON.parse((await unblind(['assess', '-', ...lists], { stdin: ship() })).out)
    const fromJson = JSON.parse(
      (await unblind(['assess', '-', ...lists], { stdin: JSON.stringify(parse(ship())) })).out,
    )
    expect(fromJson.transaction).toEqual(fromYaml.transaction)
  })

  describe('refuses bad input with exit 2, the field and what to do, and stores nothing', () => {
    let before = 0
    beforeAll(async () => {
      before = await keptAssessments()
    })
    const changed = (from: string | RegExp, to: string) => ship().replace(from, to)
    it.each<readonly [string, () => string | Uint8Array, string | RegExp]>([
      ['malformed YAML', () => 'parties: [\n  - {name: "x', /line \d+, column \d+/],
      ['an unknown country', () => changed('destination: DE', 'destination: Atlantis'), '`destination`'],
      ['an entry that does not exist', () => changed('eccn: 6A003', 'eccn: 6A777'), '`items[0].eccn`'],
      ['an impossible date', () => changed('exportOn: 2026-07-23', 'exportOn: 2026-07-32'), '`exportOn`'],
      [
        'a party with no name',
        () => changed('name: Fictional University Hospital of Saxony', "name: ''"),
        '`parties[0].name`',
      ],
      ['a missing field', () => changed(/^kind: export\n/m, ''), '`kind`'],
      ['a field that is not known', () => changed('kind: export', 'kind: export\nknid: export'), '`knid`'],
      [
        'percentages over 100',
        () => changed('ownersAsked: true', 'owners: [{ name: A, percent: 60 }, { name: B, percent: 50 }]'),
        '`parties[0].owners`',
      ],
      ['one percentage over 100', () => changed('ownersAsked: true', 'owners: [{ name: A, percent: 160 }]'), 'percent'],
      [
        'a name of 10,000 characters',
        () => changed('name: Fictional University Hospital of Saxony', `name: ${'a'.repeat(10_000)}`),
        '`parties[0].name`',
      ],
      ['a lone surrogate', () => changed('part: FI-TC-320', 'part: "\\uD800"'), '`items[0].part`'],
      ['a control character', () => changed('part: FI-TC-320', 'part: "a\\u0007b"'), '`items[0].part`'],
      ['bytes that are no UTF-8', () => Uint8Array.of(0x6b, 0xff, 0xfe), 'UTF-8'],
      ['an empty file', () => '', 'empty'],
      ['a list in place of a transaction', () => '- 1\n- 2\n', '(whole file)'],
      ['a file of 50 MB', () => Buffer.alloc(50 * 1024 * 1024, 0x61), '5 MB'],
      ['YAML aliases that multiply', () => bomb(), 'alias'],
      ['a hundred thousand brackets', () => '['.repeat(100_000), /nested|YAML/],
    ])('%s', async (_what, make, named) => {
      const { code, out, err } = await unblind(['assess', file(make()), '--json'])
      expect(code).toBe(2)
      expect(out).toBe('')
      expect(err).toMatch(named instanceof RegExp ? named : new RegExp(named.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    })
    it('has stored none of them', async () => {
      expect(await keptAssessments()).toBe(before)
    })
  })

  it('never fails on any bytes in place of a transaction', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { code, err } = await unblind(['assess', file(bytes)])
        expect({ code, isSaid: err !== '' }).toEqual({ code: 2, isSaid: true })
      }),
      { numRuns: 40 },
    )
  })

  it('names every fault, not only the first', async () => {
    const { err } = await unblind(['assess', file('kind: export\nexportOn: 2026-13-01\ndestination: Atlantis\n')])
    for (const field of ['exportOn', 'destination', 'exporter', 'parties', 'items'])
      expect(err).toContain(`\`${field}\``)
  })

  it('says which file of --lists it did not use, and is then not complete', async () => {
    const lists = join(folder, 'damaged')
    const { mkdirSync, cpSync } = await import('node:fs')
    mkdirSync(lists, { recursive: true })
    cpSync(join(EXAMPLES, '10-thermal-camera-320-germany', 'lists'), lists, { recursive: true })
    const csv = readFileSync(join(lists, 'consolidated.csv'), 'utf8')
    writeFileSync(join(lists, 'consolidated.csv'), csv.slice(0, -40))
    const [transaction = ''] = example('10-thermal-camera-320-germany')
    const { code, out, err } = await unblind(['assess', transaction, '--lists', lists, '--json'])
    expect(code).toBe(0)
    expect(err).toContain('consolidated.csv')
    expect(JSON.parse(out)).toMatchObject({ coverage: { state: 'partial' }, action: { state: 'hold' } })
  })
})

describe('lists', () => {
  it('status tells of each list and law table', async () => {
    const { code, out } = await unblind(['lists', 'status'])
    expect(code).toBe(0)
    expect(out).toContain('US Consolidated Screening List')
    expect(out).toContain('not loaded')
    const json = JSON.parse((await unblind(['lists', 'status', '--json'])).out)
    expect(json.coverage.state).toBe('partial')
  })

  it('import refuses a web page in place of data, with exit 2', async () => {
    const page = file('<!DOCTYPE html><html><body>error</body></html>', 'consolidated.csv')
    const { code, out } = await unblind(['lists', 'import', page, '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject([{ outcome: 'refused' }])
  })

  it('the shape of an import report says what its type says, both ways', () => {
    expectTypeOf<readonly ImportReport[]>().toExtend<z.input<typeof importReportsSchema>>()
    expectTypeOf<z.output<typeof importReportsSchema>>().toExtend<readonly ImportReport[]>()
  })

  it('accept needs a reason and a version that is there', async () => {
    expect((await unblind(['lists', 'accept', 'X'])).err).toContain('--reason')
    const { code, err } = await unblind([
      'lists',
      'accept',
      'X',
      '--reason',
      'looked at it',
      '--by',
      'A Fictional Officer',
    ])
    expect(code).toBe(2)
    expect(err).toContain('`X`')
  })
})

describe('serve', () => {
  it('prints the address, the age of lists and tables and an example, answers there, and stops cleanly', async () => {
    let said = ''
    let health = 0
    const { code } = await unblind(['serve', '--port', '0', '--no-download'], {
      io: {
        env: { UNBLIND_DATA_DIR: join(folder, 'served') },
        out: (text) => {
          said += text
        },
        untilStopped: async () => {
          while (!said.includes('Ctrl-C')) await new Promise((resolve) => setTimeout(resolve, 20))
          const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
          health = (await fetch(`${address}/healthz`)).status
        },
      },
    })
    expect({ code, health }).toEqual({ code: 0, health: 200 })
    expect(said).toContain('country-chart')
    expect(said).toContain('starter set of')
    expect(said).toContain('unblind assess')
  })

  it('refuses a port that is none', async () => {
    const { code, err } = await unblind(['serve', '--port', '99999'])
    expect(code).toBe(2)
    expect(err).toContain('--port')
  })
})

describe('schema, examples, version and help', () => {
  it.each(Object.keys(PUBLISHED_SCHEMAS))('prints the JSON Schema of %s', async (name) => {
    const { code, out } = await unblind(['schema', name])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: name })
  })

  it.each<readonly [string, readonly string[], string]>([
    [
      'screening',
      ['screen', 'Fictional Far Sight', '--lists', join(EXAMPLES, '14-owned-buyer-rule-in-force', 'lists')],
      '',
    ],
    ['status', ['lists', 'status'], ''],
    ['import-reports', ['lists', 'import', join(EXAMPLES, 'README.md')], ''],
    ['case-result', ['determine', '--cases', '-'], '{"eccn":"0A982","to":"KE","expected":"licence-required"}\n{}\n'],
  ])('prints %s in the shape it publishes', async (name, args, stdin) => {
    const { out } = await unblind([...args, '--json'], { stdin })
    const schema = PUBLISHED_SCHEMAS[name]?.schema
    for (const line of linesOf(out)) expect(schema?.safeParse(line).error?.issues).toEqual(undefined)
    expect(linesOf(out).length).toBeGreaterThan(0)
  })

  it('lists the shapes, and refuses one that is not published', async () => {
    expect((await unblind(['schema'])).out).toContain('assessment')
    const { code, err } = await unblind(['schema', 'nonsense'])
    expect(code).toBe(2)
    expect(err).toContain('nonsense')
  })

  it('lists the examples and prints one', async () => {
    expect((await unblind(['examples'])).out).toContain('01-intercept-device-egypt')
    expect((await unblind(['examples', '01'])).out).toContain('eccn: 5A001')
    expect((await unblind(['examples', '99'])).code).toBe(2)
  })

  it('prints its version, teaches in its help, and refuses a command it does not know', async () => {
    expect(await unblind(['--version'])).toEqual({ code: 0, out: '0.0.0-test\n', err: '' })
    const help = await unblind(['--help'])
    expect(help.code).toBe(0)
    expect(help.out).toContain('Start here')
    expect(help.out).toContain('Exit codes')
    expect((await unblind(['asess', 'x'])).code).toBe(2)
  })
})

describe('the program itself', () => {
  const start = (args: readonly string[]) =>
    spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('../src/cli/main.ts', import.meta.url)), ...args],
      {
        env: { ...process.env, UNBLIND_DATA_DIR: join(folder, 'program') },
      },
    )

  it('gives its exit code and its sentence to the shell', async () => {
    const child = start(['determine', '--eccn', '5A001', '--to', 'Atlantis'])
    let err = ''
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(2)
    expect(err).toContain('unblind: ')
    expect(err).toContain('Atlantis')
  })

  it('ends without complaint when the reader of its answers has seen enough', async () => {
    const child = start(['determine', '--cases', '-', '--json'])
    let err = ''
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.stdin.on('error', () => {})
    child.stdin.end('{"eccn":"0A982","to":"KE"}\n'.repeat(2_000))
    child.stdout.once('data', () => child.stdout.destroy())
    const [code] = await once(child, 'close')
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

async function keptAssessments(): Promise<number> {
  return (await server.recentAssessments(500)).length
}

function bomb(): string {
  const rows = ['a: &a [x,x,x,x,x,x,x,x,x]']
  for (let i = 1; i < 9; i++) {
    const [to, from] = ['abcdefghi'[i], 'abcdefghi'[i - 1]]
    rows.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`)
  }
  return rows.join('\n')
}
