import { useEffect, useRef } from 'react'
import { APPLICATION_PLACES } from './application/places.tsx'
import { AssessPage } from './assess/page.tsx'
import { AssessmentsPage } from './assessments.tsx'
import { AUTHORITY_PLACES } from './authority/places.tsx'
import { BRIEF_PLACES } from './brief/places.tsx'
import { CASES_PLACES } from './cases/places.tsx'
import { count } from './format.ts'
import { FORUM_PLACES } from './forum/places.tsx'
import { INFORMATION_PLACES } from './information/places.tsx'
import { useKnown, WithKnown } from './known.tsx'
import { ListsPage } from './lists.tsx'
import { followLink, goTo, useLocation } from './location.ts'
import { PEOPLE_PLACES } from './people/places.tsx'
import { type Place, paramsOf } from './place.ts'
import { ReportPage } from './report/page.tsx'
import { ScreenPage } from './screen.tsx'
import { useTitle } from './title.ts'
import { WORK_PLACES } from './work/places.tsx'

const PLACES: readonly Place[] = [
  { path: '/', show: () => <AssessPage />, kinds: ['exporter'], needs: 'assess', rail: { name: 'Assess', rank: 20 } },
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
  ...INFORMATION_PLACES,
  ...APPLICATION_PLACES,
  ...AUTHORITY_PLACES,
  ...FORUM_PLACES,
  ...BRIEF_PLACES,
  ...PEOPLE_PLACES,
]

/** The names in the rail, in the order of a working day. */
const RAIL = PLACES.flatMap(({ path, rail }) => (rail === undefined ? [] : [{ path, ...rail }])).toSorted(
  (a, b) => a.rank - b.rank,
)

export function App() {
  const { path } = useLocation()
  useSlashToScreen()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: follows clicks on the links inside, which have keys of their own
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link answers Enter with a click by itself
    <div className="frame" onClick={followLink}>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <WithKnown place={path}>
        <header className="rail">
          <a className="brand" href="/">
            Unblind
          </a>
          <nav aria-label="Places">
            <ul>
              {RAIL.map((place) => (
                <li key={place.path}>
                  <a href={place.path} aria-current={isIn(path, place.path) ? 'page' : undefined}>
                    {place.name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <div className="body">
          <StarterBanner />
          <main id="content" tabIndex={-1}>
            <Page path={path} />
          </main>
        </div>
      </WithKnown>
    </div>
  )
}

function Page({ path }: { path: string }) {
  for (const place of PLACES) {
    const params = paramsOf(place.path, path)
    if (params !== null) return <Titled path={path}>{place.show(params)}</Titled>
  }
  return (
    <Titled path={path}>
      <NotFound path={path} />
    </Titled>
  )
}

/** Moves focus to the top of a page that was reached inside the program, so that keyboards and readers start there. */
function Titled({ path, children }: { path: string; children: React.ReactNode }) {
  const before = useRef(path)
  useEffect(() => {
    if (before.current !== path) document.getElementById('content')?.focus({ preventScroll: true })
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
        Nothing is kept under <code>{path}</code>. <a href="/">Assess a transaction</a> or{' '}
        <a href="/assessments">open an assessment</a>.
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

function isIn(path: string, place: string): boolean {
  return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`)
}

/** `/` goes to the name search from anywhere but a field. */
function useSlashToScreen(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      if (window.location.pathname !== '/screen') goTo('/screen')
      requestAnimationFrame(() => document.getElementById('screen-name')?.focus())
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
