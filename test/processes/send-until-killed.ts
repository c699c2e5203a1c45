/** Queues messages one after another, brings them in the background, and names each on standard output once it is queued. */

import { randomBytes } from 'node:crypto'
import { nodeSigner } from '../../src/app/evidence-key.ts'
import { openPostDesk } from '../../src/app/post/desk.ts'
import { dayAt, ulid } from '../../src/base/index.ts'
import { openStore } from '../../src/store/store.ts'
import { shippedLaw } from '../shipped-law.ts'

const [, , dataDir = '', databaseUrl = '', name = '', to = ''] = process.argv
const store = await openStore({ dataDir, databaseUrl, purpose: 'command', org: 'local' })
const now = () => new Date().toISOString()
const post = openPostDesk({
  node: { kind: 'exporter', name, address: null, state: null },
  store,
  tables: shippedLaw(),
  dataDir,
  peopleNow: null,
  now,
  today: () => dayAt(now(), 'America/New_York'),
  newId: () => ulid(Date.now(), randomBytes(16)),
  signer: () => nodeSigner(dataDir, store, now),
  say: () => {},
})
post.begin()
const person = { id: 'olive', name: 'Olive Officer', roles: ['officer'], agency: null } as const
for (let i = 0; ; i++) {
  const sent = await post.send({ to, kind: 'to-authority', about: 'F-1', body: String(i), files: [] }, person)
  if (!sent.ok) throw new Error(sent.error.sentence)
  process.stdout.write(`${sent.value}\n`)
}
