/** The shapes of the forum of states, as its pages and other nodes read them. */
import { z } from 'zod'
import { TOPICS } from '../app/index.ts'
import { daySchema } from '../assessment/index.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()
const instant = z.string().describe('Instant, UTC')
const hashSchema = z.string().describe('SHA-256 of the signed text')
const stateSchema = z.object({ code: z.string(), name: z.string() })
const faultsSchema = list(z.object({ field: z.string(), sentence: z.string() }))
const recipientsSchema = list(z.object({ to: z.string(), name: z.string(), why: z.string() }))

const saidSchema = z
  .object({
    word: z.string(),
    shape: z.enum(['filled', 'half', 'hollow', 'dashed', 'barred', 'tick', 'paper', 'line', 'split']),
    tone: z.enum(['plain', 'danger', 'action']),
    means: z.string(),
  })
  .describe('How a thing stands, in a word and a shape')

const labelSchema = z.object({
  tlp: z.enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']),
  said: saidSchema,
  caveats: list(z.string()),
  reach: z.string(),
  reachWords: z.string(),
})

const lineSchema = z.object({
  hash: hashSchema,
  type: z.string(),
  typeName: z.string(),
  title: z.string(),
  from: stateSchema,
  at: instant,
  said: saidSchema,
})

export const forumInboxSchema = z
  .object({
    state: stateSchema,
    awaited: list(
      z.object({
        hash: hashSchema,
        title: z.string(),
        from: stateSchema,
        why: z.string(),
        due: z.string().nullable(),
        isOverdue: z.boolean(),
        label: z.string(),
      }),
    ).describe('What waits for this state'),
    discussions: list(
      lineSchema.extend({
        topic: z.enum(TOPICS),
        topics: list(z.enum(TOPICS)),
        label: labelSchema,
        inside: list(lineSchema),
        records: z.int(),
        latestAt: instant,
        voices: list(stateSchema),
      }),
    ).describe('Newest last word first'),
    total: z.int().describe('How many discussions there are'),
    withheld: z.int().describe('Records held that are for other eyes'),
    waiting: z.int(),
    evidence: z.int(),
    refused: z.int(),
    failing: list(z.object({ state: stateSchema, since: instant, sentence: z.string() })),
  })
  .describe('What a state holds of the forum, as far as whoever asks may see it')

export const forumDiscussionSchema = z
  .object({
    state: stateSchema,
    root: hashSchema,
    title: z.string(),
    topic: z.enum(TOPICS).nullable(),
    records: list(
      lineSchema.extend({
        id: z.string(),
        isOwn: z.boolean(),
        depth: z.int(),
        label: labelSchema,
        basis: z.string(),
        group: z.string(),
        to: recipientsSchema,
        state: z.looseObject({ family: z.string(), is: z.string() }),
        corrections: list(z.object({ hash: hashSchema, at: instant, text: z.string() })),
        refs: list(z.object({ rel: z.string(), hash: hashSchema, title: z.string().nullable() })),
        reviewBy: z.string().nullable(),
        expires: z.string().nullable(),
        issuedBy: z.string().nullable(),
        arrivedAt: instant.nullable(),
        unacknowledged: list(stateSchema),
        body: z.unknown(),
        moves: list(z.object({ type: z.string(), rel: z.string(), label: z.string(), isAwaited: z.boolean() })),
      }),
    ).describe('Each after what it answers, oldest first'),
    withheld: z.int(),
  })
  .describe('A discussion, whole')

export const forumPreviewSchema = z
  .object({
    receives: recipientsSchema,
    leftOut: recipientsSchema,
    isPublic: z.boolean(),
    isOpen: z.boolean().describe('States that join later read it too'),
    label: labelSchema.nullable(),
    missed: list(stateSchema),
    refusal: z.string().nullable().describe('Why it cannot be signed as it stands'),
    faults: faultsSchema,
  })
  .describe('Who would read a draft and who would not')

export const forumIssuedSchema = z.object({ hash: hashSchema, id: z.string(), preview: forumPreviewSchema })

export const forumKeySchema = z.object({
  state: z.string(),
  authority: z.string(),
  key: z.string(),
  fingerprint: z.string().describe('To compare outside the network'),
  host: z.string().nullable(),
})

export const forumPageSchema = z.object({ records: list(z.string()), cursor: z.string(), isMore: z.boolean() })

export const peerReportSchema = z.object({
  state: z.string(),
  taken: z.int(),
  waiting: z.int(),
  refused: z.int(),
  sentence: z.string().nullable().describe('What is wrong with the peer; null: nothing'),
})

export const FORUM_SHAPES: Readonly<Record<string, z.ZodType>> = {
  'forum-inbox': forumInboxSchema,
  'forum-discussion': forumDiscussionSchema,
  'forum-draft': z
    .looseObject({
      type: z.string(),
      group: z.string().optional().describe('`all`, or the id of a group'),
      refs: list(z.object({ rel: z.string(), hash: hashSchema })).optional(),
      handling: z.looseObject({ tlp: z.string().optional() }).optional().describe('Without a label it is for nobody'),
      basis: z.string().optional(),
      body: z.record(z.string(), z.unknown()),
    })
    .describe('What a state is to say, before it is signed'),
  'forum-preview': forumPreviewSchema,
  'forum-issued': forumIssuedSchema,
  'forum-standing': z
    .looseObject({
      isSetUp: z.boolean(),
      missing: z.string().optional().describe('Of a seat that is not set up: what to do'),
      on: daySchema.optional(),
      members: list(z.looseObject({ state: stateSchema })).optional(),
      peers: list(z.looseObject({ state: stateSchema, address: z.string() })).optional(),
    })
    .describe('Members, newcomers, peers, and what waits, was refused or is kept as evidence'),
  'forum-key': forumKeySchema,
  'forum-founding-request': z.object({
    name: z.string(),
    founders: list(z.object({ state: z.string(), key: z.string() })),
  }),
  'forum-founding': z.object({ founding: z.string().describe('As signed') }),
  'forum-setup': z.object({
    founders: list(z.object({ state: z.string(), name: z.string(), from: daySchema })).optional(),
    genesis: list(z.string()),
    peers: list(z.object({ state: z.string(), address: z.string() })).optional(),
  }),
  'forum-peer': z.object({ state: z.string(), address: z.string() }),
  'forum-peers-asked': z.object({ peers: list(peerReportSchema) }),
  'forum-page': forumPageSchema,
}
