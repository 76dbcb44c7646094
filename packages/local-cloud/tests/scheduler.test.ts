import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Gateway } from '../gateway/gateway.ts'
import {
  createScheduler,
  type ScheduleDefinition,
  type Scheduler,
  type SchedulerOptions,
  type StoredSchedule,
} from '../scheduler/scheduler.ts'
import type { Problem } from '../types.ts'
import { aClient, aGateway } from './a-gateway.ts'
import { eventually } from './eventually.ts'

let kept: StoredSchedule[]
let clock: number
let runs: StoredSchedule[]
let letters: { queue: string; body: string; attributes: Record<string, string> }[]
let problems: Problem[]
let scheduler: Scheduler
let gateway: Gateway

const begin = async (more: Partial<SchedulerOptions> = {}) => {
  scheduler = createScheduler({
    load: () => structuredClone(kept),
    save: (schedules) => {
      kept = structuredClone(schedules)
    },
    now: () => clock,
    fire: async (schedule) => {
      runs.push(schedule)
    },
    deadLetter: async (_, queue, body, attributes) => {
      letters.push({ queue, body, attributes })
    },
    onProblem: (problem) => problems.push(problem),
    retryMs: 1,
    ...more,
  })
  gateway = await aGateway({ emulators: { scheduler: scheduler.emulator } })
}

const end = async () => {
  await scheduler.end()
  await gateway.end()
}

beforeEach(async () => {
  kept = []
  runs = []
  letters = []
  problems = []
  clock = Date.parse('2026-11-23T12:00:00.000Z')
  await begin()
})

afterEach(end)

const client = () => aClient(SchedulerClient, gateway)

const target = {
  Arn: 'arn:aws:lambda:us-east-1:000000000000:function:plan',
  RoleArn: 'arn:aws:iam::000000000000:role/schedule',
  Input: '{"send":1}',
}
const schedule = (more: Partial<CreateScheduleCommand['input']> = {}) => ({
  Name: 'issue-64',
  ScheduleExpression: 'at(2026-11-23T12:00:05)',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  Target: target,
  ...more,
})
const create = (more: Partial<CreateScheduleCommand['input']> = {}) =>
  client().send(new CreateScheduleCommand(schedule(more)))
const get = (Name = 'issue-64', GroupName?: string) =>
  client().send(new GetScheduleCommand({ Name, GroupName }))
const names = () => runs.map(({ Name }) => Name)
/** Moves the clock, triggers the scheduler, and lets the runs that start progress as far as they can. */
const pass = async (ms: number) => {
  clock += ms
  scheduler.look()
  await nextTurn()
}

test('a one-time schedule fires once, at its time', async () => {
  const { ScheduleArn } = await create()
  expect(ScheduleArn).toBe('arn:aws:scheduler:us-east-1:000000000000:schedule/default/issue-64')
  await pass(4_999)
  expect(names()).toEqual([])
  await pass(1)
  await pass(60_000)
  expect(names()).toEqual(['issue-64'])
  expect(scheduler.fired()).toEqual([
    {
      name: 'issue-64',
      group: 'default',
      expression: 'at(2026-11-23T12:00:05)',
      at: Date.parse('2026-11-23T12:00:05Z'),
      target: target.Arn,
    },
  ])
  expect((await get()).State).toBe('ENABLED')
})

test('a schedule that is done goes when it says so', async () => {
  await create({ ActionAfterCompletion: 'DELETE' })
  await pass(5_000)
  await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a schedule that is fired by hand runs at once, and again at its time', async () => {
  await create()
  scheduler.fire('issue-64')
  await pass(0)
  expect(names()).toEqual(['issue-64'])
  await pass(5_000)
  expect(names()).toEqual(['issue-64', 'issue-64'])
  expect(() => scheduler.fire('issue-65')).toThrow('There is no schedule default/issue-65 to fire')
})

test('a one-time schedule in the past is taken and never runs', async () => {
  await create({ ScheduleExpression: 'at(2026-11-23T11:00:00)' })
  await pass(60_000)
  expect(names()).toEqual([])
})

test('a rate begins at once, or at its start date, and stops at its end date', async () => {
  await create({ Name: 'now', ScheduleExpression: 'rate(1 minute)', EndDate: new Date(clock + 90_000) })
  await create({ Name: 'later', ScheduleExpression: 'rate(1 minute)', StartDate: new Date(clock + 30_000) })
  await pass(0)
  expect(names()).toEqual(['now'])
  await pass(30_000)
  expect(names()).toEqual(['now', 'later'])
  await pass(30_000)
  await pass(60_000)
  expect(names().filter((name) => name === 'now')).toHaveLength(2)
})

test('a disabled schedule does not fire', async () => {
  await create({ State: 'DISABLED', ActionAfterCompletion: 'DELETE' })
  await pass(5_000)
  expect(names()).toEqual([])
  expect((await get()).State).toBe('DISABLED')
})

test('what is created can be read as it was written', async () => {
  await client().send(new CreateScheduleGroupCommand({ Name: 'sends' }))
  const StartDate = new Date(clock + 1_000)
  await create({
    GroupName: 'sends',
    ScheduleExpression: 'cron(0 9 * * ? *)',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    StartDate,
    Description: '第一期',
  })
  expect(await get('issue-64', 'sends')).toMatchObject({
    GroupName: 'sends',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    StartDate,
    Description: '第一期',
    Target: target,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'NONE',
    CreationDate: new Date(clock),
  })
  expect(await client().send(new GetScheduleGroupCommand({ Name: 'sends' }))).toMatchObject({
    State: 'ACTIVE',
  })
})

test('a name is taken once', async () => {
  await create()
  await expect(create()).rejects.toMatchObject({ name: 'ConflictException' })
})

test('an update replaces the whole definition and its time', async () => {
  await create({ Description: 'first' })
  await client().send(new UpdateScheduleCommand(schedule({ ScheduleExpression: 'at(2026-11-23T13:00:00)' })))
  expect((await get()).Description).toBeUndefined()
  await pass(5_000)
  expect(names()).toEqual([])
  await pass(3_600_000)
  expect(names()).toEqual(['issue-64'])
})

test('what is not there cannot be updated, deleted or read', async () => {
  const missing = { name: 'ResourceNotFoundException' }
  await expect(client().send(new UpdateScheduleCommand(schedule()))).rejects.toMatchObject(missing)
  await expect(client().send(new DeleteScheduleCommand({ Name: 'issue-64' }))).rejects.toMatchObject(missing)
  await expect(create({ GroupName: 'nowhere' })).rejects.toMatchObject(missing)
})

test('a deleted schedule does not fire', async () => {
  await create()
  await client().send(new DeleteScheduleCommand({ Name: 'issue-64' }))
  await pass(5_000)
  expect(names()).toEqual([])
})

test('schedules are listed by group and prefix, page by page', async () => {
  for (const Name of ['b-1', 'a-2', 'a-1']) await create({ Name })
  const list = (input: ListSchedulesCommand['input']) => client().send(new ListSchedulesCommand(input))
  expect((await list({ NamePrefix: 'a-' })).Schedules?.map(({ Name }) => Name)).toEqual(['a-1', 'a-2'])
  const first = await list({ GroupName: 'default', MaxResults: 2 })
  const second = await list({ MaxResults: 2, NextToken: first.NextToken })
  expect([...first.Schedules!, ...second.Schedules!].map(({ Name }) => Name)).toEqual(['a-1', 'a-2', 'b-1'])
})

test.each<[string, Partial<CreateScheduleCommand['input']>, RegExp]>([
  ['an expression', { ScheduleExpression: 'daily' }, /Invalid Schedule Expression daily/],
  ['a time zone', { ScheduleExpressionTimezone: 'Mars/Olympus' }, /Mars/],
  ['a name', { Name: 'a b' }, /name/],
  ['dates in the wrong order', { StartDate: new Date(2), EndDate: new Date(1) }, /StartDate/],
  ['a target', { Target: { Arn: '', RoleArn: '' } }, /target/],
])('%s that AWS would not take is refused', async (_, more, message) => {
  await expect(create(more)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(message),
  })
})

test('a role that Scheduler may not assume is refused', async () => {
  await end()
  await begin({ mayAssume: () => false })
  await expect(create()).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(/assume the role/),
  })
})

test('a target that fails is tried again, and its input says so', async () => {
  await end()
  let failures = 2
  const inputs: (string | undefined)[] = []
  const fire = async ({ Target }: StoredSchedule) => {
    inputs.push(Target.Input)
    if (failures-- > 0) throw new Error('busy')
  }
  await begin({ fire })
  await create({
    Target: {
      ...target,
      Input: '{"try":"<aws.scheduler.attempt-number>","at":"<aws.scheduler.scheduled-time>"}',
    },
  })
  await pass(5_000)
  await eventually(() => inputs.length).toBe(3)
  expect(inputs[2]).toBe('{"try":"3","at":"2026-11-23T12:00:05Z"}')
  expect(scheduler.fired()).toHaveLength(1)
})

test('a target that keeps failing ends in the dead-letter queue', async () => {
  await end()
  await begin({ fire: () => Promise.reject(new Error('no such function')) })
  const queue = 'arn:aws:sqs:us-east-1:000000000000:dead'
  await create({
    Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: queue } },
  })
  await pass(5_000)
  await eventually(() => letters.length).toBe(1)
  expect(letters[0]).toMatchObject({
    queue,
    body: '{"send":1}',
    attributes: { ERROR_MESSAGE: 'no such function', TARGET_ARN: target.Arn },
  })
  expect(problems.map(({ kind }) => kind)).toEqual(['error', 'dead-letter'])
})

test('an event that has grown too old is not tried again', async () => {
  await end()
  let tries = 0
  const fire = () => {
    tries += 1
    clock += 61_000
    return Promise.reject(new Error('busy'))
  }
  await begin({ fire })
  const queue = 'arn:aws:sqs:us-east-1:000000000000:dead'
  const RetryPolicy = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 60 }
  await create({ Target: { ...target, RetryPolicy, DeadLetterConfig: { Arn: queue } } })
  await pass(5_000)
  await eventually(() => letters.length).toBe(1)
  expect(tries).toBe(1)
  expect(letters[0]?.attributes.EXHAUSTED_RETRY_CONDITION).toBe('MaximumEventAgeInSeconds')
})

test('schedules outlive a restart, and one that fell due meanwhile runs', async () => {
  await create()
  await end()
  clock += 60_000
  await begin()
  await pass(0)
  expect(names()).toEqual(['issue-64'])
})

test('a run that was cut short is done again', async () => {
  await end()
  await begin({ fire: () => Promise.reject(new Error('down')), retryMs: 60_000 })
  await create({ ActionAfterCompletion: 'DELETE' })
  await pass(5_000)
  await end()
  await begin()
  await pass(0)
  expect(names()).toEqual(['issue-64'])
  expect(kept).toEqual([])
})

test('a schedule of the template goes on as it was when it is declared again', async () => {
  const declared: ScheduleDefinition = {
    Name: 'issue-64',
    ScheduleExpression: 'rate(1 hour)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: target,
  }
  scheduler.declare(declared)
  await pass(0)
  clock += 1_800_000
  scheduler.declare(declared)
  await pass(0)
  expect(names()).toHaveLength(1)
  expect(() => scheduler.declare({ ...declared, ScheduleExpression: 'hourly' })).toThrow(/hourly/)
  scheduler.remove('issue-64', 'default')
  expect(kept).toEqual([])
})
