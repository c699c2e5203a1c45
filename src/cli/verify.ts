/** `unblind verify`: an export file offline, or everything that is kept here. */
import { readFile } from 'node:fs/promises'
import { sayBrokenExport, verifyExport } from '../base/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'

type Flags = { readonly key?: string; readonly json?: boolean }

/** Exit 1 when something does not hold: the line names stream, entry and byte. @param path a file, or `db` */
export async function verifyCommand(io: Io, path: string, flags: Flags): Promise<ExitCode> {
  return path === 'db' ? verifyStore(io, flags) : verifyFile(io, path, flags)
}

async function verifyFile(io: Io, path: string, { key, json }: Flags): Promise<ExitCode> {
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) return refuse(io, `there is no file \`${path}\` that can be read; name an export, or \`db\``)
  const verified = verifyExport(bytes, key)
  if (json) io.out(`${JSON.stringify(verified)}\n`)
  if (!verified.ok) {
    if (!json) io.out(`${path} does not hold: ${sayBrokenExport(verified.error)}\n`)
    return EXIT.failed
  }
  if (json) return EXIT.done
  const { streams, documents, isTrusted } = verified.value
  for (const { id, entries } of streams) io.out(`${id}: ${entries} entries hold\n`)
  io.out(`${documents} documents are those that were named\nsigned with ${verified.value.key}\n`)
  if (!isTrusted)
    io.out('whose key that is, the file cannot show: compare it with the one you were given, or pass it with --key\n')
  return EXIT.done
}

async function verifyStore(io: Io, { key, json }: Flags): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const verified = await app.verifyAll()
    if (key !== undefined && key !== verified.key) {
      return refuse(io, `this node signs with \`${verified.key}\`, not with the key given`)
    }
    if (json) io.out(`${JSON.stringify(verified)}\n`)
    else if (verified.broken === null) {
      io.out(`${verified.entries} entries in ${verified.streams} streams and ${verified.documents} documents hold\n`)
      io.out(`root ${verified.root}\nsigned with ${verified.key}\n`)
    } else {
      const { stream, seq, byte, sentence } = verified.broken
      const place = [
        ...(stream === null ? [] : [`stream \`${stream}\``]),
        ...(seq === null ? [] : [`entry ${seq}`]),
        ...(byte === null ? [] : [`byte ${byte}`]),
      ].join(', ')
      io.out(`the store does not hold: ${place === '' ? '' : `${place}: `}${sentence}\n`)
    }
    return verified.broken === null ? EXIT.done : EXIT.failed
  } finally {
    await app.close()
  }
}
