/** Holds every answer that a node gives to a caller of this process against the shape that is published for its path. */
import { SHAPES } from '../src/http/index.ts'
import { OPERATIONS } from '../src/http/openapi.ts'

export type Published = {
  /** Ids of the operations whose answers were held against a shape. */
  readonly seen: ReadonlySet<string>
  /** Sentences; empty: every answer fits. */
  readonly faults: readonly string[]
  readonly stop: () => void
}

const PATHS = OPERATIONS.map((operation) => ({
  operation,
  // A name in a path is longer than a word of it, so that `/v1/brief/feed.atom` is not an edition: see `isExact`.
  path: new RegExp(`^${operation.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  isExact: !operation.path.includes('{'),
}))

/** Listens to `fetch` until it is stopped. */
export function watchAnswers(): Published {
  const seen = new Set<string>()
  const faults: string[] = []
  const ask = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const response = await ask(input, init)
    const { pathname, search } = new URL(String(input))
    const method = (init?.method ?? 'GET').toLowerCase()
    const fitting = PATHS.filter(({ operation, path }) => operation.method === method && path.test(pathname))
    const { operation } = fitting.find(({ isExact }) => isExact) ?? fitting[0] ?? {}
    const shape = operation?.answers == null ? undefined : SHAPES[operation.answers]
    if (operation === undefined || shape === undefined || !response.ok || search.includes('format=')) return response
    const expected = operation.status ?? 200
    if (response.status !== expected) faults.push(`${operation.id} answered ${response.status}, not ${expected}`)
    const read = shape.safeParse(await response.clone().json())
    seen.add(operation.id)
    for (const { path, message } of read.success ? [] : read.error.issues.slice(0, 3)) {
      faults.push(`${operation.id}: ${path.join('.')}: ${message}`)
    }
    return response
  }
  return {
    seen,
    faults,
    stop: () => {
      globalThis.fetch = ask
    },
  }
}
