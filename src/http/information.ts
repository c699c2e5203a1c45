/** What came in, over HTTP. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const INFORMATION_OPERATIONS: readonly Operation[] = []

export function serveInformation(_server: FastifyInstance, _app: App): void {}
