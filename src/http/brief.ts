/** The daily brief over HTTP: for the firm, and the public preview and feed for everybody. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const BRIEF_OPERATIONS: readonly Operation[] = []

export function serveBrief(_server: FastifyInstance, _app: App): void {}
