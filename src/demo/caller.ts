/** A person of the cast at a node, over HTTP alone, as a browser or a program would be. */
import { NotHeld } from './claims.ts'

export type Answer = { readonly status: number; readonly body: unknown; readonly bytes: Uint8Array }

export type Caller = {
  readonly name: string
  /** The body of an answer that is no refusal. @throws Refused otherwise */
  readonly get: <Body>(path: string) => Promise<Body>
  readonly post: <Body>(path: string, body: unknown) => Promise<Body>
  /** Whatever the answer is. */
  readonly ask: (method: 'GET' | 'POST', path: string, body?: Sent) => Promise<Answer>
  /** The cookie of a session at the node, `name=value`; signs in when there is none. */
  readonly session: () => Promise<string>
}

/** `bytes` go as they are, under their own media type. */
export type Sent = { readonly json: unknown } | { readonly bytes: Uint8Array; readonly mediaType: string }

/** A node answered that it does not do what was asked. */
export class Refused extends NotHeld {
  readonly status: number
  readonly problem: unknown
  constructor(what: string, status: number, problem: unknown) {
    super(`${what} was answered with ${status}: ${JSON.stringify(problem)?.slice(0, 1_500)}`)
    this.status = status
    this.problem = problem
  }
}

/** `null` name: nobody signs in. */
export function callerAt(address: string, name: string, signIn: () => Promise<string | null>): Caller {
  let cookie: string | null = null
  const session = async () => {
    cookie ??= await signIn()
    return cookie ?? ''
  }
  const send = async (method: 'GET' | 'POST', path: string, body?: Sent): Promise<Answer> => {
    const held = await session()
    const response = await fetch(`${address}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(held === '' ? {} : { cookie: held }),
        ...(body === undefined ? {} : { 'content-type': 'json' in body ? 'application/json' : body.mediaType }),
      },
      ...(body === undefined ? {} : { body: 'json' in body ? JSON.stringify(body.json) : Buffer.from(body.bytes) }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, body: bodyOf(response.headers.get('content-type'), bytes), bytes }
  }
  const ask: Caller['ask'] = async (method, path, body) => {
    const answer = await send(method, path, body)
    if (answer.status !== 401 || cookie === null) return answer
    // The night ended the session: sign in again, once.
    cookie = null
    return send(method, path, body)
  }
  const told = async <Body>(method: 'GET' | 'POST', path: string, body?: Sent): Promise<Body> => {
    const answer = await ask(method, path, body)
    if (answer.status >= 300) throw new Refused(`${method} ${path} by ${name}`, answer.status, answer.body)
    return answer.body as Body
  }
  return {
    name,
    session,
    ask,
    get: (path) => told('GET', path),
    post: (path, json) => told('POST', path, { json }),
  }
}

function bodyOf(mediaType: string | null, bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8')
  if (mediaType === null || !/\bjson\b/.test(mediaType) || /x-ndjson/.test(mediaType)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Signs in as the sign-in page does; the cookie of the session, `name=value`. */
export async function signIn(address: string, name: string, password: string): Promise<string> {
  const response = await fetch(`${address}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  const [cookie] = response.headers.getSetCookie()
  if (!response.ok || cookie === undefined) {
    throw new Refused(`sign-in of ${name} at ${address}`, response.status, await response.text())
  }
  return cookie.split(';')[0] ?? ''
}
