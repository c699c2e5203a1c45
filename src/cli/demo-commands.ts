/** The commands for the whole story on one machine: their words and flags. What they do is loaded when one is asked for. */
import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

export function addDemoCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('demo')
    .description('the whole story on this machine: exporters, an authority, four states; to click through, or played')
    .option('--script', 'play every step without anybody; exit 0 only when every one held')
    .option('--data <dir>', 'keep everything in this folder and go on from there; default: a temporary one')
    .option('--port <number>', 'port of the page that tells the story; the nodes take those after it; 0: any', '4800')
    .addHelpText(
      'after',
      '\nEverybody in it is invented. The law is real, and so are the lists, but for those of the last morning, on which nobody\nexists. It answers on this machine alone.\n',
    )
    .action(async (flags) => done(await (await import('./demo.ts')).demoCommand(io, flags)))
}
