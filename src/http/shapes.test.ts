import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { App, ScreenAnswer, Status } from '../app/index.ts'
import type { screeningSchema, statusSchema, summarySchema } from './shapes.ts'
import { SHAPES } from './shapes.ts'

/** `true` when what the program answers is what its shape says; otherwise this file does not compile. */
type Fits<Answer, Shape extends z.ZodType> = Answer extends z.input<Shape> ? true : never

type Summary = Awaited<ReturnType<App['recentAssessments']>>[number]

const FITTING: readonly [
  Fits<Summary, typeof summarySchema>,
  Fits<ScreenAnswer, typeof screeningSchema>,
  Fits<Status, typeof statusSchema>,
] = [true, true, true]

describe('the shapes of this door', () => {
  it('say of each answer what its type says', () => {
    expect(FITTING).toEqual([true, true, true])
  })

  it('are named so that a path can carry the name', () => {
    for (const name of Object.keys(SHAPES)) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })
})
