/** The commands for the forum of states: their words and flags. What they do is loaded when one is asked for. */
import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

export function addForumCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const group = program
    .command('forum')
    .description(
      'the seat of a state in the forum (`UNBLIND_NODE=authority`, `UNBLIND_STATE`): what it says, takes and shows',
    )
  const as = ['--as <name>', 'who acts; default: the user of this machine'] as const
  const json = ['--json', 'print JSON'] as const
  const act = () => import('./forum.ts')
  group
    .command('key')
    .description(
      'the public key this state signs with, made when there is none, and its fingerprint to compare by telephone',
    )
    .option(...json)
    .action(async (flags) => done(await (await act()).keyCommand(io, flags)))
  group
    .command('found')
    .argument('<file>', 'YAML or JSON: `name` of this state, and `founders`, each a `state` and its `key`')
    .description(
      'write the founding record of this state over the keys of all founders; gather those of all for `setup`',
    )
    .action(async (file: string) => done(await (await act()).foundCommand(io, file)))
  group
    .command('setup')
    .argument('<file>', 'YAML or JSON: `founders`, `genesis` (the founding records) and `peers`')
    .description('take the seat, once')
    .option(...as)
    .option(...json)
    .action(async (file: string, flags) => done(await (await act()).setupCommand(io, file, flags)))
  group
    .command('peers')
    .description('the nodes of other states that this one asks')
    .option('--add <state=address>', 'ask this node from now on, `NO=https://forum.example`')
    .option(...as)
    .option(...json)
    .action(async (flags) => done(await (await act()).peersCommand(io, flags)))
  group
    .command('standing')
    .description('members on a day, newcomers, peers, and what waits, was refused or is kept as evidence')
    .option('--on <day>', 'YYYY-MM-DD; default: today')
    .option(...json)
    .action(async (flags) => done(await (await act()).standingCommand(io, flags)))
  group
    .command('inbox')
    .description('what waits for this state, then every discussion it holds, newest first')
    .option(...as)
    .option(...json)
    .action(async (flags) => done(await (await act()).inboxCommand(io, flags)))
  group
    .command('show')
    .argument('<record>', 'the hash of a record, or its first eight digits or more')
    .description('the discussion a record belongs to, and what this state may say to each record')
    .option(...as)
    .option(...json)
    .action(async (hash: string, flags) => done(await (await act()).showCommand(io, hash, flags)))
  group
    .command('preview')
    .argument('<draft>', 'YAML or JSON; - reads standard input')
    .description('who would receive a draft and who would not, by name and why; signs nothing')
    .option(...json)
    .action(async (file: string, flags) => done(await (await act()).previewCommand(io, file, flags)))
  group
    .command('issue')
    .argument('<draft>', 'YAML or JSON; - reads standard input')
    .description(
      'show who will receive a draft, and with --yes sign it as this state; the last line is the hash of the record',
    )
    .option('--yes', 'sign it')
    .option(...as)
    .option(...json)
    .action(async (file: string, flags) => done(await (await act()).issueCommand(io, file, flags)))
  group
    .command('sync')
    .description('ask every peer now')
    .option('--from <state>', 'only this one')
    .option(...json)
    .action(async (flags) => done(await (await act()).syncCommand(io, flags)))
  group
    .command('take')
    .argument('<file>', 'one signed record a line; - reads standard input')
    .requiredOption('--from <who>', 'who handed it over, as it is kept')
    .description('take records handed over by hand, as fetched ones are taken')
    .action(async (file: string, flags) => done(await (await act()).takeCommand(io, file, flags)))
  group
    .command('public')
    .description('the records held that are for anyone, as their states signed them, one a line')
    .action(async () => done(await (await act()).publicCommand(io)))
}
