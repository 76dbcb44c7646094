import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LambdaFunction } from '../lambda/function.ts'
import { startSandbox } from '../lambda/sandbox.ts'
import { temporaryFolder } from './temporary.ts'

const megabyte = 1024 * 1024

const echo = (): LambdaFunction => {
  const dir = temporaryFolder('echo')
  writeFileSync(join(dir, 'index.mjs'), 'export const handler = async (event) => event')
  return {
    logicalId: 'Echo',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
    name: 'echo',
    dir,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 5,
    memoryMB: 128,
    architecture: 'arm64',
    roleArn: 'arn:aws:iam::000000000000:role/echo',
    maximumRetries: 0,
    maximumAgeSeconds: 60,
  }
}

test('the memory that a sandbox reports is its own, not that of whoever started it', async () => {
  const large = Buffer.alloc(400 * megabyte, 1)
  const sandbox = startSandbox(echo(), {
    id: 'one',
    awsUrl: 'http://127.0.0.1:1',
    accessKeyId: () => 'KEY',
    region: 'us-east-1',
    onLine: () => {},
  })
  expect(await sandbox.invoke({ a: 1 }, 'r-1')).toBe('{"a":1}')
  expect(process.memoryUsage.rss()).toBeGreaterThan(large.length)
  expect(sandbox.usage().rssMB).toBeLessThan(200)
  await sandbox.kill()
})
