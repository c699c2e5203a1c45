/**
 * Entries that the parsed control list lost, or ran into the entry before, read again in the official text of 2026-09-24.
 * The list holds 633 numbers, the text 638.
 */
import { country } from '../../src/base/index.ts'
import type {
  CclEntry,
  ChartColumn,
  Control,
  ExceptionFlag,
  RelatedItems,
  ScopeCondition,
} from '../../src/law/tables.ts'

/** The first rows of these entries are their own; the rest belongs to the entry lost behind them. */
export const OWN_ROWS: Readonly<Record<string, number>> = { '3D005': 2, '8C609': 4 }

const UNREAD = 'the line of the entry sets terms no rule here reads'

/** Exception lines of an entry that had taken in those of the entry behind it. */
export const OWN_EXCEPTIONS: Readonly<Record<string, readonly ExceptionFlag[]>> = {
  '8C609': [
    { code: 'LVS', scope: {}, limitUsd: 1500 },
    { code: 'GBS', scope: null },
    { code: 'STA', scope: {}, notGroups: ['A:6'] },
  ],
}

const PARAGRAPHS: Readonly<Partial<Record<ChartColumn, string>>> = {
  NS1: '15 CFR 742.4(a)(1)',
  NS2: '15 CFR 742.4(a)(2)',
  MT1: '15 CFR 742.5(a)(1)',
  NP1: '15 CFR 742.3(a)(1)',
  RS1: '15 CFR 742.6(a)(1)',
  RS2: '15 CFR 742.6(a)(4)(i)',
  CB2: '15 CFR 742.2(a)(2)',
  AT1: '15 CFR 742.19(a)(1)',
}

function chart(column: ChartColumn, ...conditions: ScopeCondition[]): Control {
  const paragraph = PARAGRAPHS[column]
  if (!paragraph) throw new Error(`no paragraph is known for ${column}`)
  return {
    reason: column.slice(0, 2),
    scope: {},
    conditions,
    target: { kind: 'columns', columns: [column] },
    paragraph,
  }
}

function related(items: readonly (string | RelatedItems)[], reason?: string): ScopeCondition {
  const named = items.map((item) => (typeof item === 'string' ? { eccn: item } : item))
  return { kind: 'related', items: named, ...(reason ? { reason } : {}) }
}

function entry(
  eccn: string,
  title: string,
  controls: readonly Control[],
  exceptions: readonly ExceptionFlag[],
  paragraphs: readonly string[] = [],
): CclEntry {
  const reasons = [...new Set(controls.map(({ reason }) => reason))]
  const [category = '', group = ''] = eccn
  return { eccn, title, category, group, reasons, controls, exceptions, paragraphs, status: 'controls' }
}

const UN: Control = {
  reason: 'UN',
  scope: {},
  conditions: [],
  target: { kind: 'see', paragraph: '15 CFR 746.1(b)' },
  paragraph: '15 CFR 746.1(b)',
}

/** 742.6(a)(6): advanced computing, in words and not in columns. */
function advanced(paragraph: string, target: Control['target'], items: readonly (string | RelatedItems)[]): Control {
  return {
    reason: 'RS',
    scope: {},
    conditions: [related(items)],
    target,
    paragraph,
    isInCountryToo: true,
    deemed: 'excluded',
  }
}

const CHIPS_TECHNOLOGY: readonly Control[] = [
  chart(
    'NS1',
    related(['3A001', '3A002', '3A003', '3B001', { eccn: '3B002', exclude: ['c'] }, { eccn: '3C001', until: '3C006' }]),
  ),
  chart('MT1', related(['3A001', '3A101'], 'MT')),
  chart('NP1', related(['3A001', '3A201', { eccn: '3A225', until: '3A234' }], 'NP')),
  {
    reason: 'RS',
    scope: {},
    conditions: [
      related(['3A090']),
      {
        kind: 'needs-person',
        id: '3e001-from-macau-or-d5',
        question:
          'Is the technology exported from Macau or a Group D:5 country, by a company with its headquarters or ultimate parent there, as a direct product of software subject to the EAR?',
      },
    ],
    target: { kind: 'all-destinations', except: [] },
    paragraph: '15 CFR 742.6(a)(6)(ii)',
    onlyKind: 'reexport',
    deemed: 'excluded',
  },
  // The row names D:1, D:4 and D:5; the section goes further, and the section binds: 742.6(a)(6)(iii).
  advanced('15 CFR 742.6(a)(6)(iii)(A)', { kind: 'all-destinations', except: [] }, [
    { eccn: '3A001', include: ['z.1.a', 'z.2.a', 'z.3.a', 'z.4.a'] },
    { eccn: '3A090', include: ['a'] },
  ]),
  advanced(
    '15 CFR 742.6(a)(6)(iii)(B)',
    {
      kind: 'destinations',
      countries: [country('AE')],
      groups: ['D:1', 'D:4', 'D:5'],
      exceptGroups: ['A:5', 'A:6'],
    },
    [
      { eccn: '3A001', include: ['z.1.b', 'z.2.b', 'z.3.b', 'z.4.b'] },
      { eccn: '3A090', include: ['b'] },
    ],
  ),
  advanced('15 CFR 742.6(a)(6)(i)(B)', { kind: 'destinations', countries: [country('MO')], groups: ['D:5'] }, [
    { eccn: '3A090', include: ['c'] },
  ]),
  chart('RS2', related([{ eccn: '3A001', include: ['a.15', 'b.13'] }, '3A004', '3B003', '3C007', '3C008', '3C009'])),
  chart('AT1'),
]

/** 0D606 had been given the rows of 0D614 behind it. */
const except = { exclude: ['y'] }
const GROUND_VEHICLE_SOFTWARE: readonly Control[] = [
  { ...chart('NS1'), scope: except },
  { ...chart('RS1'), scope: except },
  {
    reason: 'RS',
    scope: { include: ['y'] },
    conditions: [],
    target: { kind: 'destinations', countries: ['CN', 'RU', 'VE'].map(country), groups: [] },
    paragraph: '15 CFR 742.6(a)(7)',
  },
  chart('AT1'),
  { ...UN, scope: except },
]
const NO_TSR_NO_STA_TO_A6: readonly ExceptionFlag[] = [
  { code: 'TSR', scope: null },
  { code: 'STA', scope: {}, notGroups: ['A:6'] },
]

/** Whole entries, in place of what the parsed list has or lacks. */
export const REPAIRED: Readonly<Record<string, CclEntry>> = {
  '0D606': entry('0D606', '', GROUND_VEHICLE_SOFTWARE, NO_TSR_NO_STA_TO_A6, ['a', 'b', 'y']),
  '0D614': entry(
    '0D614',
    'Software for military training equipment',
    [chart('NS1'), chart('RS1'), chart('AT1'), UN],
    NO_TSR_NO_STA_TO_A6,
  ),
  '2B352': entry(
    '2B352',
    'Equipment for handling biological materials',
    [chart('CB2'), chart('AT1')],
    [
      { code: 'LVS', scope: null },
      { code: 'GBS', scope: null },
    ],
  ),
  '3D006': entry(
    '3D006',
    'Design software for gate-all-around integrated circuits',
    [chart('NS2'), chart('AT1')],
    [{ code: 'TSR', scope: null }],
    ['a', 'b'],
  ),
  '3E001': entry('3E001', '', CHIPS_TECHNOLOGY, [
    { code: 'TSR', scope: {}, unread: UNREAD },
    { code: 'IEC', scope: {}, unread: UNREAD },
    { code: 'STA', scope: {}, unread: UNREAD },
  ]),
  '3E002': entry(
    '3E002',
    'Technology for wide microprocessor cores',
    [chart('NS1'), chart('AT1')],
    [{ code: 'TSR', scope: {} }],
    ['a', 'b', 'c'],
  ),
  '8D001': entry(
    '8D001',
    'Software for marine equipment and materials',
    [chart('NS1'), chart('AT1')],
    [
      { code: 'TSR', scope: {}, unread: UNREAD },
      { code: 'STA', scope: {}, unread: UNREAD },
    ],
  ),
}
