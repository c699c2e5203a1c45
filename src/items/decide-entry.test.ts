import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideEntry, FAMILIES } from './decide-entry.ts'
import type { Item } from './item.ts'

/** `5A001.f.1`, `claimed != entry`, `? fact`. */
function short(item: Partial<Item>): string {
  const { proposals, contradictions, questions } = decideEntry({ measurements: {}, ...item })
  return [
    ...proposals.map(({ entry }) => entry),
    ...contradictions.map(({ claimed, entry }) => `${claimed} != ${entry}`),
    ...questions.filter(({ id }) => !id.includes('contradiction')).map(({ id }) => `? ${id.slice('item/'.length)}`),
  ].join(', ')
}

describe('interception equipment', () => {
  it.each([
    [{ interceptsMobileAirInterface: true, extractsContent: true }, '5A001.f.1'],
    [{ interceptsMobileAirInterface: true, extractsContent: false }, '5A001.f.2'],
    [{ interceptsMobileAirInterface: true }, '? extractsContent'],
    [{ extractsContent: true }, '? interceptsMobileAirInterface'],
    [{ interceptsMobileAirInterface: false }, ''],
    [{ interceptsMobileAirInterface: true, extractsContent: true, isForMobileNetworkOperators: true }, ''],
    [{ jamsMobileService: true }, '5A001.f.3'],
  ])('with %o is `%s`', (measurements, expected) => {
    expect(short({ measurements })).toBe(expected)
  })

  it('claimed to take only identifiers contradicts a stated extraction of content', () => {
    const measurements = { interceptsMobileAirInterface: true, extractsContent: true }
    expect(short({ eccn: '5A001', paragraph: 'f.2', measurements })).toBe('5A001.f.1, 5A001.f.2 != 5A001.f.1')
    expect(short({ eccn: 'EAR99', measurements })).toBe('5A001.f.1, EAR99 != 5A001.f.1')
  })

  it('claimed as .f.2 with nothing stated is asked what it takes, and claimed as .f.1 is not', () => {
    expect(short({ eccn: '5A001', paragraph: 'f.2' })).toBe('? interceptsMobileAirInterface, ? extractsContent')
    expect(short({ eccn: '5A001', paragraph: 'f.1' })).toBe('')
  })
})

describe('a disguised microphone', () => {
  it('is decided by its design, and asked for it', () => {
    const description = 'Pen with a hidden microphone'
    expect(short({ description })).toBe('? designPrimarilySurreptitious')
    expect(short({ description, measurements: { designPrimarilySurreptitious: true } })).toBe('5A980')
    expect(short({ description, form: 'software', measurements: { designPrimarilySurreptitious: true } })).toBe('5D980')
  })

  it('that is merely small is not 5A980, and a claim of 5A980 is then contradicted', () => {
    const measurements = { designPrimarilySurreptitious: false }
    expect(short({ measurements })).toBe('')
    expect(short({ eccn: '5A980', measurements })).toBe('5A980 != not 5A980')
  })

  it('that takes content from the mobile air interface goes to 5A001.f.1', () => {
    const measurements = {
      designPrimarilySurreptitious: true,
      interceptsMobileAirInterface: true,
      extractsContent: true,
    }
    expect(short({ measurements })).toBe('5A001.f.1')
  })
})

describe('a thermal camera', () => {
  const uncooled = { isMicrobolometerUncooled: true }
  it.each([
    [9, '6A993.a'],
    [9.1, '6A003.b.4.b'],
    [30, '6A003.b.4.b'],
  ])('of %d Hz is %s', (frameRateHz, expected) => {
    expect(short({ measurements: { ...uncooled, frameRateHz, focalPlaneElements: 76_800 } })).toBe(expected)
  })

  it('with every feature of note 3.b is 6A993.a, and with one missing it is not', () => {
    const note = {
      ...uncooled,
      frameRateHz: 30,
      instantaneousFieldOfViewMrad: 2,
      hasFixedLens: true,
      hasDirectViewDisplay: false,
      isSingleApplicationOrWithoutImage: true,
    }
    expect(short({ measurements: note })).toBe('6A993.a')
    expect(short({ measurements: { ...note, instantaneousFieldOfViewMrad: 1.9 } })).toBe('6A003.b.4.b')
    expect(short({ measurements: { ...note, hasDirectViewDisplay: true } })).toBe('6A003.b.4.b')
  })

  it('of 30 Hz claimed as 6A993.a is asked for the features of note 3.b, and contradicted when one is missing', () => {
    const measurements = { ...uncooled, frameRateHz: 30 }
    expect(short({ eccn: '6A993', paragraph: 'a', measurements })).toContain('? instantaneousFieldOfViewMrad')
    expect(short({ eccn: '6A993', paragraph: 'a', measurements: { ...measurements, hasFixedLens: false } })).toBe(
      '6A003.b.4.b, 6A993.a != 6A003.b.4.b',
    )
  })

  it('with a frame rate that is no number is asked for it', () => {
    expect(short({ measurements: { frameRateHz: 'fast', focalPlaneElements: 76_800 } })).toContain('? frameRateHz')
    expect(short({ measurements: { frameRateHz: Number.NaN, focalPlaneElements: 76_800 } })).toContain('? frameRateHz')
  })
})

describe('restraints and electric shock', () => {
  const plain = { isThumbOrFingerCuff: false, deliversElectricShock: false, reportsLocation: false }
  it.each([
    [plain, '0A982'],
    [{ ...plain, isThumbOrFingerCuff: true }, '0A983'],
    [{ ...plain, reportsLocation: true }, '3A981'],
    [{ ...plain, deliversElectricShock: true, isRestraint: true }, '0A982'],
    [{ ...plain, deliversElectricShock: true, isRestraint: false }, '0A503'],
    [{ ...plain, deliversElectricShock: true }, '? isRestraint'],
    [{ deliversElectricShock: false, reportsLocation: false }, '? isThumbOrFingerCuff'],
    [{ isMedicalOrSafetyRestraint: true, isThumbOrFingerCuff: false }, ''],
  ])('with %o is `%s`', (measurements, expected) => {
    expect(short({ measurements })).toBe(expected)
  })

  it('thumbcuffs claimed as handcuffs are contradicted', () => {
    expect(short({ eccn: '0A982', measurements: { isThumbOrFingerCuff: true } })).toBe('0A983, 0A982 != 0A983')
  })
})

describe('other items of concern', () => {
  it.each([
    [{ description: 'Fingerprint analyser' }, '? analysesFingerprints, ? isForFingerprintEquipment'],
    [{ measurements: { analysesFingerprints: true } }, '3A981'],
    [{ measurements: { isForFingerprintEquipment: true, isSingleFingerAccessControl: false } }, '4A980'],
    [{ measurements: { isForFingerprintEquipment: true, isSingleFingerAccessControl: true } }, ''],
    [{ measurements: { generatesOrDeliversIntrusionSoftware: true } }, '4A005'],
    [{ form: 'software' as const, measurements: { generatesOrDeliversIntrusionSoftware: true } }, '4D004'],
    [{ measurements: { extractsRawData: true, circumventsAuthentication: true } }, '5A004.b'],
    [
      { measurements: { extractsRawData: true, circumventsAuthentication: true, isLimitedToLogicalExtraction: true } },
      '',
    ],
    [{ measurements: { extractsRawData: true } }, '? circumventsAuthentication'],
    [{ description: 'Water cannon vehicle' }, '? isForCrowdControl'],
    [{ description: 'Water cannon vehicle', measurements: { isForCrowdControl: true } }, '0A977'],
    [{ eccn: 'EAR99', description: 'Network cameras' }, '? hasEncryptionBeyondAuthentication'],
    [{ eccn: 'EAR99', description: 'Network cameras without encryption' }, ''],
    [{ measurements: { hasEncryptionBeyondAuthentication: true, isMassMarketEncryption: true } }, '5A992.c'],
    [
      { eccn: 'EAR99', measurements: { hasEncryptionBeyondAuthentication: true, isMassMarketEncryption: true } },
      '5A992.c, EAR99 != 5A992.c',
    ],
    [{ eccn: 'EAR99', description: 'Steel storage cabinets' }, ''],
  ])('%o is `%s`', (item, expected) => {
    expect(short(item)).toBe(expected)
  })

  it('a network surveillance system needs all six features, and lacks none in silence', () => {
    const features = {
      isForCarrierClassNetwork: true,
      analysesApplicationLayer: true,
      extractsMetadataAndContent: true,
      indexesExtractedData: true,
      searchesHardSelectors: true,
      mapsRelationalNetwork: true,
    }
    expect(short({ measurements: features })).toBe('5A001.j')
    for (const name of Object.keys(features)) {
      const { [name as keyof typeof features]: _, ...rest } = features
      expect(short({ measurements: rest })).toBe(`? ${name}`)
      expect(short({ measurements: { ...features, [name]: false } })).toBe('')
    }
    expect(short({ measurements: { ...features, isForMarketingOrServiceQuality: true } })).toBe('')
  })
})

describe('laws of the reading of an item', () => {
  const facts = FAMILIES.flatMap((family) => family.facts)
  const anyItem = fc.record(
    {
      eccn: fc.constantFrom('EAR99', '5A001', '0A982', '6A003', '6A993', '3A981', '9A610'),
      paragraph: fc.constantFrom('f.1', 'f.2', 'b.4.b', 'a', ''),
      description: fc.string({ unit: 'grapheme', maxLength: 60 }),
      form: fc.constantFrom('commodity' as const, 'software' as const, 'technology' as const),
      measurements: fc.dictionary(
        fc.oneof(fc.constantFrom(...facts), fc.string()),
        fc.oneof(fc.boolean(), fc.double(), fc.string()),
      ),
    },
    { requiredKeys: ['measurements'] },
  )

  it('never fails, and every proposal says why and cites its entry', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const { proposals, contradictions } = decideEntry(item)
        for (const { because, citation } of [...proposals, ...contradictions]) {
          expect(because.length).toBeGreaterThan(0)
          expect(citation).toMatch(/^15 CFR 774 Supp\. 1/)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('words alone never propose an entry', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (noise) => {
        for (const words of ['imsi catcher', 'thermal camera', 'handcuffs', 'spyware', 'afis', 'water cannon'])
          expect(decideEntry({ description: `${noise} ${words}`, measurements: {} }).proposals).toEqual([])
      }),
    )
  })

  it('a very long description is read at once', () => {
    const description = `hidden ${'a '.repeat(100_000)} microphone thermal ${'b'.repeat(100_000)}`
    expect(decideEntry({ description, measurements: {} }).questions.length).toBeGreaterThan(0)
  })
})
