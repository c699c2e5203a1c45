/** A part of a page with an address of its own. `count` stands beside the heading; `0` is said too. */
export function Section({
  id,
  title,
  count,
  note,
  tools,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly count?: number
  /** A few words beside the heading that say what is in it. */
  readonly note?: React.ReactNode
  /** Buttons and links at its end. */
  readonly tools?: React.ReactNode
  readonly children: React.ReactNode
}) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className="part-section">
      <div className="section-head">
        <h2 id={`${id}-heading`}>
          <a href={`#${id}`} className="anchor">
            {title}
          </a>
          {count === undefined ? null : <span className="section-count">{count}</span>}
          {note === undefined ? null : <span className="asks">{note}</span>}
        </h2>
        {tools === undefined ? null : <div className="toolbar no-print">{tools}</div>}
      </div>
      {children}
    </section>
  )
}

/** The top of a page: what it is, in one line, and what can be done with all of it. */
export function PageHead({
  eyebrow,
  title,
  lead,
  tools,
}: {
  /** A line above the title: kind, reference. */
  readonly eyebrow?: React.ReactNode
  readonly title: React.ReactNode
  readonly lead?: React.ReactNode
  readonly tools?: React.ReactNode
}) {
  return (
    <header className="page-head">
      {eyebrow === undefined && tools === undefined ? null : (
        <div className="strip-top">
          <p className="small soft">{eyebrow}</p>
          {tools === undefined ? null : <div className="toolbar no-print">{tools}</div>}
        </div>
      )}
      <h1>{title}</h1>
      {lead === undefined ? null : <p className="lead">{lead}</p>}
    </header>
  )
}

export type Fact = {
  readonly name: string
  readonly value: React.ReactNode
  /** Takes the whole width. */
  readonly isWide?: boolean
}

/** What something is about, in facts: the strip at the top of a page. A fact that is not known is said, never left out. */
export function Strip({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, isWide = false }) => (
        <div key={name} className={isWide ? 'is-wide' : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Links to the sections of a long page. */
export function Contents({ places }: { readonly places: readonly (readonly [id: string, name: string])[] }) {
  return (
    <nav className="contents" aria-label="On this page">
      {places.map(([id, name]) => (
        <a key={id} href={`#${id}`}>
          {name}
        </a>
      ))}
    </nav>
  )
}
