import { useState } from 'react'
import type { AccountHistory, AccountView, Me } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { count, instantInWords } from '../format.ts'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { ActForm, Fold, TextIn } from '../parts/act-form.tsx'
import { PageHead, Section, Strip } from '../parts/section.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { useTitle } from '../title.ts'
import { passwordInWords } from './list.tsx'
import { RolesIn, rolesFault, rolesInWords, rolesOf, tickedRoles } from './roles.tsx'

/** One account: what it is, what can be done with it, and what happened to it. */
export function PersonPage({ id }: { readonly id: string }) {
  const { me, permits } = useMe()
  const [turn, setTurn] = useState(0)
  const [said, setSaid] = useState<string | null>(null)
  const answer = useAnswer<AccountHistory>(`/v1/people/${encodeURIComponent(id)}`, turn)
  useTitle(answer?.ok ? answer.value.account.name : 'Person')
  if (me === null || answer === null) return <Waiting what="Reading the account" />
  if (!answer.ok) {
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/people">Everybody who is here</a>
      </ProblemNotice>
    )
  }
  const { account, acts, earlierActs } = answer.value
  const done = (sentence: string) => {
    setSaid(sentence)
    setTurn(turn + 1)
  }
  const isOwn = account.id === me.person?.id
  return (
    <>
      <PageHead
        eyebrow={<a href="/people">People</a>}
        title={account.name}
        lead={account.ended === null ? undefined : `Ended: ${account.ended.reason}`}
      />
      {said === null ? null : (
        <p className="callout is-quiet" role="status">
          {said}
        </p>
      )}
      <Facts account={account} me={me} />
      {account.ended === null && permits('people.manage') ? (
        <Section id="change" title="Change">
          {isOwn ? (
            <p>
              This is your own account: another administrator changes its roles or ends it. Your password is under{' '}
              <a href="/account">your account</a>.
            </p>
          ) : (
            <Changes key={account.roles.join()} account={account} me={me} onDone={done} />
          )}
        </Section>
      ) : null}
      <Section id="acts" title="What happened" count={acts.length + earlierActs}>
        {earlierActs === 0 ? null : (
          <p className="soft small">{count(earlierActs)} earlier ones are kept and not shown here.</p>
        )}
        <Timeline
          moments={acts.map(({ at, by, kind, sentence }, i) => ({
            key: `${at} ${i}`,
            at,
            by,
            says: sentence,
            mark: by === 'unblind' ? 'program' : kind === 'person.sign-in-refused' ? 'refused' : undefined,
          }))}
        />
      </Section>
    </>
  )
}

function Facts({ account, me }: { readonly account: AccountView; readonly me: Me }) {
  const { roles, agency, added, signedInAt, passwordSet, ended, isProgram } = account
  return (
    <Strip
      facts={[
        { name: 'Roles', value: rolesInWords(me.node.kind, roles) },
        ...(agency === null ? [] : [{ name: 'Speaks for', value: agency }]),
        ...(isProgram
          ? [{ name: 'Comes with', value: 'a key, which holds until the account is ended' }]
          : [
              { name: 'Last signed in', value: signedInAt === null ? 'never' : instantInWords(signedInAt) },
              {
                name: 'Password',
                value: `${instantInWords(passwordSet.at)}, ${passwordInWords(passwordSet)}`,
              },
            ]),
        { name: 'Added', value: `${instantInWords(added.at)}, by ${added.by}` },
        ...(ended === null ? [] : [{ name: 'Ended', value: `${instantInWords(ended.at)}, by ${ended.by}` }]),
      ]}
    />
  )
}

function Changes({
  account,
  me: { node },
  onDone,
}: {
  readonly account: AccountView
  readonly me: Me
  readonly onDone: (sentence: string) => void
}) {
  const { id, name, roles, agency } = account
  const at = `/v1/people/${encodeURIComponent(id)}`
  return (
    <div className="stack">
      {account.isProgram ? (
        <p>Roles and key of a program are not changed: end it, and add another.</p>
      ) : (
        <>
          <Fold label="Change roles">
            <ActForm<AccountView>
              path={`${at}/roles`}
              label="Change roles"
              start={{ ...tickedRoles(roles), agency: agency ?? '' }}
              body={(values) => ({
                roles: rolesOf(node.kind, values),
                ...(node.kind === 'authority'
                  ? { agency: (values.agency ?? '').trim() === '' ? null : values.agency }
                  : {}),
              })}
              check={(values) => rolesFault(node.kind, values)}
              onDone={(after) =>
                onDone(`${name} is now ${rolesInWords(node.kind, after.roles)}, and signs in again to go on.`)
              }
            >
              <RolesIn kind={node.kind} />
              {node.kind === 'authority' ? (
                <TextIn name="agency" label="Agency" hint="For an adviser of another agency; empty: this office." />
              ) : null}
            </ActForm>
          </Fold>
          <Fold label="Set a new password">
            <ActForm<AccountView>
              path={`${at}/password`}
              label="Set password"
              body={({ password = '' }) => ({ password })}
              onDone={() =>
                onDone(`Tell ${name} the new password in person; at the next sign-in they take one of their own.`)
              }
            >
              <TextIn
                name="password"
                label="New password"
                hint="12 characters or more. It opens the next sign-in alone, where the person takes one of their own."
                type="password"
                autoComplete="new-password"
                isNeeded
              />
            </ActForm>
          </Fold>
        </>
      )}
      <Fold label="End account">
        <ActForm<AccountView>
          path={`${at}/end`}
          label="End account"
          body={({ reason = '' }) => ({ reason })}
          seal={() => ({
            consequence: account.isProgram
              ? `This ends ${name} for good: its key opens nothing any more. What it did stays.`
              : `This ends the account of ${name} for good: they are signed out and cannot sign in again. What they did stays.`,
            names: [],
          })}
          onDone={() => onDone(`The account of ${name} has ended.`)}
        >
          <TextIn name="reason" label="Reason" hint="Kept with the account, such as: left the firm." isNeeded />
        </ActForm>
      </Fold>
    </div>
  )
}
