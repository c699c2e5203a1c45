/** Due-diligence cases over HTTP. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type AgainAsked,
  type App,
  actorOf,
  type CaseSource,
  type CaseView,
  type FactAsked,
  isPermitted,
  sentenceOfFactProblem,
  withoutInformation,
} from '../app/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import { callerOf } from './caller.ts'
import { listsOfExamples } from './examples.ts'
import type { Operation } from './operation.ts'
import { type HttpProblem, sendProblem } from './problem.ts'

export const CASES_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/cases',
    id: 'openCase',
    needs: 'cases.act',
    summary:
      'Open a case from an assessment that is kept, `{ assessment, soldBy }`, or from a transaction, `{ transaction, on, soldBy }`; soldBy: ids of people who earn from the sale',
    answers: 'case',
    status: 201,
    query: [{ name: 'lists', about: 'example:NAME, as for an assessment; absent: the lists in use' }],
    refuses: [400, 404, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/cases',
    id: 'cases',
    needs: 'cases.read',
    summary: 'Every case, oldest first: parties, the three answers, what stands in the way, by when',
    answers: 'cases',
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/cases/{id}',
    id: 'showCase',
    needs: 'cases.read',
    summary: 'One case whole, with the assessment it was opened from',
    answers: 'case',
    query: [
      {
        name: 'at',
        about: 'As it was known after this entry, from 0: nothing that came later is in it; absent: as it stands',
        type: 'integer',
      },
    ],
    refuses: [400, 404],
  },
  {
    method: 'post',
    path: '/v1/cases/{id}/acts',
    id: 'actOnCase',
    needs: 'cases.act',
    summary: 'Do one thing in a case, `{ kind, ... }`: recorded, or refused with what stands in the way and the way on',
    answers: 'case-events',
    status: 201,
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/cases/{id}/assessments',
    id: 'reassessCase',
    needs: 'cases.act',
    summary:
      'Assess the case again, with the lists and the law of today and what was decided since, `{ reason, on }`: parties are screened anew, and a hit whose entry changed is open again',
    answers: 'case',
    status: 201,
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/cases/{id}/export',
    id: 'exportCase',
    needs: 'cases.export',
    summary: 'The case as a file that anybody can verify without this program',
    answers: 'case-export',
    refuses: [404],
  },
  {
    method: 'get',
    path: '/v1/cases/{id}/facts/{sha256}',
    id: 'proveFact',
    needs: 'cases.export',
    summary:
      'One entry of a case, by its hash or that of a document it names, with the proof that it is in there; 404: it is not',
    answers: 'case-fact',
    query: [
      {
        name: 'as',
        about: '`submitted`: under the root of the application submitted last; absent: as the case stands',
      },
    ],
    refuses: [404],
  },
]

export function serveCases(server: FastifyInstance, app: App, examplesDir: string): void {
  serveFacts(server, app)
  const listsNamed = listsOfExamples(examplesDir)

  server.post<{ Querystring: { lists?: unknown } }>('/v1/cases', async (request, reply) => {
    const asked = readOpening(request.body)
    if (!asked.ok) return sendProblem(reply, asked.error)
    const lists = await listsNamed(request.query.lists)
    if (!lists.ok) return sendProblem(reply, lists.error)
    const { from, revenueOwners } = asked.value
    const source = lists.value === null || 'assessment' in from ? from : { ...from, snapshot: lists.value }
    const opened = await app.openCase(source, actorOf(callerOf(request)), { revenueOwners })
    if (!opened.ok) return sendProblem(reply, opened.error)
    const view = viewFor(request, opened.value)
    return reply.code(201).header('location', `/v1/cases/${view.id}`).send(view)
  })

  server.get('/v1/cases', async () => ({ cases: await app.allCases() }))

  server.get<{ Params: { id: string }; Querystring: { at?: unknown } }>('/v1/cases/:id', async (request, reply) => {
    const { id } = request.params
    const seq = readSeq(request.query.at)
    if (!seq.ok) return sendProblem(reply, seq.error)
    const view = await app.showCase(id, seq.value)
    if (view === null) return sendProblem(reply, { kind: 'case.unknown', id: shown(id) })
    if (seq.value !== undefined && view.knownAt === null) {
      const sentence = `is beyond the last entry; write 0 to ${view.timeline.length - 1}`
      return sendProblem(reply, { kind: 'query.invalid', field: 'at', sentence })
    }
    return viewFor(request, view)
  })

  server.post<{ Params: { id: string } }>('/v1/cases/:id/acts', async (request, reply) => {
    const acted = await app.actOnCase(request.params.id, request.body, actorOf(callerOf(request)))
    if (!acted.ok) return sendProblem(reply, acted.error)
    return reply.code(201).send({ events: acted.value })
  })

  server.post<{ Params: { id: string } }>('/v1/cases/:id/assessments', async (request, reply) => {
    const asked = readAgain(request.body)
    if (!asked.ok) return sendProblem(reply, asked.error)
    const done = await app.reassessCase(request.params.id, asked.value, actorOf(callerOf(request)))
    return done.ok ? reply.code(201).send(viewFor(request, done.value)) : sendProblem(reply, done.error)
  })

  server.get<{ Params: { id: string } }>('/v1/cases/:id/export', async (request, reply) => {
    const { id } = request.params
    const text = await app.exportCase(id)
    if (text === null) return sendProblem(reply, { kind: 'case.unknown', id: shown(id) })
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="case-${id}.json"`)
      .send(text)
  })
}

/** The place of an entry, from 0. */
function readSeq(at: unknown): Result<number | undefined, HttpProblem> {
  if (at === undefined) return ok(undefined)
  if (typeof at === 'string' && /^\d{1,9}$/.test(at)) return ok(Number(at))
  return err({ kind: 'query.invalid', field: 'at', sentence: 'is no place of an entry; write a whole number from 0' })
}

function viewFor(request: FastifyRequest, view: CaseView): CaseView {
  return isPermitted(callerOf(request), 'information.read') ? view : withoutInformation(view)
}

type Fact = {
  readonly Params: { readonly id: string; readonly sha256: string }
  readonly Querystring: { as?: unknown }
}

function serveFacts(server: FastifyInstance, app: App): void {
  server.get<Fact>('/v1/cases/:id/facts/:sha256', async (request, reply) => {
    const { id, sha256 } = request.params
    const asked: FactAsked = { sha256, as: request.query.as === 'submitted' ? 'submitted' : 'now' }
    const proof = await app.proveFact(id, asked)
    if (!proof.ok) {
      return sendProblem(reply, { kind: 'http.not-found', sentence: sentenceOfFactProblem(proof.error, asked) })
    }
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="fact-${sha256.slice(0, 16)}.json"`)
      .send(proof.value)
  })
}

type Opening = { readonly from: CaseSource; readonly revenueOwners: readonly string[] }

function readOpening(body: unknown): Result<Opening, HttpProblem> {
  const {
    assessment,
    transaction,
    on,
    soldBy = [],
  }: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {}
  if (!isTexts(soldBy)) return fault('soldBy', 'is not a list of ids of people')
  if (on !== undefined && typeof on !== 'string') return fault('on', 'is not a day; write YYYY-MM-DD')
  if (typeof assessment === 'string' && transaction === undefined) {
    return ok({ from: { assessment }, revenueOwners: soldBy })
  }
  if (assessment !== undefined || transaction === undefined) {
    return fault('transaction', 'give it, or the id of an `assessment` that is kept, and not both')
  }
  return ok({ from: { transaction, ...(on === undefined ? {} : { on }) }, revenueOwners: soldBy })
}

function readAgain(body: unknown): Result<AgainAsked, HttpProblem> {
  const { reason, on }: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {}
  if (typeof reason !== 'string' || !reason.isWellFormed()) return fault('reason', 'is missing, or is not text')
  if (on !== undefined && typeof on !== 'string') return fault('on', 'is not a day; write YYYY-MM-DD')
  return ok({ reason, exportOn: on })
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '' && one.isWellFormed())
}

function fault(field: string, sentence: string): Result<never, HttpProblem> {
  return err({ kind: 'case.event-invalid', field, sentence })
}

function shown(id: string): string {
  return id.slice(0, 60).toWellFormed()
}
