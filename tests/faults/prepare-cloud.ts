import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Cloud } from '#local-cloud'
import { shardOf } from '../../functions/subscription/states/reader-id.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { startService } from '../journeys/service.ts'
import { aSmallIssue } from '../journeys/small-issue.ts'
import { idSecret } from '../reader-ids.ts'
import { everybody, issue } from './audience.ts'

/** BatchWriteItem's maximum. */
const atOnce = 25

const fill = async ({ addresses, region, credentials, resources }: Cloud, all: Subscriber[]) => {
  const client = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const table = resources.get('SubscriptionsSubscribers')!.physicalId
  for (let from = 0; from < all.length; from += atOnce) {
    const RequestItems = {
      [table]: all
        .slice(from, from + atOnce)
        .map((one) => ({ PutRequest: { Item: marshall({ ...one, shard: shardOf(one.id) }) } })),
    }
    await client.send(new BatchWriteItemCommand({ RequestItems }))
  }
}

/** The cloud makes readers' ids as tests do: those who come back are the same readers. */
const shareIds = async ({ addresses, region, credentials, resources }: Cloud) => {
  const client = new SecretsManagerClient({ endpoint: addresses.aws, region, credentials })
  const SecretId = resources.get('SubscriptionsReaderIdSecret')!.physicalId
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: idSecret }))
  client.destroy()
}

/** Prepares the folder of a cloud in which an issue is published and so many readers wait for it. */
export const prepare = async (assembly: string, dir: string, recipients: number): Promise<void> => {
  const service = await startService({ assembly, dir })
  try {
    await shareIds(service.cloud)
    await fill(service.cloud, everybody(recipients))
    await service.publish(issue, aSmallIssue(1))
    // A test mail has every function compiled that sending needs, so that later starts are quick.
    await service.admin('POST', '/api/sends', { issue, to: 'test@readers.example' })
    await service.mail('test@readers.example', 'test')
    await service.cloud.idle()
    service.check()
  } finally {
    await service.end()
  }
  await forgetPorts(join(dir, 'state.json'))
}

/** Copies of the folder run side by side, each at ports of its own. */
const forgetPorts = async (file: string) => {
  const { ports: _, ...rest } = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify(rest))
}
