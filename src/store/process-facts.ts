/** What can be known of another process: whether it runs, when it began, what it was called with. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hasErrorCode } from './error-code.ts'

/** Whether a process with this pid exists, ours or not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasErrorCode(error, 'EPERM')
  }
}

/**
 * A text that is the same for the whole life of a process and differs for the next one with its pid.
 * `null`: no such process. Zombies count as gone.
 */
export function beginningOf(pid: number): string | null {
  if (!isRunning(pid)) return null
  if (process.platform !== 'linux') return processStatus(pid, 'lstart=')
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command, in parentheses, may hold blanks and parentheses of its own; what follows the last one may not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}:${fields[19] ?? ''}`
  } catch {
    return null
  }
}

/** The command line of a process, arguments separated by blanks; `null` when it cannot be read. */
export function commandOf(pid: number): string | null {
  if (process.platform !== 'linux') return processStatus(pid, 'command=')
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return null
  }
}

function processStatus(pid: number, field: string): string | null {
  try {
    const text = execFileSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8' }).trim()
    return text === '' ? null : text
  } catch {
    return null
  }
}
