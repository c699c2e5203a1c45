/** `npm run bench -- NAME [--json]`: runs `bench/NAME.ts` or `bench/NAME/main.ts` and prints what it measured. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

type Metrics = Readonly<Record<string, number>>
/** `text`: how a person reads the metrics, where they are no plain list of numbers. */
type Bench = { readonly run: () => Promise<Metrics>; readonly text?: (metrics: Metrics) => string }

const [name, ...flags] = process.argv.slice(2)
const here = fileURLToPath(new URL('.', import.meta.url))
const files = new Map(
  (await readdir(here))
    .map((file) => (file.endsWith('.ts') ? ([file.slice(0, -3), file] as const) : ([file, `${file}/main.ts`] as const)))
    .filter(([title, file]) => title !== 'main' && existsSync(here + file)),
)
const known = [...files.keys()].sort()

const file = files.get(name ?? '')
if (name === undefined || file === undefined) {
  const asked = name === undefined ? 'name a benchmark' : `there is no benchmark \`${name}\``
  console.error(`${asked}; the benchmarks are ${known.map((each) => `\`${each}\``).join(', ')}`)
  process.exitCode = 2
} else {
  const { run, text }: Bench = await import(`./${file}`)
  const metrics = await run()
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  }
  if (flags.includes('--json')) console.log(JSON.stringify({ name, machine, metrics }))
  else {
    console.log(`${name} on ${machine.cores} x ${machine.processor}, Node ${machine.node}`)
    if (text !== undefined) console.log(text(metrics))
    else
      for (const [metric, value] of Object.entries(metrics))
        console.log(`  ${metric.padEnd(24)}${value.toLocaleString('en').padStart(14)}`)
  }
}
