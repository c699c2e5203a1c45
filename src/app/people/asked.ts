/** What is asked of accounts, read field by field at the edge. */
import { z } from 'zod'
import type { InputFault } from '../../assessment/index.ts'
import { err, ok } from '../../base/index.ts'
import type { DeskResult, NodeKind } from '../desk.ts'
import { passwordFault } from './password.ts'
import { type PersonRole, ROLES_OF_NODE, ROLES_OF_PROGRAM } from './person.ts'

const MAX_NAME = 200

/** One line of visible text: nothing in it may steer how it is shown. */
const name = z
  .string({ error: 'is missing; give it as text' })
  .transform((value) => value.normalize('NFC').trim().replace(/ +/g, ' '))
  .refine((value) => value !== '', { error: 'is empty; write it out' })
  .refine((value) => [...value].length <= MAX_NAME, { error: `is longer than ${MAX_NAME} characters` })
  .refine((value) => value.isWellFormed() && !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(value), {
    error: 'holds characters that cannot be seen; write the name as it is read',
  })

/** True: the person takes a password of their own at the first sign-in. */
const isTemporary = z.boolean({ error: 'is neither true nor false' }).default(false)

const secret = z.string({ error: 'is missing; give it as text' })

export type NewPerson = {
  readonly name: string
  readonly roles: readonly PersonRole[]
  readonly agency: string | null
  readonly password: string
  readonly isTemporary: boolean
}

export function readNewPerson(input: unknown, node: NodeKind): DeskResult<NewPerson> {
  const read = readAs(
    z.strictObject({
      name,
      roles: rolesOf(node),
      agency: name.nullable().default(null),
      password: secret,
      isTemporary,
    }),
    input,
  )
  if (!read.ok) return read
  const fault = passwordFault(read.value.password, read.value.name)
  return fault === null ? read : invalid([{ field: 'password', sentence: fault }])
}

export function readNewProgram(input: unknown, node: NodeKind): DeskResult<Pick<NewPerson, 'name' | 'roles'>> {
  return readAs(z.strictObject({ name, roles: someOf(ROLES_OF_PROGRAM[node]) }), input)
}

export type NewRoles = Pick<NewPerson, 'roles'> & { readonly agency?: string | null | undefined }

/** `agency` absent: it stays. */
export function readNewRoles(input: unknown, node: NodeKind): DeskResult<NewRoles> {
  return readAs(z.strictObject({ roles: rolesOf(node), agency: name.nullable().optional() }), input)
}

export function readEnding(input: unknown): DeskResult<{ readonly reason: string }> {
  return readAs(z.strictObject({ reason: name }), input)
}

export function readNewPassword(
  input: unknown,
  ofName: string,
): DeskResult<{ readonly password: string; readonly isTemporary: boolean }> {
  const read = readAs(z.strictObject({ password: secret, isTemporary }), input)
  if (!read.ok) return read
  const fault = passwordFault(read.value.password, ofName)
  return fault === null ? read : invalid([{ field: 'password', sentence: fault }])
}

/** Of a password that somebody takes in place of one that others know. */
export function readTakenPassword({
  name,
  password,
  newPassword,
}: Credentials & { readonly newPassword: string }): DeskResult<string> {
  const fault =
    newPassword === password ? 'is the one that others know; take another' : passwordFault(newPassword, name)
  return fault === null ? ok(newPassword) : invalid([{ field: 'newPassword', sentence: fault }])
}

export function readOwnPassword(
  input: unknown,
  ofName: string,
): DeskResult<{ readonly current: string; readonly password: string }> {
  const read = readAs(z.strictObject({ current: secret, password: secret }), input)
  if (!read.ok) return read
  const fault = passwordFault(read.value.password, ofName)
  return fault === null ? read : invalid([{ field: 'password', sentence: fault }])
}

/** Longest name or password that is looked at. */
const MAX_TYPED = 2_000

export type Credentials = {
  readonly name: string
  readonly password: string
  readonly newPassword?: string | undefined
}

export function readCredentials(input: unknown): DeskResult<Credentials> {
  const typed = secret.max(MAX_TYPED, { error: `is longer than ${MAX_TYPED} characters` })
  return readAs(z.strictObject({ name: typed, password: typed, newPassword: typed.optional() }), input)
}

function rolesOf(node: NodeKind) {
  return someOf(ROLES_OF_NODE[node])
}

function someOf(known: readonly PersonRole[]) {
  return z
    .array(
      z.enum(known as [PersonRole, ...PersonRole[]], {
        error: ({ input }) =>
          `holds \`${String(input).slice(0, 60).toWellFormed()}\`, which is no role here; name some of ${known.join(', ')}`,
      }),
      { error: `is missing; give a list of some of ${known.join(', ')}` },
    )
    .min(1, { error: `is empty; name some of ${known.join(', ')}` })
    .transform((roles) => known.filter((role) => roles.includes(role)))
}

function readAs<T>(schema: z.ZodType<T>, input: unknown): DeskResult<T> {
  const read = schema.safeParse(input)
  if (read.success) return ok(read.data)
  return invalid(
    read.error.issues.map(({ path, message, code }) => ({
      field: path.join('.'),
      sentence:
        code === 'unrecognized_keys'
          ? 'holds fields that are not known here; leave them out'
          : path.length === 0
            ? 'the body is no object; give the fields by name'
            : message,
    })),
  )
}

function invalid(faults: readonly InputFault[]) {
  const [first] = faults
  const sentence = first === undefined ? 'something is missing' : sayFault(first)
  return err({ kind: 'desk.invalid' as const, sentence, faults })
}

function sayFault({ field, sentence }: InputFault): string {
  return field === '' ? sentence : `\`${field}\` ${sentence}`
}
