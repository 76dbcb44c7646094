import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { functions } from '../lambda/function.resource.ts'
import type { Others } from '../template/resource-kind.ts'
import { temporaryFolder } from './temporary.ts'

const path = temporaryFolder('code')
const others = {
  resources: { ofType: () => [] },
  assembly: { asset: (key: string) => (key === 'code.zip' ? { path, packaging: 'zip' } : undefined) },
} as unknown as Others

const faultOf = async (properties: Record<string, unknown>) =>
  functions['AWS::Lambda::Function']!.fault!(
    {
      logicalId: 'Shop.Order',
      type: 'AWS::Lambda::Function',
      physicalId: 'order',
      attributes: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:order' },
      properties: { Runtime: 'nodejs24.x', Code: { S3Key: 'code.zip' }, Role: 'role', ...properties },
    },
    others,
  )

test('a bundled Node function is taken', async () => {
  expect(await faultOf({})).toBeUndefined()
})

test('packages of the SDK that Lambda would supply must be on this machine', async () => {
  const code = join(path, 'index.js')
  writeFileSync(code, 'const { SQSClient } = require("@aws-sdk/client-sqs")')
  expect(await faultOf({})).toBeUndefined()
  writeFileSync(code, 'import{a as b}from"@aws-sdk/client-none/x";const c=await import("@smithy/none")')
  expect(await faultOf({})).toContain('npm install --save-dev @aws-sdk/client-none @smithy/none')
  writeFileSync(code, '// import "@aws-sdk/none"\n throw Error(`call [require("@aws-sdk/none");]`)')
  expect(await faultOf({})).toBeUndefined()
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
  expect(await faultOf(properties)).toBe(line)
})
