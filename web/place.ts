import { type ComponentType, lazy, type ReactNode } from 'react'
import type { NodeKind, Permission } from '../src/app/index.ts'

/** A page: where it is, what it shows, and who finds it in the rail. */
export type Place = {
  /** `/cases/:id`; a part that begins with a colon takes any one segment. */
  readonly path: string
  readonly show: (params: Readonly<Record<string, string>>) => ReactNode
  /** Nodes that have it; absent: every node. */
  readonly kinds?: readonly NodeKind[]
  /** What whoever opens it must be permitted; absent: nothing. */
  readonly needs?: Permission
  /** Its name and rank in the rail; absent: it is reached from other pages. */
  readonly rail?: { readonly name: string; readonly rank: number }
}

/** The parts of `path` that `pattern` names; `null`: it is another page. */
export function paramsOf(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? ''
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return params
}

const pages: (() => Promise<unknown>)[] = []

/** A page that is fetched when it is opened, so that the first thing shown does not wait for all of them. */
export function late<Props>(load: () => Promise<ComponentType<Props>>) {
  pages.push(load)
  return lazy(async () => ({ default: await load() }))
}

/** Fetches the other pages while nothing else is to be done: then they open at once, and outlive a newer build on the server. */
export function fetchPages(): void {
  const whenIdle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 1000))
  whenIdle(() => {
    for (const load of pages) load().catch(() => {})
  })
}
