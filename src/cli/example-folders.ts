import { readdir } from 'node:fs/promises'

/** Folders of examples, in order. */
export async function exampleNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** What an example shows: the comment its transaction opens with. */
export function shownBy(transaction: string): string {
  const comment = /^(?:# .*\n)+/.exec(transaction)?.[0] ?? ''
  return comment.replace(/^# /gm, '').replace(/\n/g, ' ').trim()
}
