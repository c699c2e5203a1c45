import { ground } from './0001-ground.ts'
import { streams } from './0002-streams.ts'
import { people } from './0003-people.ts'
import type { Migration } from './migration.ts'

export type { Migration } from './migration.ts'

/** All steps, oldest first. */
export const MIGRATIONS: readonly Migration[] = [ground, streams, people]
