/** Whole lists in official layouts with plainly fictional content: large enough not to be taken for fragments. */

/** A UN list of `count` fictional entities. */
export function unList({ on, count }: { readonly on: string; readonly count: number }): Buffer {
  const entities = Array.from(
    { length: count },
    (_, i) => `
    <ENTITY>
      <DATAID>${700_000 + i}</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>FICTIONAL FRONT NUMBER ${i}</FIRST_NAME>
      <UN_LIST_TYPE>Fictional</UN_LIST_TYPE>
      <REFERENCE_NUMBER>FXe.${String(i).padStart(4, '0')}</REFERENCE_NUMBER>
      <LISTED_ON>2020-01-01</LISTED_ON>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Invented Group ${i}</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><CITY>Port Fiction</CITY><COUNTRY>Yemen</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>`,
  )
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="${on}T00:00:00.000Z">
  <INDIVIDUALS></INDIVIDUALS>
  <ENTITIES>${entities.join('')}
  </ENTITIES>
</CONSOLIDATED_LIST>
`,
  )
}

/** A Canadian list of `count` fictional bodies. */
export function canadianList(count: number): Buffer {
  const records = Array.from(
    { length: count },
    (_, i) =>
      `<record><Country>Fictionland / Fictionlande</Country><EntityOrShip>Invented Works ${i}</EntityOrShip><Schedule>1</Schedule><Item>${i}</Item><DateOfListing>2020-01-01</DateOfListing></record>`,
  )
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<data-set>\n${records.join('\n')}\n</data-set>\n`)
}

const CSL_HEADER =
  '_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids'

const CSL_SOURCES = [
  'Entity List (EL) - Bureau of Industry and Security',
  'Denied Persons List (DPL) - Bureau of Industry and Security',
  'Unverified List (UVL) - Bureau of Industry and Security',
  'Military End User (MEU) List - Bureau of Industry and Security',
  'ITAR Debarred (DTC) - State Department',
  'Nonproliferation Sanctions (ISN) - State Department',
  'Specially Designated Nationals (SDN) - Treasury Department',
  'Sectoral Sanctions Identifications List (SSI) - Treasury Department',
  'Capta List (CAP) - Treasury Department',
  'Palestinian Legislative Council List (PLC) - Treasury Department',
  'Foreign Sanctions Evaders (FSE) - Treasury Department',
  'Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department',
  'Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department',
]

/** A Consolidated Screening List of `count` fictional rows, all its lists among them, the newest of `on`. */
export function consolidatedList({ on, count }: { readonly on: string; readonly count: number }): Buffer {
  const rows = Array.from({ length: count }, (_, i) => {
    const source = CSL_SOURCES[i % 100] ?? CSL_SOURCES[0] ?? ''
    const isTreasury = source.endsWith('Treasury Department')
    const cells: Record<string, string> = {
      _id: isTreasury ? String(90_000 + i) : i.toString(16).padStart(40, '0'),
      source,
      entity_number: isTreasury ? String(90_000 + i) : '',
      type: isTreasury ? 'Entity' : '',
      name: `Fictional Trading ${i} Ltd`,
      addresses: `"${i} Fictional Road, Invented City, CN"`,
      federal_register_notice: '89 FR 99999',
      start_date: i === 0 ? on : '2020-01-01',
      license_requirement: 'All items subject to the EAR',
      license_policy: 'Presumption of denial',
    }
    return CSL_HEADER.split(',')
      .map((column) => cells[column] ?? '')
      .join(',')
  })
  return Buffer.from(`${[CSL_HEADER, ...rows].join('\n')}\n`)
}
