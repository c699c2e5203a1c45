/** What an authority writes to an applicant: its word in the case, through the same gate, and its papers beside it. */
import { err, ok } from '../../base/index.ts'
import { type Actor, type Asked, act } from '../../case/index.ts'
import type { StreamReader } from '../../store/index.ts'
import { readAsked } from '../cases-asked.ts'
import { CASE_STREAMS, caseIn, caseOfStream, entryOf, streamOfCase } from '../cases-recorded.ts'
import type { Desk } from '../desk.ts'
import type { Handler, Incoming } from '../post/take.ts'
import { type KeptPaper, type PaperEvent, paperEntry, papersOf, streamOfApplication } from './recorded.ts'

type Word = Extract<
  Asked,
  { kind: 'application.registered' | 'application.asked' | 'application.intent-to-deny' | 'application.decided' }
>

/** Takes a letter of the authority that has the application. The gate judges it as the authority's word. */
export function takeLetters(desk: Pick<Desk, 'now'>): Handler {
  return async (incoming, reader) => {
    const { message, from } = incoming
    const read = readAsked(message.body)
    if (!read.ok) return turned(`\`${read.error.field}\` ${read.error.sentence}`)
    const word = read.value
    if (!isWord(word)) return turned(`\`${word.kind}\` is not for an authority to say`)
    const id = await caseWith(reader, message.about, from.name)
    if (id === null) return turned(`no application of case \`${message.about}\` was sent to \`${from.name}\` from here`)
    const wrong = wrongDecision(word, incoming)
    if (wrong !== null) return turned(wrong)
    const stream = streamOfCase(id)
    const actor: Actor = { id: from.name, name: from.name, roles: [] }
    const acted = act(caseIn(await reader.entries(stream)), word, actor)
    if (!acted.ok) return turned(acted.error.sentence)
    const at = desk.now()
    const papers = streamOfApplication(id)
    await reader.entries(papers)
    const paper: PaperEvent = {
      kind: 'word.exchanged',
      message: message.id,
      from: from.name,
      to: message.to,
      word: word.kind,
      query: word.kind === 'application.asked' ? word.query : null,
      files: incoming.files.map(
        ({ id: file, name, mediaType, sha256, bytes }): KeptPaper => ({
          id: file,
          title: name,
          name,
          mediaType,
          sha256,
          size: bytes.length,
        }),
      ),
    }
    return ok({
      entries: [
        ...acted.value.map((event) => ({ stream, entry: entryOf(event, actor, at) })),
        { stream: papers, entry: paperEntry(paper, actor, at) },
      ],
      documents: incoming.files.map(({ bytes }) => bytes),
    })
  }
}

function isWord(asked: Asked): asked is Word {
  return (
    asked.kind === 'application.registered' ||
    asked.kind === 'application.asked' ||
    asked.kind === 'application.intent-to-deny' ||
    asked.kind === 'application.decided'
  )
}

/** A decision is in the name of who sends it, and the letter it names comes along. */
function wrongDecision(word: Word, { from, files }: Incoming): string | null {
  if (word.kind !== 'application.decided') return null
  const { authority, letter } = word.decision
  if (authority !== from.name) return `the decision is in the name of \`${authority}\`, and \`${from.name}\` sends it`
  return files.some(({ sha256 }) => sha256 === letter)
    ? null
    : 'the letter that the decision names did not come along; send it with the decision'
}

/** The case of that reference whose application is with the authority. */
async function caseWith(reader: StreamReader, reference: string, authority: string): Promise<string | null> {
  for (const { stream, entry } of await reader.firsts(CASE_STREAMS)) {
    if (entry.body.reference !== reference) continue
    const id = caseOfStream(stream)
    const { sent } = papersOf(await reader.entries(streamOfApplication(id)))
    // Whom it went to last: one that returned it has no say any more.
    if (sent.at(-1)?.to === authority) return id
  }
  return null
}

function turned(sentence: string): ReturnType<typeof err<{ readonly sentence: string }>> {
  return err({ sentence })
}
