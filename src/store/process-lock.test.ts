import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginningOf } from './process-facts.ts'
import { takeLock } from './process-lock.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ub-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function leaveLock(holder: Record<string, unknown>): void {
  writeFileSync(join(dir, 'lock'), JSON.stringify({ host: hostname(), purpose: 'server', nonce: 'left', ...holder }))
}

function deadPid(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }))
}

describe('the lock of a data directory', () => {
  it('goes to one at a time, and names the holder to the next', () => {
    const first = takeLock(dir, 'server')
    const second = takeLock(dir, 'command')
    expect(first.kind).toBe('taken')
    expect(second).toMatchObject({ kind: 'held', by: { pid: process.pid, purpose: 'server' } })
  })

  it('is free again after its release, and leaves nothing behind', () => {
    const first = takeLock(dir, 'server')
    if (first.kind === 'taken') first.lock.release()
    expect(existsSync(join(dir, 'lock'))).toBe(false)
    const again = takeLock(dir, 'server')
    expect(again.kind).toBe('taken')
  })

  it('is taken over from a process that was killed', () => {
    leaveLock({ pid: deadPid(), began: 'then' })
    expect(takeLock(dir, 'server').kind).toBe('taken')
  })

  it('is taken over when the pid belongs to another process now', () => {
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
    try {
      leaveLock({ pid: stranger.pid, began: 'an earlier process with that pid' })
      expect(takeLock(dir, 'server').kind).toBe('taken')
    } finally {
      stranger.kill('SIGKILL')
    }
  })

  it('stays with a living process that began when the lock says', () => {
    const holder = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
    try {
      leaveLock({ pid: holder.pid, began: beginningOf(holder.pid ?? 0) })
      expect(takeLock(dir, 'server').kind).toBe('held')
    } finally {
      holder.kill('SIGKILL')
    }
  })

  it('stays with a holder on another host that touched it lately, and is taken over when it no longer does', () => {
    leaveLock({ pid: 1, began: 'there', host: 'another-host' })
    expect(takeLock(dir, 'server').kind).toBe('held')
    const aMinuteAgo = new Date(Date.now() - 60_000)
    utimesSync(join(dir, 'lock'), aMinuteAgo, aMinuteAgo)
    expect(takeLock(dir, 'server').kind).toBe('taken')
  })

  it('is taken over when a crash left half a file', () => {
    writeFileSync(join(dir, 'lock'), '{"pid": 12')
    expect(takeLock(dir, 'server').kind).toBe('taken')
  })

  it('does not stay closed when a process died while it took over', () => {
    leaveLock({ pid: deadPid(), began: 'then' })
    writeFileSync(
      join(dir, 'lock.claim'),
      JSON.stringify({ pid: deadPid(), began: 'then', host: hostname(), purpose: 'server', nonce: 'claimant' }),
    )
    expect(takeLock(dir, 'server').kind).toBe('taken')
    expect(existsSync(join(dir, 'lock.claim'))).toBe(false)
  })

  it('goes to exactly one of many processes that find it stale at once', async () => {
    leaveLock({ pid: deadPid(), began: 'then' })
    const script = `
      const { takeLock } = await import(${JSON.stringify(join(import.meta.dirname, 'process-lock.ts'))})
      const attempt = takeLock(${JSON.stringify(dir)}, 'command')
      process.stdout.write(attempt.kind)
      await new Promise((resolve) => process.stdin.once('end', resolve).resume())
    `
    const all = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]),
    )
    const answers = await Promise.all(
      all.map((child) => new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))))),
    )
    for (const child of all) child.stdin.end()
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1)
    expect(JSON.parse(readFileSync(join(dir, 'lock'), 'utf8')).nonce).not.toBe('left')
  })
})
