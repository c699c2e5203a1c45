/** What a state may say to a record it holds, so that no discussion is a dead end. The gate is `issue`; this only offers. */
import type { Known, RecordState, RecordType, StateId } from '../../forum/index.ts'

export type Move = {
  readonly type: RecordType
  readonly rel: 'about' | 'answers' | 'derives-from' | 'implements' | 'corrects' | 'supersedes' | 'retracts'
  /** A verb with its object, as on a button. */
  readonly label: string
  /** It is what this state is waited for. */
  readonly isAwaited: boolean
}

type Stand = {
  readonly self: StateId
  readonly subject: Known
  readonly state: RecordState
  readonly isRetracted: boolean
  /** Its time to object is not over, and it may. */
  readonly mayObject: boolean
  /** States whose records of each type refer to it already. */
  readonly said: (type: RecordType) => readonly StateId[]
}

/** Those waited for first. */
export function movesOn(stand: Stand): readonly Move[] {
  const { subject, self } = stand
  const isOwn = subject.record.author === self
  if (stand.isRetracted) {
    return isOwn ? [] : [move('ack', 'about', 'Acknowledge', false)]
  }
  const moves = isOwn ? [...ofAll(stand), ...ofAuthor(stand)] : [...ofOthers(stand), ...ofAll(stand), ...ack(stand)]
  return moves.toSorted((a, b) => Number(b.isAwaited) - Number(a.isAwaited))
}

function move(type: RecordType, rel: Move['rel'], label: string, isAwaited = false): Move {
  return { type, rel, label, isAwaited }
}

const REPORTS: ReadonlySet<RecordType> = new Set(['threat.notice', 'tech.view', 'practice.share', 'denial.notice'])
/** Answers, not statements: they are answered in the discussion. */
const REACTIONS: ReadonlySet<RecordType> = new Set([
  'ack',
  'comment',
  'corroborate',
  'dispute',
  'retract',
  'membership.found',
  'membership.attest',
  'membership.withdraw',
  'delegates',
  'group.define',
])

function ofAuthor({ subject, state }: Stand): readonly Move[] {
  const { type } = subject.record
  const moves: Move[] = []
  if (type === 'tech.view' && state.is !== 'summarised') moves.push(move('tech.summary', 'about', 'Sum up the views'))
  if (type === 'licence.concern' && state.is !== 'closed')
    moves.push(move('licence.concern-closed', 'about', 'Close the concern'))
  if (type === 'denial.notice') moves.push(move('denial.review', 'about', 'Record a review'))
  if (type === 'consult.call' && state.is !== 'summarised')
    moves.push(move('consult.summary', 'about', 'Say what was heard', state.is === 'closed'))
  if (type === 'collab.opportunity' && (state.is === 'open' || state.is === 'joined'))
    moves.push(move('collab.close', 'about', 'Close the opportunity'))
  if (!type.startsWith('membership.') && type !== 'ack' && type !== 'retract') {
    moves.push(move('correct', 'corrects', 'Correct it'), move('retract', 'retracts', 'Retract it'))
  }
  return moves
}

function ofOthers({ subject, self, state, said }: Stand): readonly Move[] {
  const { type } = subject.record
  const isNew = (reaction: RecordType) => !said(reaction).includes(self)
  const moves: Move[] = []
  if (REPORTS.has(type)) {
    if (isNew('corroborate')) moves.push(move('corroborate', 'about', 'Corroborate'))
    if (isNew('dispute')) moves.push(move('dispute', 'about', 'Dispute'))
  }
  if (type === 'denial.notice' && state.is === 'in-force')
    moves.push(move('undercut.consult', 'about', 'Consult on a like application'))
  if (type === 'tech.view') moves.push(move('tech.view', 'about', 'Give a view of our own'))
  if (type === 'collab.opportunity' && (state.is === 'open' || state.is === 'joined') && isNew('collab.join'))
    moves.push(move('collab.join', 'about', 'Join'))
  return moves
}

/** To its author alone; waited for only where there is something to apply. */
function ack({ subject, self, said }: Stand): readonly Move[] {
  const { type } = subject.record
  if (REACTIONS.has(type) || type === 'membership.subscribe' || said('ack').includes(self)) return []
  return [move('ack', 'about', 'Acknowledge', type === 'correct')]
}

function ofAll({ subject, self, state, mayObject, said }: Stand): readonly Move[] {
  const { type, author } = subject.record
  const isNew = (reaction: RecordType) => !said(reaction).includes(self)
  const moves: Move[] = []
  if (type === 'policy.question') {
    moves.push(move('policy.answer', 'answers', 'Answer', author !== self && isNew('policy.answer')))
    moves.push(move('policy.position', 'about', 'Give our standing answer'))
    moves.push(move('meeting', 'about', 'Call a meeting'))
  }
  if (type === 'undercut.consult' && author !== self && state.is !== 'answered')
    moves.push(move('undercut.answer', 'answers', 'Answer the consultation', true))
  if (type === 'meeting') {
    if (state.is === 'proposed') moves.push(move('agenda', 'about', 'Set the agenda'))
    moves.push(move('minute', 'about', 'Write the minute', author === self && state.is === 'held'))
    moves.push(move('decision', 'about', 'Propose a decision'))
  }
  if (type === 'minute') moves.push(move('decision', 'about', 'Propose a decision'))
  if (mayObject && isNew('objection')) moves.push(move('objection', 'about', 'Object', false))
  if (type === 'decision' && state.is === 'adopted')
    moves.push(move('procedure', 'implements', 'Put it into a procedure'))
  if (type === 'consult.call' && state.is === 'open')
    moves.push(move('consult.response', 'answers', 'Lodge a response'))
  if (!REACTIONS.has(type) && !type.startsWith('membership.')) {
    moves.push(move('comment', 'about', 'Comment'))
    if (type !== 'translate') moves.push(move('translate', 'derives-from', 'Translate'))
  }
  return moves
}
