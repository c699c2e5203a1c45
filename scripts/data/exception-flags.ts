/** Reads the list-based exception lines of an entry (LVS, GBS, TSR, APP ... STA) into scopes, limits and groups. */
import type { ExceptionFlag, GroupId, Scope } from '../../src/law/tables.ts'
import { readPaths } from './control-text.ts'

/**
 * Each flag is one way the exception is open: it is available where any flag of its code covers the item and the
 * destination. For STA, whose terms are in 740.20, an entry without a flag has no limit of its own.
 */
export function readFlag(code: string, text: string, eccn: string): readonly ExceptionFlag[] {
  const plain = text.replace(/[“”"]/g, '').replace(/\s+/g, ' ').trim().replace(/\.+$/, '')
  if (/^(N\/A|No)$/.test(plain)) return [{ code, scope: null }]
  if (code === 'STA') return readSta(plain, eccn)
  if (code === 'LVS') return readLvs(plain, eccn)
  if (/^Yes$/.test(plain)) return [{ code, scope: {} }]
  if (code === 'ENC') return [{ code, scope: {}, unread: '15 CFR 740.17 decides which encryption items qualify' }]
  if (code === 'IEC') return [{ code, scope: {}, unread: '15 CFR 740.2(a)(22) and 740.24 decide' }]
  if (/^Yes, except to Country Group E:1 or E:2\./.test(plain)) return [{ code, scope: {}, notGroups: ['E:1', 'E:2'] }]
  const open =
    /^Yes,? (?:for )?(.*?)(?:, except to Country Group E:1 or E:2.*)?(?:\. See § 740\.\d+ of the EAR.*)?(?: only)?$/.exec(
      plain,
    )
  const except = /^Yes, except(?: N\/A for)? (.*)$/.exec(plain)
  if (except) {
    const paths = readPaths(except[1] ?? '', eccn)
    return paths?.include && !paths.exclude ? [{ code, scope: { exclude: paths.include } }] : [unread(code)]
  }
  const scope = open ? readPaths(open[1] ?? '', eccn) : null
  if (!scope) return [unread(code)]
  return [{ code, scope, ...(code === 'ACE' ? { notGroups: ['E:1', 'E:2'] as const } : {}) }]
}

function unread(code: string): ExceptionFlag {
  return { code, scope: {}, unread: `the ${code} line of the entry sets terms no rule here reads` }
}

/** `$5000 for 5A001.b.1 ...; N/A for .a; $3000 for 5A001.c`. */
function readLvs(text: string, eccn: string): readonly ExceptionFlag[] {
  const amount = /^(?:Yes: )?\$([\d,]+)$/.exec(text)
  if (amount) return [{ code: 'LVS', scope: {}, limitUsd: usd(amount[1]) }]
  const flags: ExceptionFlag[] = []
  let shut: readonly string[] = []
  for (const part of text.split(/;\s*|,?\s*(?=except N\/A)|,\s*(?=N\/A|\$)/)) {
    const bar = /^(?:except )?N\/A for (.*)$/.exec(part.trim())
    const sum = /^\$([\d,]+)(?:(?: for|:) (.*))?$/.exec(part.trim())
    if (bar) {
      const paths = readPaths(bar[1] ?? '', eccn)
      if (!paths?.include || paths.exclude) return [unread('LVS')]
      shut = [...shut, ...paths.include]
    } else if (sum) {
      const scope: Scope | null = sum[2] === undefined || sum[2] === 'all other items' ? {} : readPaths(sum[2], eccn)
      if (!scope) return [unread('LVS')]
      flags.push({ code: 'LVS', scope, limitUsd: usd(sum[1]) })
    } else return [unread('LVS')]
  }
  if (flags.length === 0) return [unread('LVS')]
  return flags.map((flag) =>
    flag.scope && !flag.scope.include && shut.length > 0 ? { ...flag, scope: { exclude: shut } } : flag,
  )
}

function usd(text = ''): number {
  return Number(text.replaceAll(',', ''))
}

function readSta(text: string, eccn: string): readonly ExceptionFlag[] {
  const A6: readonly GroupId[] = ['A:6']
  if (
    /^License Exception STA (?:\(§ 740\.20 of the EAR\) )?may not be used (?:for|to ship items specified by|to ship or transmit software specified by) (?:ECCN )?\d[A-E]\d{3}$/.test(
      text,
    )
  )
    return [{ code: 'STA', scope: null }]
  const toBoth =
    /^License Exception STA may not be used to ship (?:or transmit )?(.*?) to any of the destinations listed in Country Group A:5 or A:6/.exec(
      text,
    )
  if (toBoth?.[1]) {
    if (
      /^(?:any item|technology specified|software specified|technology specified by ECCN \d[A-E]\d{3}) ?(?:in this ECCN)?$/.test(
        toBoth[1],
      )
    )
      return [{ code: 'STA', scope: null }]
    const paths = readPaths(toBoth[1].replace(/^any commodity/, ''), eccn)
    if (paths?.include && !paths.exclude) return [{ code: 'STA', scope: { exclude: paths.include } }]
  }
  // Paragraph (c)(2) of 740.20 is the way to Country Group A:6.
  if (
    /^Paragraph \(c\)\(2\) of License Exception STA \(§ 740\.20\(c\)\(2\)(?: of the EAR)?\)(?: of the EAR)? may not be used/.test(
      text,
    ) &&
    !/\(c\)\(1\)/.test(text)
  )
    return [{ code: 'STA', scope: {}, notGroups: A6 }]
  const toA6 =
    /^License Exception STA may not be used to ship (?:or transmit )?(.*?) to any of the destinations listed in Country Group A:6/.exec(
      text,
    )
  if (toA6?.[1]) {
    const what = toA6[1]
    if (
      /^(?:any )?(?:commodity|commodities|item|software|technology|technology) in (?:this entry|this ECCN)$/.test(
        what,
      ) ||
      new RegExp(`^(?:any )?(?:commodity|commodities) in ${eccn}$`).test(what)
    )
      return [{ code: 'STA', scope: {}, notGroups: A6 }]
    const paths = readPaths(
      what.replace(/^(?:any )?(?:commodity|commodities|software|technology|items?|equipment)\b/, ''),
      eccn,
    )
    if (paths?.include && !paths.exclude)
      return [
        { code: 'STA', scope: { exclude: paths.include } },
        { code: 'STA', scope: { include: paths.include }, notGroups: A6 },
      ]
  }
  return [{ code: 'STA', scope: {}, unread: 'the STA paragraph of the entry sets terms no rule here reads' }]
}
