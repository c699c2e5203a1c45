import { describe, expect, it } from 'vitest'
import { goldenInput } from '../../scripts/golden.ts'
import {
  ANY_COUNT,
  applyChanges,
  byListAndKey,
  changesBetween,
  type ListedParty,
  quarantineReasons,
  readList,
  SOURCE_IDS,
  type SourceId,
  sentenceOf,
  sentenceOfQuarantine,
} from './index.ts'

const LENIENT = { expectedParties: ANY_COUNT }

function mustRead(source: SourceId, extension = '') {
  const files = goldenInput(source).filter((file) => file.name.endsWith(extension))
  const read = readList(source, files, LENIENT)
  if (!read.ok) throw new Error(sentenceOf(read.error))
  return read.value
}

describe.each(SOURCE_IDS)('%s', (source) => {
  it('tells entry by entry and field by field what changed between two versions', () => {
    const { parties } = mustRead(source)
    const [first, second, ...rest] = parties
    if (first === undefined) throw new Error('a golden file holds a party')
    const amended: ListedParty = {
      ...first,
      entryVersion: 'f'.repeat(64) as ListedParty['entryVersion'],
      properties: { ...first.properties, alias: ['Another Fictional Name'] },
    }
    const later = [amended, ...rest]
    const delta = changesBetween(parties, later)
    expect(delta.changed.map(({ fields }) => fields.map(({ field }) => field))).toEqual([['properties.alias']])
    expect(delta.removed).toEqual(second === undefined ? [] : [second])
    expect(applyChanges(parties, delta)).toEqual([...later].sort(byListAndKey))
    expect(changesBetween(parties, parties)).toEqual({ added: [], removed: [], changed: [] })
  })
})

describe('the UK Sanctions List', () => {
  it('says the same in its csv and in its XML', () => {
    const said = ({ entryKey, properties, listing }: ListedParty) => ({ entryKey, properties, listing })
    const [csv, xml] = [mustRead('uk-sanctions', '.csv'), mustRead('uk-sanctions', '.xml')]
    expect(csv.parties.map(said)).toEqual(xml.parties.map(said))
    expect(csv.dataOn).toBe(xml.dataOn)
  })
})

describe('the other layouts of one list', () => {
  it.each([
    ['uk-hmt', '.csv', 2],
    ['jp-eul', '.json', 2],
    ['ftm', '.csv', 1],
  ] as const)('%s reads its %s alone', (source, extension, count) => {
    expect(mustRead(source, extension).parties).toHaveLength(count)
  })
})

describe('a layout that its publisher changed', () => {
  it.each([
    ['eu-fsf', 'full.xml', ' logicalId="101"', ' logicalId="101" riskScore="7"', 'sanctionEntity/@riskScore'],
    ['ca-sema', 'sema-lmes.xml', '<Item>1</Item>', '<Item>1</Item><Risk>7</Risk>', 'Risk'],
    ['ch-seco', 'consolidated-list.xml', '<origin>UN</origin>', '<origin>UN</origin><risk>7</risk>', 'risk'],
    ['uk-hmt', 'ConList.csv', ',Group ID\r\n', ',Group ID,Risk\r\n', 'Risk'],
  ] as const)(
    '%s is read whole, and waits for a person once, with the new field named',
    (source, name, from, to, field) => {
      const text = Buffer.from(goldenInput(source).find((one) => one.name === name)?.bytes ?? []).toString('utf8')
      const altered = text.replace(from, to)
      const filled = source === 'uk-hmt' ? altered.replace(/(,9000\d)(?=\r\n)/g, '$1,7') : altered
      const [before, after] = [text, filled].map((one) => {
        const read = readList(source, [{ name, bytes: Buffer.from(one) }], LENIENT)
        if (!read.ok) throw new Error(sentenceOf(read.error))
        return read.value
      })
      if (before === undefined || after === undefined) throw new Error('two were read')
      expect(after.parties).toEqual(before.parties)
      expect(quarantineReasons(before, after)).toEqual([{ kind: 'unread-fields', fields: [field] }])
      expect(quarantineReasons(before, after).map(sentenceOfQuarantine)[0]).toContain(`\`${field}\``)
      expect(quarantineReasons(null, after)).toContainEqual({ kind: 'unread-fields', fields: [field] })
      expect(quarantineReasons(after, after)).toEqual([])
    },
  )
})
