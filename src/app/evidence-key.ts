/** The node's own key: made once, kept in the data directory for its user alone, its public half in the ledger. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type NoteSigner,
  noteSigner,
  type PrivateKey,
  readPrivateKey,
  sayKeyProblem,
  writeNoteKey,
} from '../base/index.ts'
import type { Store } from '../store/index.ts'

const FILE = 'node-key.pem'

/** @throws Error with a sentence when the file is there and holds no key */
export async function nodeSigner(dataDir: string, store: Store, now: () => string): Promise<NoteSigner> {
  const key = await keyIn(dataDir, FILE)
  const signer = noteSigner(`unblind/${key.publicKey.hex.slice(0, 16)}`, key)
  const text = writeNoteKey(signer.key)
  const told = await store.events(['node.key-made'])
  if (!told.some(({ body }) => body.key === text)) {
    await store.append({ at: now(), actor: 'unblind', kind: 'node.key-made', body: { key: text } })
  }
  return signer
}

/**
 * The key in a file of the data directory, made when there is none.
 * @throws Error with a sentence when the file is there and holds no key
 */
export async function keyIn(dataDir: string, name: string): Promise<PrivateKey> {
  const path = join(dataDir, name)
  const pem = (await readOrNull(path)) ?? (await makeKey(dataDir, path))
  const key = readPrivateKey(pem)
  if (!key.ok) throw new Error(`\`${path}\` holds no usable key (${sayKeyProblem(key.error)}); put it back from a copy`)
  return key.value
}

async function makeKey(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(pem)
      await file.sync()
    } finally {
      await file.close()
    }
    return pem
  } catch (error) {
    // Another process made it at the same moment: that one holds.
    const made = await readOrNull(path)
    if (made === null) throw error
    return made
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
