import * as z from 'zod'
import { LeftMessage, RatedMessage } from '../subscription/states/mail-act-message.ts'
import { SesEventMessage } from './ses-event.ts'

/** What queue `Feedback` holds: events of SES, that a reader left by a send's mail, and what one says of it. */
export const FeedbackMessage = z.union([LeftMessage, RatedMessage, SesEventMessage])
export type FeedbackMessage = z.infer<typeof FeedbackMessage>
