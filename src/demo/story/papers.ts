/** What the people of the story write and send: all of it invented. */

export const REFERENCE = 'FI-2026-114'
export const OLD_REFERENCE = 'FI-2026-031'

const CIVIL_ANSWERS = {
  isMilitary: false,
  isNuclear: false,
  isMissile: false,
  isChemicalOrBiological: false,
  isMaritimeNuclear: false,
  isAdvancedComputing: false,
  isMilitaryIntelligence: false,
  isUnauthorisedIntrusion: false,
  isForPoliceResale: false,
  isEmbeddedInCivilProduct: false,
  isRussianEnergyProject: false,
  isInfectiousDiseaseCare: false,
}

const INSTRUMENTS = {
  name: 'Fictional Instruments Inc',
  country: 'US',
  isUsPerson: true,
  isCommunicationsProvider: false,
  isUsGovernmentOrContractor: false,
}

const UNIT_NINE = {
  ref: 'unit',
  name: 'Fictional Ministry of Order',
  unit: 'Unit Nine',
  schema: 'Organization',
  roles: ['purchaser', 'ultimate-consignee', 'end-user'],
  country: 'EG',
  endUserType: 'government',
  isMilitaryEndUser: false,
  ownersAsked: true,
  addresses: ['9 Fictional Square, Cairo'],
}

/** What was sold to the unit in the summer: steel racks, for which the law needs no licence. */
export const OLD_ORDER = {
  reference: OLD_REFERENCE,
  kind: 'export',
  exportOn: '2026-07-23',
  exporter: INSTRUMENTS,
  parties: [UNIT_NINE],
  items: [
    {
      ref: 'racks',
      part: 'FX-R',
      description: 'Steel equipment racks without electronics',
      eccn: 'EAR99',
      classifiedBy: 'Fictional Instruments Inc, product classification sheet 3',
      form: 'commodity',
      quantity: '4',
      unit: 'piece',
      valueUsd: '1600.00',
      isUsOrigin: true,
      otherAgency: 'none',
    },
  ],
  from: 'US',
  destination: 'EG',
  route: [],
  endUse: { text: 'Racks for the equipment room of the unit', ...CIVIL_ANSWERS },
}

/** The order of the story: a device that takes the content of mobile calls. */
export function order(exportOn: string) {
  return {
    reference: REFERENCE,
    kind: 'export',
    exportOn,
    exporter: INSTRUMENTS,
    parties: [UNIT_NINE],
    items: [
      {
        ref: 'interceptor',
        part: 'FX-9',
        description: 'Transportable unit that takes the content of calls and messages from the air interface',
        eccn: '5A001',
        paragraph: 'f.1',
        classifiedBy: 'Fictional Instruments Inc, product classification sheet 12',
        form: 'commodity',
        quantity: '2',
        unit: 'piece',
        valueUsd: '240000.00',
        isUsOrigin: true,
        otherAgency: 'none',
        measurements: { interceptsMobileAirInterface: true, extractsContent: true },
      },
    ],
    from: 'US',
    destination: 'EG',
    route: [],
    endUse: { text: 'Criminal investigation by Unit Nine of the ministry', ...CIVIL_ANSWERS },
  }
}

/** Who wrote it, and must not be found in anything that leaves the firm. */
export const TIP_AUTHOR = /nadia|fictive|gazette\.example/i

/** As the salesperson forwarded it. */
export const TIP = `Message-ID: <tip-1@instruments.example>
From: "Sally Seller" <sally.seller@instruments.example>
To: Compliance <compliance@instruments.example>
Subject: Fwd: Your device in Unit Nine
Date: Mon, 23 Nov 2026 11:40:02 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset="UTF-8"

Please look at this before we ship anything else.

---------- Forwarded message ---------
From: Nadia Fictive <nadia.fictive@gazette.example>
Date: Mon, 23 Nov 2026 at 08:12
Subject: Your device in Unit Nine
To: <sales@instruments.example>

I report for a newspaper. Two reporters told me their calls were read back to them.
The box in the photographs is the one you sell: model FX-9. It stands in the cellar of
Unit Nine of the Fictional Ministry of Order, and it was used against reporters.
`.replaceAll('\n', '\r\n')

export const OPTICS_REFERENCE = 'MO-2026-7'
export const BEARINGS_REFERENCE = 'PB-2026-3'

/** Thermal cameras to a trading house; on the next morning a list names it. */
export function opticsOrder(exportOn: string) {
  return {
    reference: OPTICS_REFERENCE,
    kind: 'export',
    exportOn,
    exporter: { ...INSTRUMENTS, name: 'Made-Up Optics LLC' },
    parties: [
      {
        ref: 'house',
        name: 'Fictavia Imaging Trading House',
        schema: 'Organization',
        roles: ['purchaser', 'ultimate-consignee', 'end-user'],
        country: 'AE',
        endUserType: 'civil',
        isMilitaryEndUser: false,
        ownersAsked: true,
      },
    ],
    items: [
      {
        ref: 'cameras',
        part: 'MO-640',
        description: 'Uncooled thermal camera, stand-alone, 640 x 480, 30 Hz, for a clinic',
        eccn: '6A003',
        paragraph: 'b.4.b',
        classifiedBy: 'Made-Up Optics LLC, sheet 2',
        form: 'commodity',
        quantity: '3',
        unit: 'piece',
        valueUsd: '27000.00',
        isUsOrigin: true,
        otherAgency: 'none',
        measurements: {
          frameRateHz: 30,
          focalPlaneElements: 307_200,
          isStandAlone: true,
          isMicrobolometerUncooled: true,
        },
      },
    ],
    from: 'US',
    destination: 'AE',
    route: [],
    endUse: { text: 'Thermography of patients', ...CIVIL_ANSWERS },
  }
}

/** Bearings to a mill, whom nothing touches. */
export function bearingsOrder(exportOn: string) {
  return {
    reference: BEARINGS_REFERENCE,
    kind: 'export',
    exportOn,
    exporter: { ...INSTRUMENTS, name: 'Pretend Bearings Co' },
    parties: [
      {
        ref: 'mill',
        name: 'Fictional Paper Mill of Saxony GmbH',
        schema: 'Company',
        roles: ['purchaser', 'ultimate-consignee', 'end-user'],
        country: 'DE',
        endUserType: 'civil',
        isMilitaryEndUser: false,
        ownersAsked: true,
      },
    ],
    items: [
      {
        ref: 'bearings',
        part: 'PB-12',
        description: 'Ball bearings of ordinary precision for paper machines',
        eccn: 'EAR99',
        classifiedBy: 'Pretend Bearings Co, sheet 9',
        form: 'commodity',
        quantity: '400',
        unit: 'piece',
        valueUsd: '8000.00',
        isUsOrigin: true,
        otherAgency: 'none',
      },
    ],
    from: 'US',
    destination: 'DE',
    route: [],
    endUse: { text: 'Paper machines', ...CIVIL_ANSWERS },
  }
}
