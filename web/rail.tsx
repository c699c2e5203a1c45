import { useState } from 'react'
import type { Me } from '../src/app/index.ts'
import { post } from './api.ts'
import { rolesInWords } from './people/roles.tsx'

export type RailPlace = { readonly path: string; readonly name: string }

const KINDS: Readonly<Record<Me['node']['kind'], string>> = {
  exporter: 'Exporter',
  authority: 'Licensing office',
}

/** Where one can go here, and at its foot whose node this is and who is signed in. Narrow, it is a bar with a menu. */
export function Rail({
  places,
  path,
  me,
}: {
  readonly places: readonly RailPlace[]
  readonly path: string
  readonly me: Me | null
}) {
  const [openAt, setOpenAt] = useState<string | null>(null)
  // Going elsewhere closes the menu.
  const isOpen = openAt === path
  return (
    <header className={isOpen ? 'rail is-open' : 'rail'}>
      <a className="brand" href="/">
        Unblind
      </a>
      <button
        type="button"
        className="rail-menu"
        aria-expanded={isOpen}
        aria-controls="rail-places"
        onClick={() => setOpenAt(isOpen ? null : path)}
      >
        Menu
      </button>
      <div className="rail-body" id="rail-places">
        <nav aria-label="Places">
          <ul>
            {places.map((place) => (
              <li key={place.path}>
                <a href={place.path} aria-current={isIn(path, place.path) ? 'page' : undefined}>
                  {place.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {me === null ? null : <Foot me={me} />}
      </div>
    </header>
  )
}

function Foot({ me: { node, auth, person } }: { readonly me: Me }) {
  return (
    <div className="rail-foot">
      <p className="rail-node">{node.name}</p>
      <p className="tiny soft">
        {KINDS[node.kind]}
        {node.state === null ? '' : `, seat of ${node.state} in the forum`}
      </p>
      {person === null ? null : (
        <>
          <p className="rail-person">
            <a href="/account">{person.name}</a>
          </p>
          <p className="tiny soft">
            {auth === 'none' ? 'At this machine, without accounts' : rolesInWords(node.kind, person.roles)}
          </p>
        </>
      )}
      {auth === 'local' && person !== null ? (
        <button type="button" className="quiet" onClick={() => void signOut()}>
          Sign out
        </button>
      ) : null}
    </div>
  )
}

/** Loads the pages anew, so that nothing of the person before stays on them. */
async function signOut(): Promise<void> {
  await post('/v1/sign-out', {})
  sessionStorage.clear()
  window.location.assign('/sign-in')
}

function isIn(path: string, place: string): boolean {
  return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`)
}
