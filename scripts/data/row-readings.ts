/**
 * Control rows whose words are more than a list of paragraphs, read by a person.
 * Key: entry / reason / how manieth row of that reason. `row-words.json` beside holds the start of the SHA-256 of the
 * words as read: when the official words change, the generator stops and a person reads them again.
 */
import type { ChartColumn, ControlTarget, RelatedItems, Scope, ScopeCondition } from '../../src/law/tables.ts'

export type Cover = {
  readonly scope: Scope
  readonly conditions: readonly ScopeCondition[]
  readonly reason?: string
  readonly columns?: readonly ChartColumn[]
  /** Countries by name, for a part of the row with destinations of its own. */
  readonly only?: readonly string[]
  readonly paragraph?: string
  readonly target?: ControlTarget
}

type Compare = Extract<ScopeCondition, { kind: 'measure' }>['compare']
const measure = (fact: string, compare: Compare, value: number | boolean): ScopeCondition => ({
  kind: 'measure',
  fact,
  compare,
  value,
})
const yes = (fact: string) => measure(fact, 'equal', true)
const no = (fact: string) => measure(fact, 'equal', false)
const meets = (parameters: string) => yes(`meets${parameters.replaceAll('.', '')}`)
const any = (...of: ScopeCondition[]): ScopeCondition => ({ kind: 'any', of })
const all = (...of: ScopeCondition[]): ScopeCondition => ({ kind: 'all', of })
const not = (of: ScopeCondition): ScopeCondition => ({ kind: 'not', of })
const ask = (id: string, question: string): ScopeCondition => ({ kind: 'needs-person', id, question })
const related = (items: readonly (string | RelatedItems)[], reason?: string): ScopeCondition => ({
  kind: 'related',
  items: items.map((item) => (typeof item === 'string' ? { eccn: item } : item)),
  ...(reason ? { reason } : {}),
})
const of = (eccn: string, ...include: string[]): RelatedItems => ({ eccn, include })
const whole = (...conditions: ScopeCondition[]): Cover => ({ scope: {}, conditions })
const only = (include: string[], ...conditions: ScopeCondition[]): Cover => ({ scope: { include }, conditions })
const except = (exclude: string[], ...conditions: ScopeCondition[]): Cover => ({ scope: { exclude }, conditions })

const barrel = (compare: Compare, inches: number) => measure('barrelLengthInches', compare, inches)
const SHOTGUN_PARTS = ['c', 'd', 'e']
const toPolice = yes('endUse.isForPoliceResale')
const embedded = 'endUse.isEmbeddedInCivilProduct'
const Z_HIGH = any(
  related([of('4A003', 'z.1.a', 'z.2.a'), of('4A004', 'z.1'), of('4A005', 'z.1'), of('4A090', 'a'), of('4D090', 'a')]),
  all(related(['4D001']), yes('isForAdvancedComputingHigh')),
)
const Z_LOW = any(
  related([of('4A003', 'z.1.b', 'z.2.b'), of('4A004', 'z.2'), of('4A005', 'z.2'), of('4A090', 'b'), of('4D090', 'b')]),
  all(related(['4D001']), yes('isForAdvancedComputingLow')),
)
const CRYPTO_Z_HIGH = any(
  related([of('5A002', 'z.1.a', 'z.2.a', 'z.3.a', 'z.4.a', 'z.5.a'), of('5A004', 'z.1.a', 'z.2.a')]),
  all(related(['5D002']), yes('isForAdvancedComputingHigh')),
)
const CRYPTO_Z_LOW = any(
  related([of('5A002', 'z.1.b', 'z.2.b', 'z.3.b', 'z.4.b', 'z.5.b'), of('5A004', 'z.1.b', 'z.2.b')]),
  all(related(['5D002']), yes('isForAdvancedComputingLow')),
)
const MT_7 = all(not(related(['7A008'])), related(['7A', '7B'], 'MT'))
const INERTIAL = yes('isInertialNavigationFor9A991b')
const ENGINES = any(related(['9A001'], 'MT'), related(['9A101']))
const FILAMENT = ask(
  'filament-winding-np',
  'Is it a filament winding machine that can wind cylinders 75 to 400 mm across and 600 mm or more long, or a control or precision mandrel for one?',
)
const TOXINS = related([of('1C351', 'd.15', 'd.16'), '1C353'])
const AGENTS = any(related(['1C351', '1C353', '1C354', '1C350']), all(related([of('1A004', 'c')]), meets('2B351.a')))
const ISS: readonly Cover[] = [
  { ...only(['y']), only: ['China', 'Venezuela'] },
  { ...only(['y'], no('isForInternationalSpaceStation')), only: ['Russia'] },
]

export const ROW_COVERS: Readonly<Record<string, readonly Cover[]>> = {
  '0A502/NS/1': [whole(no('isComponent'), barrel('less-than', 18))],
  '0A502/RS/1': [whole(no('isComponent'), barrel('less-than', 18))],
  '0A502/AT/1': [whole(no('isComponent'), barrel('less-than', 18))],
  '0A502/CC/1': [only(SHOTGUN_PARTS, yes('isComponent')), whole(any(yes('isComponent'), barrel('less-than', 24)))],
  '0A502/CC/2': [{ ...whole(no('isComponent'), barrel('at-least', 24)), paragraph: '15 CFR 742.7(a)(2)' }],
  '0A502/CC/3': [{ ...whole(no('isComponent'), barrel('at-least', 24), toPolice), paragraph: '15 CFR 742.7(a)(3)' }],
  '0A508/NS/1': [whole(no('isComponent'), barrel('less-than', 18))],
  '0A508/RS/1': [whole(no('isComponent'), barrel('less-than', 18))],
  '0A508/AT/1': [whole(no('isComponent'), barrel('less-than', 18))],
  '0A508/CC/1': [whole(any(yes('isComponent'), barrel('less-than', 24)))],
  '0A508/CC/2': [{ ...whole(no('isComponent'), barrel('at-least', 24)), paragraph: '15 CFR 742.7(a)(2)' }],
  '0A508/CC/3': [{ ...whole(no('isComponent'), barrel('at-least', 24), toPolice), paragraph: '15 CFR 742.7(a)(3)' }],
  '0A509/NS/1': [except(['a', 'd']), only(['a'], not(related(['0A502', '0A508'])))],
  '0A509/RS/1': [except(['a', 'd']), only(['a'], not(related(['0A502', '0A508'])))],
  '0A509/AT/1': [except(['a', 'd']), only(['a'], not(related(['0A502', '0A508'])))],
  '0A509/CC/1': [only(['d']), only(['a'], related(['0A502', '0A508']))],
  '0B501/NS/1': [whole(not(related([of('0A501', 'y')])))],
  '0B501/RS/1': [whole(not(related([of('0A501', 'y')])))],
  '0D501/NS/1': [whole(not(related([of('0A501', 'y')])))],
  '0D501/RS/1': [whole(not(related([of('0A501', 'y')])))],
  '0D505/NS/1': [whole(related([of('0A505', 'a', 'x'), of('0B505', 'a', 'x')]))],
  '0D505/RS/1': [whole(related([of('0A505', 'a', 'x'), of('0B505', 'a', 'x')]))],
  '0D505/AT/1': [whole(related([of('0A505', 'a', 'd', 'x'), of('0B505', 'a', 'd', 'x')]))],
  '0E505/NS/1': [whole(related([of('0A505', 'a', 'x'), of('0B505', 'a', 'x'), '0D505']))],
  '0E505/RS/1': [whole(related([of('0A505', 'a', 'x'), of('0B505', 'a', 'x'), '0D505']))],
  '0E982/CC/1': [whole()],
  '1A002/NP/1': [
    only(
      ['b.1'],
      yes('isTube'),
      measure('insideDiameterMm', 'at-least', 75),
      measure('insideDiameterMm', 'at-most', 400),
    ),
  ],
  '1A004/CB/1': [only(['c'], meets('2B351.a'))],
  '1A007/NP/1': [only(['b']), only(['a'], meets('3A229'))],
  '1A231/NP/1': [
    { ...whole(), reason: 'NP', columns: ['NP1'] },
    { ...whole(), reason: 'AT', columns: ['AT1'] },
  ],
  '1B001/MT/1': [except(['d.4', 'e', 'f']), only(['d.4'], meets('1B101'))],
  '1B001/NP/1': [whole(FILAMENT)],
  '1B018/MT/1': [whole(yes('isForRocketPropellantProduction'))],
  '1B101/NP/1': [whole(FILAMENT)],
  '1B608/MT/1': [
    whole(
      ask(
        '1b608-mt',
        'Is the equipment specially designed for 1C608 commodities controlled for MT reasons or for MT articles of USML Category V?',
      ),
    ),
  ],
  '1C001/MT/1': [whole(meets('1C101'))],
  '1C002/NP/1': [only(['b.3', 'b.4'], meets('1C202'))],
  '1C007/MT/1': [only(['c'], measure('dielectricConstant', 'less-than', 6), yes('isForMissileRadome'))],
  '1C010/NP/1': [only(['a', 'b', 'e.1'], meets('1C210'))],
  '1C011/MT/1': [only(['a', 'b'], meets('1C111'))],
  '1C116/NP/1': [whole(meets('1C216'))],
  '1C350/CB/1': [whole()],
  '1C353/CB/1': [whole(yes('isGeneticElementOfListedToxin'))],
  '1D018/MT/1': [{ ...whole(related(['1B018'], 'MT')), columns: ['MT1'] }],
  '1D607/NS/1': [whole(not(related([of('1C607', 'a.10', 'a.11', 'a.12', 'a.14')])))],
  '1D608/MT/1': [
    whole(
      ask(
        '1d608-mt',
        'Is the software specially designed to use 1B608 equipment in making or handling materials of 1C608.m or MT articles of USML Category V?',
      ),
    ),
  ],
  '1E001/CB/1': [whole(TOXINS)],
  '1E001/CB/2': [whole(AGENTS)],
  '1E201/NP/1': [whole(related(['1A', '1B', '1C', '1D'], 'NP'))],
  '1E351/CB/1': [whole(TOXINS)],
  '1E351/CB/2': [whole(related(['1C351', '1C353', '1C354', '1C350']))],
  '1E355/CW/1': [whole()],
  '1E607/NS/1': [whole(not(related([of('1C607', 'a.10', 'a.11', 'a.12', 'a.14'), '1D607'])))],
  '2A001/MT/1': [
    whole(
      ask(
        '2a001-mt',
        'Is it a radial ball bearing of ISO 492 class 2 (ABEC-9) or better with a bore of 12 to 50 mm, an outer diameter of 25 to 100 mm and a width of 10 to 20 mm?',
      ),
    ),
  ],
  '2A226/CB/1': [whole(meets('2B350.g'))],
  '2B001/NP/1': [
    only(
      ['a', 'b', 'c', 'd'],
      ask(
        '2b001-np',
        'Is the machine other than a turning machine of 35 mm capacity or less, a bar machine to 42 mm that cannot mount chucks, and a milling machine with over 2 m of x travel and x accuracy worse than 22.5 µm?',
      ),
    ),
  ],
  '2B004/NP/1': [except(['b.3'], measure('workingPressureMpa', 'at-least', 69))],
  '2B006/NP/1': [only(['a', 'b.1', 'b.3', 'c'], meets('2B206'))],
  '2B007/NP/1': [whole(meets('2B207'))],
  '2B009/MT/1': [whole(any(yes('isCombinedSpinAndFlowForming'), all(meets('2B009.a'), meets('2B109'))))],
  '2B009/NP/1': [whole(meets('2B209'))],
  '2B109/NP/1': [whole(meets('2B209'))],
  '2B116/NP/1': [only(['b', 'c', 'd']), only(['a'], yes('isElectrodynamic'))],
  '2D001/NP/1': [whole(related(['2B001', '2B004', '2B006', '2B007', '2B009'], 'NP'))],
  '2E001/CB/1': [whole(related([{ eccn: '2B350', until: '2B352' }, '2A226', '2D351', '2D352']))],
  '2E002/CB/1': [whole(related([{ eccn: '2B350', until: '2B352' }, '2A226']))],
  '2E201/CB/1': [whole(related(['2A226']))],
  '3A001/NS/1': [only(['b.2', 'b.3'], no('isForCivilTelecommunications'))],
  '3A001/RS/1': [only(['b.2', 'b.3'], no('isForCivilTelecommunications'))],
  '3A001/MT/1': [
    only(['z.2']),
    only(['a.1.a'], yes('isUsableInMissiles')),
    only(
      ['a.5.a'],
      ask(
        '3a001-a5a-mt',
        'Is the converter designed for military use, hermetically sealed and rated from below -54 °C to above +125 °C?',
      ),
    ),
  ],
  '3A001/NP/1': [only(['z.3']), only(['e.2'], meets('3A201.a')), only(['e.3'], meets('3A201.b'))],
  '3A002/MT/1': [only(['h'], meets('3A101.a.2.b'))],
  '3D001/NS/2': [whole(related([of('3A001', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'z'), '3B']))],
  '4A001/MT/1': [only(['a'], meets('4A101'))],
  '4A001/NP/1': [
    {
      ...whole(
        ask(
          '4a001-np',
          'The NP row of 4A001 names no chart column. Has a person found that no NP licence is needed for this destination? Answer false when it is not needed.',
        ),
      ),
      target: { kind: 'all-destinations', except: [] },
      paragraph: '15 CFR 742.3(b)',
    },
  ],
  '4A003/CC/1': [whole(yes('isForFingerprintEquipment'))],
  '4A003/AT/1': [whole()],
  '4D001/CC/1': [whole(yes('isForFingerprintEquipment'))],
  '4E001/NS/1': [whole(not(related(['4A090', '4D090'])))],
  '4E001/RS/1': [whole(Z_HIGH)],
  '4E001/RS/2': [whole(Z_LOW)],
  '4E001/CC/1': [whole(yes('isForFingerprintEquipment'))],
  '5D001/SL/1': [whole(related([of('5A001', 'f.1')]))],
  '5E001/SL/1': [whole(any(related([of('5A001', 'f.1')]), all(related([of('5D001', 'a')]), yes('isFor5A001f1'))))],
  // 742.15(a)(1) and the row name different paragraphs of 5D002: both are read.
  '5D002/EI/1': [only(['a', 'b', 'c.1', 'c.3', 'd'], related(['5A002', '5A004', '5D002']))],
  '5E002/RS/1': [whole(CRYPTO_Z_HIGH)],
  '5E002/RS/2': [whole(CRYPTO_Z_LOW)],
  '5E002/EI/1': [only(['b']), only(['a'], related(['5A002', '5A004', '5D002']))],
  '6A002/MT/1': [only(['a.1', 'a.3'], yes('isForMissileNuclearHardening'))],
  '6A002/RS/1': [
    { scope: { include: ['a.1', 'a.2', 'a.3', 'c', 'f'], exclude: ['a.3.d.2.a', 'a.3.e'] }, conditions: [] },
    only(['a.3.d.2.a', 'a.3.e'], no('isLeadSelenideFocalPlaneArray')),
  ],
  '6A002/CC/1': [only(['c'], yes('isPoliceModelInfraredViewer'))],
  '6A003/NP/1': [only(['a.3', 'a.4']), only(['a.6'], yes('isPlugInFor6A003a3Or6A003a4'))],
  '6A003/RS/1': [
    only(['b.3', 'b.4.a', 'b.4.c']),
    {
      ...only(
        ['b.4.b'],
        any(
          measure('frameRateHz', 'more-than', 60),
          measure('focalPlaneElements', 'more-than', 111_000),
          yes(embedded),
        ),
      ),
      paragraph: '15 CFR 742.6(a)(2)',
    },
  ],
  '6A003/RS/2': [
    {
      ...only(
        ['b.4.b'],
        measure('frameRateHz', 'at-most', 60),
        measure('focalPlaneElements', 'at-most', 111_000),
        no(embedded),
      ),
      paragraph: '15 CFR 742.6(a)(4)(ii)',
    },
  ],
  '6A005/NP/1': [
    only(
      ['a.2', 'a.3', 'a.4', 'b.2.b', 'b.3', 'b.4', 'b.6.c', 'c.1.b', 'c.2.b', 'd.2', 'd.3.c', 'd.4.c'],
      meets('6A205'),
    ),
  ],
  '6A007/MT/1': [only(['b', 'c'], meets('6A007.b'))],
  '6A008/MT/1': [whole(yes('isAirborneAndUsableInMtSystems'))],
  '6D991/AT/1': [whole(not(related(['6A991'])))],
  '6E991/AT/1': [whole(not(related(['6A991'])))],
  '7A001/MT/1': [whole(meets('7A101'))],
  '7A002/MT/1': [whole(meets('7A102'))],
  '7A003/MT/1': [only(['d'], meets('7A103'))],
  '7A005/MT/1': [only(['b'], meets('7A105'))],
  '7A006/MT/1': [whole(meets('7A106'))],
  '7A611/MT/1': [only(['a'], any(meets('7A103.b'), meets('7A103.c')))],
  '7B611/MT/1': [only(['a'], related([of('7A611', 'a')], 'MT'))],
  '7D001/MT/1': [whole(MT_7)],
  '7D001/RS/1': [whole(INERTIAL)],
  '7D003/MT/1': [whole(MT_7)],
  '7D611/MT/1': [only(['a'], related([of('7A611', 'a')], 'MT'))],
  '7E001/MT/1': [whole(MT_7)],
  '7E001/RS/1': [whole(INERTIAL)],
  '7E002/MT/1': [whole(MT_7)],
  '7E002/RS/1': [whole(INERTIAL)],
  '7E004/MT/1': [whole(related(['7A', '7B'], 'MT'))],
  '7E101/RS/1': [whole(INERTIAL)],
  '7E611/MT/1': [only(['a'], related([of('7A611', 'a'), of('7B611', 'a'), of('7D611', 'a')], 'MT'))],
  '9A001/MT/1': [whole(meets('9A101'))],
  '9A012/MT/1': [whole(any(measure('maximumRangeKm', 'at-least', 300), meets('9A120')))],
  '9A515/MT/1': [
    only(['d', 'e.2'], yes('isForMissileNuclearHardening')),
    only(['h'], measure('totalImpulseNewtonSeconds', 'at-least', 841_000)),
  ],
  '9A610/NS/1': [except(['b', 'x', 'y']), only(['x'], not(related([of('9A610', 'b')])))],
  '9A610/RS/1': [except(['b', 'x', 'y']), only(['x'], not(related([of('9A610', 'b')])))],
  '9B001/MT/1': [whole(ENGINES)],
  '9B002/MT/1': [whole(ENGINES)],
  '9B003/MT/1': [whole(ENGINES)],
  '9B004/MT/1': [whole(ENGINES)],
  '9B515/MT/1': [
    only(
      ['a'],
      ask(
        '9b515-mt',
        'Is the equipment for developing or making MT commodities of USML Category XV(e)(12) or (e)(19)?',
      ),
    ),
  ],
  '9B604/MT/1': [
    only(['a', 'b']),
    only(
      ['d'],
      ask('9b604-d-mt', 'Is it for making defense articles of USML Category IV that are items of the MTCR Annex?'),
    ),
  ],
  '9D003/NS/1': [whole(related([{ eccn: '9A001', until: '9A003' }]), yes('isFadecUseSoftware'))],
  '9D003/MT/1': [whole(related(['9A101', '9A106']), yes('isFadecUseSoftware'))],
  '9D515/RS/3': ISS,
  '9D604/MT/1': [only(['a'], related([of('9A604', 'c', 'd'), '9B604'], 'MT'))],
  '9D610/MT/1': [whole(related(['9A610', '9B610'], 'MT'))],
  '9D990/AT/1': [whole(not(related([of('9A990', 'a')])))],
  '9D990/AT/2': [whole(related([of('9A990', 'a')]))],
  '9E515/RS/3': ISS,
  '9E604/MT/1': [only(['a'], related(['9A604', '9B604', '9D604'], 'MT'))],
  '9E610/MT/1': [whole(related(['9A610', '9B610', '9D610'], 'MT'))],
  '9E990/AT/1': [whole(not(related([of('9A990', 'a')])))],
  '9E990/AT/2': [whole(related([of('9A990', 'a')]))],
}
