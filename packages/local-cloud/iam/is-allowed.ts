import type { Statement } from '../types.ts'
import { type Context, conditionsHold } from './conditions.ts'
import { actionMatches, arnMatches, listOf } from './match.ts'

/** `by`: the statements that allow it, each of which is sufficient. `why` follows a "because". */
export type Decision = { allowed: true; by: Statement[] } | { allowed: false; why: string }

const refuse = (statement: object): void => {
  for (const element of ['NotAction', 'NotResource', 'NotPrincipal'])
    if (element in statement)
      throw new Error(
        `${element} in an IAM statement is not supported by the local cloud: name what is meant`,
      )
}

const concerns = (statement: Statement, action: string, resource: string, context: Context): boolean => {
  refuse(statement)
  const resources = listOf(statement.Resource)
  return (
    listOf(statement.Action).some((glob) => actionMatches(glob, action)) &&
    (resources.length === 0 || resources.some((glob) => arnMatches(glob, resource))) &&
    conditionsHold(statement, context)
  )
}

type Naming = 'itself' | 'its account' | 'no'

/** How a resource policy's Principal element names the caller. */
const naming = (element: unknown, principal: string): Naming => {
  if (element === undefined) return 'no'
  if (element === '*') return 'itself'
  const { AWS = [], Service = [], Federated = [] } = element as Record<string, string | string[]>
  const named = listOf(AWS)
  if (named.includes('*')) return 'itself'
  if (principal.startsWith('federated:'))
    return listOf(Federated).includes(principal.slice('federated:'.length)) ? 'itself' : 'no'
  if (principal.startsWith('service:'))
    return listOf(Service).includes(principal.slice('service:'.length)) ? 'itself' : 'no'
  if (named.includes(principal)) return 'itself'
  const account = principal.split(':')[4]
  return named.includes(`arn:aws:iam::${account}:root`) || (account && named.includes(account))
    ? 'its account'
    : 'no'
}

const isRole = (principal: string) => principal.startsWith('arn:')

const sid = (statement: Statement) => (statement.Sid ? ` (${statement.Sid})` : '')

/**
 * Evaluates one action on one resource as IAM does within an account. An explicit deny wins; otherwise an allow in the
 * identity's or the resource's policy is enough. A resource policy that names the whole account delegates to
 * the identity's policies and allows nothing by itself
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 * @param input `principal` is a role's ARN, `service:NAME.amazonaws.com` or `federated:` and a provider's ARN; `context`
 * has lower-case keys.
 * @throws on NotAction, NotResource, NotPrincipal and unknown condition operators.
 */
export const isAllowed = (input: {
  action: string
  resource: string
  context: Context
  identity: Statement[]
  resourcePolicy?: Statement[]
  principal: string
}): Decision => {
  const { action, resource, context, principal } = input
  const applies = (statement: Statement) => concerns(statement, action, resource, context)
  const own = input.identity.filter((statement) => statement.Resource !== undefined && applies(statement))
  const theirs = (input.resourcePolicy ?? []).filter(
    (statement) => naming(statement.Principal, principal) !== 'no' && applies(statement),
  )
  const deny = [...own, ...theirs].find((statement) => statement.Effect === 'Deny')
  if (deny) return { allowed: false, why: `of an explicit deny${sid(deny)}` }
  const by = [...own, ...theirs.filter((statement) => naming(statement.Principal, principal) === 'itself')]
  return by.length > 0
    ? { allowed: true, by }
    : {
        allowed: false,
        why: `no ${isRole(principal) ? 'identity' : 'resource'}-based policy allows the ${action} action`,
      }
}
