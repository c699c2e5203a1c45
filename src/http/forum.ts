/** The forum over HTTP: for delegates, and for the nodes of other states. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const FORUM_OPERATIONS: readonly Operation[] = []

export function serveForum(_server: FastifyInstance, _app: App): void {}
