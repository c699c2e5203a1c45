/** Names in the forum. State ids are given by the forum, because not every subscriber has an ISO 3166 code (Kosovo). */
import type { Brand } from '../base/index.ts'

/** `urn:forum:state:NO`. */
export type StateId = Brand<string, 'StateId'>

/** `urn:forum:group:NO:interception`, owned by the state it names, or `EVERYONE`. */
export type GroupId = Brand<string, 'GroupId'>

/** `urn:forum:person:NO:delegate-1`, listed by the state it names. */
export type PersonId = Brand<string, 'PersonId'>

/** All states that are members on the day; nobody defines it and nobody can change it. */
export const EVERYONE = 'urn:forum:group:all' as GroupId

const STATE = /^urn:forum:state:[A-Z]{2}$/
const OWNED = /^urn:forum:(group|person):([A-Z]{2}):[a-z0-9][a-z0-9-]{0,62}$/

export function parseStateId(text: string): StateId | null {
  return STATE.test(text) ? (text as StateId) : null
}

export function parseGroupId(text: string): GroupId | null {
  return text === EVERYONE || OWNED.exec(text)?.[1] === 'group' ? (text as GroupId) : null
}

export function parsePersonId(text: string): PersonId | null {
  return OWNED.exec(text)?.[1] === 'person' ? (text as PersonId) : null
}

/**
 * The id of a state by its two-letter code in the forum, `XK` for Kosovo.
 * @throws Error when the literal is not two capital letters: that is a bug, not bad input.
 */
export function stateId(code: string): StateId {
  const id = parseStateId(`urn:forum:state:${code}`)
  if (id === null) throw new Error(`not a state: ${code}`)
  return id
}

/** `NO`, for people. */
export function codeOfState(state: StateId): string {
  return state.slice('urn:forum:state:'.length)
}

/** The state that owns a group or lists a person; `null` for `EVERYONE`. */
export function stateOfName(name: GroupId | PersonId): StateId | null {
  const code = OWNED.exec(name)?.[2]
  return code === undefined ? null : stateId(code)
}
