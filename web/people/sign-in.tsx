import { useEffect, useRef, useState } from 'react'
import type { Me } from '../../src/app/index.ts'
import { type Problem, post } from '../api.ts'
import { useLocation } from '../location.ts'
import { useMe } from '../me.tsx'
import { Refused } from '../parts/act-form.tsx'
import { useTitle } from '../title.ts'
import { rolesInWords } from './roles.tsx'

/** Where people say who they are. Loads the pages anew afterwards, so that nothing of anybody else stays on them. */
export function SignInPage() {
  useTitle('Sign in')
  const { me } = useMe()
  const { query } = useLocation()
  if (me === null) return null
  const to = ownPath(query.get('to'))
  if (me.auth === 'none') return <NoNeed />
  if (me.person !== null) return <AlreadyIn me={me} to={to} />
  return (
    <div className="sign-in">
      <p className="small soft">{me.node.name}</p>
      <h1>Sign in</h1>
      {to === '/' ? null : <p className="lead">The page you asked for is shown to those who are signed in.</p>}
      {me.hasAccounts ? <SignInForm to={to} /> : <NobodyYet />}
    </div>
  )
}

function SignInForm({ to }: { readonly to: string }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [own, setOwn] = useState<{ readonly first: string; readonly again: string } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setIsSending] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])

  const send = async (event: React.FormEvent) => {
    event.preventDefault()
    if (isSending) return
    if (own !== null && own.first !== own.again) {
      setProblem(NOT_THE_SAME)
      return
    }
    setIsSending(true)
    const answer = await post<Me>('/v1/sign-in', {
      name,
      password,
      ...(own === null ? {} : { newPassword: own.first }),
    })
    setIsSending(false)
    if (answer.ok) {
      window.location.assign(to)
      return
    }
    const { kind, faults } = answer.problem
    if (kind === 'sign-in.choose-password') {
      setProblem(null)
      setOwn({ first: '', again: '' })
      return
    }
    setProblem({
      ...answer.problem,
      faults: [],
      detail: faults[0] === undefined ? answer.problem.detail : inWords(faults[0]),
    })
    if (faults.length > 0) return
    setPassword('')
    setOwn(null)
  }
  if (own !== null) {
    return (
      <form className="act-form sign-in-form" noValidate onSubmit={(event) => void send(event)}>
        {problem === null ? null : <Refused problem={problem} />}
        <p className="callout is-quiet">
          Right, {name}. Whoever set this password knows it: choose one of your own, which takes its place.
        </p>
        {/* Lets a password manager file the new one under the right name. */}
        <input
          type="text"
          className="visually-hidden"
          autoComplete="username"
          tabIndex={-1}
          aria-hidden
          value={name}
          readOnly
        />
        <SecretField
          id="sign-in-own"
          label="New password"
          hint="12 characters or more: four words that belong together for you alone are good."
          isFirst
          value={own.first}
          onChange={(value) => setOwn({ ...own, first: value })}
        />
        <SecretField
          id="sign-in-again"
          label="New password again"
          value={own.again}
          onChange={(value) => setOwn({ ...own, again: value })}
        />
        <div className="toolbar act-buttons">
          <button type="submit" className="primary" aria-disabled={isSending}>
            Take it and sign in
          </button>
        </div>
      </form>
    )
  }
  return (
    <form className="act-form sign-in-form" noValidate onSubmit={(event) => void send(event)}>
      {problem === null ? null : <Refused problem={problem} />}
      <div className="field">
        <label htmlFor="sign-in-name">Name</label>
        <input
          id="sign-in-name"
          ref={first}
          type="text"
          autoComplete="username"
          autoCapitalize="words"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="sign-in-password">Password</label>
        <input
          id="sign-in-password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <div className="toolbar act-buttons">
        <button type="submit" className="primary" aria-disabled={isSending}>
          Sign in
        </button>
      </div>
      <p className="hint">
        Password forgotten: an administrator of this node sets a new one. What you do here is recorded under your name.
      </p>
    </form>
  )
}

const NOT_THE_SAME: Problem = {
  kind: 'not-the-same',
  title: 'The two are not the same',
  detail: 'Type the new password the same way twice.',
  faults: [],
  blocks: [],
}

function inWords({ sentence }: Problem['faults'][number]): string {
  return `The new password ${sentence}`
}

function SecretField({
  id,
  label,
  hint,
  isFirst = false,
  value,
  onChange,
}: {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly isFirst?: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isFirst) field.current?.focus()
  }, [isFirst])
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        ref={field}
        type="password"
        autoComplete="new-password"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

function NobodyYet() {
  return (
    <section className="callout" aria-labelledby="nobody-yet">
      <h2 id="nobody-yet">Nobody has an account here yet</h2>
      <p>Make the first administrator at the machine itself, then load this page again:</p>
      <p>
        <code>unblind user add --name "NAME" --roles administrator</code>
      </p>
      <p>It asks for a password. The administrator adds everybody else on the page People.</p>
    </section>
  )
}

function NoNeed() {
  return (
    <div className="sign-in">
      <h1>There is no need to sign in</h1>
      <p className="lead">
        This program runs for one person at this machine. <a href="/">Go to your work</a>. To let several people sign
        in, start it with <code>UNBLIND_AUTH=local</code>.
      </p>
    </div>
  )
}

function AlreadyIn({ me, to }: { readonly me: Me; readonly to: string }) {
  return (
    <div className="sign-in">
      <p className="small soft">{me.node.name}</p>
      <h1>You are signed in</h1>
      <p className="lead">
        As <strong>{me.person?.name}</strong>, {rolesInWords(me.node.kind, me.person?.roles ?? [])}.
      </p>
      <p className="toolbar sign-in-ways">
        <a className="button" href={to}>
          Go on
        </a>
        <a href="/account">Your account</a>
      </p>
    </div>
  )
}

/** A path of these pages and never an address elsewhere, whatever a link that led here says. */
function ownPath(to: string | null): string {
  if (to === null || !/^\/(?![/\\])/.test(to) || /^\/sign-in(?:[/?#]|$)/.test(to)) return '/'
  const url = new URL(to, window.location.origin)
  return url.origin === window.location.origin ? url.pathname + url.search + url.hash : '/'
}
