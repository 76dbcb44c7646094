import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.ts'
import { temporaryFolder } from './temporary.ts'
import { tinyTemplate } from './tiny-template.ts'

/** One handler for every trigger; it records what it was called with. */
const handler = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'
const table = new DynamoDBClient({})
const queue = new SQSClient({})
const note = (kind, text) =>
  table.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: kind + ':' + text } } }))

export const consume = async ({ Records }) => {
  const failed = []
  for (const { messageId, body } of Records)
    if (body === 'fail') failed.push({ itemIdentifier: messageId })
    else await note('queue', body)
  return { batchItemFailures: failed }
}
export const loop = async ({ Records: [{ body }] }) => {
  await note('loop', body)
  if (Number(body) < 40)
    await queue.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: String(Number(body) + 1) }))
}
export const serve = async (event) => {
  const { name } = event.pathParameters
  await queue.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: name }))
  return { statusCode: 202, headers: { 'content-type': 'text/plain' }, body: 'Hello ' + name }
}
export const tick = (event) => note('schedule', event.said)
export const uploaded = (event) => note('object', event.detail.object.key + ':' + event.detail.object.size)
`

/** Writes a small assembly as `cdk synth` would, in a new folder. @returns its path */
export const writeTinyAssembly = async (template: object = tinyTemplate()): Promise<string> => {
  const folder = temporaryFolder('tiny-assembly')
  const json = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content))
  mkdirSync(join(folder, 'asset.code'))
  mkdirSync(join(folder, 'asset.files'))
  writeFileSync(join(folder, 'asset.files', 'hello.html'), '<p>Hello from SITE_MARKER')
  await bundle(handler, join(folder, 'asset.code'))
  json('manifest.json', {
    version: '55.0.0',
    artifacts: {
      'Tiny.assets': { type: 'cdk:asset-manifest', properties: { file: 'Tiny.assets.json' } },
      Tiny: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'Tiny.template.json' },
      },
    },
  })
  json('Tiny.assets.json', {
    files: Object.fromEntries(
      ['code', 'files'].map((id) => [
        id,
        {
          source: { path: `asset.${id}`, packaging: 'zip' },
          destinations: { here: { bucketName: 'assets', objectKey: `${id}.zip` } },
        },
      ]),
    ),
  })
  json('Tiny.template.json', template)
  return folder
}
