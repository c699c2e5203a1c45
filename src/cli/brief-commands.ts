/** The commands for the daily brief: their words and flags. What they do is loaded when one is asked for. */
import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

export function addBriefCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('brief')
    .description('make the brief of the day and print it: what changed, whom it touches, what is held for it')
    .option('--format <format>', 'html, md, json or atom', 'md')
    .option('--on <day>', 'the brief of this day; default: today in Washington')
    .option('--public', 'the preview for everybody, of no firm in particular')
    .option('--because <reason>', 'make an edition of the day again, and say why; the earlier one stays as it was')
    .option(
      '--email [address...]',
      'as an e-mail in counts and codes, to these or UNBLIND_BRIEF_TO: sent by UNBLIND_SMTP_URL, or written as a file',
    )
    .option('--from <address>', 'whom the e-mail is from; default: UNBLIND_BRIEF_FROM or unblind@localhost')
    .option('--out <file>', 'write it there in place of the terminal')
    .action(async (flags) => done(await (await import('./brief.ts')).briefCommand(io, flags)))
}
