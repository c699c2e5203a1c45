import { day, sha256 } from '../src/base/index.ts'
import type { CclEntry, GroupId, LawTables } from '../src/law/index.ts'
import { GROUP_IDS } from '../src/law/index.ts'

/** A small, valid set of tables for tests that are not about the tables themselves. */
export function makeTables(changes: Partial<LawTables> = {}): LawTables {
  const source = {
    table: 'entries',
    citation: '15 CFR 774 Supp. 1',
    address: 'https://www.ecfr.gov/current/title-15/part-774',
    textOn: day('2026-09-01'),
    checkedOn: day('2026-09-24'),
    inputSha256: sha256('input'),
  }
  const noCountries = Object.fromEntries(GROUP_IDS.map((id) => [id, []])) as unknown as Record<GroupId, []>
  return {
    sources: [source],
    chart: {},
    territories: {},
    groups: noCountries,
    entries: { '5A001': makeEntry('5A001', ['f.1', 'f.2', 'j']), '0A982': makeEntry('0A982', []) },
    hrItems: [],
    redFlags: [],
    hashes: { entries: sha256('entries') },
    ...changes,
  }
}

function makeEntry(eccn: string, paragraphs: readonly string[]): CclEntry {
  return {
    eccn,
    title: `Entry ${eccn}`,
    category: eccn[0] ?? '',
    group: eccn[1] ?? '',
    reasons: [],
    controls: [],
    exceptions: [],
    paragraphs,
    status: 'controls',
  }
}
