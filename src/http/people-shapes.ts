/** The shapes of people and accounts, as they go over this door. */
import { z } from 'zod'
import { NODE_KINDS, PERMISSIONS, PERSON_ROLES, type Permission } from '../app/index.ts'

const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]]

const rolesSchema = z.array(z.enum(PERSON_ROLES)).readonly()

const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  roles: rolesSchema,
  agency: z.string().nullable().describe("The agency an official speaks for; null: the node's own"),
})

const byWhomAndWhen = { at: z.string().describe('Instant, UTC'), by: z.string().describe('Name') }

const accountSchema = personSchema
  .extend({
    isProgram: z.boolean().describe('It comes with a key in place of a password'),
    added: z.object(byWhomAndWhen),
    ended: z
      .object({ ...byWhomAndWhen, reason: z.string() })
      .nullable()
      .describe('null: in use; an ended account is never in use again'),
    passwordSet: z.object({
      ...byWhomAndWhen,
      isOwn: z.boolean().describe('The person set it'),
      isTemporary: z.boolean().describe('The person takes one of their own at the first sign-in'),
    }),
    signedInAt: z.string().nullable(),
  })
  .describe('An account, without what opens it')

const agencySchema = z.string().nullable().optional().describe("null: the node's own")
const temporarySchema = z
  .boolean()
  .optional()
  .describe('The person takes one of their own at the first sign-in; always so when another person sets it')
const passwordSchema = z.string().describe('12 characters or more')

export const PEOPLE_SHAPES: Readonly<Record<string, z.ZodType>> = {
  me: z
    .object({
      node: z.object({
        kind: z.enum(NODE_KINDS),
        name: z.string(),
        address: z.string().nullable(),
        state: z.string().nullable(),
      }),
      auth: z.enum(['none', 'local']).describe('none: one local user, who need not sign in'),
      person: personSchema.nullable().describe('null: nobody is signed in'),
      permissions: z.array(z.enum(PERMISSION_NAMES)).readonly(),
      people: z
        .array(personSchema.omit({ agency: true }))
        .readonly()
        .describe('Who can be named as a second person; empty when nobody is signed in'),
      hasAccounts: z.boolean().describe('false: accounts are on, and nobody has one yet'),
    })
    .describe('Who is here'),
  'sign-in': z.object({
    name: z.string(),
    password: z.string(),
    newPassword: passwordSchema.optional().describe('One of their own, in place of a temporary one'),
  }),
  'own-password': z.object({ current: z.string(), password: passwordSchema }),
  accounts: z.object({ accounts: z.array(accountSchema).readonly() }),
  account: accountSchema,
  'account-history': z.object({
    account: accountSchema,
    acts: z
      .array(z.object({ ...byWhomAndWhen, kind: z.string(), sentence: z.string().describe('Read after the name') }))
      .readonly()
      .describe('Oldest first'),
    earlierActs: z.int().describe('Left out, being older'),
  }),
  'new-person': z.object({
    name: z.string(),
    roles: rolesSchema,
    agency: agencySchema,
    password: passwordSchema,
    isTemporary: temporarySchema,
  }),
  'new-program': z.object({ name: z.string(), roles: rolesSchema.describe('sales or auditor: it decides nothing') }),
  program: z.object({ account: accountSchema, key: z.string().describe('Told once') }),
  'new-roles': z.object({ roles: rolesSchema, agency: agencySchema.describe('absent: as it is') }),
  'new-password': z.object({ password: passwordSchema, isTemporary: temporarySchema }),
  ending: z.object({ reason: z.string() }),
}
