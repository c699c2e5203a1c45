import { shortHash } from '../format.ts'
import { State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { Fold, TextIn } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { Section } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { FACTOR_WORDS } from '../words.ts'
import { ApplicationAct, addressOf, useApplication } from './application-context.tsx'
import { FilesIn, filesIn } from './files-in.tsx'

const KINDS = { 'red-flag': 'Red flag', information: 'Information', inquiry: 'Inquiry' } as const

/** Everything known that bears on the transaction, as the authority will read it; who told it is protected. */
export function Schedule() {
  const { lines, withheld } = useApplication().view.package.disclosure
  return (
    <Section id="schedule" title="Disclosure schedule" count={lines.length}>
      <p className="soft">
        Every red flag, every item of information that was noted, every inquiry that failed or is pending. Made from the
        record, not by hand; who gave information is in no part of it.
      </p>
      {lines.length === 0 ? <Empty title="Nothing on record must be disclosed." /> : null}
      <ol className="schedule">
        {lines.map((line) => (
          <li key={line.subject}>
            <p className="small soft">
              {KINDS[line.kind]} · <span className="mono">{line.subject}</span>
            </p>
            <p className="words-of-tip">{line.text}</p>
            <p>
              <span className="label">How it was dealt with</span> {spoken(line.dealtWith)}
            </p>
          </li>
        ))}
      </ol>
      {withheld.map(({ ground, count }) => (
        <p key={ground} className="withheld">
          <strong>{count} withheld</strong> with a second person’s signature, on this ground: {ground}
        </p>
      ))}
    </Section>
  )
}

/** The human-rights assessment that goes along: right by right, then factor by factor. */
export function RightsPart() {
  const { view } = useApplication()
  const { humanRights } = view.package
  if (humanRights === null) {
    return (
      <Section id="human-rights" title="Human-rights assessment">
        <Empty title="It is not written yet.">
          <p>
            <a href={`/cases/${encodeURIComponent(view.caseId)}#rights`}>Write it in the case</a>, right by right.
            Without it nothing is signed.
          </p>
        </Empty>
      </Section>
    )
  }
  const { rights, conclusion, involvement, reasons, mitigations, factors } = humanRights
  return (
    <Section id="human-rights" title="Human-rights assessment" note={`concludes: ${conclusion.replace(/-/g, ' ')}`}>
      <Table
        caption="Rights at risk, each scale from 1 to 5"
        rows={rights}
        keyOf={(right) => `${right.right} ${right.holders}`}
        empty={<Empty title="No right is named as at risk." />}
        columns={[
          { name: 'Right at risk', show: (right) => right.right },
          { name: 'Of whom', show: (right) => right.holders },
          { name: 'Scale', isNumber: true, show: (right) => right.scale },
          { name: 'Scope', isNumber: true, show: (right) => right.scope },
          { name: 'Irremediability', isNumber: true, show: (right) => right.irremediability },
          { name: 'Likelihood', isNumber: true, show: (right) => right.likelihood },
          {
            name: 'Evidence',
            show: (right) => (
              <>
                {right.evidence.join('; ')}
                {right.counterEvidence.length === 0 ? null : <p>Against it: {right.counterEvidence.join('; ')}</p>}
              </>
            ),
          },
        ]}
      />
      <p className="rights-reasons">
        <span className="label">Involvement</span> {spoken(involvement.replace(/-/g, ' '))}.{' '}
        <span className="label">Reasons</span> {reasons}
      </p>
      {mitigations.length === 0 ? null : (
        <p>
          <span className="label">Measures</span> {mitigations.join('; ')}
        </p>
      )}
      <details>
        <summary>{factors.length} factors that were weighed</summary>
        <ul className="factor-list">
          {factors.map(({ factor, title, state, because }) => (
            <li key={factor}>
              <strong>
                {factor} {title}
              </strong>{' '}
              <State state={FACTOR_WORDS[state]} />
              {because.length === 0 ? null : <p className="small soft">{because.map(spoken).join(' ')}</p>}
            </li>
          ))}
        </ul>
      </details>
    </Section>
  )
}

export function Attachments() {
  const { view } = useApplication()
  const { permits } = useMe()
  const isOpen = permits('application.prepare') && view.canPrepare
  return (
    <Section id="attachments" title="Files that go along" count={view.attachments.length}>
      {view.attachments.length === 0 ? (
        <Empty title="No file is attached.">
          <p>Specifications, statements of the end user, certificates: PDF is what the authority’s own form takes.</p>
        </Empty>
      ) : (
        <ul className="files">
          {view.attachments.map((paper) => (
            <li key={paper.id}>
              <a href={`${addressOf(view)}/papers/${paper.sha256}`} download>
                {paper.title}
              </a>{' '}
              <span className="small soft">
                {paper.name}, {sizeInWords(paper.size)}, exhibit attachment {paper.id}, SHA-256{' '}
                <span className="mono" title={paper.sha256}>
                  {shortHash(paper.sha256)}
                </span>
              </span>
              {isOpen ? (
                <ApplicationAct
                  to="left-out"
                  label={`Leave out ${paper.name}`}
                  tone="plain"
                  body={() => ({ attachment: paper.id })}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {isOpen ? (
        <Fold label="Attach a file">
          <ApplicationAct
            to="attachments"
            label="Attach file"
            body={(values) => ({ ...filesIn(values)[0], title: values.title ?? '' })}
          >
            <TextIn name="title" label="Title" hint="As the list of exhibits will name it." isNeeded />
            <FilesIn label="File" hint="At most 5 MB for all files together." isMany={false} />
          </ApplicationAct>
        </Fold>
      ) : null}
    </Section>
  )
}

const WHERE = { here: 'in this application', attached: 'goes along', held: 'kept by the applicant' } as const

export function Exhibits() {
  const { exhibits } = useApplication().view.package
  return (
    <Section id="exhibits" title="Exhibits" count={exhibits.length}>
      <details>
        <summary>What each paragraph and line rests on, with its hash</summary>
        <ol className="exhibit-list">
          {exhibits.map(({ id, title, where, sha256 }) => (
            <li key={id}>
              <strong>{id}</strong> {title} <span className="soft">({WHERE[where]})</span>
              <p className="tiny mono soft">{sha256}</p>
            </li>
          ))}
        </ol>
      </details>
    </Section>
  )
}

export function sizeInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
