import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** What each function of this slice reads from its environment. */
export const environment = {
  feedback: z.object({ SUBSCRIBERS_TABLE: variable, SENDS_TABLE: variable, READER_ID_SECRET_ARN: variable }),
} as const
