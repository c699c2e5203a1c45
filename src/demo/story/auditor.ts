/** Chapter 7: an auditor who trusts nobody. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../../app/index.ts'
import type { Chapter, Step } from '../step.ts'
import type { World } from '../world.ts'
import { caseOf } from './exporter.ts'
import { REFERENCE, TIP_AUTHOR } from './papers.ts'

type Verified = { readonly code: number | null; readonly said: string }

/** The second verifier: one file, no shared code, a process of its own, no network. */
function verify(path: string): Promise<Verified> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(packageFolder(), 'verifier', 'verify.mjs'), path])
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said: said.trim() }))
  })
}

async function exported(world: World): Promise<{ readonly path: string; readonly text: string }> {
  const audrey = world.as('instruments', 'Audrey Auditor')
  const { id } = await caseOf(audrey, REFERENCE)
  const file = await audrey.ask('GET', `/v1/cases/${id}/export`)
  const path = join(world.node('instruments').dataDir, 'export-of-the-case.json')
  writeFileSync(path, file.bytes)
  return { path, text: Buffer.from(file.bytes).toString('utf8') }
}

const verifies: Step = {
  id: 'verify',
  title: 'Audrey Auditor takes the case away in one file, and verifies it offline',
  told: 'With a second verifier of a few hundred lines that shares no code with the program and asks no server: every entry, the chain, the log, the signature. The author of the tip is not in it.',
  doors: [
    {
      node: 'instruments',
      as: 'Audrey Auditor',
      label: 'Export the case',
      path: async (world) =>
        `/cases/${(await caseOf(world.as('instruments', 'Audrey Auditor'), REFERENCE)).id}#history`,
    },
  ],
  play: async () => {},
  check: async (world, { that }) => {
    const { path, text } = await exported(world)
    const { code, said } = await verify(path)
    that(`node verifier/verify.mjs ${path} says: ${said.split('\n')[0]}`, code === 0, said)
    that('the decision of the authority is in it', text.includes('application.decided'))
    that('the author of the tip is not', !TIP_AUTHOR.test(text))
  },
}

const altered: Step = {
  id: 'byte',
  title: 'One altered byte is found, and placed',
  told: 'The same file with one letter changed in the middle of an entry: the verifier says which entry of which stream does not hold.',
  doors: [],
  play: async () => {},
  check: async (world, { that }) => {
    const { path, text } = await exported(world)
    const changed = text.replace('does not comment', 'does not comnent')
    that('one byte of the file is changed', changed !== text && changed.length === text.length)
    const copy = path.replace(/\.json$/, '-altered.json')
    writeFileSync(copy, changed)
    const { code, said } = await verify(copy)
    that(`the verifier refuses it: ${said.split('\n')[0]}`, code === 1 && /entry|seq|\d/.test(said), said)
  },
}

export const AUDITOR_CHAPTER: Chapter = {
  title: 'An auditor who trusts nobody',
  told: 'What is kept can be taken to somebody who has no reason to believe us.',
  steps: [verifies, altered],
}
