import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../../infra/local/gateway.ts'
import { createSecrets } from '../../../infra/local/secrets.ts'
import { aClient, aGateway } from './a-gateway.ts'

const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:links/key-AbCdEf'
let gateway: Gateway

beforeAll(async () => {
  gateway = await aGateway({
    emulators: {
      secretsmanager: createSecrets({ secrets: () => [{ arn, name: 'links/key', value: '{"hmac":"x"}' }] }),
    },
  })
})

afterAll(() => gateway.end())

const client = () => aClient(SecretsManagerClient, gateway)

test.each(['links/key', arn, arn.slice(0, -7)])('a secret is found as %s', async (SecretId) => {
  const found = await client().send(new GetSecretValueCommand({ SecretId }))
  expect(found).toMatchObject({
    ARN: arn,
    Name: 'links/key',
    SecretString: '{"hmac":"x"}',
    VersionStages: ['AWSCURRENT'],
  })
})

test('a description tells no value', async () => {
  expect(
    JSON.stringify(await client().send(new DescribeSecretCommand({ SecretId: 'links/key' }))),
  ).not.toContain('hmac')
})

test('what is not there is not found', async () => {
  const missing = { name: 'ResourceNotFoundException' }
  await expect(client().send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toMatchObject(missing)
  const previous = new GetSecretValueCommand({ SecretId: 'links/key', VersionStage: 'AWSPREVIOUS' })
  await expect(client().send(previous)).rejects.toMatchObject(missing)
})

test('a call that is not here says so', async () => {
  const put = client().send(new PutSecretValueCommand({ SecretId: 'links/key', SecretString: 'y' }))
  await expect(put).rejects.toThrow(/PutSecretValue/)
})
