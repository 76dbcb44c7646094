import { randomUUID } from 'node:crypto'
import type { Meter } from '../bill/usage.ts'
import { type AwsEvent, anEvent } from '../events/event.ts'
import type { Place } from '../template/resource-kind.ts'
import type { Call, Resources } from '../types.ts'
import { sendsEvents } from './bucket.resource.ts'
import type { objectStore } from './objects.ts'

type Options = {
  place: Place
  resources: Resources
  objects: ReturnType<typeof objectStore>
  put: (event: AwsEvent) => void
  meter: Meter
  now: () => number
}

const created = ['PutObject', 'CopyObject', 'CompleteMultipartUpload']
const deleted = ['DeleteObject', 'DeleteObjects']

/**
 * Sends EventBridge events about created and deleted objects, for buckets with notifications enabled. Shape: Amazon S3
 * User Guide, "EventBridge event message structure".
 */
export const createObjectEvents = ({ place, resources, objects, put, meter, now }: Options) => {
  let pending = 0
  let sequence = 0

  const tell = async (reason: string, bucket: string, key: string) => {
    if (!sendsEvents(resources, bucket)) return
    pending += 1
    try {
      const isNew = created.includes(reason)
      const object = {
        key,
        ...(isNew && (await factsOf(bucket, key))),
        sequencer: sequencerOf(now(), sequence++),
      }
      const detail = {
        version: '0',
        bucket: { name: bucket },
        object,
        'request-id': randomUUID(),
        requester: place.account,
        'source-ip-address': '127.0.0.1',
        reason: reason === 'DeleteObjects' ? 'DeleteObject' : reason,
        ...(!isNew && { 'deletion-type': 'Permanently Deleted' }),
      }
      const { account, region } = place
      // S3's events are opt-in, and billed like custom events (Amazon EventBridge pricing).
      meter(idOf(bucket), { 'events.put': 1 })
      const named = { source: 'aws.s3', 'detail-type': isNew ? 'Object Created' : 'Object Deleted' }
      put(anEvent({ ...named, account, region, resources: [`arn:aws:s3:::${bucket}`], detail }, now()))
    } finally {
      pending -= 1
    }
  }
  const idOf = (bucket: string) =>
    resources.ofType('AWS::S3::Bucket').find((it) => it.physicalId === bucket)?.logicalId ?? bucket
  const factsOf = async (bucket: string, key: string) => {
    const { headers } = await objects.head(bucket, key)
    return { size: Number(headers['content-length'] ?? 0), etag: headers.etag?.replaceAll('"', '') ?? '' }
  }

  return {
    pending: () => pending,
    tell,
    /** The gateway calls this after each successful call. */
    after: async ({ service, action, resources: arns }: Call) => {
      if (service !== 's3' || ![...created, ...deleted].includes(action)) return
      for (const arn of action === 'DeleteObjects' ? arns : arns.slice(-1)) {
        const [bucket = '', ...key] = arn.replace('arn:aws:s3:::', '').split('/')
        await tell(action, bucket, key.join('/'))
      }
    },
  }
}

/** Hexadecimal numbers that grow with each change. */
const sequencerOf = (at: number, sequence: number) =>
  `${at.toString(16).padStart(12, '0')}${sequence.toString(16).padStart(6, '0')}`.toUpperCase()
