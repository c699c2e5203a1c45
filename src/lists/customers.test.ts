import { describe, expect, it } from 'vitest'
import { type CustomerRow, readCustomers } from './customers.ts'

async function* inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function rowsOf(content: string | Uint8Array, size = 100_000): Promise<readonly CustomerRow[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const read = await readCustomers('customers.csv', inPieces(bytes, size), null)
  if (!read.ok) throw new Error(read.error)
  const rows: CustomerRow[] = []
  for await (const row of read.value.rows) rows.push(row)
  return rows
}

function namesOf(rows: readonly CustomerRow[]): readonly string[] {
  return rows.map(({ customer }) => (customer.ok ? customer.value.name : customer.error))
}

describe('a file of customers', () => {
  it('is read whatever separates its columns, by the names of the columns', async () => {
    for (const separator of [',', ';', '\t', '|']) {
      const [row] = await rowsOf(
        ['Customer No', 'Company Name', 'Land', 'Date of birth'].join(separator) +
          `\n${['C1', '"Fictional; Trading, One | Ltd"', 'DE', '1970-05-01'].join(separator)}\n`,
      )
      expect(row?.customer).toMatchObject({
        ok: true,
        value: { key: 'C1', name: 'Fictional; Trading, One | Ltd', country: 'DE', birthDates: ['1970-05-01'] },
      })
    }
  })

  it('is one object a line too, with a list of names or one', async () => {
    const rows = await rowsOf(
      '{"id":7,"name":["Fulan Fulani","F. Fulani"],"country":"EG"}\n\nnot json\n[]\n{"name":"Fulana Fulani"}',
    )
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 4, 5])
    expect(rows[0]?.customer).toMatchObject({ ok: true, value: { key: '7', otherNames: ['F. Fulani'] } })
    expect(namesOf(rows)).toEqual([
      'Fulan Fulani',
      'the line is no JSON',
      'the line is no JSON object',
      'Fulana Fulani',
    ])
  })

  it('is read alike in UTF-8, UTF-16 and the Windows alphabet', async () => {
    const text = 'name,country\nMüller Fiktiv GmbH,DE\n'
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    for (const bytes of [Buffer.from(text), utf16, Buffer.from(text, 'latin1')])
      expect(namesOf(await rowsOf(bytes))).toEqual(['Müller Fiktiv GmbH'])
  })

  it('is read alike however it arrives, with names over two lines', async () => {
    const text = `name,country\n${'"Fictional\nTrading",DE\nÄrzte Fiktiv,AT\n'.repeat(30)}`
    const whole = await rowsOf(text)
    expect(whole).toHaveLength(60)
    for (const size of [1, 7, 64]) expect(await rowsOf(text, size)).toEqual(whole)
  })

  it('has every line of ten thousand after a mark that is never closed', async () => {
    const rows = await rowsOf(`name,country\n"Fictional,DE\n${'Fulan Fulani,EG\n'.repeat(10_000)}`)
    expect(rows).toHaveLength(10_001)
    expect(rows.filter(({ customer }) => customer.ok)).toHaveLength(10_000)
  })

  it('is refused as a whole only where nobody can say which column is the name', async () => {
    for (const text of ['a,b\n1,2\n', 'name,name\nFulan,Fulani\n', ''])
      expect(await readCustomers('c.csv', inPieces(Buffer.from(text), 9), null)).toMatchObject({ ok: false })
  })
})
