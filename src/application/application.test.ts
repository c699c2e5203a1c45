import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterActs,
  declarationOf,
  executive,
  fullAnswers,
  interceptionAssessment,
  keyOf,
  officer,
  openedCase,
  secondOfficer,
  signedBy,
  tippedCase,
  tipWords,
  wholePackage,
} from '../../test/application-story.ts'
import { millionths, sha256, signBytes } from '../base/index.ts'
import { subjectsToDisclose } from '../case/index.ts'
import { formDollars, unitPrice } from './amounts.ts'
import { draftReasons, missing } from './missing.ts'
import { type ApplicationPackage, faultyExhibit, linesOf, packageHash, partiesOf, scheduleSubjects } from './package.ts'
import { prepare } from './prepare.ts'
import { sheetCsv, sheetMarkdown, sheetRows } from './sheet.ts'
import { declaredBytes, readSignedPackage, signedPackage, writePackage } from './sign.ts'
import { vagueWording } from './vague.ts'

/** Everything a package is written as, one after the other. */
function outputs(whole: ApplicationPackage): string {
  return [writePackage(whole), sheetCsv(whole), sheetMarkdown(whole), draftReasons(whole).join('\n')].join('\n')
}

function withAnswers(changes: object): ApplicationPackage {
  const answers = { ...fullAnswers, ...changes }
  return prepare(tippedCase(), interceptionAssessment(), { answers, information: [tipWords] })
}

describe('the blocks of the form', () => {
  const whole = wholePackage()

  it('stand in the order of the form, each once, 22 apart', () => {
    const numbers = whole.blocks.map((block) => Number(block.number))
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25])
  })

  it('bear the words that an interception device needs in block 9, and none for other items', () => {
    expect(linesOf(whole, '9')).toEqual(['Communications Intercepting Device(s)'])
    const camera = interceptionAssessment({
      items: [{ ref: 'c', eccn: '6A003', paragraph: 'b.4.b', isUsOrigin: true }],
    })
    const other = prepare(openedCase(), camera, { answers: {}, information: [] })
    expect(linesOf(other, '9')).toEqual([])
  })

  it('say in block 24 that a military end user is why the application is made', () => {
    const toMilitary = interceptionAssessment({
      destination: 'CN',
      parties: [
        {
          ref: 'army',
          name: 'Fictional Army',
          roles: ['ultimate-consignee', 'end-user'],
          country: 'CN',
          endUserType: 'military',
        },
      ],
      items: [{ ref: 'r', eccn: '5A992', paragraph: 'c', form: 'commodity', isUsOrigin: true }],
      endUse: { text: 'Field radio of a regiment', isMilitary: true },
    })
    const { blocks } = prepare(openedCase(), toMilitary, { answers: {}, information: [] })
    expect(JSON.stringify(blocks)).toContain('15 CFR 744.21')
    expect(JSON.stringify(whole.blocks)).not.toContain('744.21')
  })

  it('put each party where its role says, and the end user in 19 only when it is not the consignee of 18', () => {
    expect(partiesOf(whole, '16').map((party) => party.ref)).toEqual(['ministry'])
    expect(partiesOf(whole, '18').map((party) => party.ref)).toEqual(['ministry'])
    expect(partiesOf(whole, '19')).toEqual([])
    expect(linesOf(whole, '17')).toEqual(['None'])
    const apart = interceptionAssessment({
      parties: [
        { ref: 'buyer', name: 'Fictional Buyer', roles: ['ultimate-consignee'], country: 'EG' },
        { ref: 'user', name: 'Fictional User', roles: ['end-user'], country: 'EG' },
        {
          ref: 'forwarder',
          name: 'Fictional Forwarder',
          roles: ['freight-forwarder'],
          country: 'AE',
          takesPossession: true,
        },
        { ref: 'second', name: 'Fictional Second Agent', roles: ['intermediate-consignee'], country: 'AE' },
      ],
    })
    const other = prepare(openedCase(), apart, { answers: {}, information: [] })
    expect(partiesOf(other, '19').map((party) => party.ref)).toEqual(['user'])
    expect(partiesOf(other, '17').map((party) => party.ref)).toEqual(['forwarder'])
    expect(linesOf(other, '24').join(' ')).toContain('Fictional Second Agent')
  })

  it('price items in whole dollars, and to the fraction only under half a dollar', () => {
    expect(whole.items[0]).toMatchObject({ unitPriceUsd: '120000', totalUsd: '240000' })
    expect(linesOf(whole, '23')).toEqual(['240000'])
    expect(formDollars(millionths('0.499999') ?? 0n)).toBe('0.499999')
    expect(formDollars(millionths('0.50') ?? 0n)).toBe('1')
    expect(formDollars(millionths('12.49') ?? 0n)).toBe('12')
    expect(unitPrice(1n, 0n)).toBeNull()
  })
})

describe('what is missing', () => {
  it('is nothing when the form is filled, and the package can be signed', () => {
    expect(missing(wholePackage())).toEqual([])
    expect(draftReasons(wholePackage())).toEqual([])
  })

  it('is said block by block, in the order of the form', () => {
    const bare = prepare(openedCase(), interceptionAssessment(), { answers: {}, information: [] })
    const blocks = missing(bare).map((gap) => gap.block)
    expect(blocks).toEqual(['1', '2', '4', '14', '14', '25', '24'])
  })

  it.each([
    ['a post-office box', { applicant: { address: 'P.O. Box 12, Springfield', employerId: '1' } }, '14'],
    ['an end use of empty words', { endUse: 'scientific use and research' }, '21'],
    ['a total that is not quantity times price', { items: { interceptor: { unitPriceUsd: '90000' } } }, '22(h)'],
    [
      'a paragraph that rests on an exhibit nobody attached',
      { letter: [{ text: 'See there.', evidence: ['attachment x'] }] },
      '24',
    ],
    ['a signature without a title', { signatory: { name: 'Fictional Executive' } }, '25'],
  ])('names %s', (_, changes, block) => {
    expect(missing(withAnswers(changes)).map((gap) => gap.block)).toEqual([block])
  })

  it('lets a purchaser have a post-office box, which block 16 does not forbid', () => {
    const assessment = interceptionAssessment({
      parties: [
        { ref: 'b', name: 'Fictional Buyer', roles: ['purchaser'], country: 'EG', addresses: ['P.O. Box 1, Cairo'] },
        {
          ref: 'u',
          name: 'Fictional User',
          roles: ['ultimate-consignee', 'end-user'],
          country: 'EG',
          addresses: ['P.O. Box 2, Cairo'],
        },
      ],
    })
    const whole = prepare(tippedCase(), assessment, { answers: fullAnswers, information: [tipWords] })
    expect(missing(whole).map((gap) => gap.block)).toEqual(['18'])
  })

  it('asks for the words of information that the schedule names', () => {
    const whole = prepare(tippedCase(), interceptionAssessment(), { answers: fullAnswers, information: [] })
    expect(missing(whole)).toEqual([{ block: '24', sentence: 'say in words what information n1 of the schedule is' }])
  })

  it('keeps it a draft while information waits, whatever the form says', () => {
    const waiting = afterActs(tippedCase(), [
      {
        kind: 'information.linked',
        item: 'n2',
        sha256: sha256('m2'),
        party: 'ministry',
        because: 'x',
        isRetroactive: false,
      },
      officer,
    ])
    const whole = prepare(waiting, interceptionAssessment(), { answers: fullAnswers, information: [tipWords] })
    expect(whole.pending.length).toBeGreaterThan(0)
    expect(sheetMarkdown(whole)).toContain('DRAFT - cannot be signed')
    expect(sheetMarkdown(wholePackage())).not.toContain('DRAFT')
  })
})

describe('the disclosure schedule in the package', () => {
  it('T12 is what the ledger says must be disclosed, and the letter speaks of each', () => {
    const whole = wholePackage()
    expect(scheduleSubjects(whole)).toEqual(subjectsToDisclose(tippedCase()))
    const spoken = new Set(whole.letter.flatMap((paragraph) => paragraph.evidence))
    expect(scheduleSubjects(whole).filter((subject) => !spoken.has(subject))).toEqual([])
  })

  it('counts what is withheld and tells nothing else of it', () => {
    const withheld = afterActs(tippedCase(), [
      { kind: 'disclosure.withheld', subject: 'information n1', ground: 'safety of the source', second: secondOfficer },
      officer,
    ])
    const whole = prepare(withheld, interceptionAssessment(), { answers: fullAnswers, information: [tipWords] })
    expect(whole.disclosure.withheld).toEqual([{ ground: 'safety of the source', count: 1 }])
    expect(outputs(whole)).not.toMatch(/\bn1\b|listened to reporters/)
    expect(missing(whole)).toEqual([])
  })

  it('gives each exhibit in the package the hash it has, and each paragraph an exhibit', () => {
    const whole = wholePackage()
    expect(faultyExhibit(whole)).toBeNull()
    const ids = new Set(whole.exhibits.map((exhibit) => exhibit.id))
    expect(
      whole.letter.filter(({ evidence }) => evidence.length === 0 || !evidence.every((id) => ids.has(id))),
    ).toEqual([])
    const [line, ...lines] = whole.disclosure.lines
    if (line === undefined) throw new Error('a schedule has lines')
    const softened = { ...whole, disclosure: { ...whole.disclosure, lines: [{ ...line, text: 'Nothing.' }, ...lines] } }
    expect(faultyExhibit(softened)).toBe('schedule')
  })
})

describe('T16 whoever gave a tip', () => {
  it('is in no output: neither name nor address nor message id', () => {
    const told = outputs(wholePackage())
    for (const mark of tipWords.sourceMarks) expect(told.toLowerCase()).not.toContain(mark.toLowerCase())
    expect(told).toContain('listened to reporters')
  })

  const letters = fc.string({ unit: fc.constantFrom(...'bcdfgklmnpqrstvwxzäéжшמ字'), minLength: 4, maxLength: 9 })
  const person = fc.record({ first: letters, last: letters, host: letters })
  const spacing = fc.constantFrom(' ', '  ', '\n', '\u00a0', '\u200b ')

  it('stays out however the name is written, wherever anybody repeats it', () => {
    const assessment = interceptionAssessment()
    fc.assert(
      fc.property(person, spacing, fc.boolean(), ({ first, last, host }, space, isUpper) => {
        const name = `${first} ${last}`
        const address = `${first}.${last}@${host}.example`
        const messageId = `${host}.${last}@mail.example`
        const said = `${first}${space}${last}`
        const written = isUpper ? said.toUpperCase() : said
        const caseState = afterActs(
          openedCase(),
          [
            {
              kind: 'information.linked',
              item: 'n1',
              sha256: sha256('m'),
              party: 'p',
              because: written,
              isRetroactive: false,
            },
            officer,
          ],
          [
            {
              kind: 'flag.raised',
              flag: 'F1',
              text: `${written} says so.`,
              because: [written],
              from: 'information n1',
            },
            officer,
          ],
          [
            {
              kind: 'information.disposed',
              item: 'n1',
              disposition: 'noted',
              reason: `from ${written}`,
              evidence: ['n1'],
              second: null,
            },
            officer,
          ],
          [
            {
              kind: 'flag.inquired',
              flag: 'F1',
              question: `Do you know ${written}?`,
              askedOf: 'the buyer',
              dueOn: '2026-10-01',
            },
            officer,
          ],
        )
        const whole = prepare(caseState, assessment, {
          answers: {
            ...fullAnswers,
            additional: [`${written} told us`],
            items: { interceptor: { description: `Device that ${written} saw` } },
            attachments: [{ id: `of ${written}`, title: `Letter of ${written}`, sha256: sha256('letter') }],
            letter: [{ text: `${address} wrote`, evidence: ['form'] }],
          },
          information: [
            {
              item: 'n1',
              words: `I, ${written} <${address}>, saw it. ${messageId}`,
              sourceMarks: [name, last, address, messageId],
            },
          ],
        })
        const told = outputs(whole).normalize('NFC').toLowerCase()
        for (const mark of [last, address, messageId]) {
          if (told.includes(mark.normalize('NFC').toLowerCase())) throw new Error(`${mark} is told`)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('may be a party of the transaction: the form names it as it must, and prose does not point at it', () => {
    const whole = prepare(tippedCase(), interceptionAssessment(), {
      answers: fullAnswers,
      information: [
        { ...tipWords, words: 'We, the Fictional Third Unit, regret it.', sourceMarks: ['Fictional Third Unit'] },
      ],
    })
    expect(partiesOf(whole, '18')[0]?.name).toContain('Fictional Third Unit')
    expect(whole.disclosure.lines.map((line) => line.text).join(' ')).not.toContain('Fictional Third Unit')
    expect(whole.letter[0]?.text).toContain('Fictional Third Unit')
  })
})

describe('vague wording', () => {
  it('is found where it stands, with what to write instead', () => {
    const whole = withAnswers({ endUse: 'Law enforcement purposes, including but not limited to investigations, etc.' })
    expect(vagueWording(whole).map(({ block, words }) => [block, words.toLowerCase()])).toEqual([
      ['21', 'including but not limited to'],
      ['21', 'etc.'],
      ['21', 'law enforcement purposes'],
    ])
  })

  it('is not found in a package of plain words', () => {
    expect(vagueWording(wholePackage())).toEqual([])
  })
})

describe('the transfer sheet', () => {
  it('has every field in the order of the form, items before the total', () => {
    const blocks = sheetRows(wholePackage()).map((row) => row.block)
    expect(blocks.slice(0, 5)).toEqual(['1', '2', '3', '4', '5'])
    expect(blocks.slice(-4)).toEqual(['22(j)', '23', '24', '25'])
    expect(blocks.filter((block) => block.startsWith('22'))).toHaveLength(10)
  })

  it('keeps a value that a spreadsheet would run, or a table would break, as the words it is', () => {
    const whole = withAnswers({ additional: ['=HYPERLINK("x")', 'a | b\n# c'] })
    const alone = withAnswers({ contact: { name: '=1+1', phone: '+1 555 0100' } })
    expect(sheetCsv(alone)).toContain("1,Contact person,'=1+1\r\n")
    expect(sheetCsv(alone)).toContain('2,Telephone,+1 555 0100\r\n')
    expect(sheetMarkdown(whole)).toContain('a \\| b<br>\\# c')
  })
})

describe('a signature', () => {
  const whole = wholePackage()
  const text = writePackage(signedBy(keyOf(1), whole))

  it('holds for the package it was made for, read back from its text', () => {
    const read = readSignedPackage(text)
    expect(read.ok && packageHash(read.value.package)).toBe(packageHash(whole))
  })

  it('holds for no text in which one byte is another', () => {
    const bytes = Buffer.from(text)
    const wrong: number[] = []
    // A stride that is prime visits every kind of place, and the tail with key and signature is walked whole.
    for (let at = 0; at < bytes.length; at += at > bytes.length - 400 ? 1 : 97) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      if (readSignedPackage(changed.toString('utf8')).ok) wrong.push(at)
    }
    expect(wrong).toEqual([])
  })

  it('is refused for a draft, and when another key made it', () => {
    const draft = withAnswers({ endUse: 'research' })
    const declared = declarationOf(draft)
    const signature = signBytes(keyOf(1), declaredBytes(declared))
    const refused = signedPackage(draft, declared, keyOf(1).publicKey, signature)
    expect(!refused.ok && refused.error.kind).toBe('package.draft')
    const foreign = signedPackage(
      whole,
      declarationOf(whole),
      keyOf(2).publicKey,
      signBytes(keyOf(1), declaredBytes(declarationOf(whole))),
    )
    expect(!foreign.ok && foreign.error.kind).toBe('package.signature')
  })

  it('has the same package to sign whenever it is prepared from the same case', () => {
    expect(packageHash(wholePackage())).toBe(packageHash(whole))
    const caseState = afterActs(
      tippedCase(),
      [{ kind: 'application.prepared', package: packageHash(whole), schedule: scheduleSubjects(whole) }, officer],
      [{ kind: 'application.signed', package: packageHash(whole), statement: 's', signature: 'x' }, executive],
    )
    expect(caseState.application.stage).toBe('signed')
  })
})
