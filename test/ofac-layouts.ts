/**
 * Fictional parties in the four layouts in which OFAC publishes one and the same list. What a layout cannot say (a csv
 * has no letters beyond ASCII and no day of listing) is left out of it.
 */

type LaidOutName = {
  readonly last: string
  readonly first?: string
  readonly kind: 'a.k.a.' | 'f.k.a.' | 'n.k.a.'
  readonly isWeak?: boolean
}

export type LaidOutParty = {
  readonly number: number
  readonly kind: 'Individual' | 'Entity' | 'Vessel' | 'Aircraft'
  readonly last: string
  readonly first?: string
  /** The name in Cyrillic letters; only the two newer layouts have a place for it. */
  readonly cyrillic?: string
  readonly programmes: readonly string[]
  readonly title?: string
  readonly names?: readonly LaidOutName[]
  readonly addresses?: readonly {
    readonly lines?: readonly string[]
    readonly city?: string
    readonly state?: string
    readonly postalCode?: string
    readonly country?: string
  }[]
  /** `04 Sep 1957`, `1958`, `circa 1959`. */
  readonly born?: readonly string[]
  readonly bornAt?: readonly string[]
  readonly nationalities?: readonly string[]
  readonly citizenships?: readonly string[]
  readonly documents?: readonly { readonly label: string; readonly value: string; readonly country?: string }[]
  readonly features?: readonly { readonly label: string; readonly value: string }[]
  readonly linkedTo?: readonly { readonly number: number; readonly name: string }[]
  readonly remarks?: string
  readonly vessel?: {
    readonly callSign?: string
    readonly type?: string
    readonly flag?: string
    readonly owner?: string
    readonly tonnage?: string
    readonly grossTonnage?: string
  }
  /** Names of lists, as OFAC writes them; `SDN List` when left out. */
  readonly lists?: readonly string[]
}

type Edition = { readonly list: 'SDN List' | 'Consolidated List'; readonly on: string }

const LISTED_ON = '2020-01-02'

/** The four files: sdn, alt, add and comments, as they end in Ctrl-Z. */
export function csvSet(parties: readonly LaidOutParty[]): Readonly<Record<'sdn' | 'alt' | 'add' | 'comments', string>> {
  const sdn = parties.map((party) => {
    const vessel = party.vessel ?? {}
    const kind = party.kind === 'Entity' ? '-0- ' : quoted(party.kind.toLowerCase())
    const cells = [
      quoted(nameOf(party)),
      kind,
      quoted(party.programmes.join('] [')),
      cell(party.title),
      cell(vessel.callSign),
      cell(vessel.type),
      cell(vessel.tonnage),
      cell(vessel.grossTonnage),
      cell(vessel.flag),
      cell(vessel.owner),
    ]
    return [party.number, ...cells, cell(remarksOf(party).slice(0, 1_000))].join(',')
  })
  const comments = parties
    .filter((party) => remarksOf(party).length > 1_000)
    .map((party) => `${party.number},${quoted(remarksOf(party).slice(1_000))}`)
  const alt = parties.flatMap((party) =>
    (party.names ?? [])
      .filter((name) => name.isWeak !== true)
      .map(
        (name, i) => `${party.number},${i + 1},${quoted(name.kind.replaceAll('.', ''))},${quoted(nameOf(name))},-0- `,
      ),
  )
  const add = parties.flatMap((party) =>
    (party.addresses ?? []).map(({ lines = [], city = '', state = '', postalCode = '', country }, i) => {
      const place = [[city, state].filter(Boolean).join(', '), postalCode].filter(Boolean).join(' ')
      return [party.number, i + 1, cell(lines.join(', ')), cell(place), cell(country), '-0- '].join(',')
    }),
  )
  return { sdn: ended(sdn), alt: ended(alt), add: ended(add), comments: ended(comments) }
}

function ended(rows: readonly string[]): string {
  return `${rows.map((row) => `${row}\r\n`).join('')}\x1a`
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function cell(text: string | undefined): string {
  return text === undefined || text === '' ? '-0- ' : quoted(text)
}

function nameOf({ last, first }: { readonly last: string; readonly first?: string }): string {
  return first === undefined ? last : `${last}, ${first}`
}

/** Facts joined by `; `, as the csv has no columns for them. */
function remarksOf(party: LaidOutParty): string {
  const each = (word: string, values: readonly string[] = []) =>
    values.map((value, i) => `${i === 0 ? '' : 'alt. '}${word} ${value}`)
  const facts = [
    ...each('DOB', party.born),
    ...each('POB', party.bornAt),
    ...each('nationality', party.nationalities),
    ...each('citizen', party.citizenships),
    ...(party.features ?? []).map(({ label, value }) => `${label} ${value}`),
    ...(party.documents ?? []).map(
      ({ label, value, country }) => `${label} ${value}${country === undefined ? '' : ` (${country})`}`,
    ),
    ...(party.names ?? []).filter((name) => name.isWeak === true).map((name) => `${name.kind} '${nameOf(name)}'`),
    ...(party.remarks === undefined ? [] : [party.remarks]),
    ...(party.linkedTo ?? []).map(({ name }) => `Linked To: ${name}`),
  ]
  return facts.length === 0 ? '' : `${facts.join('; ')}.`
}

/** sdn.xml and consolidated.xml. */
export function classicXml(parties: readonly LaidOutParty[], { on }: Edition): string {
  const [year, month, day] = on.split('-')
  return [
    '<?xml version="1.0" standalone="yes"?>',
    '<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">',
    `  <publshInformation><Publish_Date>${month}/${day}/${year}</Publish_Date><Record_Count>${parties.length}</Record_Count></publshInformation>`,
    ...parties.map(classicEntry),
    '</sdnList>',
    '',
  ].join('\n')
}

function classicEntry(party: LaidOutParty): string {
  const item = (name: string, values: readonly string[] = []) =>
    group(
      `${name}List`,
      values.map((value, i) =>
        tag(`${name}Item`, uid(i) + tag(name, escaped(value)) + tag('mainEntry', String(i === 0))),
      ),
    )
  const country = (name: string, values: readonly string[] = []) =>
    group(
      `${name}List`,
      values.map((value, i) => tag(name, uid(i) + tag('country', escaped(value)) + tag('mainEntry', String(i === 0)))),
    )
  const ids = [
    ...(party.documents ?? []).map((one) => ({ ...one })),
    ...(party.features ?? []).map((one) => ({ ...one, country: undefined })),
  ]
  const links = (party.linkedTo ?? []).map(({ name }) => `(Linked To: ${name})`)
  const remarks = [...(party.remarks === undefined ? [] : [party.remarks]), ...links].join('; ')
  const { vessel } = party
  return tag(
    'sdnEntry',
    [
      tag('uid', String(party.number)),
      optional('firstName', party.first),
      tag('lastName', escaped(party.last)),
      optional('title', party.title),
      tag('sdnType', party.kind),
      optional('remarks', remarks === '' ? undefined : remarks),
      group(
        'programList',
        party.programmes.map((programme) => tag('program', escaped(programme))),
      ),
      group(
        'idList',
        ids.map(({ label, value, country: issuer }, i) =>
          tag(
            'id',
            uid(i) + tag('idType', escaped(label)) + tag('idNumber', escaped(value)) + optional('idCountry', issuer),
          ),
        ),
      ),
      group(
        'akaList',
        (party.names ?? []).map((name, i) =>
          tag(
            'aka',
            uid(i) +
              tag('type', name.kind) +
              tag('category', name.isWeak === true ? 'weak' : 'strong') +
              tag('lastName', escaped(name.last)) +
              optional('firstName', name.first),
          ),
        ),
      ),
      group(
        'addressList',
        (party.addresses ?? []).map(({ lines = [], city, state, postalCode, country: place }, i) =>
          tag(
            'address',
            uid(i) +
              lines.map((line, n) => tag(`address${n + 1}`, escaped(line))).join('') +
              optional('city', city) +
              optional('stateOrProvince', state) +
              optional('postalCode', postalCode) +
              optional('country', place),
          ),
        ),
      ),
      country('nationality', party.nationalities),
      country('citizenship', party.citizenships),
      item('dateOfBirth', party.born),
      item('placeOfBirth', party.bornAt),
      vessel === undefined
        ? ''
        : tag(
            'vesselInfo',
            optional('callSign', vessel.callSign) +
              optional('vesselType', vessel.type) +
              optional('vesselFlag', vessel.flag) +
              optional('vesselOwner', vessel.owner) +
              optional('tonnage', vessel.tonnage) +
              optional('grossRegisteredTonnage', vessel.grossTonnage),
          ),
    ]
      .filter(Boolean)
      .join('\n    '),
  )
}

function uid(i: number): string {
  return tag('uid', String(i + 1))
}

/** sdn_enhanced.xml and cons_enhanced.xml. */
export function enhancedXml(parties: readonly LaidOutParty[], edition: Edition): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">',
    `  <publicationInfo><dataAsOf>${edition.on}T00:00:00</dataAsOf><filters><sanctionsLists><sanctionsList refId="1">${edition.list}</sanctionsList></sanctionsLists></filters></publicationInfo>`,
    '  <entities>',
    ...parties.map((party) => enhancedEntity(party, edition)),
    '  </entities>',
    '</sanctionsData>',
    '',
  ].join('\n')
}

function enhancedEntity(party: LaidOutParty, edition: Edition): string {
  const lists = [...new Set([...(party.lists ?? ['SDN List']), edition.list])]
  const address = (types: readonly (readonly [string, string | undefined])[]) =>
    types
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([type, value], i) =>
        tag('addressPart', tag('type', type, ' refId="1"') + tag('value', escaped(value ?? '')), ` id="${i}"`),
      )
      .join('')
  return tag(
    'entity',
    [
      tag(
        'generalInfo',
        tag('identityId', '1') + tag('entityType', party.kind, ' refId="1"') + optional('remarks', party.remarks),
      ),
      tag(
        'sanctionsLists',
        lists
          .map((list, i) => tag('sanctionsList', list, ` refId="1" id="${i}" datePublished="${LISTED_ON}"`))
          .join(''),
      ),
      tag(
        'sanctionsPrograms',
        party.programmes.map((one, i) => tag('sanctionsProgram', escaped(one), ` refId="1" id="${i}"`)).join(''),
      ),
      tag(
        'names',
        [
          enhancedName(party, '', false, true, party.cyrillic),
          ...(party.names ?? []).map((name) =>
            enhancedName(name, name.kind.toUpperCase(), name.isWeak === true, false),
          ),
        ].join(''),
      ),
      tag(
        'addresses',
        (party.addresses ?? [])
          .map(({ lines = [], city, state, postalCode, country }, i) => {
            const region = /^Region: (.+)$/.exec(country ?? '')?.[1]
            return tag(
              'address',
              (region === undefined ? optional('country', country) : '') +
                tag(
                  'translations',
                  tag(
                    'translation',
                    tag('isPrimary', 'true') +
                      tag('script', 'Latin', ' refId="1"') +
                      tag(
                        'addressParts',
                        address([
                          ...lines.map((line, n) => [`ADDRESS${n + 1}`, line] as const),
                          ['CITY', city],
                          ['STATE/PROVINCE', state],
                          ['POSTAL CODE', postalCode],
                          ['REGION', region],
                        ]),
                      ),
                    ' id="1"',
                  ),
                ),
              ` id="${i}"`,
            )
          })
          .join(''),
      ),
      tag(
        'features',
        newerFeatures(party)
          .map(({ label, value }, i) =>
            tag(
              'feature',
              tag('type', escaped(label), ' featureTypeId="1"') + tag('value', escaped(value)),
              ` id="${i}"`,
            ),
          )
          .join(''),
      ),
      tag(
        'identityDocuments',
        (party.documents ?? [])
          .map(({ label, value, country }, i) =>
            tag(
              'identityDocument',
              tag('type', escaped(label), ' refId="1"') +
                tag('documentNumber', escaped(value)) +
                tag('isValid', 'true') +
                optional('issuingCountry', country),
              ` id="${i}"`,
            ),
          )
          .join(''),
      ),
      tag(
        'relationships',
        (party.linkedTo ?? [])
          .map(({ number, name }, i) =>
            tag(
              'relationship',
              tag('type', 'Owned or Controlled By', ' refId="1"') +
                tag('relatedEntity', escaped(name), ` entityId="${number}"`),
              ` id="${i}"`,
            ),
          )
          .join(''),
      ),
    ].join('\n      '),
    ` id="${party.number}"`,
  )
}

function enhancedName(
  name: { readonly last: string; readonly first?: string },
  aliasType: string,
  isWeak: boolean,
  isPrimary: boolean,
  cyrillic?: string,
): string {
  const translation = (script: string, full: string, isFirst: boolean) =>
    tag(
      'translation',
      tag('isPrimary', String(isFirst)) +
        tag('script', script, ' refId="1"') +
        tag('formattedLastName', escaped(full)) +
        tag('formattedFullName', escaped(full)),
      ' id="1"',
    )
  return tag(
    'name',
    tag('isPrimary', String(isPrimary)) +
      (aliasType === '' ? '' : tag('aliasType', aliasType, ' refId="1"')) +
      tag('isLowQuality', String(isWeak)) +
      tag(
        'translations',
        translation('Latin', nameOf(name), true) +
          (cyrillic === undefined ? '' : translation('Cyrillic', cyrillic, false)),
      ),
    ' id="1"',
  )
}

/** What the two newer layouts write as features of a party. */
function newerFeatures(party: LaidOutParty): readonly { readonly label: string; readonly value: string }[] {
  const each = (label: string, values: readonly (string | undefined)[] = []) =>
    values.flatMap((value) => (value === undefined ? [] : [{ label, value }]))
  const vessel = party.vessel ?? {}
  return [
    ...each('Title', [party.title]),
    ...each('Birthdate', party.born),
    ...each('Place of Birth', party.bornAt),
    ...each('Nationality Country', party.nationalities),
    ...each('Citizenship Country', party.citizenships),
    ...each('Vessel Call Sign', [vessel.callSign]),
    ...each('VESSEL TYPE', [vessel.type]),
    ...each('Vessel Flag', [vessel.flag]),
    ...each('Vessel Owner', [vessel.owner]),
    ...each('Vessel Tonnage', [vessel.tonnage]),
    ...each('Vessel Gross Registered Tonnage', [vessel.grossTonnage]),
    ...(party.features ?? []),
  ]
}

/** Words to numbers, handed out as they are met, and the sets that explain them. */
class ReferenceSets {
  readonly #sets = new Map<string, Map<string, { readonly id: number; readonly attributes: string }>>()

  idOf(set: string, words: string, attributes = ''): string {
    const known = this.#sets.get(set) ?? new Map()
    this.#sets.set(set, known)
    const one = known.get(words) ?? { id: known.size + 1, attributes }
    known.set(words, one)
    return String(one.id)
  }

  written(): string {
    return [...this.#sets]
      .map(([set, values]) =>
        tag(
          `${set}Values`,
          [...values]
            .map(([words, { id, attributes }]) => tag(set, escaped(words), ` ID="${id}"${attributes}`))
            .join(''),
        ),
      )
      .join('\n    ')
  }
}

/** sdn_advanced.xml and cons_advanced.xml. */
export function advancedXml(parties: readonly LaidOutParty[], edition: Edition): string {
  const references = new ReferenceSets()
  const places: string[] = []
  const documents: string[] = []
  const relations: string[] = []
  const listings: string[] = []
  const distinct = parties.map((party) =>
    advancedParty(party, edition, { references, places, documents, relations, listings }),
  )
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<Sanctions xmlns="http://www.un.org/sanctions/1.0">',
    `  <DateOfIssue CalendarTypeID="1">${dateParts(edition.on)}</DateOfIssue>`,
    `  <ReferenceValueSets>\n    ${references.written()}\n  </ReferenceValueSets>`,
    `  <Locations>\n    ${places.join('\n    ')}\n  </Locations>`,
    `  <IDRegDocuments>\n    ${documents.join('\n    ')}\n  </IDRegDocuments>`,
    `  <DistinctParties>\n    ${distinct.join('\n    ')}\n  </DistinctParties>`,
    `  <ProfileRelationships>\n    ${relations.join('\n    ')}\n  </ProfileRelationships>`,
    `  <SanctionsEntries>\n    ${listings.join('\n    ')}\n  </SanctionsEntries>`,
    '</Sanctions>',
    '',
  ].join('\n')
}

type Sections = {
  readonly references: ReferenceSets
  readonly places: string[]
  readonly documents: string[]
  readonly relations: string[]
  readonly listings: string[]
}

function advancedParty(party: LaidOutParty, edition: Edition, sections: Sections): string {
  const { references, places, documents, relations, listings } = sections
  const { number } = party
  const isPlain = party.kind === 'Individual' || party.kind === 'Entity'
  const type = references.idOf('PartyType', isPlain ? party.kind : 'Transport')
  const subType = references.idOf(
    'PartySubType',
    isPlain ? `Unknown ${party.kind}` : party.kind,
    ` PartyTypeID="${type}"`,
  )
  for (const { label, value, country } of party.documents ?? [])
    documents.push(
      tag(
        'IDRegDocument',
        tag('IDRegistrationNo', escaped(value)),
        ` ID="${documents.length + 1}" IDRegDocTypeID="${references.idOf('IDRegDocType', label)}" IdentityID="${number}7"` +
          (country === undefined ? '' : ` IssuedBy-CountryID="${references.idOf('Country', country)}"`),
      ),
    )
  const locations = (party.addresses ?? []).map(({ lines = [], city, state, postalCode, country }) => {
    const region = /^Region: (.+)$/.exec(country ?? '')?.[1]
    const parts = [
      ...lines.map((line, n) => [`ADDRESS${n + 1}`, line] as const),
      ['CITY', city] as const,
      ['STATE/PROVINCE', state] as const,
      ['POSTAL CODE', postalCode] as const,
      ['REGION', region] as const,
    ].filter(([, value]) => value !== undefined && value !== '')
    const id = places.length + 1
    places.push(
      tag(
        'Location',
        (country === undefined || region !== undefined
          ? ''
          : `<LocationCountry CountryID="${references.idOf('Country', country)}" CountryRelevanceID="1" />`) +
          parts
            .map(([part, value]) =>
              tag(
                'LocationPart',
                tag('LocationPartValue', tag('Value', escaped(value ?? '')), ' Primary="true"'),
                ` LocPartTypeID="${references.idOf('LocPartType', part)}"`,
              ),
            )
            .join(''),
        ` ID="${id}"`,
      ),
    )
    return tag(
      'Feature',
      tag('FeatureVersion', `<VersionLocation LocationID="${id}" />`, ' ID="1" ReliabilityID="1"'),
      ` ID="1" FeatureTypeID="${references.idOf('FeatureType', 'Location')}"`,
    )
  })
  const features = newerFeatures(party).map(({ label, value }) =>
    tag(
      'Feature',
      tag(
        'FeatureVersion',
        label === 'Birthdate'
          ? periodOf(value)
          : label === 'Gender'
            ? `<VersionDetail DetailTypeID="1" DetailReferenceID="${references.idOf('DetailReference', value)}" />`
            : tag('VersionDetail', escaped(value), ' DetailTypeID="2"'),
        ' ID="1" ReliabilityID="1"',
      ),
      ` ID="1" FeatureTypeID="${references.idOf('FeatureType', label)}"`,
    ),
  )
  for (const link of party.linkedTo ?? [])
    relations.push(
      `<ProfileRelationship ID="1" From-ProfileID="${number}" To-ProfileID="${link.number}" RelationTypeID="${references.idOf('RelationType', 'Owned or Controlled By')}" Former="false" />`,
    )
  const lists = [...new Set([...(party.lists ?? ['SDN List']), edition.list])]
  for (const list of lists)
    listings.push(
      tag(
        'SanctionsEntry',
        tag('EntryEvent', tag('Date', dateParts(LISTED_ON)), ' ID="1" EntryEventTypeID="1" LegalBasisID="1"') +
          party.programmes
            .map((programme) =>
              tag(
                'SanctionsMeasure',
                tag('Comment', escaped(programme)),
                ` ID="1" SanctionsTypeID="${references.idOf('SanctionsType', 'Program')}"`,
              ),
            )
            .join(''),
        ` ID="${listings.length + 1}" ProfileID="${number}" ListID="${references.idOf('List', list)}"`,
      ),
    )
  return tag(
    'DistinctParty',
    optional('Comment', party.remarks) +
      tag(
        'Profile',
        advancedIdentity(party, references) + features.join('') + locations.join(''),
        ` ID="${number}" PartySubTypeID="${subType}"`,
      ),
    ` FixedRef="${number}"`,
  )
}

function advancedIdentity(party: LaidOutParty, references: ReferenceSets): string {
  const groups = party.kind === 'Individual' ? ['Last Name', 'First Name'] : ['Entity Name']
  const part = (text: string, group: number) =>
    tag(
      'DocumentedNamePart',
      tag(
        'NamePartValue',
        escaped(text),
        ` NamePartGroupID="${group}" ScriptID="1" ScriptStatusID="1" Acronym="false"`,
      ),
    )
  const documented = (last: string, first: string | undefined) =>
    tag('DocumentedName', (first === undefined ? '' : part(first, 2)) + part(last, 1), ' ID="1" DocNameStatusID="1"')
  const alias = (type: string, isPrimary: boolean, isWeak: boolean, body: string) =>
    tag(
      'Alias',
      body,
      ` FixedRef="1" AliasTypeID="${references.idOf('AliasType', type)}" Primary="${isPrimary}" LowQuality="${isWeak}"`,
    )
  return tag(
    'Identity',
    alias(
      'Name',
      true,
      false,
      documented(party.last, party.first) + (party.cyrillic === undefined ? '' : documented(party.cyrillic, undefined)),
    ) +
      (party.names ?? [])
        .map((name) => alias(name.kind.toUpperCase(), false, name.isWeak === true, documented(name.last, name.first)))
        .join('') +
      tag(
        'NamePartGroups',
        groups
          .map((group, i) =>
            tag(
              'MasterNamePartGroup',
              `<NamePartGroup ID="${i + 1}" NamePartTypeID="${references.idOf('NamePartType', group)}" />`,
            ),
          )
          .join(''),
      ),
    ` ID="${party.number}7" FixedRef="${party.number}" Primary="true" False="false"`,
  )
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `04 Sep 1957`, `Sep 1957`, `1957` or `circa 1957` as a period with its first and last day. */
function periodOf(words: string): string {
  const [, circa, day, month, year = ''] = /^(circa )?(?:(\d\d) )?(?:([A-Z][a-z]{2}) )?(\d{4})$/.exec(words) ?? []
  const m = month === undefined ? null : MONTHS.indexOf(month) + 1
  const last = m === null ? 31 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
  const from = `${tag('Year', year)}${tag('Month', String(m ?? 1))}${tag('Day', String(Number(day ?? 1)))}`
  const to = `${tag('Year', year)}${tag('Month', String(m ?? 12))}${tag('Day', String(Number(day ?? last)))}`
  const about = ` Approximate="${circa !== undefined}" YearFixed="false" MonthFixed="false" DayFixed="false"`
  return tag(
    'DatePeriod',
    tag('Start', tag('From', from) + tag('To', from), about) + tag('End', tag('From', to) + tag('To', to), about),
    ' CalendarTypeID="1" YearFixed="false" MonthFixed="false" DayFixed="false"',
  )
}

function dateParts(day: string): string {
  const [year = '', month, date] = day.split('-')
  return tag('Year', year) + tag('Month', String(Number(month))) + tag('Day', String(Number(date)))
}

function group(name: string, items: readonly string[]): string {
  return items.length === 0 ? '' : tag(name, items.join('\n      '))
}

function optional(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : tag(name, escaped(text))
}

function tag(name: string, content: string, attributes = ''): string {
  return `<${name}${attributes}>${content}</${name}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
