import type { CaseDocument } from '../../src/case/index.ts'
import { shortHash } from '../format.ts'
import { State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { Empty } from '../parts/empty.tsx'
import { Section } from '../parts/section.tsx'
import { type StateWord, stateWord } from '../parts/state-mark.tsx'
import { Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { useCase } from './case-context.tsx'

const KEPT = stateWord('Kept here', 'filled', 'plain', 'Its bytes are kept here, under this hash.')
const KNOWN = stateWord(
  'Known by its hash',
  'half',
  'plain',
  'It lies elsewhere; whoever has it can show that it is the one.',
)
const NAMED = stateWord(
  'Named only',
  'dashed',
  'danger',
  'Somebody wrote its name down; what it said cannot be proven from here.',
)

const NAMES: Readonly<Record<CaseDocument['kind'], string | null>> = {
  assessment: 'Assessment',
  information: 'What came in',
  package: 'Application package',
  letter: 'Decision letter',
  reply: null,
  named: null,
}

function keepingOf({ kind, sha256 }: CaseDocument): StateWord {
  if (sha256 === null) return NAMED
  return NAMES[kind] === null ? KNOWN : KEPT
}

/** Every document that the case rests on: what it proves, its hash, and who read it. */
export function Documents() {
  const { documents, id } = useCase().view
  const { permits } = useMe()
  return (
    <Section id="documents" title="Documents" count={documents.length} note="in the order they came in">
      <Table
        caption="Documents of the case"
        rows={documents}
        keyOf={({ sha256, name }) => `${sha256} ${name}`}
        empty={<Empty title="No document is in it yet">{null}</Empty>}
        columns={[
          {
            name: 'Document',
            show: (one) => (
              <>
                <DocumentName of={one} caseId={id} mayOpen={permits('application.read')} />
                <p>
                  <State state={keepingOf(one)} />
                </p>
              </>
            ),
          },
          {
            name: 'What it stands for',
            show: ({ proves }) =>
              proves.length > 3 ? (
                <details>
                  <summary>
                    {said(proves[0] ?? '')}; and {proves.length - 1} more
                  </summary>
                  <Clauses of={proves} />
                </details>
              ) : (
                <Clauses of={proves} />
              ),
          },
          {
            name: 'Read by',
            show: ({ readBy }) =>
              readBy.length === 0 ? <span className="unknown-text">nobody has said so</span> : readBy.join(', '),
          },
          {
            name: 'SHA-256',
            show: ({ sha256 }) =>
              sha256 === null ? (
                <span className="unknown-text">not known: only its name is</span>
              ) : (
                <span className="mono" title={sha256}>
                  {shortHash(sha256)}
                </span>
              ),
          },
        ]}
      />
    </Section>
  )
}

function Clauses({ of }: { readonly of: readonly string[] }) {
  return of.map((clause) => <p key={clause}>{said(clause)}</p>)
}

function DocumentName({
  of: { kind, name },
  caseId,
  mayOpen,
}: {
  readonly of: CaseDocument
  readonly caseId: string
  readonly mayOpen: boolean
}) {
  const id = name.split(' ')[1] ?? ''
  const title = NAMES[kind] ?? spoken(name)
  const part = kind === 'letter' ? '#decision' : ''
  switch (kind) {
    case 'assessment':
      return <a href={`/assessments/${encodeURIComponent(id)}`}>{title}</a>
    case 'information':
      return <a href={`#information-${id}`}>{title}</a>
    case 'package':
    case 'letter':
      return mayOpen ? <a href={`/cases/${encodeURIComponent(caseId)}/application${part}`}>{title}</a> : title
    default:
      return title
  }
}

/** A clause without the long id of an item of information, which the row’s own link stands for. */
function said(clause: string): string {
  return spoken(clause.replace(/\binformation [0-9A-HJKMNP-TV-Z]{26}/g, 'information that came in'))
}
