/** The commands for a licensing office: their words and flags. What they do is loaded when one is asked for. */
import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

export function addAuthorityCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const group = program
    .command('authority')
    .description('a licensing office (`UNBLIND_NODE=authority`): take applications in, act on them, write the letter')
  const as = ['--as <name>', 'who acts; default: the user of this machine'] as const
  const role = ['--role <roles>', 'registrar, officer, senior, adviser; default: registrar,officer'] as const
  const agency = ['--agency <name>', 'the agency they speak for; default: this office'] as const
  const json = ['--json', 'print JSON'] as const
  group
    .command('receive')
    .argument('<package>', 'a signed application.json')
    .description('take a signed package in, or refuse it with a sentence; the last line is the id of the application')
    .option('--file <id=path...>', 'a file that the package names, by the id it gives')
    .option('--supplement', 'the package of a case that is here already, anew')
    .option(...as)
    .option(...role)
    .action(async (file: string, flags) => done(await (await import('./authority.ts')).receiveCommand(io, file, flags)))
  group
    .command('list')
    .description('applications, due first: stage, clock, who has it, what is open')
    .option(...as)
    .option(...role)
    .option(...agency)
    .option(...json)
    .action(async (flags) => done(await (await import('./authority.ts')).listCommand(io, flags)))
  group
    .command('show')
    .argument('<application>', 'the id of the application')
    .description('one application: clocks, what is missing, findings, questions, conditions, decision, ledger')
    .option(...as)
    .option(...role)
    .option(...agency)
    .option(...json)
    .action(async (id: string, flags) => done(await (await import('./authority.ts')).showCommand(io, id, flags)))
  group
    .command('act')
    .argument('<application>', 'the id of the application')
    .requiredOption('--file <event>', 'what is done, in YAML or JSON: a `kind` and its fields; - reads standard input')
    .description('record what an official does, or say why it is refused and what would make it possible')
    .option(...as)
    .option(...role)
    .option(...agency)
    .option(...json)
    .action(async (id: string, flags) => done(await (await import('./authority.ts')).actCommand(io, id, flags)))
  group
    .command('letter')
    .argument('<application>', 'the id of the application')
    .requiredOption('--out <file>', 'where to write it: .pdf for paper, .json for the letter as it is sealed')
    .description('write the decision letter, each sentence with what it rests on; a draft until it is issued')
    .option(...as)
    .option(...role)
    .option(...agency)
    .action(async (id: string, flags) => done(await (await import('./authority.ts')).letterCommand(io, id, flags)))
}
