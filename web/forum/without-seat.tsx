import type { Problem } from '../api.ts'
import { ProblemNotice } from '../notice.tsx'
import { PageHead } from '../parts/section.tsx'
import { spoken } from '../sentence.ts'

/** The node has no seat yet: what is missing, and the way there. */
export function WithoutSeat({ problem }: { readonly problem: Problem }) {
  if (problem.kind !== 'desk.refused') return <ProblemNotice problem={problem} />
  return (
    <>
      <PageHead title="Forum" lead={spoken(problem.detail)} />
      <ol className="forum-steps">
        <li>
          <code>unblind forum key --json</code> makes the key of this state. Give its public half to the other founders,
          and compare fingerprints by telephone or in person.
        </li>
        <li>
          <code>unblind forum found FILE</code> writes the founding record of this state over the keys of all founders.
        </li>
        <li>
          <code>unblind forum setup FILE</code> takes the seat: the founding list, the founding record of each founder,
          and the addresses of their nodes. A state that joins later does this step alone, and then subscribes.
        </li>
      </ol>
    </>
  )
}

/** Said wherever something is told to other states. */
export function WithoutPrejudice() {
  return (
    <p className="small soft forum-prejudice">
      What is said here is without prejudice to the positions of states and to their other undertakings, and replaces no
      notification to the Wassenaar Arrangement, the European Union, the Australia Group, the MTCR or the NSG.
    </p>
  )
}
