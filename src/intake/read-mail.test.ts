import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../base/index.ts'
import { allegationOf } from './information.ts'
import { MAX_DEPTH, MAX_MAIL_BYTES, MAX_PARTS, type Mail, withForwarded } from './mail.ts'
import { sentenceOf } from './problem.ts'
import { readMail } from './read-mail.ts'

const GOLDEN = new URL('../../test/golden/mail/', import.meta.url)

function goldenBytes(name: string): Uint8Array {
  return readFileSync(new URL(name, GOLDEN))
}

function read(bytes: Uint8Array | string): Mail {
  const result = readMail(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  if (!result.ok) throw new Error(sentenceOf(result.error))
  return result.value
}

function golden(name: string): Mail {
  return read(goldenBytes(name))
}

function kindsOf(mail: Mail): readonly string[] {
  return [...new Set(mail.problems.map(({ kind }) => kind))].sort()
}

const HEAD = 'From: tip@gazette.example\nDate: Tue, 6 Oct 2026 09:05:00 +0300\n'

describe('a mail', () => {
  it('says who sent it, to whom, when and about what', () => {
    const mail = golden('outlook-original.eml')
    expect(mail.from).toEqual({ name: 'Person, Sales', address: 'sales.person@exporter.example' })
    expect(mail.to).toEqual([
      { name: 'Compliance', address: 'compliance@exporter.example' },
      { name: 'Second, A.', address: 'second@exporter.example' },
    ])
    expect(mail).toMatchObject({
      messageId: 'o1@exporter.example',
      subject: 'FW: Your device',
      sentAt: '2026-10-08T16:20:00.000Z',
      language: null,
      readable: true,
      problems: [],
    })
  })

  it('is known by the hash of the bytes that came in', () => {
    const bytes = goldenBytes('hostile-html.eml')
    expect(read(bytes).originalBytesSha256).toBe(sha256(bytes))
  })

  it.each([
    ['tip-russian-koi8-r.eml', 'Ваше устройство в Девятом отделе министерства', 'применяли против репортёров'],
    ['tip-russian-windows-1251.eml', 'Девятый отдел', 'применяли против репортёров'],
    ['tip-chinese-gb18030.eml', '贵公司设备', '虚构秩序部第九处'],
    ['tip-chinese-big5.eml', '貴公司設備', '虛構秩序部第九處'],
    ['tip-japanese-iso-2022-jp.eml', '御社の装置', '架空秩序省第九課'],
    ['tip-japanese-shift-jis.eml', '御社の装置', '架空秩序省第九課'],
    ['tip-korean-euc-kr.eml', '귀사의 장비', '가상질서부 제9과'],
    ['tip-arabic-windows-1256.eml', 'جهازكم', 'لوزارة النظام الخيالية'],
    ['tip-arabic-html.eml', 'جهازكم', 'وزارة النظام الخيالية'],
    ['tip-turkish-iso-8859-9.eml', 'Cihazınız', 'Kurgusal Düzen Bakanlığı'],
  ])('in its own encoding is read whole: %s', (name, subject, words) => {
    const mail = golden(name)
    expect(mail.subject).toBe(subject)
    expect(allegationOf(mail)).toContain(words)
    expect(mail).toMatchObject({ readable: true, problems: [] })
  })

  it('in windows-1252 keeps its dashes and quotation marks', () => {
    expect(golden('outlook-original.eml').texts[0]?.text).toContain('matters – it’s from a newspaper')
  })

  it('attached to another is read as a mail of its own, with what is attached to it', () => {
    const mail = golden('forwarded-attached.eml')
    const [inner] = mail.forwarded
    expect(mail.forwarded).toHaveLength(1)
    expect(inner).toMatchObject({
      messageId: 't1@gazette.example',
      from: { name: 'Nadia Fictive', address: 'nadia.fictive@gazette.example' },
      sentAt: '2026-10-05T06:12:40.000Z',
    })
    expect(inner?.texts[0]?.text).toContain('used against reporters')
    expect(inner?.attachments.map(({ name, mediaType, form }) => [name, mediaType, form])).toEqual([
      ['photographs.pdf', 'application/pdf', 'decoded'],
    ])
    expect(Buffer.from(inner?.attachments[0]?.bytes ?? []).toString()).toContain('%PDF-1.4 fictional')
  })

  it.each([
    ['forwarded-inline.eml', 'Nadia Fictive <nadia.fictive@gazette.example>', 'Your device in Unit Nine'],
    ['outlook-original.eml', 'Nadia Fictive [mailto:nadia.fictive@gazette.example]', 'Your device in Unit Nine'],
    ['apple-flowed-german.eml', 'Erika Erfunden <e.erfunden@zeitung.example>', 'Ihr Gerät'],
  ])('forwarded in the text says where that came from: %s', (name, from, subject) => {
    expect(golden(name).quoted[0]).toMatchObject({ from, subject, sentAt: null })
  })

  it.each([
    ['Russian', 'От: Надежда <n@gazette.example>\nДата: 5 окт. 2026\nТема: Устройство'],
    ['Chinese', '发件人：记者 <n@gazette.example>\n发送时间：2026年10月5日\n主题：设备'],
    ['Korean', '보낸 사람: 기자 <n@gazette.example>\n보낸 날짜: 2026년 10월 5일\n제목: 장비'],
    ['Arabic', 'من: صحفية <n@gazette.example>\nالتاريخ: 5 أكتوبر\nالموضوع: الجهاز'],
    ['French, in bold', '*De :* N <n@gazette.example>\n*Envoyé :* lundi\n*Objet :* Appareil'],
  ])('forwarded by a program in %s is known as forwarded', (_, block) => {
    const bytes = Buffer.from(`${HEAD}Content-Type: text/plain; charset=utf-8\n\nSee below\n\n${block}\n\nWords`)
    const [origin] = read(bytes).quoted
    expect(origin?.from).toContain('<n@gazette.example>')
    expect(origin?.subject).not.toBeNull()
  })

  it('with From at the start of a sentence quotes nobody', () => {
    expect(read(`${HEAD}\nFrom: the cellar\nthey hear everything\n`).quoted).toEqual([])
  })

  it('written in flowing lines has its paragraphs put together', () => {
    const text = read(`${HEAD}Content-Type: text/plain; format=flowed\n\nUnit \nNine\n-- \nSigned`).texts[0]?.text
    expect(text).toBe('Unit Nine\n-- \nSigned')
  })

  it('has its sending time in UTC, or none when it gives no zone or no real day', () => {
    const sent = (date: string) => read(`From: a@b.example\nDate: ${date}\n\nx`).sentAt
    expect(sent('Mon, 5 Oct 2026 23:30:00 -0500')).toBe('2026-10-06T04:30:00.000Z')
    expect(sent('5 Oct 26 08:00 EST')).toBe('2026-10-05T13:00:00.000Z')
    expect(sent('Mon, 5 Oct 2026 23:30:00')).toBeNull()
    expect(sent('30 Feb 2026 10:00:00 +0000')).toBeNull()
  })
})

describe('a broken mail', () => {
  it('of a subject and nothing else says what its subject says', () => {
    expect(read(`${HEAD}Subject: Unit Nine has it\n\n`)).toMatchObject({ readable: true, subject: 'Unit Nine has it' })
  })

  it('of no bytes is refused by name, with its hash', () => {
    const result = readMail(new Uint8Array(0))
    expect(result.ok ? null : result.error).toEqual({ kind: 'mail.empty', sha256: sha256(''), size: 0 })
  })

  it('larger than the cap is refused by name, with its hash', () => {
    const bytes = new Uint8Array(MAX_MAIL_BYTES + 1)
    const result = readMail(bytes)
    expect(result.ok ? null : result.error).toMatchObject({ kind: 'mail.too-large', size: bytes.length })
  })

  it('without headers is read as text, and a note with a colon is not taken for headers', () => {
    expect(allegationOf(golden('no-headers.eml'))).toContain('They use it against reporters.')
    expect(allegationOf(golden('clear-headed-note.eml'))).toContain('Tip: the device stands in Unit Nine.')
    expect(kindsOf(golden('no-headers.eml'))).toEqual(['mail.no-headers'])
  })

  it('in another encoding than it says is damaged and keeps its bytes', () => {
    const mail = golden('wrong-charset.eml')
    expect(mail).toMatchObject({ readable: false, problems: [{ kind: 'mail.wrong-charset', readAs: null }] })
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).includes(0xf1)).toBe(true)
  })

  it('of UTF-8 under another name is read as UTF-8', () => {
    const mail = golden('mislabelled-utf-8.eml')
    expect(allegationOf(mail)).toContain('стоит в Девятом отделе')
    expect(mail).toMatchObject({ readable: true, problems: [{ kind: 'mail.wrong-charset', readAs: 'utf-8' }] })
  })

  it('in an encoding nobody knows waits for a person', () => {
    expect(golden('unknown-charset.eml')).toMatchObject({
      readable: false,
      problems: [{ kind: 'mail.unknown-charset', charset: 'utf-7', readAs: null }],
      attachments: [{ part: '1' }],
    })
  })

  it('whose parts are not said to be divided is divided where it seems to be', () => {
    const mail = golden('missing-boundary.eml')
    expect(kindsOf(mail)).toEqual(['mail.no-boundary'])
    expect(mail.texts.map(({ attachedAs }) => attachedAs)).toEqual([null, 'note.txt'])
  })

  it('whose boundary never comes is read as text, and kept', () => {
    const mail = read(`${HEAD}Content-Type: multipart/mixed; boundary=never\n\nUnit Nine`)
    expect(kindsOf(mail)).toEqual(['mail.boundary-not-found'])
    expect(mail.texts[0]?.text).toBe('Unit Nine')
    expect(mail.attachments).toHaveLength(1)
  })

  it('cut before its last boundary says so', () => {
    const mail = read(`${HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\n\nUnit Nine\n`)
    expect(kindsOf(mail)).toEqual(['mail.cut'])
    expect(mail.texts[0]?.text).toBe('Unit Nine\n')
  })

  it('with broken base64 is not whole, and what came is kept as it came', () => {
    const mail = golden('broken-base64.eml')
    expect(mail).toMatchObject({ readable: false, problems: [{ kind: 'mail.broken-encoding', places: 3 }] })
    expect(mail.texts[0]).toMatchObject({ text: 'The device stands in Unit Nine', isDamaged: true })
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toContain('VGhlIGRldmljZSBzd!!')
  })

  it('with a stray sign in quoted-printable keeps every letter', () => {
    const mail = read(`${HEAD}Content-Transfer-Encoding: quoted-printable\n\n1 = 1 and caf=C3=A9=\n!`)
    expect(mail.texts[0]).toMatchObject({ text: '1 = 1 and café!', isDamaged: false })
    expect(kindsOf(mail)).toEqual(['mail.broken-encoding'])
  })

  it('in an encoding for transfer nobody knows is kept as it came', () => {
    const mail = read(`${HEAD}Content-Type: image/png\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644`)
    expect(kindsOf(mail)).toEqual(['mail.unknown-encoding'])
    expect(mail.attachments[0]).toMatchObject({ form: 'raw', mediaType: 'image/png' })
  })

  it('that is no mail at all is kept as a document', () => {
    const mail = read(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]))
    expect(mail).toMatchObject({ readable: false, texts: [], attachments: [{ part: '1', form: 'decoded' }] })
    expect(kindsOf(mail)).toEqual(['mail.no-headers', 'mail.not-text'])
  })

  it('that is encrypted waits for who holds the key', () => {
    const mail = read(`${HEAD}Content-Type: application/pkcs7-mime; name=smime.p7m\n\nsealed`)
    expect(mail).toMatchObject({ readable: false, problems: [{ kind: 'mail.encrypted' }] })
  })
})

describe('a hostile mail', () => {
  const mail = golden('hostile-html.eml')

  it('runs nothing, fetches nothing, and shows where its links really lead', () => {
    const text = mail.texts.find(({ mediaType }) => mediaType === 'text/html')?.text ?? ''
    expect(text).toContain('https://bank.example <https://attacker.example/x?y=1&z=2>')
    expect(text).toContain('[image: our stamp]')
    expect(text).toContain('5 < 6 & 7 < 8')
    expect(text).toContain('Unit\tNine')
    expect(text).not.toMatch(/steal|color: red|pixel\.gif|unseen|go\(\)"/)
    expect(mail.problems).toContainEqual({
      kind: 'mail.active-content',
      part: '1.1',
      elements: ['script', 'iframe', 'remote images'],
    })
  })

  it('shows marks that turn names round, and lines smuggled into them', () => {
    expect(mail.subject).toBe('Invoice \\u{202E}fdp.exe')
    expect(mail.from?.name).toBe('Bank\\u{D}\\u{A}Bcc: everyone@exporter.example')
    expect(mail.attachments.map(({ name }) => name)).toEqual(['report\\u{202E}fdp.exe', '../../bomb.zip'])
    expect(kindsOf(mail)).toContain('mail.hidden-marks')
  })

  it('names every sender it claims, and says that it claims two', () => {
    expect(mail.otherSenders).toEqual([{ name: null, address: 'other@attacker.example' }])
    expect(mail.problems).toContainEqual({ kind: 'mail.repeated-header', part: '1', header: 'from', times: 2 })
  })

  it('hides nothing before or after its parts', () => {
    expect(allegationOf(mail)).toContain('hidden before the parts')
    expect(allegationOf(mail)).toContain('hidden after the parts')
  })

  it('never has its archives unpacked', () => {
    expect(
      Buffer.from(mail.attachments.at(-1)?.bytes ?? [])
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  it('that says one thing plainly and another in HTML is read as saying both', () => {
    const both = read(
      `${HEAD}Content-Type: multipart/alternative; boundary=a\n\n--a\n\nNothing new.\n--a\nContent-Type: text/html\n\n<p>Unit Nine has it.</p>\n--a--`,
    )
    expect(allegationOf(both)).toBe('Nothing new.\n\nUnit Nine has it.')
  })

  it('that says the same twice is read as saying it once', () => {
    const once = golden('forwarded-inline.eml')
    expect(once.texts).toHaveLength(2)
    expect(allegationOf(once).split('used against reporters')).toHaveLength(2)
  })

  it.each(['message/rfc822', 'multipart/mixed'])('nested 3,000 deep in %s is opened to a depth', (type) => {
    const layer = (i: number) =>
      type === 'message/rfc822'
        ? `Content-Type: ${type}\n\nFrom: a@b.example\n`
        : `Content-Type: ${type}; boundary=b${i}\n\n--b${i}\n`
    const deep = read(`${HEAD}${Array.from({ length: 3_000 }, (_, i) => layer(i)).join('')}\n\nUnit Nine`)
    const all = withForwarded(deep)
    expect(all.length).toBeLessThanOrEqual(MAX_DEPTH + 1)
    expect(all.flatMap(kindsOf)).toContain('mail.too-deep')
    const kept = all.flatMap(({ attachments }) => attachments)
    expect(kept.some(({ bytes }) => Buffer.from(bytes).includes('Unit Nine'))).toBe(true)
  })

  it('of 100,000 parts is opened to a number, and the rest is kept', () => {
    const parts = Array.from({ length: 100_000 }, (_, i) => `--a\n\npart ${i}\n`).join('')
    const many = read(`${HEAD}Content-Type: multipart/mixed; boundary=a\n\n${parts}--a--\n`)
    expect(many.texts).toHaveLength(MAX_PARTS)
    expect(kindsOf(many)).toEqual(['mail.too-many-parts'])
    expect(Buffer.from(many.attachments[0]?.bytes ?? []).includes('part 99999')).toBe(true)
  })

  it('of 50 million bytes is read whole', () => {
    const body = Buffer.alloc(50_000_000, 'Unit Nine \n')
    expect(read(Buffer.concat([Buffer.from(`${HEAD}\n`), body])).texts[0]?.text).toHaveLength(50_000_000)
  })

  it('of endless headers keeps them all and shows the first', () => {
    const many = read(`${HEAD}${'X-Padding: y\n'.repeat(100_000)}\nUnit Nine`)
    expect(kindsOf(many)).toContain('mail.headers-cut')
    expect(many.attachments[0]?.bytes.length).toBeGreaterThan(1_000_000)
    expect(many.texts[0]?.text).toBe('Unit Nine')
  })

  it.each([
    '<a b="',
    '<',
    '<a>',
    '<script></scrip',
    '<!--',
    '&amp;',
    '<a href="http://x.example">',
    '<pre> ',
    '</',
    '<p ',
  ])('of nothing but `%s` ends', (piece) => {
    const html = `${HEAD}Content-Type: text/html\n\n${piece.repeat(300_000)}`
    expect(read(html).texts).toHaveLength(1)
  })

  it('holding zero bytes in its text shows them', () => {
    expect(read(`${HEAD}\nUnit\u0000 Nine and all the rest of the sentence`).texts[0]?.text).toContain(
      'Unit\u2400 Nine',
    )
  })
})

const NAMES = [
  'forwarded-inline.eml',
  'forwarded-attached.eml',
  'apple-flowed-german.eml',
  'hostile-html.eml',
  'tip-russian-koi8-r.eml',
  'tip-japanese-iso-2022-jp.eml',
  'missing-boundary.eml',
]

describe('whatever bytes come in', () => {
  const edit = fc.record({ at: fc.nat(), bytes: fc.uint8Array({ maxLength: 6 }), cut: fc.nat({ max: 40 }) })
  const edited = fc
    .tuple(fc.constantFrom(...NAMES), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([name, edits]) =>
      edits.reduce<Uint8Array>((bytes, { at, bytes: added, cut }) => {
        const from = at % (bytes.length + 1)
        return Buffer.concat([bytes.subarray(0, from), added, bytes.subarray(from + cut)])
      }, goldenBytes(name)),
    )

  const holds = (bytes: Uint8Array) => {
    const result = readMail(bytes)
    expect(result.ok ? result.value.originalBytesSha256 : result.error.sha256).toBe(sha256(bytes))
    if (!result.ok) return
    const strings = JSON.stringify(result.value, (key, value) => (key === 'bytes' ? undefined : value))
    expect(strings.isWellFormed()).toBe(true)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a zero byte could not be stored
    expect(allegationOf(result.value)).not.toMatch(/[\u0000-\u0008\u000B-\u001F]/)
    for (const problem of result.value.problems) expect(sentenceOf(problem)).not.toMatch(/undefined|\n/)
    const all = withForwarded(result.value)
    const isSeen = all.some((one) => one.attachments.length > 0 || one.problems.length > 0)
    const isEmpty = all.every((one) => one.texts.every(({ text }) => text.trim() === ''))
    expect(result.value.readable || isSeen || isEmpty).toBe(true)
  }

  it('a changed mail is read without a throw', () => {
    fc.assert(fc.property(edited, holds), { numRuns: 1_500 })
  })

  it('random bytes are read without a throw', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), holds), { numRuns: 1_000 })
  })

  it('pieces of mail put together anyhow are read without a throw', () => {
    const piece = fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=a\n',
      'Content-Type: message/rfc822\n',
      'Content-Type: text/html\n',
      '\n',
      '\r\n',
      '\r',
      '--a\n',
      '--a--\n',
      '=?utf-8?B?',
      '?=',
      'Subject: ',
      'From: ',
      '"',
      '<',
      '>',
      '(',
      ';',
      '=',
      '=\n',
      "filename*0*=utf-8''%",
      ' ',
      'Content-Transfer-Encoding: base64\n',
      'Content-Transfer-Encoding: quoted-printable\n',
      '\u0000',
      'Unit Nine',
      '&#xD800;',
      '<script>',
    )
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), (pieces) =>
        holds(Buffer.from(pieces.join(''), 'latin1')),
      ),
      { numRuns: 1_500 },
    )
  })

  it('no part of a mail is lost, however parts are put into each other', () => {
    type Tree = { readonly kind: string; readonly word: string; readonly inner: readonly Tree[] }
    const word = fc.uuid().map((id) => `word-${id}`)
    const kind = fc.constantFrom('plain', 'html', 'base64', 'file', 'mixed', 'alternative', 'digest', 'message')
    const around = (inner: fc.Arbitrary<Tree>) => fc.record({ kind, word, inner: fc.array(inner, { maxLength: 3 }) })
    const leaf = fc.record({ kind, word, inner: fc.constant<readonly Tree[]>([]) })
    const tree = around(around(around(leaf)))
    const written = ({ kind, word, inner }: Tree): string => {
      switch (kind) {
        case 'html':
          return `Content-Type: text/html\n\n<p>${word}</p><!-- x -->`
        case 'base64':
          return `Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n${Buffer.from(word).toString('base64')}`
        case 'file':
          return `Content-Type: application/x-fictional; name=a.bin\n\n${word}`
        case 'message':
          return `Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: ${word}\n${inner[0] ? written(inner[0]) : '\n'}`
        case 'mixed':
        case 'alternative':
        case 'digest': {
          const parts = inner.map((one) => `--${word}\n${written(one)}\n`).join('')
          return `Content-Type: multipart/${kind}; boundary="${word}"\n\nbefore-${word}\n${parts}--${word}--\nafter-${word}`
        }
        default:
          return `Content-Type: text/plain\n\n${word}`
      }
    }
    const wordsOf = ({ kind, word, inner }: Tree): readonly string[] => {
      if (kind === 'message') return [word, ...(inner[0] ? wordsOf(inner[0]) : [])]
      if (!['mixed', 'alternative', 'digest'].includes(kind)) return [word]
      return [
        ...(inner.length > 0 ? [`before-${word}`, `after-${word}`] : [`after-${word}`]),
        ...inner.flatMap(wordsOf),
      ]
    }
    fc.assert(
      fc.property(tree, (one) => {
        const all = withForwarded(read(`${HEAD}${written(one)}`))
        const kept = all.flatMap(({ subject, texts, attachments }) => [
          subject ?? '',
          ...texts.map(({ text }) => text),
          ...attachments.map(({ bytes }) => Buffer.from(bytes).toString()),
        ])
        const everything = kept.join('\n')
        expect(wordsOf(one).filter((lost) => !everything.includes(lost))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('the bytes of every attachment come out as they went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        const coded = Buffer.from(bytes).toString('base64')
        const mail = read(
          `${HEAD}Content-Type: application/x-fictional\nContent-Transfer-Encoding: base64\n\n${coded}\n`,
        )
        expect(mail.attachments.map((one) => one.sha256)).toEqual([sha256(bytes)])
        expect(mail.problems).toEqual([])
      }),
    )
  })
})
