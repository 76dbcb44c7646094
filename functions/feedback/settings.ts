import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** The environment variables of each function in this slice. */
export const environment = {
  feedback: z.object({ SUBSCRIBERS_TABLE: variable, SENDS_TABLE: variable, READER_ID_SECRET_ARN: variable }),
} as const
