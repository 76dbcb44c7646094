import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** Where the console is on the site. */
export const consolePath = '/admin'
/** Where its style sheet and script are, under names made of their content. */
export const consoleAssetsPath = `${consolePath}/assets`

/** Where lists of readers are imported. */
export const importsPath = `${consolePath}/readers/imports`

/** Where mails are answered alone, for frames, under a security policy of their own. */
export const mailPath = `${consolePath}/mail`

/** Where people are sent who are not signed in. */
export const signInPath = `${consolePath}/sign-in`
/** Where the user pool sends people back to. */
export const signInDonePath = `${signInPath}/done`
export const signedOutPath = `${consolePath}/signed-out`

/** How long somebody stays signed in, in seconds: a working day. Their tokens of the user pool end with it. */
export const sessionSeconds = 12 * 3600

/** What the function of this slice reads from its environment. */
export const environment = {
  console: z.object({
    SITE_URL: variable,
    /** Where the admins' API is. */
    API_URL: variable,
    /** The `iss` of the user pool's tokens; below it stands where to sign in. */
    ISSUER: variable,
    /** The pool's client that stands for the console. */
    CLIENT_ID: variable,
    /** Holds who is signed in. */
    SESSIONS_TABLE: variable,
    /** The value of `edgeHeader`: by it CloudFront tells us who visits, and we the API who calls. */
    EDGE_KEY: variable,
  }),
} as const
