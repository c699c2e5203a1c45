/** Who is here: signing in and out, accounts, and what whoever asks may try. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'

export const PEOPLE_OPERATIONS: readonly Operation[] = []

export function servePeople(_server: FastifyInstance, _app: App): void {}
