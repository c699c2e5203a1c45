/** Progress of a download: a bar a file on a terminal, one line a file elsewhere. */
import { MultiBar, Presets, type SingleBar } from 'cli-progress'
import type { RefreshProgress } from '../app/index.ts'
import type { Io } from './io.ts'

export type Progress = { readonly update: (progress: RefreshProgress) => void; readonly stop: () => void }

export function progressOn(io: Io): Progress {
  return io.isErrTty ? bars() : lines(io)
}

function bars(): Progress {
  const format = '{title}  {part}  {bar}  {done} of {whole}  {note}'
  const all = new MultiBar(
    { format, hideCursor: true, clearOnComplete: false, stopOnComplete: false },
    Presets.shades_grey,
  )
  const known = new Map<string, SingleBar>()
  return {
    update: (progress) => {
      const key = `${progress.source} ${progress.part}`
      const words = wordsOf(progress)
      const bar = known.get(key) ?? all.create(1, 0, words)
      known.set(key, bar)
      const isDone = progress.state !== 'fetching'
      bar.setTotal(Math.max(1, progress.totalBytes ?? progress.receivedBytes * 2))
      bar.update(isDone && progress.state !== 'failed' ? bar.getTotal() : progress.receivedBytes, words)
    },
    stop: () => all.stop(),
  }
}

function lines(io: Io): Progress {
  return {
    update: (progress) => {
      if (progress.state === 'fetching') return
      const { title, part, done, note } = wordsOf(progress)
      io.err(`${title}, ${part}: ${progress.state} ${done}${note === '' ? '' : `, ${note}`}\n`)
    },
    stop: () => undefined,
  }
}

function wordsOf(progress: RefreshProgress) {
  return {
    title: progress.title.padEnd(38),
    part: progress.part.padEnd(8),
    done: megabytes(progress.receivedBytes),
    whole: progress.totalBytes === null ? 'size not said' : megabytes(progress.totalBytes),
    note: progress.sentence ?? (progress.state === 'fetching' ? '' : progress.state),
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
