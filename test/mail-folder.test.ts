import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MailFolder, watchMailFolder } from '../src/app/inbox/mail-folder.ts'
import { type App, openApp } from '../src/app/index.ts'
import { sha256 } from '../src/base/index.ts'
import { testDatabase } from './database.ts'

const MAILS = fileURLToPath(new URL('golden/mail/', import.meta.url))
const database = await testDatabase()
const root = mkdtempSync(join(tmpdir(), 'unblind-mail-folder-'))
const folder = join(root, 'mail')
const aside = join(root, 'aside')

let app: App
let watcher: MailFolder
let ticks = 0
const said: string[] = []
const watch = () => watchMailFolder({ folder, take: app.takeMail, say: (line) => said.push(line), everyMs: 20 })

beforeAll(async () => {
  mkdirSync(aside)
  app = await openApp({
    dataDir: join(root, 'data'),
    databaseUrl: database.url,
    needsDatabase: true,
    clock: () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++),
  })
  watcher = watch()
})
afterAll(async () => {
  await watcher.stop()
  await app.close()
  rmSync(root, { recursive: true, force: true })
})

const mail = (words: string) =>
  Buffer.from(`From: Nadia Fictive <nadia.fictive@gazette.example>\r\nSubject: A fictional tip\r\n\r\n${words}\r\n`)

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`never: ${what}; said: ${said.join(' | ')}`)
}

const hashes = async () => (await app.inbox.all()).map((item) => item.sha256)
const isTakenIn = (bytes: Uint8Array) => async () => (await hashes()).includes(sha256(bytes))
const isMoved = (name: string) => () =>
  !existsSync(join(folder, name)) && readdirSync(join(folder, 'taken')).some((one) => one.endsWith(`-${name}`))

/** As a mail program puts it there: whole, under its name at once. */
function drop(name: string, bytes: Uint8Array): void {
  writeFileSync(join(aside, name), bytes)
  renameSync(join(aside, name), join(folder, name))
}

describe('the watched folder', () => {
  it('takes every message in, and moves it once it is on disk', async () => {
    await until(() => existsSync(join(folder, 'taken')), 'the folder is made')
    const names = readdirSync(MAILS).filter((name) => name.endsWith('.eml'))
    expect(names.length).toBeGreaterThan(5)
    for (const name of names) copyFileSync(join(MAILS, name), join(folder, name))
    for (const name of names) await until(isMoved(name), `${name} is moved`)
    const kept = await hashes()
    for (const name of names) expect(kept).toContain(sha256(readFileSync(join(MAILS, name))))
    for (const name of names) expect(said.filter((line) => line.includes(`\`${name}\``))).toHaveLength(1)
    expect(said.join()).not.toMatch(/nadia|gazette/i)
  })

  it('waits for a writer to finish', async () => {
    const [begin, end] = [mail('The first half,'), Buffer.from(' and the second.\r\n')]
    for (let written = 0; written < begin.length; written += 8) {
      appendFileSync(join(folder, 'slow.eml'), begin.subarray(written, written + 8))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    appendFileSync(join(folder, 'slow.eml'), end)
    const whole = Buffer.concat([begin, end])
    await until(isTakenIn(whole), 'the whole message is taken in')
  })

  it('takes in again what was written after it was moved', async () => {
    const begin = mail('A writer that stalls')
    drop('stalled.eml', begin)
    await until(isMoved('stalled.eml'), 'the first part is moved')
    const [moved = ''] = readdirSync(join(folder, 'taken')).filter((one) => one.endsWith('-stalled.eml'))
    appendFileSync(join(folder, 'taken', moved), 'and goes on.\r\n')
    await until(isTakenIn(Buffer.concat([begin, Buffer.from('and goes on.\r\n')])), 'the rest is taken in')
  })

  it('leaves links, folders and other files alone, and says so once', async () => {
    const secret = join(root, 'secret.eml')
    writeFileSync(secret, mail('Not handed in'))
    symlinkSync(secret, join(folder, 'link.eml'))
    mkdirSync(join(folder, 'folder.eml'))
    writeFileSync(join(folder, 'paper.pdf'), 'x')
    writeFileSync(join(folder, '.hidden.eml'), mail('not finished'))
    writeFileSync(join(folder, 'coming.eml.part'), mail('not finished'))
    drop('after.eml', mail('Handed in after them'))
    await until(isMoved('after.eml'), 'the next message is moved')
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (const name of ['link.eml', 'folder.eml', 'paper.pdf', '.hidden.eml', 'coming.eml.part']) {
      expect(existsSync(join(folder, name)), name).toBe(true)
    }
    for (const name of ['link.eml', 'folder.eml', 'paper.pdf']) {
      expect(said.filter((line) => line.startsWith(`\`${name}\``))).toHaveLength(1)
    }
    expect(await hashes()).not.toContain(sha256(mail('Not handed in')))
    expect(await hashes()).not.toContain(sha256(mail('not finished')))
  })

  it('keeps what is broken, empty or a bomb, each as one item', async () => {
    const bombs: Readonly<Record<string, Uint8Array>> = {
      'empty.eml': Buffer.alloc(0),
      'noise.eml': Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256),
      'charset.eml': Buffer.from(
        'Subject: x\r\nContent-Type: text/plain; charset=martian\r\n\r\n\xff\xfe words',
        'latin1',
      ),
      'nested.eml': Buffer.from(
        Array.from({ length: 60 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(
          '',
        ),
      ),
      'bomb.eml': Buffer.from(
        `Subject: zip\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n${gzipSync(Buffer.alloc(5_000_000)).toString('base64')}`,
      ),
    }
    for (const [name, bytes] of Object.entries(bombs)) drop(name, bytes)
    for (const [name, bytes] of Object.entries(bombs)) {
      await until(isMoved(name), `${name} is moved`)
      expect(
        (await hashes()).filter((hash) => hash === sha256(bytes)),
        name,
      ).toHaveLength(1)
    }
  })

  it('keeps a message too large to be read in beside the others, with an item that says so', async () => {
    const path = join(aside, 'large.eml')
    writeFileSync(path, 'Subject: large\r\n\r\n')
    truncateSync(path, 65 * 1024 * 1024)
    renameSync(path, join(folder, 'large.eml'))
    await until(() => readdirSync(join(folder, 'too-large')).length === 1, 'it is kept')
    const items = (await app.inbox.all()).filter((item) => item.words?.includes('large.eml'))
    expect(items).toHaveLength(1)
    expect(items[0]?.clock?.todo).toBe('link')
  })

  it('takes nothing in twice when it was cut off between taking in and moving', async () => {
    const bytes = mail('Taken in, and then the power went')
    await app.takeMail(bytes)
    drop('cut-off.eml', bytes)
    await until(isMoved('cut-off.eml'), 'it is moved')
    expect((await hashes()).filter((hash) => hash === sha256(bytes))).toHaveLength(1)
  })

  it.skipIf(process.getuid?.() === 0)('says once what it may not open, and takes it in when it may', async () => {
    const bytes = mail('Locked at first')
    writeFileSync(join(aside, 'locked.eml'), bytes)
    chmodSync(join(aside, 'locked.eml'), 0)
    renameSync(join(aside, 'locked.eml'), join(folder, 'locked.eml'))
    await until(() => said.some((line) => line.startsWith('`locked.eml` could not')), 'it is said')
    chmodSync(join(folder, 'locked.eml'), 0o600)
    await until(isMoved('locked.eml'), 'it is moved')
  })

  it('goes on where it was after it was stopped', async () => {
    await watcher.stop()
    const bytes = mail('Put there while nobody looked')
    drop('waiting.eml', bytes)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(existsSync(join(folder, 'waiting.eml'))).toBe(true)
    watcher = watch()
    await until(isTakenIn(bytes), 'it is taken in')
    expect((await app.verifyAll()).broken).toBe(null)
  })
})
