/** What other nodes bring: judged by its signature, not by who signed in. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const POST_OPERATIONS: readonly Operation[] = []

export function servePost(_server: FastifyInstance, _app: App): void {}
