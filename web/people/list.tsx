import { useState } from 'react'
import type { AccountView, Me, NewProgram } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted, dayInWords, instantInWords } from '../format.ts'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { ActForm, Fold, TextIn } from '../parts/act-form.tsx'
import { PageHead, Section } from '../parts/section.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { useTitle } from '../title.ts'
import { RolesIn, rolesFault, rolesInWords, rolesOf } from './roles.tsx'

/** Everybody who can act at this node, and everybody who once could. */
export function PeoplePage() {
  useTitle('People')
  const { me, permits } = useMe()
  const [turn, setTurn] = useState(0)
  const [program, setProgram] = useState<NewProgram | null>(null)
  const [added, setAdded] = useState<AccountView | null>(null)
  const answer = useAnswer<{ readonly accounts: readonly AccountView[] }>('/v1/people', turn)
  if (me === null || answer === null) return <Waiting what="Reading who is here" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  const living = answer.value.accounts.filter(({ ended, isProgram }) => ended === null && !isProgram)
  const programs = answer.value.accounts.filter(({ ended, isProgram }) => ended === null && isProgram)
  const gone = answer.value.accounts.filter(({ ended }) => ended !== null)
  return (
    <>
      <PageHead
        eyebrow={me.node.name}
        title="People"
        lead="Who can act at this node and as what. Every change is recorded; an account is ended, never deleted."
      />
      {me.auth === 'none' ? <NotInUse /> : null}
      {added === null ? null : (
        <p className="callout is-quiet" role="status">
          <strong>{added.name}</strong> can sign in from now on. Tell them the password in person; at the first sign-in
          they take one of their own.
        </p>
      )}
      <Section id="here" title="Here" count={living.length}>
        <Table
          caption="Accounts in use"
          columns={hereColumns(me)}
          rows={living}
          keyOf={({ id }) => id}
          empty={<p className="empty">Nobody has an account yet. Add the first one below.</p>}
        />
        {permits('people.manage') ? (
          <Fold label="Add a person" isOpen={living.length === 0}>
            <AddForm
              me={me}
              onAdded={(account) => {
                setAdded(account)
                setTurn(turn + 1)
              }}
            />
          </Fold>
        ) : null}
      </Section>
      <Section id="programs" title="Programs" count={programs.length}>
        {program === null ? null : (
          <section className="callout" aria-labelledby="key" role="status">
            <h2 id="key">The key of {program.account.name}</h2>
            <p>
              <code className="key">{program.key}</code>
            </p>
            <p>
              It is shown this once. Put it where the program sends it, as <code>Authorization: Bearer</code> and the
              key; end the account when anybody else may have seen it.
            </p>
          </section>
        )}
        <Table
          caption="Programs in use"
          columns={programColumns(me)}
          rows={programs}
          keyOf={({ id }) => id}
          empty={
            <p className="soft">
              None. A program brings transactions and mail, or reads; it decides nothing and is nobody’s second person.
            </p>
          }
        />
        {permits('people.manage') ? (
          <Fold label="Add a program">
            <ActForm<NewProgram>
              path="/v1/programs"
              label="Add program"
              body={(values) => ({ name: values.name ?? '', roles: rolesOf(me.node.kind, values) })}
              check={(values) => rolesFault(me.node.kind, values)}
              onDone={(added) => {
                setProgram(added)
                setTurn(turn + 1)
              }}
            >
              <TextIn
                name="name"
                label="Name"
                hint="As it is to stand in records, such as the system it is."
                isNeeded
              />
              <RolesIn kind={me.node.kind} isProgram />
            </ActForm>
          </Fold>
        ) : null}
      </Section>
      {gone.length === 0 ? null : (
        <Section id="ended" title="Ended" count={gone.length}>
          <Table
            caption="Accounts that have ended"
            columns={endedColumns(me)}
            rows={gone}
            keyOf={({ id }) => id}
            empty={null}
          />
        </Section>
      )}
      <p className="hint people-count">
        {counted(answer.value.accounts.length, 'account', 'accounts')} since this node began.
      </p>
    </>
  )
}

function hereColumns({ node, person }: Me): readonly Column<AccountView>[] {
  return [
    {
      name: 'Name',
      show: ({ id, name }) => (
        <>
          <a href={`/people/${id}`}>{name}</a>
          {id === person?.id ? <span className="soft"> (you)</span> : null}
        </>
      ),
    },
    {
      name: 'Roles',
      show: ({ roles, agency }) => (
        <>
          {rolesInWords(node.kind, roles)}
          {agency === null ? null : <span className="soft">, {agency}</span>}
        </>
      ),
    },
    {
      name: 'Last signed in',
      show: ({ signedInAt }) =>
        signedInAt === null ? <span className="soft">never</span> : instantInWords(signedInAt),
    },
    {
      name: 'Password',
      show: ({ passwordSet }) => passwordInWords(passwordSet),
    },
  ]
}

function programColumns({ node }: Me): readonly Column<AccountView>[] {
  return [
    { name: 'Name', show: ({ id, name }) => <a href={`/people/${id}`}>{name}</a> },
    { name: 'Roles', show: ({ roles }) => rolesInWords(node.kind, roles) },
    { name: 'Added', show: ({ added }) => `${dayInWords(added.at.slice(0, 10))}, by ${added.by}` },
  ]
}

/** Who knows it, in effect. */
export function passwordInWords({ isOwn, isTemporary, by }: AccountView['passwordSet']): string {
  if (isOwn) return 'their own'
  return isTemporary ? `first one, set by ${by}` : `set by ${by}`
}

function endedColumns({ node }: Me): readonly Column<AccountView>[] {
  return [
    { name: 'Name', show: ({ id, name }) => <a href={`/people/${id}`}>{name}</a> },
    { name: 'Roles', show: ({ roles }) => rolesInWords(node.kind, roles) },
    {
      name: 'Ended',
      show: ({ ended }) => (ended === null ? '' : `${dayInWords(ended.at.slice(0, 10))}, by ${ended.by}`),
    },
    { name: 'Why', show: ({ ended }) => ended?.reason },
  ]
}

function NotInUse() {
  return (
    <section className="callout is-quiet" aria-labelledby="not-in-use">
      <h2 id="not-in-use">Accounts are not in use</h2>
      <p>
        This program runs for one person at this machine, who may do everything but sell. Accounts added here count once
        it is started with <code>UNBLIND_AUTH=local</code>; make an administrator first.
      </p>
    </section>
  )
}

function AddForm({ me: { node }, onAdded }: { readonly me: Me; readonly onAdded: (account: AccountView) => void }) {
  return (
    <ActForm<AccountView>
      path="/v1/people"
      label="Add person"
      body={(values) => ({
        name: values.name ?? '',
        roles: rolesOf(node.kind, values),
        password: values.password ?? '',
        agency: (values.agency ?? '').trim() === '' ? null : values.agency,
      })}
      check={(values) => rolesFault(node.kind, values)}
      onDone={onAdded}
    >
      <TextIn name="name" label="Name" hint="As it is to stand in records; the person signs in with it." isNeeded />
      <RolesIn kind={node.kind} />
      {node.kind === 'authority' ? (
        <TextIn name="agency" label="Agency" hint="For an adviser of another agency; empty: this office." />
      ) : null}
      <TextIn
        name="password"
        label="First password"
        hint="12 characters or more. It opens the first sign-in alone, where the person takes one of their own."
        type="password"
        autoComplete="new-password"
        isNeeded
      />
    </ActForm>
  )
}
