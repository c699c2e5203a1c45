import { stepsOf } from './draft.ts'

/** What each field is called, by its path without row numbers. The form and the list of errors use the same words. */
const LABELS: Readonly<Record<string, string>> = {
  reference: 'Your reference',
  kind: 'Kind of transaction',
  exportOn: 'Planned export date',
  from: 'Exported from',
  destination: 'Country of destination',
  route: 'Countries on the way',
  exporter: 'Exporter',
  'exporter.name': 'Exporter’s name',
  'exporter.country': 'Exporter’s country',
  'exporter.isUsPerson': 'A US person',
  'exporter.isCommunicationsProvider': 'A communications provider',
  'exporter.isUsGovernmentOrContractor': 'A US government body or its contractor',
  parties: 'Parties',
  'parties.ref': 'Short handle',
  'parties.name': 'Name',
  'parties.otherNames': 'Other names',
  'parties.schema': 'What it is',
  'parties.roles': 'Roles',
  'parties.country': 'Country',
  'parties.addresses': 'Addresses',
  'parties.identifiers': 'Registration and other numbers',
  'parties.birthDates': 'Dates of birth',
  'parties.endUserType': 'Type of end user',
  'parties.isMilitaryEndUser': 'Armed services, national guard or police, government intelligence, or their support',
  'parties.unit': 'Unit that will use the item',
  'parties.takesPossession': 'Takes possession of the items',
  'parties.ownersAsked': 'Asked who owns it',
  'parties.owners': 'Owners',
  'parties.hitDecisions': 'Decisions on possible matches',
  'parties.hitDecisions.list': 'List',
  'parties.hitDecisions.entryKey': 'Entry',
  'parties.hitDecisions.entryVersion': 'Version of the entry that was looked at',
  'parties.hitDecisions.decision': 'Decision',
  'parties.hitDecisions.reason': 'Reason',
  'parties.hitDecisions.by': 'Decided by',
  'parties.hitDecisions.on': 'Decided on',
  'owners.name': 'Owner’s name',
  'owners.percent': 'Share',
  'owners.country': 'Owner’s country',
  'owners.asOf': 'Share as of',
  'owners.source': 'Source of the share',
  'owners.owners': 'The owner’s own owners',
  items: 'Items',
  'items.ref': 'Short handle',
  'items.part': 'Part number',
  'items.description': 'Description',
  'items.eccn': 'Control-list entry (ECCN)',
  'items.paragraph': 'Paragraph of the entry',
  'items.classifiedBy': 'Classified by',
  'items.form': 'Form',
  'items.quantity': 'Quantity',
  'items.unit': 'Unit of quantity',
  'items.valueUsd': 'Value in US dollars',
  'items.hts': 'Schedule B or HTS number',
  'items.isUsOrigin': 'Made in the US, or in the US now',
  'items.controlledUsContentPercent': 'Controlled US content',
  'items.isForeignDirectProduct': 'Reached by a foreign-direct-product rule',
  'items.otherAgency': 'Another agency has jurisdiction',
  'items.measurements': 'Measurements',
  endUse: 'End use',
  'endUse.text': 'End use in the customer’s own words',
  'endUse.isMilitary': 'Military end use',
  'endUse.isMilitaryIntelligence': 'Military-intelligence end use',
  'endUse.isForPoliceResale': 'For sale or resale to police or law enforcement',
  'endUse.isUnauthorisedIntrusion': 'Use against systems without their owner’s authority',
  'endUse.isNuclear': 'Nuclear end use',
  'endUse.isMissile': 'Missile or unmanned aircraft end use',
  'endUse.isChemicalOrBiological': 'Chemical or biological weapons end use',
  'endUse.isMaritimeNuclear': 'Maritime nuclear propulsion',
  'endUse.isAdvancedComputing': 'Advanced computing or chip making',
  'endUse.isRussianEnergyProject': 'Oil or gas project in Russia',
  'endUse.isInfectiousDiseaseCare': 'Care of infectious disease',
  'endUse.isEmbeddedInCivilProduct': 'To be embedded in a civil product',
  statementsOnFile: 'Statements on file',
  redFlagsSeen: 'Red flags seen',
  'redFlagsSeen.id': 'Red flag',
  'redFlagsSeen.note': 'Note',
  humanRights: 'Human-rights findings already held',
  'humanRights.factor': 'Factor',
  'humanRights.finding': 'Finding',
  'humanRights.text': 'What is known',
  'humanRights.source': 'Source',
}

const ROWS: Readonly<Record<string, string>> = {
  parties: 'Party',
  items: 'Item',
  owners: 'Owner',
  hitDecisions: 'Decision',
  redFlagsSeen: 'Red flag',
  humanRights: 'Finding',
  route: 'Stop',
}

/** What the field at a path is called: `Name` for `parties[0].name`. The last step itself when we have no word. */
export function labelOf(path: string): string {
  const keys = stepsOf(path).filter((step): step is string => typeof step === 'string')
  const fromOwners = keys.lastIndexOf('owners')
  const shortened = fromOwners > 0 && fromOwners < keys.length - 1 ? keys.slice(fromOwners) : keys
  return LABELS[shortened.join('.')] ?? keys.at(-1) ?? path
}

/** Which row a path is in: `Party 1, owner 2`; empty outside rows. */
export function rowOf(path: string): string {
  const steps = stepsOf(path)
  const rows = steps.flatMap((step, at) => {
    const list = steps[at - 1]
    return typeof step === 'number' && typeof list === 'string' ? [`${ROWS[list] ?? list} ${step + 1}`] : []
  })
  return rows.map((row, at) => (at === 0 ? row : row.toLowerCase())).join(', ')
}

/** Row and field together, for the summary of errors: `Party 1: name`. */
export function fullLabelOf(path: string): string {
  const row = rowOf(path)
  const steps = stepsOf(path)
  if (row === '') return labelOf(path)
  return typeof steps.at(-1) === 'number'
    ? row
    : `${row}: ${labelOf(path).replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`
}
