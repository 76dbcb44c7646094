import { expect, test } from 'vitest'
import { isAllowed } from '../iam/is-allowed.ts'
import type { Statement } from '../types.ts'

const role = 'arn:aws:iam::000000000000:role/deliver'
const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/letters'
const queue = 'arn:aws:sqs:us-east-1:000000000000:work'

const allow = (
  Action: string | string[],
  Resource: string | string[],
  rest: Partial<Statement> = {},
): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
})

const ask = (
  action: string,
  resource: string,
  identity: Statement[],
  more: { context?: Record<string, string[]>; resourcePolicy?: Statement[]; principal?: string } = {},
) => isAllowed({ action, resource, identity, context: {}, principal: role, ...more }).allowed

test('what no statement allows is refused', () => {
  expect(ask('dynamodb:PutItem', table, [])).toBe(false)
  expect(ask('dynamodb:PutItem', table, [allow('dynamodb:GetItem', table)])).toBe(false)
})

test('an action fits in any case and by its wildcards', () => {
  expect(ask('dynamodb:PutItem', table, [allow('DynamoDB:putitem', table)])).toBe(true)
  expect(ask('dynamodb:BatchGetItem', table, [allow('dynamodb:Batch*', table)])).toBe(true)
  expect(ask('dynamodb:GetItem', table, [allow('dynamodb:?etItem', table)])).toBe(true)
  expect(ask('dynamodb:GetItem', table, [allow(['sqs:*', '*'], table)])).toBe(true)
})

test('a resource fits as it is written, and a wildcard stays between its colons', () => {
  expect(ask('dynamodb:Query', `${table}/index/byDay`, [allow('dynamodb:Query', table)])).toBe(false)
  expect(ask('dynamodb:Query', `${table}/index/byDay`, [allow('dynamodb:Query', `${table}/index/*`)])).toBe(
    true,
  )
  expect(ask('sqs:SendMessage', queue, [allow('sqs:*', 'arn:aws:sqs:*:work')])).toBe(false)
  expect(ask('sqs:SendMessage', queue, [allow('sqs:*', 'arn:aws:sqs:*:*:work')])).toBe(true)
  expect(ask('sqs:SendMessage', queue, [allow('sqs:*', 'arn:aws:sqs:*')])).toBe(true)
  expect(ask('sqs:SendMessage', queue.toUpperCase(), [allow('sqs:*', queue)])).toBe(false)
  expect(ask('sqs:SendMessage', queue, [allow('sqs:*', 'arn:aws:sqs:us-east-?:*:w??k')])).toBe(true)
  expect(ask('sqs:SendMessage', queue, [allow('sqs:*', 'arn:aws:sqs?us-east-1:*:work')])).toBe(false)
  expect(ask('s3:GetObject', 'arn:aws:s3:::files/a:b\nc', [allow('s3:*', 'arn:aws:s3:::files/*')])).toBe(true)
  expect(ask('s3:GetObject', 'arn:aws:s3:::filesXa', [allow('s3:*', 'arn:aws:s3:::files.a')])).toBe(false)
})

test('an explicit deny wins over every allow', () => {
  const deny: Statement = { Effect: 'Deny', Action: 'sqs:*', Resource: '*', Sid: 'Never' }
  expect(ask('sqs:SendMessage', queue, [allow('*', '*'), deny])).toBe(false)
  const everybody = { ...deny, Principal: '*' }
  expect(ask('sqs:SendMessage', queue, [allow('*', '*')], { resourcePolicy: [everybody] })).toBe(false)
})

test("a resource's policy may allow what the role's does not", () => {
  const named = allow('sqs:SendMessage', queue, { Principal: { AWS: role } })
  expect(ask('sqs:SendMessage', queue, [], { resourcePolicy: [named] })).toBe(true)
  expect(ask('sqs:ReceiveMessage', queue, [], { resourcePolicy: [named] })).toBe(false)
  const other = { ...named, Principal: { AWS: 'arn:aws:iam::000000000000:role/other' } }
  expect(ask('sqs:SendMessage', queue, [], { resourcePolicy: [other] })).toBe(false)
})

test('a resource policy for the whole account leaves it to the role', () => {
  const root = allow('sqs:*', queue, { Principal: { AWS: 'arn:aws:iam::000000000000:root' } })
  expect(ask('sqs:SendMessage', queue, [], { resourcePolicy: [root] })).toBe(false)
  const denied = { ...root, Effect: 'Deny' as const }
  expect(ask('sqs:SendMessage', queue, [allow('*', '*')], { resourcePolicy: [denied] })).toBe(false)
})

test('every statement is told that is enough by itself', () => {
  const own = [allow('sqs:*', queue), allow('*', '*'), allow('sqs:ReceiveMessage', queue)]
  const named = allow('sqs:SendMessage', queue, { Principal: { AWS: role } })
  const root = allow('sqs:*', queue, { Principal: { AWS: 'arn:aws:iam::000000000000:root' } })
  const asked = { action: 'sqs:SendMessage', resource: queue, context: {}, principal: role }
  expect(isAllowed({ ...asked, identity: own, resourcePolicy: [root, named] })).toEqual({
    allowed: true,
    by: [own[0], own[1], named],
  })
})

test('a service is let in by name, and only for the source that the condition names', () => {
  const source = 'arn:aws:sns:us-east-1:000000000000:events'
  const policy = allow('sqs:SendMessage', queue, {
    Principal: { Service: 'sns.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': source } },
  })
  const as = (principal: string, from: string) =>
    ask('sqs:SendMessage', queue, [], {
      resourcePolicy: [policy],
      principal,
      context: { 'aws:sourcearn': [from] },
    })
  expect(as('service:sns.amazonaws.com', source)).toBe(true)
  expect(as('service:sns.amazonaws.com', `${source}2`)).toBe(false)
  expect(as('service:events.amazonaws.com', source)).toBe(false)
})

/** Two keys that a call may lack. */
const [k, l] = ['aws:sourcevpc', 'aws:sourcevpce']

test.each<[string, Statement['Condition'], Record<string, string[]>, boolean]>([
  ['a string that is another', { StringEquals: { [k]: 'a' } }, { [k]: ['b'] }, false],
  ['one of several strings', { StringEquals: { [k]: ['a', 'b'] } }, { [k]: ['b'] }, true],
  ['a key that is absent', { StringEquals: { [k]: 'a' } }, {}, false],
  ['a key that is absent, if it exists', { StringEqualsIfExists: { [k]: 'a' } }, {}, true],
  ['a negation of an absent key', { StringNotEquals: { [k]: 'a' } }, {}, true],
  [
    'a negation that holds for one value only',
    { StringNotEquals: { [k]: ['a', 'b'] } },
    { [k]: ['c', 'a'] },
    false,
  ],
  ['another case', { StringEqualsIgnoreCase: { [k]: 'A' } }, { [k]: ['a'] }, true],
  ['a pattern', { StringLike: { [k]: '*@example.com' } }, { [k]: ['news@example.com'] }, true],
  [
    'a pattern that is refused',
    { StringNotLike: { [k]: '*@example.com' } },
    { [k]: ['news@example.com'] },
    false,
  ],
  ['a boolean', { Bool: { [k]: 'false' } }, { [k]: ['true'] }, false],
  ['a number', { NumericLessThan: { [k]: '10' } }, { [k]: ['9'] }, true],
  ['a date', { DateGreaterThan: { [k]: '2026-01-01T00:00:00Z' } }, { [k]: ['2026-11-23T00:00:00Z'] }, true],
  ['all values', { 'ForAllValues:StringLike': { [k]: 'a*' } }, { [k]: ['a1', 'b'] }, false],
  ['any value', { 'ForAnyValue:StringLike': { [k]: 'a*' } }, { [k]: ['a1', 'b'] }, true],
  ['all values of none', { 'ForAllValues:StringLike': { [k]: 'a*' } }, {}, true],
  ['that a key is absent', { Null: { [k]: 'true' } }, {}, true],
  ['that a key is there', { Null: { [k]: 'false' } }, {}, false],
  [
    'every operator at once',
    { StringEquals: { [k]: 'a' }, Bool: { [l]: 'true' } },
    { [k]: ['a'], [l]: ['false'] },
    false,
  ],
  [
    'a variable',
    { StringEquals: { [k]: `\${aws:PrincipalArn}` } },
    { [k]: ['me'], 'aws:principalarn': ['me'] },
    true,
  ],
])('a condition on %s', (_, Condition, context, expected) => {
  expect(ask('sqs:SendMessage', queue, [allow('sqs:*', '*', { Condition })], { context })).toBe(expected)
})

test('what the evaluation cannot read is said, not guessed', () => {
  const notAction = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } as unknown as Statement
  expect(() => ask('sqs:SendMessage', queue, [notAction])).toThrow(/NotAction/)
  const odd = allow('sqs:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })
  expect(() => ask('sqs:SendMessage', queue, [odd])).toThrow(/IpAddress/)
  const leading = allow('*', '*', {
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'a' } },
  })
  expect(() => ask('dynamodb:GetItem', table, [leading])).toThrow(/LeadingKeys/)
  const deny = {
    ...allow('*', '*', { Condition: { StringEquals: { 'aws:UserAgent': 'a' } } }),
    Effect: 'Deny' as const,
  }
  expect(() => ask('sqs:SendMessage', queue, [allow('*', '*'), deny])).toThrow(/aws:UserAgent/)
})
