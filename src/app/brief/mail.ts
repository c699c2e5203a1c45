/** A brief as an e-mail: in counts and codes, for it passes through the hands of others. Names are behind the sign-in. */
import { createTransport } from 'nodemailer'
import { err, ok, type Result } from '../../base/index.ts'
import { type Edition, editionUuid, writeEmail } from '../../brief/index.ts'
import type { DeskProblem, DeskResult } from '../desk.ts'

export type Envelope = {
  readonly from: string
  /** Each gets a message of their own: nobody learns who else reads it. */
  readonly to: readonly string[]
  /** Where the reader opens the whole edition after signing in; `null`: not told. */
  readonly address: string | null
}

/** One message as a file, RFC 5322; to the first reader where there are several. */
export async function emlOf(edition: Edition, envelope: Envelope): Promise<DeskResult<Buffer>> {
  const readers = checkedReaders(envelope)
  if (!readers.ok) return readers
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail(messageTo(readers.value[0] ?? '', edition, envelope))
  return ok(Buffer.isBuffer(message) ? message : Buffer.alloc(0))
}

export type Sent = { readonly accepted: number; readonly refused: readonly { readonly sentence: string }[] }

/** @param url `smtp://user:password@host:port`, or `smtps://` */
export async function sendEdition(url: string, edition: Edition, envelope: Envelope): Promise<DeskResult<Sent>> {
  const readers = checkedReaders(envelope)
  if (!readers.ok) return readers
  if (!/^smtps?:\/\/[^\s/]+/i.test(url)) {
    return refused('desk.invalid', '`UNBLIND_SMTP_URL` is not the address of a mail server; write smtp://host:port')
  }
  const transport = createTransport(
    `${url}${url.includes('?') ? '&' : '?'}connectionTimeout=10000&greetingTimeout=10000&socketTimeout=30000`,
  )
  try {
    let accepted = 0
    const failures: { sentence: string }[] = []
    for (const reader of readers.value) {
      try {
        await transport.sendMail(messageTo(reader, edition, envelope))
        accepted += 1
      } catch (error) {
        failures.push({ sentence: error instanceof Error ? error.message : String(error) })
      }
    }
    if (accepted === 0) {
      const [first] = failures
      return refused(
        'desk.unreachable',
        `the mail server took none of ${readers.value.length} messages (${first?.sentence ?? 'no reason given'}); see that it runs and try again`,
      )
    }
    return ok({ accepted, refused: failures })
  } finally {
    transport.close()
  }
}

function messageTo(to: string, edition: Edition, { from, address }: Envelope) {
  const { subject, text, html } = writeEmail(edition, address)
  return {
    from,
    to,
    subject,
    text,
    html,
    date: new Date(edition.madeAt),
    // The same edition is the same message, however often it is sent.
    messageId: `<${editionUuid(edition)}@brief.unblind.invalid>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** One plain address: no list, no name, nothing that could begin another header. */
const ADDRESS = /^[^\s<>,;:"()[\]\\@]{1,64}@[^\s<>,;:"()[\]\\@]{1,255}$/

function checkedReaders({ from, to }: Envelope): Result<readonly string[], DeskProblem> {
  for (const address of [from, ...to]) {
    if (!ADDRESS.test(address)) {
      return refused('desk.invalid', `\`${address.slice(0, 100)}\` is not an e-mail address; write name@host`)
    }
  }
  if (to.length === 0) return refused('desk.invalid', 'no reader is named; give an e-mail address')
  return ok([...new Set(to)])
}

function refused(kind: DeskProblem['kind'], sentence: string): Result<never, DeskProblem> {
  return err({ kind, sentence })
}
