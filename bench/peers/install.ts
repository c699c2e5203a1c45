/** What peers need, installed outside the repository by the ordinary clients and kept for the next run. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { err, ok, type Result } from '../../src/base/index.ts'

const execute = promisify(execFile)
const INSTALL_LIMIT_MS = 900_000

/** The Python of a virtual environment that holds exactly these packages, or why there is none. */
export async function pythonWith(cache: string, packages: readonly string[]): Promise<Result<string, string>> {
  const folder = join(cache, packages.join('-').replace(/[^\w.-]+/g, '-'))
  const python = join(folder, 'bin', 'python')
  const done = join(folder, 'installed')
  if (existsSync(done)) return ok(python)
  await rm(folder, { recursive: true, force: true })
  await mkdir(cache, { recursive: true })
  try {
    await execute('python3', ['-m', 'venv', folder], { timeout: INSTALL_LIMIT_MS })
    await execute(python, ['-m', 'pip', 'install', '--quiet', ...packages], { timeout: INSTALL_LIMIT_MS })
  } catch (problem) {
    return err(`pip could not install ${packages.join(' and ')}: ${lastWords(problem)}`)
  }
  await writeFile(done, '')
  return ok(python)
}

/**
 * Asks the Go client for the newest version of a module. A refusal is kept: a registry that said no is not asked again
 * until the folder of the cache is emptied.
 * @returns why it cannot be had; `null`: it can
 */
export async function askGo(cache: string, module: string): Promise<string | null> {
  const kept = join(cache, `${module.replaceAll('/', '-')}.refused`)
  if (existsSync(kept)) return await readFile(kept, 'utf8')
  await mkdir(cache, { recursive: true })
  try {
    await execute('go', ['list', '-m', `${module}@latest`], { cwd: cache, timeout: INSTALL_LIMIT_MS })
    return null
  } catch (problem) {
    const reason = `go could not get ${module}: ${lastWords(problem)}`
    await writeFile(kept, reason)
    return reason
  }
}

/** The last line a client said before it gave up, without addresses. */
function lastWords(problem: unknown): string {
  const said = problem instanceof Error && 'stderr' in problem ? String(problem.stderr) : String(problem)
  return (said.trim().split('\n').at(-1) ?? '').replace(/https?:\/\/\S+/g, 'the registry').trim()
}
