import type { Request } from '../types.ts'
import type { Credential } from './credential.ts'

/** Facts about names in calls that only the template knows. */
export type Known = {
  /** Verified SES identities: addresses and domains. */
  identities(): string[]
  /** The full ARN of a secret, given its name or ARN. */
  secretArn(id: string): string | undefined
}

/** The region, account and credential of a call. */
export type Scope = Credential & { account: string; known: Known }

/** One permission that a call needs. */
export type Need = { action: string; resource: string; context?: Record<string, string[]> }

/** A call by its service's name for it. `public` calls need no credentials. */
export type Identified = {
  action: string
  needs: Need[]
  context?: Record<string, string[]>
}

/** Identifies a service's request; undefined when the call does not exist or the local cloud does not know it. */
export type Identify = (request: Request, scope: Scope) => Identified | undefined

export const arn = (service: string, scope: Scope, resource: string): string =>
  `arn:aws:${service}:${scope.region}:${scope.account}:${resource}`

/**
 * The action whose permission a call needs: a batch needs the single action's, because IAM has no batch actions for SQS
 * and SNS (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html).
 */
export const singleAction = (action: string): string => action.replace(/Batch$/, '')
