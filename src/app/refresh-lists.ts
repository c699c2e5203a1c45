/** Fetches the newest official files of each source that is wanted and takes them in. What cannot be fetched leaves what is in use. */
import { US_EXPORTER } from '../assessment/index.ts'
import { type Sha256, sha256 } from '../base/index.ts'
import { type ListSource, type NamedFile, SOURCES, type SourceId } from '../lists/index.ts'
import type { LedgerEvent, Store } from '../store/index.ts'
import { type DownloadLimits, type DownloadProblem, download, type Freshness, USUAL_LIMITS } from './download.ts'
import { type ImportContext, type ImportReport, importSet } from './import-lists.ts'
import { versionOf } from './list-sets.ts'
import { STANDING_EVENTS, standings } from './list-standing.ts'

/** How one file of one source is coming along. */
export type RefreshProgress = {
  readonly source: SourceId
  readonly title: string
  readonly part: string
  readonly state: 'fetching' | 'fetched' | 'unchanged' | 'failed'
  readonly receivedBytes: number
  /** `null`: the server does not say. */
  readonly totalBytes: number | null
  /** When failed: why. */
  readonly sentence: string | null
}

export type RefreshOptions = {
  readonly onProgress: (progress: RefreshProgress) => void
  /** Replaces `https://host` of every official address, for a mirror inside a firm. */
  readonly from?: string | undefined
  readonly limits?: DownloadLimits | undefined
  /** Sources beyond those that coverage needs and those that are here already. */
  readonly also?: readonly SourceId[] | undefined
}

/** What was last fetched from an address. */
export type Fetched = { readonly sha256: Sha256; readonly freshness: Freshness; readonly at: string }

/** One report a source, in the order of sources; the sources themselves are fetched side by side. */
export async function refreshLists(context: ImportContext, options: RefreshOptions): Promise<readonly ImportReport[]> {
  const wanted = await wantedSources(context.store, options.also ?? [])
  const fetched = lastFetched(await context.store.events(['list.fetched']))
  const sets = await Promise.all(wanted.map((source) => fetchSource(context, source, fetched, options)))
  const reports: ImportReport[] = []
  // One after the other: each is compared with the version in use, and the ledger has one writer at a time anyway.
  for (const set of sets) reports.push(await settle(context, set))
  return reports
}

/** A list that nobody needs and nobody asked for is not fetched, so its publisher's troubles are not ours. */
async function wantedSources(store: Store, also: readonly SourceId[]): Promise<readonly ListSource[]> {
  const needed = new Set(US_EXPORTER.requires.flatMap((need) => need.lists))
  const here = new Set([...(await store.listVersions()).map((version) => version.source), ...also])
  return SOURCES.filter(
    (source) => source.downloads.length > 0 && (here.has(source.id) || source.lists.some((list) => needed.has(list))),
  )
}

/** The newest record of each address. */
export function lastFetched(events: readonly LedgerEvent[]): ReadonlyMap<string, Fetched> {
  const last = new Map<string, Fetched>()
  for (const { at, body } of events) {
    if (typeof body.address !== 'string' || typeof body.sha256 !== 'string') continue
    last.set(body.address, {
      sha256: body.sha256 as Sha256,
      freshness: { etag: textOrNull(body.etag), lastModified: textOrNull(body.lastModified) },
      at,
    })
  }
  return last
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

type FetchedPart = {
  readonly part: string
  readonly address: string
  readonly file: NamedFile
  readonly isNew: boolean
  readonly freshness: Freshness
}

type FetchedSource =
  | { readonly kind: 'whole'; readonly source: ListSource; readonly parts: readonly FetchedPart[] }
  | { readonly kind: 'failed'; readonly source: ListSource; readonly part: string; readonly problem: DownloadProblem }

async function fetchSource(
  context: ImportContext,
  source: ListSource,
  fetched: ReadonlyMap<string, Fetched>,
  options: RefreshOptions,
): Promise<FetchedSource> {
  const parts: FetchedPart[] = []
  for (const { part, address } of source.downloads) {
    const result = await fetchPart(context, source, part, address, fetched.get(address), options)
    if ('kind' in result) return { kind: 'failed', source, part, problem: result }
    parts.push(result)
  }
  return { kind: 'whole', source, parts }
}

async function fetchPart(
  context: ImportContext,
  source: ListSource,
  part: string,
  address: string,
  before: Fetched | undefined,
  options: RefreshOptions,
): Promise<FetchedPart | DownloadProblem> {
  const tell = (state: RefreshProgress['state'], receivedBytes: number, totalBytes: number | null, sentence?: string) =>
    options.onProgress({
      source: source.id,
      title: source.title,
      part,
      state,
      receivedBytes,
      totalBytes,
      sentence: sentence ?? null,
    })
  tell('fetching', 0, null)
  const held = before === undefined ? null : await context.store.fileBytes(before.sha256)
  const limits = { ...(options.limits ?? USUAL_LIMITS) }
  const result = await download(
    rebased(address, options.from),
    before !== undefined && held !== null ? before.freshness : null,
    (received, total) => tell('fetching', received, total),
    { ...limits, maxBytes: Math.min(limits.maxBytes, source.maxBytes) },
  )
  if (!result.ok) {
    tell('failed', 0, null, result.error.what)
    return result.error
  }
  const name = nameOf(address)
  if (result.value.kind === 'fetched') {
    const { bytes, freshness } = result.value
    tell('fetched', bytes.length, bytes.length)
    return { part, address, file: { name, bytes }, isNew: true, freshness }
  }
  if (held === null || before === undefined) {
    const problem = { kind: 'server-error', what: 'the server says nothing changed, but was not asked that' } as const
    tell('failed', 0, null, problem.what)
    return problem
  }
  tell('unchanged', held.length, held.length)
  return { part, address, file: { name, bytes: held }, isNew: false, freshness: before.freshness }
}

function rebased(address: string, from: string | undefined): string {
  if (from === undefined) return address
  const { pathname, search } = new URL(address)
  return `${from.replace(/\/$/, '')}${pathname}${search}`
}

function nameOf(address: string): string {
  return new URL(address).pathname.split('/').at(-1) ?? address
}

async function settle(context: ImportContext, fetched: FetchedSource): Promise<ImportReport> {
  if (fetched.kind === 'failed') return notReached(context, fetched)
  const { source, parts } = fetched
  const files = parts.map((part) => part.file)
  const report = await importSet(
    context,
    { source: source.id, files, version: versionOf(files), retrievedOn: context.today(), isExcerpt: false },
    'download',
  )
  // Remembered only when the bytes were kept: else the next time the server must send them again.
  if (report.outcome !== 'refused') {
    for (const part of parts) {
      if (!part.isNew) continue
      await context.store.append({
        at: context.now(),
        actor: 'unblind',
        kind: 'list.fetched',
        body: {
          source: source.id,
          part: part.part,
          address: part.address,
          sha256: sha256(part.file.bytes),
          etag: part.freshness.etag,
          lastModified: part.freshness.lastModified,
        },
      })
    }
  }
  return report
}

async function notReached(
  context: ImportContext,
  { source, part, problem }: Extract<FetchedSource, { kind: 'failed' }>,
): Promise<ImportReport> {
  const all = standings(await context.store.listVersions(), await context.store.events(STANDING_EVENTS))
  const current = all.find(({ version, state }) => version.source === source.id && state === 'current')
  const since = current?.retrievedOn ?? current?.version.dataOn
  const stays =
    current === undefined
      ? 'no version of it is here, so screening against it is not performed'
      : `the version in use${since ? ` (${since})` : ''} stays in use`
  const sentence = `${source.title}: \`${part}\` could not be fetched: ${problem.what}; ${stays}; try again later, or put the file into a folder and import it`
  await context.store.append({
    at: context.now(),
    actor: 'unblind',
    kind: 'list.not-reached',
    body: { source: source.id, part, problem: problem.kind, sentence },
  })
  return {
    files: [part],
    source: source.id,
    outcome: 'refused',
    id: null,
    parties: null,
    dataOn: null,
    sentence,
    notes: [],
    changes: null,
  }
}
