// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what Fn::Sub fills in.
import { allow, att, permission, ref, sub } from './tiny-words.ts'

const trust = (service: string) => ({
  Statement: [
    { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' },
  ],
})

/** A role that a service assumes. */
export const role = (service: string, ...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust(service),
    Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
    ManagedPolicyArns: [
      sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'),
    ],
  },
})

/** A function of the tiny code, by its handler's name. */
export const lambda = (name: string, roleId: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    // The maximum that the queue's visibility timeout allows: a busy machine is slow.
    Timeout: 8,
    Handler: `index.${name}`,
    Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
    Role: att(roleId),
    Environment: { Variables: { TABLE: ref('Notes'), QUEUE: ref('Work') } },
  },
})

const http = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'tiny', ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
  },
  Hello: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      RouteKey: 'POST /hello/{name}',
      Target: { 'Fn::Join': ['/', ['integrations', ref('HelloIntegration')]] },
    },
  },
  HelloIntegration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: att('Serve'),
      PayloadFormatVersion: '2.0',
    },
  },
  Serve: lambda('serve', 'ServeRole'),
  ServeRole: role('lambda', allow('sqs:SendMessage', att('Work'))),
  ServePermission: permission(
    'Serve',
    'apigateway',
    sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/hello/{name}'),
  ),
}

const work = {
  Notes: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  },
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 8,
      RedrivePolicy: { deadLetterTargetArn: att('Dead'), maxReceiveCount: 1 },
    },
  },
  Dead: { Type: 'AWS::SQS::Queue' },
  Consume: lambda('consume', 'ConsumeRole'),
  ConsumeRole: role(
    'lambda',
    allow('dynamodb:PutItem', att('Notes')),
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], att('Work')),
  ),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: ref('Consume'),
      EventSourceArn: att('Work'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
}

const timed = {
  Tick: lambda('tick', 'NoteRole'),
  NoteRole: role('lambda', allow('dynamodb:PutItem', att('Notes'))),
  TickRole: role('scheduler', allow('lambda:InvokeFunction', att('Tick'))),
  Soon: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: sub('at(${When})'),
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: att('Tick'), RoleArn: att('TickRole'), Input: '{"said":"now"}' },
    },
  },
}

const files = {
  Files: {
    Type: 'AWS::S3::Bucket',
    Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
  },
  Deployed: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:provider',
      SourceBucketNames: ['assets'],
      SourceObjectKeys: ['files.zip'],
      SourceMarkers: [{ SITE_MARKER: ref('AWS::StackName') }],
      DestinationBucketName: ref('Files'),
      DestinationBucketKeyPrefix: 'in/',
      SystemMetadata: { 'cache-control': 'max-age=60' },
    },
  },
  Uploads: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [ref('Files')] }, object: { key: [{ prefix: 'in/' }] } },
      },
      Targets: [{ Id: 'note', Arn: att('Uploaded') }],
    },
  },
  Uploaded: lambda('uploaded', 'NoteRole'),
  UploadedPermission: permission('Uploaded', 'events', att('Uploads')),
}

/** A small stack: notes in a table, written by a queue, a route, a schedule and a bucket. */
export const tinyTemplate = () => ({
  Parameters: { When: { Type: 'String', Default: '2001-01-01T00:00:00' } },
  Resources: { ...work, ...http, ...timed, ...files } as Record<
    string,
    { Type: string; Properties?: object }
  >,
  Outputs: {
    Url: { Value: sub('${Api.ApiEndpoint}/hello') },
    QueueUrl: { Value: ref('Work') },
    DeadUrl: { Value: ref('Dead') },
    Bucket: { Value: ref('Files') },
    Table: { Value: ref('Notes') },
  },
})
