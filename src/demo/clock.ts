/** The clock all nodes of the demonstration share: real time, and the nights the story jumps over. */
export type DemoClock = {
  readonly now: () => Date
  /** How far it is ahead of real time, in milliseconds. */
  readonly ahead: () => number
  /** Never back: what is sealed would come after what follows it. */
  readonly advance: (ms: number) => void
}

export function demoClock(startAheadMs: number): DemoClock {
  let ahead = startAheadMs
  return {
    now: () => new Date(Date.now() + ahead),
    ahead: () => ahead,
    advance: (ms) => {
      if (ms < 0) throw new Error('the clock of the story goes forward only')
      ahead += ms
    },
  }
}
