/** One step of the database's shape. Applied once, in order, never changed after release, never undone. */
export type Migration = {
  /** `0001-ground`; never reused with another meaning. */
  readonly id: string
  readonly sql: string
}
