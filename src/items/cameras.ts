import { type Decision, entry, type Fact, type Family, type Item, number, truth } from './item.ts'

const CITATION = '15 CFR 774 Supp. 1, 6A003.b.4 with its note 3, and 6A993.a'
/** Note 3.a to 6A003.b.4: at or below it the camera is not controlled by 6A003.b.4.b. */
const SLOW_FRAME_RATE_HZ = 9
/** Note 3.b.1 to 6A003.b.4. */
const COARSE_IFOV_MRAD = 2

const FRAME_RATE: Fact = { name: 'frameRateHz', text: 'What is the highest frame rate, in Hz?' }
const UNCOOLED: Fact = {
  name: 'isMicrobolometerUncooled',
  text: 'Is the focal plane array an uncooled microbolometer (not space-qualified)?',
}
const NOTE_3B: readonly Fact[] = [
  { name: 'instantaneousFieldOfViewMrad', text: 'What is the smaller instantaneous field of view, in mrad?' },
  { name: 'hasFixedLens', text: 'Has it a fixed lens that is not designed to be removed?' },
  { name: 'hasDirectViewDisplay', text: 'Has it a near-to-eye display (direct view)?' },
  {
    name: 'isSingleApplicationOrWithoutImage',
    text: 'Is it designed for one kind of application and not to be modified by the user, or does it give no viewable image?',
  },
]

export const thermalCamera: Family = {
  id: 'thermal-camera',
  entries: ['6A003.b.4', '6A993'],
  facts: ['focalPlaneElements', UNCOOLED.name],
  words: [/\b(thermal|infrared|lwir|microbolometer|thermograph\w+)\b/i, /\b(camera|imager|imaging|viewer|core)s?\b/i],
  decide(item) {
    const frameRate = number(item, FRAME_RATE.name)
    if (frameRate === undefined) return open([FRAME_RATE, UNCOOLED])
    if (frameRate <= SLOW_FRAME_RATE_HZ)
      return entry(
        '6A993.a',
        CITATION,
        `its highest frame rate of ${frameRate} Hz is not over ${SLOW_FRAME_RATE_HZ} Hz`,
      )
    const coarse = isLeftOutByNote3b(item)
    if (coarse === true) return entry('6A993.a', CITATION, 'it has all the features of note 3.b')
    const isUncooled = truth(item, UNCOOLED.name)
    if (isUncooled === undefined) return open([UNCOOLED])
    if (!isUncooled) return { kind: 'open', entries: ['6A003.b.4.a', '6A003.b.4.c'], ask: [], citation: CITATION }
    if (coarse === undefined && item.eccn === '6A993')
      return open(NOTE_3B.filter(({ name }) => item.measurements[name] === undefined))
    return entry(
      '6A003.b.4.b',
      CITATION,
      `its frame rate of ${frameRate} Hz is over ${SLOW_FRAME_RATE_HZ} Hz`,
      'its array is an uncooled microbolometer',
    )
  },
}

/** All features of note 3.b must be there. */
function isLeftOutByNote3b(item: Item): boolean | undefined {
  const field = number(item, 'instantaneousFieldOfViewMrad')
  const direct = truth(item, 'hasDirectViewDisplay')
  const features = [
    field === undefined ? undefined : field >= COARSE_IFOV_MRAD,
    truth(item, 'hasFixedLens'),
    direct === undefined ? undefined : !direct,
    truth(item, 'isSingleApplicationOrWithoutImage'),
  ]
  if (features.includes(false)) return false
  return features.includes(undefined) ? undefined : true
}

function open(ask: readonly Fact[]): Decision {
  return { kind: 'open', entries: ['6A003.b.4.b', '6A993.a'], ask, citation: CITATION }
}

const CRYPTO = '15 CFR 774 Supp. 1, category 5 part 2, note 3, 5A002.a, 5A992.c; 740.17(b)'
const ENCRYPTS: Fact = {
  name: 'hasEncryptionBeyondAuthentication',
  text: 'Does it encrypt data (such as TLS video streams), beyond authentication and signatures?',
}
const MASS_MARKET: Fact = {
  name: 'isMassMarketEncryption',
  text: 'Is it a mass market encryption item under note 3 to category 5 part 2?',
}

export const networkCamera: Family = {
  id: 'network-camera',
  entries: ['5A992.c', '5A002.a'],
  facts: [ENCRYPTS.name],
  words: [/\b(ip|network|cctv|surveillance)[ -]?(video )?cameras?\b/i],
  decide(item) {
    const encrypts = truth(item, ENCRYPTS.name)
    // Words of a description do not decide, but a stated absence, or a claim of mass market, asks for no more.
    const isSettled = item.eccn === '5A992' || /\b(without|no) encryption\b/i.test(item.description ?? '')
    if (encrypts === undefined && isSettled) return null
    if (encrypts === undefined)
      return { kind: 'open', entries: ['5A002.a', '5A992.c'], ask: [ENCRYPTS], citation: CRYPTO }
    if (!encrypts)
      return {
        kind: 'ruled-out',
        entries: ['5A002.a', '5A992.c'],
        because: ['it encrypts nothing beyond authentication'],
        citation: CRYPTO,
      }
    const isMassMarket = truth(item, MASS_MARKET.name)
    if (isMassMarket === undefined)
      return { kind: 'open', entries: ['5A002.a', '5A992.c'], ask: [MASS_MARKET], citation: CRYPTO }
    return isMassMarket
      ? entry('5A992.c', CRYPTO, 'it encrypts data', 'it is a mass market encryption item')
      : entry('5A002.a', CRYPTO, 'it encrypts data', 'it is no mass market encryption item')
  },
}
