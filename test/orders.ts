/** Two fictional orders as people write them: one that nothing stands in the way of, one that almost everything does. */

/** Every use of concern, denied. */
export const CIVIL_USE = {
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

export type PartyAsked = { readonly name: string; readonly [field: string]: unknown }

/** Pencils to a bookshop: nothing in the law stands in the way, so that it can be released and shipped. */
export function pencilOrder(reference: string, party: PartyAsked) {
  return {
    reference,
    kind: 'export',
    exportOn: '2026-07-23',
    exporter: {
      name: 'Fictional Instruments Inc',
      country: 'US',
      isUsPerson: true,
      isCommunicationsProvider: false,
      isUsGovernmentOrContractor: false,
    },
    parties: [
      {
        ref: 'buyer',
        schema: 'Company',
        roles: ['purchaser', 'ultimate-consignee', 'end-user'],
        country: 'CA',
        endUserType: 'civil',
        isMilitaryEndUser: false,
        ownersAsked: true,
        ...party,
      },
    ],
    items: [
      {
        ref: 'pencils',
        part: 'P-1',
        description: 'Pencils',
        eccn: 'EAR99',
        classifiedBy: 'Fictional Instruments Inc',
        form: 'commodity',
        quantity: '10',
        unit: 'piece',
        valueUsd: '100.00',
        isUsOrigin: true,
        otherAgency: 'none',
      },
    ],
    from: 'US',
    destination: 'CA',
    route: [],
    endUse: { text: 'Writing', ...CIVIL_USE },
  }
}

/** A device that takes the content of calls, to a fictional unit of a ministry. */
export function interceptorOrder({
  reference,
  exportOn,
  exporter = 'Fictional Instruments Inc',
  endUserType = 'police',
  endUse = 'Interception of named suspects in homicide cases by the third unit in Cairo',
}: {
  readonly reference: string
  readonly exportOn: string
  readonly exporter?: string
  readonly endUserType?: string
  readonly endUse?: string
}) {
  return {
    reference,
    kind: 'export',
    exportOn,
    exporter: { name: exporter, country: 'US', isUsPerson: true },
    parties: [
      {
        ref: 'ministry',
        name: 'Fictional Ministry of the Interior',
        unit: 'Fictional Third Unit',
        roles: ['purchaser', 'ultimate-consignee', 'end-user'],
        country: 'EG',
        endUserType,
        addresses: ['1 Fictional Square, Cairo'],
      },
    ],
    items: [
      {
        ref: 'interceptor',
        part: 'FI-IC-1',
        description: 'Transportable unit that takes the content of calls from the air interface',
        eccn: '5A001',
        paragraph: 'f.1',
        form: 'commodity',
        quantity: '2',
        unit: 'piece',
        valueUsd: '240000.00',
        isUsOrigin: true,
      },
    ],
    from: 'US',
    destination: 'EG',
    endUse: { text: endUse },
  }
}
