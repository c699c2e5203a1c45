import type { FastifyReply } from 'fastify'
import {
  type Problem as AppProblem,
  type CaseProblem,
  type DeskProblem,
  type SignInProblem,
  sentenceOfCaseProblem,
  sentenceOfProblem,
} from '../app/index.ts'
import type { InputFault } from '../assessment/index.ts'
import type { Block } from '../case/index.ts'

/** What can be wrong at this door itself, before anything behind it is asked. */
export type DoorProblem = {
  readonly kind:
    | 'http.malformed'
    | 'http.too-large'
    | 'http.unsupported-media-type'
    | 'http.not-found'
    | 'http.method-not-allowed'
    | 'http.foreign-host'
    | 'http.cross-site'
    | 'http.not-signed-in'
    | 'http.not-permitted'
    | 'http.too-slow'
    | 'http.too-often'
    | 'http.busy'
    | 'http.failed'
  readonly sentence: string
}

export type HttpProblem = DoorProblem | AppProblem | CaseProblem | DeskProblem | SignInProblem

type StatusLine = { readonly status: number; readonly title: string }

const TO_CORRECT = 'There is something to correct'

/** Status and title of every problem; a new kind does not compile until it stands here. */
const STATUS_LINES: Readonly<Record<HttpProblem['kind'], StatusLine>> = {
  'http.malformed': { status: 400, title: 'The body cannot be read' },
  'http.too-large': { status: 413, title: 'The body is too large' },
  'http.unsupported-media-type': { status: 415, title: 'This kind of body is not read here' },
  'http.not-found': { status: 404, title: 'There is nothing here' },
  'http.method-not-allowed': { status: 405, title: 'This cannot be done here' },
  'http.foreign-host': { status: 421, title: 'This server does not answer to that name' },
  'http.cross-site': { status: 403, title: 'Requests from other sites are refused' },
  'http.not-signed-in': { status: 401, title: 'Nobody is signed in' },
  'http.not-permitted': { status: 403, title: 'This is for others to do' },
  'http.too-slow': { status: 408, title: 'The body does not come' },
  'http.too-often': { status: 429, title: 'Too much at once' },
  'http.busy': { status: 503, title: 'Others come first' },
  'sign-in.refused': { status: 401, title: 'You are not signed in' },
  'sign-in.choose-password': { status: 409, title: 'Choose a password of your own' },
  'sign-in.too-many': { status: 429, title: 'Too many tries' },
  'http.failed': { status: 500, title: 'The server could not do this' },
  'input.invalid': { status: 400, title: TO_CORRECT },
  'case-line.invalid': { status: 400, title: TO_CORRECT },
  'query.invalid': { status: 400, title: TO_CORRECT },
  'lists.unreadable-path': { status: 400, title: 'The lists cannot be read' },
  'list.unknown-version': { status: 404, title: 'No such version of a list' },
  'list.not-waiting': { status: 409, title: 'This version does not wait for a person' },
  'list.acceptance-incomplete': { status: 400, title: TO_CORRECT },
  'case.event-invalid': { status: 400, title: TO_CORRECT },
  'case.unknown': { status: 404, title: 'No such case' },
  'case.refused': { status: 409, title: 'The case does not allow this now' },
  'assessment.unknown': { status: 404, title: 'No such assessment' },
  'desk.unknown': { status: 404, title: 'There is no such thing here' },
  'desk.invalid': { status: 400, title: TO_CORRECT },
  'desk.refused': { status: 409, title: 'This cannot be done now' },
  'desk.not-permitted': { status: 403, title: 'This is for others to do' },
  'desk.unreachable': { status: 502, title: 'Another node does not answer' },
}

/** What goes out: RFC 9457, with our `kind` to script against and each fault with its field. */
export type ProblemDocument = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly kind: HttpProblem['kind']
  readonly faults: readonly InputFault[]
  /** What stands in the way, who can move it and how. */
  readonly blocks: readonly Block[]
}

export function problemDocument(problem: HttpProblem): ProblemDocument {
  const { status, title } = STATUS_LINES[problem.kind]
  return {
    type: `urn:unblind:problem:${problem.kind}`,
    title,
    status,
    detail: sentenceOf(problem).toWellFormed(),
    kind: problem.kind,
    faults: faultsOf(problem),
    blocks: blocksOf(problem),
  }
}

/** Sends a problem as `application/problem+json` with the status its kind has. */
export function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const document = problemDocument(problem)
  return reply
    .code(document.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(document))
}

function faultsOf(problem: HttpProblem): readonly InputFault[] {
  if (problem.kind === 'input.invalid') return problem.faults.map(wellFormed)
  if (problem.kind === 'desk.invalid') return (problem.faults ?? []).map(wellFormed)
  if (
    problem.kind === 'case-line.invalid' ||
    problem.kind === 'query.invalid' ||
    problem.kind === 'case.event-invalid'
  ) {
    return [wellFormed({ field: problem.field, sentence: problem.sentence })]
  }
  return []
}

function blocksOf(problem: HttpProblem): readonly Block[] {
  if (problem.kind === 'desk.refused') return problem.blocks ?? []
  return problem.kind === 'case.refused' && problem.refusal.kind === 'case.blocked' ? problem.refusal.blocks : []
}

function sentenceOf(problem: HttpProblem): string {
  if (isDoorProblem(problem) || isDeskProblem(problem) || isSignInProblem(problem)) return problem.sentence
  return isCaseProblem(problem) ? sentenceOfCaseProblem(problem) : sentenceOfProblem(problem)
}

function isDoorProblem(problem: HttpProblem): problem is DoorProblem {
  return problem.kind.startsWith('http.')
}

function isDeskProblem(problem: HttpProblem): problem is DeskProblem {
  return problem.kind.startsWith('desk.')
}

function isSignInProblem(problem: HttpProblem): problem is SignInProblem {
  return problem.kind.startsWith('sign-in.')
}

function isCaseProblem(problem: HttpProblem): problem is CaseProblem {
  return problem.kind.startsWith('case.') || problem.kind === 'assessment.unknown'
}

function wellFormed({ field, sentence }: InputFault): InputFault {
  return { field: field.toWellFormed(), sentence: sentence.toWellFormed() }
}
