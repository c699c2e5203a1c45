/** The shapes of due-diligence cases and of the application of one. */
import { z } from 'zod'
import { packageSchema } from '../application/index.ts'
import { ACTION_STATES, assessmentSchema, COVERAGE_STATES } from '../assessment/index.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()
const instant = z.string().describe('Instant, UTC')
const day = z.string().describe('YYYY-MM-DD')
const hash = z.string().describe('SHA-256, hexadecimal')
const closedSchema = z.enum(['released', 'refrained']).nullable()
const stageSchema = z.enum(['none', 'prepared', 'signed', 'submitted', 'asked', 'intent-to-deny', 'decided'])

const actorSchema = z.looseObject({ id: z.string(), name: z.string(), roles: list(z.string()) })
const partySchema = z.looseObject({
  ref: z.string(),
  names: list(z.string()),
  roles: list(z.string()),
  country: z.string().nullable(),
})
const itemSchema = z.looseObject({ ref: z.string(), name: z.string(), eccn: z.string().nullable() })

export const blockSchema = z
  .object({ kind: z.string(), id: z.string(), sentence: z.string(), unblock: z.string(), who: z.string() })
  .describe('One thing that stands in the way, who can move it and how')

const scheduleSchema = z.object({
  lines: list(
    z.object({
      subject: z.string(),
      kind: z.enum(['red-flag', 'information', 'inquiry']),
      text: z.string(),
      dealtWith: z.string(),
    }),
  ),
  withheld: list(z.object({ ground: z.string(), count: z.int() })).describe('Counted, never named'),
})

export const caseEventSchema = z
  .looseObject({ kind: z.string().describe('noun.verbed') })
  .describe('What happened in a case; its other fields go with its kind')

const recordedSchema = z.looseObject({ event: caseEventSchema, actor: actorSchema, at: instant })

const applicationSchema = z.looseObject({
  stage: stageSchema,
  package: z.string().nullable().describe('SHA-256 of the package'),
  reference: z.string().nullable(),
  queries: list(z.looseObject({ query: z.string(), question: z.string(), answer: z.string().nullable() })),
  answerBy: z.string().nullable(),
  decision: z
    .looseObject({
      outcome: z.enum(['granted', 'granted-with-conditions', 'denied', 'returned-without-action']),
      authority: z.string(),
      reference: z.string(),
      conditions: list(z.string()),
    })
    .nullable(),
})

const stateSchema = z.looseObject({
  reference: z.string(),
  exportOn: z.string(),
  assessment: z.looseObject({ id: z.string(), sha256: hash }),
  law: z.string(),
  parties: list(partySchema),
  items: list(itemSchema),
  revenueOwners: list(z.string()).describe('Ids of people who earn from the sale'),
  flags: list(z.looseObject({ id: z.string(), text: z.string(), state: z.string() })),
  information: list(
    z.looseObject({
      item: z.string(),
      sha256: hash,
      party: z.string(),
      isRetroactive: z.boolean(),
      disposition: z.string().nullable().describe('null: it waits for one, and blocks'),
    }),
  ),
  questions: list(
    z.looseObject({ id: z.string(), text: z.string(), paragraph: z.string(), answer: z.string().nullable() }),
  ),
  screenings: list(z.looseObject({ party: z.string(), isComplete: z.boolean(), vouchedBy: list(actorSchema) })),
  hits: list(
    z.looseObject({
      party: z.string(),
      entry: z.string(),
      entryVersion: z.string(),
      decision: z.string().nullable().describe('null: nobody decided'),
    }),
  ),
  holds: list(
    z.looseObject({
      id: z.string(),
      reason: z.string(),
      source: z.string(),
      liftedBy: actorSchema.nullable().describe('null: it stands'),
    }),
  ),
  application: applicationSchema,
  duties: list(
    z.looseObject({
      id: z.string(),
      text: z.string(),
      paragraph: z.string(),
      dueOn: z.string().nullable(),
      isDone: z.boolean(),
    }),
  ),
  shipments: list(
    z.looseObject({
      shipment: z.string(),
      on: z.string(),
      quantity: z.string(),
      licence: z.string().nullable().describe('null: without one'),
    }),
  ),
  approvals: list(
    z.looseObject({ id: z.string(), sentence: z.string(), state: z.enum(['waiting', 'given', 'declined']) }),
  ),
  closed: closedSchema,
  openedBy: actorSchema,
})

export const caseSchema = z
  .looseObject({
    id: z.string(),
    state: stateSchema,
    assessment: assessmentSchema.nullable().describe('null: it is not kept here'),
    releaseBlocks: list(blockSchema).describe('What stands in the way of release; empty: nothing'),
    applicationBlocks: list(blockSchema).describe('What stands in the way of a signature'),
    schedule: scheduleSchema.describe('The disclosure schedule as it would go now'),
    words: z.record(z.string(), z.string()).describe('What each linked item says, its author protected, by its id'),
    timeline: list(recordedSchema).describe('Oldest first'),
    hashes: list(hash).describe('Of each entry of the timeline'),
  })
  .describe('A due-diligence case whole')

export const caseSummarySchema = z
  .looseObject({
    id: z.string(),
    reference: z.string(),
    openedAt: instant,
    openedBy: z.string(),
    exportOn: z.string(),
    closed: closedSchema,
    stage: stageSchema,
    parties: list(
      z.looseObject({ ref: z.string(), name: z.string(), roles: list(z.string()), country: z.string().nullable() }),
    ),
    items: list(itemSchema),
    destination: z.string().nullable(),
    law: z.string(),
    coverage: z.enum(COVERAGE_STATES).nullable().describe('null: its assessment is not kept here'),
    action: z.enum([...ACTION_STATES, '']),
    blocks: z.int().describe('How many things stand in the way of release'),
    blocksByKind: z.record(z.string(), z.int()),
    due: z.string().nullable().describe('By when something must be done next; null: no clock runs'),
  })
  .describe('A case in a line or two')

const keptPaperSchema = z.looseObject({ id: z.string(), title: z.string(), name: z.string(), sha256: hash })

export const applicationViewSchema = z
  .looseObject({
    caseId: z.string(),
    reference: z.string(),
    application: applicationSchema,
    draft: z.looseObject({
      package: packageSchema,
      hash,
      missing: list(z.object({ block: z.string(), sentence: z.string() })).describe('What the form still wants'),
      blocks: list(blockSchema),
      reasons: list(z.string()).describe('What keeps it a draft; empty: it can be signed'),
      vague: list(z.object({ block: z.string(), words: z.string(), advice: z.string() })),
    }),
    package: packageSchema.describe('What is to be read: the draft, or what the authority has'),
    canPrepare: z.boolean(),
    answers: z.looseObject({}).describe('What people filled in, block by block'),
    attachments: list(keptPaperSchema),
    prepared: z.looseObject({ package: hash, at: instant, by: z.string(), isCurrent: z.boolean() }).nullable(),
    signed: z
      .looseObject({
        package: hash,
        at: instant,
        by: z.string(),
        declaration: z.looseObject({ name: z.string(), title: z.string(), statement: z.string(), signedAt: instant }),
        key: z.string(),
        isCurrent: z.boolean().describe('It is what the case would make today'),
      })
      .nullable(),
    sentTo: z.string().nullable().describe('null: no authority has it'),
    authorities: list(z.string()).describe('Known here'),
    correspondence: list(
      z.looseObject({
        at: instant,
        who: z.string(),
        side: z.enum(['applicant', 'authority']),
        event: caseEventSchema,
        files: list(keptPaperSchema),
        delivery: z
          .looseObject({ id: z.string(), state: z.enum(['waiting', 'delivered', 'turned-away']), sentence: z.string() })
          .nullable()
          .describe('null: it came in, or never left the house'),
      }),
    ),
    letter: z
      .looseObject({
        reference: z.string(),
        authority: z.string(),
        on: day,
        sentences: list(z.looseObject({ text: z.string(), evidence: list(z.string()) })),
      })
      .nullable()
      .describe('The decision letter, each sentence with what it rests on'),
  })
  .describe('The application of a case as it stands')

export const CASE_SHAPES: Readonly<Record<string, z.ZodType>> = {
  cases: z.object({ cases: list(caseSummarySchema) }).describe('Oldest first'),
  case: caseSchema,
  'case-events': z.object({ events: list(caseEventSchema) }).describe('What was recorded'),
  'case-fact': z
    .looseObject({ format: z.string(), key: z.string(), stream: z.string(), seq: z.int(), entry: z.string(), hash })
    .describe('One entry of a case with the proof that it is in it'),
  'case-export': z.looseObject({}).describe('A file that anybody can verify; docs/export-format.md'),
  application: applicationViewSchema,
}
