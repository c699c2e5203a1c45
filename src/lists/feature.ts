/**
 * The features OFAC hangs on an entry, by the labels it writes. The same labels stand in `ids` of the Consolidated
 * Screening List (`RU, 7736640919, Tax ID No.`, in newer files `Tax ID No., 7736640919, RU`) and inside the remarks of
 * sdn.csv (`Tax ID No. 7736640919 (Russia)`).
 * SOURCE: labels seen in the Consolidated Screening List of 2022-04 and 2023-11 and sdn.csv of 2021-07 to 2024-05.
 */
import { parseCountry } from '../base/index.ts'
import { groupBy, type Properties } from './entry.ts'
import { cleanText, readCountry, readPartialDay } from './wording.ts'

/** Label to property; `null`: says something of the sanction, not of the party, and stays in the remarks. */
const FEATURES: Readonly<Record<string, string | null>> = {
  Passport: 'passportNumber',
  'Diplomatic Passport': 'passportNumber',
  'Stateless Person Passport': 'passportNumber',
  'Travel Document Number': 'passportNumber',
  'Refugee ID Card': 'idNumber',
  'National ID No.': 'idNumber',
  'National Foreign ID Number': 'idNumber',
  'Cedula No.': 'idNumber',
  'Cedula de Ciudadania': 'idNumber',
  'C.U.R.P.': 'idNumber',
  'C.U.I.': 'idNumber',
  'C.U.I.P.': 'idNumber',
  'D.N.I.': 'idNumber',
  'I.F.E.': 'idNumber',
  SSN: 'idNumber',
  'LE Number': 'idNumber',
  'Identification Number': 'idNumber',
  'Personal ID Card': 'idNumber',
  "Driver's License No.": 'idNumber',
  'Electoral Registry No.': 'idNumber',
  'Credencial electoral': 'idNumber',
  'Cartilla de Servicio Militar Nacional': 'idNumber',
  'Turkish Identification Number': 'idNumber',
  "Citizen's Card Number": 'idNumber',
  'Residency Number': 'idNumber',
  'Birth Certificate Number': 'idNumber',
  'Numero de Identidad': 'idNumber',
  'Kenyan ID No.': 'idNumber',
  'Bosnian Personal ID No.': 'idNumber',
  'Bosnian Identification No.': 'idNumber',
  'Moroccan Personal ID No.': 'idNumber',
  'Interpol ID': 'idNumber',
  VisaNumberID: 'idNumber',
  'Tarjeta de Identidad': 'idNumber',
  'Chinese Commercial Code': 'idNumber',
  'Tax ID No.': 'taxNumber',
  'R.F.C.': 'taxNumber',
  RFC: 'taxNumber',
  'NIT #': 'taxNumber',
  'RUC #': 'taxNumber',
  'RIF #': 'taxNumber',
  RTN: 'taxNumber',
  'V.A.T. Number': 'taxNumber',
  'C.U.I.T.': 'taxNumber',
  'C.I.F.': 'taxNumber',
  'Italian Fiscal Code': 'taxNumber',
  'US FEIN': 'taxNumber',
  'Registration Number': 'registrationNumber',
  'Registration ID': 'registrationNumber',
  'Business Registration Number': 'registrationNumber',
  'Business Registration Document #': 'registrationNumber',
  'Business Number': 'registrationNumber',
  'Commercial Registry Number': 'registrationNumber',
  'Company Number': 'registrationNumber',
  'UK Company Number': 'registrationNumber',
  'Unified Social Credit Code (USCC)': 'registrationNumber',
  'United Social Credit Code Certificate (USCCC)': 'registrationNumber',
  'Certificate of Incorporation Number': 'registrationNumber',
  'Public Registration Number': 'registrationNumber',
  'Enterprise Number': 'registrationNumber',
  'Chamber of Commerce Number': 'registrationNumber',
  'Dubai Chamber of Commerce Membership No.': 'registrationNumber',
  'Economic Register Number (CBLS)': 'registrationNumber',
  'Central Registration System Number': 'registrationNumber',
  'Folio Mercantil No.': 'registrationNumber',
  'Matricula Mercantil No': 'registrationNumber',
  'Government Gazette Number': 'registrationNumber',
  'Trade License No.': 'registrationNumber',
  'C.R. No.': 'registrationNumber',
  'Branch Unit Number': 'registrationNumber',
  'File Number': 'registrationNumber',
  License: 'registrationNumber',
  'Legal Entity Number': 'registrationNumber',
  'Registered Charity No.': 'registrationNumber',
  'D-U-N-S Number': 'registrationNumber',
  'BIK (RU)': 'registrationNumber',
  'SWIFT/BIC': 'swiftBic',
  'Vessel Registration Identification': 'imoNumber',
  MMSI: 'mmsi',
  'Aircraft Tail Number': 'registrationNumber',
  'Previous Aircraft Tail Number': 'previousRegistration',
  "Aircraft Manufacturer's Serial Number (MSN)": 'serialNumber',
  'Aircraft Construction Number (also called L/N or S/N or F/N)': 'serialNumber',
  'Aircraft Model': 'model',
  'Aircraft Operator': 'operator',
  'Aircraft Manufacture Date': 'buildDate',
  'Former Vessel Flag': 'pastFlag',
  'Other Vessel Flag': 'pastFlag',
  'Other Vessel Type': 'vesselType',
  'Vessel Year of Build': 'buildDate',
  'Nationality of Registration': 'country',
  'Organization Established Date': 'incorporationDate',
  Website: 'website',
  'Email Address': 'email',
  'Phone Number': 'phone',
  'Digital Currency Address': 'cryptoWallet',
  ISIN: 'isin',
  'Equity Ticker': 'ticker',
  'Issuer Name': 'alias',
  Gender: 'gender',
  'Secondary sanctions risk': null,
  'Additional Sanctions Information': null,
  'Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions': null,
  'Target Type': null,
  'Organization Type': null,
  'Executive Order': null,
  'CAATSA Section': null,
  'IFCA Determination': null,
  'Listing Date': null,
  'Effective Date': null,
  'Purchase/Sales For Divestment Date': null,
  'Name of Local Company': null,
  'UN/LOCODE': null,
}

const LONGEST_FIRST = Object.keys(FEATURES).sort((a, b) => b.length - a.length)
const BY_FIRST_LETTER = groupBy(LONGEST_FIRST, (label) => label.slice(0, 1))

/** The known label a text opens with, or `null`. */
function labelAt(text: string): string | null {
  const labels = BY_FIRST_LETTER.get(text.slice(0, 1)) ?? []
  return labels.find((label) => text.startsWith(label) && !/[a-z0-9]/i.test(text[label.length] ?? ' ')) ?? null
}

/** Adds what one group of an `ids` cell says. A group with no label we know is kept as `idNumber` when it holds a digit. */
export function addIdGroup(properties: Properties, group: string): void {
  const pieces = group.split(', ').map(cleanText)
  const last = labelAt(pieces.at(-1) ?? '')
  const first = last === null ? labelAt(pieces[0] ?? '') : null
  const label = last ?? first
  const rest = label === null ? pieces : last !== null ? pieces.slice(0, -1) : pieces.slice(1)
  addFeature(properties, label, valueAmong(rest, label))
}

/** The value among pieces that may also name a country (first or last) and days of issue and expiry (anywhere). */
function valueAmong(pieces: readonly string[], label: string | null): string {
  const undated = pieces.filter((piece) => !IS_DAY.test(piece))
  // A feature whose value is itself a day.
  if (undated.length === 0) return pieces.join(', ')
  const isCountry = (piece: string | undefined) =>
    undated.length > 1 &&
    label !== 'Equity Ticker' &&
    /^[A-Z]{2}$/.test(piece ?? '') &&
    parseCountry(piece ?? '') !== null
  const from = isCountry(undated[0]) ? 1 : 0
  const until = from === 0 && isCountry(undated.at(-1)) ? -1 : undated.length
  return undated.slice(from, until).join(', ')
}

const IS_DAY = /^(\d{4}-\d{2}-\d{2}|\d{2} [A-Z][a-z]{2} \d{4})$/

/** Adds what one piece of an OFAC remark says; `false` when its label is not one of a feature. */
export function addRemarkFeature(properties: Properties, piece: string): boolean {
  const label = labelAt(piece)
  if (label === null) return false
  addFeature(properties, label, bareValue(piece.slice(label.length)))
  return true
}

/**
 * Adds a feature that comes with its label and value apart, as in XML; `false` when it says something of the sanction,
 * or bears a label we do not know: then nothing is added and the caller keeps the words.
 * @param isDocument it stands among documents: with an unknown label it is still a number of the party
 */
export function addLabelled(properties: Properties, given: string, value: string, isDocument: boolean): boolean {
  const label = labelAt(given)
  const isNamed = label === null ? isDocument && /\d/.test(value) : FEATURES[label] !== null
  if (isNamed) addFeature(properties, label, bareValue(value))
  return isNamed
}

/** Without days of issue and expiry and the country in brackets at its end. */
function bareValue(value: string): string {
  return value.replace(/\s+(issued|expires)\s.*$/i, '').replace(/\s*\((?:[A-Z][^()]*)\)$/, '')
}

function addFeature(properties: Properties, label: string | null, text: string): void {
  const unlabelled = /\d/.test(text) ? 'idNumber' : null
  const property = label === null ? unlabelled : (FEATURES[label] ?? null)
  const value = cleanText(text).replace(/^[#:\-–\s]+/, '')
  if (property === null || value === '') return
  if (property === 'imoNumber') addImo(properties, value)
  else if (property === 'cryptoWallet') properties.add(property, value.split(' ').at(-1))
  else if (property === 'gender') properties.add(property, value.toLowerCase())
  else if (property === 'country') properties.add(property, readCountry(value))
  else if (property === 'incorporationDate' || property === 'buildDate')
    properties.add(property, readPartialDay(value) ?? value)
  else properties.add(property, value)
}

/** A ship's IMO number has seven digits; other vessel registrations stand under the same label. */
function addImo(properties: Properties, value: string): void {
  const imo = /^(?:IMO\s*)?(\d{7})$/.exec(value)
  properties.add(imo ? 'imoNumber' : 'registrationNumber', imo?.[1] ?? value)
}
