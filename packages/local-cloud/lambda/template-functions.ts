import type { Assembly } from '../template/template.ts'
import type { Resource, Resources } from '../types.ts'
import { mostAgeSeconds, mostRetries } from './async-retries.ts'
import type { LambdaFunction } from './function.ts'

type FunctionProperties = {
  Code: { S3Key: string }
  Runtime: string
  Handler: string
  Role: string
  Timeout?: number | string
  MemorySize?: number | string
  Architectures?: string[]
  ReservedConcurrentExecutions?: number | string
  RecursiveLoop?: 'Allow' | 'Terminate'
  Environment?: { Variables?: Record<string, unknown> }
  LoggingConfig?: { LogGroup?: string }
  DeadLetterConfig?: { TargetArn?: string }
}
type InvokeConfig = {
  FunctionName: string
  MaximumRetryAttempts?: number | string
  MaximumEventAgeInSeconds?: number | string
  DestinationConfig?: { OnFailure?: { Destination?: string } }
}

/**
 * Whether a function is a CDK provider. Only the CDK's custom resources call those, and their work is done natively.
 */
export const isProvider = (resources: Resources, { attributes }: Resource) =>
  customTypes.some((type) =>
    resources.ofType(type).some((it) => it.properties.ServiceToken === attributes.Arn),
  )

const customTypes = [
  'Custom::CDKBucketDeployment',
  'Custom::LogRetention',
  'Custom::S3AutoDeleteObjects',
  'Custom::S3BucketNotifications',
]

/**
 * The template's deployed functions. Defaults are CloudFormation's and Lambda's: 3 seconds, 128 MB, x86_64, 2 retries
 * within 6 hours ("AWS::Lambda::Function", "AWS::Lambda::EventInvokeConfig").
 */
export const lambdaFunctions = (resources: Resources, assembly: Assembly): LambdaFunction[] =>
  resources
    .ofType('AWS::Lambda::Function')
    .filter((it) => !isProvider(resources, it))
    .map((it) => lambdaFunction(resources, assembly, it))

const lambdaFunction = (resources: Resources, assembly: Assembly, resource: Resource): LambdaFunction => {
  const it = resource.properties as FunctionProperties
  const invocation = invokeConfigOf(resources, resource)
  const variables = Object.entries(it.Environment?.Variables ?? {})
  return {
    logicalId: resource.logicalId,
    arn: resource.attributes.Arn!,
    name: resource.physicalId,
    dir: assembly.asset(it.Code.S3Key)?.path ?? '',
    runtime: it.Runtime,
    handler: it.Handler,
    environment: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
    timeoutSeconds: Number(it.Timeout ?? 3),
    memoryMB: Number(it.MemorySize ?? 128),
    architecture: it.Architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64',
    concurrency:
      it.ReservedConcurrentExecutions === undefined ? undefined : Number(it.ReservedConcurrentExecutions),
    allowsLoops: it.RecursiveLoop === 'Allow',
    roleArn: it.Role,
    logGroup: it.LoggingConfig?.LogGroup,
    deadLetterArn: it.DeadLetterConfig?.TargetArn,
    onFailureArn: invocation?.DestinationConfig?.OnFailure?.Destination,
    maximumRetries: Number(invocation?.MaximumRetryAttempts ?? mostRetries),
    maximumAgeSeconds: Number(invocation?.MaximumEventAgeInSeconds ?? mostAgeSeconds),
  }
}

const invokeConfigOf = (resources: Resources, { physicalId, attributes }: Resource) =>
  resources
    .ofType('AWS::Lambda::EventInvokeConfig')
    .map(({ properties }) => properties as InvokeConfig)
    .find(({ FunctionName }) => FunctionName === physicalId || FunctionName === attributes.Arn)
