import { createHmac, randomBytes } from 'node:crypto'
import { memoize } from '../host/memoize.ts'
import type { Needs } from '../services/needs.ts'
import type { Principal, Resource, Resources, Statement } from '../types.ts'
import type { Context } from './conditions.ts'
import { globalContext } from './global-context.ts'
import { isAllowed } from './is-allowed.ts'
import { managedPolicy } from './managed-policies.ts'
import { arnMatches } from './match.ts'

type PolicyDocument = { Statement: Statement | Statement[] }
type RoleProperties = {
  AssumeRolePolicyDocument: PolicyDocument
  Policies?: { PolicyDocument: PolicyDocument }[]
  ManagedPolicyArns?: string[]
}
type PermissionProperties = { FunctionName: string; Action: string; Principal: string; SourceArn?: string }

/** Random for each process. */
const chance = randomBytes(32)

/** Unguessable: the gateway verifies the signatures of URLs only, and otherwise who knows a key may use it. */
const keyFor = (who: string) =>
  `LOCAL${createHmac('sha256', chance).update(who).digest('hex').slice(0, 32).toUpperCase()}`

/** The secret of an access key, of whoever it is. New at each start. */
export const secretOf = (accessKeyId: string): string => keyFor(`secret of ${accessKeyId}`)

/**
 * Credentials for callers outside the cloud, such as tests and the command line. They may do everything. New at each
 * start.
 */
export const operatorCredentials = {
  accessKeyId: keyFor('operator'),
  secretAccessKey: secretOf(keyFor('operator')),
}

/** The access key of a role's calls. New at each start. */
export const accessKeyOf = (roleArn: string): string => {
  const known = keys.get(roleArn)
  if (known) return known
  const key = keyFor(roleArn)
  keys.set(roleArn, key)
  return key
}
const keys = new Map<string, string>()

export type Policies = ReturnType<typeof createPolicies>

/**
 * The template's policies, cached. Call `forget` after an edit.
 * @param onAllowed called with the statements that allowed a role's request
 * @param now the clock of policies with a time
 */
export const createPolicies = (
  resources: Resources,
  onAllowed: Needs['allowed'],
  { region, account }: { region: string; account: string },
  now: () => number,
) => {
  const contextOf = (arn: string, sourceArn?: string) =>
    globalContext({ arn, ...(sourceArn && { sourceArn }) }, region, account, now())
  const statementsOfRole = memoize((arn) => identityStatements(resources, resources.byArn(arn)!))
  const resourcePolicies = memoize((arn) => resourceStatements(resources, arn))
  const principal = memoize((accessKeyId): Principal | undefined => {
    if (accessKeyId === operatorCredentials.accessKeyId) return operator
    const roles = resources.ofType('AWS::IAM::Role')
    const role = roles.find((it) => accessKeyOf(it.attributes.Arn!) === accessKeyId)
    if (!role) return undefined
    const arn = role.attributes.Arn!
    return { name: holderOf(resources, role), arn, statements: () => statementsOfRole(arn) }
  })

  return {
    principal,
    resourcePolicies,
    forget: () => {
      for (const read of [statementsOfRole, resourcePolicies, principal]) read.forget()
    },
    /** Whether a role's own policies allow an action, e.g. logs:PutLogEvents on its log group. */
    roleMay: (roleArn: string, action: string, resource: string) => {
      const role = resources.byArn(roleArn)
      if (!role) return false
      const identity = statementsOfRole(roleArn)
      const context = contextOf(roleArn)
      const decision = isAllowed({ action, resource, context, identity, principal: roleArn })
      if (decision.allowed) onAllowed(roleArn, decision.by)
      return decision.allowed
    },
    /**
     * Whether the resource's policy lets a service (`sns`, `events`, …) act on it for `sourceArn`.
     * @param more condition keys of the request
     */
    serviceMay: (
      service: string,
      action: string,
      resource: string,
      sourceArn: string,
      more: Context = {},
    ) => {
      const resourcePolicy = resourcePolicies(resource)
      const principal = `service:${service}.amazonaws.com`
      const context = { ...contextOf(principal, sourceArn), ...more }
      return isAllowed({ action, resource, context, identity: [], resourcePolicy, principal }).allowed
    },
    /** Whether the function's permissions let a service invoke it for `sourceArn`. */
    mayInvoke: (service: string, functionArn: string, sourceArn: string) =>
      resources.ofType('AWS::Lambda::Permission').some(({ properties }) => {
        const it = properties as PermissionProperties
        const named = [functionArn, functionArn.split(':').at(-1)].includes(it.FunctionName)
        const granted = it.Principal === `${service}.amazonaws.com` && it.Action === 'lambda:InvokeFunction'
        return named && granted && (!it.SourceArn || arnMatches(it.SourceArn, sourceArn))
      }),
    /** Whether a role's trust policy lets a service assume it for `sourceArn`. */
    trusts: (roleArn: string, service: string, sourceArn: string) => {
      const principal = `service:${service}.amazonaws.com`
      const context = contextOf(principal, sourceArn)
      return isTrusted(resources, roleArn, { action: 'sts:AssumeRole', context, principal })
    },
    /**
     * Whether a role's trust policy lets a federated user of an OIDC provider assume it.
     * @param context the user's claims, as condition keys
     */
    trustsWebIdentity: (roleArn: string, providerArn: string, context: Context) =>
      isTrusted(resources, roleArn, {
        action: 'sts:AssumeRoleWithWebIdentity',
        context,
        principal: `federated:${providerArn}`,
      }),
  }
}

const isTrusted = (
  resources: Resources,
  roleArn: string,
  asked: { action: string; context: Context; principal: string },
): boolean => {
  const role = resources.byArn(roleArn)?.properties as RoleProperties | undefined
  const resourcePolicy = role ? statementsIn(role.AssumeRolePolicyDocument) : []
  return isAllowed({ ...asked, resource: roleArn, identity: [], resourcePolicy }).allowed
}

const operator: Principal = {
  name: 'operator',
  arn: 'arn:aws:iam::000000000000:user/operator',
  statements: () => [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}

const statementsIn = ({ Statement: it }: PolicyDocument) => (Array.isArray(it) ? it : [it])

const identityStatements = (resources: Resources, role: Resource): Statement[] => {
  const { Policies = [], ManagedPolicyArns = [] } = role.properties as RoleProperties
  const attached = [...resources.ofType('AWS::IAM::Policy'), ...resources.ofType('AWS::IAM::ManagedPolicy')]
    .filter(({ properties }) => (properties.Roles as string[] | undefined)?.includes(role.physicalId))
    .map(({ properties }) => properties as { PolicyDocument: PolicyDocument })
  const managed = ManagedPolicyArns.flatMap((arn) => {
    const own = resources.ofType('AWS::IAM::ManagedPolicy').find((it) => it.physicalId === arn)
    return own ? statementsIn(own.properties.PolicyDocument as PolicyDocument) : managedPolicy(arn, role)
  })
  return [...[...Policies, ...attached].flatMap(({ PolicyDocument: it }) => statementsIn(it)), ...managed]
}

/** For each type of policy, the property that names the resources it covers. */
const policyTypes: Record<string, string> = {
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SNS::TopicPolicy': 'Topics',
  'AWS::S3::BucketPolicy': 'Bucket',
}

const resourceStatements = (resources: Resources, arn: string): Statement[] => {
  // An object's ARN is its bucket's plus the key; the bucket's policy covers both.
  const owner = resources.byArn(arn.startsWith('arn:aws:s3:') ? arn.replace(/\/.*$/, '') : arn)
  if (!owner) return []
  return Object.entries(policyTypes).flatMap(([type, property]) =>
    resources
      .ofType(type)
      .filter(({ properties }) => [properties[property]].flat().includes(owner.physicalId))
      .flatMap(({ properties }) => statementsIn(properties.PolicyDocument as PolicyDocument)),
  )
}

const holderOf = (resources: Resources, role: Resource) => {
  const arn = role.attributes.Arn
  const holders = [
    ...resources.ofType('AWS::Lambda::Function'),
    ...resources.ofType('AWS::Scheduler::Schedule'),
  ].filter(
    ({ properties }) =>
      properties.Role === arn || (properties.Target as { RoleArn?: string })?.RoleArn === arn,
  )
  return holders.length === 1 ? holders[0]!.logicalId : role.logicalId
}
