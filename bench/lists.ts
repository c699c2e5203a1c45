/**
 * How fast the largest official files are read and what memory that takes: classic and ENHANCED XML of about 60 MB and a
 * tenth of that, of fictional parties, each read in a process of its own. Beyond the bytes themselves and the parties that
 * come out, memory should not grow with the file.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ANY_COUNT, readList, sentenceOf } from '../src/lists/index.ts'
import { classicXml, enhancedXml, type LaidOutParty } from '../test/ofac-layouts.ts'

const EDITION = { list: 'SDN List', on: '2026-01-02' } as const
const LARGE_BYTES = 60 * 1024 * 1024
/** Parties laid out at a time, so that making the file takes little memory. */
const PIECE = 500

const LAYOUTS = {
  classic: { source: 'us-ofac-sdn-xml', name: 'sdn.xml', write: writeClassic },
  enhanced: { source: 'us-ofac-sdn-enhanced', name: 'sdn_enhanced.xml', write: writeEnhanced },
} as const
type Layout = keyof typeof LAYOUTS

type Measured = { readonly parties: number; readonly ms: number; readonly peakMb: number; readonly heldMb: number }

/** `<layout>Mb`: size of the file; `PeakMb`: most memory above the file's bytes and what the process had before. */
export async function run(): Promise<Readonly<Record<string, number>>> {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-bench-lists-'))
  const metrics: Record<string, number> = {}
  try {
    for (const layout of Object.keys(LAYOUTS) as Layout[])
      for (const [size, bytes] of [
        ['Tenth', LARGE_BYTES / 10],
        ['', LARGE_BYTES],
      ] as const) {
        const path = join(folder, `${size}${LAYOUTS[layout].name}`)
        LAYOUTS[layout].write(path, bytes)
        const measured = inOwnProcess(layout, path)
        const mb = statSync(path).size / 1024 / 1024
        metrics[`${layout}${size}Mb`] = Math.round(mb)
        metrics[`${layout}${size}Parties`] = measured.parties
        metrics[`${layout}${size}Ms`] = Math.round(measured.ms)
        metrics[`${layout}${size}MbPerS`] = Math.round((mb * 1_000) / measured.ms)
        metrics[`${layout}${size}PeakMb`] = Math.round(measured.peakMb)
        metrics[`${layout}${size}HeldMb`] = Math.round(measured.heldMb)
        rmSync(path)
      }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return metrics
}

function inOwnProcess(layout: Layout, path: string): Measured {
  const out = execFileSync(process.execPath, [
    '--expose-gc',
    '--import',
    'tsx',
    fileURLToPath(import.meta.url),
    layout,
    path,
  ])
  return JSON.parse(out.toString()) as Measured
}

/** In the child: reads the file once and prints what that took. */
function measure(layout: Layout, path: string): Measured {
  const { source, name } = LAYOUTS[layout]
  const bytes = readFileSync(path)
  global.gc?.()
  const before = { peak: process.resourceUsage().maxRSS / 1024, heap: process.memoryUsage().heapUsed }
  const start = performance.now()
  const read = readList(source, [{ name, bytes }], { expectedParties: ANY_COUNT })
  const ms = performance.now() - start
  if (!read.ok) throw new Error(sentenceOf(read.error))
  const peakMb = process.resourceUsage().maxRSS / 1024 - before.peak
  global.gc?.()
  const heldMb = (process.memoryUsage().heapUsed - before.heap) / 1024 / 1024
  return { parties: read.value.parties.length, ms, peakMb, heldMb }
}

function party(number: number): LaidOutParty {
  return {
    number,
    kind: number % 2 === 0 ? 'Entity' : 'Individual',
    last: `FICTIONAL TRADING NUMBER ${number}`,
    ...(number % 2 === 0 ? {} : { first: `Invented Q${number % 97}` }),
    programmes: ['FICTIONAL'],
    names: [1, 2, 3].map((n) => ({ last: `PRETEND NAME ${n} OF ${number}`, kind: 'a.k.a.', isWeak: n === 3 }) as const),
    addresses: [{ lines: [`${number} Nowhere Street`], city: 'Sampletown', postalCode: '00000', country: 'Syria' }],
    born: number % 2 === 0 ? [] : ['04 Sep 1957'],
    documents: [{ label: 'Registration Number', value: `00${number}`, country: 'Syria' }],
    features: [{ label: 'Website', value: `www.pretend-${number}.example` }],
  }
}

function writeEnhanced(path: string, size: number): void {
  writePieces(path, size, (parties) => enhancedXml(parties, EDITION), '  <entities>\n', '  </entities>')
}

function writeClassic(path: string, size: number): void {
  // The head states the count: the parties are laid out first, the head is put before them.
  const entries = (parties: readonly LaidOutParty[]) => classicXml(parties, EDITION)
  const probe = entries(Array.from({ length: PIECE }, (_, i) => party(i + 1))).length / PIECE
  const count = Math.ceil(size / probe / PIECE) * PIECE
  writePieces(
    path,
    size,
    (parties) => entries(parties).replace(/<Record_Count>\d+/, `<Record_Count>${count}`),
    '</publshInformation>\n',
    '</sdnList>',
    count,
  )
}

/** Lays parties out piece by piece between one head and one foot. */
function writePieces(
  path: string,
  size: number,
  layOut: (parties: readonly LaidOutParty[]) => string,
  headEnd: string,
  footStart: string,
  count = Number.POSITIVE_INFINITY,
): void {
  const file = openSync(path, 'w')
  let written = 0
  let number = 1
  let foot = ''
  while (count === Number.POSITIVE_INFINITY ? written < size : number <= count) {
    const text = layOut(Array.from({ length: PIECE }, (_, i) => party(number + i)))
    const head = text.indexOf(headEnd) + headEnd.length
    foot = text.slice(text.lastIndexOf(footStart))
    written += writeSync(file, text.slice(number === 1 ? 0 : head, text.lastIndexOf(footStart)))
    number += PIECE
  }
  writeSync(file, foot)
  closeSync(file)
}

const [, , layout, path] = process.argv
if (process.argv[1] === fileURLToPath(import.meta.url) && layout !== undefined && path !== undefined)
  process.stdout.write(JSON.stringify(measure(layout as Layout, path)))
