import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readListsFolder } from '../app/index.ts'
import type { ScreeningSnapshot } from '../assessment/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import type { QueryProblem } from './query.ts'

const OF_EXAMPLE = 'example:'

export type Example = {
  /** Name of its folder, `01-intercept-device-egypt`. */
  readonly name: string
  /** The comment the file opens with. */
  readonly title: string
  /** The transaction, YAML. */
  readonly transaction: string
  /** What `lists=` takes to assess it against the small lists that travel with it, `example:NAME`. */
  readonly lists: string
}

/** The examples that ship, in order. A folder without a transaction is none; no folder at all is no example. */
export async function readExamples(folder: string): Promise<readonly Example[]> {
  const names = await readdir(folder).catch(() => [])
  const examples = await Promise.all(
    names.sort().map(async (name) => {
      const transaction = await readFile(join(folder, name, 'transaction.yaml'), 'utf8').catch(() => null)
      return transaction === null
        ? null
        : { name, title: titleOf(transaction) ?? name, transaction, lists: OF_EXAMPLE + name }
    }),
  )
  return examples.filter((example) => example !== null)
}

/**
 * Reads `lists=example:NAME` as the lists in that example's folder; `null`: the parameter was not given. Only a name among
 * the examples opens a folder. Lists once read are kept: what ships does not change while the program runs.
 */
export function listsOfExamples(
  folder: string,
): (given: unknown) => Promise<Result<ScreeningSnapshot | null, QueryProblem>> {
  const kept = new Map<string, ScreeningSnapshot>()
  return async (given) => {
    if (given === undefined) return ok(null)
    const name = typeof given === 'string' && given.startsWith(OF_EXAMPLE) ? given.slice(OF_EXAMPLE.length) : null
    const isExample = name !== null && (await readExamples(folder)).some((example) => example.name === name)
    if (!isExample) {
      return refuse(
        'names no example; write `example:` and a name from /v1/examples, or leave it out for the lists in use',
      )
    }
    const held = kept.get(name)
    if (held !== undefined) return ok(held)
    const read = await readListsFolder(join(folder, name, 'lists'))
    if (!read.ok) return refuse('names an example without lists; leave it out for the lists in use')
    const [refused] = read.value.refused
    if (refused !== undefined) return refuse(`names an example whose lists cannot all be read: ${refused.sentence}`)
    kept.set(name, read.value.snapshot)
    return ok(read.value.snapshot)
  }
}

function refuse(sentence: string): Result<never, QueryProblem> {
  return err({ kind: 'query.invalid', field: 'lists', sentence })
}

/** The first sentence of the comment on top. */
function titleOf(transaction: string): string | null {
  const comment = /^(?:#.*\n)+/.exec(transaction)?.[0].replace(/^#\s?/gm, '').replace(/\s+/g, ' ').trim()
  return comment === undefined ? null : (/^.*?[.](?=\s|$)/.exec(comment)?.[0] ?? comment)
}
