import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { SourceParties } from '../assessment/index.ts'
import { day, sha256 } from '../base/index.ts'
import { screen } from '../match/index.ts'
import { openSnapshotFiles } from './snapshot-files.ts'

const folders: string[] = []

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-snapshots-'))
  folders.push(folder)
  return folder
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const reads: readonly SourceParties[] = [
  {
    source: {
      source: 'un-sc',
      title: 'A list',
      lists: ['un-sc'],
      version: sha256('bytes'),
      dataOn: day('2026-09-20'),
      retrievedOn: null,
      parties: 1,
      quarantined: null,
    },
    parties: [
      {
        list: 'un-sc',
        entryKey: 'XXi.001',
        entryVersion: sha256('entry'),
        schema: 'Person',
        properties: { name: ['Zebulon Fictionali'] },
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
      },
    ],
  },
]

function found(folder: string): number {
  const snapshot = openSnapshotFiles(folder, 'test').replace(reads)
  return screen(snapshot.index, { name: 'Zebulon Fictionali' }).length
}

describe('snapshot files', () => {
  it.each([
    ['cut short', new Uint8Array([1, 2, 3])],
    ['empty', new Uint8Array()],
    ['of another layout', new TextEncoder().encode('x'.repeat(4_096))],
  ])('with an index that is %s are made again, and block nothing', (_, bytes) => {
    const folder = dataFolder()
    expect(found(folder)).toBe(1)
    const [home] = readdirSync(join(folder, 'snapshots')).filter((name) => name !== 'current.json')
    writeFileSync(join(folder, 'snapshots', home ?? '', 'index.bin'), bytes)
    expect(openSnapshotFiles(folder, 'test').current()).toBeNull()
    expect(found(folder)).toBe(1)
    expect(openSnapshotFiles(folder, 'test').current()?.parties).toHaveLength(1)
  })
})
