import * as z from 'zod'
import { LeftMessage } from '../subscription/states/left-message.ts'
import { SesEventMessage } from './ses-event.ts'

/** What queue `Feedback` holds: events of SES, and that a reader left by a send's mail. */
export const FeedbackMessage = z.union([LeftMessage, SesEventMessage])
export type FeedbackMessage = z.infer<typeof FeedbackMessage>
