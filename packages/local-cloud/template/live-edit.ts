import { definitionOf } from '../scheduler/schedules.ts'
import type { Services } from '../services/services.ts'
import type { Resource } from '../types.ts'
import type { Deployment } from './resource-kind.ts'
import { kinds } from './resource-kinds.ts'

/** Most properties are read at each use; these are held by an emulator or a sandbox and must be told. */
export const applyEdit = async (resource: Resource, deployment: Deployment, services: Services) => {
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
  // Whether a subscription delivers hangs on the queue's policy.
  if (resource.type !== 'AWS::SQS::QueuePolicy') return
  const subscriptions = kinds['AWS::SNS::Subscription']!
  for (const it of resources.ofType('AWS::SNS::Subscription')) await subscriptions.deploy?.(it, deployment)
}
