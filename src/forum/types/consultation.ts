/** Consulting industry, academia and civil society; a state lodges what they answer. */
import { dayField, line, list, prose, shape, voice } from './fields.ts'

export const consultCall = shape({
  title: line,
  questions: list(prose).refine((questions) => questions.length > 0, { error: 'is empty; ask at least one question' }),
  invites: list(voice).refine((voices) => voices.length > 0, { error: 'is empty; say who is invited' }),
  closesOn: dayField,
})

/** Lodged by the state that received it. `name` is `null` where the contributor asked not to be named. */
export const consultResponse = shape({
  voice,
  name: line.nullable(),
  answers: list(prose).refine((answers) => answers.length > 0, { error: 'is empty; give at least one answer' }),
})

/** What the calling state heard, and what follows from it. */
export const consultSummary = shape({ heard: prose, follows: prose })
