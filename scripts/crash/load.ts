/** Several clients at once, each doing one kind of thing over and over; what was acknowledged is written down. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signMessage } from '../../src/app/post/read-message.ts'
import { type NoteSigner, ulid } from '../../src/base/index.ts'

/** What the node said it keeps. */
export type Acknowledged =
  | { readonly kind: 'case'; readonly id: string }
  | { readonly kind: 'act'; readonly case: string; readonly hold: string }
  | { readonly kind: 'assessment'; readonly id: string }
  | { readonly kind: 'mail'; readonly sha256: string }
  /** Laid into the watched folder: nobody acknowledges it, and still it must not be lost. */
  | { readonly kind: 'dropped'; readonly sha256: string }
  | { readonly kind: 'message'; readonly sha256: string }

export type Load = {
  readonly acknowledged: readonly Acknowledged[]
  /** Clients finish what they began, and stop. */
  readonly stop: () => Promise<void>
}

export type LoadOptions = {
  readonly address: string
  readonly dataDir: string
  /** Key of a node that is registered as `sender` at the node under load. */
  readonly signer: NoteSigner
  readonly to: string
}

export const SENDER = 'Fictional Sender of Messages'
const GIVE_UP_AFTER_MS = 20_000

export function beginLoad(options: LoadOptions): Load {
  const acknowledged: Acknowledged[] = []
  const stopping = new AbortController()
  const clients = [
    acts(options, 'a'),
    acts(options, 'b'),
    acts(options, 'c'),
    mails(options),
    messages(options),
    assessments(options),
    drops(options),
  ].map(async (client) => {
    while (!stopping.signal.aborted) {
      try {
        acknowledged.push(...(await client()))
      } catch {
        // The node or its database is gone at this moment: what was not acknowledged is nobody's to miss.
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  })
  return {
    acknowledged,
    stop: async () => {
      stopping.abort()
      await Promise.all(clients)
    },
  }
}

type Client = () => Promise<readonly Acknowledged[]>

/** Opens a case and places holds in it, one after the other. */
function acts({ address }: LoadOptions, name: string): Client {
  let open: string | null = null
  let count = 0
  return async () => {
    if (open === null || count % 40 === 0) {
      count++
      const { id } = await sent(`${address}/v1/cases`, 'application/json', JSON.stringify({ transaction: order(name) }))
      open = String(id)
      return [{ kind: 'case', id: open }]
    }
    count++
    const hold = randomUUID()
    const asked = { kind: 'hold.placed', hold, reason: 'a fictional reason', source: 'the crash suite' }
    await sent(`${address}/v1/cases/${open}/acts`, 'application/json', JSON.stringify(asked))
    return [{ kind: 'act', case: open, hold }]
  }
}

function mails({ address }: LoadOptions): Client {
  return async () => {
    const bytes = mail()
    await sent(`${address}/v1/information`, 'message/rfc822', bytes)
    return [{ kind: 'mail', sha256: hashOf(bytes) }]
  }
}

/** Files laid into the watched folder as a mail program would: whole, by renaming. */
function drops({ dataDir }: LoadOptions): Client {
  const folder = join(dataDir, 'mail')
  return async () => {
    mkdirSync(folder, { recursive: true })
    const bytes = mail()
    const name = join(folder, `${randomUUID()}.eml`)
    writeFileSync(`${name}.part`, bytes, { flush: true })
    renameSync(`${name}.part`, name)
    await new Promise((resolve) => setTimeout(resolve, 300))
    return [{ kind: 'dropped', sha256: hashOf(bytes) }]
  }
}

/** What another node brings. The node takes it or refuses it; either way it keeps what was signed. */
function messages({ address, signer, to }: LoadOptions): Client {
  return async () => {
    const text = signMessage(
      {
        version: 1,
        id: ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16))),
        from: SENDER,
        to,
        at: new Date().toISOString(),
        kind: 'to-applicant',
        about: 'no such case',
        body: { kind: 'application.registered', reference: randomUUID() },
        files: [],
      },
      signer,
    )
    await sent(`${address}/v1/post`, 'application/json', text)
    return [{ kind: 'message', sha256: hashOf(Buffer.from(text)) }]
  }
}

function assessments({ address }: LoadOptions): Client {
  return async () => {
    const { id } = await sent(`${address}/v1/assessments`, 'application/json', JSON.stringify(order('assessed')))
    return [{ kind: 'assessment', id: String(id) }]
  }
}

async function sent(
  url: string,
  mediaType: string,
  body: string | Uint8Array,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': mediaType },
    body: typeof body === 'string' ? body : Buffer.from(body),
    signal: AbortSignal.timeout(GIVE_UP_AFTER_MS),
  })
  const answer = (await response.json()) as Readonly<Record<string, unknown>>
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return answer
}

function mail(): Uint8Array {
  return Buffer.from(
    `From: nobody@source.example\r\nTo: office@exporter.example\r\nSubject: ${randomUUID()}\r\n\r\nThe Fictional Harbour Guard was seen.\r\n`,
  )
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function order(name: string) {
  return {
    reference: `crash ${name}`,
    kind: 'export',
    exportOn: '2026-07-23',
    exporter: { name: 'Fictional Instruments Inc', country: 'US', isUsPerson: true },
    parties: [{ ref: 'buyer', name: 'Fictional Harbour Guard', roles: ['purchaser', 'end-user'], country: 'EG' }],
    items: [{ ref: 'device', part: 'FX-9', eccn: '5A001', paragraph: 'f.1', form: 'commodity', isUsOrigin: true }],
    from: 'US',
    destination: 'EG',
  }
}
