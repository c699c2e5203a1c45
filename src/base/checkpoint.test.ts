import { describe, expect, it } from 'vitest'
import { openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { readPrivateKey } from './ed25519.ts'
import { type Sha256, sha256 } from './hash.ts'
import { noteKey, noteSigner, openNote, readNoteKey, sayNoteProblem, signNote, writeNoteKey } from './note.ts'

// SOURCE: the example in the documentation of golang.org/x/mod/sumdb/note: its keys are published with it.
const GO = {
  name: 'PeterNeumann',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  seed: Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1),
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
}

const signerOf = (name: string, seed: Uint8Array) => {
  const key = readPrivateKey(seed)
  if (!key.ok) throw new Error(key.error.kind)
  return noteSigner(name, key.value)
}
const go = signerOf(GO.name, GO.seed)
const log = signerOf('example.org/fictional-log', Buffer.alloc(32, 7))
const witness = signerOf('example.org/fictional-witness', Buffer.alloc(32, 8))
const head = { origin: 'example.org/fictional-log', size: 20_852_163, root: sha256('fictional root') }
const kindOf = (read: ReturnType<typeof openNote | typeof openCheckpoint>) => (read.ok ? 'ok' : read.error.kind)

describe('a signed note', () => {
  it('is written byte for byte as the Go implementation writes it, and opened', () => {
    expect(writeNoteKey(go.key)).toBe(GO.key)
    expect(signNote(GO.text, go)).toBe(`${GO.text}\n${GO.line}`)
    const key = readNoteKey(GO.key)
    expect(key.ok && openNote(`${GO.text}\n${GO.line}`, key.value)).toEqual({ ok: true, value: GO.text })
  })

  it('passes over signatures of others, under another name or another id', () => {
    const others = signNote(GO.text, witness).slice(GO.text.length + 1)
    const renamed = GO.line.replace('PeterNeumann', 'EnochRoot')
    expect(kindOf(openNote(`${GO.text}\n${others}${GO.line}${renamed}`, go.key))).toBe('ok')
    expect(openNote(`${GO.text}\n${others}${renamed}`, go.key)).toEqual({
      ok: false,
      error: { kind: 'note.not-signed', name: 'PeterNeumann' },
    })
  })

  it('is refused whole when the key signed something else, even beside a right signature', () => {
    const wrong = signNote('another text\n', go).split('\n\n')[1] ?? ''
    const refused = openNote(`${GO.text}\n${GO.line}${wrong}`, go.key)
    expect(refused).toEqual({ ok: false, error: { kind: 'note.wrong-signature', name: 'PeterNeumann' } })
    expect(refused.ok ? '' : sayNoteProblem(refused.error)).toContain('`PeterNeumann` does not hold')
  })

  it.each([
    ['no signature', GO.text],
    ['no blank line', `${GO.text}${GO.line}`],
    ['no newline at the end', `${GO.text}\n${GO.line}`.slice(0, -1)],
    ['a hyphen for the dash', `${GO.text}\n${GO.line.replace('\u2014', '-')}`],
    ['a carriage return', `${GO.text.replace('\n', '\r\n')}\n${GO.line}`],
    ['bits where base64 has padding', `${GO.text}\n${GO.line.replace('JnAM=', 'JnAN=')}`],
    ['too many signatures', `${GO.text}\n${GO.line.repeat(65)}`],
    ['a signature that is shorter than its id', `${GO.text}\n\u2014 PeterNeumann x08g\n`],
  ])('with %s is malformed', (_, note) => {
    expect(kindOf(openNote(note, go.key))).toBe('note.malformed')
  })

  it('is not made of a text or under a name that it could not carry', () => {
    expect(() => signNote('no newline', go)).toThrow(RangeError)
    expect(() => signNote('a\ttab\n', go)).toThrow(RangeError)
    for (const name of ['', 'two words', 'a+b', 'no\u00a0break', 'new\nline']) {
      expect(() => noteKey(name, go.key.publicKey)).toThrow(RangeError)
    }
  })

  it('has a key whose name, id and bytes belong together', () => {
    expect(readNoteKey(GO.key).ok).toBe(true)
    for (let at = 0; at < GO.key.length; at++) {
      const put = GO.key[at] === 'A' ? 'B' : 'A'
      expect(readNoteKey(GO.key.slice(0, at) + put + GO.key.slice(at + 1)).ok).toBe(false)
      expect(readNoteKey(GO.key.slice(0, at)).ok).toBe(false)
    }
  })
})

describe('a checkpoint', () => {
  it('says origin, size and root in three lines, signed', () => {
    const note = signCheckpoint(head, log)
    expect(note.split('\n').slice(0, 3)).toEqual([
      'example.org/fictional-log',
      '20852163',
      Buffer.from(head.root, 'hex').toString('base64'),
    ])
    expect(openCheckpoint(note, log.key)).toEqual({ ok: true, value: head })
    expect(kindOf(openCheckpoint(note, witness.key))).toBe('note.not-signed')
    expect(openCheckpoint(signCheckpoint({ ...head, size: 0 }, log), log.key)).toMatchObject({ value: { size: 0 } })
  })

  it('does not survive the change of any one character', () => {
    const note = signCheckpoint(head, log)
    for (let at = 0; at < note.length; at++) {
      const put = note[at] === 'A' ? 'B' : 'A'
      expect(openCheckpoint(note.slice(0, at) + put + note.slice(at + 1), log.key).ok).toBe(false)
    }
  })

  it('may carry further lines, which are signed but not read', () => {
    const [origin, size, root] = signCheckpoint(head, log).split('\n')
    const withMore = signNote(`${origin}\n${size}\n${root}\nmore\n`, log)
    expect(openCheckpoint(withMore, log.key)).toEqual({ ok: true, value: head })
  })

  const root = Buffer.from(head.root, 'hex').toString('base64')
  it.each([
    ['a leading zero', `o\n01\n${root}\n`],
    ['a size beyond 2^53', `o\n9007199254740993\n${root}\n`],
    ['a negative size', `o\n-1\n${root}\n`],
    ['a short root', `o\n1\n${root.slice(0, 40)}\n`],
    ['no root', 'o\n1\n'],
    ['no origin', `\n1\n${root}\n`],
    ['an empty line after', `o\n1\n${root}\n\nmore\n`],
  ])('with %s is malformed, however well it is signed', (_, text) => {
    expect(kindOf(openCheckpoint(signNote(text, log), log.key))).toBe('checkpoint.malformed')
  })

  it('is not made for an origin of two lines', () => {
    expect(() => signCheckpoint({ origin: 'a\nb', size: 0, root: '' as Sha256 }, log)).toThrow(RangeError)
  })
})
