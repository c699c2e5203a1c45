/** The worklist over HTTP. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const WORK_OPERATIONS: readonly Operation[] = []

export function serveWork(_server: FastifyInstance, _app: App): void {}
