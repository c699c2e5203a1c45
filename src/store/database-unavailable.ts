/**
 * The database cannot be used: not found, in use, too old, unreachable. Thrown, not returned: nothing the caller asked
 * for can go on. The message is a sentence for the person at the terminal: what, where, what to do.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}
