/** An act of an official: asked of the one gate under the lock of the ledger, recorded with what it says to the applicant. */
import { type Canonical, canonical, err, ok, sha256 } from '../../base/index.ts'
import {
  actLicensing,
  afterLicensing,
  type DecisionLetter,
  decisionLetter,
  type LicensingAsked,
  type LicensingCase,
  type LicensingEvent,
  type LicensingRefusal,
  letterHash,
  licensingCaseOf,
  type Official,
  tellApplicant,
} from '../../licensing/index.ts'
import { letterPdf } from '../../papers/index.ts'
import type { StreamReader } from '../../store/index.ts'
import type { Desk, DeskProblem, DeskResult } from '../desk.ts'
import type { Person } from '../people/person.ts'
import type { Enclosed, PostDesk } from '../post/desk.ts'
import type { MessageFile } from '../post/message.ts'
import { POST } from '../post/recorded.ts'
import { type Prepared, preparedAct, readLicensingAsked } from './asked.ts'
import { entryOfLicensing, licensingEntries, licensingTimeline, officialOf, streamOfLicensing } from './recorded.ts'
import { noCase } from './show.ts'

/**
 * Records what an official does, or says why not and what would make it possible. What the applicant is to be told goes into
 * the outbox with it, all or nothing.
 */
export async function actOnLicensing(
  { store, now, today, peopleNow }: Desk,
  post: PostDesk,
  id: string,
  input: unknown,
  by: Official,
): Promise<DeskResult<readonly LicensingEvent[]>> {
  const read = readLicensingAsked(input)
  if (!read.ok) return read
  const { value: given } = read
  const stream = streamOfLicensing(id)
  const acted = await store.streams.append<DeskResult<readonly LicensingEvent[]>>(
    async (reader) => {
      const timeline = licensingTimeline(licensingEntries(await reader.entries(stream)))
      if (timeline.length === 0) return { result: err(noCase(id)), entries: [] }
      const state = licensingCaseOf(timeline)
      // An agency that was not asked learns nothing of the case, not even that it is there.
      if (by.agency !== state.authority && !state.consultations.some(({ agency }) => agency === by.agency))
        return { result: err(noCase(id)), entries: [] }
      const prepared = given.kind === 'letter.issued' ? issuing(state, today()) : preparedAct(given, today())
      if (!prepared.ok) return { result: prepared, entries: [] }
      const { papers } = prepared.value
      const at = now()
      const people = peopleNow === null ? null : await peopleNow(reader)
      const asked = withPerson(people, state, prepared.value.asked)
      const changed = refuseStranger(people, asked) ?? refuseForProposer(people, state, asked)
      const acted = changed === null ? actLicensing(state, asked, by) : err(changed)
      if (!acted.ok) {
        const event = { kind: 'act.refused', asked: asked.kind, sentence: acted.error.sentence } as const
        return {
          result: err(problemOf(acted.error)),
          // What only lacks words is no attempt at anything; the rest is remembered.
          entries:
            acted.error.kind === 'licensing.incomplete' ? [] : [{ stream, entry: entryOfLicensing(event, by, at) }],
        }
      }
      const told = await tell(post, reader, state, acted.value, by, at)
      if (!told.ok) return { result: told, entries: [] }
      return {
        result: ok(acted.value),
        entries: [
          ...acted.value.map((event) => ({ stream, entry: entryOfLicensing(event, by, at) })),
          ...told.value.flatMap(({ entries }) => entries),
        ],
        documents: [...papers, ...told.value.flatMap(({ documents }) => documents)],
      }
    },
    [stream, POST],
  )
  if (acted.ok) post.wake()
  return acted
}

/** Whom it is assigned to is kept by account, so that another of the same name later is not taken for them. */
function withPerson(
  people: readonly Person[] | null,
  { authority }: LicensingCase,
  asked: LicensingAsked,
): LicensingAsked {
  if (people === null || asked.kind !== 'case.assigned') return asked
  const found = people.find(({ id, name }) => id === asked.officer || name === asked.officer)
  const official = found === undefined ? null : officialOf(found, authority)
  return official?.agency === authority && official.roles.includes('officer')
    ? { ...asked, officer: official.name, officerId: official.id }
    : asked
}

function refuseStranger(people: readonly Person[] | null, asked: LicensingAsked): LicensingRefusal | null {
  if (people === null || asked.kind !== 'case.assigned' || asked.officerId !== undefined) return null
  return {
    kind: 'licensing.not-now',
    sentence: `\`${asked.officer.slice(0, 60).toWellFormed()}\` is no officer of this office; name one who has an account here`,
  }
}

/** Two stand behind a decision: who proposed it must be one who still may. Sent back, it is for another to propose. */
function refuseForProposer(
  people: readonly Person[] | null,
  { proposal, authority }: LicensingCase,
  asked: LicensingAsked,
): LicensingRefusal | null {
  if (people === null || proposal === null || asked.kind !== 'decision.countersigned' || !asked.isAccepted) return null
  const { id, name } = proposal.by
  const person = people.find((one) => one.id === id)
  const now = person === undefined ? null : officialOf(person, authority)
  return now?.agency === authority && now.roles.includes('officer')
    ? null
    : {
        kind: 'licensing.not-permitted',
        sentence: `\`${name}\`, who proposed it, may do it no more; send it back, and let another officer propose it anew`,
      }
}

/** One message to the applicant for each event that its own case must know of. */
async function tell(
  post: PostDesk,
  reader: StreamReader,
  before: LicensingCase,
  events: readonly LicensingEvent[],
  by: Official,
  at: string,
): Promise<DeskResult<readonly Enclosed[]>> {
  const enclosed: Enclosed[] = []
  let state = before
  for (const event of events) {
    state = afterLicensing(state, { event, actor: by, at })
    const body = tellApplicant(event, state)
    if (body === null) continue
    const one = await post.enclose(
      reader,
      {
        to: state.exporter,
        kind: 'to-applicant',
        about: state.exportersCase,
        // Made of strings and lists of strings: what the exporter's own case takes.
        body: body as unknown as Canonical,
        files: event.kind === 'letter.issued' ? await letterFiles(state, at) : [],
      },
      by.name,
    )
    if (!one.ok) return one
    enclosed.push(one.value)
  }
  return ok(enclosed)
}

async function letterFiles(state: LicensingCase, madeAt: string): Promise<readonly MessageFile[]> {
  const made = decisionLetter(state)
  if (!made.ok) throw new Error(`a letter was issued that cannot be made: ${made.error.sentence}`)
  const file = (id: string, name: string, mediaType: string, bytes: Uint8Array): MessageFile => ({
    id,
    name,
    mediaType,
    sha256: sha256(bytes),
    base64: Buffer.from(bytes).toString('base64'),
  })
  return [
    file('letter', 'letter.json', 'application/json', letterText(made.value)),
    file('letter.pdf', 'letter.pdf', 'application/pdf', await letterPdf(made.value, madeAt)),
  ]
}

/** The letter is what the decision makes it: nobody types its hash. Its canonical text is kept under that hash. */
function issuing(state: LicensingCase, today: string): DeskResult<Prepared> {
  const made = decisionLetter(state)
  if (!made.ok) return err(problemOf(made.error))
  const asked: LicensingAsked = { kind: 'letter.issued', letter: letterHash(made.value), on: today }
  return ok({ asked, papers: [letterText(made.value)] })
}

/** Hashed, this gives the letter's hash. */
function letterText(letter: DecisionLetter): Uint8Array {
  return Buffer.from(canonical(letter), 'utf8')
}

export function problemOf({ kind, sentence }: LicensingRefusal): DeskProblem {
  switch (kind) {
    case 'licensing.not-permitted':
    case 'licensing.not-owned':
      return { kind: 'desk.not-permitted', sentence: `not recorded: ${sentence}` }
    case 'licensing.not-now':
      return { kind: 'desk.refused', sentence: `not recorded: ${sentence}` }
    case 'licensing.incomplete':
      return { kind: 'desk.invalid', sentence: `not recorded: ${sentence}` }
  }
}
