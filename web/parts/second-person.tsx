import { useMe } from '../me.tsx'
import { TextIn, type Values } from './act-form.tsx'

/**
 * The second person an act needs. With accounts nobody names another in their own act: it is put to them, and they give or
 * decline it at their own sign-in. Without accounts the name is taken at its word.
 */
export function SecondPerson({ what }: { /** `Releasing`. */ readonly what: string }) {
  const { me } = useMe()
  if (me?.auth === 'local')
    return (
      <p className="second-note">
        {what} needs a second person who does not earn from the sale. It is put to them: it shows in their worklist, and
        counts once they give it.
      </p>
    )
  return (
    <TextIn
      name="second"
      label="Second person"
      hint={`${what} needs a second person who is not you and does not earn from the sale. Without accounts the name is taken at its word.`}
      isNeeded
    />
  )
}

type Second = {
  readonly second: 'ask' | { readonly id: string; readonly name: string; readonly roles: readonly string[] }
}

/** How the second person of a form is sent. */
export function useSecond(): {
  readonly secondOf: (values: Values) => Second
  /** Whose names an act with a second person will bear. */
  readonly namesOf: (values: Values) => readonly string[]
} {
  const { me } = useMe()
  const first = me?.person?.name ?? 'you'
  if (me?.auth === 'local')
    return { secondOf: () => ({ second: 'ask' }), namesOf: () => [first, 'the second person who gives it'] }
  return {
    secondOf: ({ second = '' }) => ({ second: { id: second.trim(), name: second.trim(), roles: ['officer'] } }),
    namesOf: ({ second = '' }) => [first, second.trim()],
  }
}
