import type { LinkedInformation } from '../../src/case/index.ts'
import { LongIn, linesOf, RadioIn, TextIn, useFilling } from '../parts/act-form.tsx'
import { SecondPerson, useSecond } from '../parts/second-person.tsx'
import { CaseAct } from './case-context.tsx'

/** How an officer deals with one item: what it is for this case, why, and on what evidence. */
export function DisposeForm({ item }: { readonly item: LinkedInformation }) {
  const { secondOf, namesOf } = useSecond()
  return (
    <CaseAct
      name={`dispose-${item.item}`}
      label="Dispose of it"
      first={({ disposition, flag = '' }) =>
        disposition === 'red-flag-raised'
          ? {
              kind: 'flag.raised',
              flag: `information/${item.item}`,
              text: flag,
              because: [`information that came in: ${item.because}`],
              from: `information ${item.item}`,
            }
          : null
      }
      act={(values) => ({
        kind: 'information.disposed',
        item: item.item,
        disposition: values.disposition,
        reason: values.reason ?? '',
        evidence: linesOf(values.evidence),
        ...(needsSecond(values.disposition) ? secondOf(values) : { second: null }),
      })}
      seal={(values) => ({
        consequence: needsSecond(values.disposition)
          ? 'It stands in the way of this case no more and is not disclosed. Two people will be named.'
          : 'It is disclosed to the authority with any application. You will be named.',
        names: needsSecond(values.disposition) ? namesOf(values) : namesOf(values).slice(0, 1),
      })}
    >
      <RadioIn
        name="disposition"
        label="What it is for this case"
        isNeeded
        choices={[
          { value: 'red-flag-raised', name: 'A red flag', means: 'it is inquired into, and disclosed' },
          { value: 'noted', name: 'Noted', means: 'weighed without a flag, and disclosed' },
          { value: 'not-relevant', name: 'Not relevant here', means: 'set aside by two people' },
          { value: 'duplicate', name: 'Duplicate', means: 'another item tells the same; set aside by two people' },
        ]}
      />
      <Follow />
      <LongIn name="reason" label="Reason" isNeeded />
      <LongIn
        name="evidence"
        label="Evidence"
        hint="One a line: what was looked up, who was asked, which record says so."
        isNeeded
      />
    </CaseAct>
  )
}

/** What the chosen disposition asks for on top. */
function Follow() {
  const { disposition } = useFilling().values
  if (disposition === 'red-flag-raised')
    return <TextIn name="flag" label="The red flag, in one sentence" hint="It then has to be inquired into." isNeeded />
  return needsSecond(disposition) ? <SecondPerson what="Setting information aside" /> : null
}

function needsSecond(disposition: string | undefined): boolean {
  return disposition === 'not-relevant' || disposition === 'duplicate'
}
