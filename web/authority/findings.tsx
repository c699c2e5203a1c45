// The file and not the folder: the names alone come into the pages, without the program behind them.
import { FACTOR_TITLES, FACTORS, type Factor } from '../../src/licensing/factors.ts'
import type { FactorFinding } from '../../src/licensing/index.ts'
import { Fold, LongIn, linesOf, RadioIn, useFilling } from '../parts/act-form.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { EvidenceIn, Rests } from './evidence.tsx'
import { OthersCan, ReviewAct, useReview, useStanding } from './review-context.tsx'
import { FINDING_WORDS } from './words.ts'

/** The fourteen factors, each with what was found, on what, what speaks against it, and who says so. */
export function Findings() {
  const { view } = useReview()
  const { isOfOffice, has } = useStanding()
  const { state, openFactors } = view
  const may = isOfOffice && has('officer') && state.decision === null && state.reference !== null
  return (
    <Section
      id="findings"
      title="Findings by factor"
      count={FACTORS.length - openFactors.length}
      note={
        openFactors.length === 0
          ? 'of 14; each is found or set aside'
          : `of 14; ${openFactors.length} without a finding`
      }
    >
      {may || state.decision !== null ? null : (
        <OthersCan what="Recording a finding" who={`an officer of ${state.authority}`} roles={['officer']} />
      )}
      <ol className="factors">
        {FACTORS.map((factor) => (
          <FactorRow
            key={factor}
            factor={factor}
            found={state.findings.find((one) => one.factor === factor) ?? null}
            mayFind={may}
          />
        ))}
      </ol>
    </Section>
  )
}

function FactorRow({
  factor,
  found,
  mayFind,
}: {
  readonly factor: Factor
  readonly found: FactorFinding | null
  readonly mayFind: boolean
}) {
  const known = useReview()
    .view.packages.at(-1)
    ?.signed.package.humanRights?.factors.find((one) => one.factor === factor)
  const state = found === null ? 'open' : (found.finding ?? 'set-aside')
  return (
    <li id={`factor-${factor}`} data-row className="factor">
      <div className="factor-head">
        <span className="factor-id">{factor}</span>
        <h3>{FACTOR_TITLES[factor]}</h3>
        <StateMark of={state} words={FINDING_WORDS} />
      </div>
      {known === undefined || known.because.length === 0 ? null : (
        <p className="small soft">
          The applicant: {known.state.replaceAll('-', ' ')}. {known.because.map(spoken).join(' ')}
        </p>
      )}
      {found === null ? null : (
        <PersonVoice by={found.by.name} did={found.finding === null ? 'Set aside' : 'Found'}>
          <p>{found.text}</p>
          <dl className="for-and-against">
            <div>
              <dt>Rests on</dt>
              <dd>
                <Rests on={found.evidence} />
              </dd>
            </div>
            {found.finding === null ? null : (
              <div>
                <dt>Against it</dt>
                <dd>
                  <Rests on={found.counterEvidence} none="nothing was found that speaks against it" />
                </dd>
              </div>
            )}
          </dl>
        </PersonVoice>
      )}
      {mayFind ? (
        <Fold label={found === null ? `Record a finding on ${factor}` : `Find anew on ${factor}`}>
          <ReviewAct
            name={`finding-${factor}`}
            label={`Record finding on ${factor}`}
            act={(values) => findingAct(factor, values)}
            start={startOf(found)}
          >
            <RadioIn
              name="finding"
              label="Finding"
              isNeeded
              choices={[
                { value: 'none', name: FINDING_WORDS.none.word, means: 'looked into, and nothing found' },
                { value: 'low', name: FINDING_WORDS.low.word },
                { value: 'moderate', name: FINDING_WORDS.moderate.word },
                { value: 'serious', name: FINDING_WORDS.serious.word, means: GRAVE },
                { value: 'clear-risk', name: FINDING_WORDS['clear-risk'].word, means: GRAVE },
                { value: 'set-aside', name: 'It does not apply here', means: 'set aside, with a reason' },
              ]}
            />
            <LongIn
              name="text"
              label="What is found, in words"
              hint="It stands in the letter, unless nothing was found."
              isNeeded
            />
            <EvidenceIn name="evidence" label="What it rests on" isNeeded leaveOut={isFinding} />
            <AgainstIn />
          </ReviewAct>
        </Fold>
      ) : null}
    </li>
  )
}

const GRAVE = 'the reasons of any decision must speak to it'

/** What is set aside has nothing to speak against it. */
function AgainstIn() {
  return useFilling().values.finding === 'set-aside' ? null : (
    <EvidenceIn
      name="counterEvidence"
      label="What speaks against it"
      hint="Look for it, and name it: a finding that weighs one side only does not stand."
      leaveOut={isFinding}
    />
  )
}

/** A finding rests on what came in, not on another finding. */
function isFinding(id: string): boolean {
  return id.startsWith('finding ')
}

function startOf(found: FactorFinding | null): Readonly<Record<string, string>> {
  if (found === null) return {}
  return {
    finding: found.finding ?? 'set-aside',
    text: found.text,
    evidence: found.evidence.join('\n'),
    counterEvidence: found.counterEvidence.join('\n'),
  }
}

function findingAct(
  factor: Factor,
  { finding, text = '', evidence, counterEvidence }: Readonly<Record<string, string>>,
) {
  return finding === 'set-aside'
    ? { kind: 'factor.set-aside', factor, reason: text, evidence: linesOf(evidence) }
    : {
        kind: 'finding.recorded',
        factor,
        finding,
        evidence: linesOf(evidence),
        counterEvidence: linesOf(counterEvidence),
        text,
      }
}
