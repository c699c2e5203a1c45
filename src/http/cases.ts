/** Due-diligence cases over HTTP. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const CASES_OPERATIONS: readonly Operation[] = []

export function serveCases(_server: FastifyInstance, _app: App): void {}
