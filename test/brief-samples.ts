/** Plainly fictional firms, parties and changes for tests of the brief. */
import { country, day, type Sha256, sha256, type Ulid, ulid } from '../src/base/index.ts'
import {
  type ChangeDraft,
  type ChangeRecord,
  type Detection,
  makeChange,
  type SourceCheck,
  type Tenant,
  type TenantCase,
  type TenantParty,
} from '../src/brief/index.ts'
import type { ListedParty } from '../src/lists/index.ts'

/** Ids that count up, so that a test's records are the same each time. */
export function detection(detectedAt = '2026-11-24T05:30:00.000Z'): Detection {
  let count = 0
  return { detectedAt, nextId: () => numberedId(++count) }
}

export function numberedId(number: number): Ulid {
  const tail = new Uint8Array(16)
  tail[15] = number % 32
  tail[14] = Math.floor(number / 32) % 32
  tail[13] = Math.floor(number / 1024) % 32
  return ulid(Date.parse('2026-11-24T05:30:00.000Z'), tail)
}

export function makeParty(ref: string, names: readonly string[], more: Partial<TenantParty> = {}): TenantParty {
  return {
    ref,
    names,
    schema: null,
    countries: [],
    addresses: [],
    birthDates: [],
    identifiers: [],
    owns: [],
    ...more,
  }
}

export function makeCase(id: string, more: Partial<TenantCase> = {}): TenantCase {
  return {
    id,
    reference: `ref-${id}`,
    isOpen: true,
    exportOn: day('2026-12-01'),
    destination: null,
    parties: [],
    items: [],
    endUses: [],
    relies: [],
    ...more,
  }
}

export function makeTenant(more: Partial<Tenant> = {}): Tenant {
  return {
    id: 'second-exporter',
    name: 'Fictional Exporter Two',
    parties: [],
    items: [],
    destinations: [],
    endUses: [],
    cases: [],
    ...more,
  }
}

export function change(draft: Partial<ChangeDraft>, from: Detection = detection()): ChangeRecord {
  return makeChange({ kind: 'text', source: TABLE_SOURCE, title: 'a change', ...draft }, from)
}

export const TABLE_SOURCE = {
  id: 'entries',
  name: 'Commerce Control List',
  citation: '15 CFR 774 Supp. 1, 5A001',
  address: 'https://www.ecfr.gov/current/title-15/part-774',
} as const

export function listed(name: string, more: Partial<ListedParty> = {}): ListedParty {
  const properties = more.properties ?? { name: [name] }
  return {
    list: 'us-entity-list',
    entryKey: name.toLowerCase(),
    entryVersion: sha256(JSON.stringify(properties)),
    schema: 'Organization',
    listing: {
      programmes: [],
      licenceRequirement: null,
      licencePolicy: null,
      federalRegister: [],
      startOn: null,
      endOn: null,
      standardOrder: null,
      remarks: null,
    },
    grounds: [],
    ...more,
    properties,
  }
}

/** An addition of one name, met by name. */
export function addition(name: string, countries: readonly string[] = [], from: Detection = detection()): ChangeRecord {
  return change(
    {
      kind: 'list-add',
      source: {
        id: 'us-csl',
        name: 'Consolidated Screening List',
        citation: `us-entity-list entry ${name}`,
        address: null,
      },
      title: `${name} was added to us-entity-list`,
      targets: [{ kind: 'list-entry', id: `us-entity-list/${name}`, before: null, after: version('new') }],
      parties: [
        {
          list: 'us-entity-list',
          entryKey: name,
          form: { schema: 'Organization', names: [{ text: name, quality: 'strong' }], countries },
        },
      ],
    },
    from,
  )
}

export function version(text: string): Sha256 {
  return sha256(text)
}

export function source(id: string, more: Partial<SourceCheck> = {}): SourceCheck {
  return {
    id,
    name: `Source ${id}`,
    state: 'read',
    because: null,
    dataOn: day('2026-11-23'),
    readAt: '2026-11-24T05:00:00.000Z',
    ...more,
  }
}

export const EGYPT = country('EG')
