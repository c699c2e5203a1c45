/** The shapes of whom and what the node has met. */
import { z } from 'zod'
import { OUTCOMES } from '../law/index.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()
const instant = z.string().describe('Instant, UTC')
const caseId = z.string().nullable().describe('null: assessed, and no case was opened on it')
const closed = z.enum(['released', 'refrained']).nullable()
const percent = z.number().nullable().describe('null: not known')

const shareSchema = z.object({ id: z.string(), name: z.string(), percent, reference: z.string() })

const screeningSchema = z
  .object({
    at: instant,
    assessment: z.string(),
    case: caseId,
    state: z.enum(['hits', 'clear', 'notPerformed']),
    because: z.string(),
    nameForms: list(z.string()),
    vouchedBy: list(z.string()),
    lists: list(
      z.object({
        source: z.string(),
        title: z.string(),
        state: z.enum(['current', 'stale', 'starter', 'supplement', 'missing']),
        version: z.string().nullable(),
        dataOn: z.string().nullable(),
        isRequired: z.boolean(),
        isInUse: z.boolean().describe('The version is the one in use now'),
      }),
    ),
  })
  .describe('Not performed is never clear')

const partySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    otherNames: list(z.string()),
    country: z.string().nullable(),
    roles: list(z.string()),
    meetings: list(
      z.object({
        case: caseId,
        assessment: z.string(),
        reference: z.string(),
        closed,
        exportOn: z.string(),
        ref: z.string(),
        roles: list(z.string()),
        askedAt: z.string(),
      }),
    ).describe('Newest first'),
    lastScreening: screeningSchema.nullable().describe('null: its assessment is not kept here'),
    hits: list(
      z.object({
        entry: z.string(),
        entryVersion: z.string(),
        name: z.string(),
        case: caseId,
        reference: z.string(),
        ref: z.string(),
        decision: z.enum(['true-match', 'false-match', 'undetermined']).nullable().describe('null: nobody decided'),
        reason: z.string().nullable(),
        by: z.string().nullable(),
        earlier: z.int().describe('Decisions on an earlier version, which hold no more'),
      }),
    ),
    information: list(
      z.object({
        item: z.string(),
        case: z.string(),
        reference: z.string(),
        because: z.string(),
        disposition: z.string().nullable(),
      }),
    ),
    owners: list(shareSchema),
    isOwnersAsked: z.boolean().describe('false: nobody ever asked who owns it'),
    owns: list(shareSchema),
    namesakes: list(z.object({ id: z.string(), name: z.string(), country: z.string().nullable() })).describe(
      'Others that bear one of its names; whether they are one is for a person to say',
    ),
  })
  .describe('One party, by name and country, as every case and assessment has it')

const itemSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    part: z.string().nullable(),
    descriptions: list(z.string()),
    classifications: list(
      z.object({
        eccn: z.string().nullable(),
        paragraph: z.string().nullable(),
        classifiedBy: z.string().nullable(),
        assessments: z.int(),
        lastAt: instant,
      }),
    ).describe('More than one: people do not agree, or the text changed'),
    orders: list(
      z.object({
        case: caseId,
        assessment: z.string(),
        reference: z.string(),
        destination: z.string(),
        endUser: z.string().nullable(),
        exportOn: z.string(),
        quantity: z.string().nullable(),
        unit: z.string().nullable(),
        valueUsd: z.string().nullable(),
        law: z.enum(OUTCOMES),
        closed,
        shippedOn: list(z.string()),
        at: instant,
      }),
    ).describe('Newest first'),
    precedents: list(
      z.object({
        case: z.string(),
        reference: z.string(),
        itemName: z.string(),
        isSameItem: z.boolean().describe('false: another item of the same entry'),
        destination: z.string().nullable(),
        outcome: z.enum([
          'released',
          'refrained',
          'granted',
          'granted-with-conditions',
          'denied',
          'returned-without-action',
        ]),
        by: z.string(),
        reason: z.string(),
        at: instant,
      }),
    ),
    precedentsLeftOut: z.int().describe('Of other items of its entry, past the newest fifty'),
  })
  .describe('One item: by its part number, or without one by its words')

const total = z.int().describe('How many were found; the answer may hold fewer')

export const MET_SHAPES: Readonly<Record<string, z.ZodType>> = {
  'parties-met': z.object({ parties: list(partySchema), total }),
  'party-met': partySchema,
  'items-met': z.object({ items: list(itemSchema), total }),
  'item-met': itemSchema,
}
