import { PASSWORD } from './cast.ts'
import type { DemoNodes } from './nodes.ts'

/** Whoever starts the demonstration makes the accounts, as `unblind user add` does at the machine itself. */
const STARTER = { id: 'terminal', name: 'who started the demonstration' }

/** Gives everybody of the cast an account at their node; those who have one keep it. */
export async function ensurePeople(nodes: DemoNodes): Promise<void> {
  await Promise.all(
    nodes.all.map(async ({ app, people }) => {
      const here = new Set((await app.people.living()).map(({ name }) => name))
      for (const { name, roles, agency = null } of people) {
        if (here.has(name)) continue
        const added = await app.people.add({ name, roles, agency, password: PASSWORD }, STARTER)
        if (!added.ok) throw new Error(`${name} has no account: ${added.error.sentence}`)
      }
    }),
  )
}
