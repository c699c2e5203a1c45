import { describe, expect, it } from 'vitest'
import { screenParty } from './screen-parties.ts'
import { emptySnapshot } from './snapshot.ts'

function stateOf(name: string, otherNames: readonly string[] = []): string {
  const party = { name, otherNames: [...otherNames], roles: ['end-user' as const] }
  return screenParty(party, 'p1', emptySnapshot(), []).answer.screening.state
}

describe('a name that cannot be compared', () => {
  it('is never clear: it holds no letter and no digit', () => {
    for (const name of ['?', '---', '\u202e\u200b', '🚢']) expect(stateOf(name)).toBe('notPerformed')
  })

  it('is never clear: its end is not read', () => {
    expect(stateOf(`${'Fictional '.repeat(40)}Fulanov`)).toBe('notPerformed')
  })

  it('is never clear as one name of several', () => {
    expect(stateOf('Testislav Fulanov', ['•••'])).toBe('notPerformed')
    expect(stateOf('Testislav Fulanov', ['Fulanov T.'])).toBe('clear')
  })
})
