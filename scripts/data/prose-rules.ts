/**
 * What the control list says outside its tables, read by a person: entries whose rule is prose, rows the tables leave
 * out, footnotes of the Country Chart that add a requirement, and entries that hold nothing or belong to another agency.
 * Facts and citations only.
 */
import { country } from '../../src/base/index.ts'
import type {
  CclEntry,
  Control,
  ControlTarget,
  ExceptionFlag,
  RelatedItems,
  Scope,
  ScopeCondition,
} from '../../src/law/tables.ts'

export type ProseRule = {
  /** Absent: the entry keeps the status its table gives it, and these controls are added. */
  readonly status?: CclEntry['status']
  readonly controls: readonly Control[]
  /** Exception lines that the parsed list lost, added to those it kept. */
  readonly exceptions?: readonly ExceptionFlag[]
  /** Where the rule was read. */
  readonly citation: string
  /** Where to look instead, for `reserved` and `other-agency`. */
  readonly see?: string
}

const all = (...except: string[]): ControlTarget => ({ kind: 'all-destinations', except: except.map(country) })
const to = (...countries: string[]): ControlTarget => ({
  kind: 'destinations',
  countries: countries.map(country),
  groups: [],
})
const row = (
  reason: string,
  target: ControlTarget,
  paragraph: string,
  more: { scope?: Scope; conditions?: readonly ScopeCondition[] } & Partial<
    Pick<Control, 'isInCountryToo' | 'deemed' | 'onlyKind'>
  > = {},
): Control => ({ reason, scope: {}, conditions: [], target, paragraph, ...more })
const ask = (id: string, question: string): ScopeCondition => ({ kind: 'needs-person', id, question })
const related = (items: readonly RelatedItems[]): ScopeCondition => ({ kind: 'related', items })
const measure = (fact: string, compare: 'less-than' | 'more-than' | 'at-most' | 'equal', value: number | boolean) =>
  ({ kind: 'measure', fact, compare, value }) as const

/**
 * Destinations that 742.18 treats as States not Party to the Chemical Weapons Convention.
 * Taiwan is no State Party of supplement 2 to part 745: 742.18(a)(2)(ii)(C) has to except it by name.
 */
const NOT_PARTY = to('EG', 'IL', 'KP', 'SS', 'TW')
/** No source here says whether the convention's list names them. */
const PERHAPS_NOT_PARTY = to('EH', 'XK')
const NOT_LISTED = ask(
  'destination-not-cwc-party',
  'Is the destination missing from the States Parties of supplement 2 to part 745?',
)
const NORTH_KOREA = row('AT', to('KP'), '15 CFR 742.19(a)(1)')
const IRAN = row('AT', to('IR'), '15 CFR 742.8(a)(1)')

const END_USE_CERTIFICATE = ask(
  'no-end-use-certificate',
  'Does the exporter lack an end-use certificate issued by the government of the importing country, filed with BIS under 745.2? Answer true when there is none.',
)
const REEXPORT_FROM_NOT_PARTY = ask(
  'reexport-from-state-not-party',
  'Is the chemical being reexported from a State that is not party to the Chemical Weapons Convention?',
)
function schedule3(scope: Scope): Control[] {
  return [
    row('CW', PERHAPS_NOT_PARTY, '15 CFR 742.18(a)(2)(ii)(B)', { scope, conditions: [NOT_LISTED] }),
    row('CW', NOT_PARTY, '15 CFR 742.18(a)(2)(ii)(B)(1)', {
      scope,
      conditions: [END_USE_CERTIFICATE],
      onlyKind: 'export',
    }),
    row('CW', NOT_PARTY, '15 CFR 742.18(a)(2)(ii)(B)(2)(ii)', {
      scope,
      conditions: [REEXPORT_FROM_NOT_PARTY],
      onlyKind: 'reexport',
    }),
  ]
}
function schedule2(scope: Scope): Control[] {
  return [
    row('CW', NOT_PARTY, '15 CFR 742.18(a)(2)(ii)(A)', { scope }),
    row('CW', PERHAPS_NOT_PARTY, '15 CFR 742.18(a)(2)(ii)(A)', { scope, conditions: [NOT_LISTED] }),
  ]
}

const LISTED_0Y521 = ask(
  'listed-in-supplement-5',
  'Is the item listed in supplement 5 to part 774, with its 0Y521 classification not run out on the export date?',
)
const EMERGING: ProseRule = {
  status: 'prose',
  controls: [row('RS', { kind: 'columns', columns: ['RS1'] }, '15 CFR 742.6(a)(8)', { conditions: [LISTED_0Y521] })],
  citation: '15 CFR 742.6(a)(8); 774 Supp. 5',
}

const SURREPTITIOUS: ProseRule = {
  status: 'prose',
  controls: [row('SL', all(), '15 CFR 742.13(a)(1)'), NORTH_KOREA],
  citation: '15 CFR 742.13(a)(1); 738.3(a)(1); 742.19(a)(1)',
}

/** Footnote 10 to the Country Chart: firearms to two destinations whose cells are empty. */
const FOOTNOTE_10 = '15 CFR 738 Supp. 1, footnote 10'
const footnote10 = (scope: Scope = {}, conditions: readonly ScopeCondition[] = []): ProseRule => ({
  controls: [row('footnote 10', to('AU', 'GB'), FOOTNOTE_10, { scope, conditions })],
  citation: FOOTNOTE_10,
})
/** Footnote 7: RS Column 2 goes on binding India for two items although its cell is empty. */
const INDIA = '15 CFR 742.6(a)(4)(i)'
/** Paragraph (c)(2) of 740.20, the way to Country Group A:6, is closed to the entry. */
const withoutStaToA6 = (rule: ProseRule): ProseRule => ({
  ...rule,
  exceptions: [{ code: 'STA', scope: {}, notGroups: ['A:6'] }],
})
const SHORT_BARREL = measure('barrelLengthInches', 'less-than', 18)

const naval = (): ProseRule => ({
  status: 'prose',
  controls: [row('SS', all(), '15 CFR 754.3(a)', { onlyKind: 'export' })],
  citation: '15 CFR 754.3(a); 754.1(c)',
})
const northKoreaOnly = (): ProseRule => ({ status: 'prose', controls: [NORTH_KOREA], citation: '15 CFR 742.19(a)(1)' })
const iranAndNorthKorea = (): ProseRule => ({
  status: 'prose',
  controls: [IRAN, NORTH_KOREA],
  citation: '15 CFR 742.8(a)(1); 742.19(a)(1)',
})
const reserved = (see: string): ProseRule => ({ status: 'reserved', controls: [], citation: '15 CFR 774 Supp. 1', see })
const itar = (): ProseRule => ({
  status: 'other-agency',
  controls: [],
  citation: '15 CFR 774 Supp. 1; 22 CFR 120-130',
  see: 'the Department of State (ITAR, 22 CFR parts 120 to 130)',
})

const ITAR_ENTRIES =
  '0A002 0D001 0E001 1A102 1C102 4A102 6A103 7A106 7A115 7A117 7B103 7D103 7E104 9A005 9A006 9A007 9A008 9A009 9A011 9A103 9A104 9A105 9A107 9A108 9A109 9A111 9A116 9A117 9A118 9A119 9D103 9D105'

export const PROSE_RULES: Readonly<Record<string, ProseRule>> = {
  ...Object.fromEntries(ITAR_ENTRIES.split(' ').map((eccn) => [eccn, itar()])),
  '0A521': EMERGING,
  '0B521': EMERGING,
  '0C521': EMERGING,
  '0D521': EMERGING,
  '0E521': EMERGING,
  '0A980': {
    status: 'prose',
    controls: [row('SS', all(), '15 CFR 754.5', { onlyKind: 'export' })],
    citation: '15 CFR 754.5; 754.1(c)',
  },
  '0A981': {
    status: 'prose',
    controls: [row('CC', all(), '15 CFR 742.7(a)(4)')],
    citation: '15 CFR 742.7(a)(4)',
  },
  '0A982': {
    status: 'prose',
    controls: [row('CC', all('CA'), '15 CFR 742.7(a)(5)')],
    citation: '15 CFR 742.7(a)(5)',
  },
  '0A983': {
    status: 'prose',
    controls: [row('CC', all(), '15 CFR 742.11(a)')],
    citation: '15 CFR 742.11(a); 742.7(a)(6); 738.3(a)(1)',
  },
  '0A999': northKoreaOnly(),
  '1A999': northKoreaOnly(),
  '1D999': northKoreaOnly(),
  '2A999': northKoreaOnly(),
  '2A994': iranAndNorthKorea(),
  '2D994': iranAndNorthKorea(),
  '2E994': iranAndNorthKorea(),
  '1C355': {
    status: 'prose',
    controls: [...schedule2({ include: ['a'] }), ...schedule3({ include: ['b'] }), IRAN, NORTH_KOREA],
    citation: '15 CFR 742.18(a)(2); 742.8(a)(1); 742.19(a)(1)',
  },
  '1C395': {
    status: 'prose',
    controls: [
      row('CB', NOT_PARTY, '15 CFR 742.2(a)(4)', { scope: { include: ['a', 'b'] } }),
      ...schedule2({}),
      ...schedule3({ include: ['b'] }),
      IRAN,
      NORTH_KOREA,
    ],
    citation: '15 CFR 742.2(a)(4); 742.18(a)(2); 742.8(a)(1); 742.19(a)(1)',
  },
  '1C350': {
    controls: [...schedule2({ include: ['b'] }), ...schedule3({ include: ['c'] }), IRAN, NORTH_KOREA],
    citation: '15 CFR 742.18(a)(2); 742.8(a)(1); 742.19(a)(1)',
  },
  '1C351': {
    controls: [row('CW', all(), '15 CFR 742.18(a)(1)', { scope: { include: ['d.15', 'd.16'] } })],
    citation: '15 CFR 742.18(a)(1)',
  },
  '6A992': {
    controls: [row('RS', to('IQ'), '15 CFR 742.6(a)(5)', { isInCountryToo: true })],
    citation: '15 CFR 742.6(a)(5)',
  },
  '1C980': naval(),
  '1C982': naval(),
  '1C983': naval(),
  '1C984': naval(),
  '1C988': {
    status: 'prose',
    controls: [row('SS', all(), '15 CFR 754.4(a)', { onlyKind: 'export' })],
    citation: '15 CFR 754.4(a); 754.1(c)',
  },
  '5A980': SURREPTITIOUS,
  '5D980': SURREPTITIOUS,
  '5E980': SURREPTITIOUS,
  '1C018': reserved('1C608, 1C011, 1C111, 1C239 or 1A008'),
  '2B018': reserved('0B606, 0B602 or 0B501'),
  '2D018': reserved('0D501, 0D602 or 0D606'),
  '8A018': reserved('8A609, 8A620, 8A001, 8A002 or 8A992'),
  '9A018': reserved('9A610, 9A619 or 0A606.b'),
  '9D018': reserved('9D610, 9D619 or 0D606'),
  '9E018': reserved('9E610, 9E619 or 0E606'),
  '4A611': reserved('3A611'),
  '5A611': reserved('3A611'),
  '6A611': reserved('3A611 or 7A611'),
  '9D005': reserved('9D515'),
  '9A010': reserved('USML Category IV or XV, 9A604 or 9A515'),
  '6A003': {
    controls: [
      row('RS', to('IN'), INDIA, {
        scope: { include: ['b.4.b'] },
        conditions: [
          measure('frameRateHz', 'at-most', 60),
          measure('focalPlaneElements', 'at-most', 111_000),
          measure('endUse.isEmbeddedInCivilProduct', 'equal', false),
        ],
      }),
    ],
    citation: '15 CFR 742.6(a)(4)(i); 738 Supp. 1, footnote 7',
  },
  '9A515': {
    controls: [row('RS', to('IN'), INDIA, { scope: { include: ['e'] } })],
    citation: '15 CFR 742.6(a)(4)(i); 738 Supp. 1, footnote 7',
  },
  '0A501': {
    controls: [
      ...footnote10({ exclude: ['y'] }).controls,
      row('licence requirement note', to('CN'), '15 CFR 774 Supp. 1, 0A501, licence requirement note', {
        scope: { include: ['y.7'] },
      }),
    ],
    exceptions: [{ code: 'STA', scope: { exclude: ['a', 'b', 'c', 'd', 'e'] }, notGroups: ['A:6'] }],
    citation: `${FOOTNOTE_10}; 774 Supp. 1, 0A501`,
  },
  '0A502': {
    ...footnote10({}, [measure('isComponent', 'equal', false), SHORT_BARREL]),
    exceptions: [{ code: 'STA', scope: {}, unread: 'barred to Groups A:5 and A:6 for barrels under 18 inches' }],
  },
  '0A504': footnote10({ include: ['i'] }),
  '0A505': footnote10({ include: ['a', 'x'] }),
  '0A506': footnote10(),
  '0A507': footnote10(),
  '0A508': footnote10({}, [measure('isComponent', 'equal', false), SHORT_BARREL]),
  '0A509': footnote10(),
  '0D501': withoutStaToA6(footnote10({}, [{ kind: 'not', of: related([{ eccn: '0A501', include: ['y'] }]) }])),
  '0D505': withoutStaToA6(
    footnote10({}, [
      related([
        { eccn: '0A505', include: ['a', 'x'] },
        { eccn: '0B505', include: ['a', 'x'] },
      ]),
    ]),
  ),
  '0E501': footnote10(),
  '0E504': footnote10(),
  '0E505': withoutStaToA6(
    footnote10({}, [
      related([{ eccn: '0A505', include: ['a', 'x'] }, { eccn: '0B505', include: ['a', 'x'] }, { eccn: '0D505' }]),
    ]),
  ),
  '2B910': { controls: [], exceptions: [{ code: 'STA', scope: null }], citation: '15 CFR 774 Supp. 1, 2B910' },
}

/** Reasons an entry names without a row for them, and why that is no gap. Anything else stops the generator. */
export const REASONS_WITHOUT_ROW: Readonly<Record<string, string>> = {
  '3A232/RS': 'its rows are NP, AT and the Russian sector row; 742.6 does not name 3A232',
}

/** Places without a row of their own, and whose row they take. Source: 738.3(b) and 772.1 ("United States"). */
export const TERRITORIES: Readonly<Record<string, string>> = {
  HK: 'CN',
  ...under('GB', 'AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG'),
  ...under('FR', 'BL GF GP MF MQ NC PF PM RE TF WF YT'),
  ...under('NL', 'BQ'),
  ...under('DK', 'FO GL'),
  ...under('NO', 'BV SJ'),
  ...under('FI', 'AX'),
  ...under('NZ', 'TK'),
  ...under('AU', 'CC CX HM NF'),
  ...under('US', 'AS GU MP PR UM VI'),
  ...under('UA', 'UA-43 UA-14 UA-09'),
}

function under(parent: string, codes: string): Record<string, string> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, parent]))
}
