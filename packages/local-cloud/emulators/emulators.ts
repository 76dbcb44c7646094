import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { privateFolder } from '../host/private-folder.ts'
import type { Service } from '../types.ts'

/** Base URLs of the emulators, whose state is in the cloud's folder. */
export type Emulators = Service & { dynamodb: string; sqs: string; sns: string; s3: string }

type OnCrash = (what: string) => void

/**
 * Starts dynalite (DynamoDB) and fauxqs (SQS, SNS, S3) on free loopback ports, each in a worker thread. Calls `onCrash`
 * when one stops unexpectedly. `hosts` are host names to answer to besides the machine's own.
 * @param region the emulators are loaded while it is still to be found
 */
export const startEmulators = async (
  dir: string,
  region: string | Promise<string>,
  onCrash: OnCrash,
  hosts?: readonly string[],
): Promise<Emulators> => {
  for (const folder of ['dynamodb', 'queues', 'objects']) privateFolder(join(dir, folder))
  const start = (kind: string) => startThread({ kind, dir, hosts }, region, onCrash)
  const [tables, messaging] = await Promise.all([start('dynamodb'), start('messaging')])
  const other = messaging.url
  const end = async () => {
    await Promise.all([tables.end(), messaging.end()])
  }
  return { dynamodb: tables.url, sqs: other, sns: other, s3: other, end }
}

/** In a built package this file and the worker are JavaScript. */
const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './dynalite-fauxqs.worker.ts' : './dynalite-fauxqs.worker.js',
  import.meta.url,
)

const startThread = async (
  workerData: { kind: string; dir: string; hosts?: readonly string[] | undefined },
  region: string | Promise<string>,
  onCrash: OnCrash,
) => {
  const worker = new Worker(workerFile, { workerData, env: { AWS_ACCOUNT_ID: '000000000000' } })
  const exited = new Promise((resolve) => worker.once('exit', resolve))
  const started = once(worker, 'message')
  // Whoever awaits it hears of it.
  started.catch(() => {})
  try {
    worker.postMessage({ region: await region })
  } catch (error) {
    await worker.terminate()
    throw error
  }
  const [port] = await started
  worker.on('error', (error) =>
    onCrash(`The ${workerData.kind} emulator stopped: ${error.message}; start the cloud again.`),
  )
  const end = async () => {
    worker.postMessage('end')
    await exited
  }
  return { url: `http://127.0.0.1:${port}`, end }
}

/** Headers of a JSON-protocol call that identify the caller. The local services do not verify signatures. */
export const awsHeaders = (
  service: string,
  region: string,
  target: string,
  version: string,
  key = 'LOCAL',
) => ({
  'content-type': `application/x-amz-json-${version}`,
  'x-amz-target': target,
  'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
})
