import { goTo } from '../location.ts'
import { ActForm, CheckIn, Fold, LongIn, linesOf, RadioIn, TextIn, useFilling } from '../parts/act-form.tsx'
import { ForOffice, useReview } from './review-context.tsx'

const GROUNDS = [
  ['human-rights', 'Human rights'],
  ['internal-repression', 'Internal repression'],
  ['humanitarian-law', 'Humanitarian law'],
  ['diversion', 'Diversion'],
  ['other', 'Another ground'],
] as const

/** A denial that other states could unknowingly undercut: prepare its notice, under a law that lets it be told. */
export function Denied() {
  const { view } = useReview()
  return (
    <div className="denied no-print">
      <h3>Tell other states</h3>
      <p>
        Other states learn of a denial only through a notice, and only under a law that allows it. Who applied is never
        in it. <a href="/denials">See the denials of this office</a>
      </p>
      <ForOffice what="Preparing the notice">
        <Fold label="Prepare the notice of this denial">
          <ActForm
            path={`/v1/licensing/applications/${encodeURIComponent(view.id)}/denial-notice`}
            label="Prepare notice"
            keep={`${view.id}/notice`}
            onDone={() => goTo('/denials')}
            start={{ parties: 'unnamed', 'ground-human-rights': 'yes' }}
            body={(values) => ({
              legalBasis: {
                act: values.act ?? '',
                provision: values.provision ?? '',
                consentGiven: values.consent === 'yes',
                note: (values.note ?? '').trim() === '' ? null : values.note,
              },
              grounds: GROUNDS.map(([ground]) => ground).filter((ground) => values[`ground-${ground}`] === 'yes'),
              rightsAffected: linesOf(values.rights),
              reasons: values.reasons ?? '',
              parties: values.parties,
              validUntil: (values.validUntil ?? '') === '' ? null : values.validUntil,
              alsoNotifiedTo: linesOf(values.also),
            })}
            seal={() => ({
              consequence:
                'The notice is kept as it stands here. A delegate sees who would receive it, and signs it in the forum.',
              names: [],
            })}
          >
            <TextIn name="act" label="Act under which it may be shared" hint="Without one the notice stays here." />
            <TextIn name="provision" label="Provision" />
            <CheckIn name="consent" label="The applicant consented, where the law asks for that" />
            <Grounds />
            <LongIn name="rights" label="Rights affected" hint="One a line: ICCPR 17." rows={2} />
            <LongIn
              name="reasons"
              label="Why, in words other authorities may read"
              hint="Never the evidence itself."
              isNeeded
            />
            <RadioIn
              name="parties"
              label="Who was to receive the goods"
              choices={[
                { value: 'named', name: 'Named', means: 'where the law lets it' },
                { value: 'unnamed', name: 'Not named' },
              ]}
            />
            <TextIn name="validUntil" label="In force until" type="date" hint="Left out: three years." />
            <LongIn
              name="also"
              label="Also notified to"
              hint="Other notifications of the same denial, one a line."
              rows={2}
            />
          </ActForm>
        </Fold>
      </ForOffice>
    </div>
  )
}

function Grounds() {
  const { faults } = useFilling()
  const wrong = faults.filter(({ field }) => field === 'grounds')
  return (
    <fieldset className="radio-in">
      <legend>Grounds</legend>
      {wrong.map(({ sentence }) => (
        <p className="error" key={sentence}>
          {sentence}
        </p>
      ))}
      {GROUNDS.map(([ground, name]) => (
        <CheckIn key={ground} name={`ground-${ground}`} label={name} />
      ))}
    </fieldset>
  )
}
