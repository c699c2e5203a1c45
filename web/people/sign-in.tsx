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
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setIsSending] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])

  const send = async (event: React.FormEvent) => {
    event.preventDefault()
    if (isSending) return
    setIsSending(true)
    const answer = await post<Me>('/v1/sign-in', { name, password })
    setIsSending(false)
    if (answer.ok) window.location.assign(to)
    else {
      setProblem({ ...answer.problem, faults: [] })
      setPassword('')
    }
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
