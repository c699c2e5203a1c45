/** A running server makes the brief of each day by itself, at six in the morning of the law's zone or as soon after as it runs. */
import type { Desk } from '../desk.ts'
import { LAW_TIME_ZONE } from '../desk.ts'
import type { BriefDesk, BriefSources } from './desk.ts'

export type Mornings = {
  /** Makes what is due, as the clock does it. @returns whether it was due */
  readonly look: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

/** Hour of the day, in the law's zone. */
const MORNING_HOUR = 6
/** Also how long a server runs before its first look: lists that it fetches when it starts are in by then. */
const LOOK_EVERY_MS = 5 * 60_000

export function beginMornings(desk: Desk, brief: BriefDesk, mail: BriefSources['mail']): Mornings {
  let working: Promise<unknown> = Promise.resolve()
  const look = async () => {
    if (hourOf(desk.now()) < MORNING_HOUR) return false
    const today = desk.today()
    if ((await brief.editions('firm')).some((one) => one.on === today)) return false
    const made = await brief.make({}, null)
    if (!made.ok) throw new Error(made.error.sentence)
    desk.say(`brief of ${today}: ${made.value.firm.headline}`)
    if (mail !== null) await send(made.value.firm.id)
    return true
  }
  const send = async (id: string) => {
    if (mail === null) return
    const view = await brief.edition('firm', id)
    if (!view.ok) throw new Error(view.error.sentence)
    const sent = await brief.send(view.value.edition, mail.url, mail.from, mail.to)
    desk.say(sent.ok ? `brief ${id}: ${sent.value.accepted} of ${mail.to.length} e-mails sent` : sent.error.sentence)
  }
  const quietly = () => {
    working = working.then(look).catch((error: unknown) => {
      desk.say(`the brief could not be made: ${error instanceof Error ? error.message : String(error)}`)
    })
  }
  const timer = setInterval(quietly, LOOK_EVERY_MS)
  timer.unref()
  return {
    look,
    stop: async () => {
      clearInterval(timer)
      await working
    },
  }
}

function hourOf(instant: string): number {
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: LAW_TIME_ZONE })
  return Number(hour.format(new Date(instant)))
}
