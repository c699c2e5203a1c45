/**
 * RFC 8785 text of a record: sorted keys, no blanks, numbers as ECMAScript writes them. Unlike `canonical` it takes
 * decimals, because a transaction is stored as its author wrote it (8.7 Hz, 33.3 %), and leaves out absent fields;
 * the hash is of this text, which is kept and never made again from the record.
 * @throws TypeError on what JSON would change in silence: a date, `NaN`, a lone surrogate, a map.
 */
export function recordText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('a lone surrogate cannot be stored')
      return JSON.stringify(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`not a number JSON can hold: ${value}`)
      return JSON.stringify(value)
    case 'boolean':
      return String(value)
    case 'object':
      return objectText(value)
    default:
      throw new TypeError(`not JSON, cannot be stored: ${typeof value}`)
  }
}

function objectText(value: object | null): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `[${Array.from(value, recordText).join(',')}]`
  const prototype = Object.getPrototypeOf(value)
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) {
    throw new TypeError('only plain objects can be stored')
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${recordText(key)}:${recordText(field)}`).join(',')}}`
}
