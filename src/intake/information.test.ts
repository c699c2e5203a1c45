import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, parseUlid, type Sha256, sha256, type Ulid, ulid } from '../base/index.ts'
import { type Intake, MAX_ALLEGATION, takeIn, toInformation } from './information.ts'
import { readMail } from './read-mail.ts'
import { maskedAddress, withoutSource } from './source.ts'

const GOLDEN = new URL('../../test/golden/mail/', import.meta.url)
const MAILS = readdirSync(GOLDEN)

function goldenBytes(name: string): Uint8Array {
  return readFileSync(new URL(name, GOLDEN))
}

function idOf(index: number): Ulid {
  return ulid(1_790_000_000_000 + index, new Uint8Array(16))
}

const RECEIPT = { id: idOf(0), receivedAt: '2026-10-05T09:45:00.000Z', channel: 'email' } as const

function itemOf(bytes: Uint8Array | string) {
  return toInformation(readMail(typeof bytes === 'string' ? Buffer.from(bytes) : bytes), RECEIPT)
}

/** A folder of files taken in one after the other, as an intake does. */
function takeInAll(files: readonly Uint8Array[]): readonly Intake[] {
  const seen = new Map<Sha256, Ulid>()
  return files.map((bytes, i) => {
    const taken = takeIn(readMail(bytes), { ...RECEIPT, id: idOf(i) }, (hash) => seen.get(hash) ?? null)
    if (taken.kind === 'captured') seen.set(taken.item.originalBytesSha256, taken.item.id)
    return taken
  })
}

describe('information from a mail', () => {
  const item = itemOf(goldenBytes('forwarded-attached.eml'))

  it('is captured, judged by nobody, linked to nothing, its source restricted', () => {
    expect(item).toMatchObject({
      id: RECEIPT.id,
      channel: 'email',
      receivedAt: RECEIPT.receivedAt,
      originalBytesSha256: sha256(goldenBytes('forwarded-attached.eml')),
      subjectRefs: [],
      reliability: null,
      credibility: null,
      language: null,
      sourceProtection: 'restricted',
      readable: true,
      state: 'captured',
    })
    expect(parseUlid(item.id)).not.toBeNull()
  })

  it('says what the mail and what it forwards say', () => {
    expect(item.allegation).toContain('Original attached.')
    expect(item.allegation).toContain('used against reporters')
  })

  it('names its documents by hash and where it was forwarded from, its author masked', () => {
    expect(item.documents.map(({ name, size }) => [name, size])).toEqual([['photographs.pdf', 52]])
    expect(item.source).toBe('s…@….example')
    expect(item.origins).toEqual([
      { source: 'n…@….example', sentAt: '2026-10-05T06:12:40.000Z', subject: 'Your device in Unit Nine' },
    ])
  })

  it('can be sealed, whatever mail it was', () => {
    for (const name of MAILS) expect(() => canonical(itemOf(goldenBytes(name)))).not.toThrow()
  })

  it('that could not be opened is captured all the same', () => {
    expect(itemOf('')).toMatchObject({
      originalBytesSha256: sha256(''),
      allegation: null,
      readable: false,
      problems: ['the file holds no bytes; ask the sender for it again'],
      state: 'captured',
    })
  })

  it('too long to show says that it is', () => {
    const long = itemOf(`From: a@b.example\nDate: Tue, 6 Oct 2026 09:05:00 +0300\n\n${'Unit Nine. '.repeat(100_000)}`)
    expect(long.allegation).toHaveLength(MAX_ALLEGATION)
    expect(long.problems).toHaveLength(1)
  })
})

describe('T1 conservation of what comes in', () => {
  it('every file becomes exactly one item, or a second receipt of an item with the same bytes', () => {
    const changed = fc.tuple(fc.constantFrom(...MAILS), fc.nat(), fc.nat({ max: 255 })).map(([name, at, value]) => {
      const bytes = Uint8Array.from(goldenBytes(name))
      return bytes.fill(value, at % bytes.length, (at % bytes.length) + 1)
    })
    const file = fc.oneof(changed, fc.constantFrom(...MAILS).map(goldenBytes), fc.uint8Array({ maxLength: 200 }))
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), (files) => {
        const taken = takeInAll(files)
        expect(taken).toHaveLength(files.length)
        const hashes = files.map((bytes) => sha256(bytes))
        const items = taken.flatMap((one) => (one.kind === 'captured' ? [one.item] : []))
        expect(items.map((item) => item.originalBytesSha256)).toEqual([...new Set(hashes)])
        for (const [i, one] of taken.entries()) {
          if (one.kind === 'captured') continue
          expect(one.originalBytesSha256).toBe(hashes[i])
          expect(items.find(({ id }) => id === one.of)?.originalBytesSha256).toBe(hashes[i])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('a second mail under the same message id is no duplicate: anyone can write that id', () => {
    const head = 'Message-ID: <same@gazette.example>\nFrom: a@b.example\n\n'
    const taken = takeInAll([Buffer.from(`${head}All is well.`), Buffer.from(`${head}Unit Nine has it.`)])
    expect(taken.map(({ kind }) => kind)).toEqual(['captured', 'captured'])
  })
})

describe('the author of a tip', () => {
  it.each([
    [{ name: 'Nadia Fictive', address: 'nadia.fictive@gazette.example' }, 'n…@….example'],
    [{ name: null, address: 'n@gazette.example' }, 'n…@….example'],
    [{ name: 'Nadia Fictive', address: '' }, 'N…'],
    [{ name: null, address: '' }, '?…'],
  ])('is masked to a letter and the end of a domain', (mailbox, masked) => {
    expect(maskedAddress(mailbox)).toBe(masked)
  })

  it.each(['forwarded-inline.eml', 'forwarded-attached.eml', 'outlook-original.eml'])(
    'is taken out of %s for disclosure',
    (name) => {
      const read = readMail(goldenBytes(name))
      if (!read.ok) throw new Error('a golden mail was refused')
      const { text, passages } = withoutSource(itemOf(goldenBytes(name)).allegation ?? '', read.value)
      expect(text).not.toMatch(/nadia|fictive|gazette\.example/i)
      expect(text).toContain('Unit Nine of the Fictional Ministry of Order')
      if (name !== 'forwarded-attached.eml') expect(passages).toBeGreaterThan(0)
    },
  )
})

describe('a source with a hyphen or other marks in its name', () => {
  it.each(['Anne-Marie Fictional', 'A. (B) Fict+ional', 'Fict/ional [x]'])(
    '`%s` is taken out like any other',
    (name) => {
      const mail = `From: "${name}" <anne-marie.fictional@paper-fictional.example>\r\nSubject: a tip\r\n\r\nIt was used. ${name} wrote this.\r\n`
      const read = readMail(new TextEncoder().encode(mail))
      if (!read.ok) throw new Error(read.error.kind)
      const { text } = withoutSource(
        `It was used. ${name} wrote this. anne-marie.fictional@paper-fictional.example`,
        read.value,
      )
      expect(text).toContain('It was used.')
      expect(text).not.toContain('anne-marie')
      expect(text).not.toContain(name)
    },
  )
})
