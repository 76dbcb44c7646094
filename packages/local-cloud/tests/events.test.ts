import { afterEach, expect, test } from 'vitest'
import { type AwsEvent, anEvent } from '../events/event.ts'
import { createEvents, type EventsOptions } from '../events/events.ts'
import { matches } from '../events/pattern.ts'
import type { Rule, RuleTarget } from '../events/rule.ts'
import type { Problem } from '../types.ts'
import { eventually } from './eventually.ts'

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, looked into by assertions.
type Json = any

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const aRule = (over: Partial<Rule> = {}, target: Partial<RuleTarget> = {}): Rule => ({
  logicalId: 'OnIssue',
  name: 'on-issue',
  arn: 'arn:aws:events:us-east-1:000000000000:rule/on-issue',
  eventPattern: { source: ['aws.s3'] },
  enabled: true,
  targets: [{ Id: 'Target0', Arn: 'arn:aws:lambda:us-east-1:000000000000:function:build', ...target }],
  ...over,
})

const anObject = (key = 'issues/64.json'): AwsEvent =>
  anEvent(
    {
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '000000000000',
      region: 'us-east-1',
      resources: ['arn:aws:s3:::content'],
      detail: { bucket: { name: 'content' }, object: { key, size: 12 } },
    },
    Date.UTC(2026, 10, 23),
  )

const aBus = (rules: Rule[], over: Partial<EventsOptions> = {}) => {
  const got: { arn: string; event: Json; where: string }[] = []
  const problems: Problem[] = []
  const events = createEvents({
    rules: () => rules,
    target: async (arn, event, rule) => {
      got.push({ arn, event, where: rule.logicalId })
    },
    now: Date.now,
    onProblem: (problem) => problems.push(problem),
    retryMs: 10,
    ...over,
  })
  undo.push(() => events.end())
  return { events, got, problems }
}

const settled = ({ pending }: { pending(): number }) => eventually(pending).toBe(0)

test('an event goes to the targets of every rule that it matches', async () => {
  const other = aRule({ logicalId: 'Other', eventPattern: { source: ['aws.ec2'] } })
  const off = aRule({ logicalId: 'Off', enabled: false })
  const { events, got } = aBus([aRule(), other, off])
  const event = anObject()
  events.put(event)
  await settled(events)
  expect(got).toEqual([{ arn: aRule().targets[0]!.Arn, event, where: 'OnIssue' }])
  expect(event).toMatchObject({
    version: '0',
    time: '2026-11-23T00:00:00Z',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})

const withTarget = async (target: Partial<RuleTarget>) => {
  const { events, got } = aBus([aRule({}, target)])
  events.put(anObject('a"b'))
  await settled(events)
  return got[0]!.event
}

test('a target may get a constant, a part of the event, or a template filled in', async () => {
  expect(await withTarget({ Input: '{"job":"build"}' })).toEqual({ job: 'build' })
  expect(await withTarget({ InputPath: '$.detail.object' })).toEqual({ key: 'a"b', size: 12 })
  const InputPathsMap = {
    key: '$.detail.object.key',
    size: '$.detail.object.size',
    from: '$.resources[0]',
    all: '$.detail',
  }
  const template =
    '{"key":<key>,"said":"<key> of <size>","size":<size>,"from":<from>,"rule":<aws.events.rule-name>,"all":<all>}'
  expect(await withTarget({ InputTransformer: { InputPathsMap, InputTemplate: template } })).toEqual({
    key: 'a"b',
    said: 'a"b of 12',
    size: 12,
    from: 'arn:aws:s3:::content',
    rule: 'on-issue',
    all: { bucket: { name: 'content' }, object: { key: 'a"b', size: 12 } },
  })
})

test('a target that fails is tried again', async () => {
  let tries = 0
  const { events, problems } = aBus([aRule()], {
    target: async () => {
      if (++tries < 3) throw new Error('busy')
    },
  })
  events.put(anObject())
  await settled(events)
  expect(tries).toBe(3)
  expect(problems).toEqual([])
})

test('an event that no retry delivers goes to the target’s dead-letter queue, or is a problem', async () => {
  const queue = 'arn:aws:sqs:us-east-1:000000000000:dead'
  const reached: string[] = []
  const target: EventsOptions['target'] = async (arn) => {
    if (arn !== queue) throw new Error('gone')
    reached.push(arn)
  }
  const RetryPolicy = { MaximumRetryAttempts: 0 }
  const safe = aRule({}, { RetryPolicy, DeadLetterConfig: { Arn: queue } })
  const { events, problems } = aBus([safe, aRule({ logicalId: 'Unsafe' }, { RetryPolicy })], { target })
  events.put(anObject())
  await settled(events)
  expect(reached).toEqual([queue])
  expect(problems).toMatchObject([
    { kind: 'undeliverable', where: 'Unsafe', what: expect.stringContaining('gone') },
  ])
})

test('a pattern that cannot be read is a problem and harms no other rule', async () => {
  const bad = aRule({ logicalId: 'Bad', eventPattern: { source: [{ like: 'aws' }] } })
  const { events, got, problems } = aBus([bad, aRule()])
  events.put(anObject())
  await settled(events)
  expect(got.map(({ where }) => where)).toEqual(['OnIssue'])
  expect(problems).toMatchObject([
    { kind: 'error', where: 'Bad', what: expect.stringContaining('"like" is not known') },
  ])
})

test('a rule with a schedule fires when it is due, in UTC, and once for times that were missed', async () => {
  let now = Date.UTC(2026, 10, 23, 7, 59)
  const daily = aRule({ eventPattern: undefined, scheduleExpression: 'cron(0 8 * * ? *)' })
  const { events, got } = aBus([daily], { now: () => now })
  events.look()
  expect(got).toEqual([])
  now = Date.UTC(2026, 10, 23, 8, 0)
  events.look()
  await settled(events)
  expect(got).toHaveLength(1)
  expect(got[0]!.event).toMatchObject({
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    time: '2026-11-23T08:00:00Z',
    resources: [daily.arn],
    detail: {},
  })
  now = Date.UTC(2026, 10, 29, 9, 0)
  for (let looks = 0; looks < 3; looks += 1) events.look()
  await settled(events)
  expect(got).toHaveLength(2)
})

test('a rate counts from the start', async () => {
  let now = Date.UTC(2026, 10, 23)
  const everyFive = aRule({ eventPattern: undefined, scheduleExpression: 'rate(5 minutes)' })
  const { events, got } = aBus([everyFive], { now: () => now })
  const after = (ms: number) => {
    now += ms
    events.look()
    return got.length
  }
  expect([after(299_999), after(1), after(299_999), after(1)]).toEqual([0, 1, 1, 2])
})

test('a schedule that cannot be read is a problem, told once', async () => {
  const { events, problems } = aBus([aRule({ eventPattern: undefined, scheduleExpression: 'every day' })])
  for (let looks = 0; looks < 3; looks += 1) events.look()
  expect(problems).toMatchObject([
    { where: 'OnIssue', what: 'ScheduleExpression "every day" is no rate(…) or cron(…)' },
  ])
})

test.each<[string, Record<string, unknown>, Record<string, unknown>, boolean]>([
  ['exact values, any of a list', { a: ['x', 'y'] }, { a: 'y' }, true],
  ['another value', { a: ['x'] }, { a: 'y' }, false],
  ['a missing field', { a: ['x'] }, {}, false],
  ['every field', { a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
  ['a nested field', { a: { b: ['x'] } }, { a: { b: 'x' } }, true],
  ['one item of the event’s list', { a: ['x'] }, { a: ['w', 'x'] }, true],
  ['objects in the event’s list', { a: { b: ['x'] } }, { a: [{ b: 'w' }, { b: 'x' }] }, true],
  ['numbers, true and null', { a: [1, true, null] }, { a: null }, true],
  ['a number is not its text', { a: [1] }, { a: '1' }, false],
  ['prefix', { a: [{ prefix: 'issues/' }] }, { a: 'issues/64' }, true],
  ['prefix of something else', { a: [{ prefix: 'issues/' }] }, { a: 'images/64' }, false],
  ['prefix in any case', { a: [{ prefix: { 'equals-ignore-case': 'ISS' } }] }, { a: 'issues' }, true],
  ['suffix', { a: [{ suffix: '.json' }] }, { a: 'issue.json' }, true],
  ['any case', { a: [{ 'equals-ignore-case': 'ALICE' }] }, { a: 'alice' }, true],
  ['wildcard', { a: [{ wildcard: 'issues/*/issue.yaml' }] }, { a: 'issues/no-64/issue.yaml' }, true],
  ['wildcard is whole', { a: [{ wildcard: 'issues/*' }] }, { a: 'x/issues/1' }, false],
  ['wildcard escapes', { a: [{ wildcard: 'a\\*.b' }] }, { a: 'a*.b' }, true],
  ['wildcard escape is literal', { a: [{ wildcard: 'a\\*b' }] }, { a: 'axb' }, false],
  ['anything but a value', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, true],
  ['anything but, without the field', { a: [{ 'anything-but': 'x' }] }, {}, false],
  ['anything but a list', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
  ['anything but prefixes', { a: [{ 'anything-but': { prefix: ['x', 'y'] } }] }, { a: 'yes' }, false],
  ['numeric range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
  ['out of the range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 6 }, false],
  ['numeric of a text', { a: [{ numeric: ['>', 0] }] }, { a: '5' }, false],
  ['exists', { a: [{ exists: true }] }, { a: null }, true],
  ['does not exist', { a: [{ exists: false }] }, {}, true],
  ['should not exist', { a: [{ exists: false }] }, { a: 1 }, false],
  ['one of several ($or)', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
  ['none of several ($or)', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'z' }, false],
])('pattern: %s', (_, pattern, event, expected) => {
  expect(matches(pattern, event)).toBe(expected)
})
