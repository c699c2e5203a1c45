/** The application of a case over HTTP. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const APPLICATION_OPERATIONS: readonly Operation[] = []

export function serveApplication(_server: FastifyInstance, _app: App): void {}
