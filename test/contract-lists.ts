/** Small fictional lists for asking this server as other screening services are asked, and a node that holds them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, openApp, readListsFolder } from '../src/app/index.ts'
import { openScreeningDesk } from '../src/app/screening/desk.ts'
import { type RunningServer, startServer } from '../src/http/index.ts'
import { testDatabase } from './database.ts'
import { unList } from './official-lists.ts'

const COLUMNS =
  '_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids'

const SDN = 'Specially Designated Nationals (SDN) - Treasury Department'
const ENTITY_LIST = 'Entity List (EL) - Bureau of Industry and Security'

/** The rows a consolidated list of these tests holds. */
const ROWS: readonly Readonly<Record<string, string>>[] = [
  {
    _id: '70001',
    source: SDN,
    entity_number: '70001',
    type: 'Individual',
    programs: 'FICTION-1',
    name: 'FICTIONALOV, Ivan Inventovich',
    alt_names: 'Vanya Fictionalov',
    nationalities: 'RU',
    dates_of_birth: '1961-04-21',
    ids: 'Passport, RU, F1234567',
    start_date: '',
  },
  {
    _id: '70002',
    source: SDN,
    entity_number: '70002',
    type: 'Vessel',
    programs: 'FICTION-2',
    name: 'FICTION STAR',
    call_sign: 'FXST',
    vessel_flag: 'PA',
    vessel_type: 'Crude Oil Tanker',
    ids: 'Vessel Registration Identification, IMO 9074729',
  },
  // On the list of the United Nations too.
  {
    _id: '70003',
    source: SDN,
    entity_number: '70003',
    type: 'Entity',
    programs: 'FICTION-1',
    name: 'FICTIONAL FRONT NUMBER 3',
    addresses: 'Port Fiction, YE',
  },
  {
    _id: 'a1',
    source: ENTITY_LIST,
    name: 'Fictional Far Sight Holding Co., Ltd.',
    alt_names: 'Fictional Far Sight; Fictional Far Sight Optics',
    addresses: '1 Fictional Road, Fictional District, Shenzhen, CN',
    federal_register_notice: '89 FR 99999',
    start_date: '2024-01-15',
    license_requirement: 'All items subject to the EAR',
    license_policy: 'Presumption of denial',
  },
  ...Array.from({ length: 30 }, (_, i) => ({
    _id: `b${i}`,
    source: ENTITY_LIST,
    name: `Invented Lens Works Branch ${i}`,
    addresses: `${i} Invented Street, Harbour ${i}, HK`,
    start_date: '2024-01-15',
  })),
]

function consolidated(): string {
  const rows = ROWS.map((row) =>
    COLUMNS.split(',')
      .map((column) => `"${row[column] ?? ''}"`)
      .join(','),
  )
  return `${[COLUMNS, ...rows].join('\n')}\n`
}

export type ContractNode = { readonly app: App; readonly server: RunningServer; readonly stop: () => Promise<void> }

/**
 * A node on 24 November 2026 with the consolidated list of the day before.
 * @param united the list of the United Nations, as fetched on that day; absent: none is loaded
 */
export async function contractNode(united?: { readonly retrievedOn: string }, auth?: 'local'): Promise<ContractNode> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'unblind-contract-'))
  const lists = join(folder, 'lists')
  mkdirSync(lists)
  writeFileSync(join(lists, 'consolidated.csv'), consolidated())
  if (united !== undefined) writeFileSync(join(lists, 'united.xml'), unList({ on: united.retrievedOn, count: 6 }))
  writeFileSync(
    join(lists, 'lists.json'),
    JSON.stringify({
      about: 'Parties named Fictional do not exist.',
      isExcerpt: true,
      files: {
        'consolidated.csv': { retrievedOn: '2026-11-23' },
        ...(united === undefined ? {} : { 'united.xml': united }),
      },
    }),
  )
  let ticks = 0
  const clock = () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++)
  const opened = await openApp({
    dataDir: folder,
    databaseUrl: database.url,
    mayDownload: false,
    needsDatabase: true,
    clock,
    ...(auth === undefined ? {} : { auth }),
  })
  const read = await readListsFolder(lists)
  if (!read.ok) throw new Error(read.error.sentence)
  const { snapshot } = read.value
  const app: App = { ...opened, screening: openScreeningDesk(() => snapshot, opened.tables, opened.today) }
  const server = await startServer(app, { host: '127.0.0.1', port: 0, pagesDir: folder })
  return {
    app,
    server,
    stop: async () => {
      await server.close()
      await opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
