import { expect, it } from 'vitest'
import type { DiscussionView, ForumInbox, IssuedRecord } from '../src/app/index.ts'
import { call, foundForum, seat, startSeats, syncAll, tickingClock } from './forum-seats.ts'

const clock = tickingClock()
const nodes = await startSeats(['QM', 'QN', 'QO', 'QP'], clock)
await foundForum(nodes, ['QM', 'QN', 'QO'])

it('hands a notice to the states it names and to no other', async () => {
  const issued = await call<IssuedRecord>(seat(nodes, 'QM'), '/v1/forum/records', {
    type: 'threat.notice',
    handling: { tlp: 'AMBER', eyes: ['QN'] },
    basis: 'code-of-conduct',
    body: {
      title: 'Fictional intercept device used against reporters',
      summary: 'Fictional.',
      endUse: 'Watching reporters',
      rightsAffected: ['Privacy, ICCPR 17'],
      confidence: 'moderate',
    },
  })
  expect(issued.preview.receives.map(({ name }) => name)).toEqual(['Borland'])
  await syncAll(nodes)
  const there = await call<DiscussionView>(seat(nodes, 'QN'), `/v1/forum/records/${issued.hash}`)
  expect(there.records[0]?.from.name).toBe('Aldermark')
  await expect(call(seat(nodes, 'QO'), `/v1/forum/records/${issued.hash}`)).rejects.toThrow('404')
  const inbox = await call<ForumInbox>(seat(nodes, 'QO'), '/v1/forum/records')
  expect(inbox.discussions).toEqual([])
})
