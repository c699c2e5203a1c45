import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendLeaf,
  type Canonical,
  canonical,
  EMPTY_LOG,
  entryLeaf,
  entryProof,
  type Head,
  inclusionProof,
  isIncluded,
  merkleRoot,
  type NoteSigner,
  noteSigner,
  readPrivateKey,
  rootOf,
  type SealedText,
  type Sha256,
  seal,
  sha256,
  signCheckpoint,
  streamRoot,
  verifyExport,
  writeExport,
  writeNoteKey,
} from '../src/base/index.ts'

const PROGRAM = fileURLToPath(new URL('../verifier/verify.mjs', import.meta.url))
type Verdict = {
  readonly ok: boolean
  readonly fault?: string
  readonly stream?: string | null
  readonly seq?: number | null
  readonly byte?: number
  readonly lines: readonly string[]
}
const independent: { readonly verify: (bytes: Uint8Array, key?: string) => Verdict } = await import(
  pathToFileURL(PROGRAM).href
)

const signerOf = (name: string, seed: number): NoteSigner => {
  const key = readPrivateKey(Buffer.alloc(32, seed))
  if (!key.ok) throw new Error(key.error.kind)
  return noteSigner(name, key.value)
}
const NODE = signerOf('fictional-exporter.example/log', 1)
const STRANGER = signerOf('fictional-exporter.example/log', 2)
const KEY = writeNoteKey(NODE.key)
const DOCUMENT = Buffer.from('A fictional end-user statement, signed by nobody.\n')
const CASE = 'case/01JDFICT10NAL00000000000CA'
const OTHER_CASE = 'case/01JDFICT10NAL00000000000CB'

type Made = { readonly file: string; readonly streams: Readonly<Record<string, readonly SealedText[]>> }

/** A case of `length` entries and a second of three, written into one log between the entries of a third. */
function madeExport(length: number, change: (streams: Record<string, SealedText[]>) => void = () => {}): Made {
  const streams: Record<string, SealedText[]> = { [CASE]: [], [OTHER_CASE]: [], 'case/not-exported': [] }
  const heads: Record<string, Head | null> = {}
  const leaves: Sha256[] = []
  const places: Record<string, number> = {}
  const write = (id: string, i: number) => {
    const body = { note: `fictional "note" ${i} – Ой\n`, document: i === 1 ? sha256(DOCUMENT) : null, count: i }
    const what = { at: `2026-11-24T09:30:00.${String(i).padStart(3, '0')}Z`, actor: 'Fictional Officer One' }
    const { entry, text, hash } = seal(heads[id] ?? null, { ...what, kind: 'note.written', body })
    heads[id] = entry
    places[id] = leaves.length
    leaves.push(entryLeaf(id, entry.seq, hash))
    streams[id]?.push({ text, hash })
  }
  for (let i = 0; i < length; i++) {
    write('case/not-exported', i)
    write(CASE, i)
    if (i < 3) write(OTHER_CASE, i)
  }
  const checkpoint = signCheckpoint({ origin: NODE.key.name, size: leaves.length, root: merkleRoot(leaves) }, NODE)
  change(streams)
  const exported = [OTHER_CASE, CASE].map((id) => ({
    id,
    entries: streams[id] ?? [],
    inclusion: { index: places[id] ?? 0, proof: inclusionProof(leaves, places[id] ?? 0) },
  }))
  return { file: writeExport({ streams: exported, checkpoint, documents: [DOCUMENT] }, NODE), streams }
}

const MADE = madeExport(9)
const BYTES = Buffer.from(MADE.file)

/** What both say, after making sure that they say the same. */
function verdictOn(bytes: Uint8Array, key?: string): Omit<Verdict, 'lines'> {
  const ours = verifyExport(bytes, key)
  const theirs = independent.verify(bytes, key)
  const { lines, ...theirPlace } = theirs
  expect(lines.length).toBeGreaterThan(0)
  const ourPlace = ours.ok
    ? { ok: true }
    : {
        ok: false,
        fault: ours.error.fault,
        stream: ours.error.stream,
        seq: ours.error.seq,
        byte: ours.error.byte,
      }
  expect(theirPlace).toEqual(ourPlace)
  return ourPlace
}

// biome-ignore lint/suspicious/noExplicitAny: the file is taken apart at will.
type Loose = any

/** The file with its parsed content changed and written canonically again. */
function edited(change: (file: Loose) => void): Buffer {
  const file: Loose = JSON.parse(MADE.file)
  change(file)
  return Buffer.from(canonical(file as Canonical))
}

const STREAM = 0
const resealed = (text: string, change: object): { text: string; hash: Sha256 } => {
  const next = canonical({ ...JSON.parse(text), ...change })
  return { text: next, hash: sha256(next) }
}

describe('an export', () => {
  it('holds in both verifiers, and each tells what it saw', () => {
    expect(verdictOn(BYTES)).toEqual({ ok: true })
    expect(verdictOn(BYTES, KEY)).toEqual({ ok: true })
    const ours = verifyExport(BYTES, KEY)
    const head = MADE.streams[CASE]?.at(-1)?.hash
    expect(ours).toMatchObject({
      ok: true,
      value: {
        key: KEY,
        isTrusted: true,
        log: { origin: 'fictional-exporter.example/log', size: 21 },
        streams: [
          { id: CASE, entries: 9, head },
          { id: OTHER_CASE, entries: 3 },
        ],
        documents: 1,
      },
    })
    const { lines } = independent.verify(BYTES, KEY)
    expect(lines).toContain(`  stream ${CASE}: 9 entries, newest ${head}`)
    expect(lines.at(-1)).toBe('  That is the key given.')
    expect(independent.verify(BYTES).lines.at(-1)).toContain('The key came with the file')
  })

  it('holds for every length of a stream to 40', () => {
    for (let length = 2; length <= 40; length++) {
      expect(verdictOn(Buffer.from(madeExport(length).file))).toEqual({ ok: true })
    }
  })

  it('proves each single entry of a stream by the root that was signed of it', () => {
    const hashes = (MADE.streams[CASE] ?? []).map(({ hash }) => hash as Sha256)
    const root = streamRoot(CASE, hashes)
    for (const [index, hash] of hashes.entries()) {
      const claim = { index, size: hashes.length, root, proof: entryProof(CASE, hashes, index) }
      expect(isIncluded({ ...claim, leaf: entryLeaf(CASE, index, hash) })).toBe(true)
      expect(isIncluded({ ...claim, leaf: entryLeaf(OTHER_CASE, index, hash) })).toBe(false)
      expect(isIncluded({ ...claim, leaf: entryLeaf(CASE, index, sha256('not in the case')) })).toBe(false)
    }
    expect(root).toBe(rootOf(hashes.map((hash, seq) => entryLeaf(CASE, seq, hash)).reduce(appendLeaf, EMPTY_LOG)))
  })
})

describe('an altered export', () => {
  const entry = (file: Loose, seq: number): string => file.streams[STREAM].entries[seq]
  const placed = (seq: number) => ({ ok: false, stream: CASE, seq, byte: byteOfEntry(seq) })

  it('is placed at the entry of which a letter was changed', () => {
    for (let seq = 0; seq < 9; seq++) {
      const bytes = edited((file) => {
        file.streams[STREAM].entries[seq] = entry(file, seq).replace('Officer One', 'Officer Two')
      })
      expect(verdictOn(bytes)).toEqual({ ...placed(seq), fault: 'entry.altered' })
    }
  })

  it('is placed at the entry of which the hash was changed', () => {
    const bytes = edited((file) => {
      const hashes = file.streams[STREAM].hashes
      hashes[4] = hashes[4].replace(/^./, (digit: string) => (digit === '0' ? '1' : '0'))
    })
    expect(verdictOn(bytes)).toEqual({ ...placed(4), fault: 'entry.altered' })
  })

  it('is placed after the entry that was forged and hashed anew', () => {
    const bytes = edited((file) => {
      const { text, hash } = resealed(entry(file, 4), { actor: 'Fictional Officer Two' })
      file.streams[STREAM].entries[4] = text
      file.streams[STREAM].hashes[4] = hash
    })
    expect(verdictOn(bytes)).toEqual({ ...placed(5), fault: 'entry.chain-broken' })
  })

  it('is found when the whole stream was forged and sealed anew, because its signed root is another', () => {
    const bytes = Buffer.from(
      madeExport(9, (streams) => {
        let last: Head | null = null
        streams[CASE] = (streams[CASE] ?? []).map(({ text }) => {
          const { at, kind, body } = JSON.parse(text)
          const sealed: ReturnType<typeof seal> = seal(last, { at, kind, body, actor: 'Fictional Officer Two' })
          last = sealed.entry
          return { text: sealed.text, hash: sealed.hash }
        })
      }).file,
    )
    // The keeper itself forged and signed it: only the log, whose checkpoint others hold, gives it away.
    expect(verdictOn(bytes)).toMatchObject({ fault: 'not-in-log', stream: CASE })
    const byStranger = edited((file) => {
      file.streams[STREAM] = JSON.parse(bytes.toString()).streams[STREAM]
      file.streams[STREAM].checkpoint = JSON.parse(MADE.file).streams[STREAM].checkpoint
    })
    expect(verdictOn(byStranger)).toMatchObject({ fault: 'stream-checkpoint', stream: CASE })
  })

  it.each([
    ['swapped', (list: Loose[]) => list.splice(3, 2, list[4], list[3]), 3, 'entry.out-of-sequence'],
    ['dropped', (list: Loose[]) => list.splice(3, 1), 3, 'entry.out-of-sequence'],
    ['doubled', (list: Loose[]) => list.splice(3, 0, list[3]), 4, 'entry.out-of-sequence'],
    ['taken from the front', (list: Loose[]) => list.shift(), 0, 'entry.out-of-sequence'],
  ])('is placed where entries were %s', (_, change, seq, fault) => {
    const bytes = edited((file) => {
      change(file.streams[STREAM].entries)
      change(file.streams[STREAM].hashes)
    })
    expect(verdictOn(bytes)).toMatchObject({ stream: CASE, seq, fault })
  })

  it('is found when newest entries were dropped, by the length that was signed', () => {
    for (const drop of [1, 2, 8]) {
      const bytes = edited((file) => {
        file.streams[STREAM].entries.splice(-drop)
        file.streams[STREAM].hashes.splice(-drop)
      })
      expect(verdictOn(bytes)).toMatchObject({ fault: 'incomplete', stream: CASE, seq: 9 - drop })
    }
  })

  it('is found when an entry was added that follows well', () => {
    const bytes = edited((file) => {
      const [text, hash] = [entry(file, 8), file.streams[STREAM].hashes[8]]
      const added = resealed(text, { seq: 9, prev: hash })
      file.streams[STREAM].entries.push(added.text)
      file.streams[STREAM].hashes.push(added.hash)
    })
    expect(verdictOn(bytes)).toMatchObject({ fault: 'incomplete', stream: CASE, seq: 9 })
  })

  it('is found when an entry is hashed well but two readers could read it as two values', () => {
    const bytes = edited((file) => {
      const text = entry(file, 0).replace('{"actor"', '{"actor":"Fictional Officer Two","actor"')
      file.streams[STREAM].entries[0] = text
      file.streams[STREAM].hashes[0] = sha256(text)
    })
    expect(verdictOn(bytes)).toEqual({ ...placed(0), fault: 'entry.not-canonical' })
  })

  it.each([
    ['at', '2026-11-24'],
    ['at', '+012026-11-24T09:30:00.000Z'],
    ['at', '2026-11-31T09:30:00.000Z'],
    ['actor', ''],
    ['actor', null],
    ['kind', ''],
    ['body', []],
    ['body', null],
    ['prev', 'ab'],
    ['prev', ['0'.repeat(64)]],
    ['seq', -1],
    ['seq', '0'],
    ['more', 1],
    ['__proto__', {}],
  ])('is found when an entry has `%s` %j', (field, value) => {
    const bytes = edited((file) => {
      const parsed = JSON.parse(entry(file, 0))
      Object.defineProperty(parsed, field, { value, enumerable: true })
      const text = canonical(parsed)
      file.streams[STREAM].entries[0] = text
      file.streams[STREAM].hashes[0] = sha256(text)
    })
    expect(verdictOn(bytes)).toEqual({ ...placed(0), fault: 'entry.not-sealed' })
  })

  it('is found when a bit of a signature was turned', () => {
    const turned = (note: string) => {
      const [, base64 = ''] = /(\S+)\n$/.exec(note) ?? []
      const signature = Buffer.from(base64, 'base64')
      signature[30] = (signature[30] ?? 0) ^ 1
      return note.replace(base64, signature.toString('base64'))
    }
    expect(verdictOn(edited((file) => (file.log.checkpoint = turned(file.log.checkpoint))))).toMatchObject({
      fault: 'checkpoint',
      stream: null,
    })
    const ofStream = edited((file) => {
      file.streams[STREAM].checkpoint = turned(file.streams[STREAM].checkpoint)
    })
    expect(verdictOn(ofStream)).toMatchObject({ fault: 'stream-checkpoint', stream: CASE })
  })

  it('is found when the name of a stream, or the checkpoint of another, is put in', () => {
    const renamed = edited((file) => (file.streams[STREAM].id = `${CASE.slice(0, -1)}0`))
    expect(verdictOn(renamed)).toMatchObject({ fault: 'stream-checkpoint' })
    const exchanged = edited((file) => (file.streams[0].checkpoint = file.streams[1].checkpoint))
    expect(verdictOn(exchanged)).toMatchObject({ fault: 'stream-checkpoint', stream: CASE })
    const asLog = edited((file) => (file.log.checkpoint = file.streams[0].checkpoint))
    expect(verdictOn(asLog)).toMatchObject({ fault: 'checkpoint' })
  })

  it('is found when the place in the log is another', () => {
    for (const change of [
      (inclusion: Loose) => inclusion.index--,
      (inclusion: Loose) => (inclusion.index = Number.MAX_SAFE_INTEGER),
      (inclusion: Loose) => inclusion.proof.pop(),
      (inclusion: Loose) => inclusion.proof.push(sha256('')),
      (inclusion: Loose) => inclusion.proof.splice(0, 1, sha256('')),
    ]) {
      const bytes = edited((file) => change(file.streams[STREAM].inclusion))
      expect(verdictOn(bytes)).toMatchObject({ fault: 'not-in-log', stream: CASE, seq: null })
    }
  })

  it('is found when a document is another, or was put in without a word in the case', () => {
    const other = Buffer.from('another fictional statement')
    const swapped = edited((file) => (file.documents[0].base64 = other.toString('base64')))
    expect(verdictOn(swapped)).toMatchObject({ fault: 'document-altered' })
    const loose = edited((file) => (file.documents[0].base64 += '='))
    expect(verdictOn(loose)).toMatchObject({ fault: 'document-altered' })
    const smuggled = edited((file) => {
      file.documents[0] = { base64: other.toString('base64'), sha256: sha256(other) }
    })
    expect(verdictOn(smuggled)).toMatchObject({ fault: 'document-not-named' })
  })

  it('is found when someone else signed it in the name of the node, if the key is known', () => {
    const forged = edited((file) => {
      const [log, stream] = [file.log.checkpoint, file.streams[1].checkpoint].map((note: string) => note.split('\n'))
      file.key = writeNoteKey(STRANGER.key)
      const resign = ([origin = '', size, root = '']: string[]) =>
        signCheckpoint(
          { origin, size: Number(size), root: Buffer.from(root, 'base64').toString('hex') as Sha256 },
          STRANGER,
        )
      file.log.checkpoint = resign(log ?? [])
      file.streams = [{ ...file.streams[1], checkpoint: resign(stream ?? []) }]
      file.documents = file.documents.filter((each: Loose) => file.streams[0].entries.join().includes(each.sha256))
    })
    expect(verdictOn(forged)).toEqual({ ok: true })
    expect(verdictOn(forged, KEY)).toMatchObject({ fault: 'another-key' })
  })

  it.each(smallOrderKeys())('is refused under a key with which anyone could sign: %s', (hex) => {
    const material = Buffer.concat([Buffer.of(1), Buffer.from(hex, 'hex')])
    const { name } = NODE.key
    const id = sha256(Buffer.concat([Buffer.from(`${name}\n`), material])).slice(0, 8)
    const bytes = edited((file) => (file.key = `${name}+${id}+${material.toString('base64')}`))
    expect(verdictOn(bytes)).toMatchObject({ fault: 'key' })
  })

  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['a newline at its end', `${MADE.file}\n`],
    ['a space', MADE.file.replace(',', ', ')],
    ['a byte order mark', `\ufeff${MADE.file}`],
    ['half', MADE.file.slice(0, MADE.file.length / 2)],
    ['a later format', MADE.file.replace('unblind-export-1', 'unblind-export-2')],
    ['a member more', MADE.file.replace('"format"', '"extra":1,"format"')],
    ['a million brackets', '['.repeat(1_000_000)],
  ])('is refused with %s', (_, text) => {
    const verdict = verdictOn(Buffer.from(text))
    expect(['not-canonical', 'not-an-export']).toContain(verdict.fault)
  })

  it('is refused when it is not UTF-8, at the byte', () => {
    const bytes = Buffer.from(BYTES)
    bytes[500] = 0xff
    expect(verdictOn(bytes)).toMatchObject({ fault: 'not-utf-8', byte: 500 })
    const halfOfThree = Buffer.concat([BYTES.subarray(0, 500), Buffer.of(0xef, 0xbf, 0x41), BYTES.subarray(503)])
    expect(verdictOn(halfOfThree)).toMatchObject({ fault: 'not-utf-8', byte: 502 })
    expect(verdictOn(Buffer.concat([BYTES, Buffer.of(0xe2, 0x82)]))).toMatchObject({
      fault: 'not-utf-8',
      byte: BYTES.length,
    })
  })

  it('is found for any byte that is changed to any other, and both agree on the place', () => {
    fc.assert(
      fc.property(fc.nat(BYTES.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(BYTES)
        bytes[at] = ((bytes[at] ?? 0) + by) % 256
        expect(verdictOn(bytes).ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('is found for any cut, doubling or insertion, and both agree on the place', () => {
    fc.assert(
      fc.property(fc.nat(BYTES.length), fc.nat(40), fc.string({ maxLength: 6 }), (at, cut, put) => {
        const bytes = Buffer.concat([BYTES.subarray(0, at), Buffer.from(put), BYTES.subarray(at + cut)])
        expect(verdictOn(bytes).ok).toBe(bytes.equals(BYTES))
      }),
      { numRuns: 200 },
    )
  })

  it('is found for any part that is replaced by any other, written canonically, and both agree on the place', () => {
    const parts = partsOf(JSON.parse(MADE.file))
    const odd = fc.constantFrom<Loose>(null, 0, -1, 2, true, '', 'x', [], {}, [[]], { value: 1 }, '0'.repeat(64), '\n')
    fc.assert(
      fc.property(fc.nat(parts.length - 1), fc.nat(parts.length - 1), odd, fc.boolean(), (to, from, value, isOdd) => {
        const [path, other] = [parts[to] ?? [], parts[from] ?? []]
        const bytes = edited((file) => {
          const put = isOdd ? value : structuredClone(at(file, other))
          const holder = at(file, path.slice(0, -1))
          holder[path.at(-1) ?? ''] = put
        })
        // A holder may pass on fewer streams and documents; what is still there is as it was.
        if (verdictOn(bytes).ok) expect(isPartOf(JSON.parse(bytes.toString()), JSON.parse(MADE.file))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  /** Offset of an entry in the file as it was made. */
  function byteOfEntry(seq: number): number {
    return BYTES.indexOf(JSON.stringify(MADE.streams[CASE]?.[seq]?.text))
  }
})

describe('the program `verify.mjs`', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-verifier-'))
  const run = (name: string, bytes: Uint8Array | null, ...more: string[]) => {
    const path = join(folder, name)
    if (bytes !== null) writeFileSync(path, bytes)
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, path, ...more], { encoding: 'utf8' })
    return { status, stdout, stderr }
  }

  it('exits 0 with what holds, 1 with the first place that does not, 2 when there is nothing to read', () => {
    expect(run('good.json', BYTES, KEY)).toMatchObject({ status: 0, stderr: '' })
    const bad = run('bad.json', Buffer.from(MADE.file.replace('Officer One', 'Officer Two')))
    expect(bad).toMatchObject({ status: 1, stderr: '' })
    expect(bad.stdout).toMatch(/^does not hold: stream case\/\S+, entry 0, byte \d+: the text is not the one/)
    expect(run('missing.json', null).status).toBe(2)
    expect(spawnSync(process.execPath, [PROGRAM]).status).toBe(2)
  })

  it('is one file that needs nothing but Node and shares no code with the program', () => {
    const imports = [...readFileSync(PROGRAM, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    expect(imports.filter((from) => !from?.startsWith('node:'))).toEqual([])
  })
})

function at(file: Loose, path: readonly (string | number)[]): Loose {
  return path.reduce((part, step) => part[step], file)
}

function isPartOf(file: Loose, whole: Loose): boolean {
  const isIn = (parts: Loose[], all: Loose[]) =>
    parts.every((part) => all.some((each) => canonical(each) === canonical(part)))
  return isIn(file.streams, whole.streams) && isIn(file.documents, whole.documents)
}

/** The path to every part of the file but the file itself. */
function partsOf(value: Loose, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => {
    const step = Array.isArray(value) ? Number(key) : key
    return [[...path, step], ...partsOf(value[key], [...path, step])]
  })
}

function smallOrderKeys(): readonly string[] {
  const ys = [
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    '00'.repeat(32),
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
  ]
  return ys.flatMap((y) => [y, y.slice(0, 62) + (Number.parseInt(y.slice(62), 16) | 0x80).toString(16)])
}
