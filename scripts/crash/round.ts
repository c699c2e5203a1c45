/** One node under load, killed at a random moment, opened again, and looked through. */
import { openApp } from '../../src/app/index.ts'
import { type NoteSigner, noteSigner, readPrivateKey, sha256 } from '../../src/base/index.ts'
import { untilFolderIsEmpty, whatIsLost } from './check.ts'
import { type Acknowledged, beginLoad, SENDER } from './load.ts'
import { killDatabase, serveNode } from './served-node.ts'

/** A node that lives through all rounds of a suite. */
export type Tortured = {
  readonly dataDir: string
  readonly signer: NoteSigner
  /** Its name, as messages to it say. */
  readonly name: string
  /** Of all rounds so far, each to be found for ever. */
  readonly kept: Acknowledged[]
  /** Laid into the watched folder and not known to be taken in yet. */
  readonly pending: Acknowledged[]
}

export type RoundReport = {
  readonly what: string
  readonly acknowledged: number
  /** Sentences; empty: the round passed. */
  readonly faults: readonly string[]
}

const KILLS = ['server', 'database', 'both', 'database, then server'] as const
/** A node whose database was killed starts it again and goes on. */
const GO_ON_WITHIN_MS = 30_000

export async function tortured(dataDir: string): Promise<Tortured> {
  const privateKey = readPrivateKey(Buffer.from(sha256('the fictional sender of the crash suite'), 'hex'))
  if (!privateKey.ok) throw new Error('the seed makes no key')
  const signer = noteSigner('sender', privateKey.value)
  const app = await openApp({ dataDir, needsDatabase: true, clock: () => new Date(), mayDownload: false })
  try {
    const person = { id: 'crash', name: 'Fictional Administrator', roles: ['administrator'] as const, agency: null }
    const { hex: key } = signer.key.publicKey
    const known = await app.post.register({ name: SENDER, kind: 'authority', key, address: null }, person)
    if (!known.ok) throw new Error(known.error.sentence)
    return { dataDir, signer, name: app.node.name, kept: [], pending: [] }
  } finally {
    await app.close()
  }
}

export async function playRound(node: Tortured, random: () => number): Promise<RoundReport> {
  const kill = KILLS[Math.floor(random() * KILLS.length)] ?? 'both'
  const afterMs = Math.round(200 + random() * 1_800)
  const { dataDir, signer, name: to } = node
  const faults: string[] = []
  const served = await serveNode(dataDir)
  faults.push(...(await drained(node)))
  const load = beginLoad({ address: served.address, dataDir, signer, to })
  await pause(afterMs)
  if (kill !== 'server') killDatabase(dataDir)
  if (kill === 'database, then server') faults.push(...(await goesOn(load.acknowledged)))
  else if (kill === 'database') await pause(random() * 400)
  await served.kill()
  await load.stop()
  const all = load.acknowledged
  node.kept.push(...all.filter((one) => one.kind !== 'dropped'))
  node.pending.push(...all.filter((one) => one.kind === 'dropped'))
  faults.push(...(await whatIsLost(dataDir, node.kept)))
  return { what: `killed ${kill} after ${afterMs} ms`, acknowledged: all.length, faults }
}

/** Starts the node once more, so that what lies in the watched folder is taken in, and looks everything through. */
export async function lastLook(node: Tortured): Promise<readonly string[]> {
  const served = await serveNode(node.dataDir)
  const faults = await drained(node)
  await served.kill()
  return [...faults, ...(await whatIsLost(node.dataDir, node.kept))]
}

async function drained(node: Tortured): Promise<readonly string[]> {
  if (!(await untilFolderIsEmpty(node.dataDir))) return ['the watched folder was not taken in within a minute']
  node.kept.push(...node.pending.splice(0))
  return []
}

async function goesOn(acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const before = acknowledged.filter((one) => one.kind !== 'dropped').length
  const deadline = Date.now() + GO_ON_WITHIN_MS
  while (Date.now() < deadline) {
    await pause(100)
    if (acknowledged.filter((one) => one.kind !== 'dropped').length > before + 20) return []
  }
  return ['the node did not go on after its database was killed']
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
