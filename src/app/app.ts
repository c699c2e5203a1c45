/**
 * One function for each thing a person can ask for: load, decide in the pure core, append. The doors (command line,
 * HTTP) hold no decisions of their own.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  type Assessment,
  assess,
  coverageOf,
  readTransaction,
  type ScreeningSnapshot,
  US_EXPORTER,
} from '../assessment/index.ts'
import { type Day, dayAt, err, ok, type Result, ulid } from '../base/index.ts'
import type { Actor, CaseEvent } from '../case/index.ts'
import type { Determination, LawTables } from '../law/index.ts'
import { changesBetween, type ListDelta, type SourceId } from '../lists/index.ts'
import type { Query } from '../match/index.ts'
import {
  type AssessmentSummary,
  loadLawTables,
  openSnapshotFiles,
  openStore,
  type Purpose,
  type Store,
} from '../store/index.ts'
import { type ApplicationDesk, openApplicationDesk } from './application/desk.ts'
import { type AuthorityDesk, openAuthorityDesk } from './authority/desk.ts'
import { runBeside } from './background.ts'
import { type BriefDesk, type BriefSources, openBriefDesk } from './brief/desk.ts'
import { type BulkAsked, type BulkSummary, screenFile } from './bulk/screen-file.ts'
import { actOnCase, type CaseProblem, type CaseView, type Context, openCase, showCase } from './cases.ts'
import { type AgainAsked, reassessCase } from './cases-again.ts'
import { type CaseBook, newCaseBook } from './cases-book.ts'
import { type CaseSummary, newCaseList } from './cases-listed.ts'
import { type Desk, LAW_TIME_ZONE, type NodeProfile } from './desk.ts'
import type { DownloadLimits } from './download.ts'
import { exportCase, type VerifiedStore, verifyAll } from './evidence.ts'
import { type FactAsked, type FactProblem, proveFact } from './evidence-fact.ts'
import { nodeSigner } from './evidence-key.ts'
import { type ForumDesk, openForumDesk } from './forum/desk.ts'
import { type ImportContext, type ImportReport, importPaths } from './import-lists.ts'
import { type InboxDesk, openInboxDesk } from './inbox/desk.ts'
import { watchMailFolder } from './inbox/mail-folder.ts'
import { newInbox, type Receipt, type TakenMail } from './inbox.ts'
import type { Standing } from './list-standing.ts'
import { readListsFolder } from './lists-folder.ts'
import { allStandings, fixedLists, keptLists, type ListsInUse } from './lists-in-use.ts'
import { type MetDesk, openMetDesk } from './met/desk.ts'
import { openLaw } from './open-law.ts'
import { openBearers } from './people/bearers.ts'
import { openPeopleDesk, type PeopleDesk } from './people/desk.ts'
import { openPeopleNow } from './people/roll.ts'
import { openPostDesk, type PostDesk } from './post/desk.ts'
import type { Problem } from './problem.ts'
import { PROGRAM_VERSION } from './program-version.ts'
import { type RefreshProgress, refreshLists } from './refresh-lists.ts'
import { type ScreenAnswer, screenName } from './screen-name.ts'
import { openScreeningDesk, type ScreeningDesk } from './screening/desk.ts'
import { type Status, statusOf, TROUBLE_EVENTS } from './status.ts'
import { openSuppressionDesk, type SuppressionDesk } from './suppressions/desk.ts'
import { beginUpkeep } from './upkeep.ts'
import { type WhyNotAnswer, whyNotMatched } from './why-not.ts'
import { openWorkDesk, type WorkDesk } from './work/desk.ts'
import { exporterRows } from './work/rows.ts'

export type AppOptions = {
  readonly dataDir: string
  /** Absent: the built-in database of the data directory. */
  readonly databaseUrl?: string | undefined
  /** A folder of official files; those not seen before are imported when the app opens. */
  readonly listsDir?: string | undefined
  /** Whose rows are seen and written. Default: `local`. */
  readonly org?: string
  /** False: only verbs that read lists and law; no database is started. */
  readonly needsDatabase: boolean
  /** `server`: owns the database and keeps the lists fresh in the background. Default: `command`. */
  readonly purpose?: Purpose
  readonly clock: () => Date
  /** The law, where it is loaded already. Default: it is loaded here. */
  readonly tables?: LawTables | undefined
  /** Hears, one calm line at a time, what goes on in the background. Default: nobody. */
  readonly say?: ((line: string) => void) | undefined
  /** A server takes in every message that is put here. Default: `mail` in the data directory. */
  readonly mailDir?: string | undefined
  /** False: a server downloads no list unless asked to. Default: true. */
  readonly mayDownload?: boolean | undefined
  /** A mirror of the official addresses: replaces `https://host` of each. */
  readonly downloadsFrom?: string | undefined
  readonly downloadLimits?: DownloadLimits | undefined
  /** Who runs this node. Default: an exporter that nobody else reaches. */
  readonly node?: NodeProfile | undefined
  /** A node of the forum of states, `https://host[:port]`, whose public records the brief tells of. */
  readonly forumPublic?: string | undefined
  /** Where a server sends the brief of each morning: mail server, sender, readers. Default: nowhere. */
  readonly mail?: { readonly url: string; readonly from: string; readonly to: readonly string[] } | undefined
  /** How often a server asks its peers in the forum, milliseconds. Default: 5,000. */
  readonly forumEveryMs?: number | undefined
  /** `local`: people sign in with accounts of this node. Default: one user, on this machine. */
  readonly auth?: 'local' | undefined
}

const UNNAMED_EXPORTER: NodeProfile = { kind: 'exporter', name: 'This firm', address: null, state: null }

export type ScreenOptions = {
  /** Screen against these lists and no others, such as those of a folder. Default: the lists in use. */
  readonly snapshot?: ScreeningSnapshot | undefined
}

export type AssessOptions = ScreenOptions & {
  /** Replaces the planned export date. */
  readonly on?: string | undefined
}

export type App = {
  /** Reads, assesses, and keeps the answer before giving it. */
  readonly assess: (input: unknown, options?: AssessOptions) => Promise<Result<Assessment, Problem>>
  /** `null`: there is none with this id. */
  readonly openAssessment: (id: string) => Promise<Assessment | null>
  /** Newest first. */
  readonly recentAssessments: (limit: number) => Promise<readonly AssessmentSummary[]>
  readonly screen: (query: Query, options?: ScreenOptions) => Promise<Result<ScreenAnswer, Problem>>
  /** A file of customers into a file of answers, on every core; goes on where it was cut off. */
  readonly screenFile: (asked: BulkAsked, options?: ScreenOptions) => Promise<Result<BulkSummary, string>>
  /** The same lists, as other screening services are asked of them. */
  readonly screening: ScreeningDesk
  /** Of any entry in use: what took from its score, whether it was a match or not. `entry`: list and key, or its name. */
  readonly whyNot: (query: Query, entry: string, options?: ScreenOptions) => Promise<Result<WhyNotAnswer, Problem>>
  readonly determine: (caseLine: unknown) => Result<Determination, Problem>
  readonly status: () => Promise<Status>
  readonly importLists: (paths: readonly string[]) => Promise<readonly ImportReport[]>
  /** Puts a version that waits in use, knowingly: name and reason are kept in the ledger. */
  readonly acceptList: (id: string, reason: string, by: string) => Promise<Result<Standing, Problem>>
  /** The other answer to a version that waits: it is kept, and not used. */
  readonly setListAside: (id: string, reason: string, by: string) => Promise<Result<Standing, Problem>>
  readonly refreshLists: (
    onProgress: (progress: RefreshProgress) => void,
    also?: readonly SourceId[],
  ) => Promise<readonly ImportReport[]>
  /** Entry by entry, from one version of a list to another. */
  readonly listChanges: (fromId: string, toId: string) => Promise<Result<ListDelta, Problem>>
  /** Opens a due-diligence case: what the assessment found, and every earlier piece of information on its parties. */
  readonly openCase: (
    from: CaseSource,
    actor: Actor,
    options?: { readonly revenueOwners?: readonly string[] },
  ) => Promise<Result<CaseView, Problem | CaseProblem>>
  /** Asks anew what the case was opened on, with the lists and the law of today and what was decided since. */
  readonly reassessCase: (id: string, asked: AgainAsked, actor: Actor) => Promise<Result<CaseView, CaseProblem>>
  /** `null`: there is no case with this id. `seq`: as it was known after that entry, from 0. */
  readonly showCase: (id: string, seq?: number) => Promise<CaseView | null>
  /** Oldest first. */
  readonly allCases: () => Promise<readonly CaseSummary[]>
  /** Records what a person does in a case, or refuses it with the way on. */
  readonly actOnCase: (id: string, asked: unknown, actor: Actor) => Promise<Result<readonly CaseEvent[], CaseProblem>>
  /** Keeps the bytes of a message, and links it to every case whose parties it names. */
  readonly takeMail: (bytes: Uint8Array, receipt?: Receipt) => Promise<TakenMail>
  /** A file that a stranger can verify without this program; `null`: there is no case with this id. */
  readonly exportCase: (id: string) => Promise<string | null>
  /** One fact of a case with its proof, for someone who does not trust us and has not the rest. */
  readonly proveFact: (id: string, asked: FactAsked) => Promise<Result<string, FactProblem>>
  /** Checks everything that is kept against its seals. */
  readonly verifyAll: () => Promise<VerifiedStore>
  readonly node: NodeProfile
  /** The desks of a node. Each throws when the app was opened without a database. */
  readonly people: PeopleDesk
  readonly work: WorkDesk
  readonly met: MetDesk
  readonly inbox: InboxDesk
  readonly application: ApplicationDesk
  readonly post: PostDesk
  readonly authority: AuthorityDesk
  readonly forum: ForumDesk
  readonly brief: BriefDesk
  readonly suppressions: SuppressionDesk
  /** The law as it ships. */
  readonly tables: LawTables
  /** The civil day in the jurisdiction of the law. */
  readonly today: () => Day
  readonly close: () => Promise<void>
}

/** What a case is opened from: an assessment that is kept, or a transaction that is assessed first. */
export type CaseSource = { readonly assessment: string } | ({ readonly transaction: unknown } & AssessOptions)

/**
 * @throws DatabaseUnavailable with a sentence, when a database is needed and cannot be had
 * @throws ListsUnreadable with a sentence, when no database may be used and `listsDir` cannot be read
 * @example
 * const app = await openApp({ dataDir, needsDatabase: true, clock: () => new Date() })
 * const answer = await app.assess(transaction)
 * await app.close()
 */
export async function openApp(options: AppOptions): Promise<App> {
  const { dataDir, databaseUrl, purpose = 'command', org = 'local' } = options
  const tables = options.tables ?? loadLawTables()
  const store = options.needsDatabase ? await openStore({ dataDir, databaseUrl, purpose, org }) : null
  try {
    if (store !== null && !store.database.hasOwnRole) {
      options.say?.(
        'the user of the database may not make roles, so statements run with its own rights; the tables refuse changes all the same',
      )
    }
    const lists = await openLists(options, store)
    return await assembleApp(options, tables, lists, store)
  } catch (error) {
    await store?.close()
    throw error
  }
}

/** The folder of lists that was named holds none that can be used. */
export class ListsUnreadable extends Error {
  override readonly name = 'ListsUnreadable'
}

async function openLists(options: AppOptions, store: Store | null): Promise<ListsInUse> {
  const files = openSnapshotFiles(options.dataDir, PROGRAM_VERSION)
  const isNothingKept = store === null && files.current() === null
  if (!isNothingKept || options.listsDir === undefined) return keptLists(files, store)
  const read = await readListsFolder(options.listsDir)
  if (!read.ok) throw new ListsUnreadable(read.error.sentence)
  return fixedLists(read.value.snapshot)
}

async function assembleApp(
  options: AppOptions,
  tables: LawTables,
  lists: ListsInUse,
  store: Store | null,
): Promise<App> {
  const now = () => options.clock().toISOString()
  const today = () => dayAt(now(), LAW_TIME_ZONE)
  const kept = () => {
    if (store === null) throw new Error('the app was opened without a database')
    return store
  }
  const context = (): ImportContext => ({ store: kept(), now, today, programVersion: PROGRAM_VERSION })
  const law = openLaw(tables)
  let refreshing: Map<string, RefreshProgress> | null = null
  const importLists = async (paths: readonly string[]) => {
    const reports = await importPaths(context(), paths)
    await lists.renew()
    return reports
  }
  /** What came into use is told in the brief of the next morning; it is written down while it is known. */
  const noticing = async <T>(done: T): Promise<T> => {
    await desks?.brief.noticeChanges()
    return done
  }
  const followed = async (
    onProgress: (progress: RefreshProgress) => void,
    run: (onProgress: (progress: RefreshProgress) => void) => Promise<readonly ImportReport[]>,
  ) => {
    const coming = new Map<string, RefreshProgress>()
    refreshing = coming
    try {
      const reports = await run((progress) => {
        coming.set(`${progress.source} ${progress.part}`, progress)
        onProgress(progress)
      })
      await lists.renew()
      return reports
    } finally {
      refreshing = null
    }
  }
  const upkeep =
    store === null
      ? null
      : beginUpkeep(options, store, {
          importNow: importLists,
          beside: (task, stop) =>
            followed(
              () => {},
              (onProgress) => runBeside(options, task, onProgress, stop),
            ),
          renew: lists.renew,
          today,
        })
  await upkeep?.ready
  const assessed: App['assess'] = async (input, { on, snapshot = lists.snapshot() } = {}) => {
    const transaction = readTransaction(on === undefined ? input : redated(input, on), tables)
    if (!transaction.ok) return transaction
    const askedAt = now()
    const assessment = assess({
      transaction: transaction.value,
      snapshot,
      tables,
      id: ulid(Date.parse(askedAt), randomBytes(16)),
      askedAt,
      today: today(),
      programVersion: PROGRAM_VERSION,
      suppressions: (await desks?.suppressions.made()) ?? [],
    })
    await kept().appendAssessment(assessment)
    return ok(assessment)
  }
  const peopleNow = options.auth === 'local' ? openPeopleNow() : null
  const cases = (): Context => ({ store: kept(), tables, now, peopleNow })
  const place = () => ({ ...cases(), dataDir: options.dataDir })
  const book = store === null ? null : newCaseBook(store.streams)
  const inbox = book === null ? null : newInbox(cases(), book)
  const caseList = store === null || book === null ? null : newCaseList(book, store)
  const takeMail: App['takeMail'] = async (bytes, receipt) => {
    if (inbox === null) throw new Error('the app was opened without a database')
    return inbox(bytes, receipt)
  }
  const status: App['status'] = async () =>
    statusOf({
      snapshot: lists.snapshot(),
      tables,
      today: today(),
      standings: store === null ? [] : await allStandings(store),
      troubles: store === null ? [] : await store.events(TROUBLE_EVENTS),
      refreshing: refreshing === null ? null : [...refreshing.values()],
      database: store?.database ?? null,
    })
  const { node = UNNAMED_EXPORTER } = options
  const desks =
    store === null || book === null
      ? null
      : openDesks(
          deskOver(options, store, { node, tables, now, today, peopleNow }),
          options,
          { status, takeMail, book },
          {
            snapshot: lists.snapshot,
            book,
            renew: lists.renew,
            forumAddress: options.forumPublic ?? null,
            mail: options.mail ?? null,
          },
        )
  if (options.purpose === 'server') {
    desks?.post.begin()
    desks?.forum.begin()
  }
  const mornings = options.purpose === 'server' ? desks?.brief.beginMornings() : undefined
  const mailFolder =
    options.purpose === 'server' && store !== null && node.kind === 'exporter'
      ? watchMailFolder({
          folder: options.mailDir ?? join(options.dataDir, 'mail'),
          take: takeMail,
          say: options.say ?? (() => {}),
        })
      : null
  const deskOf = <Name extends keyof Desks>(name: Name): Desks[Name] => {
    if (desks === null) throw new Error('the app was opened without a database')
    return desks[name]
  }
  return {
    node,
    get people() {
      return deskOf('people')
    },
    get work() {
      return deskOf('work')
    },
    get met() {
      return deskOf('met')
    },
    get inbox() {
      return deskOf('inbox')
    },
    get application() {
      return deskOf('application')
    },
    get post() {
      return deskOf('post')
    },
    get authority() {
      return deskOf('authority')
    },
    get forum() {
      return deskOf('forum')
    },
    get brief() {
      return deskOf('brief')
    },
    get suppressions() {
      return deskOf('suppressions')
    },
    tables,
    today,
    assess: assessed,
    openCase: async (from, actor, { revenueOwners = [] } = {}) => {
      const assessment = await sourceOfCase(kept(), assessed, from)
      if (!assessment.ok) return assessment
      const id = await openCase(cases(), assessment.value, actor, revenueOwners)
      const view = await showCase(cases(), id)
      if (view === null) throw new Error(`case ${id} is gone after it was opened`)
      return ok(view)
    },
    reassessCase: async (id, asked, actor) => {
      const suppressions = await deskOf('suppressions').made()
      const now = { snapshot: lists.snapshot(), today: today(), suppressions }
      const done = await reassessCase(cases(), id, asked, actor, now)
      if (!done.ok) return done
      const view = await showCase(cases(), id)
      if (view === null) throw new Error(`case ${id} is gone after it was assessed again`)
      return ok(view)
    },
    showCase: (id, seq) => showCase(cases(), id, seq),
    allCases: async () => {
      if (caseList === null) throw new Error('the app was opened without a database')
      return caseList()
    },
    actOnCase: (id, asked, actor) => actOnCase(cases(), id, asked, actor),
    takeMail,
    exportCase: (id) => exportCase(place(), id),
    proveFact: (id, asked) => proveFact(place(), id, asked),
    verifyAll: () => verifyAll(place()),
    openAssessment: (id) => kept().readAssessment(id),
    recentAssessments: (limit) => kept().recentAssessments(limit),
    screen: async (query, { snapshot = lists.snapshot() } = {}) => screenName(query, snapshot, tables, today()),
    screenFile: (asked, { snapshot = lists.snapshot() } = {}) =>
      screenFile(asked, { snapshot, unread: coverageOf(snapshot, tables, today(), US_EXPORTER).unreadLists }),
    screening: openScreeningDesk(lists.snapshot, tables, today),
    whyNot: async (query, entry, { snapshot = lists.snapshot() } = {}) => whyNotMatched(query, entry, snapshot),
    determine: (caseLine) => law.determine(caseLine, today()),
    status,
    importLists: async (paths) => noticing(await importLists(paths)),
    acceptList: async (id, reason, by) => {
      const accepted = await decideOnVersion(kept(), 'list.accepted', id, reason.trim(), by.trim(), now())
      if (accepted.ok) await lists.renew()
      return noticing(accepted)
    },
    setListAside: async (id, reason, by) => {
      const setAside = await decideOnVersion(kept(), 'list.set-aside', id, reason.trim(), by.trim(), now())
      if (setAside.ok) await lists.renew()
      return setAside
    },
    refreshLists: async (onProgress, also) =>
      noticing(
        await followed(onProgress, (tell) =>
          refreshLists(context(), {
            from: options.downloadsFrom,
            limits: options.downloadLimits,
            onProgress: tell,
            also,
          }),
        ),
      ),
    listChanges: (fromId, toId) => changesOf(kept(), fromId, toId),
    close: async () => {
      await mailFolder?.stop()
      await upkeep?.stop()
      await desks?.post.stop()
      await desks?.forum.stop()
      await mornings?.stop()
      await store?.close()
    },
  }
}

function deskOver(
  { dataDir, say = () => {} }: AppOptions,
  store: Store,
  rest: Pick<Desk, 'node' | 'tables' | 'now' | 'today' | 'peopleNow'>,
): Desk {
  const { now } = rest
  return {
    ...rest,
    store,
    dataDir,
    say,
    newId: () => ulid(Date.parse(now()), randomBytes(16)),
    signer: () => nodeSigner(dataDir, store, now),
  }
}

type Desks = ReturnType<typeof openDesks>

function openDesks(
  desk: Desk,
  { auth, forumEveryMs }: Pick<AppOptions, 'auth' | 'forumEveryMs'>,
  { status, takeMail, book }: Pick<App, 'status' | 'takeMail'> & { readonly book: CaseBook },
  briefSources: BriefSources,
) {
  const post = openPostDesk(desk)
  const forum = openForumDesk(desk, openBearers(desk, auth), forumEveryMs)
  const application = openApplicationDesk(desk, post)
  const authority = openAuthorityDesk(desk, post, forum)
  const inbox = openInboxDesk(desk, book, takeMail, LAW_TIME_ZONE)
  const suppressions = openSuppressionDesk(desk, book, briefSources.snapshot)
  return {
    people: openPeopleDesk(desk, auth),
    inbox,
    met: openMetDesk(desk.store, book, status),
    work: openWorkDesk([
      exporterRows({
        status,
        cases: book,
        information: inbox.all,
        today: desk.today,
      }),
      application.rows,
      authority.rows,
      forum.rows,
      suppressions.rows,
    ]),
    application,
    post,
    authority,
    forum,
    brief: openBriefDesk(desk, briefSources),
    suppressions,
  }
}

async function sourceOfCase(
  store: Store,
  assessed: App['assess'],
  from: CaseSource,
): Promise<Result<Assessment, Problem | CaseProblem>> {
  if ('transaction' in from) return assessed(from.transaction, from)
  const assessment = await store.readAssessment(from.assessment)
  return assessment === null ? err({ kind: 'assessment.unknown', id: from.assessment }) : ok(assessment)
}

/** The same input with another export date; anything that is no mapping is left for the reader to refuse. */
function redated(input: unknown, on: string): unknown {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input, exportOn: on } : input
}

async function decideOnVersion(
  store: Store,
  kind: 'list.accepted' | 'list.set-aside',
  id: string,
  reason: string,
  by: string,
  at: string,
): Promise<Result<Standing, Problem>> {
  if (reason === '') return err({ kind: 'list.acceptance-incomplete', missing: 'reason' })
  if (by === '') return err({ kind: 'list.acceptance-incomplete', missing: 'by' })
  const before = (await allStandings(store)).find((standing) => standing.version.id === id)
  if (before === undefined) return err({ kind: 'list.unknown-version', id })
  if (before.state !== 'quarantined') return err({ kind: 'list.not-waiting', id, state: before.state })
  await store.append({ at, actor: by, kind, body: { id, source: before.version.source, reason } })
  const after = (await allStandings(store)).find((standing) => standing.version.id === id)
  if (after === undefined) throw new Error(`version ${id} is gone after it was decided on`)
  return ok(after)
}

async function changesOf(store: Store, fromId: string, toId: string): Promise<Result<ListDelta, Problem>> {
  const known = new Set((await store.listVersions()).map((version) => version.id))
  for (const id of [fromId, toId]) if (!known.has(id)) return err({ kind: 'list.unknown-version', id })
  return ok(changesBetween(await store.partiesOf(fromId), await store.partiesOf(toId)))
}
