/**
 * What other screening services call our lists, so that whoever asks them can ask us the same way. The names are those
 * of OpenSanctions where it has the list; its collections are ours, but each holds every list that belongs in it.
 * SOURCE: https://www.opensanctions.org/datasets/ (names only)
 */
import { LIST_IDS, type ListId } from './party.ts'

/** One list by the names of others. */
export type Dataset = {
  readonly list: ListId
  readonly name: string
  readonly title: string
  /** Who lists, as FollowTheMoney's `authority`. */
  readonly authority: string
  /** FollowTheMoney topics of every party on the list; empty: the list itself says none. */
  readonly topics: readonly string[]
  /** What moov-io/watchman calls it, or puts it under. */
  readonly watchman: string
  /** The label of the list in the Consolidated Screening List, and the letters its search takes; `null`: not one of its lists. */
  readonly csl: { readonly code: string; readonly label: string } | null
}

const TREASURY = 'US Department of the Treasury, Office of Foreign Assets Control'
const COMMERCE = 'US Department of Commerce, Bureau of Industry and Security'
const STATE = 'US Department of State'

const NAMED: Readonly<Record<ListId, Omit<Dataset, 'list'>>> = {
  'us-sdn': treasury(
    'us_ofac_sdn',
    'Specially Designated Nationals',
    'us_ofac',
    'SDN',
    'Specially Designated Nationals (SDN) - Treasury Department',
  ),
  'us-ssi': treasury(
    'us_ofac_ssi',
    'Sectoral Sanctions Identifications',
    'us_non_sdn',
    'SSI',
    'Sectoral Sanctions Identifications List (SSI) - Treasury Department',
  ),
  'us-cap': treasury(
    'us_ofac_capta',
    'Correspondent and payable-through account sanctions',
    'us_non_sdn',
    'CAP',
    'Capta List (CAP) - Treasury Department',
  ),
  'us-plc': treasury(
    'us_ofac_plc',
    'Palestinian Legislative Council',
    'us_non_sdn',
    'PLC',
    'Palestinian Legislative Council List (PLC) - Treasury Department',
  ),
  'us-fse': treasury(
    'us_ofac_fse',
    'Foreign Sanctions Evaders',
    'us_non_sdn',
    'FSE',
    'Foreign Sanctions Evaders (FSE) - Treasury Department',
  ),
  'us-mbs': treasury(
    'us_ofac_mbs',
    'Non-SDN menu-based sanctions',
    'us_non_sdn',
    'MBS',
    'Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department',
  ),
  'us-cmic': treasury(
    'us_ofac_cmic',
    'Chinese military-industrial complex companies',
    'us_non_sdn',
    'CMIC',
    'Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department',
  ),
  'us-entity-list': commerce(
    'us_bis_entity_list',
    'Entity List',
    'EL',
    'Entity List (EL) - Bureau of Industry and Security',
  ),
  'us-dpl': commerce(
    'us_bis_denied',
    'Denied Persons List',
    'DPL',
    'Denied Persons List (DPL) - Bureau of Industry and Security',
  ),
  'us-uvl': commerce(
    'us_bis_unverified',
    'Unverified List',
    'UVL',
    'Unverified List (UVL) - Bureau of Industry and Security',
  ),
  'us-meu': commerce(
    'us_bis_military_end_user',
    'Military End User List',
    'MEU',
    'Military End User (MEU) List - Bureau of Industry and Security',
  ),
  'us-isn': {
    name: 'us_state_nonproliferation',
    title: 'Nonproliferation sanctions',
    authority: STATE,
    topics: ['sanction'],
    watchman: 'us_csl',
    csl: { code: 'ISN', label: 'Nonproliferation Sanctions (ISN) - State Department' },
  },
  'us-dtc': {
    name: 'us_ddtc_debarred',
    title: 'AECA and ITAR debarred parties',
    authority: STATE,
    topics: ['debarment'],
    watchman: 'us_csl',
    csl: { code: 'DTC', label: 'ITAR Debarred (DTC) - State Department' },
  },
  'us-tel': other('us_state_terrorist_exclusion', 'Terrorist Exclusion List', STATE, ['sanction'], 'us_tel'),
  'us-uflpa': other('us_dhs_uflpa', 'UFLPA Entity List', 'US Department of Homeland Security', ['export.control']),
  'us-1260h': other('us_dod_chinese_milcorps', 'Chinese military companies, section 1260H', 'US Department of War', [
    'debarment',
  ]),
  'un-sc': other(
    'un_sc_sanctions',
    'UN Security Council Consolidated List',
    'United Nations Security Council',
    ['sanction'],
    'un_csl',
  ),
  'eu-fsf': other('eu_fsf', 'EU consolidated financial sanctions', 'European Commission', ['sanction'], 'eu_csl'),
  'eu-end-users': other('eu_833_end_users', 'EU Annex IV end users', 'Council of the European Union', [
    'export.control',
  ]),
  'eu-journal': other('eu_journal_sanctions', 'EU Official Journal annexes', 'Council of the European Union', [
    'sanction',
  ]),
  'uk-sanctions': other(
    'gb_fcdo_sanctions',
    'UK Sanctions List',
    'UK Foreign, Commonwealth & Development Office',
    ['sanction'],
    'uk_csl',
  ),
  'uk-hmt': other('gb_hmt_sanctions', 'UK consolidated list of targets', 'UK Treasury', ['sanction']),
  'ch-seco': other('ch_seco_sanctions', 'Swiss sanctions', 'Swiss State Secretariat for Economic Affairs', [
    'sanction',
  ]),
  'ca-sema': other('ca_dfatd_sema_sanctions', 'Canadian autonomous sanctions', 'Global Affairs Canada', ['sanction']),
  'jp-eul': other('jp_meti_eul', 'Japanese End User List', 'Japanese Ministry of Economy, Trade and Industry', [
    'export.control',
  ]),
  'jp-restricted': other(
    'jp_meti_restricted',
    'Japanese export bans by party',
    'Japanese Ministry of Economy, Trade and Industry',
    ['export.control'],
  ),
  ftm: other('ftm', 'FollowTheMoney data of your own', 'brought by the user', []),
  own: other('own', 'A list of your own', 'brought by the user', []),
}

/** One for each list, in their order. */
export const DATASETS: readonly Dataset[] = LIST_IDS.map((list) => ({ list, ...NAMED[list] }))

/** Lists that official bodies publish. */
const OFFICIAL = LIST_IDS.filter((list) => list !== 'own' && list !== 'ftm')

export type Collection = { readonly name: string; readonly title: string; readonly lists: readonly ListId[] }

/** Several lists under one name. `default` holds every list, with those a user brought. */
export const COLLECTIONS: readonly Collection[] = [
  { name: 'default', title: 'Every list', lists: LIST_IDS },
  { name: 'sanctions', title: 'Every official list', lists: OFFICIAL },
  {
    name: 'us_trade_csl',
    title: 'US Consolidated Screening List',
    lists: DATASETS.filter(({ csl }) => csl !== null).map(({ list }) => list),
  },
  {
    name: 'us_ofac_cons',
    title: 'OFAC non-SDN lists',
    lists: DATASETS.filter(({ watchman }) => watchman === 'us_non_sdn').map(({ list }) => list),
  },
]

/** The list of that name, or the lists of that collection; `null`: nothing is called so. */
export function listsNamed(name: string): Collection | null {
  const dataset = DATASETS.find((one) => one.name === name)
  if (dataset !== undefined) return { name, title: dataset.title, lists: [dataset.list] }
  return COLLECTIONS.find((one) => one.name === name) ?? null
}

export function datasetOf(list: ListId): Dataset {
  return { list, ...NAMED[list] }
}

/** Names under which a caller may look for a party of the list: its own, and the narrow collections it is in. */
export function datasetNames(list: ListId): readonly string[] {
  return [NAMED[list].name, ...COLLECTIONS.slice(2).flatMap(({ name, lists }) => (lists.includes(list) ? [name] : []))]
}

function treasury(name: string, title: string, watchman: string, code: string, label: string): Omit<Dataset, 'list'> {
  return { name, title, authority: TREASURY, topics: ['sanction'], watchman, csl: { code, label } }
}

function commerce(name: string, title: string, code: string, label: string): Omit<Dataset, 'list'> {
  return { name, title, authority: COMMERCE, topics: ['export.control'], watchman: 'us_csl', csl: { code, label } }
}

/** Not one of the Consolidated Screening List. `watchman` names no such list unless said: there it keeps our name. */
function other(
  name: string,
  title: string,
  authority: string,
  topics: readonly string[],
  watchman = name,
): Omit<Dataset, 'list'> {
  return { name, title, authority, topics, watchman, csl: null }
}
