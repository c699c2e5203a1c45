/** Questions of policy and the answers states stand by. */
import { country, dayField, item, line, list, prose, shape } from './fields.ts'

export const policyQuestion = shape({
  question: line,
  background: prose,
  goods: list(item),
  destinations: list(country),
  answerBy: dayField.nullable(),
})

export const policyAnswer = shape({
  answer: prose,
  /** Law or guidance the answer rests on, as its state cites it. */
  lawCited: list(line),
})

/** A state's standing answer: what it will answer until it says otherwise. */
export const policyPosition = shape({
  subject: line,
  position: prose,
  lawCited: list(line),
  from: dayField,
})
