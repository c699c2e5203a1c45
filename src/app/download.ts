/** Fetches one official file, politely and with suspicion: conditional, bounded in size, time and redirects. */
import { setTimeout as sleep } from 'node:timers/promises'
import { err, ok, type Result } from '../base/index.ts'

/** What the server said of the bytes we hold; sent back so that unchanged bytes are not sent again. */
export type Freshness = { readonly etag: string | null; readonly lastModified: string | null }

export type Downloaded =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array; readonly freshness: Freshness }

export type DownloadProblem = {
  readonly kind:
    | 'no-network'
    | 'server-error'
    | 'refused'
    | 'cut-short'
    | 'too-large'
    | 'too-slow'
    | 'too-many-redirects'
    | 'unsafe-redirect'
  /** What happened, without the address. */
  readonly what: string
}

export type DownloadLimits = {
  /** Most bytes taken. */
  readonly maxBytes: number
  /** Longest wait for the answer to begin, and for the next bytes of it. */
  readonly idleMs: number
  /** Longest time for one whole attempt. */
  readonly wholeMs: number
  /** Pauses before the second, third ... attempt. Empty: one attempt. */
  readonly pausesMs: readonly number[]
}

export const USUAL_LIMITS: DownloadLimits = {
  maxBytes: 256 * 1024 * 1024,
  idleMs: 30_000,
  wholeMs: 15 * 60_000,
  pausesMs: [1_000, 4_000],
}

const MAX_REDIRECTS = 5
const AGENT = 'unblind (export-control due diligence; open source)'

export type Progress = (receivedBytes: number, totalBytes: number | null) => void

/** A failed attempt is repeated after a pause when another may do better; a refusal is final. */
export async function download(
  address: string,
  held: Freshness | null,
  onProgress: Progress,
  limits: DownloadLimits = USUAL_LIMITS,
): Promise<Result<Downloaded, DownloadProblem>> {
  for (let attempt = 0; ; attempt++) {
    const result = await attemptOnce(address, held, onProgress, limits)
    const pause = limits.pausesMs[attempt]
    if (result.ok || pause === undefined || !isWorthRepeating(result.error)) return result
    await sleep(pause)
  }
}

function isWorthRepeating(problem: DownloadProblem): boolean {
  return problem.kind === 'server-error' || problem.kind === 'cut-short' || problem.kind === 'too-slow'
}

async function attemptOnce(
  address: string,
  held: Freshness | null,
  onProgress: Progress,
  limits: DownloadLimits,
): Promise<Result<Downloaded, DownloadProblem>> {
  const late = new AbortController()
  const whole = setTimeout(() => late.abort(), limits.wholeMs)
  let idle = setTimeout(() => late.abort(), limits.idleMs)
  const stillAlive = () => {
    clearTimeout(idle)
    idle = setTimeout(() => late.abort(), limits.idleMs)
  }
  try {
    const answer = await follow(address, held, late.signal)
    stillAlive()
    if (!answer.ok) return answer
    return await take(answer.value, onProgress, stillAlive, limits)
  } catch (error) {
    return err(late.signal.aborted ? slow(limits) : problemOf(error))
  } finally {
    clearTimeout(whole)
    clearTimeout(idle)
    late.abort()
  }
}

async function follow(
  address: string,
  held: Freshness | null,
  signal: AbortSignal,
): Promise<Result<Response, DownloadProblem>> {
  let at = new URL(address)
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await fetch(at, { redirect: 'manual', signal, headers: headersFor(held) })
    const location = response.headers.get('location')
    if (response.status === 304 || response.status < 300 || response.status >= 400 || location === null) {
      return ok(response)
    }
    await response.body?.cancel()
    const next = new URL(location, at)
    const isSafe = next.protocol === 'https:' || (next.protocol === 'http:' && at.protocol === 'http:')
    if (!isSafe)
      return err({ kind: 'unsafe-redirect', what: 'the server sends us on to an address that is not secure' })
    at = next
  }
  return err({ kind: 'too-many-redirects', what: `the server sends us on more than ${MAX_REDIRECTS} times` })
}

function headersFor(held: Freshness | null): Record<string, string> {
  return {
    'user-agent': AGENT,
    accept: '*/*',
    ...(held?.etag ? { 'if-none-match': held.etag } : {}),
    ...(held?.lastModified ? { 'if-modified-since': held.lastModified } : {}),
  }
}

async function take(
  response: Response,
  onProgress: Progress,
  stillAlive: () => void,
  limits: DownloadLimits,
): Promise<Result<Downloaded, DownloadProblem>> {
  if (response.status === 304) return ok({ kind: 'unchanged' })
  if (response.status !== 200) {
    await response.body?.cancel()
    const isPassing = response.status >= 500 || response.status === 429
    return err({ kind: isPassing ? 'server-error' : 'refused', what: `the server answers ${response.status}` })
  }
  // The length is of the bytes sent; when they are packed for the way, it says nothing of what we count.
  const isPacked = response.headers.has('content-encoding')
  const length = Number(response.headers.get('content-length') ?? Number.NaN)
  const total = isPacked || !Number.isSafeInteger(length) ? null : length
  if (total !== null && total > limits.maxBytes) return err(tooLarge(limits))
  const chunks: Uint8Array[] = []
  let received = 0
  for await (const chunk of response.body ?? []) {
    stillAlive()
    chunks.push(chunk)
    received += chunk.length
    if (received > limits.maxBytes) return err(tooLarge(limits))
    onProgress(received, total)
  }
  if (total !== null && received !== total) {
    return err({ kind: 'cut-short', what: `the answer ends after ${received} of ${total} bytes` })
  }
  return ok({
    kind: 'fetched',
    bytes: Buffer.concat(chunks),
    freshness: { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') },
  })
}

function tooLarge(limits: DownloadLimits): DownloadProblem {
  return { kind: 'too-large', what: `the answer is larger than ${limits.maxBytes} bytes, which no list is` }
}

function slow(limits: DownloadLimits): DownloadProblem {
  return { kind: 'too-slow', what: `nothing came for ${limits.idleMs / 1000} s, or it took too long as a whole` }
}

/** Node's `fetch` hides the cause one level down. */
function problemOf(error: unknown): DownloadProblem {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  if (/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/.test(code)) {
    return { kind: 'no-network', what: `the publisher cannot be reached (${code})` }
  }
  const isCut =
    /^(ECONNRESET|UND_ERR_SOCKET|EPIPE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/.test(code) || error instanceof TypeError
  const said = cause instanceof Error ? cause.message : String(cause)
  return { kind: isCut ? 'cut-short' : 'server-error', what: `the answer breaks off (${said})` }
}
