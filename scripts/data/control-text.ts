/**
 * Reads the words of one control row ("reasons" + "what of the entry they cover") into paths and typed conditions.
 * What it cannot read it says so (`null`): the caller then uses a hand-made reading or asks a person.
 */
import type { RelatedItems, Scope, ScopeCondition } from '../../src/law/tables.ts'

export type RowReading = {
  /** `NS`, `CC` ...; `industry-sector` for the Russian sector rows. */
  readonly reasons: readonly string[]
  /** What the row covers. `null`: words no grammar here reads. */
  readonly covers: { readonly scope: Scope; readonly conditions: readonly ScopeCondition[] } | null
}

const SOFTWARE_OR_TECHNOLOGY = /^(?:software|technology)\b/
/** Words that may stand between "software" or "technology" and the entries it is for, without narrowing them. */
const FILLER =
  /\b(?:software|technology|for|the|of|development|production|use|operation|maintenance|or|and|items|item|commodities|equipment|materials|specified|controlled|by|in|under|installation|repair|overhaul|refurbishing|required|systems|to|any|specially|designed|modified)\b/g

export function readControlText(text: string, eccn: string): RowReading | null {
  const plain = text
    .replace(/[“”"‘’']/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.+$/, '')
  const match =
    /^(Russian industry sector sanctions?|[A-Z]{2}(?:(?:,| and|, and) [A-Z]{2})*) appl(?:y|ies)(?: to)?,? (.*)$/.exec(
      plain,
    )
  if (!match) return null
  const [, who = '', what = ''] = match
  const reasons = who.startsWith('Russian') ? ['industry-sector'] : who.split(/,? and |, /)
  return { reasons, covers: readWhat(what, eccn) }
}

function readWhat(what: string, eccn: string): RowReading['covers'] {
  const entire = /^(?:the )?entire entry(.*)$/.exec(what)
  if (entire) {
    const rest = (entire[1] ?? '').trim()
    if (rest === '') return { scope: {}, conditions: [] }
    const except = /^,? ?except:? (.*)$/.exec(rest)
    const paths = except ? readPaths(except[1] ?? '', eccn) : null
    return paths && !paths.exclude ? { scope: { exclude: paths.include ?? [] }, conditions: [] } : null
  }
  const paths = readPaths(what, eccn)
  if (paths) return { scope: paths, conditions: [] }
  const related = readRelated(what)
  return related ? { scope: {}, conditions: [related] } : null
}

/** `a, b.5, .f (except f.3) and .j` of one entry. */
export function readPaths(text: string, eccn: string): Scope | null {
  const own = text
    .replaceAll(eccn, '')
    .replace(
      /\b(?:software|technology|commodities|items?|paragraphs?|controlled|specified|described|by|of this entry|only)\b/g,
      ' ',
    )
    .replace(/(?<![.\w])in\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const exclude: string[] = []
  let isRead = true
  const kept = own.replace(/\(except ([^)]*)\)/g, (_all, inner: string) => {
    const paths = readList(inner)
    if (paths) exclude.push(...paths)
    else isRead = false
    return ''
  })
  if (!isRead) return null
  const include = readList(kept)
  if (!include || include.length === 0) return null
  return exclude.length > 0 ? { include, exclude } : { include }
}

function readList(text: string): string[] | null {
  const paths: string[] = []
  for (const raw of text.split(/,|;|\band\b|\bor\b/)) {
    const token = raw
      .trim()
      .replace(/\.\s+/g, '.')
      .replace(/\s*\.$/, '')
    if (token === '' || token === '.') continue
    const range = /^(\S+) (?:to|through) (\S+)$/.exec(token)
    const found = range ? readRange(range[1] ?? '', range[2] ?? '') : readPath(token, paths.at(-1))
    if (!found) return null
    paths.push(...found)
  }
  return paths
}

function readPath(token: string, previous: string | undefined): string[] | null {
  const bare = token.replace(/^\./, '')
  if (/^[a-z]{1,2}(\.(\d{1,2}|[a-z]{1,2}))*$/.test(bare)) return [bare]
  // "1C351.d.15 and .16": a bare number is a sibling of the path before it.
  if (/^\d{1,2}$/.test(bare) && previous?.includes('.')) return [[...previous.split('.').slice(0, -1), bare].join('.')]
  return null
}

function readRange(from: string, to: string): string[] | null {
  const [start] = readPath(from, undefined) ?? []
  const [end] = readPath(to, start) ?? []
  if (!start || !end) return null
  const head = start.split('.').slice(0, -1).join('.')
  const [first, last] = [start.split('.').at(-1) ?? '', end.split('.').at(-1) ?? '']
  if (end.split('.').slice(0, -1).join('.') !== head) return null
  const join = (part: string) => (head === '' ? part : `${head}.${part}`)
  if (/^\d+$/.test(first) && /^\d+$/.test(last))
    return numbers(Number(first), Number(last)).map((number) => join(String(number)))
  if (/^[a-z]$/.test(first) && /^[a-z]$/.test(last))
    return numbers(first.charCodeAt(0), last.charCodeAt(0)).map((code) => join(String.fromCharCode(code)))
  return null
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}

/** `software for equipment controlled by 9A001 to 9A004, 9A012 ... for MT reasons`. */
function readRelated(what: string): ScopeCondition | null {
  if (!SOFTWARE_OR_TECHNOLOGY.test(what)) return null
  const reason = / for ([A-Z]{2}) reasons$/.exec(what)
  const body = reason ? what.slice(0, reason.index) : what
  const first = body.search(/\d[A-E]\d{3}/)
  if (first < 0) return null
  const before = body.slice(0, first).replace(FILLER, ' ').replace(/[,\s]/g, '')
  if (before !== '') return null
  const items = readRelatedList(body.slice(first))
  if (!items) return null
  return { kind: 'related', items, ...(reason?.[1] ? { reason: reason[1] } : {}) }
}

function readRelatedList(text: string): RelatedItems[] | null {
  const items: { eccn: string; until?: string; include?: string[] }[] = []
  for (const raw of text.split(/,|;|\band\b|\bor\b/)) {
    const token = raw
      .replace(/\b(?:software|technology|equipment|commodities|items|controlled|specified|by|in|for|the)\b/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/\.\s+/g, '.')
    if (token === '') continue
    const range = /^(\d[A-E]\d{3}) (?:to|through) (\d[A-E]\d{3})$/.exec(token)
    const whole = /^(\d[A-E]\d{3})(?:\.(\S+))?$/.exec(token)
    const last = items.at(-1)
    if (range?.[1] && range[2]) items.push({ eccn: range[1], until: range[2] })
    else if (whole?.[1]) {
      const path = whole[2] ? readPath(whole[2], undefined) : []
      if (!path) return null
      if (last && last.eccn === whole[1] && last.include && path[0]) last.include.push(path[0])
      else items.push({ eccn: whole[1], ...(path[0] ? { include: [path[0]] } : {}) })
    } else {
      const path = last?.include ? readPath(token, last.include.at(-1)) : null
      if (!path?.[0] || !last?.include) return null
      last.include.push(path[0])
    }
  }
  return items.length > 0 ? items : null
}
