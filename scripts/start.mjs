/**
 * What `npm start` runs: builds what is missing or older than its sources, then serves. Plain JavaScript, because it
 * runs before anything is built. Arguments are handed on: `npm start -- --port 8080`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const PROGRAM = join(ROOT, 'dist', 'cli', 'main.js')
const PAGES = join(ROOT, 'dist', 'web', 'index.html')
const SOURCES = [
  'src',
  'web',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
  'vite.cli.config.ts',
]

refuseOldNode()
if (isBuildNeeded()) build()
process.argv = [process.execPath, PROGRAM, 'serve', ...process.argv.slice(2)]
await import(pathToFileURL(PROGRAM).href)

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`unblind needs Node 20.19 or newer; this is ${process.versions.node}`)
  process.exit(1)
}

function isBuildNeeded() {
  if (!existsSync(PROGRAM) || !existsSync(PAGES)) return true
  const builtAt = Math.min(statSync(PROGRAM).mtimeMs, statSync(PAGES).mtimeMs)
  return SOURCES.some((source) => newestIn(join(ROOT, source)) > builtAt)
}

/** When the newest file under a path was changed; 0 when there is none. */
function newestIn(path) {
  const facts = statSync(path, { throwIfNoEntry: false })
  if (facts === undefined) return 0
  if (!facts.isDirectory()) return facts.mtimeMs
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && !name.endsWith('.test.ts'))
    .reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), 0)
}

function build() {
  if (!existsSync(join(ROOT, 'node_modules', 'typescript'))) {
    console.error('the program is not built and its build tools are not installed; run `npm ci`, then `npm start`')
    process.exit(1)
  }
  console.error('building (once, and after changes) ...')
  const npm = process.env.npm_execpath
  const [command, args] = npm === undefined ? ['npm', []] : [process.execPath, [npm]]
  const run = spawnSync(command, [...args, 'run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (run.status !== 0) {
    console.error('the build failed; what is above says why')
    process.exit(1)
  }
}
