import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { buildSnapshot } from '../../assessment/index.ts'
import { ok } from '../../base/index.ts'
import type { Customer, CustomerRow } from '../../lists/index.ts'
import { newScreener } from '../../match/index.ts'
import { loadStarter } from '../starter.ts'
import { type Against, type CustomerLine, rowScreener, screenRow } from './customer-line.ts'
import { type BulkAsked, screenFile } from './screen-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'unblind-bulk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const against: Against = { snapshot: buildSnapshot([loadStarter()]), unread: [] }
const listedNames = against.snapshot.parties.flatMap(({ properties }) => properties.name ?? [])

const slip = fc.record({ at: fc.nat(40), letter: fc.constantFrom(...'aeiknrtz ') })
const name = fc
  .tuple(
    fc.constantFrom(...listedNames),
    fc.constantFrom(...listedNames),
    fc.boolean(),
    fc.array(slip, { maxLength: 2 }),
  )
  .map(([one, other, isMixed, slips]) =>
    slips.reduce(
      (text, { at, letter }) => text.slice(0, at) + letter + text.slice(at + 1),
      isMixed ? `${one.split(' ')[0]} ${other.split(' ').at(-1)}` : one,
    ),
  )
const customer: fc.Arbitrary<Customer> = fc.record({
  key: fc.constant(null),
  name,
  otherNames: fc.array(name, { maxLength: 1 }),
  schema: fc.constantFrom(null, 'Person', 'Company'),
  country: fc.constant(null),
  addresses: fc.array(name, { maxLength: 1 }),
  birthDates: fc.subarray(['1970-01-01', '1980']),
  identifiers: fc.constant([]),
  unused: fc.constant([]),
})

function linesOf(path: string): readonly CustomerLine[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

let files = 0
function given(text: string | Uint8Array): BulkAsked {
  const file = join(folder, `${files++}.csv`)
  writeFileSync(file, text)
  return { file, out: `${file}.answers`, threads: 2 }
}

describe('many customers at once', () => {
  it('gets the matches and the scores of each screened by itself', () => {
    const rowOf = rowScreener(against, newScreener(against.snapshot.index))
    let hits = 0
    fc.assert(
      fc.property(customer, (one) => {
        const row: CustomerRow = { line: 2, customer: ok(one) }
        const alone = screenRow(row, against)
        if (alone.state === 'hits') hits++
        expect(rowOf(row)).toEqual(alone)
      }),
      { numRuns: 200 },
    )
    expect(hits).toBeGreaterThan(20)
  })

  it('is answered line by line in the order of the file, on threads as alone', async () => {
    const asked = given(
      `id,name\n${listedNames
        .slice(0, 1_500)
        .map((text, i) => `${i},"${text.replaceAll('"', '""')}"`)
        .join('\n')}`,
    )
    const done = await screenFile(asked, against)
    const lines = linesOf(asked.out)
    expect(done).toMatchObject({ ok: true, value: { rows: lines.length, notScreened: 0 } })
    expect(lines.map((line) => 'key' in line && line.key)).toEqual(lines.map((_, i) => String(i)))
    expect(lines.every((line) => line.state === 'hits')).toBe(true)
    expect(lines[7]).toEqual(
      JSON.parse(
        JSON.stringify(screenRow({ line: 9, customer: ok(customerCalled(listedNames[7] ?? '', '7')) }, against)),
      ),
    )
  })

  it('goes on where it was cut off, at whatever byte, with no customer twice and none lost', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => `${i},Fictional Trading ${i} Ltd`).join('\n')
    const whole = given(`id,name\n${rows}\n`)
    await screenFile(whole, against)
    const expected = readFileSync(whole.out)
    for (const share of [0, 0.001, 0.5, 0.77, 1]) {
      const asked = given(`id,name\n${rows}\n`)
      const first = await screenFile({ ...asked, threads: 1, onProgress: interrupt }, against).catch(() => null)
      expect(first).toBeNull()
      writeFileSync(asked.out, expected)
      truncateSync(asked.out, Math.floor(expected.length * share))
      const done = await screenFile(asked, against)
      expect(done).toMatchObject({ ok: true, value: { rows: 1_200, screened: 1_200 } })
      expect(readFileSync(asked.out).equals(expected)).toBe(true)
    }
  })

  it('never mixes answers about other customers into a file that was begun', async () => {
    const asked = given('name\nFictional Trading One Ltd\n')
    await screenFile({ ...asked, onProgress: interrupt }, against).catch(() => null)
    writeFileSync(asked.file, 'name\nFictional Trading Two Ltd\n')
    expect(await screenFile(asked, against)).toMatchObject({
      ok: false,
      error: expect.stringContaining('begun with other'),
    })
  })

  it('does not write over a file that is there', async () => {
    const asked = given('name\nFictional Trading One Ltd\n')
    writeFileSync(asked.out, 'mine')
    expect(await screenFile(asked, against)).toMatchObject({ ok: false })
    expect(readFileSync(asked.out, 'utf8')).toBe('mine')
  })

  it('says that no hit is not clear where a list was not read', async () => {
    const asked = given('name\nQqq Wwwwww\n')
    const done = await screenFile(asked, { ...against, unread: ['us-sdn'] })
    expect(linesOf(asked.out)).toMatchObject([{ state: 'notPerformed', hits: [] }])
    expect(done).toMatchObject({ ok: true, value: { unreadLists: ['us-sdn'] } })
  })

  it('answers every row of a damaged file or says why it is not screened', async () => {
    const asked = given(
      'id,name,country\n1,"never closed,DE\n2,,DE\n3,=HYPERLINK(1),DE\n4,a\u0000b,DE\n5,"x"y,DE\n6,a,DE,more\n' +
        `7,${'z'.repeat(1_000_000)},DE\n8,${'long '.repeat(300)},DE\n9,"=""Fictional Trading One Ltd""",Nowhereland\n`,
    )
    const done = await screenFile(asked, against)
    const lines = linesOf(asked.out)
    expect(lines.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(lines.slice(0, 8).every(({ state }) => state === 'notScreened')).toBe(true)
    expect(lines[8]).toMatchObject({
      name: 'Fictional Trading One Ltd',
      unused: ['country `Nowhereland` cannot be read'],
    })
    expect(done).toMatchObject({ ok: true, value: { rows: 9, notScreened: 8 } })
  })
})

function interrupt(): never {
  throw new Error('cut off')
}

function customerCalled(text: string, key: string): Customer {
  return {
    key,
    name: text,
    otherNames: [],
    schema: null,
    country: null,
    addresses: [],
    birthDates: [],
    identifiers: [],
    unused: [],
  }
}
