import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** What each function of this slice reads from its environment. */
export const environment = {
  authorizer: z.object({
    /** The `iss` of the user pool's tokens, a URL below which its keys are. */
    ISSUER: variable,
    /** The pool's client whose tokens are taken. */
    CLIENT_ID: variable,
    ACCESS_TABLE: variable,
  }),
} as const
