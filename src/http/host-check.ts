import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

/**
 * Whether a `Host` header names this server. A page on the internet can point its own name at 127.0.0.1 (DNS rebinding)
 * and then read what we answer; its requests still carry its name, so only known names are answered.
 * Bound to a loopback address: loopback names. Bound elsewhere: IP addresses, loopback names and `allowedHosts`.
 */
export function isHostAllowed(header: string | undefined, bound: string, allowedHosts: readonly string[]): boolean {
  const host = hostOf(header)
  if (host === null) return false
  if (LOOPBACK_NAMES.has(host) || host === bound.toLowerCase() || allowedHosts.includes(host)) return true
  return !LOOPBACK_NAMES.has(bound) && isIP(host) !== 0
}

/**
 * Whether a page that is not ours sent this. A browser says so in `Sec-Fetch-Site`; where it does not (plain HTTP beyond
 * this machine) it names the page's origin with every write. A page on another port of this host is not ours either,
 * though its requests carry our cookies. A program says neither.
 * @param ownHost host and port under which others know this node, when it stands behind a proxy
 */
export function isFromElsewhere(
  headers: Pick<IncomingHttpHeaders, 'host' | 'origin' | 'sec-fetch-site'>,
  ownHost: string | null,
): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  if (headers.origin === undefined) return false
  if (!URL.canParse(headers.origin)) return true
  const { host } = new URL(headers.origin)
  return host !== headers.host?.toLowerCase() && host !== ownHost
}

/** The name in a `Host` header without port and brackets, lower case; `null`: none, or not a host. */
function hostOf(header: string | undefined): string | null {
  const found = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(header ?? '')
  return (found?.[1] ?? found?.[2])?.toLowerCase() ?? null
}
