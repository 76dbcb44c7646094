import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Service } from './types.ts'

/** Base URLs of the emulators; they hold their state under the cloud's folder. */
export type Emulators = Service & { dynamodb: string; sqs: string; sns: string; s3: string }

/**
 * Starts dynalite (DynamoDB) and fauxqs (SQS, SNS, S3) on free loopback ports, each in a thread of its own.
 * `onCrash` is told when one stops by itself.
 */
export const startEmulators = async (
  dir: string,
  region: string,
  onCrash: (what: string) => void,
): Promise<Emulators> => {
  for (const folder of ['dynamodb', 'queues', 'objects']) mkdirSync(join(dir, folder), { recursive: true })
  const start = (kind: string) => startThread(kind, dir, region, onCrash)
  const [tables, messaging] = await Promise.all([start('dynamodb'), start('messaging')])
  const other = messaging.url
  const end = async () => {
    await Promise.all([tables.end(), messaging.end()])
  }
  return { dynamodb: tables.url, sqs: other, sns: other, s3: other, end }
}

const startThread = async (kind: string, dir: string, region: string, onCrash: (what: string) => void) => {
  const env = { AWS_REGION: region, AWS_ACCOUNT_ID: '000000000000' }
  const worker = new Worker(new URL('./emulators.worker.ts', import.meta.url), {
    workerData: { kind, dir },
    env,
  })
  const exited = new Promise((resolve) => worker.once('exit', resolve))
  const [port] = await once(worker, 'message')
  worker.on('error', (error) =>
    onCrash(`The ${kind} emulator stopped: ${error.message}; start the cloud again.`),
  )
  const end = async () => {
    worker.postMessage('end')
    await exited
  }
  return { url: `http://127.0.0.1:${port}`, end }
}

/** Headers of a JSON-protocol call that names who calls; the local services do not check the signature. */
export const awsHeaders = (
  service: string,
  region: string,
  target: string,
  version: string,
  key = 'LOCALOPERATOR',
) => ({
  'content-type': `application/x-amz-json-${version}`,
  'x-amz-target': target,
  'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
})
