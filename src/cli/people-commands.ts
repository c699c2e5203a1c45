/** The commands for accounts of this node: their words and flags. What they do is loaded when one is asked for. */
import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

export function addPeopleCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const group = program.command('user').description('accounts of this node, in use when UNBLIND_AUTH is `local`')
  const json = ['--json', 'print JSON, as `unblind schema account` and `unblind schema accounts` describe it'] as const
  const roles = [
    '--roles <roles>',
    'administrator, officer, executive, sales, engineer, auditor; at an authority: administrator, registrar, officer, senior, adviser, delegate, auditor',
  ] as const
  const temporary = ['--temporary', 'the person takes a password of their own at the first sign-in'] as const
  const whose = ['<who>', 'the name of the person, or the id of the account'] as const
  group
    .command('add')
    .requiredOption('--name <name>', 'the name the person signs in with, and is recorded under')
    .requiredOption(...roles)
    .option('--agency <agency>', "the agency an official speaks for; default: the node's own")
    .option(...temporary)
    .option('--program', 'a program, as sales or auditor: it gets a key in place of a password, printed last and once')
    .option(...json)
    .description('add an account; the password is asked for, or read from standard input. The last line is the id')
    .action(async (flags) => done(await (await import('./user.ts')).addCommand(io, flags)))
  group
    .command('list')
    .option(...json)
    .description('every account there ever was, ended ones too')
    .action(async (flags) => done(await (await import('./user.ts')).listCommand(io, flags)))
  group
    .command('roles')
    .argument(...whose)
    .requiredOption(...roles)
    .option('--agency <agency>', 'the agency an official speaks for; default: as it is')
    .option(...json)
    .description('give a person other roles; their sessions end')
    .action(async (who: string, flags) => done(await (await import('./user.ts')).rolesCommand(io, who, flags)))
  group
    .command('password')
    .argument(...whose)
    .option(...temporary)
    .option(...json)
    .description('set a new password, asked for or read from standard input; the sessions of the person end')
    .action(async (who: string, flags) => done(await (await import('./user.ts')).passwordCommand(io, who, flags)))
  group
    .command('end')
    .argument(...whose)
    .requiredOption('--reason <text>', 'why, as it is kept')
    .option(...json)
    .description('end an account for good; what the person did stays')
    .action(async (who: string, flags) => done(await (await import('./user.ts')).endCommand(io, who, flags)))
}
