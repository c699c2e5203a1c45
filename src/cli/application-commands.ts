/** The commands for the application of a case and for the nodes it goes to. What they do is loaded when one is asked for. */
import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

const ANSWERS_HELP = `
Answers, for example:
  contact: { name: Olive Officer, phone: +1 555 0100 }
  appliedOn: 2026-11-24
  applicant: { address: "2 Fictional Street, Springfield", employerId: 00-0000000 }
  parties: { ministry: { address: "1 Fictional Square, Cairo" } }
  items: { interceptor: { model: FI-IC-1, unitPriceUsd: "120000.00" } }
  endUse: what is done with it, by which unit, where, under whose authority
  signatory: { name: Edgar Executive, title: Chief Executive }
What is left out stays as it was answered before; an empty text takes an answer back.
`

export function addApplicationCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const as = ['--as <name>', 'who acts; default: the user of this machine'] as const
  const json = ['--json', 'print JSON'] as const
  program
    .command('application')
    .argument('<case>', 'the id of the case')
    .description('the licence application of a case: fill it, sign it, send it, write it as files')
    .option('--out <folder>', 'write application.json, application.pdf, transfer-sheet.md and transfer-sheet.csv there')
    .option('--draft', 'write it while something is missing or blocks it; every page says so, and it cannot be signed')
    .option('--answers <file>', 'what the case does not hold and the form wants, in YAML or JSON')
    .option('--attach <file...>', 'files that go along; their bytes are kept')
    .option('--prepare', 'fix the package that is to be signed')
    .option('--sign', 'sign it, as the accountable executive whom `--as` and block 25 name')
    .option('--statement <text>', 'what the signature declares')
    .option('--send <authority>', 'submit what is signed to an authority known here')
    .option(...as)
    .option(...json)
    .addHelpText('after', ANSWERS_HELP)
    .action(async (id: string, flags) =>
      done(await (await import('./application.ts')).applicationCommand(io, id, flags)),
    )
  const others = program.command('counterparty').description('other nodes: whom this one knows, by their keys')
  others
    .command('add')
    .argument('<name>', 'the name the other node bears')
    .requiredOption('--kind <kind>', 'exporter or authority')
    .requiredOption('--key <key>', 'its public key, compared by another way than the one it came by')
    .option('--address <url>', 'where it is reached, https://host[:port]')
    .option(...as)
    .description('make another node known, or give it another key or address')
    .action(async (name: string, flags) =>
      done(await (await import('./counterparty.ts')).addCounterpartyCommand(io, name, flags)),
    )
  others
    .command('list')
    .description('every node known here')
    .option(...json)
    .action(async (flags) => done(await (await import('./counterparty.ts')).listCounterpartiesCommand(io, flags)))
  program
    .command('node')
    .description('this node itself')
    .command('key')
    .description('print the public key of this node, for others to register')
    .action(async () => done(await (await import('./counterparty.ts')).nodeKeyCommand(io)))
  program
    .command('post')
    .description('what this node sent to others')
    .command('deliver')
    .description('bring everything that waits, and say how far each got')
    .option(...json)
    .action(async (flags) => done(await (await import('./counterparty.ts')).deliverCommand(io, flags)))
}
