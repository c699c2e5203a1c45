import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addition,
  change,
  detection,
  EGYPT,
  makeCase,
  makeParty,
  makeTenant,
  source,
  version,
} from '../../test/brief-samples.ts'
import { day } from '../base/index.ts'
import type { ChangeRecord } from './change.ts'
import { type Edition, makeEdition, makePublicEdition, type SourceCheck } from './edition.ts'
import { relevantChanges } from './relevance.ts'
import { prepareTenant, type Tenant } from './tenant.ts'
import { writeAtom } from './write-atom.ts'
import { writeEmail } from './write-email.ts'
import { writeHtml } from './write-html.ts'
import { writeJson } from './write-json.ts'
import { writeMarkdown } from './write-markdown.ts'

const ON = day('2026-11-24')
const MADE_AT = '2026-11-24T06:00:00.000Z'

function editionFor(tenant: Tenant, changes: readonly ChangeRecord[], sources: readonly SourceCheck[] = []): Edition {
  const relevant = relevantChanges(prepareTenant(tenant), changes)
  return makeEdition({ on: ON, madeAt: MADE_AT, tenant, changes, relevant, sources })
}

/** Names that no sentence of ours can hold by chance, some of them written to do harm. */
const secret = fc
  .tuple(
    fc.constantFrom(
      'Zyxoria',
      'Qwalmund',
      'Vexhollow',
      '<script>Zyxoria</script>',
      '"><img src=x onerror=alert(1)>Qwalmund',
      '](javascript:Vexhollow) ![x](y)',
      '\u202EZyxoria\u0000\u001b[31m',
      '# Qwalmund\n\n- [ ] x',
      ']]>Vexhollow&amp;<!--',
      'www.zyxoria.example http://qwalmund.example',
      'Lone \uD800 Vexhollow',
    ),
    fc.constantFrom('Ltd', 'Works', 'Group'),
  )
  .map((words) => words.join(' '))

const firm = fc
  .record({
    names: fc.array(secret, { minLength: 1, maxLength: 5 }),
    cases: fc.array(fc.record({ party: fc.nat(4), isOpen: fc.boolean(), rests: fc.boolean() }), { maxLength: 4 }),
    name: secret,
  })
  .map(({ names, cases, name }) =>
    makeTenant({
      name,
      parties: names.map((one, i) => makeParty(`p${i}`, [one], { owns: i > 0 ? ['p0'] : [] })),
      items: [{ ref: 'device', name, eccn: '5A001', paragraph: 'f.1' }],
      endUses: [name],
      cases: cases.map(({ party, isOpen, rests }, i) =>
        makeCase(String(i), {
          reference: `${name} ${i}`,
          isOpen,
          parties: [`p${party}`],
          items: ['device'],
          destination: EGYPT,
          relies: rests ? [{ kind: 'table', id: 'entries/5A001', version: version('old') }] : [],
        }),
      ),
    }),
  )

const happenings = fc.array(secret, { maxLength: 4 }).map((names) => {
  const from = detection()
  return [
    ...names.map((name) => addition(name.toWellFormed(), [], from)),
    change(
      {
        targets: [{ kind: 'table', id: 'entries/5A001', before: version('old'), after: version('new') }],
        itemCodes: ['5A001.f'],
        countries: ['EG'],
        endUses: names.map((name) => name.toWellFormed()),
      },
      from,
    ),
  ]
})

const standings = fc.array(
  fc.record({ state: fc.constantFrom<SourceCheck['state']>('read', 'quarantined', 'unread'), file: secret }),
  { maxLength: 3 },
)

const edition = fc.tuple(firm, happenings, standings).map(([tenant, changes, states]) =>
  editionFor(
    tenant,
    changes,
    states.map(({ state, file }, i) =>
      source(`s${i}`, { state, because: state === 'read' ? null : `\`${file}\` is damaged` }),
    ),
  ),
)

describe('an e-mail', () => {
  it('holds no name of a party, owner, item, case or listed entry, in text or in HTML', () => {
    fc.assert(
      fc.property(edition, (made) => {
        const { subject, text, html } = writeEmail(made, 'https://brief.example/2026-11-24')
        for (const written of [subject, text, html, writeAtom([made])])
          expect(written).not.toMatch(/zyxoria|qwalmund|vexhollow|ref-|script/i)
      }),
      { numRuns: 300 },
    )
  })

  it('says how much is touched, what to do, by when and where to read on', () => {
    const tenant = makeTenant({
      parties: [makeParty('buyer', ['Fictional Intercept Works Ltd'])],
      cases: [makeCase('1', { parties: ['buyer'], exportOn: day('2026-11-26') })],
    })
    const { subject, text } = writeEmail(
      editionFor(tenant, [addition('Fictional Intercept Works Ltd')], [source('us-csl', { name: 'Screening list' })]),
      'https://brief.example/',
    )
    expect(subject).toBe('Brief of 24 Nov 2026: 1 change touches you, 1 case to hold')
    expect(text).toContain('An addition to a list: touches 1 of your parties, 1 case; 1 to hold')
    expect(text).toContain('By: 26 Nov 2026')
    expect(text).toContain('Screening list: 1 change')
    expect(text).toContain('https://brief.example/')
  })
})

describe('an edition', () => {
  it('counts what it tells, whatever happened', () => {
    fc.assert(
      fc.property(edition, ({ counts, lines, sections, sources }) => {
        expect(counts.changesTouching).toBe(lines.length)
        expect(counts.changes).toBe(sections.reduce((sum, section) => sum + section.total, 0))
        expect(counts.changes).toBe(sources.reduce((sum, one) => sum + one.changes, 0))
        expect(counts.sourcesFailed).toBe(sources.filter((one) => one.state !== 'read').length)
        expect(counts.sources).toBe(sources.length)
        const cases = new Set(lines.flatMap((line) => line.cases.map(({ id }) => id)))
        const held = new Set(lines.flatMap((line) => line.cases.flatMap(({ id, hold }) => (hold === null ? [] : [id]))))
        expect([counts.casesTouched, counts.casesHeld]).toEqual([cases.size, held.size])
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
        for (const line of lines) {
          expect(line.why.length).toBeGreaterThan(0)
          expect(line.todo).not.toBe('')
        }
      }),
    )
  })

  it('is written again to the same bytes from what was kept of it', () => {
    fc.assert(
      fc.property(edition, (made) => {
        const kept = writeJson(made)
        const again: Edition = JSON.parse(kept)
        for (const write of [writeHtml, writeMarkdown, writeJson, (one: Edition) => writeAtom([one])])
          expect(write(again)).toBe(write(made))
        expect(writeEmail(again)).toEqual(writeEmail(made))
      }),
    )
  })

  it('puts what is held first, then what is near', () => {
    const tenant = makeTenant({
      items: [{ ref: 'device', name: 'A device', eccn: '5A001', paragraph: null }],
      parties: [makeParty('buyer', ['Fictional Intercept Works Ltd']), makeParty('idle', ['Invented Bakery Group'])],
      cases: [makeCase('1', { parties: ['buyer'] })],
    })
    const from = detection()
    const made = editionFor(tenant, [
      change({ kind: 'policy', title: 'policy', itemCodes: ['5A001'] }, from),
      addition('Invented Bakery Group', [], from),
      addition('Fictional Intercept Works Ltd', [], from),
    ])
    expect(made.lines.map(({ id, what, by }) => [id, what.split(' ')[0], by])).toEqual([
      ['B-2026-11-24-01', 'Fictional', '2026-12-01'],
      ['B-2026-11-24-02', 'Invented', '2026-11-24'],
      ['B-2026-11-24-03', 'policy', null],
    ])
  })

  it('asks for nothing later than today when the export day has passed', () => {
    const tenant = makeTenant({
      parties: [makeParty('buyer', ['Fictional Intercept Works Ltd'])],
      cases: [makeCase('1', { parties: ['buyer'], exportOn: day('2026-11-01') })],
    })
    expect(editionFor(tenant, [addition('Fictional Intercept Works Ltd')]).lines[0]?.by).toBe(ON)
  })
})

describe('a day without news for a firm', () => {
  const tenant = makeTenant({
    parties: [makeParty('buyer', ['Fictional Intercept Works Ltd']), makeParty('agent', ['Invented Agency'])],
    items: [{ ref: 'device', name: 'A device', eccn: '5A001', paragraph: null }],
    cases: [makeCase('1', { parties: ['buyer'] })],
  })
  const csl = source('us-csl', { name: 'Consolidated Screening List' })
  const un = source('un-sc', { name: 'UN list' })

  it('is said with the counts that prove it', () => {
    const made = editionFor(tenant, [addition('Quite Another Bakery')], [csl, un])
    expect(made.verdict).toBe('nothing-touches-you')
    expect(made.headline).toBe('Nothing touches you')
    expect(made.proof).toBe('Checked 2 parties, 1 item and 1 case against 1 change from 2 sources: 0 touch you.')
    expect(writeMarkdown(made)).toContain('- UN list: no change (data of 23 Nov 2026)')
  })

  it('is not called so when a source was not read or is in quarantine: both are named', () => {
    const failed = { ...un, state: 'unread', because: 'the server did not answer', readAt: null } as const
    const waiting = { ...csl, state: 'quarantined', because: 'it shrank' } as const
    const made = editionFor(tenant, [], [waiting, failed, source('chart')])
    expect(made.verdict).toBe('nothing-in-what-was-read')
    expect(made.headline).toBe('Nothing touches you in what was read; 2 sources are not up to date')
    expect(made.proof).toContain('new there is not known: Consolidated Screening List, UN list')
    for (const written of [writeHtml(made), writeMarkdown(made)]) {
      expect(written).toContain('the server did not answer')
      expect(written).toContain('a newer version waits for a person: it shrank')
    }
    expect(writeEmail(made).text).toContain('UN list: not up to date')
  })

  it('is no answer at all when nothing was read', () => {
    const failed = { ...un, state: 'unread', because: 'no network' } as const
    expect(editionFor(tenant, [], [failed]).headline).toBe('No source was read, so nothing can be said of today')
    expect(editionFor(tenant, [], []).verdict).toBe('nothing-read')
  })
})

describe('names written to do harm', () => {
  const TAGS =
    /<!doctype html>|<\/?(html|head|meta|title|style|body|a|header|p|h1|h2|h3|main|section|article|ul|li|dl|dt|dd|table|caption|thead|tbody|tr|th|td|bdi|del|ins|time|span)( (lang|charset|name|content|class|href|rel|id|aria-labelledby|scope|datetime)="[^"<>]*")*>/g

  it('put no element, attribute or comment of theirs into the page', () => {
    fc.assert(
      fc.property(edition, (made) => {
        const html = writeHtml(made)
        expect(html.replace(TAGS, '')).not.toMatch(/[<>]/)
        expect(html.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\ud800]/)
        for (const [, address] of html.matchAll(/href="([^"]*)"/g)) expect(address).toMatch(/^(https?:|#)/)
      }),
      { numRuns: 300 },
    )
  })

  it('break no line of Markdown and open no link', () => {
    fc.assert(
      fc.property(edition, (made) => {
        const text = writeMarkdown(made)
        const ours =
          /^(---|(id|on|madeAt|reader|verdict): .*|\*\*.*\*\*|#{1,3} (Brief of|For you|B-|Lists|Rules|Sources).*|- .*|Checked .*|)$/
        for (const line of text.split('\n')) expect(line).toMatch(ours)
        const unescaped = text.replace(/\\./g, '')
        expect(unescaped).not.toMatch(/!\[|\]\((?!<https:\/\/)|(?<!\]\()<|\*\*.*\*\*.|(?<!\/)www\.|(?<!<)https?:/i)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the feed', () => {
  it('is well-formed XML with an id, a title and a day for each edition', () => {
    const name = ']]><x>&\u0000\uD800'
    const tenant = makeTenant({ id: name, name })
    const first = editionFor(tenant, [])
    const later = { ...first, id: 'B-2026-11-25', on: day('2026-11-25'), madeAt: '2026-11-25T06:00:00.000Z' }
    const feed = writeAtom([first, later], {
      feed: 'https://brief.example/feed?a=1&b=2',
      editionAt: (id) => `https://brief.example/${id}`,
    })
    expect(feed).toContain('<updated>2026-11-25T06:00:00.000Z</updated>')
    expect(feed).toContain('href="https://brief.example/feed?a=1&amp;b=2"')
    expect([...feed.matchAll(/<title>([^<]*)/g)].map(([, title]) => title?.split(':')[0])).toEqual([
      'Export-control brief',
      'Brief of 25 Nov 2026',
      'Brief of 24 Nov 2026',
    ])
    const ids = [...feed.matchAll(/<id>([^<]*)/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids)
      expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(isBalanced(feed)).toBe(true)
  })

  it('of everybody tells names as the lists publish them, and never mixes readers', () => {
    const changes = [addition('Fictional <b>Listed</b> & Co')]
    const open = makePublicEdition({ on: ON, madeAt: MADE_AT, changes, sources: [source('us-csl')] })
    const feed = writeAtom([open])
    expect(feed).toContain('Fictional &amp;lt;b&amp;gt;Listed&amp;lt;/b&amp;gt; &amp;amp; Co was added')
    expect(isBalanced(feed)).toBe(true)
    expect(() => writeAtom([open, editionFor(makeTenant(), [])])).toThrow('one reader')
    expect(() => writeAtom([])).toThrow('needs an edition')
  })
})

describe('the public preview', () => {
  it('holds nothing of any firm', () => {
    const changes = [addition('Fictional Intercept Works Ltd')]
    const open = makePublicEdition({ on: ON, madeAt: MADE_AT, changes, sources: [source('us-csl')] })
    expect([open.lines, open.reader, open.counts.parties]).toEqual([[], { kind: 'public' }, 0])
    expect(writeHtml(open)).toContain('Fictional Intercept Works Ltd was added')
  })
})

/** Every tag is closed in order. */
function isBalanced(xml: string): boolean {
  const open: string[] = []
  for (const [tag, slash, name, rest] of xml.matchAll(/<(\/?)([a-z]+)((?: [^<>]*)?)>/g)) {
    if (slash === '/') {
      if (open.pop() !== name) return false
    } else if (!tag.endsWith('/>') && rest !== undefined) open.push(name ?? '')
  }
  return open.length === 0
}
