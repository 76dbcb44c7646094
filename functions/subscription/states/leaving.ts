import * as z from 'zod'

/** Why a reader left, if they say so. */
export const leaveReasons = ['too-many', 'not-for-me', 'never-asked', 'other'] as const
export type LeaveReason = (typeof leaveReasons)[number]

/** How a reader left: by the link in a mail of which send, and why. */
export const Leaving = z.object({
  /** Absent where the link was in no send's mail. */
  send: z.string().optional(),
  reason: z.enum(leaveReasons).optional(),
})
export type Leaving = z.infer<typeof Leaving>
