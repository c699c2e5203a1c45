import { Suspense, useEffect, useMemo, useRef } from 'react'
import type { Me, Permission } from '../src/app/index.ts'
// The file and not the folder: the one table of permissions comes into the pages, without the program behind it.
import { PERMISSIONS, ROLES_OF_NODE } from '../src/app/people/person.ts'
import { APPLICATION_PLACES } from './application/places.tsx'
import { AUTHORITY_PLACES } from './authority/places.tsx'
import { BRIEF_PLACES } from './brief/places.tsx'
import { CASES_PLACES } from './cases/places.tsx'
import { Finder } from './finder.tsx'
import { count } from './format.ts'
import { FORUM_PLACES } from './forum/places.tsx'
import { INFORMATION_PLACES } from './information/places.tsx'
import { ITEMS_PLACES } from './items/places.tsx'
import { useKnown, WithKnown } from './known.tsx'
import { followLink, goTo, useLocation } from './location.ts'
import { useMe, WithMe } from './me.tsx'
import { PARTIES_PLACES } from './parties/places.tsx'
import { Announcer } from './parts/announce.tsx'
import { KeysOfFrame } from './parts/keys.tsx'
import { PEOPLE_PLACES } from './people/places.tsx'
import { rolesInWords } from './people/roles.tsx'
import { fetchPages, late, type Place, paramsOf } from './place.ts'
import { Rail } from './rail.tsx'
import { SUPPRESSIONS_PLACES } from './suppressions/places.tsx'
import { useTitle } from './title.ts'
import { WORK_PLACES } from './work/places.tsx'

const AssessPage = late(async () => (await import('./assess/page.tsx')).AssessPage)
const AssessmentsPage = late(async () => (await import('./assessments.tsx')).AssessmentsPage)
const ReportPage = late(async () => (await import('./report/page.tsx')).ReportPage)
const ScreenPage = late(async () => (await import('./screen.tsx')).ScreenPage)
const ListsPage = late(async () => (await import('./lists.tsx')).ListsPage)

const PLACES: readonly Place[] = [
  {
    path: '/assess',
    show: () => <AssessPage />,
    kinds: ['exporter'],
    needs: 'assess',
    rail: { name: 'Assess', rank: 20 },
  },
  {
    path: '/assessments',
    show: () => <AssessmentsPage />,
    kinds: ['exporter'],
    needs: 'cases.read',
    rail: { name: 'Assessments', rank: 25 },
  },
  { path: '/assessments/:id', show: ({ id = '' }) => <ReportPage id={id} />, kinds: ['exporter'], needs: 'cases.read' },
  { path: '/screen', show: () => <ScreenPage />, needs: 'read', rail: { name: 'Screen', rank: 70 } },
  { path: '/lists', show: () => <ListsPage />, needs: 'read', rail: { name: 'Lists and law', rank: 80 } },
  ...WORK_PLACES,
  ...CASES_PLACES,
  ...PARTIES_PLACES,
  ...SUPPRESSIONS_PLACES,
  ...ITEMS_PLACES,
  ...INFORMATION_PLACES,
  ...APPLICATION_PLACES,
  ...AUTHORITY_PLACES,
  ...FORUM_PLACES,
  ...BRIEF_PLACES,
  ...PEOPLE_PLACES,
]

export function App() {
  const { path } = useLocation()
  useEffect(fetchPages, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: follows clicks on the links inside, which have keys of their own
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link answers Enter with a click by itself
    <div className="frame" onClick={followLink}>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <WithMe place={path}>
        <WithKnown place={path}>
          <Frame path={path} />
        </WithKnown>
      </WithMe>
      <KeysOfFrame />
      <Announcer />
    </div>
  )
}

function Frame({ path }: { path: string }) {
  const { me, permits } = useMe()
  const isSignedIn = me !== null && me.person !== null
  const rail = useMemo(
    () =>
      PLACES.flatMap(({ path, rail, kinds, needs }) =>
        me === null || rail === undefined || kinds?.includes(me.node.kind) === false || !permits(needs)
          ? []
          : [{ path, ...rail }],
      ).toSorted((a, b) => a.rank - b.rank),
    [me, permits],
  )
  return (
    <>
      <Rail places={rail} path={path} me={me} />
      <div className="body">
        {isSignedIn ? <Finder pages={rail} /> : null}
        <StarterBanner />
        <main id="content" tabIndex={-1}>
          {me === null ? null : (
            <Suspense fallback={null}>
              <Page path={path} me={me} />
            </Suspense>
          )}
        </main>
      </div>
    </>
  )
}

function Page({ path, me }: { path: string; me: Me }) {
  const { permits } = useMe()
  for (const place of PLACES) {
    const params = paramsOf(place.path, path)
    if (params === null || place.kinds?.includes(me.node.kind) === false) continue
    if (permits(place.needs)) return <Titled path={path}>{place.show(params)}</Titled>
    return me.person === null ? <ToSignIn /> : <NotForThem needs={place.needs} me={me} path={path} />
  }
  return (
    <Titled path={path}>
      <NotFound path={path} />
    </Titled>
  )
}

/** Leads to the sign-in, and from there back. */
function ToSignIn() {
  useEffect(() => {
    const { pathname, search, hash } = window.location
    goTo(`/sign-in?${new URLSearchParams({ to: pathname + search + hash })}`)
  }, [])
  return null
}

function NotForThem({ needs, me, path }: { needs: Permission | undefined; me: Me; path: string }) {
  useTitle('This page is for others')
  const roles = needs === undefined ? 'anyone' : PERMISSIONS[needs]
  const who =
    roles === 'anyone' ? [] : roles.filter((role) => ROLES_OF_NODE[me.node.kind].some((known) => known === role))
  return (
    <Titled path={path}>
      <h1>This page is for others</h1>
      <p>
        {me.person?.name} is here as {rolesInWords(me.node.kind, me.person?.roles ?? []) || 'nobody in particular'}. It
        opens to: <strong>{rolesInWords(me.node.kind, who)}</strong>. An administrator gives roles.{' '}
        <a href="/">Go to your work</a>.
      </p>
    </Titled>
  )
}

/** Moves focus to the top of a page that was reached inside the program, so that keyboards and readers start there. */
function Titled({ path, children }: { path: string; children: React.ReactNode }) {
  const before = useRef(path)
  useEffect(() => {
    // Whoever types a search already is not taken out of it by a page that came late.
    const isSearching = document.activeElement?.closest('search') != null
    if (before.current !== path && !isSearching) document.getElementById('content')?.focus({ preventScroll: true })
    before.current = path
  }, [path])
  return children
}

function NotFound({ path }: { path: string }) {
  useTitle('No such page')
  return (
    <>
      <h1>There is no page here</h1>
      <p>
        Nothing is kept under <code>{path}</code>. <a href="/">Go to your work</a>, or press <kbd>/</kbd> to find a
        case, a party or a page.
      </p>
    </>
  )
}

/** Says on every page that full lists are not in, for as long as they are not. */
function StarterBanner() {
  const { status } = useKnown()
  if (status === null || !status.ok) return null
  const { lists } = status.value
  const isWanting = lists.some((list) => list.isRequired && (list.state === 'missing' || list.state === 'starter'))
  if (!isWanting) return null
  const starter = lists.find((list) => list.state === 'starter')
  return (
    <aside className="banner" aria-label="State of the lists">
      <strong>
        {starter && starter.parties > 0
          ? `Starter set of ${count(starter.parties)} parties, not a full screening.`
          : 'No list is loaded: nobody is screened.'}
      </strong>{' '}
      With the lists in use, coverage is partial and the action is hold until the full lists are in.{' '}
      <a href="/lists">Load them</a>
    </aside>
  )
}
