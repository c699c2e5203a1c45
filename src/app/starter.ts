/** The set of parties that ships with the program, for machines that hold no full list yet. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceParties } from '../assessment/index.ts'
import { parseDay, sha256 } from '../base/index.ts'
import { readStarter, sentenceOf, sourceOf } from '../lists/index.ts'
import { packageFolder } from '../store/index.ts'

/** @throws Error when the shipped file is missing or malformed: that is a broken installation. */
export function loadStarter(): SourceParties {
  const bytes = readFileSync(join(packageFolder(), 'data', 'starter', 'parties.json'))
  const json: { readonly source: { readonly compiledOn: string } } = JSON.parse(bytes.toString('utf8'))
  const read = readStarter(json)
  if (!read.ok) throw new Error(sentenceOf(read.error))
  const { parties, dataOn } = read.value
  return {
    source: {
      source: 'starter',
      title: sourceOf('starter').title,
      lists: [...new Set(parties.map((party) => party.list))].sort(),
      version: sha256(bytes),
      dataOn,
      // Only a list fetched since then shows that a party of the set was taken off.
      retrievedOn: parseDay(json.source.compiledOn),
      parties: parties.length,
      quarantined: null,
    },
    parties,
  }
}
