import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type {
  Counterparty,
  DenialRow,
  DiscussionView,
  ForumInbox,
  IssuedRecord,
  LicensingRow,
  LicensingView,
  Outgoing,
  PeerReport,
  PreviewView,
  PublicPage,
  SeatKey,
} from '../app/index.ts'
import { AUTHORITY_OPERATIONS } from './authority.ts'
import type { denialSchema, licensingRowSchema, licensingViewSchema } from './authority-shapes.ts'
import { FORUM_OPERATIONS } from './forum.ts'
import type {
  forumDiscussionSchema,
  forumInboxSchema,
  forumIssuedSchema,
  forumKeySchema,
  forumPageSchema,
  forumPreviewSchema,
  peerReportSchema,
} from './forum-shapes.ts'
import { POST_OPERATIONS } from './post.ts'
import type { counterpartySchema, outgoingSchema } from './post-shapes.ts'
import { SHAPES } from './shapes.ts'

/** `true` when what the program answers is what its shape says; otherwise this file does not compile. */
type Fits<Answer, Shape extends z.ZodType> = Answer extends z.input<Shape> ? true : never

const FITTING: readonly [
  Fits<Counterparty, typeof counterpartySchema>,
  Fits<Outgoing, typeof outgoingSchema>,
  Fits<LicensingRow, typeof licensingRowSchema>,
  Fits<LicensingView, typeof licensingViewSchema>,
  Fits<DenialRow, typeof denialSchema>,
  Fits<ForumInbox, typeof forumInboxSchema>,
  Fits<DiscussionView, typeof forumDiscussionSchema>,
  Fits<PreviewView, typeof forumPreviewSchema>,
  Fits<IssuedRecord, typeof forumIssuedSchema>,
  Fits<SeatKey, typeof forumKeySchema>,
  Fits<PublicPage, typeof forumPageSchema>,
  Fits<PeerReport, typeof peerReportSchema>,
] = [true, true, true, true, true, true, true, true, true, true, true, true]

/** Files and signed pages: what they are is said elsewhere than in JSON. */
const NO_JSON = ['applicationFile', 'refusedPackage', 'forumAnswer']

describe('the shapes of what nodes and offices say', () => {
  it('say of each answer what its type says', () => {
    expect(FITTING.every((fits) => fits)).toBe(true)
  })

  it.each([...POST_OPERATIONS, ...AUTHORITY_OPERATIONS, ...FORUM_OPERATIONS].map((one) => [one.id, one] as const))(
    'are published for %s',
    (id, { answers, takes }) => {
      expect(answers === null).toBe(NO_JSON.includes(id))
      for (const shape of [answers, takes])
        if (shape !== null && shape !== undefined) expect(SHAPES).toHaveProperty(shape)
    },
  )
})
