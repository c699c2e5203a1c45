/** What comes to a licensing office: packages, supplements, replies. Taken in or refused, and what was signed is kept. */
import { readSignedPackage } from '../../application/index.ts'
import { err, ok, type Result, sha256, unreachable } from '../../base/index.ts'
import {
  actLicensing,
  type Delivery,
  type LicensingAsked,
  type LicensingEvent,
  licensingCaseOf,
  type Official,
  type Reception,
  type RefusedPackage,
  receivePackage,
  receiveSupplement,
} from '../../licensing/index.ts'
import type { StreamReader } from '../../store/index.ts'
import type { Desk } from '../desk.ts'
import { POST, postOf } from '../post/recorded.ts'
import type { Handled, TurnedAway } from '../post/take.ts'
import { preparedAct, readLicensingAsked } from './asked.ts'
import {
  entryOfLicensing,
  LICENSING_STREAMS,
  licensingEntries,
  licensingIdOf,
  licensingTimeline,
  REFUSED_STREAM,
  streamOfLicensing,
} from './recorded.ts'

/** An application of a firm, as the firm names it. */
export type About = { readonly exporter: string; readonly exportersCase: string }

/** What was taken in, and into which case; entries and documents are to be appended with it. */
type TakenIn = Required<Handled> & { readonly id: string }
type Decision = Promise<Result<TakenIn, TurnedAway>>

/** Who brought it, and about which of its cases; `null`: it was handed in, and only its own signature speaks for it. */
type Bringer = { readonly name: string; readonly about: string } | null

/** Opens a case for a package, or refuses it: then the text stays as evidence and nothing else is touched. */
export async function takePackage(
  desk: Desk,
  reader: StreamReader,
  delivery: Delivery,
  from: Bringer,
  by: Official,
): Decision {
  const at = desk.now()
  const reception = await receptionOf(desk, reader, delivery, from)
  const received = receivePackage(delivery, reception)
  if (!received.ok) return refused(reader, received.error, delivery, from, by, at)
  if (from !== null && from.about !== received.value.exportersCase) return err({ sentence: notAbout(from.about) })
  const stream = streamOfLicensing(desk.newId())
  await reader.entries(stream)
  return ok(takenIn(stream, received.value, delivery, by, at))
}

function takenIn(stream: string, event: LicensingEvent, delivery: Delivery, by: Official, at: string): TakenIn {
  return {
    id: licensingIdOf(stream),
    entries: [{ stream, entry: entryOfLicensing(event, by, at) }],
    documents: documentsOf(delivery),
  }
}

/** The package of the same case anew: what is new in it is to be weighed. */
export async function takeSupplement(
  desk: Desk,
  reader: StreamReader,
  delivery: Delivery,
  from: Bringer,
  by: Official,
): Decision {
  const at = desk.now()
  const read = readSignedPackage(delivery.text)
  const about = read.ok
    ? { exporter: read.value.package.applicant, exportersCase: read.value.package.case }
    : { exporter: from?.name ?? '', exportersCase: from?.about ?? '' }
  const stream = await streamAbout(reader, about)
  if (stream === null) return err({ sentence: read.ok ? noSuchCase(about) : read.error.sentence })
  const state = licensingCaseOf(licensingTimeline(licensingEntries(await reader.entries(stream))))
  const received = receiveSupplement(state, delivery, await receptionOf(desk, reader, delivery, from))
  if (!received.ok) return refused(reader, received.error, delivery, from, by, at)
  if (from !== null && from.about !== about.exportersCase) return err({ sentence: notAbout(from.about) })
  return ok(takenIn(stream, received.value, delivery, by, at))
}

/**
 * What an applicant answers: to a question, or to an intent to deny. It speaks for itself alone.
 * @param body as `tellAuthority` makes it
 */
export async function takeReply(
  desk: Desk,
  reader: StreamReader,
  about: About,
  body: unknown,
  files: readonly Uint8Array[],
): Decision {
  const read = readLicensingAsked(body)
  if (!read.ok) return err({ sentence: read.error.sentence })
  const { value: given } = read
  if (given.kind !== 'query.acknowledged' && given.kind !== 'query.replied' && given.kind !== 'rebuttal.received')
    return err({ sentence: `\`${given.kind}\` is not for an applicant to say; reply to what was asked` })
  const prepared = preparedAct(given, desk.today())
  if (!prepared.ok) return err({ sentence: prepared.error.sentence })
  const { asked, papers } = prepared.value
  const brought = new Map<string, Uint8Array>([...files, ...papers].map((bytes) => [sha256(bytes), bytes]))
  const missing = documentsIn(asked).find((one) => !brought.has(one.sha256))
  if (missing !== undefined)
    return err({ sentence: `\`${missing.id}\` is named and did not come along; send it with the reply` })
  const stream = await streamAbout(reader, about)
  if (stream === null) return err({ sentence: noSuchCase(about) })
  const state = licensingCaseOf(licensingTimeline(licensingEntries(await reader.entries(stream))))
  const applicant = applicantOf(about.exporter)
  const acted = actLicensing(state, asked, applicant)
  const at = desk.now()
  if (!acted.ok) {
    const { sentence } = acted.error
    const event = { kind: 'act.refused', asked: asked.kind, sentence } as const
    return err({ sentence, entries: [{ stream, entry: entryOfLicensing(event, applicant, at) }] })
  }
  return ok({
    id: licensingIdOf(stream),
    entries: acted.value.map((event) => ({ stream, entry: entryOfLicensing(event, applicant, at) })),
    documents: [...brought.values()],
  })
}

/** A firm that speaks for itself: it holds no office here. */
export function applicantOf(exporter: string): Official {
  return { id: exporter, name: exporter, agency: exporter, roles: [] }
}

/** Newest first: an application that was returned may come again under the same reference. */
async function streamAbout(reader: StreamReader, { exporter, exportersCase }: About): Promise<string | null> {
  const firsts = await reader.firsts(LICENSING_STREAMS)
  const found = firsts.findLast(
    ({ entry }) => entry.body.exporter === exporter && entry.body.exportersCase === exportersCase,
  )
  return found?.stream ?? null
}

function noSuchCase({ exportersCase }: About): string {
  return `no application of case \`${exportersCase}\` came in here; send the application first`
}

function notAbout(about: string): string {
  return `the message says it is about \`${about}\`, and the package is of another case; send it under its own`
}

function documentsIn(asked: LicensingAsked) {
  return asked.kind === 'query.replied' || asked.kind === 'rebuttal.received' ? asked.documents : []
}

/** Exporters are counterparties of the node; one that brings a package brings its own. */
async function receptionOf(desk: Desk, reader: StreamReader, { text }: Delivery, from: Bringer) {
  const { counterparties } = postOf(await reader.entries(POST))
  return {
    authority: desk.node.name,
    receivedOn: desk.today(),
    exporters: counterparties.filter(({ kind, name }) => kind === 'exporter' && (from === null || name === from.name)),
    seen: await seenPackages(reader, text),
  }
}

/** Which case of the same applicant already rests on a package: as its first, or as a supplement. */
async function seenPackages(reader: StreamReader, text: string): Promise<Reception['seen']> {
  const read = readSignedPackage(text)
  if (!read.ok) return () => null
  // A package names its case, so that no other can rest on it.
  const { applicant, case: reference } = read.value.package
  const seen = new Map<string, string>()
  for (const { stream, entry } of await reader.firsts(LICENSING_STREAMS)) {
    if (entry.body.exporter !== applicant || entry.body.exportersCase !== reference) continue
    const events = licensingEntries(await reader.entries(stream)).map(({ event }) => event)
    const name = events.find((event) => event.kind === 'case.registered')?.reference ?? licensingIdOf(stream)
    for (const event of events) {
      if (event.kind === 'package.received' || event.kind === 'supplement.received') seen.set(event.package, name)
    }
  }
  return (hash) => seen.get(hash) ?? null
}

async function refused(
  reader: StreamReader,
  { kind, ...why }: RefusedPackage,
  { text }: Delivery,
  from: Bringer,
  { id, name, agency, roles }: Official,
  at: string,
): Decision {
  const before = await reader.entries(REFUSED_STREAM)
  // The same text refused again for the same reason adds nothing to know.
  const isTold = before.some(({ body }) => body.file === why.file && body.why === why.why)
  const body = { ...why, from: from?.name ?? null, official: { id, name, agency, roles } }
  return err({
    sentence: `the package was not taken in: ${why.sentence}; ${wayOn(why.why)}`,
    entries: isTold ? [] : [{ stream: REFUSED_STREAM, entry: { at, actor: name, kind, body } }],
    documents: isTold ? [] : [Buffer.from(text, 'utf8')],
  })
}

function wayOn(why: RefusedPackage['why']): string {
  switch (why) {
    case 'package.unknown-exporter':
      return 'register the key with this office first, compared by another way than the one it came by'
    case 'package.duplicate':
      return 'send what is new as a supplement'
    case 'package.altered':
    case 'package.signature':
    case 'package.key':
    case 'package.unreadable':
    case 'package.file':
    case 'package.exhibit':
      return 'send it again as it was signed'
    case 'package.draft':
    case 'package.incomplete':
      return 'complete it and sign it again'
    case 'package.other-case':
      return 'send it as an application of its own'
    default:
      return unreachable(why)
  }
}

function documentsOf({ text, files }: Delivery): readonly Uint8Array[] {
  return [Buffer.from(text, 'utf8'), ...files.map(({ bytes }) => bytes)]
}
