/** The shapes of what came in, and of the worklist. */
import { z } from 'zod'
import { daySchema } from '../assessment/index.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()
const instant = z.string().describe('Instant, UTC')

const informationSchema = z
  .looseObject({
    id: z.string(),
    channel: z.string(),
    receivedAt: instant,
    sha256: z.string().describe('Of the bytes as they came, which are kept'),
    subject: z.string().nullable(),
    words: z.string().nullable().describe('Its author taken out; null: nothing could be read, a person must open it'),
    source: z.string().nullable().describe('Masked; null: none was named'),
    sourceProtection: z.enum(['open', 'restricted', 'sealed']),
    stage: z.enum(['unlinked', 'linked', 'triaged', 'disposed']),
    links: list(
      z.looseObject({
        case: z.string(),
        reference: z.string(),
        party: z.string(),
        because: z.string(),
        isRetroactive: z.boolean(),
        disposition: z.string().nullable().describe('null: it waits for one'),
      }),
    ),
    clock: z
      .looseObject({
        todo: z.enum(['link', 'triage', 'dispose']),
        dueOn: daySchema,
        isOverdue: z.boolean(),
        owner: z.enum(['officer', 'accountable executive']),
      })
      .nullable()
      .describe('null: none runs'),
    triage: list(z.looseObject({ finding: z.string(), reason: z.string(), by: z.string(), at: instant })),
    receivedTimes: z.int(),
    isComplete: z.boolean().describe('false: not all of it could be read, so that naming nobody says nothing'),
  })
  .describe('Something the firm now knows')

export const INFORMATION_SHAPES: Readonly<Record<string, z.ZodType>> = {
  'information-items': z.object({ information: list(informationSchema) }).describe('In the order it came'),
  'information-item': informationSchema,
  'information-taken': z
    .looseObject({
      kind: z.enum(['captured', 'duplicate']),
      id: z.string(),
      sha256: z.string(),
      links: list(z.looseObject({ case: z.string(), reference: z.string(), party: z.string() })),
      isComplete: z.boolean(),
    })
    .describe('That it is kept, and where it is linked; no word of it'),
  'information-changed': z
    .union([informationSchema, z.object({ id: z.string() })])
    .describe('The item; its id alone for whoever may not read it'),
  work: z
    .object({
      today: daySchema,
      rows: list(
        z.looseObject({
          kind: z.string(),
          id: z.string().describe('Of what it is about'),
          title: z.string(),
          why: z.string(),
          due: z.string().nullable().describe('null: no clock runs'),
          isOverdue: z.boolean(),
          owner: z.string().describe('Who can move it: a person or a role'),
          next: z.object({ label: z.string(), href: z.string() }),
        }),
      ),
    })
    .describe('What waits, the most pressing first'),
}
