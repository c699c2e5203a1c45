import { useState } from 'react'
import type { ForumStanding } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted, dayInWords, instantInWords, shortHash } from '../format.ts'
import { Mark, State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { ActForm, Fold, TextIn } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead, Section, Strip } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { useTitle } from '../title.ts'
import { DraftForm } from './draft-form.tsx'
import { WithoutSeat } from './without-seat.tsx'

type Seat = Extract<ForumStanding, { isSetUp: true }>

/** Who is in the forum, which nodes are asked, and what did not hold. */
export function StandingPage() {
  const [on, setOn] = useState('')
  const [turn, setTurn] = useState(0)
  const answer = useAnswer<ForumStanding>(`/v1/forum/standing${on === '' ? '' : `?on=${on}`}`, turn)
  useTitle('Members and peers')
  if (answer === null) return <Waiting what="Opening the members" />
  if (!answer.ok) return <ProblemNotice problem={answer.problem} />
  if (!answer.value.isSetUp) {
    const problem = { kind: 'desk.refused', title: 'No seat', detail: answer.value.missing, faults: [], blocks: [] }
    return <WithoutSeat problem={problem} />
  }
  const seat = answer.value
  const again = () => setTurn((now) => now + 1)
  return (
    <>
      <PageHead eyebrow={<a href="/forum">Forum</a>} title="Members and peers" />
      <Strip
        facts={[
          { name: 'This seat', value: seat.state.name },
          { name: 'Standing', value: seat.isMember ? 'Member' : 'Not a member yet' },
          {
            name: 'Fingerprint of its key',
            value: <code className="forum-fingerprint">{seat.fingerprint}</code>,
            isWide: true,
          },
        ]}
      />
      {seat.isMember ? null : (
        <p>
          This state reads what is public. <a href="/forum/new?type=membership.subscribe">Subscribe to the Code</a>.
          Once three members have attested its identity it reads what is for all members.
        </p>
      )}
      <Newcomers seat={seat} onSaid={again} />
      <Members seat={seat} on={on} onDay={setOn} />
      <Peers seat={seat} onSaid={again} />
      <NotTaken seat={seat} />
      <Named seat={seat} />
    </>
  )
}

function Newcomers({ seat, onSaid }: { readonly seat: Seat; readonly onSaid: () => void }) {
  const { permits } = useMe()
  if (seat.newcomers.length === 0) return null
  return (
    <Section id="newcomers" title="Ask to join" count={seat.newcomers.length}>
      {seat.newcomers.map(({ state, hash, fingerprint, attestedBy, needed }) => (
        <div key={hash} className="forum-newcomer">
          <p>
            <strong>{state.name}</strong> declares that it subscribes.{' '}
            <State
              state={{
                word: `${attestedBy.length} of ${needed} attestations`,
                shape: attestedBy.length === 0 ? 'hollow' : 'half',
                tone: 'plain',
                means: 'Attesting checks identity; it is no vote.',
              }}
            />
          </p>
          <p className="small soft">
            {attestedBy.length === 0
              ? 'Nobody has attested it yet.'
              : `Attested by ${attestedBy.map(({ name }) => name).join(', ')}.`}{' '}
            It declares the key <code className="forum-fingerprint">{fingerprint}</code>. Have it read to you outside
            this network, and compare.
          </p>
          {!permits('forum.write') ||
          !seat.isMember ||
          attestedBy.some(({ code }) => code === seat.state.code) ? null : (
            <Fold label={`Attest the identity of ${state.name}`}>
              <DraftForm
                type="membership.attest"
                name={`attestation of ${state.name}`}
                label={`Attest ${state.name}`}
                given={{ subscription: hash }}
                onDone={onSaid}
                isShort
              />
            </Fold>
          )}
        </div>
      ))}
    </Section>
  )
}

function Members({
  seat,
  on,
  onDay,
}: {
  readonly seat: Seat
  readonly on: string
  readonly onDay: (on: string) => void
}) {
  return (
    <Section
      id="members"
      title="Members"
      count={seat.members.length}
      tools={
        <label className="forum-on">
          on <input type="date" value={on === '' ? seat.on : on} onChange={(event) => onDay(event.target.value)} />
        </label>
      }
    >
      <Table
        caption="Members on the day"
        rows={seat.members}
        keyOf={({ state }) => state.code}
        empty={<Empty title={`No state was a member on ${dayInWords(seat.on)}`} />}
        columns={[
          {
            name: 'State',
            show: ({ state }) => (
              <>
                {state.name} <span className="soft">{state.code}</span>
              </>
            ),
          },
          { name: 'Since', show: ({ since }) => (since === null ? 'not known' : dayInWords(since.slice(0, 10))) },
          {
            name: 'By',
            show: ({ basis, attestedBy }) =>
              basis === 'founder' ? 'founding' : `attested by ${attestedBy.map(({ name }) => name).join(', ')}`,
          },
          {
            name: 'Fingerprint',
            show: ({ fingerprint }) =>
              fingerprint === null ? (
                <span className="unknown-text">no node yet</span>
              ) : (
                <code className="forum-fingerprint">{fingerprint}</code>
              ),
          },
        ]}
      />
    </Section>
  )
}

function Peers({ seat, onSaid }: { readonly seat: Seat; readonly onSaid: () => void }) {
  const { permits } = useMe()
  return (
    <Section id="peers" title="Nodes that are asked" count={seat.peers.length}>
      <Table
        caption="Nodes of other states that this one asks"
        rows={seat.peers}
        keyOf={({ state }) => state.code}
        empty={<Empty title="No node is asked, so nothing comes from other states" />}
        columns={[
          { name: 'State', show: ({ state }) => state.name },
          { name: 'Address', show: ({ address }) => <code>{address}</code> },
          {
            name: 'Asked',
            show: ({ askedAt }) => (askedAt === null ? 'not since the start' : instantInWords(askedAt)),
          },
          { name: 'Last news', show: ({ newsAt }) => (newsAt === null ? 'none yet' : instantInWords(newsAt)) },
          {
            name: 'Answers',
            show: ({ failing }) =>
              failing === null ? (
                <span className="state">
                  <Mark shape="filled" /> <span>as it should</span>
                </span>
              ) : (
                <span className="state tone-danger">
                  <Mark shape="dashed" />{' '}
                  <span>
                    not since {instantInWords(failing.since)}: {failing.sentence}
                  </span>
                </span>
              ),
          },
        ]}
      />
      {permits('forum.write') ? (
        <Fold label="Add a node">
          <ActForm
            path="/v1/forum/peers"
            label="Ask this node from now on"
            body={({ state = '', address = '' }) => ({ state: state.trim().toUpperCase(), address: address.trim() })}
            onDone={onSaid}
          >
            <TextIn name="state" label="State" hint="Its two-letter code in the forum." isNeeded />
            <TextIn name="address" label="Address" hint="https://host, with a port where it has one." isNeeded />
          </ActForm>
        </Fold>
      ) : null}
    </Section>
  )
}

function NotTaken({ seat }: { readonly seat: Seat }) {
  const { waiting, evidence, refused, refusedCount } = seat
  return (
    <Section
      id="not-taken"
      title="Waiting, refused, and kept as evidence"
      count={waiting.length + evidence.length + refusedCount}
    >
      {waiting.length + evidence.length + refusedCount === 0 ? (
        <p>Nothing: every record that came was whole, signed by its author, and for this state.</p>
      ) : null}
      {waiting.length === 0 ? null : (
        <>
          <h3>Waits for others before it</h3>
          <ul className="forum-readers">
            {waiting.map(({ name, from, sentence }) => (
              <li key={sentence}>
                <Mark shape="half" /> <strong>{name}</strong>, from {from}. {spoken(sentence)}
              </li>
            ))}
          </ul>
        </>
      )}
      {evidence.length === 0 ? null : (
        <>
          <h3>Evidence</h3>
          <p className="small soft">Signed by the state it tells against: show it to that state, or to the others.</p>
          <ul className="forum-readers">
            {evidence.map(({ at, of, author, sentence, texts }) => (
              <li key={`${at} ${sentence}`}>
                <Mark shape="filled" /> <strong>{author.name}</strong>, {of}, {instantInWords(at)}. {spoken(sentence)}
                <details>
                  <summary>{counted(texts.length, 'signed text', 'signed texts')}</summary>
                  {texts.map((text) => (
                    <p key={text} className="forum-text">
                      <code>{text}</code>
                    </p>
                  ))}
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
      {refused.length === 0 ? null : (
        <>
          <h3>Refused</h3>
          <ul className="forum-readers">
            {refused.toReversed().map(({ at, from, hash, sentence }) => (
              <li key={hash}>
                <Mark shape="barred" /> <code title={hash}>{shortHash(hash)}</code> from {from}, {instantInWords(at)}.{' '}
                {spoken(sentence)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function Named({ seat }: { readonly seat: Seat }) {
  return (
    <>
      <Section id="delegates" title="Delegates" count={seat.delegates.length}>
        {seat.delegates.length === 0 ? (
          <p>
            No state has listed its delegates, so a RED record reaches nobody.{' '}
            <a href="/forum/new?type=delegates">List the delegates of this state</a>.
          </p>
        ) : (
          <Table
            caption="Who speaks for each state"
            rows={seat.delegates}
            keyOf={({ person }) => person}
            empty={null}
            columns={[
              { name: 'Name', show: ({ name }) => name },
              { name: 'Office', show: ({ office }) => office },
              { name: 'State', show: ({ state }) => state.name },
            ]}
          />
        )}
      </Section>
      <Section id="groups" title="Groups" count={seat.groups.length}>
        {seat.groups.length === 0 ? (
          <p>
            No group of states is defined here. <a href="/forum/new?type=group.define">Define one</a> for readers you
            write to again and again.
          </p>
        ) : (
          <Table
            caption="Groups this state is in"
            rows={seat.groups}
            keyOf={({ group }) => group}
            empty={null}
            columns={[
              { name: 'Group', show: ({ name }) => name },
              { name: 'Owner', show: ({ owner }) => owner.name },
              { name: 'Members', show: ({ members }) => members.map(({ name }) => name).join(', ') },
            ]}
          />
        )}
      </Section>
    </>
  )
}
