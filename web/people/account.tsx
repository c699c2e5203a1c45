import { useState } from 'react'
import type { Me } from '../../src/app/index.ts'
import { ask } from '../api.ts'
import { useMe } from '../me.tsx'
import { ActForm, TextIn } from '../parts/act-form.tsx'
import { PageHead, Section, Strip } from '../parts/section.tsx'
import { useTitle } from '../title.ts'
import { roleInWords } from './roles.tsx'

/** Whoever is signed in: who they are here, and their password. */
export function AccountPage() {
  useTitle('Your account')
  const { me } = useMe()
  if (me?.person == null) return null
  const { name, roles, agency } = me.person
  return (
    <>
      <PageHead eyebrow={me.node.name} title={name} lead="What you do here is recorded under this name." />
      <Strip
        facts={[
          { name: 'Roles', value: roles.map((role) => roleInWords(me.node.kind, role)).join(', ') },
          ...(agency === null ? [] : [{ name: 'Speaks for', value: agency }]),
          {
            name: 'Beside you',
            value: me.people.length === 0 ? 'nobody else has an account' : me.people.map((one) => one.name).join(', '),
            isWide: true,
          },
        ]}
      />
      {me.auth === 'none' ? (
        <p className="callout is-quiet">
          This program runs for one person at this machine, without accounts. Start it with{' '}
          <code>UNBLIND_AUTH=local</code> to let people sign in, each with roles of their own.
        </p>
      ) : (
        <>
          <Section id="password" title="Password">
            <PasswordForm />
          </Section>
          <Section id="leave" title="Sign out">
            <button type="button" onClick={() => void leave()}>
              Sign out
            </button>
          </Section>
        </>
      )}
    </>
  )
}

function PasswordForm() {
  const [isChanged, setIsChanged] = useState(false)
  return (
    <>
      {isChanged ? (
        <p className="callout is-quiet" role="status">
          Your password is changed. Wherever else you were signed in, you no longer are.
        </p>
      ) : null}
      <ActForm<Me>
        path="/v1/me/password"
        label="Change password"
        body={({ current = '', password = '' }) => ({ current, password })}
        check={({ password = '', again = '' }) =>
          password === again ? [] : [{ field: 'again', sentence: 'is not the same; type the new password once more' }]
        }
        onDone={() => setIsChanged(true)}
      >
        <TextIn name="current" label="Password now" type="password" autoComplete="current-password" isNeeded />
        <TextIn
          name="password"
          label="New password"
          hint="12 characters or more: four words that belong together for you alone are good."
          type="password"
          autoComplete="new-password"
          isNeeded
        />
        <TextIn name="again" label="New password again" type="password" autoComplete="new-password" isNeeded />
      </ActForm>
    </>
  )
}

async function leave(): Promise<void> {
  await ask('/v1/sign-out', { method: 'POST' })
  window.location.assign('/sign-in')
}
