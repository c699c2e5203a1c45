/** Who plays in the demonstration: nodes and people, all of them invented. Law and lists are real. */
import type { NodeKind, PersonRole } from '../app/index.ts'

export type CastPerson = {
  readonly name: string
  readonly roles: readonly PersonRole[]
  /** The agency an official speaks for, where it is not the node's own. */
  readonly agency?: string
}

export type CastNode = {
  /** Name of its database and data folder, and of it in the addresses of the hub. */
  readonly key: NodeKey
  readonly kind: NodeKind
  readonly name: string
  /** State whose seat in the forum it is; codes that ISO 3166 leaves to users. */
  readonly state: string | null
  readonly people: readonly CastPerson[]
  /** What it is in the story, in one sentence. */
  readonly told: string
}

export const NODE_KEYS = ['instruments', 'optics', 'bearings', 'aldermark', 'borland', 'cestria', 'dunmark'] as const
export type NodeKey = (typeof NODE_KEYS)[number]

/** Of every account. Shown on the hub: everybody here is invented, and the nodes answer on this machine alone. */
export const PASSWORD = 'only a demonstration'

const ADMINISTRATOR: CastPerson = { name: 'Ann Administrator', roles: ['administrator'] }

export const CAST: readonly CastNode[] = [
  {
    key: 'instruments',
    kind: 'exporter',
    name: 'Fictional Instruments Inc',
    state: null,
    told: 'The exporter of the story: it makes a device that takes the content of mobile calls.',
    people: [
      { name: 'Olive Officer', roles: ['officer'] },
      { name: 'Otto Officer', roles: ['officer'] },
      { name: 'Edgar Executive', roles: ['executive'] },
      { name: 'Sally Seller', roles: ['sales'] },
      { name: 'Audrey Auditor', roles: ['auditor'] },
      ADMINISTRATOR,
    ],
  },
  {
    key: 'optics',
    kind: 'exporter',
    name: 'Made-Up Optics LLC',
    state: null,
    told: 'A second exporter, whom the changes of the next morning touch.',
    people: [{ name: 'Oda Officer', roles: ['officer'] }, ADMINISTRATOR],
  },
  {
    key: 'bearings',
    kind: 'exporter',
    name: 'Pretend Bearings Co',
    state: null,
    told: 'A third exporter, whom nothing touches, and who can see why.',
    people: [{ name: 'Omar Officer', roles: ['officer'] }, ADMINISTRATOR],
  },
  {
    key: 'aldermark',
    kind: 'authority',
    name: 'Licensing Office of Aldermark (fictional)',
    state: 'QM',
    told: 'The authority that decides, and the seat of Aldermark in the forum of states.',
    people: [
      { name: 'Regina Registrar', roles: ['registrar'] },
      { name: 'Lars Licensing', roles: ['officer'] },
      { name: 'Lena Licensing', roles: ['officer'] },
      { name: 'Sven Senior', roles: ['senior'] },
      { name: 'Ada Adviser', roles: ['adviser'], agency: 'Ministry of Foreign Affairs of Aldermark (fictional)' },
      { name: 'Dele Delegate', roles: ['delegate'] },
      ADMINISTRATOR,
    ],
  },
  {
    key: 'borland',
    kind: 'authority',
    name: 'Licensing Office of Borland (fictional)',
    state: 'QN',
    told: 'A second state of the forum, whom Aldermark takes into its confidence.',
    people: [{ name: 'Bea Delegate', roles: ['delegate'] }, ADMINISTRATOR],
  },
  {
    key: 'cestria',
    kind: 'authority',
    name: 'Licensing Office of Cestria (fictional)',
    state: 'QO',
    told: 'A third state of the forum: what is not meant for it, it does not see.',
    people: [{ name: 'Cem Delegate', roles: ['delegate'] }, ADMINISTRATOR],
  },
  {
    key: 'dunmark',
    kind: 'authority',
    name: 'Licensing Office of Dunmark (fictional)',
    state: 'QP',
    told: 'A state that is not of the forum yet, and subscribes.',
    people: [{ name: 'Dora Delegate', roles: ['delegate'] }, ADMINISTRATOR],
  },
]

export function castNode(key: NodeKey): CastNode {
  const node = CAST.find((one) => one.key === key)
  if (node === undefined) throw new Error(`no node \`${key}\` in the cast`)
  return node
}
