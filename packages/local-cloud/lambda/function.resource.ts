import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { arnOf, idOf, type Kinds, nameIn, nameOf } from '../template/resource-kind.ts'
import type { Assembly } from '../template/template.ts'
import type { Resource } from '../types.ts'
import { mostAgeSeconds, mostRetries } from './async-retries.ts'
import { mappingFault } from './pollers/mapping-fault.ts'
import { missingSdk } from './runtime-sdk.ts'
import { isProvider } from './template-functions.ts'

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostVariableBytes = 4096

export const functions: Kinds = {
  'AWS::Lambda::Function': {
    identify: (it) => {
      const name = nameOf(it, 'FunctionName')
      return { physicalId: name, attributes: { Arn: arnOf(it, 'lambda', `function:${name}`) } }
    },
    fault: (resource, { resources, assembly }) =>
      isProvider(resources, resource) ? undefined : faultOf(resource, assembly),
    deploy: async (resource, { resources, roleTrusts }) => {
      const { properties, attributes } = resource
      if (isProvider(resources, resource)) return
      if (roleTrusts(String(properties.Role), 'lambda', String(attributes.Arn))) return
      throw new Error(`${nameIn(resource)}: The role defined for the function cannot be assumed by Lambda.`)
    },
  },
  'AWS::Lambda::Permission': {
    identify: (it) => ({ physicalId: it.logicalId, attributes: { Id: it.logicalId } }),
  },
  'AWS::Lambda::EventInvokeConfig': {
    identify: (it) => ({ physicalId: it.logicalId, attributes: {} }),
    fault: ({ properties }) => {
      const { MaximumRetryAttempts = mostRetries, MaximumEventAgeInSeconds = mostAgeSeconds } = properties
      const isWithin = (value: unknown, least: number, most: number) =>
        Number(value) >= least && Number(value) <= most
      // https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
      if (!isWithin(MaximumRetryAttempts, 0, mostRetries))
        return `MaximumRetryAttempts is 0 to ${mostRetries}, not ${MaximumRetryAttempts}.`
      if (!isWithin(MaximumEventAgeInSeconds, 60, mostAgeSeconds))
        return `MaximumEventAgeInSeconds is 60 to ${mostAgeSeconds}, not ${MaximumEventAgeInSeconds}.`
      return undefined
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    identify: (it) => {
      const id = uuidOf(idOf(it, 32))
      const arn = arnOf(it, 'lambda', `event-source-mapping:${id}`)
      return { physicalId: id, attributes: { Id: id, EventSourceMappingArn: arn } }
    },
    fault: ({ properties }) => mappingFault(properties),
  },
  // Only the CDK's own provider functions use layers, and their work is done natively.
  'AWS::Lambda::LayerVersion': {
    identify: (it) => {
      const arn = `${arnOf(it, 'lambda', `layer:${nameOf(it, 'LayerName')}`)}:1`
      return { physicalId: arn, attributes: { LayerVersionArn: arn } }
    },
  },
}

const faultOf = ({ properties }: Resource, assembly: Assembly): string | undefined => {
  const { Runtime, Layers, Code, Environment } = properties as Record<string, unknown>
  if (!String(Runtime).startsWith('nodejs')) return `only Node.js is run here, not ${Runtime}.`
  if (Layers) return 'Layers are not known here; bundle what the function needs.'
  const { ZipFile, S3Key } = (Code ?? {}) as { ZipFile?: string; S3Key?: string }
  if (ZipFile) return 'inline code is not run here; give it as a folder, e.g. by `Code.fromAsset`.'
  const asset = assembly.asset(String(S3Key))
  if (!asset || !statSync(asset.path, { throwIfNoEntry: false })?.isDirectory())
    return 'its code is missing from the assembly; run `cdk synth` again.'
  const missing = missingSdk(asset.path)
  if (missing.length > 0)
    return `Lambda supplies the packages that its code imports, and this machine lacks them: npm install --save-dev ${missing.join(' ')}`
  const { Variables = {} } = (Environment ?? {}) as { Variables?: object }
  const bytes = Buffer.byteLength(JSON.stringify(Variables))
  if (bytes > mostVariableBytes)
    return `its environment variables have ${bytes} bytes as JSON, and Lambda takes ${mostVariableBytes}.`
  return undefined
}

const uuidOf = (text: string) => {
  const hex = createHash('md5').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
