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
    })
    .describe('Who is here'),
}
