import type { Request } from '../types.ts'
import type { Credential } from './wire.ts'

/** What only the template knows of the names that calls use. */
export type Known = {
  /** Verified SES identities: addresses and domains. */
  identities(): string[]
  /** The full ARN of a secret, by its name or ARN. */
  secretArn(id: string): string | undefined
}

/** Where a call is made and by whose account. */
export type Scope = Credential & { account: string; known: Known }

/** One thing that IAM must allow for a call to pass. */
export type Need = { action: string; resource: string; context?: Record<string, string[]> }

/** A call as its service names it. `public` calls need no credential. */
export type Identified = {
  action: string
  needs: Need[]
  context?: Record<string, string[]>
}

/** Reads a service's request; undefined where the service has no such call or the local cloud does not know it. */
export type Identify = (request: Request, scope: Scope) => Identified | undefined

export const arn = (service: string, scope: Scope, resource: string): string =>
  `arn:aws:${service}:${scope.region}:${scope.account}:${resource}`
