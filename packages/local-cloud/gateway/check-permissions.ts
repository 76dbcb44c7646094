import { globalContext } from '../iam/global-context.ts'
import { isAllowed } from '../iam/is-allowed.ts'
import type { Needs } from '../services/needs.ts'
import { localAccount } from '../template/template.ts'
import type { Call, Principal, Statement } from '../types.ts'
import type { Need } from './call-permissions.ts'

export type Denial = { action: string; resource: string; why: string }

/** A bucket's policy also covers its objects. */
const owner = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::') ? resource.split('/')[0]! : resource

export type Authorise = (
  call: Call,
  needs: Need[],
  principal: Principal,
  region: string,
) => Denial | undefined

/**
 * Checks everything that a call needs, and returns the first denial. A statement that cannot be evaluated denies too,
 * and says so in `why`.
 * @param onAllowed called once everything is allowed, with the statements that allowed each part
 */
export const createAuthorise =
  (
    resourcePolicies: (resourceArn: string) => Statement[],
    now: () => number,
    onAllowed: Needs['allowed'] = () => {},
  ): Authorise =>
  (call, needs, principal, region) => {
    const identity = principal.statements()
    const allowing: Statement[][] = []
    const shared = { ...globalContext(principal, region, localAccount, now()), ...call.context }
    for (const { action, resource, context } of needs) {
      const resourcePolicy = action === 'iam:PassRole' ? [] : resourcePolicies(owner(resource))
      const input = { action, resource, context: { ...shared, ...context }, identity, resourcePolicy }
      try {
        const decision = isAllowed({ ...input, principal: principal.arn })
        if (!decision.allowed) return { action, resource, why: decision.why }
        allowing.push(decision.by)
      } catch (error) {
        return { action, resource, why: (error as Error).message }
      }
    }
    for (const by of allowing) onAllowed(principal.arn, by)
    return undefined
  }

/** The denial in AWS's words. */
export const refusal = (denial: Denial, principal: Principal): string =>
  `User: ${principal.arn} is not authorized to perform: ${denial.action} on resource: ${denial.resource}` +
  ` because ${denial.why}`

/**
 * The denial on one line, with the statement to add.
 * @param name the resource's logical id, if it is the template's
 */
export const remedy = (denial: Denial, name?: string): string => {
  const statement = JSON.stringify({ Effect: 'Allow', Action: denial.action, Resource: denial.resource })
  const resource = name ? `${name} (${denial.resource})` : denial.resource
  return `${denial.action} on ${resource} was refused because ${denial.why}. The statement it needs: ${statement}`
}
