/** One question to another node: bounded in time and size, no redirect followed, whatever it answers said in a sentence. */
import { err, ok, type Result } from '../../base/index.ts'

const MAX_ANSWER_BYTES = 64 * 1024 * 1024
const WITHIN_MS = 15_000

export type Unanswered = {
  readonly sentence: string
  /** What the other side calls its refusal; `null`: it gave none. */
  readonly kind: string | null
}

/** The body of a 200. */
export async function fetchText(
  address: string,
  headers: Readonly<Record<string, string>>,
  stop: AbortSignal,
): Promise<Result<string, Unanswered>> {
  const failed = (sentence: string, kind: string | null = null) => err({ sentence, kind })
  try {
    const response = await fetch(address, {
      headers,
      redirect: 'error',
      signal: AbortSignal.any([stop, AbortSignal.timeout(WITHIN_MS)]),
    })
    const text = await bounded(response)
    if (text === null) return failed('it answers with more than this node reads at once; ask its operator')
    if (response.ok) return ok(text)
    const problem = problemIn(text)
    return failed(
      problem?.detail ?? `it answers with status ${response.status}; ask its operator`,
      problem?.kind ?? null,
    )
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      return failed(`it does not answer within ${WITHIN_MS / 1000} seconds; it is asked again`)
    }
    return failed('it does not answer at its address; it is asked again')
  }
}

async function bounded(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the rest.
    if (size > MAX_ANSWER_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function problemIn(text: string): { readonly kind: string; readonly detail: string } | null {
  try {
    const { kind, detail } = JSON.parse(text)
    if (typeof kind !== 'string' || typeof detail !== 'string') return null
    return { kind, detail: detail.slice(0, 500).replace(/[\p{Cc}\p{Cf}]/gu, ' ') }
  } catch {
    return null
  }
}
