import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Gateway } from '../gateway/gateway.ts'
import type { JsonStore } from '../host/state.ts'
import { secrets, secretValues } from '../secrets/secret.resource.ts'
import { createSecrets, type Secret } from '../secrets/secrets.ts'
import type { Deployment } from '../template/resource-kind.ts'
import type { Resource } from '../types.ts'
import { aClient, aGateway } from './a-gateway.ts'

const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:links/key-AbCdEf'
const gateways: Gateway[] = []
let client: SecretsManagerClient

beforeEach(async () => {
  const secret: Secret = {
    arn,
    name: 'links/key',
    versions: [{ id: 'v1', value: '{"hmac":"x"}' }],
    put: (version) => {
      secret.versions = [version, ...secret.versions].slice(0, 2)
    },
  }
  const gateway = await aGateway({
    emulators: { secretsmanager: createSecrets({ secrets: () => [secret] }) },
  })
  gateways.push(gateway)
  client = aClient(SecretsManagerClient, gateway)
})

afterAll(() => Promise.all(gateways.map((gateway) => gateway.end())))

test.each(['links/key', arn, arn.slice(0, -7)])('a secret is found as %s', async (SecretId) => {
  const found = await client.send(new GetSecretValueCommand({ SecretId }))
  expect(found).toMatchObject({
    ARN: arn,
    Name: 'links/key',
    SecretString: '{"hmac":"x"}',
    VersionStages: ['AWSCURRENT'],
  })
})

test('a description tells no value', async () => {
  expect(
    JSON.stringify(await client.send(new DescribeSecretCommand({ SecretId: 'links/key' }))),
  ).not.toContain('hmac')
})

test('what is not there is not found', async () => {
  const missing = { name: 'ResourceNotFoundException' }
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toMatchObject(missing)
  const previous = new GetSecretValueCommand({ SecretId: 'links/key', VersionStage: 'AWSPREVIOUS' })
  await expect(client.send(previous)).rejects.toMatchObject(missing)
  const unknown = new GetSecretValueCommand({ SecretId: 'links/key', VersionId: 'v2' })
  await expect(client.send(unknown)).rejects.toMatchObject(missing)
})

test('a value that is put is the current one from then on, and the one before is the previous', async () => {
  const SecretId = 'links/key'
  const { VersionId } = await client.send(new PutSecretValueCommand({ SecretId, SecretString: 'y' }))
  const read = (but = {}) => client.send(new GetSecretValueCommand({ SecretId, ...but }))
  expect(await read()).toMatchObject({ SecretString: 'y', VersionId, VersionStages: ['AWSCURRENT'] })
  expect(await read({ VersionId })).toMatchObject({ SecretString: 'y' })
  expect(await read({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: '{"hmac":"x"}' })
})

test('a put that is repeated changes nothing', async () => {
  const put = (SecretString: string) =>
    new PutSecretValueCommand({ SecretId: 'links/key', SecretString, ClientRequestToken: 'v'.repeat(32) })
  await client.send(put('y'))
  await client.send(put('y'))
  const previous = new GetSecretValueCommand({ SecretId: 'links/key', VersionStage: 'AWSPREVIOUS' })
  expect(await client.send(previous)).toMatchObject({ SecretString: '{"hmac":"x"}' })
})

test('a call that is not here says so', async () => {
  const create = client.send(new CreateSecretCommand({ Name: 'another', SecretString: 'y' }))
  await expect(create).rejects.toThrow(/CreateSecret/)
})

/** Successive deployments of one secret, on the same state. */
const deployments = () => {
  const values = new Map<string, unknown>()
  const state: JsonStore = {
    get: <T>(key: string) => values.get(key) as T | undefined,
    set: (key, value) => values.set(key, value),
  }
  const type = 'AWS::SecretsManager::Secret'
  return async (GenerateSecretString: object): Promise<string> => {
    const resource: Resource = {
      logicalId: 'Key',
      type,
      properties: { GenerateSecretString },
      physicalId: arn,
      attributes: { Name: 'links/key' },
    }
    await secrets[type]!.deploy!(resource, { state } as Deployment)
    return secretValues({ ofType: () => [resource] } as never, state)[0]!.versions[0]!.value
  }
}

test('a secret is generated once, and anew when the template says otherwise how', async () => {
  const deploy = deployments()
  const first = await deploy({ PasswordLength: 40, ExcludePunctuation: true })
  expect(first).toMatch(/^[A-Za-z0-9]{40}$/)
  expect(await deploy({ PasswordLength: 40, ExcludePunctuation: true })).toBe(first)
  const json = { SecretStringTemplate: '{"current":"a"}', GenerateStringKey: 'a' }
  expect(JSON.parse(await deploy(json))).toEqual({ current: 'a', a: expect.any(String) })
})
