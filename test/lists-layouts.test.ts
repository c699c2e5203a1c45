import { describe, expect, it } from 'vitest'
import { ANY_COUNT, type ReadList, readList, recognise, type SourceId, sentenceOf } from '../src/lists/index.ts'
import { zipSync } from './zip-writer.ts'

describe('the Denied Persons List', () => {
  const csv = [
    'Name and Address,Effective Date,Expiration Date,Type of Denial,Appropriate Federal Register Citations',
    '"INVENTED AVIATION, S.A., 1 NOWHERE PLAZA, SAMPLETOWN, PA",08/24/2022,,Standard,87 F.R. 99997 8/29/2022',
    '"INVENTED AVIATION, S.A., 2 PRETEND SQUARE, MADE UP, VE",08/24/2022,,Standard,87 F.R. 99997 8/29/2022',
    '"SURNAME, GIVEN, 1895 NOWHERE DRIVE, SAN SAMPLE, CA, US, 95000",04/14/2026,04/14/2036,Non-Standard,91 F.R. 99994 4/20/2026',
    '"NOBODY ATALL, 3037 S. 0TH DRIVE, NOWHERE, AZ, 85000",10/16/2017,10/13/2027,Standard,82 F.R. 99996 10/20/2017',
    '',
  ].join('\r\n')

  it('as its page exports it is read out of one cell, under the keys of the older layout', () => {
    const read = mustRead('us-bis-dpl', 'dpl_04142026.csv', csv)
    expect(read.parties.map((party) => party.entryKey)).toEqual([
      'invented aviation s a | PA',
      'surname | US',
      'nobody atall | US',
    ])
    expect(read.parties[0]?.properties).toEqual({
      name: ['INVENTED AVIATION, S.A.'],
      address: ['1 NOWHERE PLAZA, SAMPLETOWN, PA', '2 PRETEND SQUARE, MADE UP, VE'],
      country: ['PA', 'VE'],
    })
    expect([read.dataOn, read.notes]).toEqual(['2026-04-14', []])
  })

  it('does not lose the given name that stands after the first comma', () => {
    expect(mustRead('us-bis-dpl', 'dpl.csv', csv).parties[1]?.properties.weakAlias).toEqual(['SURNAME, GIVEN'])
  })
})

describe('the nonproliferation sanctions', () => {
  const text = [
    'MASTER LIST OF NONPROLIFERATION SANCTIONS',
    '',
    'Missile Sanctions laws',
    'Entity                      Location      Date Imposed   Status                 Federal Register Notice',
    'Invented Rockets            Russia        7/29/2021      Expired on 07/29/2023  Vol. 86, No. 151',
    'Fictional Chemicals         Thailand      4/6/2000       Active                 Vol. 65, No. 73',
    'Page 1 of 9',
    'A stray line   with two columns',
    '',
  ].join('\n')

  it('are read from the text of the PDF, and a line that fits no column is told', () => {
    const read = mustRead('us-state-isn', 'nonproliferation.txt', text)
    expect(read.parties.map((party) => [party.entryKey, party.listing.programmes, party.listing.endOn])).toEqual([
      ['invented rockets', ['Missile Sanctions laws'], '2023-07-29'],
      ['fictional chemicals', ['Missile Sanctions laws'], null],
    ])
    const unread = read.notes.flatMap((note) => (note.kind === 'unread-rows' ? note.rows : []))
    expect(unread.map((row) => row.line)).toEqual([8])
  })
})

describe('the debarred parties', () => {
  it('come out the same from a spreadsheet as from a csv', () => {
    const rows = [
      [
        'Party Name',
        'Date of Birth',
        'Federal Register Notice',
        'Notice Date',
        'Corrected Notice',
        'Corrected Notice Date',
      ],
      ['Sample, Ima', 'November, 1975', '83 FR 99999', '4/25/2018', '', ''],
      ['Fictional Arms, Inc.', '', '67 FR 99996', '3/5/2002', '', ''],
    ]
    const csv = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')
    const sheet = spreadsheet(rows)
    const name = 'Stat Debarred Parties.xlsx'
    expect(recognise(name, sheet)).toEqual({ source: 'us-state-debarred', part: 'statutory' })
    const fromSheet = readList('us-state-debarred', [{ name, bytes: sheet }], LENIENT)
    if (!fromSheet.ok) throw new Error(sentenceOf(fromSheet.error))
    expect(fromSheet.value.parties).toEqual(mustRead('us-state-debarred', 'statutory.csv', csv).parties)
  })
})

const LENIENT = { expectedParties: ANY_COUNT }

function mustRead(source: SourceId, name: string, text: string): ReadList {
  const bytes = Buffer.from(text)
  expect(recognise(name, bytes)?.source).toBe(source)
  const read = readList(source, [{ name, bytes }], LENIENT)
  if (!read.ok) throw new Error(sentenceOf(read.error))
  return read.value
}

function spreadsheet(rows: readonly (readonly string[])[]): Buffer {
  const cell = (text: string, column: number, row: number) =>
    `<c r="${String.fromCharCode(65 + column)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`
  const written = rows.map(
    (cells, i) => `<row r="${i + 1}">${cells.map((text, column) => cell(text, column, i + 1)).join('')}</row>`,
  )
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return zipSync({
    '[Content_Types].xml': Buffer.from(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>',
    ),
    'xl/workbook.xml': Buffer.from(
      `<workbook xmlns="${main}"><sheets><sheet name="A" sheetId="1"/></sheets></workbook>`,
    ),
    'xl/worksheets/sheet1.xml': Buffer.from(
      `<worksheet xmlns="${main}"><sheetData>${written.join('')}</sheetData></worksheet>`,
    ),
  })
}
