import { arn, type Identify, type Need, type Scope } from '../gateway/call-permissions.ts'
import { jsonOf, pathOf, text } from '../gateway/parse-request.ts'
import type { Request } from '../types.ts'

type Rest = Record<string, string>

const schedules: Rest = {
  POST: 'CreateSchedule',
  GET: 'GetSchedule',
  PUT: 'UpdateSchedule',
  DELETE: 'DeleteSchedule',
}
const groups: Rest = { POST: 'CreateScheduleGroup', GET: 'GetScheduleGroup', DELETE: 'DeleteScheduleGroup' }

const groupOf = (request: Request): string =>
  text(jsonOf(request).GroupName) ?? new URLSearchParams(request.query).get('groupName') ?? 'default'

// The creator or updater of a schedule passes it a role, which needs permission
// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html).
const passedRole = (request: Request): Need[] => {
  const target = jsonOf(request).Target as { RoleArn?: unknown } | undefined
  const resource = text(target?.RoleArn)
  const context = { 'iam:passedtoservice': ['scheduler.amazonaws.com'] }
  return resource ? [{ action: 'iam:PassRole', resource, context }] : []
}

const onSchedule = (request: Request, scope: Scope, name: string) => {
  const action = schedules[request.method]
  if (!action) return undefined
  const resource = arn('scheduler', scope, `schedule/${groupOf(request)}/${name}`)
  return { action, needs: [{ action: `scheduler:${action}`, resource }, ...passedRole(request)] }
}

const onGroup = (request: Request, scope: Scope, name: string) => {
  const action = groups[request.method]
  if (!action) return undefined
  return {
    action,
    needs: [{ action: `scheduler:${action}`, resource: arn('scheduler', scope, `schedule-group/${name}`) }],
  }
}

/** EventBridge Scheduler's REST API. */
export const identifyScheduler: Identify = (request, scope) => {
  const [kind, name] = pathOf(request)
  if (kind === 'schedules' && name) return onSchedule(request, scope, name)
  if (kind === 'schedule-groups' && name) return onGroup(request, scope, name)
  const action = { schedules: 'ListSchedules', 'schedule-groups': 'ListScheduleGroups' }[kind ?? '']
  if (request.method !== 'GET' || !action) return undefined
  return { action, needs: [{ action: `scheduler:${action}`, resource: '*' }] }
}
