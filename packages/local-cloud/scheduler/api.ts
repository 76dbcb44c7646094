import { awsError } from '../gateway/errors.ts'
import { jsonOf, pathOf } from '../gateway/parse-request.ts'
import { json } from '../gateway/wire-answers.ts'
import type { Call, Request, Response } from '../types.ts'
import { defaultGroup, faultOf, type ScheduleDefinition, type StoredSchedule } from './schedule.ts'
import type { ScheduleStore } from './schedule-store.ts'

type Api = {
  store: ScheduleStore
  arnOf: (kind: 'schedule' | 'schedule-group', path: string) => string
  /** Whether a role's trust policy lets Scheduler assume it. */
  mayAssume: (roleArn: string) => boolean
  now: () => number
}

const error = (status: number, code: string, message: string) => awsError('scheduler', status, code, message)
const missing = (name: string) => error(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`)
const missingGroup = (name: string) =>
  error(404, 'ResourceNotFoundException', `Schedule group ${name} does not exist.`)
const invalid = (message: string) => error(400, 'ValidationException', message)

const described = (schedule: StoredSchedule): Record<string, unknown> => {
  const { createdAt, changedAt, nextAt: _, ...definition } = schedule
  const seconds = (date: string | number | undefined) =>
    typeof date === 'string' ? Date.parse(date) / 1000 : date
  return {
    State: 'ENABLED',
    ScheduleExpressionTimezone: 'UTC',
    ActionAfterCompletion: 'NONE',
    ...definition,
    StartDate: seconds(definition.StartDate),
    EndDate: seconds(definition.EndDate),
    CreationDate: createdAt / 1000,
    LastModificationDate: changedAt / 1000,
  }
}

const definitionOf = (request: Request, name: string): ScheduleDefinition => {
  const { ClientToken: _, ...body } = jsonOf(request)
  return { ...body, Name: name } as ScheduleDefinition
}

/** Validates and stores a definition. Create and update differ in whether it must already exist. */
const put = ({ store, arnOf, mayAssume }: Api, definition: ScheduleDefinition): Response => {
  const fault = faultOf(definition)
  if (fault) return invalid(fault)
  const group = definition.GroupName ?? defaultGroup
  if (!store.groups.has(group)) return missingGroup(group)
  if (!mayAssume(definition.Target.RoleArn))
    return invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.')
  const { Arn } = store.put(definition, arnOf('schedule', `${group}/${definition.Name}`))
  return json(200, { ScheduleArn: Arn })
}

const page = (api: Api, query: URLSearchParams): Response => {
  const wanted = {
    group: query.get('ScheduleGroup'),
    prefix: query.get('NamePrefix'),
    state: query.get('State'),
  }
  const from = Number(query.get('NextToken') ?? 0)
  const count = Number(query.get('MaxResults') ?? 100)
  const found = api.store
    .all()
    .filter(({ GroupName }) => !wanted.group || GroupName === wanted.group)
    .filter(({ Name }) => !wanted.prefix || Name.startsWith(wanted.prefix))
    .filter(({ State = 'ENABLED' }) => !wanted.state || State === wanted.state)
    .sort((one, other) => (one.Name < other.Name ? -1 : 1))
  const Schedules = found.slice(from, from + count).map((schedule) => {
    const { Arn, Name, GroupName, State, CreationDate, LastModificationDate } = described(schedule)
    return {
      Arn,
      Name,
      GroupName,
      State,
      CreationDate,
      LastModificationDate,
      Target: { Arn: schedule.Target.Arn },
    }
  })
  return json(200, { Schedules, NextToken: from + count < found.length ? String(from + count) : undefined })
}

const groupView = (api: Api, name: string) => {
  const date = (api.store.groups.get(name) ?? 0) / 1000
  return {
    Arn: api.arnOf('schedule-group', name),
    Name: name,
    State: 'ACTIVE',
    CreationDate: date,
    LastModificationDate: date,
  }
}

type Answer = (api: Api, request: Request, name: string, group: string) => Response

const answers: Record<string, Answer> = {
  CreateSchedule: (api, request, name) => {
    const definition = definitionOf(request, name)
    if (api.store.get(definition.GroupName ?? defaultGroup, name))
      return error(409, 'ConflictException', `Schedule ${name} already exists.`)
    return put(api, definition)
  },
  UpdateSchedule: (api, request, name) => {
    const definition = definitionOf(request, name)
    return api.store.get(definition.GroupName ?? defaultGroup, name) ? put(api, definition) : missing(name)
  },
  GetSchedule: (api, _, name, group) => {
    const found = api.store.get(group, name)
    return found ? json(200, described(found)) : missing(name)
  },
  DeleteSchedule: (api, _, name, group) => (api.store.remove(group, name) ? json(200, {}) : missing(name)),
  ListSchedules: (api, request) => page(api, new URLSearchParams(request.query)),
  CreateScheduleGroup: (api, _, name) => {
    if (api.store.groups.has(name))
      return error(409, 'ConflictException', `Schedule group ${name} already exists.`)
    api.store.groups.set(name, api.now())
    return json(200, { ScheduleGroupArn: api.arnOf('schedule-group', name) })
  },
  GetScheduleGroup: (api, _, name) =>
    api.store.groups.has(name) ? json(200, groupView(api, name)) : missingGroup(name),
  DeleteScheduleGroup: (api, _, name) => {
    if (!api.store.groups.delete(name)) return missingGroup(name)
    for (const { GroupName, Name } of api.store.all())
      if (GroupName === name) api.store.remove(GroupName, Name)
    return json(200, {})
  },
  ListScheduleGroups: (api) =>
    json(200, { ScheduleGroups: [...api.store.groups.keys()].map((name) => groupView(api, name)) }),
}

/** Answers one call of EventBridge Scheduler's REST API. */
export const answerScheduler = (api: Api, request: Request, call: Call): Response => {
  const answer = answers[call.action]
  if (!answer) return error(501, 'NotImplemented', `the local Scheduler does not know ${call.action}`)
  const [, name = ''] = pathOf(request)
  return answer(api, request, name, new URLSearchParams(request.query).get('groupName') ?? defaultGroup)
}
