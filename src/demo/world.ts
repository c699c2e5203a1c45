/** What the steps of the story work with: the nodes, who can be asked there, and the clock. */
import { type Caller, callerAt, signIn } from './caller.ts'
import { castNode, type NodeKey, PASSWORD } from './cast.ts'
import type { DemoClock } from './clock.ts'
import type { DemoNode, DemoNodes } from './nodes.ts'

export type World = {
  readonly nodes: DemoNodes
  readonly clock: DemoClock
  readonly node: (key: NodeKey) => DemoNode
  /** A person of the cast at their node, signed in when first asked. */
  readonly as: (key: NodeKey, name: string) => Caller
  /** Somebody at a node who is not signed in. */
  readonly nobodyAt: (key: NodeKey) => Caller
  /** The cookie of a new session of a person, `name=value`, for a browser. */
  readonly freshSession: (key: NodeKey, name: string) => Promise<string>
}

export function worldOf(nodes: DemoNodes, clock: DemoClock): World {
  const callers = new Map<string, Caller>()
  const kept = (id: string, make: () => Caller) => {
    const caller = callers.get(id) ?? make()
    callers.set(id, caller)
    return caller
  }
  return {
    nodes,
    clock,
    node: nodes.of,
    as: (key, name) => {
      if (!castNode(key).people.some((person) => person.name === name)) throw new Error(`\`${name}\` is not at ${key}`)
      const { address } = nodes.of(key)
      return kept(`${key} ${name}`, () => callerAt(address, name, () => signIn(address, name, PASSWORD)))
    },
    freshSession: (key, name) => signIn(nodes.of(key).address, name, PASSWORD),
    nobodyAt: (key) => kept(key, () => callerAt(nodes.of(key).address, 'nobody', async () => null)),
  }
}
