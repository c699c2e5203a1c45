/** The commands for the forum of states: their words and flags. What they do is loaded when one is asked for. */
import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

export function addForumCommands(_program: Command, _io: Io, _done: (code: ExitCode) => void): void {}
