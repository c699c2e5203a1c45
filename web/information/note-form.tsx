import { useState } from 'react'
import type { CaseSummary } from '../../src/app/index.ts'
import { ask, type Problem, post, useAnswer } from '../api.ts'
import { counted } from '../format.ts'
import { goTo } from '../location.ts'
import { useMe } from '../me.tsx'
import { ActForm, ChoiceIn, Fold, LongIn, RadioIn, Refused, TextIn } from '../parts/act-form.tsx'
import { CHANNEL_NAMES } from './information-words.ts'

type Taken = {
  readonly kind: 'captured' | 'duplicate'
  readonly id: string
  readonly links: readonly { readonly case: string; readonly reference: string }[]
}

/** Writes down what somebody said, or hands in a message as it came. Both come in by the same door as everything else. */
export function NoteForm({
  about,
  onTaken,
  mayRead,
}: {
  /** A case that whoever writes says it is about. */
  readonly about: string | null
  readonly onTaken: () => void
  readonly mayRead: boolean
}) {
  const { me } = useMe()
  const [said, setSaid] = useState<string | null>(null)
  const answer = useAnswer<{ cases: readonly CaseSummary[] }>(about === null ? null : '/v1/cases')
  const found = answer?.ok ? answer.value.cases.find(({ id }) => id === about) : undefined
  const taken = async (item: Taken, party: string | undefined) => {
    const isLinked = item.links.some((one) => one.case === about)
    const linking =
      about === null || party === undefined || party === '' || isLinked
        ? null
        : await post(`/v1/information/${encodeURIComponent(item.id)}/links`, {
            case: about,
            party,
            because: `${me?.person?.name ?? 'whoever wrote it down'} says that it is about this party`,
          })
    if (linking?.ok === false) {
      setSaid(`Kept, and not linked to the case yet: ${linking.problem.detail}`)
      return onTaken()
    }
    setSaid(
      item.kind === 'duplicate'
        ? 'The very same words are kept already; that they came again is recorded.'
        : `Kept${item.links.length === 0 ? '' : ` and linked to ${counted(item.links.length, 'case', 'cases')}`}. Nobody can take it out.`,
    )
    onTaken()
    if (mayRead) goTo(`/information/${encodeURIComponent(item.id)}`)
  }
  return (
    <div className="note-form no-print" id="note">
      {said === null ? null : (
        <p className="callout is-quiet" role="status">
          {said}
        </p>
      )}
      <div className="folds">
        <Fold label="Write down what you learned" isOpen={about !== null || !mayRead}>
          <ActForm<Taken>
            path="/v1/information"
            keep={`note-${about ?? ''}`}
            label="Keep it"
            start={{ channel: 'call-note', sourceProtection: 'restricted' }}
            body={({ text, subject, from, channel, sourceProtection }) => ({
              text,
              ...(subject?.trim() ? { subject: subject.trim() } : {}),
              ...(from?.trim() ? { from: from.trim() } : {}),
              channel,
              sourceProtection,
            })}
            onDone={(item, { party }) => void taken(item, party)}
          >
            <LongIn
              name="text"
              label="What was said or seen"
              hint="As close to the words as you can."
              rows={5}
              isNeeded
            />
            {found === undefined ? null : (
              <ChoiceIn
                name="party"
                label={`About which party of ${found.reference}`}
                isNeeded
                choices={found.parties.map(({ ref, name }) => [ref, name] as const)}
              />
            )}
            <TextIn name="subject" label="Subject" />
            <TextIn name="from" label="Who said it" hint="Kept, and shown to nobody who need not know." />
            <ChoiceIn name="channel" label="Way in" isNeeded choices={Object.entries(CHANNEL_NAMES)} />
            <RadioIn
              name="sourceProtection"
              label="Who may know the author"
              isNeeded
              choices={[
                {
                  value: 'restricted',
                  name: 'Protected',
                  means: 'marks of the author are taken out wherever it is shown',
                },
                { value: 'sealed', name: 'Sealed', means: 'for named handlers only' },
                { value: 'open', name: 'Open', means: 'the author speaks in public' },
              ]}
            />
          </ActForm>
        </Fold>
        <Fold label="Hand in a message">
          <Message onTaken={(item) => void taken(item, undefined)} />
        </Fold>
      </div>
    </div>
  )
}

function Message({ onTaken }: { readonly onTaken: (item: Taken) => void }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setIsSending] = useState(false)
  const send = async (file: File | undefined) => {
    if (file === undefined) return
    setIsSending(true)
    const answer = await ask<Taken>('/v1/information', {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: file,
    })
    setIsSending(false)
    if (answer.ok) onTaken(answer.value)
    else setProblem(answer.problem)
  }
  return (
    <div className="field">
      <label htmlFor="message-file">Message as a file (.eml)</label>
      <p className="hint" id="message-hint">
        As your mail program saves it. It is kept byte for byte.
      </p>
      <input
        id="message-file"
        type="file"
        accept=".eml,message/rfc822"
        aria-describedby="message-hint"
        onChange={(event) => void send(event.target.files?.[0])}
      />
      {isSending ? <p role="status">Taking it in…</p> : null}
      {problem === null ? null : <Refused problem={problem} />}
    </div>
  )
}
