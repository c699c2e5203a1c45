/** The program's commands, flags and help. Each command is loaded only when it is asked for. */
import { Command, CommanderError } from 'commander'
import { addApplicationCommands } from './application-commands.ts'
import { addAuthorityCommands } from './authority-commands.ts'
import { addBriefCommands } from './brief-commands.ts'
import { addDemoCommands } from './demo-commands.ts'
import { addForumCommands } from './forum-commands.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { addPeopleCommands } from './people-commands.ts'

const HELP = `
Start here:
  unblind examples                          transactions that travel with the program
  unblind assess examples/10-thermal-camera-320-germany/transaction.yaml \\
                 --lists examples/10-thermal-camera-320-germany/lists
  unblind determine --eccn 5A001 --paragraph f.1 --to EG
  unblind serve                             the pages and the API on http://127.0.0.1:4747

Every answer has three parts that are never one word: the law, the coverage (what was screened and read) and the
action. Unknown is never read as no, and not screened is never shown as clear. It proposes; a named person decides.

Environment:
  UNBLIND_DATA_DIR    where assessments and lists are kept (default: $XDG_DATA_HOME/unblind or ~/.local/share/unblind)
  UNBLIND_LISTS_DIR   a folder of official list files, for machines without network
  UNBLIND_MAIL_DIR    a server takes in every .eml put here; default: mail in the data directory
  UNBLIND_NODE        exporter (default) or authority: what this node is
  UNBLIND_NAME        legal name of the firm or the licensing office
  UNBLIND_ADDRESS     where other nodes reach it, https://host[:port]
  UNBLIND_STATE       two-letter code of the state whose seat in the forum it is
  UNBLIND_FORUM_PUBLIC
                      a node of the forum of states whose public records the brief tells of, https://host[:port]
  UNBLIND_FORUM_EVERY seconds between two rounds of asking the peers in the forum, 1 to 86400 (default: 5)
  UNBLIND_SMTP_URL    mail server by which the brief is sent, smtp://host:port
  UNBLIND_BRIEF_TO    e-mail addresses the brief of each morning goes to, with commas between
  UNBLIND_BRIEF_FROM  whom it is from (default: unblind@localhost)
  UNBLIND_AUTH        local: people sign in with accounts of this node (default: one local user)
  DATABASE_URL        a PostgreSQL 15 or newer to use in place of the embedded one
  NO_COLOR            no colour

Exit codes: 0 done, 1 a disk, database or network failed, 2 bad input (standard error says what to do),
3 the action is one named by --fail-on.
`

/** Runs one command line. Never throws for what a person can mend: that is a sentence on standard error and exit code 2. */
export async function run(args: readonly string[], io: Io, version: string): Promise<ExitCode> {
  let code: ExitCode = EXIT.done
  const program = build(io, version, (one) => {
    code = one
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput
    // What the environment names and nobody can read is for the person to mend.
    if (error instanceof Error && (error.name === 'ListsUnreadable' || error.name === 'BadSetting'))
      return refuse(io, error.message)
    throw error
  }
}

function build(io: Io, version: string, done: (code: ExitCode) => void): Command {
  const program = new Command('unblind')
    .description(
      'Export-control human-rights due diligence: who, what, what the law requires, what it could do to people.',
    )
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .showHelpAfterError('(`unblind --help` lists the commands)')
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(text.replace(/^error: /, 'unblind: ')),
      getOutHelpWidth: () => Math.min(io.columns ?? 100, 110),
    })
  // Commands inherit the settings above only when they are made after them.
  assess(program, io, done)
  screen(program, io, done)
  determine(program, io, done)
  match(program, io, done)
  lists(program, io, done)
  cases(program, io, done)
  evidence(program, io, done)
  addPeopleCommands(program, io, done)
  addAuthorityCommands(program, io, done)
  addApplicationCommands(program, io, done)
  addForumCommands(program, io, done)
  addBriefCommands(program, io, done)
  addDemoCommands(program, io, done)
  rest(program, io, done)
  return program
}

type Done = (code: ExitCode) => void

function assess(program: Command, io: Io, done: Done): void {
  program
    .command('assess')
    .argument('<file>', 'a transaction in YAML or JSON; - reads standard input')
    .description('assess one transaction: law, coverage and action, with what each rests on')
    .option('--on <day>', 'read the law of this day in place of the planned export date')
    .option('--lists <folder>', 'screen against the lists of this folder instead; nothing is imported')
    .option('--json', 'print JSON, as `unblind schema assessment` describes it')
    .option('--fail-on <actions>', 'exit with 3 when the action is one of these: hold,apply,refrain ...')
    .action(async (file, flags) => done(await (await import('./assess.ts')).assessCommand(io, file, flags)))
}

function screen(program: Command, io: Io, done: Done): void {
  program
    .command('screen')
    .argument('[name...]', 'the name to look for')
    .description('screen one name, or a file of customers, against every list, each possible match explained')
    .option(
      '--schema <schema>',
      'Person, Organization, Company, LegalEntity, Vessel, Airplane or Address; default: any',
    )
    .option('--country <code>', 'country of the party, such as CN')
    .option('--why-not <entry>', 'tell of this entry (list/key, or its name) why it was not matched, or was')
    .option('--file <customers>', 'csv, xlsx or JSON lines: screen every row; goes on where an earlier run was cut off')
    .option('--out <answers>', 'with --file: where a line of JSON for each row is written')
    .option(
      '--mapping <file>',
      'with --file: which column holds what, as for a list of your own; default: by their names',
    )
    .option('--threads <count>', 'with --file: default one for each core')
    .option('--lists <folder>', 'screen against the lists of this folder instead; nothing is imported')
    .option('--json', 'print JSON, as `unblind schema screening` describes it')
    .action(async (name: readonly string[], flags) => {
      if ((flags.file === undefined) === (name.length === 0)) {
        done(refuse(io, 'give a name to screen, or `--file` with a file of customers'))
      } else if (flags.file === undefined) {
        done(await (await import('./screen.ts')).screenCommand(io, name.join(' '), flags))
      } else done(await (await import('./screen-file.ts')).screenFileCommand(io, flags))
    })
}

function determine(program: Command, io: Io, done: Done): void {
  program
    .command('determine')
    .description('what the law requires of one item to one destination, or of every line of a file')
    .option('--eccn <entry>', 'control-list entry, such as 5A001, 5A001.f.1 or EAR99')
    .option('--paragraph <path>', 'paragraph within the entry, such as f.1')
    .option('--to <country>', 'country of destination, such as CN')
    .option('--from <country>', 'country it leaves from')
    .option('--kind <kind>', 'export, reexport, in-country or deemed')
    .option(
      '--end-user <type>',
      'civil, government, military, police, intelligence, military-intelligence, border, prison ...',
    )
    .option('--end-use <use>', 'what it is for; `civil` denies every use of concern')
    .option('--value <dollars>', 'value in US dollars')
    .option('--measure <name=value...>', 'what was measured of the item, such as focalPlaneElements=76800')
    .option('--on <day>', 'the planned export date; default: today in Washington')
    .option('--assume <what>', '`ordinary`: a private civil buyer, US origin, no listed party')
    .option('--cases <file>', 'case lines, one JSON object a line; - reads standard input')
    .option('--json', 'print JSON, as `unblind schema determination` and `unblind schema case-result` describe it')
    .addHelpText('after', '\nWhat is not given is not known: it becomes a question, never a no.\n')
    .action(async (flags) => done(await (await import('./determine.ts')).determineCommand(io, flags)))
}

function match(program: Command, io: Io, done: Done): void {
  program
    .command('match')
    .description('score pairs of names, and where they are labelled say how well that went')
    .requiredOption('--pairs <file>', 'pairs, one JSON object a line; - reads standard input')
    .option('--json', 'print JSON, as `unblind schema pair-result` describes it')
    .action(async (flags) => done(await (await import('./match.ts')).matchCommand(io, flags)))
}

function lists(program: Command, io: Io, done: Done): void {
  const group = program
    .command('lists')
    .description('import, refresh and look at the lists that parties are screened against')
  const json = [
    '--json',
    'print JSON, as `unblind schema status` and `unblind schema import-reports` describe it',
  ] as const
  group
    .command('import')
    .argument(
      '<path...>',
      'a list file, or a folder of them; a file is known by what it holds, a table of your own by the mapping beside it',
    )
    .description('take list files into the data directory')
    .option(...json)
    .action(async (paths: readonly string[], flags) =>
      done(await (await import('./lists.ts')).importCommand(io, paths, flags)),
    )
  group
    .command('status')
    .description('each list and law table: which version, how old, what waits for a person')
    .option(...json)
    .action(async (flags) => done(await (await import('./lists.ts')).statusCommand(io, flags)))
  group
    .command('accept')
    .argument('<id>', 'the version that waits, as `unblind lists status` names it')
    .requiredOption('--reason <text>', 'why it is right after all')
    .option('--by <name>', 'who accepts it; default: the user of this machine')
    .option(...json)
    .description('take a quarantined version into use, knowingly')
    .action(async (id: string, flags) => done(await (await import('./lists.ts')).acceptCommand(io, id, flags)))
  group
    .command('set-aside')
    .argument('<id>', 'the version that waits, as `unblind lists status` names it')
    .requiredOption('--reason <text>', 'why it is not to be used')
    .option('--by <name>', 'who sets it aside; default: the user of this machine')
    .option(...json)
    .description('answer a version that waits: keep it, and do not use it')
    .action(async (id: string, flags) => done(await (await import('./lists.ts')).setAsideCommand(io, id, flags)))
  group
    .command('refresh')
    .argument(
      '[source...]',
      'lists to fetch that are not here yet and not required, such as `eu-fsf` or `uk-sanctions`',
    )
    .description('download the lists that are required or already here from their publishers')
    .option(...json)
    .action(async (sources: readonly string[], flags) =>
      done(await (await import('./lists.ts')).refreshCommand(io, sources, flags)),
    )
}

function cases(program: Command, io: Io, done: Done): void {
  const group = program
    .command('case')
    .description('due-diligence cases: open one, see what stands in its way, act on it')
  const as = ['--as <name>', 'who acts; default: the user of this machine'] as const
  const role = ['--role <roles>', 'officer, executive, sales, engineer, auditor; default: officer'] as const
  group
    .command('open')
    .argument('<file>', 'a transaction in YAML or JSON; - reads standard input')
    .description('assess a transaction and open a case from it; the last line is the id of the case')
    .option(...as)
    .option(...role)
    .option('--sold-by <name...>', 'who earns from the sale: they may add information, never dispose of it')
    .option('--on <day>', 'read the law of this day in place of the planned export date')
    .option('--lists <folder>', 'screen against the lists of this folder instead; nothing is imported')
    .option('--json', 'print JSON')
    .action(async (file: string, flags) => done(await (await import('./case.ts')).openCommand(io, file, flags)))
  group
    .command('show')
    .argument('<case>', 'the id of the case')
    .description('the three answers, what blocks with who and how, what came in and what was done')
    .option('--json', 'print JSON')
    .action(async (id: string, flags) => done(await (await import('./case.ts')).showCommand(io, id, flags)))
  group
    .command('list')
    .description('all cases, oldest first')
    .option('--json', 'print JSON')
    .action(async (flags) => done(await (await import('./case.ts')).listCommand(io, flags)))
  group
    .command('act')
    .argument('<case>', 'the id of the case')
    .requiredOption('--file <event>', 'what is done, in YAML or JSON: a `kind` and its fields; - reads standard input')
    .description('record what a person does in a case, or say why it is refused and what would make it possible')
    .option(...as)
    .option(...role)
    .option('--json', 'print JSON')
    .action(async (id: string, flags) => done(await (await import('./case.ts')).actCommand(io, id, flags)))
  group
    .command('again')
    .argument('<case>', 'the id of the case')
    .requiredOption('--reason <text>', 'why it is assessed again')
    .description(
      'assess a case again with the lists and the law of today and what was decided since; the first answer stays',
    )
    .option(...as)
    .option(...role)
    .option('--on <day>', 'another planned export date')
    .option('--json', 'print JSON')
    .action(async (id: string, flags) => done(await (await import('./case.ts')).againCommand(io, id, flags)))
}

function evidence(program: Command, io: Io, done: Done): void {
  program
    .command('intake')
    .argument('<file...>', 'a message saved as .eml')
    .description('take messages in as they came, and link each to every case whose parties it names')
    .option('--open-source', 'who wrote it may be known: the original goes into exports')
    .option('--json', 'print JSON, one line a file')
    .action(async (files: readonly string[], flags) =>
      done(await (await import('./intake.ts')).intakeCommand(io, files, flags)),
    )
  program
    .command('export')
    .argument('<case>', 'the id of the case')
    .requiredOption('--out <file>', 'where to write it')
    .description('write a case as one file that a stranger can verify offline')
    .action(async (id: string, flags) => done(await (await import('./export.ts')).exportCommand(io, id, flags)))
  program
    .command('verify')
    .argument('<path>', 'an export file, or `db` for everything that is kept here')
    .description('check every seal; exit 1 and the place when one does not hold')
    .option('--key <key>', 'the public key it must be signed with, as you were given it')
    .option('--json', 'print JSON')
    .action(async (path: string, flags) => done(await (await import('./verify.ts')).verifyCommand(io, path, flags)))
}

function rest(program: Command, io: Io, done: Done): void {
  program
    .command('changes')
    .requiredOption('--between <file...>', 'two versions of one list, the earlier first')
    .description('what two versions of one list differ in, entry by entry; nothing is imported')
    .option('--json', 'print JSON')
    .action(async (flags) => done(await (await import('./changes.ts')).changesCommand(io, flags.between, flags)))
  program
    .command('serve')
    .description('serve the pages and the API until stopped with Ctrl-C')
    .option('--port <number>', 'port to listen on', '4747')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--no-download', 'do not fetch lists from their publishers in the background')
    .action(async (flags) => done(await (await import('./serve.ts')).serveCommand(io, flags)))
  program
    .command('schema')
    .argument('[name]', 'which shape; without it, all are listed')
    .description('print the JSON Schema of what goes in or comes out')
    .action(async (name) => done(await (await import('./schema.ts')).schemaCommand(io, name)))
  program
    .command('examples')
    .argument('[name]', 'print the transaction of this one')
    .description('list the transactions that travel with the program')
    .action(async (name) => done(await (await import('./examples.ts')).examplesCommand(io, name)))
}
