/**
 * Plays the story in a folder, and says after each answer to a write what the log of that node holds. Once said, it must be
 * there for ever.
 */
import { headOf } from '../../scripts/crash/log-heads.ts'
import { startDemo } from '../../src/demo/index.ts'
import { playStep } from '../../src/demo/play.ts'

const [, , dataDir = ''] = process.argv
const demo = await startDemo({ dataDir, port: 0, say: () => {} })
const nodes = new Map(demo.world.nodes.all.map(({ address, key }) => [address, key]))
const ask = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const response = await ask(input, init)
  const node = nodes.get(new URL(String(input)).origin)
  if (node !== undefined && init?.method === 'POST' && response.ok) {
    const head = await headOf(dataDir, node).catch(() => null)
    if (head !== null) process.stdout.write(`${JSON.stringify({ node, head })}\n`)
  }
  return response
}
for (const step of demo.progress.steps) await playStep(step, demo.world)
process.stdout.write('the end\n')
await demo.close()
