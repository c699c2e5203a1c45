import type { InformationView } from '../../src/app/index.ts'
import { count, counted, instantInWords, shortHash } from '../format.ts'
import { useMe } from '../me.tsx'
import { ActForm, Fold, LongIn, RadioIn } from '../parts/act-form.tsx'
import { Due } from '../parts/due.tsx'
import { type Fact, Strip } from '../parts/section.tsx'
import { StateMark, stateWord } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { WordsSaid } from '../parts/words-said.tsx'
import { spoken } from '../sentence.ts'
import { CHANNEL_NAMES, FINDING_NAMES, PROTECTION_NAMES, STAGE_WORDS, TODO_WORDS } from './information-words.ts'
import { LinkForm } from './link-form.tsx'
import { titleOf } from './page.tsx'

const DISPOSITIONS = {
  waits: stateWord('Waits', 'dashed', 'danger', 'Nobody has dealt with it there, so it stands in the way.'),
  'not-relevant': stateWord('Not relevant there', 'line', 'plain', 'Two people set it aside for that case.'),
  duplicate: stateWord('Duplicate', 'line', 'plain', 'Another item tells the same.'),
  noted: stateWord('Noted', 'filled', 'plain', 'Weighed there, and disclosed.'),
  'red-flag-raised': stateWord('Red flag raised', 'split', 'danger', 'Weighed there as a red flag, and disclosed.'),
}

/** One item as it came, its author protected; what was seen in it, and what is to be done. */
export function Reading({ item, onDone }: { readonly item: InformationView; readonly onDone: () => void }) {
  const { me, permits } = useMe()
  const path = `/v1/information/${encodeURIComponent(item.id)}`
  const isSales = me?.person?.roles.includes('sales') === true
  const isOfficer = me?.person?.roles.includes('officer') === true
  return (
    <article className="reading" aria-labelledby="reading-title">
      <p className="no-print back">
        <a href="/information">All information</a>
      </p>
      <h2 id="reading-title">{titleOf(item)}</h2>
      <p className="item-head">
        <StateMark of={item.stage} words={STAGE_WORDS} />
        {item.clock === null ? null : (
          <span>
            <Due on={item.clock.dueOn} isOverdue={item.clock.isOverdue} />{' '}
            <span className="soft">
              {item.clock.owner}: {TODO_WORDS[item.clock.todo]}
            </span>
          </span>
        )}
      </p>
      <Strip facts={factsOf(item)} />
      {item.words === null ? (
        <p className="callout">Nothing of it could be read. A person must open the original, which is kept.</p>
      ) : (
        <WordsSaid text={item.words} isWhole />
      )}
      {item.problems.length === 0 ? null : (
        <ul className="callout plain">
          {item.problems.map((one) => (
            <li key={one}>{spoken(one)}</li>
          ))}
        </ul>
      )}
      <h3>Seen in it</h3>
      {item.links.length === 0 ? (
        <p>
          {item.isComplete
            ? 'No party of a case is named in it.'
            : 'Not all of it could be read or compared, so that it names nobody says nothing: read it.'}
        </p>
      ) : (
        <ul className="entries">
          {item.links.map((link) => (
            <li key={link.case} data-row>
              <p className="item-head">
                <a href={`/cases/${encodeURIComponent(link.case)}#information-${item.id}`}>
                  {link.disposition === null ? `Dispose of it in ${link.reference}` : `Case ${link.reference}`}
                </a>
                <StateMark of={link.disposition ?? 'waits'} words={DISPOSITIONS} />
                {link.isRetroactive ? <span className="tag">opened that case again</span> : null}
              </p>
              <p className="small">
                About <strong>{link.partyName}</strong>: {link.because}.
              </p>
              {link.by === null ? null : (
                <PersonVoice
                  by={link.by}
                  did={DISPOSITIONS[link.disposition as keyof typeof DISPOSITIONS]?.word ?? 'Disposed of'}
                >
                  <p>{link.reason}</p>
                </PersonVoice>
              )}
            </li>
          ))}
        </ul>
      )}
      {item.passedOver.words.length === 0 ? null : (
        <p className="small soft">
          Passed over as words for a kind of body ({item.passedOver.rule}): {item.passedOver.words.join(', ')}.
        </p>
      )}
      <div className="folds">
        {permits('information.add') ? <LinkForm item={item} onDone={onDone} /> : null}
        {isOfficer && !isSales ? (
          <Fold label="Say what it is about">
            <ActForm
              path={`${path}/triage`}
              keep={`triage-${item.id}`}
              label="Record what it is about"
              body={({ finding, reason }) => ({ finding, reason })}
              onDone={onDone}
            >
              <RadioIn
                name="finding"
                label="It concerns"
                isNeeded
                choices={[
                  { value: 'concerns-a-case', name: 'A case', means: 'it is, or will be, linked to it' },
                  {
                    value: 'concerns-nobody-known',
                    name: 'Nobody known here',
                    means: 'a case opened later finds it all the same',
                  },
                ]}
              />
              <LongIn name="reason" label="Reason" isNeeded />
            </ActForm>
          </Fold>
        ) : (
          <p className="others-can">
            {isSales
              ? 'Who earns from sales may add and link information, never set it aside: an officer does.'
              : 'An officer says what it is about.'}
          </p>
        )}
      </div>
      {item.triage.map((one) => (
        <PersonVoice key={one.at} by={one.by} at={one.at} did={FINDING_NAMES[one.finding]}>
          <p>{one.reason}</p>
        </PersonVoice>
      ))}
    </article>
  )
}

function factsOf(item: InformationView): readonly Fact[] {
  const times = item.receivedTimes > 1 ? `, ${counted(item.receivedTimes, 'time', 'times')} in all` : ''
  return [
    { name: 'Received', value: `${instantInWords(item.receivedAt)}${times}` },
    { name: 'Way in', value: CHANNEL_NAMES[item.channel] },
    {
      name: 'Author',
      value: (
        <>
          {PROTECTION_NAMES[item.sourceProtection]}
          {item.source === null ? ', none named' : `, ${item.source}`}
        </>
      ),
    },
    ...(item.origins.length === 0
      ? []
      : [
          {
            name: 'Forwarded',
            isWide: true,
            value: item.origins
              .map(({ source, subject, sentAt }) =>
                [source ?? 'nobody named', subject, sentAt === null ? null : instantInWords(sentAt)]
                  .filter((one) => one !== null)
                  .join(', '),
              )
              .join('; '),
          },
        ]),
    ...(item.documents.length === 0
      ? []
      : [
          {
            name: 'Documents',
            isWide: true,
            value: item.documents.map(({ name, mediaType, size, sha256 }) => (
              <span key={sha256} className="strip-item">
                {name ?? 'without a name'}{' '}
                <span className="soft small">
                  {mediaType}, {count(size)} bytes,
                </span>{' '}
                <span className="mono small" title={sha256}>
                  {shortHash(sha256)}
                </span>
              </span>
            )),
          },
        ]),
    {
      name: 'Kept as',
      isWide: true,
      value: (
        <span className="mono small" title={item.sha256}>
          {shortHash(item.sha256)}, {count(item.size)} bytes
        </span>
      ),
    },
  ]
}
