// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what Fn::Sub fills in.
import { expect, test } from 'vitest'
import { resolveTemplate } from '../template/deploy.ts'
import type { Template } from '../template/template.ts'

const url = 'http://127.0.0.1:1'
const addresses = { site: `${url}1`, api: `${url}2`, aws: `${url}3`, inbox: `${url}4` }
const stack = { name: 'Tiny', account: '000000000000', region: 'us-east-1', addresses }

const queue = (Properties: Record<string, unknown> = {}) => ({ Type: 'AWS::SQS::Queue', Properties })
const outputOf = (Value: unknown, rest: Partial<Template> = {}, given = {}) => {
  const template = { Resources: { Work: queue({ QueueName: 'work' }) }, Outputs: { It: { Value } }, ...rest }
  return resolveTemplate(template, stack, given).outputs.It
}

test.each([
  ['Ref', { Ref: 'Work' }, 'http://127.0.0.1:13/000000000000/work'],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:work'],
  ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Work.QueueName' }, 'work'],
  ['Fn::Sub', { 'Fn::Sub': '${AWS::Region}/${Work.QueueName}/${!Kept}' }, 'us-east-1/work/${Kept}'],
  ['Fn::Sub with names', { 'Fn::Sub': ['${Own}', { Own: { Ref: 'AWS::Partition' } }] }, 'aws'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::StackName' }]] }, 'a-Tiny'],
  ['Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
])('%s is resolved', (_, value, expected) => {
  expect(outputOf(value)).toBe(expected)
})

test('conditions choose among values, resources and outputs', () => {
  const template: Template = {
    Parameters: { Stage: { Type: 'String', Default: 'test' } },
    Conditions: {
      Live: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] },
      Test: { 'Fn::Not': [{ Condition: 'Live' }] },
    },
    Resources: {
      Work: queue({ DelaySeconds: { 'Fn::If': ['Live', 5, { Ref: 'AWS::NoValue' }] } }),
      Spare: { ...queue(), Condition: 'Live' },
    },
    Outputs: { Which: { Value: 'test', Condition: 'Test' }, Other: { Value: 'live', Condition: 'Live' } },
  }
  const test = resolveTemplate(template, stack, {})
  expect(test.resources.map(({ logicalId, properties }) => [logicalId, properties])).toEqual([['Work', {}]])
  expect(test.outputs).toEqual({ Which: 'test' })
  const live = resolveTemplate(template, stack, { Stage: 'live' })
  expect(live.resources).toHaveLength(2)
  expect(live.resources[0]?.properties).toEqual({ DelaySeconds: 5 })
})

test('a generated name is the same at each start and within what AWS allows', () => {
  const Resources = { ['Bucket'.repeat(20)]: { Type: 'AWS::S3::Bucket' }, Queue: queue({ FifoQueue: true }) }
  const names = () => resolveTemplate({ Resources }, stack, {}).resources.map(({ physicalId }) => physicalId)
  expect(names()).toEqual(names())
  expect(names()[0]).toMatch(/^tiny-[a-z0-9-]{1,58}$/)
  expect(names()[1]).toMatch(/\.fifo$/)
})

test('an https URL of the stack itself becomes the local address', () => {
  const Resources = { Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } } }
  const joined = { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/x' }
  expect(outputOf(joined, { Resources })).toBe('http://127.0.0.1:12/x')
  const host = { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }] }] }
  expect(outputOf(host, { Resources })).toMatch(/^[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/)
})

test.each<[string, unknown, Partial<Template>, object]>([
  ['The template has no resource or parameter Gone', { Ref: 'Gone' }, {}, {}],
  ['Work has no attribute Color', { 'Fn::GetAtt': ['Work', 'Color'] }, {}, {}],
  ['Fn::Cidr is not known', { 'Fn::Cidr': [] }, {}, {}],
  ['Mappings hold no A.b.c', { 'Fn::FindInMap': ['A', 'b', 'c'] }, {}, {}],
  ['no parameter Typo', 'x', {}, { Typo: '1' }],
  [
    'Parameter P may be a, b',
    'x',
    { Parameters: { P: { Type: 'String', AllowedValues: ['a', 'b'] } } },
    { P: 'c' },
  ],
  [
    'Parameter P does not match',
    'x',
    { Parameters: { P: { Type: 'String', AllowedPattern: 'a+' } } },
    { P: 'b' },
  ],
  [
    'The name of Work depends on itself',
    'x',
    { Resources: { Work: queue({ QueueName: { 'Fn::GetAtt': ['Work', 'QueueName'] } }) } },
    {},
  ],
])('"%s" is said of a template that cannot be resolved', (message, value, rest, given) => {
  expect(() => outputOf(value, rest, given)).toThrow(message)
})
