import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { functions } from '../lambda/function.resource.ts'
import type { Deployment } from '../template/resource-kind.ts'
import { temporaryFolder } from './temporary.ts'

const path = temporaryFolder('code')
const deployment = {
  resources: { ofType: () => [] },
  assembly: { asset: (key: string) => (key === 'code.zip' ? { path, packaging: 'zip' } : undefined) },
  roleTrusts: () => true,
} as unknown as Deployment

const deploy = (properties: Record<string, unknown>) =>
  functions['AWS::Lambda::Function']!.deploy!(
    {
      logicalId: 'Shop.Order',
      type: 'AWS::Lambda::Function',
      physicalId: 'order',
      attributes: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:order' },
      properties: { Runtime: 'nodejs24.x', Code: { S3Key: 'code.zip' }, Role: 'role', ...properties },
    },
    deployment,
  )

test('a bundled Node function is taken', async () => {
  await expect(deploy({})).resolves.toBeUndefined()
})

test('packages of the SDK that Lambda would supply must be on this machine', async () => {
  const code = join(path, 'index.js')
  writeFileSync(code, 'const { SQSClient } = require("@aws-sdk/client-sqs")')
  await expect(deploy({})).resolves.toBeUndefined()
  writeFileSync(code, 'import{a as b}from"@aws-sdk/client-none/x";const c=await import("@smithy/none")')
  await expect(deploy({})).rejects.toThrow('npm install --save-dev @aws-sdk/client-none @smithy/none')
  writeFileSync(code, '// import "@aws-sdk/none"\n throw Error(`call [require("@aws-sdk/none");]`)')
  await expect(deploy({})).resolves.toBeUndefined()
})

test.each<[string, Record<string, unknown>]>([
  ['only Node.js is run here, not python3.13.', { Runtime: 'python3.13' }],
  ['Layers are not known here; bundle what the function needs.', { Layers: ['layer'] }],
  [
    'inline code is not run here; give it as a folder, e.g. by `Code.fromAsset`.',
    { Code: { ZipFile: 'exports.handler = () => {}' } },
  ],
  [
    'its environment variables have 4107 bytes as JSON, and Lambda takes 4096.',
    { Environment: { Variables: { LONG: 'x'.repeat(4096) } } },
  ],
  ['its code is missing from the assembly; run `cdk synth` again.', { Code: { S3Key: 'gone.zip' } }],
])('"%s" is said of a function that cannot be run', async (line, properties) => {
  await expect(deploy(properties)).rejects.toThrow(`AWS::Lambda::Function Shop.Order: ${line}`)
})
