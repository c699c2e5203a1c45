/** After a kill: everything that was acknowledged is there, and everything that is there verifies. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openApp } from '../../src/app/index.ts'
import { openStore } from '../../src/store/index.ts'
import type { Acknowledged } from './load.ts'

const PAGE = 5_000
const DROPS_WITHIN_MS = 60_000

/** Sentences of what is wrong; empty: nothing. The node must not be running. */
export async function whatIsLost(dataDir: string, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const seen = await keptIn(dataDir, acknowledged)
  const lost = acknowledged.filter((one) => !seen.has(signOf(one)))
  return [...lost.slice(0, 5).map((one) => `acknowledged and gone: ${signOf(one)}`), ...(await brokenIn(dataDir))]
}

/** What one acknowledged thing is looked for by. */
function signOf(one: Acknowledged): string {
  switch (one.kind) {
    case 'act':
      return `act ${one.case} ${one.hold}`
    case 'case':
    case 'assessment':
      return `${one.kind} ${one.id}`
    case 'mail':
    case 'dropped':
      return `mail ${one.sha256}`
    case 'message':
      return `message ${one.sha256}`
  }
}

async function keptIn(dataDir: string, acknowledged: readonly Acknowledged[]): Promise<ReadonlySet<string>> {
  const store = await openStore({ dataDir, purpose: 'command', org: 'local' })
  try {
    const seen = new Map<string, number>()
    const see = (sign: string) => seen.set(sign, (seen.get(sign) ?? 0) + 1)
    let read = 0
    for (let from = 0; ; from += PAGE) {
      const page = await store.streams.inLog(from, from + PAGE)
      for (const { stream, seq, text } of page) {
        const { kind, body }: { readonly kind: string; readonly body: Readonly<Record<string, unknown>> } =
          JSON.parse(text)
        if (stream.startsWith('case/') && seq === 0) see(`case ${stream.slice('case/'.length)}`)
        if (kind === 'hold.placed') see(`act ${stream.slice('case/'.length)} ${body.hold}`)
        if (kind === 'information.captured') see(`mail ${body.originalBytesSha256}`)
        if (kind === 'message.taken' || kind === 'message.refused') see(`message ${body.sha256}`)
      }
      read += page.length
      if (page.length < PAGE) break
    }
    const size = await store.streams.size()
    if (read !== size) throw new Error(`${read} entries were read of a log of ${size}`)
    for (const { id } of await store.recentAssessments(1_000_000)) see(`assessment ${id}`)
    const twice = [...seen].filter(([sign, count]) => count > 1 && /^(mail|message|case) /.test(sign))
    if (twice.length > 0) throw new Error(`kept twice: ${twice[0]?.[0]}`)
    const documents = new Set(await store.streams.documentHashes())
    for (const one of acknowledged) {
      if ('sha256' in one && !documents.has(one.sha256)) throw new Error(`the bytes of ${signOf(one)} are gone`)
    }
    return new Set(seen.keys())
  } finally {
    await store.close()
  }
}

async function brokenIn(dataDir: string): Promise<readonly string[]> {
  const app = await openApp({ dataDir, needsDatabase: true, clock: () => new Date(), mayDownload: false })
  try {
    const { broken } = await app.verifyAll()
    return broken === null ? [] : [`it does not verify: ${broken.sentence}`]
  } finally {
    await app.close()
  }
}

/** Waits until a running node has taken in everything that lies in the watched folder. */
export async function untilFolderIsEmpty(dataDir: string): Promise<boolean> {
  const folder = join(dataDir, 'mail')
  const deadline = Date.now() + DROPS_WITHIN_MS
  while (Date.now() < deadline) {
    if (!existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('.eml'))) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}
