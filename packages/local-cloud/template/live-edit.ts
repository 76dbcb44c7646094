import { definitionOf } from '../scheduler/template-schedules.ts'
import type { Base } from '../services/bootstrap.ts'
import type { Services } from '../services/services.ts'
import type { Resource } from '../types.ts'
import type { Deployment } from './resource-kind.ts'
import { kinds } from './resource-kinds.ts'

export type Undo = () => Promise<void>

export type Live = {
  /** Changes a deployed resource's properties; returns the undo. */
  edit(logicalId: string, change: (resource: Resource) => void): Promise<Undo>
  /** Removes a resource, as if the template had forgotten it; returns the undo. */
  remove(logicalId: string): Promise<Undo>
  /**
   * Removes the statements of a policy resource for which `which` is true; returns the undo. @throws when there are
   * none
   */
  removeStatements(logicalId: string, which: (statement: Statement) => boolean): Promise<Undo>
  /** Removes a function's environment variable; returns the undo. @throws when it does not exist */
  removeVariable(logicalId: string, name: string): Promise<Undo>
}

type Statement = { Sid?: string; Action: string | string[]; Resource?: string | string[] }

/** Edits to deployed resources, for tests that show what a forgotten line breaks. */
export const createLiveEdit = (
  { resources, policies }: Pick<Base, 'resources' | 'policies'>,
  deployment: Deployment,
  services: Services,
): Live => {
  const apply = async (resource: Resource) => {
    policies.forget()
    await bringIntoForce(resource, deployment, services)
  }
  const edit: Live['edit'] = async (logicalId, change) => {
    const resource = resources.get(logicalId)
    if (!resource) throw new Error(`There is no resource ${logicalId}.`)
    const before = structuredClone(resource.properties)
    change(resource)
    await apply(resource)
    return async () => {
      resource.properties = before
      await apply(resource)
    }
  }
  return {
    edit,
    remove: async (logicalId) => {
      const resource = resources.remove(logicalId)
      await apply(resource)
      return async () => {
        resources.add(resource)
        await apply(resource)
      }
    },
    removeStatements: (logicalId, which) =>
      edit(logicalId, ({ properties }) => {
        const document = properties.PolicyDocument as { Statement: Statement[] }
        const kept = document.Statement.filter((statement) => !which(statement))
        if (kept.length === document.Statement.length) throw new Error(`${logicalId} has no such statement.`)
        document.Statement = kept
      }),
    removeVariable: (logicalId, name) =>
      edit(logicalId, ({ properties }) => {
        const { Variables } = properties.Environment as { Variables: Record<string, string> }
        if (!(name in Variables)) throw new Error(`${logicalId} has no variable ${name}.`)
        delete Variables[name]
      }),
  }
}

/** Most properties are read at each use. These are held by an emulator or a sandbox and must be pushed. */
const bringIntoForce = async (resource: Resource, deployment: Deployment, services: Services) => {
  const { resources } = deployment
  const isThere = resources.get(resource.logicalId) === resource
  if (resource.type === 'AWS::Lambda::Function' && isThere) await services.lambda.restart(resource.logicalId)
  if (resource.type === 'AWS::Scheduler::Schedule') {
    const { Name, GroupName = 'default' } = definitionOf(resource)
    if (isThere) services.scheduler.declare(definitionOf(resource))
    else services.scheduler.remove(Name, GroupName)
  }
  const kind = kinds[resource.type]!
  if (!isThere) await kind.retract?.(resource, deployment)
  if (isThere && ['AWS::SQS::Queue', 'AWS::SNS::Subscription'].includes(resource.type)) {
    await kind.deploy?.(resource, deployment)
  }
  // The queue's policy decides whether a subscription delivers.
  if (resource.type !== 'AWS::SQS::QueuePolicy') return
  const subscriptions = kinds['AWS::SNS::Subscription']!
  for (const it of resources.ofType('AWS::SNS::Subscription')) await subscriptions.deploy?.(it, deployment)
}
