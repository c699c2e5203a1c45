import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Example = {
  /** Name of its folder, `01-intercept-device-egypt`. */
  readonly name: string
  /** The comment the file opens with. */
  readonly title: string
  /** The transaction, YAML. */
  readonly transaction: string
}

/** The examples that ship, in order. A folder without a transaction is none; no folder at all is no example. */
export async function readExamples(folder: string): Promise<readonly Example[]> {
  const names = await readdir(folder).catch(() => [])
  const examples = await Promise.all(
    names.sort().map(async (name) => {
      const transaction = await readFile(join(folder, name, 'transaction.yaml'), 'utf8').catch(() => null)
      return transaction === null ? null : { name, title: titleOf(transaction) ?? name, transaction }
    }),
  )
  return examples.filter((example) => example !== null)
}

/** The first sentence of the comment on top. */
function titleOf(transaction: string): string | null {
  const comment = /^(?:#.*\n)+/.exec(transaction)?.[0].replace(/^#\s?/gm, '').replace(/\s+/g, ' ').trim()
  return comment === undefined ? null : (/^.*?[.](?=\s|$)/.exec(comment)?.[0] ?? comment)
}
