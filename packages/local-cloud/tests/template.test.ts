// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what Fn::Sub fills in.
import { expect, test } from 'vitest'
import { localUrls } from '../template/local-urls.ts'
import { resolveStacks } from '../template/resolve-stacks.ts'
import type { Template } from '../template/template.ts'

const url = 'http://127.0.0.1:1'
const place = { account: '000000000000', region: 'us-east-1', awsUrl: `${url}3` }

const resolveTemplate = (template: Template, parameters: Record<string, string> = {}) =>
  resolveStacks([{ name: 'Tiny', prefix: '', template }], { place, parameters })

/** Several stacks, by name. */
const resolveAll = (templates: Record<string, Omit<Template, 'Resources'> & Partial<Template>>) =>
  resolveStacks(
    Object.entries(templates).map(([name, template]) => ({
      name,
      prefix: `${name}.`,
      template: { Resources: {}, ...template },
    })),
    { place },
  )

const queue = (Properties: Record<string, unknown> = {}) => ({ Type: 'AWS::SQS::Queue', Properties })
const outputOf = (Value: unknown, rest: Partial<Template> = {}, given = {}) => {
  const template = { Resources: { Work: queue({ QueueName: 'work' }) }, Outputs: { It: { Value } }, ...rest }
  return resolveTemplate(template, given).outputs.It
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
  const test = resolveTemplate(template)
  expect(test.resources.map(({ logicalId, properties }) => [logicalId, properties])).toEqual([['Work', {}]])
  expect(test.outputs).toEqual({ Which: 'test' })
  const live = resolveTemplate(template, { Stage: 'live' })
  expect(live.resources).toHaveLength(2)
  expect(live.resources[0]?.properties).toEqual({ DelaySeconds: 5 })
})

test('a generated name is the same at each start and within what AWS allows', () => {
  const Resources = { ['Bucket'.repeat(20)]: { Type: 'AWS::S3::Bucket' }, Queue: queue({ FifoQueue: true }) }
  const names = () => resolveTemplate({ Resources }).resources.map(({ physicalId }) => physicalId)
  expect(names()).toEqual(names())
  expect(names()[0]).toMatch(/^tiny-[a-z0-9-]{1,58}$/)
  expect(names()[1]).toMatch(/\.fifo$/)
})

test('an https URL of an API, a distribution or a user pool’s domain becomes its local address, its host alone stays', () => {
  const api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } }
  const site = {
    Type: 'AWS::CloudFront::Distribution',
    Properties: { DistributionConfig: { Aliases: ['news.example'] } },
  }
  const domain = (Domain: string, more: object = {}) => ({
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { Domain, UserPoolId: 'pool', ...more },
  })
  const Own = domain('auth.example', { CustomDomainConfig: { CertificateArn: 'arn' } })
  const { resources, outputs } = resolveTemplate({
    Resources: {
      Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
      One: api,
      Two: api,
      Site: site,
      Login: domain('shop'),
      Own,
    },
    Outputs: {
      One: { Value: { 'Fn::GetAtt': ['One', 'ApiEndpoint'] } },
      Two: { Value: { 'Fn::Sub': 'https://${Two}.execute-api.${AWS::Region}.${AWS::URLSuffix}/x' } },
      Site: { Value: { 'Fn::Sub': 'https://${Site.DomainName}/' } },
      Alias: { Value: 'https://news.example/here' },
      Files: { Value: { 'Fn::Sub': "connect-src 'self' https://${Files.RegionalDomainName}" } },
      Login: { Value: { 'Fn::Sub': 'https://${Login}.auth.${AWS::Region}.amazoncognito.com' } },
      Own: { Value: { 'Fn::Sub': 'https://${Own}/login' } },
      Host: {
        Value: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['One', 'ApiEndpoint'] }] }] },
      },
    },
  })
  const addresses = {
    apis: { One: `${url}1`, Two: `${url}2` },
    sites: { Site: `${url}4` },
    logins: { Login: `${url}5`, Own: `${url}6` },
    aws: `${url}7`,
  }
  const local = localUrls(resources, addresses, 'us-east-1')
  expect(local(outputs)).toEqual({
    One: 'http://127.0.0.1:11',
    Two: 'http://127.0.0.1:12/x',
    Site: 'http://127.0.0.1:14/',
    Alias: 'http://127.0.0.1:14/here',
    Files: "connect-src 'self' http://127.0.0.1:17",
    Login: 'http://127.0.0.1:15',
    Own: 'http://127.0.0.1:16/login',
    Host: expect.stringMatching(/^[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/),
  })
})

test('stacks are resolved together: what they call the same are two things, and exports lead from one to another', () => {
  const { resources, outputs } = resolveAll({
    Front: {
      Resources: { Work: queue({ RedrivePolicy: { to: { 'Fn::ImportValue': { 'Fn::Sub': 'Back-arn' } } } }) },
      Outputs: { It: { Value: { Ref: 'AWS::StackName' } } },
    },
    Back: {
      Resources: { Work: queue() },
      Outputs: {
        It: {
          Value: { 'Fn::GetAtt': ['Work', 'Arn'] },
          Export: { Name: { 'Fn::Sub': '${AWS::StackName}-arn' } },
        },
      },
    },
  })
  const [front, back] = resources
  expect([front?.logicalId, back?.logicalId]).toEqual(['Front.Work', 'Back.Work'])
  expect(front?.physicalId).not.toBe(back?.physicalId)
  expect(front?.properties).toEqual({ RedrivePolicy: { to: back?.attributes.Arn } })
  expect(outputs).toEqual({ 'Front.It': 'Front', 'Back.It': back?.attributes.Arn })
})

const exporting = (Value: unknown) => ({ Outputs: { It: { Value, Export: { Name: 'it' } } } })
const importing = { Outputs: { It: { Value: { 'Fn::ImportValue': 'it' } } } }

test.each([
  ['Output Front.It: No stack that is run exports it.', { Front: importing, Back: {} }],
  ['Both A and B export it.', { Front: importing, A: exporting(1), B: exporting(2) }],
  [
    'AWS::SQS::Queue Live.Work has the same name as AWS::SQS::Queue Test.Work: choose by `stacks`.',
    {
      Test: { Resources: { Work: queue({ QueueName: 'work' }) } },
      Live: { Resources: { Work: queue({ QueueName: 'work' }) } },
    },
  ],
  ['The export it depends on itself.', { Front: exporting({ 'Fn::ImportValue': 'it' }), Back: {} }],
])('"%s" is said of stacks that cannot be resolved', (message, templates) => {
  expect(() => resolveAll(templates)).toThrow(message)
})

test('parameters are given by stack, and one of no stack is refused', () => {
  const stacks = ['Front', 'Back'].map((name) => ({
    name,
    prefix: `${name}.`,
    template: {
      Parameters: { Color: { Type: 'String', Default: 'red' } },
      Resources: {},
      Outputs: { It: { Value: { Ref: 'Color' } } },
    },
  }))
  expect(resolveStacks(stacks, { place, parameters: { 'Back.Color': 'blue' } }).outputs).toEqual({
    'Front.It': 'red',
    'Back.It': 'blue',
  })
  expect(() => resolveStacks(stacks, { place, parameters: { Color: 'blue' } })).toThrow(
    'No stack has the parameter Color; with several stacks it is called STACK.NAME.',
  )
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
