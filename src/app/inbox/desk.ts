/** What came in: taken in, read in the order it came, linked to cases by a person, and said to concern nobody known. */
import type { InputFault } from '../../assessment/index.ts'
import { err, ok } from '../../base/index.ts'
import { actOnCase } from '../cases.ts'
import type { CaseBook } from '../cases-book.ts'
import { actorOf } from '../cases-person.ts'
import type { Desk, DeskResult } from '../desk.ts'
import type { Receipt, TakenMail } from '../inbox.ts'
import { INFORMATION } from '../inbox-information.ts'
import type { Person } from '../people/person.ts'
import { newInformationReader, type Triage } from './known.ts'
import { mailOfNote, readNote } from './note.ts'
import { type InformationReader, type InformationView, newInformationViews } from './shown.ts'

export type InboxDesk = InformationReader & {
  /** Keeps what a person typed as a message of its own. */
  readonly takeNote: (input: unknown) => Promise<DeskResult<TakenMail>>
  /** Links an item to a party of a case, as a person reads it. */
  readonly link: (id: string, input: unknown, person: Person) => Promise<DeskResult<InformationView>>
  /** Says what an item is about. Nothing is kept from a case that is opened later by it. */
  readonly triage: (id: string, input: unknown, person: Person) => Promise<DeskResult<InformationView>>
}

type TakeMail = (bytes: Uint8Array, receipt?: Receipt) => Promise<TakenMail>

export function openInboxDesk(desk: Desk, book: CaseBook, takeMail: TakeMail, timeZone: string): InboxDesk {
  const { store, today, now, tables, peopleNow } = desk
  const { all, open } = newInformationViews({ streams: store.streams, book, timeZone, today })
  const read = newInformationReader()
  const opened = async (id: string): Promise<DeskResult<InformationView>> => {
    const item = await open(id)
    return item === null ? unknown(id) : ok(item)
  }
  return {
    all,
    open,
    takeNote: async (input) => {
      const note = readNote(input)
      if (!note.ok) return invalid(note.error)
      const { channel, sourceProtection } = note.value
      return ok(await takeMail(mailOfNote(note.value), { channel, sourceProtection }))
    },
    link: async (id, input, person) => {
      const item = await open(id)
      if (item === null) return unknown(id)
      const asked = readTexts(input, ['case', 'party', 'because'])
      if (!asked.ok) return asked
      const { case: caseId = '', party = '', because = '' } = asked.value
      const acted = await actOnCase(
        { store, tables, now, peopleNow },
        caseId,
        { kind: 'information.linked', item: id, sha256: item.sha256, party, because, isRetroactive: false },
        actorOf(person),
      )
      if (acted.ok) return opened(id)
      switch (acted.error.kind) {
        case 'case.refused':
          return err({ kind: 'desk.refused', sentence: acted.error.refusal.sentence })
        case 'case.event-invalid':
          return invalid([acted.error])
        default:
          return err({ kind: 'desk.unknown', sentence: `there is no case \`${caseId}\`; see the list of cases` })
      }
    },
    triage: async (id, input, person) => {
      const asked = readTexts(input, ['finding', 'reason'])
      if (!asked.ok) return asked
      const { finding = '', reason = '' } = asked.value
      if (!isFinding(finding)) {
        const sentence = `is no finding; write ${FINDINGS.join(' or ')}`
        return invalid([{ field: 'finding', sentence }])
      }
      const refused = refuseTriage(person)
      if (refused !== null) return refused
      const taken = await store.streams.append(
        async (reader) => {
          const isKnown = read(await reader.entries(INFORMATION)).items.has(id)
          const entry = {
            at: now(),
            actor: person.name,
            kind: 'information.triaged',
            body: { item: id, finding, reason, person: personOf(person) },
          }
          return { result: isKnown, entries: isKnown ? [{ stream: INFORMATION, entry }] : [] }
        },
        [INFORMATION],
      )
      return taken ? opened(id) : unknown(id)
    },
  }
}

const FINDINGS: readonly Triage['finding'][] = ['concerns-a-case', 'concerns-nobody-known']

function isFinding(word: string): word is Triage['finding'] {
  return FINDINGS.some((one) => one === word)
}

function refuseTriage({ roles }: Person): DeskResult<never> | null {
  if (roles.includes('sales')) {
    return err({ kind: 'desk.not-permitted', sentence: 'who earns from sales may add information, never set it aside' })
  }
  return roles.includes('officer')
    ? null
    : err({ kind: 'desk.not-permitted', sentence: 'an officer says what information is about' })
}

function personOf({ id, name, roles }: Person) {
  return { id, name, roles: [...roles] }
}

const MAX_TEXT = 5_000

function readTexts(input: unknown, fields: readonly string[]): DeskResult<Readonly<Record<string, string>>> {
  const given = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {}
  const faults = fields.flatMap((field): InputFault[] => {
    const value = Object.hasOwn(given, field) ? given[field] : undefined
    if (typeof value !== 'string' || value.trim() === '') return [{ field, sentence: 'is missing, or is not text' }]
    if (value.length > MAX_TEXT) return [{ field, sentence: `is longer than ${MAX_TEXT} characters` }]
    return value.isWellFormed() ? [] : [{ field, sentence: 'holds half of a surrogate pair; send valid Unicode' }]
  })
  if (faults.length > 0) return invalid(faults)
  return ok(Object.fromEntries(fields.map((field) => [field, String(given[field])])))
}

function invalid(faults: readonly InputFault[]): DeskResult<never> {
  const sentence = faults.map(({ field, sentence: said }) => `\`${field}\` ${said}`).join('\n')
  return err({
    kind: 'desk.invalid',
    sentence,
    faults: faults.map(({ field, sentence: said }) => ({ field, sentence: said })),
  })
}

function unknown(id: string): DeskResult<never> {
  return err({ kind: 'desk.unknown', sentence: `nothing came in under the id \`${id.slice(0, 60).toWellFormed()}\`` })
}
