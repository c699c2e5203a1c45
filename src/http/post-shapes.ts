/** The shapes of the post between nodes. */
import { z } from 'zod'
import { MESSAGE_KINDS } from '../app/index.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()
const instant = z.string().describe('Instant, UTC')
const hashSchema = z.string().describe('SHA-256, hexadecimal')

export const counterpartySchema = z
  .object({
    name: z.string(),
    kind: z.enum(['exporter', 'authority']),
    key: z.string().describe('Ed25519 public key, hexadecimal'),
    address: z.string().nullable().describe('null: it is not reached from here'),
  })
  .describe('A node that is known here, its key compared by a named person')

export const outgoingSchema = z
  .object({
    id: z.string(),
    to: z.string(),
    kind: z.enum(MESSAGE_KINDS),
    about: z.string().describe("Reference of the exporter's case"),
    sha256: hashSchema.describe('Of the canonical message, which is kept'),
    queuedAt: instant,
    by: z.string().describe('Name'),
    state: z.enum(['waiting', 'delivered', 'turned-away']),
    settledAt: instant.nullable().describe('null: it waits'),
    sentence: z.string().describe('What the other node said last, or why it was not reached'),
    tries: z.int(),
    triedAt: instant.nullable(),
  })
  .describe('A message of this node and how far it got')

export const POST_SHAPES: Readonly<Record<string, z.ZodType>> = {
  message: z
    .object({
      key: z.string().describe('Ed25519 public key of the node that sends it, hexadecimal'),
      message: z.looseObject({
        version: z.literal(1),
        id: z.string(),
        from: z.string(),
        to: z.string(),
        at: instant,
        kind: z.enum(MESSAGE_KINDS),
        about: z.string(),
        files: list(
          z.object({
            id: z.string(),
            name: z.string(),
            mediaType: z.string(),
            sha256: hashSchema,
            base64: z.string(),
          }),
        ),
      }),
      signature: z.string().describe('Ed25519 over `unblind message 1`, a line break and the canonical message'),
    })
    .describe('One message as it travels: RFC 8785 text of this'),
  'message-taken': z
    .object({ outcome: z.enum(['taken', 'already-taken', 'refused']), sentence: z.string() })
    .describe('What became of a message that another node brought'),
  outbox: z.object({ messages: list(outgoingSchema) }).describe('Oldest first'),
  outgoing: outgoingSchema,
  counterparty: counterpartySchema,
  counterparties: z.object({
    key: z.string().describe('Of this node'),
    counterparties: list(counterpartySchema),
    strangers: z
      .object({ recorded: z.int().describe('On record one by one'), counted: z.int().describe('More, only counted') })
      .describe('Messages that no node known here signed'),
  }),
}
