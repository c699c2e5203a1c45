import type {
  CaseSummary,
  InformationView,
  ItemMet,
  LicensingRow,
  NodeKind,
  PartyMet,
  Permission,
} from '../src/app/index.ts'
import { ask } from './api.ts'
import { dayInWords } from './format.ts'

/** Something the search finds, by any of its texts. */
export type Findable = {
  readonly path: string
  readonly text: string
  readonly note: string
  readonly texts: readonly string[]
}

type Source = {
  readonly kind: NodeKind
  readonly needs: Permission
  readonly load: () => Promise<readonly Findable[]>
}

function source<Body>(
  kind: NodeKind,
  needs: Permission,
  path: string,
  read: (body: Body) => readonly Findable[],
): Source {
  return {
    kind,
    needs,
    load: async () => {
      const answer = await ask<Body>(path)
      return answer.ok ? read(answer.value) : []
    },
  }
}

/** What is found, in the order in which it is shown. */
const SOURCES: readonly Source[] = [
  source('exporter', 'cases.read', '/v1/cases', ({ cases }: { readonly cases: readonly CaseSummary[] }) =>
    cases.toReversed().map(({ id, reference, parties, items }) => ({
      path: `/cases/${id}`,
      text: reference,
      note: [items[0]?.name, parties[0]?.name].filter((one) => one !== undefined).join(', '),
      texts: [reference, ...parties.map(({ name }) => name), ...items.map(({ name }) => name)],
    })),
  ),
  source('exporter', 'cases.read', '/v1/parties?limit=1000', ({ parties }: { readonly parties: readonly PartyMet[] }) =>
    parties.map(({ id, name, otherNames, meetings }) => ({
      path: `/parties/${id}`,
      text: name,
      note: `party, met in ${meetings[0]?.reference ?? 'no case'}`,
      texts: [name, ...otherNames],
    })),
  ),
  source('exporter', 'cases.read', '/v1/items?limit=1000', ({ items }: { readonly items: readonly ItemMet[] }) =>
    items.map(({ key, name, descriptions }) => ({
      path: `/items/${key}`,
      text: name,
      note: 'item',
      texts: [name, ...descriptions],
    })),
  ),
  source(
    'exporter',
    'information.read',
    '/v1/information',
    ({ information }: { readonly information: readonly InformationView[] }) =>
      information.toReversed().map(({ id, subject, words, receivedAt, links }) => ({
        path: `/information/${id}`,
        text: 'Information',
        note: `${subject ?? words?.slice(0, 60) ?? 'not readable'}, ${dayInWords(receivedAt.slice(0, 10))}`,
        texts: [subject ?? '', words ?? '', ...links.map(({ partyName }) => partyName)],
      })),
  ),
  source(
    'authority',
    'authority.read',
    '/v1/licensing/applications',
    ({ applications }: { readonly applications: readonly LicensingRow[] }) =>
      applications.map(({ id, reference, exporter, exportersCase, items }) => ({
        path: `/licensing/${id}`,
        text: reference ?? exportersCase,
        note: [exporter, ...items.slice(0, 1)].join(', '),
        texts: [reference ?? '', exporter, exportersCase, ...items],
      })),
  ),
]

/** Everything of this kind of node that whoever is here may read. */
export async function loadFindable(
  kind: NodeKind,
  permits: (needs: Permission) => boolean,
): Promise<readonly (readonly Findable[])[]> {
  return Promise.all(SOURCES.filter((one) => one.kind === kind && permits(one.needs)).map(({ load }) => load()))
}
