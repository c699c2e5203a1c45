/** Lists in the official layout, for an evening and a morning. Nobody on them exists. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../../app/index.ts'

export const LISTED_NAME = 'Fictavia Imaging Trading House'

/** As many parties as make lists of ordinary length: shorter ones are not taken for whole. */
const BODIES = 640
const SCREENED = 8_000

/** Both lists as of an evening. */
export function listsOfEvening(folder: string, on: string): string {
  return written(folder, on, { 'consolidated.csv': screeningList(), 'consolidated.xml': unList(on, []) })
}

/** The next version of one of them: it names one body more. */
export function listOfMorning(folder: string, on: string): string {
  return written(folder, on, { 'consolidated.xml': unList(on, [LISTED_NAME]) })
}

function written(folder: string, on: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const about = 'Lists in the official layout for a demonstration. Nobody on them exists.'
  const retrieved = Object.fromEntries(Object.keys(files).map((name) => [name, { retrievedOn: on }]))
  writeFileSync(join(folder, 'lists.json'), JSON.stringify({ about, files: retrieved }))
  return folder
}

const SYLLABLES = [
  'ba',
  'dru',
  'fen',
  'gli',
  'kor',
  'lum',
  'mav',
  'nip',
  'ost',
  'pel',
  'qua',
  'ruz',
  'sil',
  'tov',
  'vex',
  'zan',
]

/** `Band of Badrugli`: the same for the same number. */
function inventedName(n: number): string {
  const word = [n & 15, (n >> 4) & 15, (n * 7 + 3) & 15].map((i) => SYLLABLES[i] ?? '').join('')
  return `Band of ${word.charAt(0).toUpperCase()}${word.slice(1)} ${n}`
}

/** The United States' consolidated list: what travels with an example, and rows enough to be whole. */
function screeningList(): string {
  const example = join(packageFolder(), 'examples', '01-intercept-device-egypt', 'lists', 'consolidated.csv')
  const sdn = Array.from({ length: SCREENED }, (_, n) => treasuryRow(SDN, 98_000_000 + n, inventedName(n)))
  const others = OTHER_LISTS.map((label, n) => treasuryRow(label, 97_000_000 + n, inventedName(SCREENED + n)))
  return `${readFileSync(example, 'utf8').trimEnd()}\n${[...sdn, ...others, STATE_ROW].join('\n')}\n`
}

const SDN = 'Specially Designated Nationals (SDN) - Treasury Department'
/** Those the example's file has no row of. */
const OTHER_LISTS = [
  'Sectoral Sanctions Identifications List (SSI) - Treasury Department',
  'Capta List (CAP) - Treasury Department',
  'Palestinian Legislative Council List (PLC) - Treasury Department',
  'Foreign Sanctions Evaders (FSE) - Treasury Department',
  'Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department',
  'Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department',
]
const STATE_ROW = `${'f'.repeat(40)},Nonproliferation Sanctions (ISN) - State Department,,,,Band of Nowhere,,,80 FR 99992${','.repeat(20)}`

function treasuryRow(label: string, number: number, name: string): string {
  return `${number},${label},${number},Entity,SDGT,${name.toUpperCase()},,"8 Invented Pier, Nowhere, YE"${','.repeat(21)}`
}

function unList(on: string, names: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd" dateGenerated="${on}T00:00:00.000Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>9000001</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>ZEBULON</FIRST_NAME>
      <SECOND_NAME>FICTIONALI</SECOND_NAME>
      <UN_LIST_TYPE>Fictional</UN_LIST_TYPE>
      <REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
      <LISTED_ON>2020-01-01</LISTED_ON>
      <COMMENTS1>Fictional person in a file of a demonstration.</COMMENTS1>
      <NATIONALITY><VALUE>Yemen</VALUE></NATIONALITY>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY/></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT/>
      <SORT_KEY/>
      <SORT_KEY_LAST_MOD/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>${[...Array.from({ length: BODIES }, (_, n) => inventedName(n)), ...names].map((name, i) => entity(9_000_002 + i, name)).join('')}
  </ENTITIES>
</CONSOLIDATED_LIST>
`
}

function entity(id: number, name: string): string {
  return `
    <ENTITY>
      <DATAID>${id}</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>${name.toUpperCase()}</FIRST_NAME>
      <UN_LIST_TYPE>Fictional</UN_LIST_TYPE>
      <REFERENCE_NUMBER>XXe.${String(id - 9_000_001).padStart(3, '0')}</REFERENCE_NUMBER>
      <LISTED_ON>2020-01-01</LISTED_ON>
      <COMMENTS1>Fictional body in a file of a demonstration.</COMMENTS1>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <ENTITY_ALIAS><QUALITY/><ALIAS_NAME/></ENTITY_ALIAS>
      <ENTITY_ADDRESS><COUNTRY>United Arab Emirates</COUNTRY></ENTITY_ADDRESS>
      <SORT_KEY/>
      <SORT_KEY_LAST_MOD/>
    </ENTITY>`
}
