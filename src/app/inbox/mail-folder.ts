/**
 * The watched folder. Whatever mail program or scanner writes an `.eml` here has handed it in: it is taken in as it came,
 * and moved to `taken/` once it is on disk. Between the two a crash leaves it to be taken again, as the same bytes, once.
 * It is looked at each second, because no file system tells of changes everywhere.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Sha256, sha256 } from '../../base/index.ts'
import { MAX_MAIL_BYTES } from '../../intake/index.ts'
import type { TakenMail } from '../inbox.ts'

export type MailFolder = {
  /** Settles when what is being taken in has been taken in. */
  readonly stop: () => Promise<void>
}

export type MailFolderOptions = {
  readonly folder: string
  readonly take: (bytes: Uint8Array) => Promise<TakenMail>
  /** One calm line; names no party and repeats nothing of what a message says. */
  readonly say: (line: string) => void
  readonly everyMs?: number
}

const EVERY_MS = 1_000
/** A file is whole when it looks the same so many times running; an empty one may just have been opened. */
const STEADY_LOOKS = 2
const STEADY_LOOKS_EMPTY = 10
/** So long after it was taken in, a file is looked at for a writer that went on. */
const WATCHED_AFTER_LOOKS = 60
/** Files taken in together, and bytes of them. */
const MAX_TOGETHER = 16
const MAX_BYTES_TOGETHER = MAX_MAIL_BYTES

const TAKEN = 'taken'
const TOO_LARGE = 'too-large'

type Look = { readonly size: number; readonly mtimeMs: number; readonly ino: number }
type Seen = { readonly look: Look; readonly times: number }
type Whole = { readonly name: string; readonly look: Look }
type Stuck = { readonly look: Look; readonly target: string }
type Moved = { readonly path: string; readonly name: string; readonly look: Look; looksLeft: number }

export function watchMailFolder({ folder, take, say, everyMs = EVERY_MS }: MailFolderOptions): MailFolder {
  let seen = new Map<string, Seen>()
  let moved: Moved[] = []
  /** Taken in, and not moved yet: only the move is tried again. */
  const stuck = new Map<string, Stuck>()
  const said = new Set<string>()
  const lost = new Set<string>()
  let isStopped = false
  let wake = () => {}

  /** Each thing that is so is said once, and again when it has changed. */
  const sayOnce = (name: string, sentence: string) => {
    const line = `\`${shown(name)}\` ${sentence}`
    if (said.has(line)) return
    said.add(line)
    say(line)
  }

  const look = async () => {
    for (const kept of [TAKEN, TOO_LARGE]) await mkdir(join(folder, kept), { recursive: true })
    const now = new Map<string, Seen>()
    const whole: Whole[] = []
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const { name } = entry
      if (name === TAKEN || name === TOO_LARGE || isUnfinished(name)) continue
      if (!entry.isFile()) {
        sayOnce(name, `in the mail folder is ${entry.isDirectory() ? 'a folder' : 'no plain file'} and is left alone`)
        continue
      }
      if (!/\.eml$/i.test(name)) {
        sayOnce(name, 'in the mail folder is no .eml message and is left alone')
        continue
      }
      const stat = await lstat(join(folder, name)).catch(() => null)
      if (stat === null) {
        // Gone in this moment, or of a name that cannot be given back to the file system: seen twice, it is the latter.
        if (lost.has(name)) sayOnce(name, 'in the mail folder cannot be opened under its name; rename it')
        lost.add(name)
        continue
      }
      const { size, mtimeMs, ino } = stat
      const before = seen.get(name)
      const times = before !== undefined && isSameLook(before.look, stat) ? before.times + 1 : 1
      now.set(name, { look: { size, mtimeMs, ino }, times })
      if (times >= (size === 0 ? STEADY_LOOKS_EMPTY : STEADY_LOOKS)) whole.push({ name, look: { size, mtimeMs, ino } })
    }
    seen = now
    for (const together of grouped(whole)) {
      if (isStopped) return
      await Promise.all(together.map(takeIn))
    }
    await lookAfter()
  }

  const takeIn = async ({ name, look: expected }: Whole) => {
    const path = join(folder, name)
    try {
      const before = stuck.get(name)
      if (before !== undefined && isSameLook(before.look, expected)) {
        await move(name, before)
        return
      }
      const read = await readWhole(path, expected)
      if (read === null) {
        seen.delete(name)
        return
      }
      const hash = read.kind === 'read' ? sha256(read.bytes) : read.sha256
      const target = join(folder, read.kind === 'read' ? TAKEN : TOO_LARGE, keptName(hash, name))
      if (read.kind === 'read') say(lineFor(name, await take(read.bytes)))
      else {
        const { item } = await take(placeholderFor(name, read.size, hash))
        say(`\`${shown(name)}\` is too large to be read and is kept in ${TOO_LARGE}/; information ${item.id} says so`)
      }
      stuck.set(name, { look: expected, target })
      await move(name, { look: expected, target })
    } catch (error) {
      sayOnce(name, `could not be taken in or moved, and stays where it is: ${messageOf(error)}`)
    }
  }

  const move = async (name: string, { look: expected, target }: Stuck) => {
    await rename(join(folder, name), target)
    stuck.delete(name)
    moved.push({ path: target, name, look: expected, looksLeft: WATCHED_AFTER_LOOKS })
  }

  /** A writer that stalled and went on after its file was moved: what it wrote since is taken in too. */
  const lookAfter = async () => {
    for (const one of moved) {
      one.looksLeft--
      const stat = await lstat(one.path).catch(() => null)
      if (stat === null || isSameLook(one.look, stat)) continue
      const again = join(folder, keptName('again', one.name))
      if ((await lstat(again).catch(() => null)) !== null) continue
      one.looksLeft = 0
      say(`\`${shown(one.name)}\` was written to after it was taken in; it is taken in again`)
      await rename(one.path, again)
    }
    moved = moved.filter(({ looksLeft }) => looksLeft > 0)
  }

  const running = (async () => {
    while (!isStopped) {
      await look().catch((error: unknown) => sayOnce(folder, `cannot be looked into: ${messageOf(error)}`))
      if (isStopped) break
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs)
        timer.unref()
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    stop: async () => {
      isStopped = true
      wake()
      await running
    },
  }
}

/** Names that writers give to what they have not finished. */
function isUnfinished(name: string): boolean {
  return name.startsWith('.') || /(?:\.(?:tmp|part|partial|crdownload|swp)|~)$/i.test(name)
}

function grouped(files: readonly Whole[]): readonly (readonly Whole[])[] {
  const groups: Whole[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const file of files) {
    const last = groups.at(-1)
    if (last === undefined || last.length === MAX_TOGETHER || bytes + file.look.size > MAX_BYTES_TOGETHER) {
      groups.push([file])
      bytes = file.look.size
    } else {
      last.push(file)
      bytes += file.look.size
    }
  }
  return groups
}

type Read =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number; readonly sha256: Sha256 }

/**
 * The file as it was seen, through no link; `null`: it has changed since, or is no plain file any more.
 * @throws Error when it cannot be opened
 */
async function readWhole(path: string, expected: Look): Promise<Read | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    if (!(await isAsSeen(file, expected))) return null
    const read: Read =
      expected.size > MAX_MAIL_BYTES
        ? { kind: 'too-large', size: expected.size, sha256: await hashOf(file) }
        : { kind: 'read', bytes: await file.readFile() }
    return (await isAsSeen(file, expected)) ? read : null
  } finally {
    await file.close()
  }
}

async function isAsSeen(file: FileHandle, expected: Look): Promise<boolean> {
  const stat = await file.stat()
  return stat.isFile() && isSameLook(expected, stat)
}

function isSameLook(a: Look, b: Look): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ino === b.ino
}

/** Longest end of a file's name that is kept, in characters: what any file system takes with the rest before it. */
const MAX_NAME = 50

function keptName(mark: string, name: string): string {
  return `${mark.slice(0, 16)}-${[...name].slice(-MAX_NAME).join('')}`
}

async function hashOf(file: FileHandle): Promise<Sha256> {
  const hash = createHash('sha256')
  for await (const chunk of file.createReadStream({ autoClose: false, start: 0 })) hash.update(chunk)
  return hash.digest('hex') as Sha256
}

/** Stands in the inbox for a message nobody can read in: the same file makes the same words. */
function placeholderFor(name: string, size: number, sha256: Sha256): Uint8Array {
  return Buffer.from(
    [
      'Subject: A message too large to be read in',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      `The message ${shown(name)} has ${size} bytes, and at most ${MAX_MAIL_BYTES} are read. It is kept in the mail folder under ${TOO_LARGE}/.`,
      `Its SHA-256 is ${sha256}. A person must open it.`,
      '',
    ].join('\r\n'),
  )
}

function lineFor(name: string, { kind, item, links, isComplete }: TakenMail): string {
  if (kind === 'duplicate') return `\`${shown(name)}\` came in before, as information ${item.id}`
  const reopened = links.filter(({ isReopened }) => isReopened).length
  const where =
    links.length === 0
      ? 'it names no party of any case'
      : `it is linked to ${counted(links.length, 'case')}${reopened === 0 ? '' : `, ${reopened} of them opened again`}`
  const rest = isComplete ? '' : '; not all of it could be read, and a person must open it'
  return `\`${shown(name)}\` is taken in as information ${item.id}: ${where}${rest}`
}

function shown(name: string): string {
  return name
    .replace(/[\p{C}\p{Z}`]/gu, (one) => (one === ' ' ? one : '\u{FFFD}'))
    .slice(0, 120)
    .toWellFormed()
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
