/** The one cookie: whose session a request belongs to. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { NodeProfile } from '../app/index.ts'

export type SessionCookie = {
  /** `null`: the request brings none. */
  readonly tokenIn: (request: FastifyRequest) => string | null
  readonly set: (reply: FastifyReply, token: string) => void
  readonly clear: (reply: FastifyReply) => void
}

/** 256 bits in base64url. */
const TOKEN = /^[\w-]{43}$/

/**
 * Browsers keep cookies by host without regard to the port, so the name tells nodes on one host apart. It ends with the
 * browser session; how long the session itself holds is not for the browser to say.
 */
export function sessionCookie({ address }: NodeProfile, tag: string): SessionCookie {
  const isSecure = address?.startsWith('https:') ?? false
  const name = `${isSecure ? '__Host-' : ''}unblind_session_${tag}`
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  const add = (reply: FastifyReply, cookie: string) => reply.header('set-cookie', cookie)
  return {
    tokenIn: (request) => {
      const found = cookiesIn(request.headers.cookie).filter(([key]) => key === name)
      const [one] = found
      // Two of one name: somebody else on this host put one beside ours, and nothing tells which is which.
      return found.length === 1 && one !== undefined && TOKEN.test(one[1]) ? one[1] : null
    },
    set: (reply, token) => add(reply, `${name}=${token}; ${attributes}`),
    clear: (reply) => add(reply, `${name}=; Max-Age=0; ${attributes}`),
  }
}

function cookiesIn(header: string | undefined): readonly (readonly [name: string, value: string])[] {
  return (header ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}
