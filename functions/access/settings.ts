import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** What each function of this slice reads from its environment. */
export const environment = {
  authorizer: z.object({
    /** The `iss` of the user pool's tokens, a URL below which its keys are. */
    ISSUER: variable,
    /** The pool's clients whose tokens are taken, with commas between. */
    CLIENT_IDS: variable,
    /** Where is looked who of those that made API keys is still there. */
    USER_POOL_ID: variable,
    ACCESS_TABLE: variable,
  }),
} as const
