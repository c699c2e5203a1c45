/** Reads what a control row points to: chart columns, destinations in prose, or another section. */
import { country } from '../../src/base/index.ts'
import {
  CHART_COLUMNS,
  type ChartColumn,
  type Control,
  type ControlTarget,
  type GroupId,
} from '../../src/law/tables.ts'

export type TargetReading = Pick<Control, 'target' | 'isInCountryToo' | 'deemed' | 'onlyKind'> & {
  /** The paragraph the row itself names, when it does. */
  readonly paragraph?: string
}

const PAKISTAN_OR_IRAQ = /export or reexport to (Iraq or Pakistan|Iraq|Pakistan)\b/

/** `null`: words not known; the generator stops. */
export function readTarget(text: string, reason: string): TargetReading | null {
  const plain = text.replace(/\s+/g, ' ').trim()
  const columns = columnsIn(plain, reason)
  if (columns.length > 0) {
    const special = plain.includes('742.6(a)(3)')
    return {
      target: { kind: 'columns', columns },
      ...(special ? { paragraph: '15 CFR 742.6(a)(3)', onlyKind: 'reexport' as const } : {}),
    }
  }
  if (/ALL destinations, except Canada/.test(plain)) return all('15 CFR 742.7(a)(5)', ['CA'])
  if (/for all destinations, as specified in § 742\.13/.test(plain)) return all('15 CFR 742.13(a)(1)', [])
  if (/^See § 742\.14/.test(plain)) return all('15 CFR 742.14(a)', ['AU', 'CA', 'GB'])
  if (/^Refer to § 742\.15/.test(plain)) return all('15 CFR 742.15(a)(1)', ['CA'])
  if (/^See § 74[6]\.1(\(b\))?( of the EAR)? for UN controls|^See § 764\.1\(b\) for UN controls/.test(plain))
    // 0A617 prints § 764.1(b) for § 746.1(b).
    return { target: { kind: 'see', paragraph: '15 CFR 746.1(b)' } }
  if (/^See § 746\.8/.test(plain)) return { target: { kind: 'see', paragraph: '15 CFR 746.8' } }
  if (/^See § 742\.6\(a\)\(11\)/.test(plain)) return { target: { kind: 'see', paragraph: '15 CFR 742.6(a)(11)' } }
  if (/^Worldwide control\. See § 742\.4\(a\)\(5\)/.test(plain))
    return { ...all('15 CFR 742.4(a)(5)', []), deemed: 'partly' }
  if (/^Worldwide control\. See § 742\.6\(a\)\(10\)/.test(plain))
    return { ...all('15 CFR 742.6(a)(10)', []), deemed: 'partly' }
  if (/^To or within any destination worldwide.*742\.6\(a\)\(6\)\(iii\)\(A\)/.test(plain))
    return { ...all('15 CFR 742.6(a)(6)(iii)(A)', []), isInCountryToo: true, deemed: 'excluded' }
  if (/^To or within any destination worldwide.*742\.6\(a\)\(13\)/.test(plain))
    return { ...all('15 CFR 742.6(a)(13)', []), isInCountryToo: true, deemed: 'partly' }
  if (/^To or within the United Arab Emirates or destinations/.test(plain))
    return {
      ...some('15 CFR 742.6(a)(6)(iii)(B)', ['AE'], ['D:1', 'D:4', 'D:5'], ['A:5', 'A:6']),
      isInCountryToo: true,
      deemed: 'excluded',
    }
  const macau =
    /^To or within Macau or a destination specified in Country Group D:5.*§ (74[\d.]+[^ ]*?)(?: of the EAR)?\.?$/.exec(
      plain,
    )
  if (macau?.[1]) {
    // 742.4(a)(4)(ii)(A) and 742.6(a)(6)(iv) leave deemed exports out; no such words were found for the other paragraphs.
    const deemed = /^742\.(4\(a\)\(4\)|6\(a\)\(6\))/.test(macau[1]) ? ('excluded' as const) : ('partly' as const)
    return { ...some(`15 CFR ${macau[1]}`, ['MO'], ['D:5']), isInCountryToo: true, deemed }
  }
  if (/^China, Russia,? or Venezuela/.test(plain)) return some('15 CFR 742.6(a)(7)', ['CN', 'RU', 'VE'])
  if (/ to North Korea for anti-terrorism reasons/.test(plain)) return some('15 CFR 742.19(a)(1)', ['KP'])
  const regional = PAKISTAN_OR_IRAQ.exec(plain)
  if (regional?.[1]) {
    const paragraph = regional[1] === 'Pakistan' ? '15 CFR 742.6(a)(12)' : '15 CFR 742.6(a)(5)'
    const codes = regional[1] === 'Pakistan' ? ['PK'] : regional[1] === 'Iraq' ? ['IQ'] : ['IQ', 'PK']
    return { ...some(paragraph, codes), isInCountryToo: true }
  }
  if (/CWC non-States Parties .*except for Israel and Taiwan/.test(plain))
    return some('15 CFR 742.18(a)(2)(ii)(C)', ['EG', 'KP', 'SS'])
  return null
}

function columnsIn(text: string, reason: string): ChartColumn[] {
  const found = [...text.matchAll(/\b(CB|NP|NS|MT|RS|FC|CC|AT) Column (\d)/g)].map(([, code, n]) => `${code}${n}`)
  // 1C351 prints "Column 1" alone in its AT row.
  const bare = /^Column (\d)\.?$/.exec(text)
  if (bare) found.push(`${reason}${bare[1]}`)
  const known = CHART_COLUMNS.filter((column) => found.includes(column))
  return known.length === new Set(found).size ? known : []
}

function all(paragraph: string, except: readonly string[]): TargetReading {
  return { paragraph, target: { kind: 'all-destinations', except: except.map(country) } satisfies ControlTarget }
}

function some(
  paragraph: string,
  countries: readonly string[],
  groups: readonly GroupId[] = [],
  exceptGroups: readonly GroupId[] = [],
): TargetReading {
  return {
    paragraph,
    target: {
      kind: 'destinations',
      countries: countries.map(country),
      groups,
      ...(exceptGroups.length > 0 ? { exceptGroups } : {}),
    },
  }
}
