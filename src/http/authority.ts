/** A licensing office over HTTP. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const AUTHORITY_OPERATIONS: readonly Operation[] = []

export function serveAuthority(_server: FastifyInstance, _app: App): void {}
