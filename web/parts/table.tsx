export type Column<Row> = {
  readonly name: string
  readonly show: (row: Row) => React.ReactNode
  readonly isNumber?: boolean
}

/**
 * A dense table: the first column heads its row and holds the row’s link, so that `j`, `k` and Enter work on it.
 * Narrow, each row becomes a stack with the column’s name beside each cell.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
  empty,
}: {
  /** What it shows; read by screen readers. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** What stands there when there are no rows: what to do, see `Empty`. */
  readonly empty: React.ReactNode
}) {
  if (rows.length === 0) return empty
  const [head, ...rest] = columns
  return (
    <table className="rows-table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, isNumber }) => (
            <th key={name} scope="col" className={isNumber ? 'number' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} data-row>
            <th scope="row">{head?.show(row)}</th>
            {rest.map(({ name, show, isNumber }) => (
              <td key={name} data-label={name} className={isNumber ? 'number' : undefined}>
                {show(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
