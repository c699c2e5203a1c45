/** What a step shows, claim by claim: each is looked up at the nodes and either holds or ends the step. */

export type Claims = {
  /** Keeps the sentence when the fact holds. @throws NotHeld otherwise */
  readonly that: (sentence: string, holds: boolean, found?: unknown) => void
}

/** A claim of a step does not hold: it was not played yet, or something is wrong. */
export class NotHeld extends Error {
  override readonly name = 'NotHeld'
}

/**
 * Every claim that held, in order.
 * @throws NotHeld at the first that does not hold, and when nothing was claimed at all: a step that claims nothing shows
 * nothing
 */
export async function claimsOf(check: (claims: Claims) => Promise<void>): Promise<readonly string[]> {
  const held: string[] = []
  await check({
    that: (sentence, holds, found) => {
      if (!holds) throw new NotHeld(`not so: ${sentence}${found === undefined ? '' : `; found ${short(found)}`}`)
      held.push(sentence)
    },
  })
  if (held.length === 0) throw new NotHeld('the step claims nothing')
  return held
}

function short(found: unknown): string {
  const text = JSON.stringify(found) ?? String(found)
  return text.length > 600 ? `${text.slice(0, 600)} ...` : text
}
